"""`/hr nudge new` and `edit`: the form, the count beside it while it is filled in, and what comes of it."""

from dataclasses import dataclass, replace
from typing import Any, assert_never

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.handlers.desk import Desk
from bot.handlers.errors import acknowledge
from bot.handlers.hr.door import HrOnly
from bot.handlers.hr.nudge_text import NotYet, rhythm_in, target_in, text_in
from bot.handlers.requirements import fitting_of, requirements_in
from bot.slack.live_views import LiveViews
from bot.slack.modals import turn_into
from bot.usecases.conditions import Fitting, NotUnderstood
from bot.usecases.nudges import nudge_drafts, steering
from bot.usecases.nudges.nudge_drafts import NotInTheForm, NudgeDraft
from bot.usecases.nudges.steering import HasEnded, NoSuchNudge, RewrittenSince, SaveAnswer, Saved, Unsound
from bot.usecases.people.speaker import zone_of
from bot.views import modals, problems
from bot.views.choices import MOST_OPTIONS
from bot.views.hr import nudge_form as hr_nudge_form
from bot.views.hr import nudges as hr_nudges
from bot.views.hr.nudge_about import target_groups
from bot.views.hr.nudge_form import TITLE
from bot.views.hr.nudge_preview import saved_modal
from bot.views.hr.nudge_when import rhythm_of
from bot.views.ids import Action, Block, Modal
from bot.views.requirements_form import INPUTS
from bot.views.values import NudgeChoice, NudgeForm, decoded
from career.requirements import Requirements
from career.targets import Target
from storage.nudges.records import NudgeText

_NEW = 0
"""The number of a nudge that is not stored yet."""


def register(app: App, desk: Desk) -> None:
    """Listen to the buttons that open the form, to its changes, to its menu, and to the form."""
    listen = _Listeners(desk, LiveViews())
    hr = HrOnly(app, desk)
    hr.action(Action.HR_NUDGE_NEW, acknowledge, listen.open_empty)
    hr.action(Action.HR_NUDGE_EDIT, acknowledge, listen.open_filled)
    hr.action(Action.HR_NUDGE_ANEW, acknowledge, listen.open_copy)
    for block in (*INPUTS, Block.HR_NUDGE_ABOUT, Block.HR_NUDGE_RHYTHM):
        hr.action(block, listen.note_change, listen.show_anew, inside=Modal.HR_NUDGE)
    hr.options(Block.HR_NUDGE_ABOUT, listen.offer_targets)
    hr.view(Modal.HR_NUDGE, listen.submit)


def form(desk: Desk, by: str, nudge_id: int) -> View:
    """Return the form of a nudge, 0 for a new one, as it starts."""
    return _form(desk, by, NudgeForm(nudge_id))


def _form(desk: Desk, by: str, opens: NudgeForm) -> View:
    match _draft(desk, by, opens):
        case NudgeDraft() as draft:
            target = None if draft.about is None else draft.about.target
            fitting = _fitting(desk, target, draft.extra)
            return hr_nudge_form.nudge_form(draft, fitting, rhythm_of(draft.cadence), target)
        case NotInTheForm() as refused:
            return problems.modal(hr_nudge_form.cannot_edit(refused))
        case NoSuchNudge() | HasEnded() as refused:
            return modals.done(TITLE, hr_nudges.move_blocks(opens.nudge_id, refused, zone_of(desk.database, by)))
        case unknown:
            assert_never(unknown)


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk
    live: LiveViews

    def open_empty(self, client: WebClient, body: dict[str, Any], context: BoltContext) -> None:
        by = str(context.user_id)
        turn_into(client, body, TITLE, lambda: form(self.desk, by, _NEW))

    def open_filled(
        self, client: WebClient, body: dict[str, Any], action: dict[str, Any], context: BoltContext
    ) -> None:
        by, number = str(context.user_id), decoded(NudgeChoice, action.get("value")).nudge_id
        turn_into(client, body, TITLE, lambda: form(self.desk, by, number))

    def open_copy(self, client: WebClient, body: dict[str, Any], action: dict[str, Any], context: BoltContext) -> None:
        by, number = str(context.user_id), decoded(NudgeChoice, action.get("value")).nudge_id
        turn_into(client, body, TITLE, lambda: _form(self.desk, by, NudgeForm(_NEW, written_from=number)))

    def note_change(self, ack: Ack, body: dict[str, Any]) -> None:
        self.live.note_change(body)
        ack()

    def show_anew(self, client: WebClient, body: dict[str, Any], context: BoltContext) -> None:
        """Show the form with the count and the days that go with what is filled in; Slack keeps what was typed."""
        by, view = str(context.user_id), body["view"]
        opened = decoded(NudgeForm, view.get("private_metadata"))
        target, extra, rhythm = target_in(view), requirements_in(view), rhythm_in(view)

        def filled_in() -> View:
            draft = _draft(self.desk, by, opened)
            if not isinstance(draft, NudgeDraft):
                return _form(self.desk, by, opened)
            fitting = _fitting(self.desk, target, extra)
            return hr_nudge_form.nudge_form(replace(draft, seen=opened.seen), fitting, rhythm, target)

        self.live.renew(client, body, filled_in)

    def offer_targets(self, ack: Ack, payload: dict[str, Any]) -> None:
        words = str(payload.get("value") or "")
        groups = target_groups(nudge_drafts.targets_like(self.desk.database, words, MOST_OPTIONS, self.desk.now()))
        if groups:
            ack(option_groups=groups)
        else:
            ack(options=[])

    def submit(self, ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
        text = text_in(view)
        if isinstance(text, NotYet):
            ack(response_action="errors", errors=dict(text.errors))
            return
        answer = self._save(str(context.user_id), view, text)
        match answer:
            case Unsound(wrong):
                ack(response_action="errors", errors=hr_nudge_form.errors(wrong, rhythm_in(view)))
            case Saved():
                ack(response_action="update", view=saved_modal(answer, text.title))
            case RewrittenSince():
                ack(response_action="update", view=hr_nudge_form.rewritten_since(answer, text.words))
            case NoSuchNudge() | HasEnded():
                number = decoded(NudgeForm, view.get("private_metadata")).nudge_id
                told = hr_nudges.move_blocks(number, answer, zone_of(self.desk.database, str(context.user_id)))
                ack(response_action="update", view=modals.done(TITLE, told))
            case _:
                assert_never(answer)

    def _save(self, by: str, view: dict[str, Any], text: NudgeText) -> SaveAnswer:
        opened, now = decoded(NudgeForm, view.get("private_metadata")), self.desk.now()
        if opened.nudge_id == _NEW:
            return steering.save_new(self.desk.database, by, text, now, str(view["id"]))
        return steering.save_changed(self.desk.database, by, opened.nudge_id, text, now, opened.seen)


def _fitting(desk: Desk, target: Target | None, extra: Requirements | NotUnderstood) -> Fitting | NotUnderstood:
    return fitting_of(desk, extra, lambda asked: nudge_drafts.how_many_fit(desk.database, target, asked, desk.now()))


def _draft(desk: Desk, by: str, opens: NudgeForm) -> NudgeDraft | NoSuchNudge | NotInTheForm | HasEnded:
    if opens.written_from:
        return nudge_drafts.draft_from(desk.database, by, opens.written_from, desk.now())
    if opens.nudge_id == _NEW:
        return nudge_drafts.new_draft(desk.database, by, desk.now())
    return nudge_drafts.draft_of(desk.database, opens.nudge_id)

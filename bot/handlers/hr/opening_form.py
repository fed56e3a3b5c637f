"""`/hr opening new` and `edit`: the form, the count beside it while it is filled in, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, assert_never

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.handlers.desk import Desk
from bot.handlers.errors import acknowledge
from bot.handlers.hr.door import HrOnly
from bot.handlers.requirements import fitting_of, requirements_in
from bot.handlers.submitted import chosen, typed
from bot.slack.live_views import LiveViews
from bot.slack.modals import turn_into
from bot.usecases.conditions import Fitting, NotUnderstood
from bot.usecases.openings import opening_edits, opening_moves, posting
from bot.usecases.people.speaker import zone_of
from bot.views import problems
from bot.views.hr import opening_form as hr_opening_form
from bot.views.ids import Action, Block, Modal
from bot.views.requirements_form import INPUTS, more_error
from bot.views.values import OpeningForm, OutOfDateError, PostingChoice, decoded
from career.criteria import EVERYONE
from career.openings import OpeningStatus
from career.requirements import Requirements
from storage.openings.postings import OpeningText

NEW = 0
"""In place of an opening's number: one that is not there yet."""


def register(app: App, desk: Desk) -> None:
    """Listen to the buttons that open the form, to changes of its requirements, and to the form."""
    listen = _Listeners(desk, LiveViews())
    hr = HrOnly(app, desk)
    hr.action(Action.HR_OPENING_NEW, acknowledge, listen.open_empty)
    hr.action(Action.HR_OPENING_EDIT, acknowledge, listen.open_filled)
    for block in INPUTS:
        hr.action(block, listen.note_change, listen.count_anew, inside=Modal.HR_OPENING)
    hr.view(Modal.HR_OPENING, listen.submit)


def form(desk: Desk, by: str, opening_id: int, changed: Requirements | NotUnderstood | None = None) -> View:
    """Return the form of an opening, 0 for a new one, counting who meets what it asks for, or what was `changed`."""

    def fitting(asked: Requirements | NotUnderstood) -> Fitting | NotUnderstood:
        return fitting_of(desk, asked, lambda asked: posting.how_many_qualify(desk.database, by, asked, desk.now()))

    if opening_id == NEW:
        return hr_opening_form.new_form(fitting(changed or Requirements()))
    draft = opening_edits.draft_of(desk.database, by, opening_id, desk.now())
    if not isinstance(draft, opening_edits.OpeningDraft):
        return problems.modal(hr_opening_form.cannot_edit(draft, zone_of(desk.database, by)))
    if draft.requirements is None:
        return hr_opening_form.edit_form(draft, Fitting(draft.qualified, EVERYONE))
    return hr_opening_form.edit_form(draft, fitting(changed or draft.requirements))


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk
    live: LiveViews

    def open_empty(self, client: WebClient, body: dict[str, Any], context: BoltContext) -> None:
        by = str(context.user_id)
        turn_into(client, body, hr_opening_form.NEW_TITLE, lambda: form(self.desk, by, NEW))

    def open_filled(
        self, client: WebClient, body: dict[str, Any], action: dict[str, Any], context: BoltContext
    ) -> None:
        by, number = str(context.user_id), decoded(PostingChoice, action.get("value")).opening_id
        turn_into(client, body, hr_opening_form.EDIT_TITLE, lambda: form(self.desk, by, number))

    def note_change(self, ack: Ack, body: dict[str, Any]) -> None:
        self.live.note_change(body)
        ack()

    def count_anew(self, client: WebClient, body: dict[str, Any], context: BoltContext) -> None:
        by, wanted = str(context.user_id), requirements_in(body["view"])
        seen = decoded(OpeningForm, body["view"].get("private_metadata"))
        self.live.renew(client, body, lambda: form(self.desk, by, seen.opening_id, wanted))

    def submit(self, ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
        asked = requirements_in(view)
        if not isinstance(asked, Requirements):
            ack(response_action="errors", errors=more_error(asked))
            return
        seen, by = decoded(OpeningForm, view.get("private_metadata")), str(context.user_id)
        answer = self._post(by, view, asked) if seen.opening_id == NEW else self._edit(by, view, asked, seen)
        match answer:
            case posting.NotPosted(wrong):
                ack(response_action="errors", errors=hr_opening_form.errors(wrong))
            case posting.Posted() | posting.PostedBefore():
                ack(response_action="update", view=hr_opening_form.posted(answer))
            case opening_edits.Edited():
                ack(response_action="update", view=hr_opening_form.edited(answer))
            case opening_edits.CannotEdit() | opening_moves.Overtaken() | posting.NoSuchPosting():
                why = hr_opening_form.cannot_edit(answer, zone_of(self.desk.database, by))
                ack(response_action="update", view=problems.modal(why))
            case _:
                assert_never(answer)

    def _post(self, by: str, view: dict[str, Any], asked: Requirements) -> posting.PostAnswer:
        text, status, request = _text_in(view), _status_in(view), str(view["id"])
        return posting.post_opening(self.desk.database, by, text, asked, status, request, self.desk.now())

    def _edit(self, by: str, view: dict[str, Any], asked: Requirements, seen: OpeningForm) -> opening_edits.EditAnswer:
        written = opening_edits.WrittenOpening(seen.opening_id, seen.revision, _text_in(view), asked)
        channel = self.desk.settings.hr_channel
        return opening_edits.edit_opening(self.desk.database, by, written, channel, self.desk.now())


def _text_in(view: Mapping[str, Any]) -> OpeningText:
    last_day = chosen(view, Block.HR_LAST_DAY)
    return OpeningText(
        title=typed(view, Block.HR_TITLE),
        description=typed(view, Block.HR_DESCRIPTION),
        department=chosen(view, Block.HR_DEPARTMENT),
        location=chosen(view, Block.HR_LOCATION),
        closes_on=None if last_day is None else date.fromisoformat(last_day),
    )


def _status_in(view: Mapping[str, Any]) -> OpeningStatus:
    match chosen(view, Block.HR_START):
        case OpeningStatus.OPEN.value:
            return OpeningStatus.OPEN
        case OpeningStatus.DRAFT.value:
            return OpeningStatus.DRAFT
        case _:
            raise OutOfDateError("neither open nor draft")

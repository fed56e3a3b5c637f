"""`/hr opening new`: the form, the count beside it while it is filled in, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, assert_never

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.handlers.desk import Desk
from bot.handlers.errors import acknowledge
from bot.handlers.hr_only import HrOnly
from bot.handlers.requirements import requirements_in
from bot.handlers.submitted import chosen, typed
from bot.slack.live_views import LiveViews
from bot.slack.modals import open_and_fill
from bot.usecases import posting
from bot.views import hr_opening_form
from bot.views.ids import Action, Block, Modal
from bot.views.requirements_form import INPUTS
from bot.views.values import OutOfDateError
from career.openings import OpeningStatus
from career.requirements import Requirements
from storage.postings import OpeningText


def register(app: App, desk: Desk) -> None:
    """Listen to the button that opens the form, to changes of its requirements, and to the form."""
    listen = _Listeners(desk, LiveViews())
    hr = HrOnly(app, desk)
    hr.action(Action.HR_OPENING_NEW, acknowledge, listen.open_form)
    for block in INPUTS:
        hr.action(block, listen.note_change, listen.count_anew, inside=Modal.HR_OPENING)
    hr.view(Modal.HR_OPENING, listen.submit)


def empty_form(desk: Desk, by: str) -> View:
    """Return the form with nothing filled in yet."""
    return hr_opening_form.opening_form(posting.how_many_qualify(desk.database, by, Requirements(), desk.now()))


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk
    live: LiveViews

    def open_form(self, client: WebClient, body: dict[str, Any], context: BoltContext) -> None:
        by = str(context.user_id)
        open_and_fill(client, body, hr_opening_form.TITLE, lambda: empty_form(self.desk, by))

    def note_change(self, ack: Ack, body: dict[str, Any]) -> None:
        self.live.note_change(body)
        ack()

    def count_anew(self, client: WebClient, body: dict[str, Any], context: BoltContext) -> None:
        by, wanted = str(context.user_id), requirements_in(body["view"])

        def with_count() -> View:
            found = posting.how_many_qualify(self.desk.database, by, wanted, self.desk.now())
            return hr_opening_form.opening_form(found)

        self.live.renew(client, body, with_count)

    def submit(self, ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
        answer = posting.post_opening(
            self.desk.database,
            str(context.user_id),
            _text_in(view),
            requirements_in(view),
            _status_in(view),
            str(view["id"]),
            self.desk.now(),
        )
        match answer:
            case posting.NotPosted(wrong):
                ack(response_action="errors", errors=hr_opening_form.errors(wrong))
            case posting.Posted() | posting.PostedBefore():
                ack(response_action="update", view=hr_opening_form.posted(answer))
            case _:
                assert_never(answer)


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

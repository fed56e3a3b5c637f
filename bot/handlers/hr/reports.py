"""`/hr report`: did the nudges make a difference? A table for whoever asks, a picture for the HR channel, CSV on request.

Counting a large ledger takes longer than a command may, so everything stands behind the acknowledgement.
"""

import re
from dataclasses import dataclass
from typing import Any

from slack_bolt import App, BoltContext, Respond
from slack_sdk import WebClient

from bot.handlers.desk import Desk
from bot.handlers.errors import acknowledge
from bot.handlers.hr.door import HrOnly
from bot.handlers.hr.lists import show_below
from bot.handlers.hr.orders import Asking, Follows, Order, Reply
from bot.handlers.hr.sharing import share_with_hr
from bot.handlers.replies import tell
from bot.handlers.words import unescaped
from bot.slack.uploads import Upload
from bot.usecases.nudges import reporting
from bot.usecases.nudges.reporting import AllNudges, NudgeReport
from bot.usecases.people.speaker import zone_of
from bot.views import reports
from bot.views.ids import Action
from bot.views.reports import Shown
from bot.views.values import NudgeChoice, decoded

_ONE = re.compile(r"(?:nudge)?\s*#?(\d{1,9})", re.IGNORECASE)

_ALL = 0
"""In place of a nudge's number: all of them."""


def register(app: App, desk: Desk) -> None:
    """Listen to the buttons that ask for a report, or for its CSV file."""
    listen = _Listeners(desk)
    hr = HrOnly(app, desk)
    hr.action(Action.HR_REPORT, acknowledge, listen.show)
    hr.action(Action.HR_REPORT_CSV, acknowledge, listen.share_csv)


def orders(desk: Desk) -> tuple[Order, ...]:
    """Return what HR can type about reports."""

    def answer(_by: str, rest: str) -> Reply | Follows:
        typed = unescaped(rest).strip()
        found = _ONE.fullmatch(typed)
        if typed and found is None:
            return Reply(reports.WHICH)
        return Follows(int(found[1]) if found else _ALL)

    def follow(asking: Asking, number: int) -> None:
        _show(desk, asking, number)

    does = "whether nudges made a difference, as a picture and a table"
    return (Order("report", "report [nudge N]", does, answer, follow=follow),)


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def show(self, client: WebClient, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
        number = decoded(NudgeChoice, action.get("value")).nudge_id
        _show(self.desk, Asking(str(context.user_id), client, respond), number)

    def share_csv(self, client: WebClient, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
        asking = Asking(str(context.user_id), client, respond)
        found = _report(self.desk, decoded(NudgeChoice, action.get("value")).nudge_id)
        if not isinstance(found, NudgeReport | AllNudges):
            tell(respond, reports.report_as_text(found))
            return
        reporting.note_export(self.desk.database, asking.by, _number(found), self.desk.now())
        upload = Upload(reports.file_name(found, "csv"), reports.title_of(found), reports.report_csv(found))
        share_with_hr(self.desk, client, respond, upload, reports.csv_comment(found, asking.by))


def _show(desk: Desk, asking: Asking, number: int) -> None:
    """Answer with the table, then put the picture into the HR channel: it takes longer, and may fail by itself."""
    found = _report(desk, number)
    table = reports.report_blocks(found, zone_of(desk.database, asking.by))
    show_below(asking.respond, Reply(reports.report_as_text(found), table))
    if isinstance(found, NudgeReport | AllNudges):
        drawn, told = reports.report_picture_of(found)
        upload = Upload(reports.file_name(found, "png"), reports.title_of(found), drawn, told)
        share_with_hr(desk, asking.client, asking.respond, upload, reports.picture_comment(found, asking.by))


def _report(desk: Desk, number: int) -> reporting.ReportAnswer:
    return reporting.report(desk.database, None if number == _ALL else number, desk.now())


def _number(report: Shown) -> int | None:
    return None if isinstance(report, AllNudges) else report.id

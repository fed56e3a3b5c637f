"""`/hr find <words>`: people by what is known of them, and the same as a CSV file."""

from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any

from slack_bolt import App, BoltContext, Respond
from slack_sdk import WebClient

from bot.handlers.desk import Desk
from bot.handlers.errors import acknowledge
from bot.handlers.hr.door import HrOnly
from bot.handlers.hr.orders import Asking, Follows, Order, Reply
from bot.handlers.hr.sharing import share_with_hr
from bot.handlers.replies import tell
from bot.handlers.words import unescaped
from bot.slack.uploads import Upload
from bot.usecases import finding
from bot.usecases.finding import FoundPeople, TakenOut
from bot.views.blocks import section
from bot.views.csv_cells import write_csv
from bot.views.hr import find as hr_find
from bot.views.ids import Action
from bot.views.values import Page, decoded


def register(app: App, desk: Desk) -> None:
    """Listen to the buttons of the list."""
    listen = _Listeners(desk)
    hr = HrOnly(app, desk)
    hr.action(Action.HR_FIND_BACK, acknowledge, listen.turn_page)
    hr.action(Action.HR_FIND_MORE, acknowledge, listen.turn_page)
    hr.action(Action.HR_FIND_CSV, acknowledge, listen.share_csv)


def orders(desk: Desk) -> tuple[Order, ...]:
    """Return what HR can type to find people."""

    def ask(_by: str, rest: str) -> Follows:
        return Follows(unescaped(rest).strip())

    def show(asking: Asking, typed: Any) -> None:  # noqa: ANN401  what `ask` carries
        found = _page(desk, asking.by, str(typed), 0)
        asking.respond(text=found.text, blocks=found.blocks, response_type="ephemeral", replace_original=False)

    does = "people by skill, level, rating, kudos, interest, place or name"
    return (Order("find", "find skill:Python level>=4 rating>=4", does, ask, follow=show),)


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def turn_page(self, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
        page = decoded(Page, action.get("value"))
        found = _page(self.desk, str(context.user_id), page.words, page.skip)
        respond(text=found.text, blocks=found.blocks, response_type="ephemeral", replace_original=True)

    def share_csv(self, client: WebClient, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
        by, typed = str(context.user_id), decoded(Page, action.get("value")).words
        tell(respond, hr_find.MAKING)
        file = BytesIO()
        taken = finding.take_out_found(self.desk.database, by, typed, partial(write_csv, file), self.desk.now())
        if not isinstance(taken, TakenOut):
            tell(respond, hr_find.answer_as_text(taken))
            return
        upload = Upload(hr_find.FILE_NAME, hr_find.FILE_TITLE, file.getvalue())
        share_with_hr(self.desk, client, respond, upload, hr_find.table_comment(taken.people, by))


def _page(desk: Desk, by: str, typed: str, skip: int) -> Reply:
    answer = finding.find(desk.database, by, typed, skip, hr_find.PAGE_SIZE, desk.now())
    text = hr_find.answer_as_text(answer)
    return Reply(text, hr_find.found_list(answer) if isinstance(answer, FoundPeople) else [section(text)])

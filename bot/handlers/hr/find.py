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
from bot.handlers.hr.lists import listen_to_turns, show_below
from bot.handlers.hr.orders import Asking, Follows, Order, Reply
from bot.handlers.hr.sharing import share_with_hr
from bot.handlers.replies import tell
from bot.handlers.words import unescaped
from bot.slack.uploads import Upload
from bot.usecases.people import finding
from bot.usecases.people.finding import FoundPeople, TakenOut
from bot.views.blocks import section
from bot.views.csv_cells import write_csv
from bot.views.hr import find as hr_find
from bot.views.ids import Action
from bot.views.values import Page, decoded


def register(app: App, desk: Desk) -> None:
    """Listen to the buttons of the list."""
    listen = _Listeners(desk)
    hr = HrOnly(app, desk)
    listen_to_turns(
        hr, (Action.HR_FIND_BACK, Action.HR_FIND_MORE), lambda by, carried: _page(desk, by, decoded(Page, carried))
    )
    hr.action(Action.HR_FIND_CSV, acknowledge, listen.share_csv)


def orders(desk: Desk) -> tuple[Order, ...]:
    """Return what HR can type to find people."""

    def ask(_by: str, rest: str) -> Follows:
        return Follows(unescaped(rest).strip())

    def show(asking: Asking, typed: Any) -> None:  # noqa: ANN401  what `ask` carries
        show_below(asking.respond, _page(desk, asking.by, Page(str(typed), 0)))

    does = "people by skill, level, rating, kudos, interest, place or name"
    return (Order("find", "find skill:Python level>=4 rating>=4", does, ask, follow=show),)


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

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


def _page(desk: Desk, by: str, page: Page) -> Reply:
    answer = finding.find(desk.database, by, page.words, page.skip, hr_find.PAGE_SIZE, desk.now())
    text = hr_find.answer_as_text(answer)
    return Reply(text, hr_find.found_list(answer) if isinstance(answer, FoundPeople) else [section(text)])

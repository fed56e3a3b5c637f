"""`/hr audit` and `/hr export`: who did what, and tables to take out."""

from functools import partial
from io import BytesIO
from typing import Any

from slack_bolt import App

from bot.handlers.desk import Desk
from bot.handlers.hr.door import HrOnly
from bot.handlers.hr.lists import listen_to_turns, show_below
from bot.handlers.hr.orders import Asking, Follows, Order, Reply
from bot.handlers.hr.sharing import share_with_hr
from bot.handlers.words import unescaped
from bot.slack.uploads import Upload
from bot.usecases.house.recording import Subject, audit, take_out
from bot.usecases.people.speaker import zone_of
from bot.views.csv_cells import write_csv
from bot.views.hr import audit as hr_audit
from bot.views.ids import Action
from bot.views.values import Page, decoded


def register(app: App, desk: Desk) -> None:
    """Listen to the pages of the record."""
    turns = (Action.HR_AUDIT_BACK, Action.HR_AUDIT_MORE)
    listen_to_turns(HrOnly(app, desk), turns, lambda by, carried: _page(desk, by, decoded(Page, carried)))


def orders(desk: Desk) -> tuple[Order, ...]:
    """Return what HR can type about the record."""

    def look_up(_by: str, rest: str) -> Follows:
        return Follows(unescaped(rest).strip())

    def show(asking: Asking, words: Any) -> None:  # noqa: ANN401  what `look_up` carries
        show_below(asking.respond, _page(desk, asking.by, Page(str(words), 0)))

    def choose(_by: str, rest: str) -> Follows | Reply:
        named = rest.strip().casefold()
        return Follows(named) if named in set(Subject) else Reply(hr_audit.HOW_TO_EXPORT)

    def export(asking: Asking, named: Any) -> None:  # noqa: ANN401  what `choose` carries
        subject = Subject(str(named))
        asking.respond(text=hr_audit.making(subject), response_type="ephemeral")
        file, now = BytesIO(), desk.now()
        rows = take_out(desk.database, asking.by, subject, partial(write_csv, file), now)
        name = f"{subject}-{now:%Y-%m-%d}.csv"
        upload, comment = Upload(name, name, file.getvalue()), hr_audit.table_comment(rows, asking.by)
        share_with_hr(desk, asking.client, asking.respond, upload, comment)

    usage = f"export {' | '.join(Subject)}"
    return (
        Order("audit", "audit [words]", "who did what and when", look_up, follow=show),
        Order("export", usage, "a table as a CSV file", choose, follow=export),
    )


def _page(desk: Desk, by: str, page: Page) -> Reply:
    found = audit(desk.database, page.words, page.skip, hr_audit.PAGE_SIZE)
    return Reply(hr_audit.audit_as_text(found), hr_audit.audit_blocks(found, zone_of(desk.database, by)))

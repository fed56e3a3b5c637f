"""The record of who did what, and the company calendar, keep Slack's limits and lose nothing between their pages."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from sqlalchemy import insert

from bot.usecases.house.recording import audit
from bot.usecases.house.settings import calendar
from bot.views.hr import audit as hr_audit
from bot.views.hr import settings as hr_settings
from bot.views.ids import Action
from storage.database import Database
from storage.tables import AuditRow, HolidayRow
from tests.bot.views.slack_says import buttons, of_message, of_modal
from tests.factories import NOW

LENGTHS = (0, 1, 49, 51, 10_000)
NASTY = "<!channel> & *bold* _x_ " * 6
"""Nothing of it is to be a format or a mention."""

Turn = Callable[[int], tuple[Sequence[str], bool]]


def every_entry(turn: Turn, size: int, total: int) -> list[str]:
    """Turn the pages as the buttons do until there is no More."""
    found: list[str] = []
    for skip in range(0, max(total, 1), size):
        entries, has_more = turn(skip)
        assert has_more is (skip + size < total)
        found.extend(entries)
    return found


@pytest.mark.parametrize("total", LENGTHS)
def test_the_record_of_who_did_what_can_be_read_to_its_end(sqlite_database: Database, total: int) -> None:
    rows = [
        {"at": NOW, "by": "UHR", "action": "file.imported", "subject": f"import:{number}", "details": {"of": NASTY * 9}}
        for number in range(1, total + 1)
    ]
    with sqlite_database.begin() as session:
        if rows:
            session.execute(insert(AuditRow), rows)

    def turn(skip: int) -> tuple[Sequence[str], bool]:
        page = audit(sqlite_database, "", skip, hr_audit.PAGE_SIZE)
        blocks = hr_audit.audit_blocks(page, "Europe/Berlin")
        assert of_message(hr_audit.audit_as_text(page), blocks) == []
        return [entry.subject for entry in page.entries], Action.HR_AUDIT_MORE in buttons(blocks)

    assert every_entry(turn, hr_audit.PAGE_SIZE, total) == [row["subject"] for row in reversed(rows)]
    beyond = audit(sqlite_database, "", 20_000, hr_audit.PAGE_SIZE)
    assert (beyond.skip, len(beyond.entries)) == (0, min(total, hr_audit.PAGE_SIZE))


@pytest.mark.parametrize("total", LENGTHS)
def test_the_company_calendar_can_be_read_to_its_end(sqlite_database: Database, total: int) -> None:
    rows = [
        {
            "day": NOW.date() + timedelta(days=number // 10),
            "location_code": f"{number % 10}",
            "name": f"{number} {NASTY}",
        }
        for number in range(total)
    ]
    with sqlite_database.begin() as session:
        if rows:
            session.execute(insert(HolidayRow), rows)

    def turn(skip: int) -> tuple[Sequence[str], bool]:
        page = calendar(sqlite_database, NOW, skip, hr_settings.PAGE_SIZE)
        view = hr_settings.calendar(page, "Done.")
        assert of_modal(view) == []
        return [holiday.name for holiday in page.days], Action.HR_HOLIDAYS_MORE in buttons(view.blocks or ())

    assert every_entry(turn, hr_settings.PAGE_SIZE, total) == [row["name"] for row in rows]
    beyond = calendar(sqlite_database, NOW, 20_000, hr_settings.PAGE_SIZE)
    assert (beyond.skip, len(beyond.days)) == (0, min(total, hr_settings.PAGE_SIZE))

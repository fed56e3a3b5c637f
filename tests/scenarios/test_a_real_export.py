"""The whole way with a real HR export: import, match, post, nudge, and the messages arrive."""

import csv
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, inspect, select

from bot.app import Coxswain
from bot.config import Settings
from bot.views.ids import Block, Modal
from hris.answers import Reading
from hris.reading import read_file
from hris.records import EmployeeRecord, Status
from sandbox.local_slack import LocalSlack
from storage.database import Database
from storage.tables import EmployeeRow, ReviewRow
from tests.factories import NOW
from tests.scenarios import nudging
from tests.scenarios.world import HR_CHANNEL, MANIFEST_PATH, UNHURRIED, SteppedClock, World, settings_for, slack_id

_ROOT = Path(__file__).parents[2]
EXPORT = _ROOT / ".." / "shared" / "data" / "hris_export_semicolon.csv"

pytestmark = pytest.mark.skipif(not EXPORT.exists(), reason="the real HR export is not beside this checkout")

LONG_ENOUGH = 6
"""Characters: "1", "M" and "Yes" prove nothing."""

_PROTECTED = (
    "MarriedID MaritalStatusID GenderID FromDiversityJobFairID DOB Sex MaritalDesc CitizenDesc HispanicLatino RaceDesc"
)


def _said_of_anybody(*columns: str) -> set[bytes]:
    """Return what stands in these columns, as far as it cannot stand elsewhere by chance."""
    with EXPORT.open(encoding="utf-8-sig", newline="") as file:
        cells = {row[column].strip() for row in csv.DictReader(file, delimiter=";") for column in columns}
    return {cell.encode() for cell in cells if len(cell) >= LONG_ENOUGH}


def _import(url: str, *options: str) -> str:
    """Type `python -m bot import` as HR's operator would, and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "import", str(EXPORT), *options],
        cwd=_ROOT,
        env={**os.environ, "DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_row_lands_leavers_are_inactive_and_a_second_run_changes_nothing(database: Database) -> None:
    url = database.url.render_as_string(hide_password=False)
    seen = _import(url, "--preview")
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(EmployeeRow)) == 0, "a preview changes nothing"
    first = _import(url)
    assert "310 new" in seen
    assert "310 new" in first
    for column in (*_PROTECTED.split(), "Salary"):
        assert f"- {column} (" in first, f"{column} must be named among the dropped"
    with database.read() as session:
        counted = dict(session.execute(select(EmployeeRow.status, func.count()).group_by(EmployeeRow.status)).all())
        before = session.execute(select(EmployeeRow.number, EmployeeRow.updated_at)).all()
        reviews = session.scalar(select(func.count()).select_from(ReviewRow))
    assert counted == {"active": 206, "left": 104}
    second = _import(url)
    assert "310 unchanged" in second
    with database.read() as session:
        assert session.execute(select(EmployeeRow.number, EmployeeRow.updated_at)).all() == before
        assert session.scalar(select(func.count()).select_from(ReviewRow)) == reviews


def test_nothing_protected_and_no_pay_reaches_the_database(sqlite_database: Database) -> None:
    _import(sqlite_database.url.render_as_string(hide_password=False))
    with sqlite_database.read() as session:
        tables = inspect(session.connection())
        columns = {column["name"] for table in tables.get_table_names() for column in tables.get_columns(table)}
    sqlite_database.close()
    content = Path(str(sqlite_database.url.database)).read_bytes()
    wal = Path(f"{sqlite_database.url.database}-wal")
    content += wal.read_bytes() if wal.exists() else b""
    assert not columns & {"dob", "sex", "gender", "race", "marital_status", "salary", "citizenship"}
    secrets = _said_of_anybody(*_PROTECTED.split(), "Salary", "TermReason")
    assert len(secrets) > 300, "many days of birth, and many a pay"
    # Counted, so that a failure does not print them.
    assert sum(1 for secret in secrets if re.search(rb"(?<![\w/])%b(?![\w/])" % re.escape(secret), content)) == 0


@dataclass
class Harbour:
    """The app over the real staff, of whom those in IT have Slack accounts under their full names."""

    world: World
    in_it: dict[str, EmployeeRecord]


@pytest.fixture
def harbour(sqlite_database: Database) -> Iterator[Harbour]:
    _import(sqlite_database.url.render_as_string(hide_password=False))
    reading = read_file(EXPORT.read_bytes(), EXPORT.name, today=NOW.date())
    assert isinstance(reading, Reading)
    staff = [each for each in reading.records if isinstance(each, EmployeeRecord) and each.status is Status.ACTIVE]
    in_it = {f"U0STAFF{number:03}": each for number, each in enumerate(staff) if each.department == "IT/IS"}
    clock = SteppedClock(NOW)
    with LocalSlack(_workspace(in_it), MANIFEST_PATH, patience=UNHURRIED) as slack:
        app = Coxswain(Settings.from_env(settings_for(slack, sqlite_database.url)), clock)
        try:
            app.start(listens=True, works=True)
            app.load()
            yield Harbour(World(slack, sqlite_database, clock, app, {}), in_it)
        finally:
            app.stop()
        assert slack.record.errors == []


def _workspace(in_it: dict[str, EmployeeRecord]) -> dict[str, Any]:
    """Return a workspace of full names without e-mails, written given name first as people do."""
    names = {identity: f"{each.given_name} {each.family_name}" for identity, each in in_it.items()}
    names[slack_id("hana")] = "Hana Novak"
    users = [
        {"id": identity, "name": identity.lower(), "real_name": name, "tz": "Europe/Berlin"}
        for identity, name in names.items()
    ]
    channel = {"id": HR_CHANNEL, "name": "hr-admin", "is_private": True, "members": [slack_id("hana")], "bot": True}
    return {"team": {"id": "T0HARBOUR0", "name": "Harbour"}, "users": users, "channels": [channel]}


def _confirm_matches(harbour: Harbour) -> None:
    """Let HR confirm who is who, and wait until everybody with an account is linked."""
    harbour.world.hana.command("/hr unmatched", HR_CHANNEL)
    proposed = harbour.world.hana.wait_for_message("Same name in Slack", HR_CHANNEL)
    confirm = next(label for label in proposed.buttons if label.startswith("Confirm"))
    harbour.world.hana.press(proposed, confirm)
    harbour.world.wait_for(lambda: len(_linked(harbour.world)) == len(harbour.in_it) or None)


def _linked(world: World) -> dict[str | None, str]:
    with world.database.read() as session:
        rows = session.execute(
            select(EmployeeRow.slack_id, EmployeeRow.number).where(EmployeeRow.slack_id.is_not(None))
        )
        return {row.slack_id: row.number for row in rows}


def test_people_are_matched_by_unique_full_name_once_hr_confirms(harbour: Harbour) -> None:
    assert _linked(harbour.world) == {}
    _confirm_matches(harbour)
    assert _linked(harbour.world) == {identity: each.number for identity, each in harbour.in_it.items()}


def test_a_nudge_about_an_opening_reaches_whom_the_export_says_it_suits(harbour: Harbour) -> None:
    world = harbour.world
    _confirm_matches(harbour)
    assert world.hana.command("/hr opening new", HR_CHANNEL).ok
    form = nudging.modal(world, Modal.HR_OPENING)
    (department,) = world.hana.suggestions(form, Block.HR_DEPARTMENTS, "IT")
    (position,) = world.hana.suggestions(form, Block.HR_JOB_TITLES, "Data Analyst")
    asked = {
        Block.HR_TITLE: "Lead Analyst",
        Block.HR_DESCRIPTION: "Help us see what the numbers say.",
        Block.HR_DEPARTMENTS: [department],
        Block.HR_JOB_TITLES: [position],
        Block.HR_MONTHS_IN_ROLE: 24,
        Block.HR_LAST_RATING: 3,
    }
    assert nudging.submit(world, asked).ok
    suited = {identity for identity, each in harbour.in_it.items() if _suits(each)}
    assert 2 <= len(suited) < len(harbour.in_it), "the export must tell some people from others"
    nudging.modal(world, f"{len(suited)} employees qualify")
    world.hana.close()

    nudging.a_running_nudge(world, about="Lead Analyst")
    nudging.at(world, nudging.TEN_IN_BERLIN)
    reached = {identity for identity in harbour.in_it if world.slack.record.posts_to(identity)}
    assert reached == suited
    for identity in suited:
        (post,) = world.slack.record.posts_to(identity)
        assert harbour.in_it[identity].given_name in post.text
        shown = str(post.blocks)
        assert "you work in IT/IS" in shown
        for hidden in ("rating", "Fully Meets", "Exceeds", "review", "PerformanceScore"):
            assert hidden not in shown, "a rating never appears in a message (promise 6)"


def _suits(each: EmployeeRecord) -> bool:
    """Say, straight from the file, whom the requirements suit; it has no date of the role, so the hire counts."""
    two_years_ago = NOW.date() - timedelta(days=730)
    return bool(
        each.job_title == "Data Analyst"
        and each.hired_on is not None
        and each.hired_on <= two_years_ago
        and each.review is not None
        and (each.review.rating or 0) >= 3
    )

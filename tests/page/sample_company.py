"""The local Slack with the sample company and the app, as a newcomer tries them out, on a Monday morning of its own."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, make_url, update

from bot.app import Coxswain, clock_for
from bot.clock import Clock
from bot.config import Settings
from bot.nudges.engine import tick
from bot.trying import COMPANY, fill_with_sample_company
from bot.usecases.people.directory import refresh_hr_members
from sandbox.local_slack import LocalSlack
from sandbox.payloads import Payload
from sandbox.person import Person
from storage.database import Database
from storage.tables import EmployeeRow, HolidayRow, NudgeRow
from tests.scenarios.nudging import everything_delivered
from tests.scenarios.world import MANIFEST_PATH, UNHURRIED, settings_for

_PATIENCE = 30.0
"""Seconds for which the app is waited for; the machine may be busy."""

_FAR_APART = 15_485_863
"""A prime, so that consecutive numbers become lots that look drawn."""

_ONE_OF_THE_SIX = 3_000
"""With these lots it holds out one of the six people whom the first nudge suits."""


@dataclass(frozen=True, slots=True)
class SampleCompany:
    """What runs: the local Slack, and the app's database and clock, which is also the local Slack's."""

    slack: LocalSlack
    database: Database
    clock: Clock

    @property
    def people(self) -> Mapping[str, str]:
        """The ids of the accounts by name."""
        return {each["real_name"]: each["id"] for each in self.slack.control.get("state")["users"]}

    def person(self, name: str) -> Person:
        """Return somebody to act as."""
        return self.slack.person(self.people[name])

    def move_to(self, instant: datetime) -> None:
        """Let it become `instant`.

        Raises:
            sandbox.control_client.ControlError: that is in the past.
        """
        _move(self.slack, self.clock, instant)

    def deliver_by(self, instant: datetime) -> None:
        """Let it become `instant`, and all that is due by then be delivered.

        Raises:
            TimeoutError: that took too long.
        """
        self.move_to(instant)
        tick(self.database, self.clock())  # beside the app's own, which comes every other second

        def all_that_is_due_is_delivered() -> bool:
            return everything_delivered(self.database, self.clock())

        self.slack.wait_for(all_that_is_due_is_delivered, _PATIENCE)

    def read_hr_channel(self) -> None:
        """Let it be known anew who is HR: after the clock has leapt nobody can tell until the channel is read again."""
        refresh_hr_members(self.database, _channel(self.slack, "hr-admin")["members"], self.clock())


@contextmanager
def sample_company() -> Iterator[SampleCompany]:
    """Run it while the block lasts, from the Monday to come at nine in the morning, UTC."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with LocalSlack(
            COMPANY / "workspace.json", MANIFEST_PATH, clock_file=folder / "clock", patience=UNHURRIED
        ) as slack:
            settings = Settings.from_env(_environ(slack, folder))
            clock = clock_for(settings)
            _move(slack, clock, _next_monday(clock()))
            fill_with_sample_company(settings, clock())
            app = Coxswain(settings, clock)
            try:
                _the_same_every_time(app.database)
                app.start(listens=True, works=True)
                app.load()
                yield SampleCompany(slack, app.database, clock)
            finally:
                app.stop()


def _environ(slack: LocalSlack, folder: Path) -> dict[str, str]:
    return settings_for(slack, make_url(f"sqlite:///{folder / 'coxswain.sqlite3'}")) | {
        "HR_CHANNEL": _channel(slack, "hr-admin")["id"],
        "KUDOS_CHANNEL": _channel(slack, "kudos")["id"],
        "CLOCK_FILE": str(folder / "clock"),
    }


def _channel(slack: LocalSlack, name: str) -> Payload:
    channels: list[Payload] = slack.control.get("state")["channels"]
    return next(each for each in channels if each["name"] == name)


def _next_monday(now: datetime) -> datetime:
    """Return nine in the morning, UTC, of the Monday that comes after `now`."""
    day = now.astimezone(UTC) + timedelta(days=7 - now.weekday())
    return day.replace(hour=9, minute=0, second=0, microsecond=0)


def _move(slack: LocalSlack, clock: Clock, instant: datetime) -> None:
    ahead = float(slack.control.get("clock")["ahead_seconds"])
    slack.move_clock(ahead + (instant - clock()).total_seconds())


def _the_same_every_time(database: Database) -> None:
    """Let the same people be held out and the same ones be at work, whenever this runs."""
    with database.begin() as session:
        session.execute(update(EmployeeRow).values(lot=EmployeeRow.id * _FAR_APART))
        session.execute(update(NudgeRow).values(salt_multiplier=1, salt_offset=_ONE_OF_THE_SIX))
        session.execute(delete(HolidayRow))

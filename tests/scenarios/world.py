"""A small company in a local Slack with the whole app running: what every scenario starts from."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import URL

from bot.app import Coxswain
from bot.config import Settings
from hris.names import full_name_keys
from sandbox.line import Patience
from sandbox.local_slack import LocalSlack
from sandbox.person import Person
from storage.database import Database
from tests.factories import NOW, an_employee

MANIFEST_PATH = Path(__file__).parents[2] / "manifest.yml"
GENERAL = "C0GENERAL0"
HR_CHANNEL = "C0HRADMIN0"
TEAM = "T0HARBOUR0"

UNHURRIED = Patience(acknowledgement=15.0, trigger=15.0)
"""On a machine that is busy with other tests everything may stall for a few seconds, which is no fault of the app's.

That nothing is done before an acknowledgement which takes its time is `test_a_hanging_slack.py`'s to show.
"""

Found = TypeVar("Found")

_PEOPLE = {
    "ada": ("U0ADA00000", "Ada Lovering", "Europe/Berlin"),
    "ben": ("U0BEN00000", "Ben Okafor", "Europe/Berlin"),
    "chi": ("U0CHI00000", "Chiara Rossi", "America/New_York"),
    "hana": ("U0HANA0000", "Hana Novak", "Europe/Berlin"),
    "hugo": ("U0HUGO0000", "Hugo Brandt", "Europe/Berlin"),
    "gus": ("U0GUS00000", "Gus Guest", "Europe/Berlin"),
    "noa": ("U0NOA00000", "Noa Newcomer", "Europe/Berlin"),
}
"""Ada, Ben and Chiara are employees; Hana and Hugo are HR, and employees; Gus is a guest who sits in the HR channel; Noa
has a Slack account and is no employee yet."""

_EMPLOYEES = ("ada", "ben", "chi", "hana", "hugo")
_IN_HR_CHANNEL = ("hana", "hugo", "gus")


class SteppedClock:
    """A clock that runs like the system's from a moment of the test's choosing, and can be moved ahead."""

    def __init__(self, start: datetime) -> None:
        self._start = start
        self._began = time.monotonic()
        self._lock = Lock()

    def __call__(self) -> datetime:
        """Return the present instant of the story, aware, in UTC."""
        with self._lock:
            return self._start + timedelta(seconds=time.monotonic() - self._began)

    def elapsed(self) -> float:
        """Return the seconds of the story so far, and some: no clock in it is wrong."""
        return self().timestamp()

    def move_to(self, instant: datetime) -> None:
        """Make it `instant` now."""
        with self._lock:
            self._start = instant
            self._began = time.monotonic()

    def move(self, **ahead: float) -> None:
        """Move ahead by so many `days`, `hours`, `minutes` …."""
        self.move_to(self() + timedelta(**ahead))


@dataclass
class World:
    """Everything that a scenario touches."""

    slack: LocalSlack
    database: Database
    clock: SteppedClock
    app: Coxswain
    employees: dict[str, int]

    def person(self, name: str) -> Person:
        """Return somebody to act as."""
        return self.slack.person(_PEOPLE[name][0])

    def __getattr__(self, name: str) -> Person:
        if name in _PEOPLE:
            return self.person(name)
        raise AttributeError(name)

    def hr(self, text: str) -> str:
        """Let Hana type a command in the HR channel, and return what she reads."""
        return self.hana.command(text, HR_CHANNEL).words

    def wait_for(self, condition: Callable[[], Found | None], timeout: float = 15) -> Found:
        """Return what `condition` finds, as soon as it finds something."""
        return self.slack.wait_for(condition, timeout)

    def posts_to(self, name: str) -> list[Any]:
        """Return every message that Slack accepted for this person."""
        return self.slack.record.posts_to(_PEOPLE[name][0])


def slack_id(name: str) -> str:
    """Return the Slack id of somebody in the story."""
    return _PEOPLE[name][0]


def workspace() -> dict[str, Any]:
    """Return the workspace of the story."""
    return {
        "team": {"id": TEAM, "name": "Harbour", "domain": "harbour"},
        "users": [
            {
                "id": identity,
                "name": name,
                "real_name": real_name,
                "email": f"{name}@harbour.example",
                "tz": zone,
                "is_restricted": name == "gus",
            }
            for name, (identity, real_name, zone) in _PEOPLE.items()
        ],
        "channels": [
            {
                "id": GENERAL,
                "name": "general",
                "is_private": False,
                "members": [person[0] for person in _PEOPLE.values()],
                "bot": True,
            },
            {
                "id": HR_CHANNEL,
                "name": "hr-admin",
                "is_private": True,
                "members": [_PEOPLE[name][0] for name in _IN_HR_CHANNEL],
                "bot": True,
            },
        ],
    }


def settings_for(slack: LocalSlack, url: URL) -> dict[str, str]:
    """Return the environment that connects the app to this Slack and this database."""
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
        "HR_CHANNEL": HR_CHANNEL,
        "KUDOS_CHANNEL": GENERAL,
        "DATABASE_URL": url.render_as_string(hide_password=False),
    }


def employ_everybody(database: Database) -> dict[str, int]:
    """Add the employees of the story, linked to their accounts; return their ids by name."""
    with database.begin() as session:
        return {name: _employ(session, name) for name in _EMPLOYEES}


def _employ(session: Any, name: str) -> int:
    identity, real_name, zone = _PEOPLE[name]
    given, family = real_name.split(" ")
    return an_employee(
        session,
        number=f"{_EMPLOYEES.index(name) + 1:05}",
        given_name=given,
        family_name=family,
        full_name_key=full_name_keys(given, family),
        email=f"{name}@harbour.example",
        department="Operations",
        job_title="Planner",
        location="Hamburg",
        slack_id=identity,
        zone=zone,
        skills=("Python", "SQL") if name in {"ada", "chi"} else ("Excel",),
    )


@contextmanager
def running(database: Database, *, start: datetime = NOW, patience: Patience = UNHURRIED) -> Iterator[World]:
    """Run the whole app against a local Slack while the block lasts."""
    employees = employ_everybody(database)
    clock = SteppedClock(start)
    with LocalSlack(workspace(), MANIFEST_PATH, patience=patience) as slack:
        app = Coxswain(Settings.from_env(settings_for(slack, database.url)), clock)
        try:
            app.start(listens=True, works=True)
            app.load()
            story = World(slack, database, clock, app, employees)
            yield story
            app = story.app  # a scenario may have started another one
        finally:
            app.stop()

"""Trying Coxswain out: a local Slack with a sample company, so that a newcomer needs no tokens and no workspace."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.config import Settings
from bot.operating.single import held
from bot.slack.clients import reading_client
from bot.slack.directory import everybody, own_company
from bot.usecases.importing.file import Source, apply
from bot.usecases.people.directory import refresh_people
from bot.usecases.sampling import offer_sample_programmes, post_sample_openings, write_sample_nudges
from bot.usecases.sampling_life import live_sample_life
from hris.answers import Refused
from hris.reading import read_file
from storage.database import Database
from storage.schema import migrate

_HERE = Path(__file__).parent.parent
COMPANY = _HERE / "sandbox" / "company"
_MANIFEST = _HERE / "manifest.yml"
_HR_CHANNEL = "hr-admin"
_KUDOS_CHANNEL = "kudos"
_STOPPING_SECONDS = 5


@dataclass(frozen=True, slots=True)
class LocalSlack:
    """A local Slack that runs: the address of its page, and the settings that connect an app to it."""

    address: str
    environ: Mapping[str, str]


@contextmanager
def local_slack(folder: Path, port: int) -> Iterator[LocalSlack]:
    """Run the sandbox in a process of its own, with what it and the app write in `folder`.

    Every start begins afresh, for the local Slack keeps no messages: an old database would speak of ones nobody sees.

    Raises:
        RuntimeError: it did not start, or somebody tries it in this folder already; the text says which.
    """
    try:
        alone = held(folder / "lock")
    except BlockingIOError as error:
        raise RuntimeError(f"It is being tried out in {folder} already.") from error
    with alone, _afresh(folder, port) as slack:
        yield slack


@contextmanager
def _afresh(folder: Path, port: int) -> Iterator[LocalSlack]:
    for old in folder.glob("*.sqlite3*"):
        old.unlink()
    clock = folder / "clock"
    command = [sys.executable, "-m", "sandbox", "--workspace", str(COMPANY / "workspace.json")]
    command += ["--manifest", str(_MANIFEST), "--port", str(port), "--clock-file", str(clock)]
    with subprocess.Popen(command, cwd=_HERE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603  our own module
        try:
            line = process.stdout.readline() if process.stdout is not None else ""
            if not line:
                said = process.stderr.read().strip() if process.stderr is not None else ""
                raise RuntimeError(said or "The local Slack did not start.")
            yield LocalSlack(*_reached(json.loads(line), folder, clock))
        finally:
            process.terminate()
            process.wait(_STOPPING_SECONDS)


def fill_with_sample_company(settings: Settings, now: datetime) -> None:
    """Make the database and fill it: people by the importer like anybody's, then what HR would have posted."""
    database = Database(settings.database_url)
    try:
        migrate(database)
        client = reading_client(settings.bot_token, settings.slack_api_url)
        refresh_people(database, everybody(client, own_company(client)), now)
        for name in ("employees.csv", "skills.csv"):
            _import(database, COMPANY / name, now)
        by = _members(_HR_CHANNEL)[0]
        openings = post_sample_openings(database, COMPANY / "openings.json", by, now)
        programmes = offer_sample_programmes(database, COMPANY / "programmes.json", now)
        write_sample_nudges(database, COMPANY / "nudges.json", openings, programmes, by, now)
        for name in ("completions.csv", "recognition.csv", "calendar.csv"):
            _import(database, COMPANY / name, now)
        live_sample_life(database, COMPANY / "life.json", by, now)
    finally:
        database.close()


def _import(database: Database, file: Path, now: datetime) -> None:
    content = file.read_bytes()
    reading = read_file(content, file.name, today=now.date())
    if isinstance(reading, Refused):
        raise ValueError(reading.sentence)  # noqa: TRY004  the sample is at fault, not a type
    apply(database, reading, Source.of(file.name, content), "sample company", now)


def _reached(reach: Mapping[str, str], folder: Path, clock: Path) -> tuple[str, Mapping[str, str]]:
    return reach["address"], {
        "SLACK_BOT_TOKEN": reach["bot_token"],
        "SLACK_APP_TOKEN": reach["app_token"],
        "SLACK_API_URL": reach["api_url"],
        "HR_CHANNEL": _channel(_HR_CHANNEL)["id"],
        "KUDOS_CHANNEL": _channel(_KUDOS_CHANNEL)["id"],
        "DATABASE_URL": f"sqlite:///{folder / 'coxswain.sqlite3'}",
        "CLOCK_FILE": str(clock),
    }


def _members(channel: str) -> list[str]:
    return list(_channel(channel)["members"])


def _channel(name: str) -> dict[str, str]:
    workspace = json.loads((COMPANY / "workspace.json").read_text("utf-8"))
    found: dict[str, str] = next(each for each in workspace["channels"] if each["name"] == name)
    return found

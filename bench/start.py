"""How fast and how small an idle app is: `python -m bench.start`, on a migrated SQLite file and a local Slack.

Printed beside Python's own start with the same third-party packages imported and nothing done, taken by turns in the same
run: what no app can go below. The first start after an installation writes Python's compiled files and is not counted.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from pathlib import Path
from statistics import median
from typing import IO

from bench.figures import Figure, head, show
from bench.workspace import ONE_HR_MEMBER
from sandbox.local_slack import LocalSlack
from storage.database import Database
from storage.schema import migrate

RUNS = 9
LONGEST_START = 0.6
MOST_MEMORY = 80.0
SLACK_WAITS = 3.0
"""Seconds, after which a person reads that the command failed."""

_HERE = Path(__file__).parent.parent
_PACKAGES = (
    "import slack_bolt.adapter.socket_mode, sqlalchemy.orm, sqlalchemy.dialects.sqlite, "
    "apscheduler.schedulers.background, babel, dotenv, click; print(flush=True); input()"
)
_CONNECTED = "listening to Slack"
_TICKING = "ticking"
_LOADED = "ready"
"""What it says in its log."""

_IDLE_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds of the clock and of the processor until it is connected and ticks, and of the clock until it is loaded."""

    wall: float
    cpu: float
    loaded: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Imported:
    """What the packages take by themselves."""

    wall: float
    cpu: float
    megabytes: float


def main() -> None:
    """Measure and print."""
    (_HERE / "var").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=_HERE / "var") as folder:
        url = f"sqlite:///{folder}/start.sqlite3"
        database = Database(url)
        migrate(database)
        database.close()
        environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environ["PYTHONPYCACHEPREFIX"] = f"{folder}/compiled"
        with LocalSlack(ONE_HR_MEMBER, _HERE / "manifest.yml") as slack:
            environ |= {
                "SLACK_BOT_TOKEN": slack.bot_token,
                "SLACK_APP_TOKEN": slack.app_token,
                "SLACK_API_URL": slack.api_url,
                "HR_CHANNEL": ONE_HR_MEMBER["channels"][0]["id"],
                "DATABASE_URL": url,
            }
            _import(environ)
            _start(environ)
            by_turns = [(_import(environ), _start(environ)) for _ in range(RUNS)]
    packages = Imported(*map(median, zip(*(astuple(each) for each, _ in by_turns), strict=True)))
    start = Start(*map(median, zip(*(astuple(each) for _, each in by_turns), strict=True)))
    head(f"{RUNS} starts, and as often the packages alone")
    show(
        Figure("connected and ticking after", start.wall, "s", most=LONGEST_START),
        Figure("  of the processor", start.cpu, "s", most=LONGEST_START),
        Figure("  the packages alone", packages.wall, "s"),
        Figure("  the packages alone, of the processor", packages.cpu, "s"),
        Figure("every command is answered after; whoever asks before waits", start.loaded, "s", most=SLACK_WAITS),
        Figure(f"memory, idle for {_IDLE_SECONDS:g} s", start.megabytes, "MB", most=MOST_MEMORY),
        Figure("  the packages alone", packages.megabytes, "MB"),
    )


def _import(environ: Mapping[str, str]) -> Imported:
    began = time.perf_counter()
    with subprocess.Popen(  # noqa: S603  our own words
        [sys.executable, "-c", _PACKAGES],
        cwd=_HERE,
        env=environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        imported = Imported(time.perf_counter() - began, _cpu_seconds(process.pid), _megabytes(process.pid))
        process.communicate("\n")
    return imported


def _start(environ: Mapping[str, str]) -> Start:
    began = time.perf_counter()
    command = [sys.executable, "-m", "bot", "run"]
    with subprocess.Popen(  # noqa: S603  our own module
        command, cwd=_HERE, env=environ, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        said = _said(process.stderr, began, process.pid)
        time.sleep(_IDLE_SECONDS)
        memory = _megabytes(process.pid)
        process.terminate()
        process.communicate()
    wall, cpu = map(max, zip(said[_CONNECTED], said[_TICKING], strict=True))
    return Start(wall, cpu, said[_LOADED][0], memory)


def _said(lines: IO[str], began: float, process: int) -> Mapping[str, tuple[float, float]]:
    """Read the log until it is loaded; return when it said what, in seconds of the clock and of its processor."""
    found: dict[str, tuple[float, float]] = {}
    log = []
    for line in lines:
        found[line.rstrip().rpartition(": ")[2]] = time.perf_counter() - began, _cpu_seconds(process)
        if found.keys() >= {_CONNECTED, _TICKING, _LOADED}:
            return found
        log.append(line)
    raise RuntimeError("".join(log))


def _cpu_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _megabytes(process: int) -> float:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    assert found is not None
    return int(found[1]) / 1024


if __name__ == "__main__":
    main()

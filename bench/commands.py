"""How fast commands are answered: a durable `/apply` beside a command that does nothing, on one server.

`python -m bench.commands` prints each figure beside its yardstick. The machine may be busy: what counts is the ratio, and
both are measured by turns. The database stands in var/, on a real disk, with SQLite's synchronous=FULL.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from statistics import median
from urllib.error import URLError
from urllib.request import urlopen

from sqlalchemy import func, select

from bench.company import everybody_for_everything, fill, slack_id
from bench.load import Round, run_round, slash_command
from bench.server import NOTHING, NOTHING_DONE
from bench.workspace import ONE_HR_MEMBER
from bot.web import HEALTH
from sandbox.local_slack import LocalSlack
from storage.database import Database
from storage.tables import ApplicationRow

CONNECTIONS = 16
TURNS = 7
SECONDS = 2.0
WARM_UP_SECONDS = 1.0

LEAST_RATIO = 0.5
LONGEST_P99 = 25.0

_HERE = Path(__file__).parent.parent


def main() -> None:
    """Measure and print."""
    (_HERE / "var").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=_HERE / "var") as folder:
        database_url = f"sqlite:///{folder}/bench.sqlite3"
        fill(database_url)
        port = _free_port()
        with LocalSlack(ONE_HR_MEMBER, _HERE / "manifest.yml") as slack:
            environ = {
                "SLACK_BOT_TOKEN": slack.bot_token,
                "SLACK_SIGNING_SECRET": slack.signing_secret,
                "SLACK_API_URL": slack.api_url,
                "HR_CHANNEL": ONE_HR_MEMBER["channels"][0]["id"],
                "DATABASE_URL": database_url,
                "PORT": str(port),
            }
            with _server(environ, port):
                nothing, applying = _measure(port, slack.signing_secret, database_url)
    _print(nothing, applying)


def _measure(port: int, secret: str, database_url: str) -> tuple[list[Round], list[Round]]:
    """Return the rounds of both commands, taken by turns."""
    nothing: list[Round] = []
    applying: list[Round] = []
    do_nothing = (slash_command(port, secret, slack_id(1 + number % 5000), NOTHING, "") for number in count())
    apply = (
        slash_command(port, secret, person, "/apply", f"{opening} I would love to row here.")
        for person, opening in everybody_for_everything()
    )
    for turn in range(TURNS + 1):
        seconds = SECONDS if turn else WARM_UP_SECONDS
        nothing.append(run_round(port, do_nothing, CONNECTIONS, seconds, NOTHING_DONE.encode()))
        applying.append(run_round(port, apply, CONNECTIONS, seconds, b"You applied for"))
    told = sum(len(each.latencies) for each in applying)
    database = Database(database_url)
    with database.read() as session:
        kept = session.scalars(select(func.count()).select_from(ApplicationRow)).one()
    database.close()
    assert kept == told, f"{told} were told that they applied, {kept} applications are there"
    return nothing[1:], applying[1:]


def _print(nothing: list[Round], applying: list[Round]) -> None:
    ratios = [durable.throughput / idle.throughput for idle, durable in zip(nothing, applying, strict=True)]
    print(
        f"{CONNECTIONS} connections, {TURNS} turns of {SECONDS:g} s each; the machine's load: {os.getloadavg()[0]:.1f}"
    )
    print(f"a command that does nothing {_row(nothing)}")
    print(f"a durable /apply            {_row(applying)}")
    print(
        f"ratio of throughputs: {median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}); at least {LEAST_RATIO}"
    )
    print(f"p99 of /apply: {median(each.at(0.99) for each in applying):.1f} ms; at most {LONGEST_P99:g} ms")


def _row(rounds: list[Round]) -> str:
    throughput = median(each.throughput for each in rounds)
    p50, p99 = (median(each.at(share) for each in rounds) for share in (0.5, 0.99))
    return f"{throughput:6.0f}/s   p50 {p50:5.1f} ms   p99 {p99:5.1f} ms"


@contextmanager
def _server(environ: Mapping[str, str], port: int) -> Iterator[None]:
    command = [sys.executable, "-m", "bench.server"]
    with subprocess.Popen(command, cwd=_HERE, env={**os.environ, **environ}) as process:  # noqa: S603  our own module
        try:
            _wait_for(port, process)
            yield
        finally:
            process.terminate()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        try:
            urlopen(f"http://127.0.0.1:{port}{HEALTH}").close()
        except URLError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("The server did not start.")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


if __name__ == "__main__":
    main()

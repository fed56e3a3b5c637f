"""How fast commands are answered: a durable `/apply` beside a command that does nothing, on one server.

`python -m bench.commands` prints each figure beside its yardstick. The machine may be busy: what counts is the ratio, and
both are measured by turns. The database stands in var/, on a real disk, with SQLite's synchronous=FULL, and each request is
logged as in production, into a file.
"""

import socket
import tempfile
from itertools import count
from pathlib import Path
from statistics import median
from urllib.error import URLError
from urllib.request import urlopen

from sqlalchemy import func, select

from bench.company import everybody_for_everything, fill, slack_id
from bench.figures import Figure, head, show
from bench.load import Round, run_round, slash_command
from bench.processes import running
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
            with running(["bench.server"], environ, Path(folder, "log")) as server:
                server.wait_until(lambda: _answers(port))
                nothing, applying = _measure(port, slack.signing_secret, database_url)
    _show(nothing, applying)


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


def _show(nothing: list[Round], applying: list[Round]) -> None:
    ratios = [durable.throughput / idle.throughput for idle, durable in zip(nothing, applying, strict=True)]
    head(f"{CONNECTIONS} connections, {TURNS} turns of {SECONDS:g} s each")
    show(
        Figure("a command that does nothing", median(each.throughput for each in nothing), "/s"),
        *_latencies(nothing),
        Figure("a durable /apply", median(each.throughput for each in applying), "/s"),
        *_latencies(applying, most=LONGEST_P99),
        Figure("ratio of throughputs", median(ratios), "", least=LEAST_RATIO),
        Figure("  at the lowest", min(ratios), ""),
        Figure("  at the highest", max(ratios), ""),
    )


def _latencies(rounds: list[Round], most: float | None = None) -> tuple[Figure, Figure]:
    p50, p99 = (median(each.at(share) for each in rounds) for share in (0.5, 0.99))
    return Figure("  p50", p50, "ms"), Figure("  p99", p99, "ms", most=most)


def _answers(port: int) -> bool:
    try:
        urlopen(f"http://127.0.0.1:{port}{HEALTH}").close()
    except URLError:
        return False
    return True


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


if __name__ == "__main__":
    main()

"""How fast and how small an idle app is: `python -m bench.start`, on a migrated SQLite file and a local Slack.

Printed beside Python's own start with the same third-party packages imported and nothing done: what no app can go below.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import IO

from bench.workspace import ONE_HR_MEMBER
from sandbox.local_slack import LocalSlack
from storage.database import Database
from storage.schema import migrate

RUNS = 7
LONGEST_START = 0.6
MOST_MEMORY = 80.0

_HERE = Path(__file__).parent.parent
_PACKAGES = "import slack_bolt, sqlalchemy.orm, apscheduler.schedulers.background, babel, dotenv, click"
_IDLE_SECONDS = 3.0


def main() -> None:
    """Measure and print."""
    (_HERE / "var").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=_HERE / "var") as folder:
        url = f"sqlite:///{folder}/start.sqlite3"
        database = Database(url)
        migrate(database)
        database.close()
        with LocalSlack(ONE_HR_MEMBER, _HERE / "manifest.yml") as slack:
            environ = {
                "SLACK_BOT_TOKEN": slack.bot_token,
                "SLACK_APP_TOKEN": slack.app_token,
                "SLACK_API_URL": slack.api_url,
                "HR_CHANNEL": ONE_HR_MEMBER["channels"][0]["id"],
                "DATABASE_URL": url,
            }
            packages = [_imported() for _ in range(RUNS)]
            starts = [_started(environ) for _ in range(RUNS)]
    wall, cpu, memory = (median(column) for column in zip(*starts, strict=True))
    print(f"{RUNS} starts; the machine's load: {os.getloadavg()[0]:.1f}")
    print(f"the packages alone             {median(packages):.2f} s wall")
    print(f"listening and ticking after    {wall:.2f} s wall, {cpu:.2f} s CPU; at most {LONGEST_START} s")
    print(f"memory, idle for {_IDLE_SECONDS:g} s           {memory:.0f} MB; at most {MOST_MEMORY:.0f} MB")


def _imported() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", _PACKAGES], check=True, cwd=_HERE)  # noqa: S603  our own words
    return time.perf_counter() - began


def _started(environ: dict[str, str]) -> tuple[float, float, float]:
    """Return the seconds and CPU seconds until it says that it is ready, and its megabytes after a while."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "bot", "run"]
    with subprocess.Popen(  # noqa: S603  our own module
        command, cwd=_HERE, env={**os.environ, **environ}, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        _wait_until_ready(process.stderr)
        wall, cpu = time.perf_counter() - began, _cpu_seconds(process.pid)
        time.sleep(_IDLE_SECONDS)
        memory = _megabytes(process.pid)
        process.terminate()
        process.communicate()
    return wall, cpu, memory


def _wait_until_ready(lines: IO[str]) -> None:
    said = []
    for line in lines:
        if line.rstrip().endswith(": ready"):
            return
        said.append(line)
    raise RuntimeError("".join(said))


def _cpu_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _megabytes(process: int) -> float:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    assert found is not None
    return int(found[1]) / 1024


if __name__ == "__main__":
    main()

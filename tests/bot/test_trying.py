"""A newcomer's first minute: `python -m bot try`, as `make run` starts it where no token is set."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sandbox.control_client import ControlClient
from sandbox.person import Person
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
STARTING_SECONDS = 60


@contextmanager
def _trying(folder: Path) -> Iterator[subprocess.Popen[str]]:
    words = [sys.executable, "-m", "bot", "try", "--port", str(free_port()), "--folder", str(folder)]
    with subprocess.Popen(
        words, cwd=ROOT, env=os.environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def _told(process: subprocess.Popen[str], last: str) -> str:
    """Return what it prints up to the line with these words, or to its end."""
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if last in line:
            break
    return said


def test_a_newcomer_finds_a_company_at_the_address_and_a_second_start_takes_nothing_from_the_first(
    tmp_path: Path,
) -> None:
    with _trying(tmp_path) as first:
        said = _told(first, "listening to Slack")
        address = re.search(r"Open (http://127\.0\.0\.1:\d+) in your browser", said)
        assert address is not None, said
        control = ControlClient(address[1])
        state = control.get("state")
        someone = next(each["id"] for each in state["users"] if each["title"] == "Fresh Produce Buyer")
        channel = next(each["id"] for each in state["channels"] if each["name"] == "general")

        def answered() -> bool:
            return "suit you" in Person(someone, control).command("/openings", channel).words

        # What loads behind the first connection may take a busy machine longer than Slack waits.
        control.wait_for(lambda: answered() or None, STARTING_SECONDS)
        with _trying(tmp_path) as second:
            refused, _ = second.communicate(timeout=STARTING_SECONDS)
            assert second.returncode == 1
        assert f"It is being tried out in {tmp_path} already." in refused
        assert re.search(r"python -m bot try --port \d+ --folder \S+-2\n", refused)
        assert answered()
        assert (tmp_path / "coxswain.sqlite3").is_file()
        first.terminate()
        assert first.wait(STARTING_SECONDS) == 0

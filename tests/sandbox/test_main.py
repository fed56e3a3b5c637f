import json
import signal
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from sandbox.__main__ import main
from sandbox.control_client import ControlClient
from sandbox.person import Person
from tests.sandbox.village import ALICE, GENERAL, MANIFEST, WORKSPACE


@pytest.fixture
def words(tmp_path: Path) -> list[str]:
    """The command line's words that name a workspace and a manifest."""
    (tmp_path / "workspace.json").write_text(json.dumps(WORKSPACE))
    (tmp_path / "manifest.json").write_text(json.dumps(MANIFEST))
    return ["--workspace", str(tmp_path / "workspace.json"), "--manifest", str(tmp_path / "manifest.json")]


def look_in_and_leave(address: str) -> None:
    """Open the page's stream of changes and go without a word."""
    place = urlsplit(address)
    connection = HTTPConnection(str(place.hostname), place.port, timeout=5)
    connection.request("GET", f"/sandbox/people/{ALICE}/events")
    response = connection.getresponse()
    response.readline()
    response.close()
    connection.close()


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_it_says_how_to_reach_it_and_goes_quietly_when_told(words: list[str], tmp_path: Path, told: int) -> None:
    clock = tmp_path / "clock"
    command = [sys.executable, "-m", "sandbox", *words, "--clock-file", str(clock)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        reach = json.loads(running.stdout.readline())
        control = ControlClient(reach["address"])
        assert Person(ALICE, control).command("/row").error == "dispatch_failed"
        look_in_and_leave(reach["address"])
        control.post("clock", {"ahead_seconds": 3600})
        Person(ALICE, control).say("Nobody is listening", GENERAL)
        assert float(clock.read_text()) == 3600
        running.send_signal(told)
        rest, trouble = running.communicate(timeout=10)
    assert (running.returncode, rest, trouble) == (0, "", "")
    assert reach["api_url"] == reach["address"] + "/api/"
    assert reach["bot_token"].startswith("xoxb-")
    assert reach["app_token"].startswith("xapp-")


def test_a_missing_file_is_one_clear_line(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--workspace", "nowhere.json", *words[2:]]) == 2
    assert capsys.readouterr().err == "sandbox: [Errno 2] No such file or directory: 'nowhere.json'\n"

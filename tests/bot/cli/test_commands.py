import os
import subprocess
import sys
from pathlib import Path

import pytest

from storage.schema import HEAD
from tests.ports import free_port

_ROOT = Path(__file__).parents[3]


def _type(tmp_path: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Type `python -m bot …` in an empty folder, with only these settings."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "HR_", "DATABASE_"))}
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=tmp_path,
        env=environ | {"PYTHONPATH": str(_ROOT)} | settings,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("command", ["run", "web", "worker"])
def test_without_a_token_there_is_one_clear_line(tmp_path: Path, command: str) -> None:
    done = _type(tmp_path, command)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "SLACK_APP_TOKEN is not set" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_settings_are_read_from_a_file_beside_us(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SLACK_APP_TOKEN=xapp-1\nSLACK_BOT_TOKEN=wrong\n")
    assert "SLACK_BOT_TOKEN is malformed" in _type(tmp_path, "run").stderr


def test_a_file_of_settings_that_cannot_be_read_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / ".env").symlink_to("/proc/self/mem")
    done = _type(tmp_path, "run")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert ".env cannot be read" in done.stderr


def test_migrating_twice_says_so(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'some' / 'coxswain.sqlite3'}"
    assert f"was brought to {HEAD}" in _type(tmp_path, "migrate", DATABASE_URL=url).stdout
    assert f"is at version {HEAD}" in _type(tmp_path, "migrate", DATABASE_URL=url).stdout


def test_the_manifest_is_printed_as_it_stands_in_the_repository(tmp_path: Path) -> None:
    assert _type(tmp_path, "manifest").stdout == (_ROOT / "manifest.yml").read_text("utf-8")


def test_a_file_that_is_not_there_is_said_in_one_sentence(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'coxswain.sqlite3'}"
    done = _type(tmp_path, "import", "nowhere.csv", DATABASE_URL=url)
    assert done.returncode == 1
    assert "nowhere.csv cannot be read" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


CONNECTED = {"SLACK_APP_TOKEN": "xapp-1", "SLACK_BOT_TOKEN": "xoxb-1", "HR_CHANNEL": "C0123456789"}
OVER_HTTP = CONNECTED | {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": "0123456789abcdef"}
AWAY = "postgresql+psycopg://coxswain:secret@127.0.0.1:9/none"


@pytest.mark.parametrize("words", ["run", "migrate", "import people.csv"])
def test_a_database_that_is_away_is_said_in_one_line_without_its_password(tmp_path: Path, words: str) -> None:
    done = _type(tmp_path, *words.split(), DATABASE_URL=AWAY, **CONNECTED)
    assert done.returncode == 1
    assert "The database cannot be used: connection failed" in done.stderr
    assert "python -m bot doctor" in done.stderr
    assert (done.stderr.count("\n"), "secret" in done.stderr) == (1, False)


def test_a_damaged_file_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "coxswain.sqlite3").write_bytes(b"no database" * 1000)
    done = _type(tmp_path, "migrate", DATABASE_URL="sqlite:///coxswain.sqlite3")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "file is not a database" in done.stderr


@pytest.mark.parametrize("settings", [CONNECTED, OVER_HTTP], ids=["socket", "http"])
def test_a_folder_that_cannot_be_written_is_said_in_one_line(tmp_path: Path, settings: dict[str, str]) -> None:
    (tmp_path / "file").touch()
    settings |= {"DATABASE_URL": "sqlite:///file/coxswain.sqlite3", "PORT": str(free_port())}
    done = _type(tmp_path, "run", **settings)
    assert done.returncode != 0
    assert "file cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_word_that_is_no_command_is_refused_with_help(tmp_path: Path) -> None:
    done = _type(tmp_path, "fly")
    assert done.returncode == 2
    assert "No such command" in done.stderr

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from sqlalchemy import text

from bot.operating import machine_checks
from bot.operating.doctor import examine
from bot.operating.findings import Finding
from bot.operating.machine_checks import LEAST_FREE, disk
from sandbox.local_slack import LocalSlack
from storage.database import Database
from tests.scenarios.world import GENERAL, HR_CHANNEL, MANIFEST_PATH, settings_for, workspace

ROOT = Path(__file__).parents[3]
NOBODY = 65534


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(workspace(), MANIFEST_PATH) as local:
        yield local


def _now() -> datetime:
    return datetime.now(UTC)


def _bad(environ: dict[str, str], now: datetime | None = None) -> dict[str, Finding]:
    """Return what is not well, by name."""
    return {finding.name: finding for finding in examine(environ, now or _now()) if not finding.is_well}


def test_where_all_is_well_every_part_is_named_once(slack: LocalSlack, database: Database) -> None:
    found = list(examine(settings_for(slack, database.url) | {"KUDOS_CHANNEL": GENERAL}, _now()))
    assert all(finding.is_well for finding in found), found
    names = [finding.name for finding in found]
    assert len(names) == len(set(names))
    assert {"settings", "database", "time zones", "bot token", "scopes", "clock", "app token"} <= set(names)
    assert {"HR channel", "kudos channel"} <= set(names)


def test_a_setting_that_is_missing_hides_nothing_else(slack: LocalSlack, sqlite_database: Database) -> None:
    environ = settings_for(slack, sqlite_database.url)
    del environ["HR_CHANNEL"]
    found = list(examine(environ, _now()))
    assert [finding.name for finding in found if not finding.is_well] == ["settings"]
    assert "HR_CHANNEL is not set" in found[0].said
    assert any(finding.name == "database" and finding.is_well for finding in found)


@pytest.mark.parametrize(
    ("setting", "value", "name", "remedy"),
    [
        ("SLACK_BOT_TOKEN", "xoxb-wrong", "bot token", "OAuth & Permissions"),
        ("SLACK_APP_TOKEN", "xapp-wrong", "app token", "connections:write"),
        ("HR_CHANNEL", "C0NOWHERE0", "HR channel", "/invite @Coxswain"),
        ("HR_CHANNEL", GENERAL, "HR channel", "Make it private"),
        ("KUDOS_CHANNEL", "C0NOWHERE0", "kudos channel", "/invite @Coxswain"),
        ("DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:9/none", "database", "lets this machine in"),
        ("SLACK_API_URL", "http://127.0.0.1:9/api/", "bot token", "network"),
    ],
)
def test_whatever_is_wrong_comes_with_what_to_do(
    slack: LocalSlack, sqlite_database: Database, setting: str, value: str, name: str, remedy: str
) -> None:
    bad = _bad(settings_for(slack, sqlite_database.url) | {setting: value})
    assert remedy in bad[name].remedy


def test_a_bot_that_was_put_out_of_the_hr_channel_is_told_to_come_back(sqlite_database: Database) -> None:
    shut_out = workspace()
    next(channel for channel in shut_out["channels"] if channel["id"] == HR_CHANNEL)["bot"] = False
    with LocalSlack(shut_out, MANIFEST_PATH) as slack:
        assert "/invite @Coxswain" in _bad(settings_for(slack, sqlite_database.url))["HR channel"].remedy


def test_scopes_added_since_the_app_was_installed_are_named(tmp_path: Path, sqlite_database: Database) -> None:
    installed = yaml.safe_load(MANIFEST_PATH.read_text("utf-8"))
    installed["oauth_config"]["scopes"]["bot"].remove("users:read.email")
    old = tmp_path / "manifest.yml"
    old.write_text(yaml.safe_dump(installed), "utf-8")
    with LocalSlack(workspace(), old) as slack:
        finding = _bad(settings_for(slack, sqlite_database.url))["scopes"]
    assert finding.said == "missing: users:read.email"
    assert "install it to the workspace again" in finding.remedy


@pytest.mark.parametrize("off", [timedelta(minutes=-2), timedelta(minutes=2)])
def test_a_clock_that_is_off_is_noticed_before_signatures_fail(
    slack: LocalSlack, sqlite_database: Database, off: timedelta
) -> None:
    assert "NTP" in _bad(settings_for(slack, sqlite_database.url), _now() + off)["clock"].remedy


def test_before_the_first_start_there_is_no_file_and_nothing_is_wrong_with_that(tmp_path: Path) -> None:
    """The README lets the doctor look before the first start, and every start makes the file."""
    (finding,) = machine_checks.database(f"sqlite:///{tmp_path}/new.sqlite3")
    assert finding.is_well
    assert finding.said == f"{tmp_path}/new.sqlite3 is not there yet: the first start makes it"
    assert not (tmp_path / "new.sqlite3").exists()


def test_a_missing_schema_is_told_to_migrate(slack: LocalSlack, tmp_path: Path) -> None:
    (tmp_path / "empty.sqlite3").touch()
    environ = settings_for(slack, Database(f"sqlite:///{tmp_path}/empty.sqlite3").url)
    assert "python -m bot migrate" in _bad(environ)["database"].remedy


@pytest.mark.parametrize(("found", "remedy"), [("0000", "python -m bot migrate"), ("9999", "Upgrade Coxswain")])
def test_an_older_schema_is_migrated_and_a_newer_one_wants_a_newer_program(
    slack: LocalSlack, database: Database, found: str, remedy: str
) -> None:
    with database.begin() as session:
        session.connection().execute(text("UPDATE alembic_version SET version_num = :found"), {"found": found})
    finding = _bad(settings_for(slack, database.url))["database"]
    assert f"its schema is {found}" in finding.said
    assert remedy in finding.remedy


def test_a_damaged_file_is_told_to_be_restored(slack: LocalSlack, tmp_path: Path) -> None:
    (tmp_path / "bad.sqlite3").write_bytes(b"no database" * 1000)
    bad = _bad(settings_for(slack, Database(f"sqlite:///{tmp_path}/bad.sqlite3").url))
    assert "last backup" in bad["database"].remedy


@pytest.mark.parametrize("mode", [0o555, 0o000], ids=["only to be read", "closed"])
def test_a_folder_of_another_account_is_told_to_be_given_over(mode: int, somebody_else: None) -> None:  # noqa: ARG001
    with TemporaryDirectory() as folder:
        file = Path(folder) / "coxswain.sqlite3"
        file.touch()
        Path(folder).chmod(mode)
        (finding,) = machine_checks.database(f"sqlite:///{file}")
        Path(folder).chmod(0o700)
    assert finding.said == f"this account may not write {file}"
    assert "chown" in finding.remedy


@pytest.fixture
def somebody_else() -> Iterator[None]:
    """Let this process be nobody, where it is root: root may write everywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    yield
    os.seteuid(0)


def test_without_time_zones_they_are_missed(slack: LocalSlack, sqlite_database: Database, tmp_path: Path) -> None:
    (tmp_path / "tzdata").mkdir()
    (tmp_path / "tzdata" / "__init__.py").touch()
    environ = settings_for(slack, sqlite_database.url)
    environ |= {"PYTHONTZPATH": "", "PYTHONPATH": f"{tmp_path}:{ROOT}"}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "doctor"],
        cwd=tmp_path,
        env=os.environ | environ,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "BAD  time zones: none are installed\n     -> Install the requirements again" in done.stdout
    assert done.stdout.endswith("1 to mend.\n")


@pytest.mark.parametrize(("free", "is_well"), [(LEAST_FREE, True), (LEAST_FREE - 1, False)])
def test_a_disk_is_called_full_before_it_is(tmp_path: Path, free: int, *, is_well: bool) -> None:
    assert disk(tmp_path / "coxswain.sqlite3", free).is_well is is_well


def test_no_line_shows_a_secret(slack: LocalSlack, sqlite_database: Database) -> None:
    environ = settings_for(slack, sqlite_database.url)
    lines = " ".join(f"{finding}" for finding in examine(environ, _now()))
    for secret in (environ["SLACK_BOT_TOKEN"], environ["SLACK_APP_TOKEN"]):
        assert secret not in lines

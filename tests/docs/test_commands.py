"""Every command that a page tells of is one, and every command there is has its place on a page."""

import re
import shlex
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest

from bot.cli.commands import commands
from bot.clock import SystemClock
from bot.config import Settings
from bot.handlers.career_words import Asked, CareerWord, ShowHub, UnknownTopic, career_wish, topic_in
from bot.handlers.desk import Desk
from bot.handlers.hr import command as hr
from bot.handlers.hr.orders import Order, order_for
from bot.views.ids import Command
from career.pauses import NotUnderstood, pause_until
from career.searching import Search, search_for
from storage.database import Database
from tests.docs.pages import PAGES, ROOT, code, named

FOR_HR = ROOT / "docs" / "for-hr.md"
FOR_EMPLOYEES = ROOT / "docs" / "for-employees.md"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
NOT_OURS = {"/invite", "/health", "/metrics", "/tmp"}  # noqa: S108  Slack's own, pages for machines, a folder
SETTINGS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "HR_CHANNEL": "C0123456789"}


@pytest.fixture(scope="module")
def orders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Order, ...]:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('orders') / 'none.sqlite3'}")
    desk = Desk(database, SystemClock(), Settings.from_env(SETTINGS))
    found = hr.all_orders(desk)
    database.close()
    return found


def typed(page: Path, command: str) -> list[str]:
    """Return what stands after `command` wherever a page tells of it."""
    found = [span.removeprefix(command) for span in code(page) if span == command or span.startswith(f"{command} ")]
    return [rest.strip() for rest in found]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_slash_command_is_one(page: Path) -> None:
    known = {command.value for command in Command}
    # A second stroke makes it a path, such as `/slack/events`.
    told = {found[1] for span in code(page) if (found := re.match(r"(/[a-z]+)(?![\w/])", span))}
    assert told - NOT_OURS <= known


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_order_of_hr_is_one(page: Path, orders: tuple[Order, ...]) -> None:
    for words in typed(page, Command.HR):
        assert order_for(words, orders) is not None, words


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_search_is_understood(page: Path) -> None:
    for words in typed(page, f"{Command.HR} find"):
        assert isinstance(search_for(words), Search), words


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_word_after_career_is_one(page: Path) -> None:
    for words in typed(page, Command.CAREER):
        match career_wish(words):
            case ShowHub():
                pass
            case Asked(CareerWord.PAUSE, length):
                assert not isinstance(pause_until(length, NOW, None), NotUnderstood), words
            case Asked(CareerWord.STOP | CareerWord.START, topic):
                assert not isinstance(topic_in(topic), UnknownTopic), words
            case Asked(_, rest):
                assert not rest, words
            case unknown:
                pytest.fail(f"/career {words}: {unknown}")


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_command_of_the_terminal_is_one(page: Path) -> None:
    for span in code(page):
        for told in re.findall(r"python -m bot(?![\w.])([^#>|&]*)", span):
            words = shlex.split(told)
            assert not words or words[0] in commands.commands, span
            options = {word.partition("=")[0] for word in words if word.startswith("-")}
            assert options <= _options(commands.commands[words[0]] if words else commands), span


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_target_of_make_is_one(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for span in code(page):
        if found := re.match(r"make ([a-z]+)\b", span):
            assert found[1] in targets, span


def test_hrs_page_has_a_place_for_every_order(orders: tuple[Order, ...]) -> None:
    found = [order_for(words, orders) for words in typed(FOR_HR, Command.HR)]
    told = {found_one[0].words for found_one in found if found_one is not None}
    assert {order.words for order in orders} <= told


def test_the_employees_page_has_a_place_for_every_command() -> None:
    for command in Command:
        assert command is Command.HR or typed(FOR_EMPLOYEES, command), command
    wishes = [career_wish(words) for words in typed(FOR_EMPLOYEES, Command.CAREER)]
    assert {wish.word for wish in wishes if isinstance(wish, Asked)} == set(CareerWord)


def test_the_operators_pages_have_a_place_for_every_command_of_the_terminal() -> None:
    told = "\n".join(span for page in (ROOT / "README.md", ROOT / "docs" / "operating.md") for span in code(page))
    missing = {name for name in commands.commands if f"python -m bot {name}" not in told}
    assert not missing - {"start"}, "start is `make run`"


def _options(command: click.Command) -> set[str]:
    return {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}

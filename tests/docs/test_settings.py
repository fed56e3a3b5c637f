"""The operator's page and `.env.example` tell of the settings that are read, and of no others."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from bot.config import Settings
from tests.docs.pages import PAGES, ROOT, code, named

OPERATING = ROOT / "docs" / "operating.md"
FOR_TRYING = {"SLACK_API_URL", "CLOCK_FILE"}
"""What the local Slack sets by itself; nobody fills them in."""

COMPLETE = {
    "SLACK_BOT_TOKEN": "xoxb-1",
    "SLACK_APP_TOKEN": "xapp-1",
    "HR_CHANNEL": "C0123456789",
}


class Listening(Mapping[str, str]):
    """An environment that remembers which settings it was asked for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.asked.add(name)
        return COMPLETE[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMPLETE)

    def __len__(self) -> int:
        return len(COMPLETE)


@pytest.fixture(scope="module")
def read() -> frozenset[str]:
    environ = Listening()
    Settings.from_env(environ)
    return frozenset(environ.asked)


def test_the_operators_page_lists_every_setting_that_is_read_and_no_other(read: frozenset[str]) -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \|", OPERATING.read_text("utf-8"), re.MULTILINE)
    assert len(rows) == len(set(rows))
    assert set(rows) == read


def test_the_example_has_every_setting_that_people_fill_in(read: frozenset[str]) -> None:
    lines = re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE)
    assert set(lines) == read - FOR_TRYING


@pytest.mark.parametrize("page", [page for page in PAGES if page.name != "extending.md"], ids=named)
def test_no_page_names_a_setting_that_nobody_reads(page: Path, read: frozenset[str]) -> None:
    settings = {span for span in code(page) if re.fullmatch(r"(?:SLACK|HR|KUDOS|METRICS|LOG|WEB|CLOCK)_[A-Z_]+", span)}
    assert settings <= read

"""Whoever looks for a topic finds its room on the page about architecture."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import ROOT

_ROW = re.compile(r"^\| `(?P<room>\w+)/` \| (?P<usecases>[^|]*?) ?\| (?P<storage>[^|]*?) ?\|$", re.MULTILINE)
_NO_TOPICS = {"tables", "migrations"}


@pytest.mark.parametrize(("column", "folder"), [("usecases", ROOT / "bot" / "usecases"), ("storage", ROOT / "storage")])
def test_every_room_of_a_topic_is_told_of(column: str, folder: Path) -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    section = page.split("## Where a topic is")[1].split("\n## ")[0]
    told = sorted(row["room"] for row in _ROW.finditer(section) if row[column])
    assert told == sorted(
        init.parent.name for init in folder.glob("*/__init__.py") if init.parent.name not in _NO_TOPICS
    )

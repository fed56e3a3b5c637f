"""Whoever looks for a topic finds its files on the page about architecture: each stands there once."""

import re

import pytest

from tests.docs.pages import ROOT

_ROW = re.compile(r"^\| (?P<topic>[^|`]+) \| (?P<usecases>[^|]*) \| (?P<storage>[^|]*) \|$", re.MULTILINE)


@pytest.mark.parametrize("room", ["usecases", "storage"])
def test_every_file_stands_with_its_topic_once(room: str) -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    section = page.split("## Where a topic is")[1].split("\n## ")[0]
    named = [name for row in _ROW.finditer(section) for name in re.findall(r"`(\w+)`", row[room])]
    folder = ROOT / "bot" / "usecases" if room == "usecases" else ROOT / "storage"
    there = {path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert sorted(named) == sorted(there - {"__init__"})

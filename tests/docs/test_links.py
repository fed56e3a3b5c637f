"""Whatever a page points at is there."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import PAGES, ROOT, anchors, code, links, named, pictures

_ROOMS = "bench|bot|career|docs|hris|measuring|requirements|sandbox|storage|supply|tests"
_BELOW = (ROOT, ROOT / "bot", ROOT / "storage")
"""Where a path in code may begin; the page on architecture speaks of `handlers/apply.py`."""


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_picture_is_there_and_told_in_words(page: Path) -> None:
    for source, alt in pictures(page):
        assert len(alt.split()) > 3, source
        assert (page.parent / source).is_file(), f"{source}: make screenshots"


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_file_that_is_named_is_there(page: Path) -> None:
    for span in code(page):
        if re.fullmatch(rf"(?:{_ROOMS}|\w+)(?:/[\w.-]+)+(?:\.(?:py|md|yml|txt|toml)|/)", span):
            assert any((below / span).exists() for below in _BELOW), span


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_test_that_is_named_is_there(page: Path, every_test: frozenset[str]) -> None:
    for span in code(page):
        if re.fullmatch(r"test_\w+", span):
            assert span in every_test


@pytest.fixture(scope="module")
def every_test() -> frozenset[str]:
    return frozenset(
        name
        for file in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", file.read_text("utf-8"), re.MULTILINE)
    )

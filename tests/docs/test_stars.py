"""A star inside of a name, such as O*NET's, is read as one."""

import re
from pathlib import Path

import pytest

from bot.trying import COMPANY
from tests.docs.pages import PAGES, named, prose


@pytest.mark.parametrize("page", [*PAGES, COMPANY / "CREDITS.md"], ids=named)
def test_no_star_inside_of_a_word_is_taken_for_emphasis(page: Path) -> None:
    assert re.findall(r"\w+\*\w+", prose(page)) == [], "write a backslash before the star"

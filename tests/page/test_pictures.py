"""The pictures that the documents show: the script that takes them still can, and a wait that is over says for what."""

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser
from playwright.sync_api import Error as PageError

from tests.docs.pages import PAGES, pictures
from tests.page.reader import Reader
from tests.page.sample_company import sample_company
from tests.page.screenshots import IMAGES, SHARP, WIDTH, in_one_line, take_all

SMALL = 120_000
"""Bytes: they are kept with the code, anew each time."""


def test_every_picture_that_the_documents_show_is_taken_small_and_as_wide_as_a_phone(
    browser: Browser, tmp_path: Path
) -> None:
    with sample_company() as company:
        taken = list(take_all(browser, company, tmp_path))
    shown = {Path(source).name for page in PAGES for source, _ in pictures(page)}
    assert {file.name for file in taken} == shown == {file.name for file in IMAGES.iterdir()}
    for file in taken:
        assert file.stat().st_size < SMALL
        with Image.open(file) as picture:
            assert picture.width == WIDTH * SHARP


def test_a_wait_that_is_over_says_in_one_line_for_what(browser: Browser) -> None:
    page = browser.new_page()
    with pytest.raises(AssertionError) as over:
        Reader(page, patience=1).message("Why you:")
    assert in_one_line(over.value).startswith("A message with “Why you:” has not come.")
    with pytest.raises(PageError) as late:
        page.get_by_role("button", name="Start").click(timeout=1)
    assert re.fullmatch(r".*Timeout 1ms exceeded.*Start.*", in_one_line(late.value))
    page.close()

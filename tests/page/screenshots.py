"""The pictures of the README, taken from the local Slack's page: `python -m tests.page.screenshots` (`make screenshots`)."""

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, expect, sync_playwright
from playwright.sync_api import Error as PageError

from tests.page.chromium import PATIENCE, found_browser, launched
from tests.page.reader import Reader
from tests.page.sample_company import SampleCompany, sample_company
from tests.scenarios.waiting import modal_with

IMAGES = Path(__file__).parents[2] / "docs" / "images"

WIDTH = 460
"""Points of the screen, a phone's: so that it can be read beside another one in the README, and on a phone."""

_SHORT, _TALL = 611, 676
"""Points of its height, so that nothing is cut off which matters; the README shows two of a height in a row."""

SHARP = 2
"""Dots for each point: the pictures are looked at on good screens."""

_COLOURS = 256
"""As many as a small file can have, and more than the page has."""

_FRAME = "#c4cecf"
"""Around each picture: the page is as white as what it is shown on."""

_HR_MEMBER = "Beatriz Noronha"
_READER = "Devika Panicker"
_OPENING = "Harvest Forecast Analyst"
_WHY_YOU = "Why you:"
_THOSE_WHO_APPLY = 2

_AN_HOUR = timedelta(hours=1)
_AT_THE_LATEST = timedelta(days=2)
"""From the Monday morning until ten o'clock on Tuesday, when the nudge goes out, has come in every zone."""

_WHILE_MOST_ARE_AT_WORK = timedelta(days=1, hours=5, minutes=31)
"""From the Monday morning until the hour on Tuesday that is past ten in Halifax and before five in Berlin."""

_REPORTED_AFTER = timedelta(days=17, hours=1)
"""From the Monday morning until all had their fourteen days to act."""


def main() -> int:
    """Take every picture, saying which; return the exit status."""
    found = found_browser()
    if found is None:
        sys.stderr.write("There is no Chromium here to take pictures with; install it.\n")
        return 1
    expect.set_options(timeout=PATIENCE)
    try:
        with sync_playwright() as playwright, sample_company() as company:
            for taken in take_all(launched(playwright, found), company, IMAGES):
                sys.stdout.write(f"{taken.name}: {taken.stat().st_size // 1000} kB\n")
    except (AssertionError, PageError, TimeoutError) as over:
        sys.stderr.write(f"{in_one_line(over)}\n")
        return 1
    return 0


def in_one_line(over: Exception) -> str:
    """Return what a wait that is over was for."""
    first, *rest = str(over).splitlines() or [type(over).__name__]
    waited = next((line.strip(" -") for line in rest if "waiting for" in line), "")
    return f"{first} ({waited})" if waited else first


def take_all(browser: Browser, company: SampleCompany, folder: Path) -> Iterator[Path]:
    """Take each picture and save it in `folder`: what an employee sees, and a nudge from its preview to its report.

    Raises:
        AssertionError, playwright.sync_api.Error, TimeoutError: something did not come.
    """
    began = company.clock()
    employee = _open(browser, company, _READER, _SHORT)
    employee.write("/openings")
    employee.message("openings, ")
    yield _saved(employee.page, folder / "openings.png")
    employee.go_to("Home")
    expect(employee.page.get_by_role("main"), "Home has not come.").to_contain_text("Nudges may come")
    yield _saved(employee.page, folder / "home.png")

    hr = _open(browser, company, _HR_MEMBER, _TALL)
    hr.go_to("hr-admin")
    hr.write("/hr nudges")
    hr.message("A place at the forecast table").get_by_role("button", name="Preview").last.click()
    preview = hr.modal("it suits")
    yield _saved(hr.page, folder / "preview.png")
    preview.get_by_role("button", name="Start").click()
    hr.modal("Start this nudge?").get_by_role("button", name="Start").click()
    hr.modal("runs").get_by_role("button", name="Close").last.click()

    nudged = _open(browser, company, _first_nudged(company), _SHORT)
    nudged.message(_WHY_YOU)
    yield _saved(nudged.page, folder / "nudge.png")

    company.deliver_by(began + _WHILE_MOST_ARE_AT_WORK)
    for name in _nudged(company)[:_THOSE_WHO_APPLY]:
        _apply(company, name)
    company.move_to(began + _REPORTED_AFTER)
    company.read_hr_channel()
    hr.write("/hr report nudge 1")
    hr.message("In the draw")
    picture = hr.page.get_by_role("article").get_by_role("img").last
    expect(picture, "The report has not been drawn.").to_have_js_property("complete", True)
    picture.evaluate("picture => picture.decode()")
    picture.scroll_into_view_if_needed()
    yield _saved(hr.page, folder / "report.png")


def _open(browser: Browser, company: SampleCompany, name: str, height: int) -> Reader:
    """Open the page in this person's eyes."""
    page = browser.new_page(
        viewport={"width": WIDTH, "height": height}, device_scale_factor=SHARP, reduced_motion="reduce"
    )
    page.set_default_timeout(PATIENCE)
    page.goto(f"{company.slack.address}/#as={company.people[name]}")
    return Reader(page)


def _first_nudged(company: SampleCompany) -> str:
    """Move the clock on, hour by hour, until a nudge has gone out; return the name of somebody who got it."""
    until = company.clock() + _AT_THE_LATEST
    while company.clock() < until:
        company.deliver_by(company.clock() + _AN_HOUR)
        if nudged := _nudged(company):
            return nudged[0]
    raise TimeoutError("Nobody was nudged within two days.")


def _nudged(company: SampleCompany) -> list[str]:
    """Return the names of those who got a nudge."""
    record = company.slack.record
    return [name for name, account in company.people.items() if _WHY_YOU in str(record.posts_to(account))]


def _apply(company: SampleCompany, name: str) -> None:
    """Let somebody apply from their nudge."""
    person = company.person(name)
    person.press(person.wait_for_message(_WHY_YOU), "Apply")
    modal_with(person, _OPENING)
    person.submit()
    modal_with(person, "You applied for")


def _saved(page: Page, file: Path) -> Path:
    """Save what the page shows, framed, as a small file."""
    page.mouse.move(0, 0)
    page.screenshot(path=file)
    with Image.open(file) as taken:
        picture = taken.convert("RGB")
    edge = (0, 0, picture.width - 1, picture.height - 1)
    ImageDraw.Draw(picture).rectangle(edge, outline=_FRAME, width=SHARP)
    picture.quantize(_COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    return file


if __name__ == "__main__":
    sys.exit(main())

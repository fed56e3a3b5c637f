"""The local Slack's page in a real browser, driven as a person would; skipped loudly where there is no browser."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from sandbox.local_slack import LocalSlack
from storage.database import Database
from tests.page.chromium import PATIENCE, found_browser, launched
from tests.page.reader import Reader
from tests.scenarios.world import World, running, slack_id

_A_PICTURE_IS_MISSING = "Failed to load resource"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium, the machine's own."""
    found = found_browser()
    if found is None:
        pytest.skip("NO BROWSER: the local Slack's page is not tested here; install Chromium to test it")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = launched(playwright, found)
        yield chromium
        chromium.close()


@pytest.fixture
def world(sqlite_database: Database, browser: Browser) -> Iterator[World]:  # noqa: ARG001  skips before the app is started
    """The whole app over SQLite with the page; no rule of Slack may be broken by the end."""
    with running(sqlite_database) as story:
        yield story
        assert story.slack.record.errors == []


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Reader]]:
    """Open the page of a local Slack in somebody's eyes; whatever the page complains of fails the test."""
    complaints: list[str] = []
    pages: list[Page] = []

    def open_page(slack: LocalSlack, person: str, *, width: int = 1280, height: int = 860) -> Reader:
        page = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: _note(complaints, message))
        pages.append(page)
        page.goto(f"{slack.address}/#as={person}")
        return Reader(page)

    yield open_page
    for page in pages:
        page.close()
    assert complaints == []


@pytest.fixture
def read_as(world: World, opened: Callable[..., Reader]) -> Callable[..., Reader]:
    """Open the page in the eyes of somebody of the story, by name."""

    def open_page(name: str, **screen: int) -> Reader:
        return opened(world.slack, slack_id(name), **screen)

    return open_page


def _note(complaints: list[str], message: ConsoleMessage) -> None:
    if message.type == "error" and not message.text.startswith(_A_PICTURE_IS_MISSING):
        complaints.append(message.text)

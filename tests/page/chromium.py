"""The machine's own Chromium."""

import shutil

from playwright.sync_api import Browser, Playwright

PATIENCE = 20_000
"""Milliseconds for which a page is waited for; the machine may be busy."""

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def found_browser() -> str | None:
    """Return where the browser is, None where there is none."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


def launched(playwright: Playwright, path: str) -> Browser:
    """Start it without a window.

    Without its own sandbox too: Chromium refuses to have one when it is run as root, as on machines that only test.
    """
    return playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])

"""The pictures of the README, taken from the local Slack's page: `python -m tests.page.screenshots` (`make screenshots`)."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from sandbox.control_client import ControlClient
from tests.page.chromium import PATIENCE, found_browser, launched
from tests.page.reader import Reader

IMAGES = Path(__file__).parents[2] / "docs" / "images"

_ROOT = Path(__file__).parents[2]
_PORT = 4397
_ADDRESS = f"http://127.0.0.1:{_PORT}"
_HR_MEMBER = "Beatriz Noronha"
_READER = "Devika Panicker"
_HOUR = 3600.0
_DAY = 24 * _HOUR
_A_TICK = 5
"""Seconds within which the app looks at what is due."""

_SHARP = 2
"""Dots for each point: the pictures are looked at on good screens."""


def main() -> int:
    """Take every picture; return the exit status."""
    found = found_browser()
    if found is None:
        sys.stderr.write("There is no Chromium here to take pictures with; install it.\n")
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=PATIENCE)
    with _sample_company(), sync_playwright() as playwright:
        browser = launched(playwright, found)
        _take_all(browser, ControlClient(_ADDRESS))
        browser.close()
    return 0


@contextmanager
def _sample_company() -> Iterator[None]:
    """Run what a newcomer runs, on a port of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "bot", "try", "--port", str(_PORT), "--folder", folder]
        with subprocess.Popen(command, cwd=_ROOT, stderr=subprocess.PIPE, text=True) as process:
            assert process.stderr is not None
            said = ""
            for line in process.stderr:
                said += line
                if line.rstrip().endswith(": ready"):
                    break
            else:
                raise RuntimeError(said)
            try:
                yield
            finally:
                process.terminate()
                process.communicate()


def _take_all(browser: Browser, control: ControlClient) -> None:
    reader = _open(browser, control, _READER)
    reader.write("/openings")
    reader.message("openings, ")
    _save(reader.page, "openings")
    reader.go_to("Home")
    expect(reader.page.get_by_role("main")).to_contain_text("Nudges may come")
    _save(reader.page, "home")

    hr = _open(browser, control, _HR_MEMBER)
    hr.go_to("hr-admin")
    hr.write("/hr nudges")
    hr.message("A place at the forecast table").get_by_role("button", name="Preview").last.click()
    preview = hr.modal("it suits")
    _save(hr.page, "preview")
    preview.get_by_role("button", name="Start").click()
    hr.modal("Start this nudge?").get_by_role("button", name="Start").click()
    hr.modal("runs").get_by_role("button", name="Close").last.click()

    who = _until_somebody_is_nudged(control)
    nudged = _open(browser, control, who)
    nudged.message("Why you:")
    _save(nudged.page, "nudge")

    for _ in range(8):  # round the earth, so that it is ten o'clock once for everybody
        _let_time_pass(control, 3 * _HOUR)
    _let_time_pass(control, 16 * _DAY)
    _ask_for_the_report(hr)
    picture = hr.page.get_by_role("article").get_by_role("img").last
    picture.evaluate("picture => picture.decode()")
    picture.scroll_into_view_if_needed()
    _save(hr.page, "report")


def _ask_for_the_report(hr: Reader) -> None:
    """Ask until the app has read the HR channel anew: after such a leap of the clock it does not know who is HR."""
    told = hr.page.get_by_role("article").filter(has_text="In the draw")
    while not told.count():
        hr.write("/hr report nudge 1")
        hr.page.wait_for_timeout(_A_TICK * 1000)


def _open(browser: Browser, control: ControlClient, name: str) -> Reader:
    """Open the page in this person's eyes."""
    people = control.get("state")["users"]
    account = next(each["id"] for each in people if each["real_name"] == name)
    page = browser.new_page(
        viewport={"width": 1120, "height": 720}, device_scale_factor=_SHARP, reduced_motion="reduce"
    )
    page.set_default_timeout(PATIENCE)
    page.goto(f"{_ADDRESS}/#as={account}")
    return Reader(page)


def _until_somebody_is_nudged(control: ControlClient) -> str:
    """Move the clock on, hour by hour, until a nudge has gone out; return the name of somebody who got it."""
    names = {each["id"]: each["real_name"] for each in control.get("state")["users"]}
    for _ in range(4 * 24):
        _let_time_pass(control, _HOUR)
        for entry in control.get("record")["entries"]:
            if entry["entry"] == "accepted" and "Why you" in str(entry["blocks"]) and entry["to"] in names:
                return str(names[entry["to"]])
    raise RuntimeError("Nobody was nudged within four days.")


def _let_time_pass(control: ControlClient, seconds: float) -> None:
    """Move the clock, and give the app the seconds that it needs to see it and to send."""
    control.post("clock", {"ahead_seconds": float(control.get("clock")["ahead_seconds"]) + seconds})
    version = control.get("changes")["version"]
    control.get(f"changes?after={version}&seconds={_A_TICK}")


def _save(page: Page, name: str) -> None:
    page.mouse.move(0, 0)
    page.screenshot(path=IMAGES / f"{name}.png")


if __name__ == "__main__":
    sys.exit(main())

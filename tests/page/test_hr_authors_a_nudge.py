"""HR in the page: writes a nudge, sees who will get it, starts it; a mistake is answered where it was made."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from career.nudges import NudgeStatus
from career.requirements import Requirements
from tests.factories import an_opening
from tests.page.reader import Reader
from tests.scenarios import nudging
from tests.scenarios.world import World


@pytest.fixture
def opening(world: World) -> int:
    with world.database.begin() as session:
        return an_opening(session, title="Data Analyst", requirements=Requirements(skills_all=("SQL",)).rule())


def _fill_in(hana: Reader, words: str) -> Locator:
    """Let Hana open the form, choose the opening and write the words; return the form."""
    hana.go_to("hr-admin")
    hana.write("/hr nudge new")
    form = hana.modal("Your words")
    form.get_by_label("Title", exact=True).fill("Come aboard")
    form.get_by_label(re.compile("^What it is about")).click()
    hana.page.locator(":focus").fill("analyst")
    hana.page.get_by_role("option", name="Data Analyst").click()
    expect(form).to_contain_text("2 employees fit")
    form.get_by_label("Your words").fill(words)
    # Two people fit: by the tenth that the form proposes, both would be held out one time in a hundred.
    form.get_by_label("Hold-out, in percent").fill("0")
    return form


@pytest.mark.usefixtures("opening")
def test_hr_writes_previews_and_starts_a_nudge(world: World, read_as: Callable[..., Reader]) -> None:
    hana = read_as("hana")
    _fill_in(hana, "Hello {first_name}, {opening} is open.").get_by_role("button", name="Save").click()
    hana.modal("Nothing goes out yet").get_by_role("button", name="Preview").click()
    preview = hana.modal("it suits")
    expect(preview).to_contain_text("Data Analyst is open.")
    preview.get_by_role("button", name="Start").click()
    hana.modal("Start this nudge?").get_by_role("button", name="Start").click()
    hana.modal("runs")
    world.wait_for(lambda: NudgeStatus.RUNNING in nudging.statuses(world).values() or None)


@pytest.mark.usefixtures("opening")
def test_a_mistake_is_shown_beside_the_field_it_is_in_and_nothing_typed_is_lost(
    read_as: Callable[..., Reader],
) -> None:
    form = _fill_in(read_as("hana"), "Hello {firstname}.")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("alert").filter(has_text="firstname")).to_be_visible()
    expect(form.get_by_label("Your words")).to_have_value("Hello {firstname}.")

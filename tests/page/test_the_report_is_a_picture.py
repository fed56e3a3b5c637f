"""HR in the page: asks for a nudge's report and sees it as a picture, with words for whoever cannot see it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.factories import an_opening
from tests.page.reader import Reader
from tests.scenarios import nudging
from tests.scenarios.world import World


@pytest.fixture
def nudge(world: World) -> int:
    with world.database.begin() as session:
        an_opening(session, title="Data Analyst")
    number = nudging.a_running_nudge(world)
    nudging.at(world, nudging.TEN_IN_NEW_YORK)
    nudging.read_hr_channel(world)
    return number


def test_the_report_of_a_nudge_is_drawn_and_can_be_read_aloud(read_as: Callable[..., Reader], nudge: int) -> None:
    hana = read_as("hana")
    hana.go_to("hr-admin")
    hana.write(f"/hr report nudge {nudge}")
    expect(hana.message("In the draw")).to_contain_text("Only visible to you")
    picture = hana.page.get_by_role("article").get_by_role("img").last
    expect(picture).to_be_visible()
    width = picture.evaluate("picture => picture.decode().then(() => picture.naturalWidth)")
    assert width >= 1000
    assert picture.get_attribute("alt")

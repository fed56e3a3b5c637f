"""An employee in the page: a nudge arrives, they apply from it, and the message itself says so."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from career.requirements import Requirements
from storage.tables import ApplicationRow
from tests.factories import an_opening
from tests.page.reader import Reader
from tests.scenarios import nudging
from tests.scenarios.world import World


@pytest.fixture
def opening(world: World) -> int:
    with world.database.begin() as session:
        return an_opening(session, title="Data Analyst", requirements=Requirements(skills_all=("SQL",)).rule())


@pytest.mark.usefixtures("opening")
def test_they_apply_from_a_nudge_and_the_message_says_so(world: World, read_as: Callable[..., Reader]) -> None:
    nudging.a_running_nudge(world)
    ada = read_as("ada")
    ada.go_to("Home")
    nudging.at(world, nudging.TEN_IN_BERLIN)
    ada.go_to("Messages")
    nudge = ada.message("Hello Ada, Data Analyst is open.")
    expect(nudge).to_contain_text("Why you:")
    nudge.get_by_role("button", name="Apply").click()
    modal = ada.modal("Data Analyst")
    modal.get_by_role("textbox").fill("I have counted boats for years.")
    modal.get_by_role("button", name="Apply").click()
    ada.modal("You applied for").get_by_role("button", name="Close").last.click()
    ada.no_modal()
    expect(ada.message("Data Analyst is open.")).to_contain_text("You applied for")
    with world.database.read() as session:
        assert session.scalars(select(ApplicationRow.note)).all() == ["I have counted boats for years."]


@pytest.mark.usefixtures("opening")
def test_commands_are_completed_as_the_manifest_has_them(read_as: Callable[..., Reader]) -> None:
    ada = read_as("ada")
    ada.composer.press_sequentially("/ope")
    choice = ada.page.get_by_role("option", name="/openings")
    expect(choice).to_be_visible()
    ada.composer.press("Tab")
    expect(ada.composer).to_have_value("/openings ")
    ada.composer.press("Enter")
    expect(ada.message("Data Analyst")).to_contain_text("Only visible to you")


@pytest.mark.usefixtures("opening")
def test_it_all_works_by_the_keyboard_alone_on_a_phone_in_the_dark(read_as: Callable[..., Reader]) -> None:
    ada = read_as("ada", width=390, height=780)
    ada.page.emulate_media(color_scheme="dark")
    ada.composer.focus()
    ada.page.keyboard.type("/apply 1")
    ada.page.keyboard.press("Enter")
    expect(ada.modal("Data Analyst").get_by_role("textbox")).to_be_focused()
    ada.page.keyboard.type("By keyboard.")
    ada.page.keyboard.press("Control+Enter")
    ada.modal("You applied for")
    ada.page.keyboard.press("Escape")
    ada.no_modal()
    wide = ada.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390


@pytest.mark.usefixtures("opening")
def test_what_comes_in_elsewhere_is_marked_unread_until_it_is_looked_at(
    world: World, read_as: Callable[..., Reader]
) -> None:
    nudging.a_running_nudge(world)
    ada = read_as("ada")
    ada.go_to("general")
    nudging.at(world, nudging.TEN_IN_BERLIN)
    sidebar = ada.page.get_by_role("navigation", name="Conversations")
    expect(sidebar).to_contain_text("1")
    unread = sidebar.get_by_label("Messages, 1 unread")
    expect(unread).to_be_visible()
    unread.click()
    ada.message("Hello Ada, Data Analyst is open.")
    ada.go_to("general")
    expect(unread).to_have_count(0)

"""Block Kit in the page: every block is drawn, every element can be found by its name, used, and reaches the app."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect
from slack_bolt import Ack
from slack_sdk import WebClient

from sandbox.local_slack import LocalSlack
from tests.page.gallery import FILLED, FORM, PRESSED, SHOWN, asked, options, words
from tests.page.reader import Reader
from tests.sandbox.village import ALICE, BRUNO, GENERAL, MANIFEST, WORKSPACE, app_of, client_of, connected

Payload = dict[str, Any]
Opened = Callable[..., Reader]

ANY = re.compile(".*")


@dataclass
class Gallery:
    """An app that shows everything and keeps what it hears of."""

    slack: LocalSlack
    client: WebClient
    form: Payload = field(default_factory=lambda: FORM)
    heard: list[Payload] = field(default_factory=list)
    sent: list[Payload] = field(default_factory=list)
    answers: list[Payload] = field(default_factory=list)

    def tells(self, blocks: list[Payload]) -> None:
        """Send Alice these blocks."""
        self.client.chat_postMessage(channel=ALICE, text="From the gallery", blocks=blocks)

    def hears(self) -> Payload:
        """Return the next thing that was pressed, once it has come."""
        return self.slack.wait_for(lambda: self.heard.pop(0) if self.heard else None)


@pytest.fixture
def gallery(browser: Browser) -> Iterator[Gallery]:  # noqa: ARG001  skips where there is none
    with LocalSlack(WORKSPACE, MANIFEST) as slack:
        app = app_of(slack)
        shown = Gallery(slack, client_of(slack))

        @app.command("/row")
        def row(ack: Ack, body: Payload) -> None:
            ack()
            shown.client.views_open(trigger_id=body["trigger_id"], view=shown.form)

        @app.options(ANY)
        def harbours(ack: Ack, body: Payload) -> None:
            ack(options=[each for each in options("Halifax", "Hamburg") if body["value"] in each["value"]])

        @app.action(ANY)
        def pressed(ack: Ack, action: Payload) -> None:
            ack()
            shown.heard.append(action)

        @app.view("gallery")
        def launched(ack: Ack, view: Payload) -> None:
            shown.sent.append(view["state"]["values"])
            ack(**(shown.answers.pop(0) if shown.answers else {}))

        with connected(slack, app):
            yield shown
        assert slack.record.errors == []


def _choose(form: Locator, label: str, *names: str, search: str = "") -> None:
    page = form.page
    form.get_by_label(re.compile(f"^{label}")).click()
    if search:
        page.locator(":focus").fill(search)
    for name in names:
        page.get_by_role("option", name=name).click()
    if len(names) > 1:
        page.keyboard.press("Escape")


def test_every_block_is_drawn_and_can_be_read_aloud(gallery: Gallery, opened: Opened) -> None:
    gallery.tells(SHOWN)
    alice = opened(gallery.slack, ALICE)
    message = alice.message("Boats")
    expect(message).not_to_contain_text("cannot draw")
    expect(message.get_by_role("heading", name="Boats")).to_be_visible()
    for picture in ("A boat", "The cox", "A river at dawn", "Video: A blade entering the water"):
        expect(message.get_by_role("img", name=picture, exact=True)).to_be_visible()
    expect(message.get_by_role("link", name="The catch, slowly")).to_have_attribute("href", "https://example.com/watch")
    expect(message.get_by_role("columnheader", name="Seats")).to_be_visible()
    expect(message.get_by_role("listitem")).to_have_text(["Catch", "Drive"])
    expect(message.locator("strong", has_text="Look")).to_be_visible()
    expect(message.locator("em", has_text="not")).to_be_visible()
    expect(message.locator("blockquote").last).to_have_text("Row well and live.")


def test_every_input_is_filled_in_and_what_the_app_gets_is_what_was_written(gallery: Gallery, opened: Opened) -> None:
    alice = opened(gallery.slack, ALICE)
    alice.write("/row")
    form = alice.modal("A whole boat")
    expect(form).not_to_contain_text("cannot draw")
    form.get_by_label("Name").fill("Halcyon")
    form.get_by_label("Log").fill("*Fast* & light\n- catch\n- drive <now>\n> Row well.")
    form.get_by_label("Crew").fill("9")
    form.get_by_label("Mail").fill("crew@example.com")
    _choose(form, "Boat", "Eight")
    _choose(form, "Spares", "Single scull", "Coxed four")
    _choose(form, "Harbour", "Halifax", search="hal")
    _choose(form, "Cox", "Bruno Baker")
    _choose(form, "Rowers", "Alice Ahn", "Bruno Baker")
    _choose(form, "Room", "#general")
    form.get_by_label("Day").fill("2026-12-01")
    form.get_by_label("Hour").fill("06:30")
    form.get_by_label("Start").fill("2026-12-01T06:30")
    form.get_by_role("group", name="Gear").get_by_label("Torch").check()
    form.get_by_role("radiogroup", name="Side").get_by_label("Port").check()
    form.get_by_label("Map").set_input_files({"name": "map.csv", "mimeType": "text/csv", "buffer": b"a;b\n"})
    expect(form).to_contain_text("map.csv")
    form.get_by_role("button", name="Launch").click()
    alice.no_modal()
    held = {name: state[name] for name, state in gallery.sent[0].items()}
    assert set(held) == {block["block_id"] for block in FILLED}
    assert [held[name]["value"] for name in ("name", "story", "crew", "mail", "site")] == [
        "Halcyon",
        None,
        "9",
        "crew@example.com",
        None,
    ]
    assert held["boat"]["selected_option"]["value"] == "eight"
    assert [each["value"] for each in held["spares"]["selected_options"]] == ["single scull", "coxed four"]
    assert held["harbour"]["selected_option"]["value"] == "halifax"
    assert held["cox"]["selected_user"] == BRUNO
    assert held["rowers"]["selected_users"] == [ALICE, BRUNO]
    assert held["room"]["selected_conversation"] == GENERAL
    assert held["day"]["selected_date"] == "2026-12-01"
    assert held["hour"]["selected_time"] == "06:30"
    assert held["start"]["selected_date_time"] == 1796103000  # 05:30 UTC: Alice is in Berlin
    assert [each["value"] for each in held["gear"]["selected_options"]] == ["torch"]
    assert held["side"]["selected_option"]["value"] == "port"
    assert [each["name"] for each in held["map"]["files"]] == ["map.csv"]
    assert held["log"]["rich_text_value"]["elements"] == [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "text", "text": "Fast", "style": {"bold": True}},
                {"type": "text", "text": " & light"},
            ],
        },
        {
            "type": "rich_text_list",
            "style": "bullet",
            "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "catch"}]},
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "drive <now>"}]},
            ],
        },
        {"type": "rich_text_quote", "elements": [{"type": "text", "text": "Row well."}]},
    ]


def test_what_is_missing_is_said_at_its_input_and_the_first_one_takes_the_focus(
    gallery: Gallery, opened: Opened
) -> None:
    alice = opened(gallery.slack, ALICE, width=390, height=780)
    alice.write("/row")
    form = alice.modal("A whole boat")
    form.get_by_label("Crew").fill("eleven")
    form.get_by_role("button", name="Launch").click()
    expect(form.get_by_label("Name")).to_be_focused()
    expect(form.get_by_label("Name")).to_have_attribute("aria-invalid", "true")
    expect(form.get_by_text("Please fill in this field.")).to_have_count(12)
    expect(form.get_by_text("Please write a whole number.")).to_be_visible()
    assert gallery.sent == []


def test_pressing_tells_the_app_and_a_dangerous_button_asks_first(gallery: Gallery, opened: Opened) -> None:
    gallery.tells(PRESSED)
    alice = opened(gallery.slack, ALICE)
    message = alice.message("Life jacket")
    message.get_by_role("button", name="Row").click()
    assert gallery.hears()["value"] == "row"
    message.get_by_role("button", name="Leave").click()
    question = alice.modal("The boat leaves without you.")
    expect(question.get_by_role("button", name="Stay")).to_be_focused()
    question.get_by_role("button", name="Stay").click()
    message.get_by_role("button", name="Leave").click()
    alice.modal("Really?").get_by_role("button", name="Leave").click()
    assert gallery.hears()["action_id"] == "danger"
    message.get_by_role("button", name="More actions").click()
    alice.page.get_by_role("menuitem", name="Repair").click()
    assert gallery.hears()["selected_option"]["value"] == "repair"
    message.get_by_label("Torch").check()
    assert [each["value"] for each in gallery.hears()["selected_options"]] == ["torch"]
    message.get_by_label("Starboard").check()
    assert gallery.hears()["selected_option"]["value"] == "starboard"
    message.get_by_label("datepicker").fill("2026-12-01")
    assert gallery.hears()["selected_date"] == "2026-12-01"
    assert gallery.heard == []


def test_a_menu_is_walked_by_the_keyboard_alone(gallery: Gallery, opened: Opened) -> None:
    gallery.tells(PRESSED)
    alice = opened(gallery.slack, ALICE)
    menu = alice.message("Life jacket").get_by_role("button", name="Pick a boat")
    menu.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "Enter"):
        alice.page.keyboard.press(key)
    assert gallery.hears()["selected_option"]["value"] == "coxed four"
    expect(menu).to_be_focused()
    alice.page.keyboard.press("ArrowDown")
    alice.page.keyboard.type("eig")
    alice.page.keyboard.press("Enter")
    assert gallery.hears()["selected_option"]["value"] == "eight"
    expect(menu).to_have_text("Eight")


def test_forms_stack_show_the_apps_errors_and_come_back_as_they_were_left(gallery: Gallery, opened: Opened) -> None:
    gallery.form = FORM | {"blocks": [asked("Name", {"type": "plain_text_input"})]}
    above = gallery.form | {"title": words("Above"), "blocks": [asked("Side", {"type": "plain_text_input"})]}
    gallery.answers = [
        {"response_action": "errors", "errors": {"name": "A boat has that name."}},
        {"response_action": "push", "view": above},
        {"response_action": "update", "view": above | {"title": words("Changed")}},
    ]
    alice = opened(gallery.slack, ALICE)
    alice.write("/row")
    form = alice.modal("A whole boat")
    expect(form.get_by_label("Name")).to_be_focused()
    alice.page.keyboard.type("Halcyon")
    alice.page.keyboard.press("Enter")
    expect(form.get_by_role("alert").filter(has_text="A boat has that name.")).to_be_visible()
    alice.page.keyboard.type(" II")
    alice.page.keyboard.press("Enter")
    expect(alice.modal("Above").get_by_label("Side")).to_be_focused()
    alice.page.keyboard.type("Port")
    alice.page.keyboard.press("Enter")
    expect(alice.modal("Changed").get_by_label("Side")).to_have_value("Port")
    alice.page.keyboard.press("Escape")
    expect(alice.modal("A whole boat").get_by_label("Name")).to_have_value("Halcyon II")
    alice.page.keyboard.press("Escape")
    alice.no_modal()
    expect(alice.composer).to_be_focused()


def test_a_newcomer_finds_the_commands_and_goes_on_from_one(gallery: Gallery, opened: Opened) -> None:
    alice = opened(gallery.slack, ALICE)
    alice.page.get_by_role("button", name="/row").click()
    expect(alice.composer).to_be_focused()
    expect(alice.composer).to_have_value("/row ")


def test_a_clock_moved_in_one_tab_is_read_in_another(gallery: Gallery, opened: Opened) -> None:
    alice, bruno = opened(gallery.slack, ALICE), opened(gallery.slack, BRUNO, width=390, height=780)
    expect(bruno.page.get_by_role("button", name="Clock:")).to_be_visible()
    alice.page.get_by_role("button", name="Clock:").click()
    alice.page.get_by_role("menuitem", name="1 day ahead").click()
    expect(alice.page.get_by_role("status").filter(has_text="It is now")).to_be_visible()
    expect(bruno.page.get_by_role("button", name="Clock:")).to_contain_text("+1 d")


def test_a_clock_far_ahead_covers_nothing_however_narrow_the_screen_is(gallery: Gallery, opened: Opened) -> None:
    gallery.slack.move_clock(20 * 86_400 + 22 * 3_600)
    page = opened(gallery.slack, ALICE).page
    clock = page.get_by_role("button", name="Clock:")
    expect(clock).to_contain_text("+20 d 22 h")
    for width in (360, 461, 561, 721, 811):  # where the line gets another shape, or more beside it
        page.set_viewport_size({"width": width, "height": 780})
        tabs, ahead = page.locator(".tabs").bounding_box(), clock.bounding_box()
        assert tabs is not None
        assert ahead is not None
        assert tabs["x"] + tabs["width"] <= ahead["x"], width
        assert ahead["x"] + ahead["width"] <= width

"""Both sides of every limit: at it nothing is wrong, one beyond it the rule speaks at that very place."""

from collections.abc import Callable
from typing import Any

import pytest

from sandbox.rules import check_call

Shape = dict[str, Any]


def plain(size: int = 1) -> Shape:
    return {"type": "plain_text", "text": "x" * size}


def mrkdwn(size: int = 1) -> Shape:
    return {"type": "mrkdwn", "text": "x" * size}


def options(count: int, **members: object) -> list[Shape]:
    return [{"text": plain(), "value": str(number), **members} for number in range(count)]


def groups(count: int, size: int = 1) -> list[Shape]:
    return [
        {"label": plain(), "options": [{"text": plain(), "value": f"{group}-{number}"} for number in range(size)]}
        for group in range(count)
    ]


def button(**members: object) -> Shape:
    return {"type": "button", "action_id": "a", "text": plain(), **members}


def buttons(count: int) -> list[Shape]:
    return [button(action_id=f"a{number}") for number in range(count)]


def select(**members: object) -> Shape:
    given = {"type": "static_select", "action_id": "a", **members}
    return given if "option_groups" in given else {"options": options(1), **given}


def confirm(**members: object) -> Shape:
    return button(confirm={"title": plain(), "text": plain(), "confirm": plain(), "deny": plain(), **members})


def overflow(**option: object) -> Shape:
    return {"type": "overflow", "action_id": "a", "options": options(1, **option)}


def image(**members: object) -> Shape:
    return {"type": "image", "alt_text": "x", "image_url": "https://a.example/b.png", **members}


def url(size: int) -> str:
    return "https://a.example/".ljust(size, "x")


def acting(element: Shape) -> Shape:
    return {"type": "actions", "elements": [element]}


def asking(element: Shape | None = None, **members: object) -> Shape:
    asked = element or {"type": "plain_text_input", "action_id": "a"}
    return {"type": "input", "label": plain(), "element": asked, **members}


def video(**members: object) -> Shape:
    return {
        "type": "video",
        "alt_text": "x",
        "title": plain(),
        "video_url": "https://a.example/v",
        "thumbnail_url": "https://a.example/t",
        **members,
    }


def feedback(**members: object) -> Shape:
    good = {"text": plain(), "value": "good", **members}
    bad = {"text": plain(), "value": "bad"}
    element = {"type": "feedback_buttons", "action_id": "a", "positive_button": good, "negative_button": bad}
    return {"type": "context_actions", "elements": [element]}


def icons(count: int) -> Shape:
    named = [f"a{number}" for number in range(count)]
    return {
        "type": "context_actions",
        "elements": [{"type": "icon_button", "action_id": name, "icon": "trash", "text": plain()} for name in named],
    }


def card(**members: object) -> Shape:
    return {"type": "card", "title": plain(), **members}


def container(**members: object) -> Shape:
    return {"type": "container", "title": plain(), "child_blocks": [{"type": "divider"}], **members}


def rows(height: int, width: int) -> Shape:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * width for _ in range(height)]}


def provider(**members: object) -> Shape:
    return {"type": "auth_provider", "value": "x", "name": plain(), "is_connected": False, **members}


LONG, MANY = "bk.too_long", "bk.too_many_items"
MESSAGE_LIMITS: dict[str, tuple[int, str, Callable[[int], Shape]]] = {
    "block_id": (255, LONG, lambda n: {"type": "divider", "block_id": "x" * n}),
    "action_id": (255, LONG, lambda n: acting(button(action_id="x" * n))),
    "button text": (75, LONG, lambda n: acting(button(text=plain(n)))),
    "button value": (2000, LONG, lambda n: acting(button(value="x" * n))),
    "button url": (3000, LONG, lambda n: acting(button(url=url(n)))),
    "button label": (75, LONG, lambda n: acting(button(accessibility_label="x" * n))),
    "button prompt": (4000, LONG, lambda n: acting(button(agent_prompt="x" * n))),
    "confirm title": (100, LONG, lambda n: acting(confirm(title=plain(n)))),
    "confirm text": (300, LONG, lambda n: acting(confirm(text=plain(n)))),
    "confirm yes": (30, LONG, lambda n: acting(confirm(confirm=plain(n)))),
    "confirm no": (30, LONG, lambda n: acting(confirm(deny=plain(n)))),
    "header": (150, LONG, lambda n: {"type": "header", "text": plain(n)}),
    "section text": (3000, LONG, lambda n: {"type": "section", "text": mrkdwn(n)}),
    "section field": (2000, LONG, lambda n: {"type": "section", "fields": [mrkdwn(n)]}),
    "section fields": (10, MANY, lambda n: {"type": "section", "fields": [plain()] * n}),
    "context elements": (10, MANY, lambda n: {"type": "context", "elements": [plain()] * n}),
    "action elements": (25, MANY, lambda n: {"type": "actions", "elements": buttons(n)}),
    "option text": (75, LONG, lambda n: acting(select(options=options(1, text=plain(n))))),
    "option value": (150, LONG, lambda n: acting(select(options=options(1, value="x" * n)))),
    "option description": (75, LONG, lambda n: acting(select(options=options(1, description=plain(n))))),
    "options": (100, MANY, lambda n: acting(select(options=options(n)))),
    "option groups": (100, MANY, lambda n: acting(select(option_groups=groups(n)))),
    "options of a group": (100, MANY, lambda n: acting(select(option_groups=groups(1, n)))),
    "placeholder": (150, LONG, lambda n: acting(select(placeholder=plain(n)))),
    "overflow options": (5, MANY, lambda n: acting({**overflow(), "options": options(n)})),
    "overflow url": (3000, LONG, lambda n: acting(overflow(url=url(n)))),
    "checkboxes": (10, MANY, lambda n: acting({"type": "checkboxes", "action_id": "a", "options": options(n)})),
    "radio buttons": (10, MANY, lambda n: acting({"type": "radio_buttons", "action_id": "a", "options": options(n)})),
    "image alt text": (2000, LONG, lambda n: image(alt_text="x" * n)),
    "image url": (3000, LONG, lambda n: image(image_url=url(n))),
    "image title": (2000, LONG, lambda n: image(title=plain(n))),
    "input label": (2000, LONG, lambda n: asking(label=plain(n))),
    "input hint": (2000, LONG, lambda n: asking(hint=plain(n))),
    "markdown": (12_000, "bk.markdown_total", lambda n: {"type": "markdown", "text": "x" * n}),
    "video title": (199, LONG, lambda n: video(title=plain(n))),
    "video author": (49, LONG, lambda n: video(author_name="x" * n)),
    "feedback text": (75, LONG, lambda n: feedback(text=plain(n))),
    "feedback value": (2000, LONG, lambda n: feedback(value="x" * n)),
    "context actions": (5, MANY, icons),
    "card title": (150, LONG, lambda n: card(title=plain(n))),
    "card subtitle": (150, LONG, lambda n: card(subtitle=plain(n))),
    "card body": (200, LONG, lambda n: card(body=plain(n))),
    "carousel": (10, MANY, lambda n: {"type": "carousel", "elements": [card()] * n}),
    "container title": (150, LONG, lambda n: container(title=plain(n))),
    "container subtitle": (150, LONG, lambda n: container(subtitle=plain(n))),
    "container blocks": (10, MANY, lambda n: container(child_blocks=[{"type": "divider"}] * n)),
    "table rows": (100, MANY, lambda n: rows(n, 1)),
    "table columns": (20, MANY, lambda n: rows(1, n)),
    "provider value": (150, LONG, lambda n: provider(value="x" * n)),
    "provider name": (75, LONG, lambda n: provider(name=plain(n))),
    "provider description": (150, LONG, lambda n: provider(description=plain(n))),
}
MODAL_LIMITS: dict[str, tuple[int, str, Callable[[int], Shape]]] = {
    "min length": (3000, "bk.range", lambda n: asking({"type": "plain_text_input", "action_id": "a", "min_length": n})),
    "max length": (3000, "bk.range", lambda n: asking({"type": "plain_text_input", "action_id": "a", "max_length": n})),
    "first words": (
        3000,
        LONG,
        lambda n: asking({"type": "plain_text_input", "action_id": "a", "initial_value": "x" * n}),
    ),
    "files": (10, "bk.range", lambda n: asking({"type": "file_input", "action_id": "a", "max_files": n})),
    "lines": (100, "bk.range", lambda n: asking({"type": "rich_text_input", "action_id": "a", "max_lines": n})),
}


def rules_in_message(block: Shape) -> set[str]:
    arguments = {"channel": "D1", "text": "Hello", "blocks": [block]}
    found = check_call("chat.postMessage", arguments, "application/json", "xoxb-1")
    return {breach.rule for breach in found if breach.severity == "error"}


def rules_in_modal(block: Shape) -> set[str]:
    view = {"type": "modal", "title": plain(), "submit": plain(), "callback_id": "a", "blocks": [block]}
    found = check_call("views.open", {"trigger_id": "1.2.3", "view": view}, "application/json", "xoxb-1")
    return {breach.rule for breach in found if breach.severity == "error"}


@pytest.mark.parametrize("name", MESSAGE_LIMITS)
def test_a_message_takes_blocks_up_to_their_limit_and_no_further(name: str) -> None:
    most, rule, block = MESSAGE_LIMITS[name]

    assert rules_in_message(block(most)) == set()
    assert rules_in_message(block(most + 1)) == {rule}


@pytest.mark.parametrize("name", MODAL_LIMITS)
def test_a_modal_takes_inputs_up_to_their_limit_and_no_further(name: str) -> None:
    most, rule, block = MODAL_LIMITS[name]

    assert rules_in_modal(block(most)) == set()
    assert rules_in_modal(block(most + 1)) == {rule}


def test_a_modal_takes_a_hundred_blocks_and_a_message_fifty() -> None:
    for view, surface_most in ((True, 100), (False, 50)):
        for extra in (0, 1):
            blocks = [{"type": "divider"}] * (surface_most + extra)
            shown = {"type": "home", "blocks": blocks}
            method, arguments = (
                ("views.publish", {"user_id": "U1", "view": shown})
                if view
                else ("chat.postMessage", {"channel": "D1", "text": "Hello", "blocks": blocks})
            )
            found = check_call(method, arguments, "application/json", "xoxb-1")
            assert [breach.rule for breach in found] == ["bk.too_many_blocks"] * extra

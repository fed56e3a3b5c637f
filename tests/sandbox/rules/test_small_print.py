"""The rest of what is refused: members that need each other, values of the wrong sort, ids of the wrong form."""

from typing import Any

import pytest

from sandbox.rules import check_call, check_manifest

Json = dict[str, Any]
JSON = "application/json"
BOT = "xoxb-1"
PLAIN: Json = {"type": "plain_text", "text": "Apply"}
ONE: Json = {"text": PLAIN, "value": "1"}
TWO: Json = {"text": PLAIN, "value": "2"}
IMAGE: Json = {"type": "image", "alt_text": "Funnel"}
CELL: Json = {"type": "raw_text", "text": "4"}
CONTAINER: Json = {"type": "container", "title": PLAIN, "child_blocks": [{"type": "divider"}]}
TICKS: Json = {"type": "checkboxes", "action_id": "a", "options": [ONE]}
MANY: Json = {"type": "multi_static_select", "action_id": "a", "options": [ONE, TWO], "initial_options": [ONE, TWO]}
LINES: Json = {"type": "plain_text_input", "action_id": "a"}
NUMBER: Json = {"type": "number_input", "action_id": "a", "is_decimal_allowed": False}
PEOPLE: Json = {"type": "conversations_select", "action_id": "a"}


def starting(parameter: object) -> Json:
    trigger = {"url": "https://slack.com/shortcuts/Ft1/x", "customizable_input_parameters": [parameter]}
    return {"type": "workflow_button", "action_id": "a", "text": PLAIN, "workflow": {"trigger": trigger}}


def acting(element: Json) -> Json:
    return {"type": "actions", "elements": [element]}


def asking(element: Json) -> Json:
    return {"type": "input", "label": PLAIN, "element": element}


def errors(method: str, **arguments: object) -> list[tuple[str, str]]:
    found = check_call(method, arguments, "" if method.startswith("users.") else JSON, BOT)
    return [(breach.rule, breach.error) for breach in found if breach.severity == "error"]


def rules(*blocks: object, modal: bool = False) -> list[str]:
    if not modal:
        return [rule for rule, _ in errors("chat.postMessage", channel="D1", text="Hello", blocks=list(blocks))]
    view = {"type": "modal", "title": PLAIN, "submit": PLAIN, "callback_id": "a", "blocks": list(blocks)}
    return [rule for rule, _ in errors("views.open", trigger_id="1.2.3", view=view)]


@pytest.mark.parametrize(
    ("right", "wrong", "rule"),
    [
        ({"type": "section", "text": PLAIN}, {"type": "section"}, "bk.missing_field"),
        ({"type": "section", "text": PLAIN}, {"type": "section", "text": "Apply"}, "bk.field_type"),
        ({"type": "section", "text": PLAIN}, {"type": "section", "text": {"text": "Apply"}}, "bk.missing_field"),
        ({"type": "section", "text": PLAIN}, {"type": "section", "text": {**PLAIN, "text": 4}}, "bk.field_type"),
        ({"type": "divider"}, "divider", "bk.field_type"),
        ({"type": "divider"}, {"type": 4}, "bk.field_type"),
        ({**IMAGE, "image_url": "https://a.example/b.png"}, IMAGE, "bk.missing_field"),
        ({**IMAGE, "slack_file": {"id": "F1"}}, {**IMAGE, "slack_file": {}}, "bk.missing_field"),
        ({**IMAGE, "image_url": "https://a.example/b.png"}, {**IMAGE, "image_url": "b.png"}, "bk.field_type"),
        ({"type": "table", "rows": [[CELL], [CELL]]}, {"type": "table", "rows": [[CELL], [CELL, CELL]]}, "bk.range"),
        (
            {**CONTAINER, "is_collapsible": True},
            {**CONTAINER, "is_collapsible": True, "has_header_divider": True},
            "bk.field_type",
        ),
        (CONTAINER, {**CONTAINER, "child_blocks": [CONTAINER]}, "bk.block_type"),
        (acting(TICKS), acting({**TICKS, "confirm": "Sure?"}), "bk.field_type"),
        (acting({**TICKS, "initial_options": [ONE]}), acting({**TICKS, "initial_options": [TWO]}), "bk.option_initial"),
        (acting({**MANY, "max_selected_items": 2}), acting({**MANY, "max_selected_items": 1}), "bk.range"),
        (acting({**MANY, "max_selected_items": 2}), acting({**MANY, "max_selected_items": "2"}), "bk.field_type"),
        (acting(starting({"name": "opening", "value": "12"})), acting(starting("opening")), "bk.field_type"),
        (acting({**PEOPLE, "filter": {"include": ["im"]}}), acting({**PEOPLE, "filter": {}}), "bk.missing_field"),
    ],
)
def test_a_block_that_contradicts_itself_is_refused(right: object, wrong: object, rule: str) -> None:
    assert rules(right) == []
    assert rules(wrong) == [rule]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ({**LINES, "min_length": 5, "max_length": 5}, {**LINES, "min_length": 6, "max_length": 5}),
        ({**NUMBER, "initial_value": "4"}, {**NUMBER, "initial_value": "4.5"}),
        ({**NUMBER, "min_value": "1", "initial_value": "1"}, {**NUMBER, "min_value": "2", "initial_value": "1"}),
    ],
)
def test_an_input_whose_bounds_cross_is_refused(right: Json, wrong: Json) -> None:
    assert rules(asking(right), modal=True) == []
    assert rules(asking(wrong), modal=True) == ["bk.range"]


def test_the_blocks_of_a_view_must_be_an_array() -> None:
    view = {"type": "home", "blocks": {"type": "divider"}}

    assert errors("views.publish", user_id="U1", view=view) == [("bk.not_array", "invalid_arguments")]


def test_markdown_text_has_its_own_limit() -> None:
    assert errors("chat.postMessage", channel="D1", markdown_text="x" * 12_000) == []
    assert errors("chat.postMessage", channel="D1", markdown_text="x" * 12_001) == [("msg.too_long", "msg_too_long")]


def test_an_id_of_the_wrong_form_is_answered_as_one_that_is_not_found() -> None:
    assert errors("users.info", user="@ann") == [("args.type", "user_not_found")]
    assert errors("conversations.join", channel="#general") == [("args.type", "channel_not_found")]
    assert errors("conversations.join", channel=7) == [("args.type", "invalid_arguments")]


@pytest.mark.parametrize(
    "changes",
    [
        {"bot_events": ["message.im"]},
        {"bot_events": ["message.im", "message.imm"], "request_url": "https://a.example/slack/events"},
    ],
)
def test_a_manifest_needs_an_address_and_a_name_for_its_events(changes: Json) -> None:
    right = {"bot_events": ["message.im"], "request_url": "https://a.example/slack/events"}
    manifest: Json = {
        "display_information": {"name": "Coxswain"},
        "features": {"bot_user": {"display_name": "Coxswain"}},
        "oauth_config": {"scopes": {"bot": ["im:history"]}},
    }

    assert check_manifest({**manifest, "settings": {"event_subscriptions": right}}) == []
    assert [breach.rule for breach in check_manifest({**manifest, "settings": {"event_subscriptions": changes}})] == [
        "manifest.invalid"
    ]

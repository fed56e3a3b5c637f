from typing import Any

import pytest

from sandbox.rules import check_ack, check_call, check_manifest
from sandbox.rules.view import input_block_ids

PLAIN = {"type": "plain_text", "text": "Apply"}
INPUT = {
    "type": "input",
    "block_id": "note",
    "label": PLAIN,
    "element": {"type": "plain_text_input", "action_id": "note"},
}
SUBMITTED: dict[str, Any] = {
    "type": "modal",
    "title": PLAIN,
    "submit": PLAIN,
    "callback_id": "apply",
    "blocks": [INPUT, {"type": "divider", "block_id": "line"}],
}
OPTION = {"text": PLAIN, "value": "1"}


def acked(interaction: str, body: object) -> list[str]:
    return [breach.rule for breach in check_ack(interaction, body, SUBMITTED)]


@pytest.mark.parametrize("interaction", ["slash_commands", "block_actions", "view_submission", "view_closed", "other"])
@pytest.mark.parametrize("body", [None, "", {}])
def test_an_empty_acknowledgement_is_always_right(interaction: str, body: object) -> None:
    assert acked(interaction, body) == []


@pytest.mark.parametrize("interaction", ["block_actions", "view_closed", "events_api", "message_action"])
def test_a_body_that_slack_does_not_read_is_a_warning(interaction: str) -> None:
    assert acked(interaction, {"text": "Done"}) == ["ack.payload_ignored"]


def test_a_command_may_be_answered_by_a_string_or_a_message() -> None:
    assert acked("slash_commands", "Done") == []
    assert acked("slash_commands", {"response_type": "ephemeral", "text": "Done", "blocks": []}) == []
    assert acked("slash_commands", {"response_type": "secret", "text": "Done"}) == ["ack.bad_payload"]
    assert acked("slash_commands", {"response_action": "clear", "text": "Done"}) == ["ack.bad_payload"]
    assert acked("slash_commands", {"response_type": "ephemeral"}) == ["msg.no_text"]
    assert acked("slash_commands", ["Done"]) == ["ack.bad_payload"]


def test_the_blocks_of_an_answer_are_checked_as_in_any_message() -> None:
    header = {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}

    assert acked("slash_commands", {"text": "Done", "blocks": [header]}) == ["bk.too_long"]


@pytest.mark.parametrize("action", ["update", "push"])
def test_a_view_in_the_answer_to_a_submission_is_checked_as_any_view(action: str) -> None:
    assert acked("view_submission", {"response_action": action, "view": SUBMITTED}) == []
    unsubmittable = {name: member for name, member in SUBMITTED.items() if name != "submit"}
    assert acked("view_submission", {"response_action": action, "view": unsubmittable}) == ["view.submit_required"]
    assert acked("view_submission", {"response_action": action}) == ["ack.bad_payload"]
    assert acked("view_submission", {"response_action": action, "view": {"type": "home", "blocks": []}}) == [
        "view.type"
    ]


@pytest.mark.parametrize(
    "body",
    [
        {"text": "Done"},
        "Done",
        {"response_action": "errors"},
        {"response_action": "errors", "errors": {}},
        {"response_action": "errors", "errors": {"note": ""}},
        {"response_action": "errors", "errors": {"note": "Too short"}, "view": SUBMITTED},
        {"response_action": "clear", "errors": {"note": "Too short"}},
        {"response_action": []},
    ],
)
def test_any_other_answer_to_a_submission_is_refused(body: object) -> None:
    assert set(acked("view_submission", body)) == {"ack.bad_payload"}


def test_errors_belong_to_input_blocks_only() -> None:
    assert input_block_ids(SUBMITTED) == {"note"}
    assert acked("view_submission", {"response_action": "errors", "errors": {"line": "No"}}) == ["ack.errors_block_id"]


def test_suggestions_may_be_none_at_all_but_must_be_there() -> None:
    assert acked("block_suggestion", {"options": []}) == []
    assert acked("block_suggestion", {"option_groups": [{"label": PLAIN, "options": [OPTION]}]}) == []
    assert acked("block_suggestion", {"options": [OPTION] * 100}) == []
    for body in (None, {}, {"options": [OPTION], "option_groups": []}, {"options": [OPTION] * 101}, {"options": "1"}):
        assert set(acked("block_suggestion", body)) == {"ack.options"}


def test_what_only_some_surfaces_show_is_refused_on_the_others() -> None:
    def shown(element: dict[str, Any]) -> list[str]:
        view = {"type": "home", "blocks": [{**INPUT, "element": {"action_id": "a", **element}}]}
        return [
            breach.rule
            for breach in check_call("views.publish", {"user_id": "U1", "view": view}, "application/json", "xoxb-1")
        ]

    assert shown({"type": "plain_text_input"}) == []
    assert shown({"type": "rich_text_input"}) == []
    for kind in ("email_text_input", "url_text_input", "file_input", "datetimepicker"):
        assert shown({"type": kind}) == ["bk.surface"]


MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Coxswain", "background_color": "#0000AA"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "Coxswain", "always_online": True},
        "slash_commands": [{"command": "/apply", "description": "Apply", "should_escape": True}],
    },
    "oauth_config": {"scopes": {"bot": ["commands", "chat:write"]}},
    "settings": {"socket_mode_enabled": True, "interactivity": {"is_enabled": True}},
}
COMMAND = MANIFEST["features"]["slash_commands"][0]


def with_commands(*commands: object) -> dict[str, Any]:
    return {**MANIFEST, "features": {**MANIFEST["features"], "slash_commands": list(commands)}}


def test_a_usual_manifest_is_right() -> None:
    assert check_manifest(MANIFEST) == []


@pytest.mark.parametrize(
    "manifest",
    [
        {},
        {**MANIFEST, "feature": {}},
        {**MANIFEST, "display_information": {"name": "Coxswain", "background_color": "blue"}},
        {**MANIFEST, "display_information": {"name": "Coxswain", "long_description": "x" * 173}},
        {**MANIFEST, "oauth_config": {"scopes": {"bot": ["chat:write"]}}},
        {**MANIFEST, "settings": {}},
        {**MANIFEST, "features": {"slash_commands": [COMMAND]}},
        with_commands({**COMMAND, "command": "apply"}),
        with_commands({**COMMAND, "command": "/two words"}),
        with_commands({"command": "/apply"}),
        with_commands(COMMAND, COMMAND),
        with_commands(*({**COMMAND, "command": f"/apply{number}"} for number in range(51))),
    ],
)
def test_a_manifest_that_slack_would_not_take_is_refused(manifest: dict[str, Any]) -> None:
    found = check_manifest(manifest)

    assert {(breach.rule, breach.error) for breach in found} == {("manifest.invalid", "invalid_manifest")}


def test_without_socket_mode_every_address_is_needed() -> None:
    addressed = with_commands({**COMMAND, "url": "https://a.example/slack/events"})
    settings = {"interactivity": {"is_enabled": True, "request_url": "https://a.example/slack/events"}}

    assert check_manifest({**addressed, "settings": settings}) == []
    assert check_manifest({**MANIFEST, "settings": settings}) != []
    assert check_manifest({**addressed, "settings": {"interactivity": {"is_enabled": True}}}) != []

"""One passing and one failing example for every rule, side by side."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from sandbox.rules import Breach, check_ack, check_call, check_manifest

Checked = Callable[[], list[Breach]]
JSON = "application/json; charset=utf-8"
FORM = "application/x-www-form-urlencoded"
TS = "1700000000.000100"
BOT = "xoxb-1"


def call(method: str, /, content_type: str = JSON, token: str | None = BOT, **arguments: object) -> Checked:
    return lambda: check_call(method, arguments, content_type, token)


def post(**content: object) -> Checked:
    message = {"channel": "D1", "text": "Hello", **content}
    return lambda: check_call("chat.postMessage", message, JSON, BOT)


def blocks(*given: object) -> Checked:
    return post(blocks=list(given))


def opened(**view: object) -> Checked:
    return call("views.open", trigger_id="1.2.3", view=modal(**view))


def answered(interaction: str, body: object) -> Checked:
    return lambda: check_ack(interaction, body, modal(blocks=[asking("note")]))


def manifested(**changes: object) -> Checked:
    return lambda: check_manifest({**MANIFEST, **changes})


def plain(text: str = "Apply") -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "*Apply*") -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}


def section(**members: object) -> dict[str, Any]:
    return {"type": "section", "text": mrkdwn(), **members}


def actions(*elements: object, **members: object) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements), **members}


def button(action_id: str = "apply", **members: object) -> dict[str, Any]:
    return {"type": "button", "action_id": action_id, "text": plain(), **members}


def option(value: str = "1", text: str = "One") -> dict[str, Any]:
    return {"text": plain(text), "value": value}


def select(**members: object) -> dict[str, Any]:
    return {"type": "static_select", "action_id": "pick", "options": [option()], **members}


def asking(block_id: str, **element: object) -> dict[str, Any]:
    asked = {"type": "plain_text_input", "action_id": block_id, **element}
    return {"type": "input", "block_id": block_id, "label": plain("Note"), "element": asked}


def modal(**members: object) -> dict[str, Any]:
    shown = {"type": "modal", "title": plain("Apply"), "submit": plain("Send"), "callback_id": "apply", "blocks": []}
    return {name: member for name, member in {**shown, **members}.items() if member is not None}


def number(**members: object) -> dict[str, Any]:
    return {"type": "number_input", "action_id": "seats", "is_decimal_allowed": False, **members}


def events(*names: str) -> Mapping[str, object]:
    return {"socket_mode_enabled": True, "event_subscriptions": {"bot_events": list(names)}}


MANIFEST: Mapping[str, object] = {
    "display_information": {"name": "Coxswain"},
    "features": {
        "bot_user": {"display_name": "coxswain"},
        "slash_commands": [{"command": "/apply", "description": "Apply"}],
    },
    "oauth_config": {"scopes": {"bot": ["commands", "im:history"]}},
    "settings": {"socket_mode_enabled": True},
}

MARKDOWN = {"type": "markdown", "text": "m" * 6001}

EXAMPLES: Mapping[str, tuple[Checked, Checked]] = {
    "auth.missing": (call("auth.test"), call("auth.test", token=None)),
    "auth.invalid": (call("auth.test"), call("auth.test", token="secret")),
    "auth.token_type": (call("apps.connections.open", token="xapp-1"), call("apps.connections.open", token="xoxb-1")),
    "method.unknown": (call("auth.test"), call("auth.tset")),
    "method.deprecated": (call("files.getUploadURLExternal", FORM, filename="a", length=1), call("files.upload")),
    "http.content_type": (post(), call("chat.postMessage", "text/csv", channel="D1", text="Hello")),
    "http.json_on_form_only": (call("users.info", FORM, user="U1"), call("users.info", JSON, user="U1")),
    "args.missing": (call("users.info", FORM, user="U1"), call("users.info", FORM)),
    "args.unknown": (post(), post(txt="Hello")),
    "args.type": (post(unfurl_links=False), post(unfurl_links="maybe")),
    "args.conflict": (
        call("views.update", view_id="V1", view=modal()),
        call("views.update", view_id="V1", external_id="mine", view=modal()),
    ),
    "msg.no_text": (post(), post(text=" ")),
    "msg.too_long": (post(text="x" * 40_000), post(text="x" * 40_001)),
    "msg.over_4000": (post(text="x" * 4_000), post(text="x" * 4_001)),
    "msg.too_many_attachments": (post(attachments=[{}] * 100), post(attachments=[{}] * 101)),
    "msg.no_fallback": (post(blocks=[section()]), post(text=None, blocks=[section()])),
    "msg.channel_name": (post(channel="C1"), post(channel="#hr")),
    "msg.user_as_channel": (
        call("chat.update", channel="D1", ts=TS, text="Done"),
        call("chat.update", channel="U1", ts=TS, text="Done"),
    ),
    "msg.metadata_format": (
        post(metadata={"event_type": "nudge", "event_payload": {"delivery": "7"}}),
        post(metadata={"event_type": "nudge"}),
    ),
    "msg.metadata_schema": (
        post(metadata={"event_type": "nudge", "event_payload": {"of": {"delivery": 7}, "all": [{"delivery": 8}]}}),
        post(metadata={"event_type": "nudge", "event_payload": {"of": {"delivery": {"id": 7}}}}),
    ),
    "msg.metadata_large": (
        post(metadata={"event_type": "nudge", "event_payload": {"words": "x" * 7_900}}),
        post(metadata={"event_type": "nudge", "event_payload": {"words": "x" * 8_000}}),
    ),
    "msg.mentions_everyone": (post(text="&lt;!channel&gt;"), post(text="Hey <!channel>")),
    "msg.unescaped": (post(text="> a &lt; b, <https://a.example?b=1&c=2|see>, <@U1>"), post(text="a < b")),
    "msg.markdown_syntax": (post(text="*bold* `**code**` #12 [draft]"), post(text="**bold**")),
    "msg.ts_format": (
        call("chat.delete", channel="D1", ts=TS),
        call("chat.delete", channel="D1", ts=1700000000.0001),
    ),
    "bk.not_array": (blocks(section()), post(blocks='{"type": "section"')),
    "bk.too_many_blocks": (blocks(*[section()] * 50), blocks(*[section()] * 51)),
    "bk.block_type": (blocks(section()), blocks({"type": "sektion"})),
    "bk.surface": (blocks(MARKDOWN), opened(blocks=[MARKDOWN])),
    "bk.element_type": (
        blocks(actions(button())),
        blocks(actions({"type": "plain_text_input", "action_id": "note"})),
    ),
    "bk.missing_field": (blocks({"type": "header", "text": plain()}), blocks({"type": "header"})),
    "bk.unknown_field": (blocks(section()), blocks(section(colour="red"))),
    "bk.field_type": (blocks(section(expand=True)), blocks(section(expand="yes"))),
    "bk.too_long": (blocks(section(text=mrkdwn("x" * 3000))), blocks(section(text=mrkdwn("x" * 3001)))),
    "bk.empty_text": (blocks(section(text=mrkdwn("x"))), blocks(section(text=mrkdwn("")))),
    "bk.plain_text_only": (
        blocks({"type": "header", "text": plain()}),
        blocks({"type": "header", "text": mrkdwn()}),
    ),
    "bk.too_many_items": (
        blocks(section(fields=[mrkdwn()] * 10)),
        blocks(section(fields=[mrkdwn()] * 11)),
    ),
    "bk.too_few_items": (blocks(actions(button())), blocks(actions())),
    "bk.duplicate_block_id": (
        blocks(section(block_id="a"), section(block_id="b")),
        blocks(section(block_id="a"), section(block_id="a")),
    ),
    "bk.duplicate_action_id": (
        blocks(actions(button("a"), button("b"))),
        blocks(actions(button("a"), button("a"))),
    ),
    "bk.action_id_reused": (
        blocks(actions(button("a")), actions(button("b"))),
        blocks(actions(button("a")), actions(button("a"))),
    ),
    "bk.option_initial": (
        blocks(actions(select(initial_option=option()))),
        blocks(actions(select(initial_option=option("2")))),
    ),
    "bk.option_value_dup": (
        blocks(actions(select(options=[option("1"), option("2")]))),
        blocks(actions(select(options=[option("1"), option("1", "Uno")]))),
    ),
    "bk.options_both": (
        blocks(actions(select())),
        blocks(actions(select(option_groups=[{"label": plain(), "options": [option()]}]))),
    ),
    "bk.focus": (
        opened(blocks=[asking("a", focus_on_load=True), asking("b")]),
        opened(blocks=[asking("a", focus_on_load=True), asking("b", focus_on_load=True)]),
    ),
    "bk.date_format": (
        blocks(actions({"type": "datepicker", "action_id": "day", "initial_date": "2026-02-28"})),
        blocks(actions({"type": "datepicker", "action_id": "day", "initial_date": "2026-02-30"})),
    ),
    "bk.range": (
        opened(blocks=[{**asking("seats"), "element": number(min_value="1", max_value="9")}]),
        opened(blocks=[{**asking("seats"), "element": number(min_value="10", max_value="9")}]),
    ),
    "bk.markdown_total": (blocks(MARKDOWN), blocks(MARKDOWN, MARKDOWN)),
    "bk.no_action_id": (
        blocks(actions(button())),
        blocks(actions({"type": "button", "text": plain()})),
    ),
    "view.type": (
        call("views.publish", user_id="U1", view={"type": "home", "blocks": []}),
        call("views.publish", user_id="U1", view=modal()),
    ),
    "view.field": (
        opened(clear_on_close=True),
        call("views.publish", user_id="U1", view={"type": "home", "blocks": [], "clear_on_close": True}),
    ),
    "view.title": (opened(title=plain("x" * 24)), opened(title=plain("x" * 25))),
    "view.submit_required": (opened(blocks=[asking("a")]), opened(blocks=[asking("a")], submit=None)),
    "view.private_metadata": (opened(private_metadata="x" * 3000), opened(private_metadata="x" * 3001)),
    "view.callback_id": (opened(callback_id="x" * 255), opened(callback_id="x" * 256)),
    "view.no_callback_id": (opened(), opened(callback_id=None)),
    "view.too_large": (
        opened(blocks=[section(text=mrkdwn("x" * 3000))] * 80),
        opened(blocks=[section(text=mrkdwn("x" * 3000))] * 85),
    ),
    "ack.payload_ignored": (answered("block_actions", None), answered("block_actions", {"text": "Done"})),
    "ack.bad_payload": (
        answered("view_submission", {"response_action": "clear"}),
        answered("view_submission", {"response_action": "close"}),
    ),
    "ack.errors_block_id": (
        answered("view_submission", {"response_action": "errors", "errors": {"note": "Too short"}}),
        answered("view_submission", {"response_action": "errors", "errors": {"nota": "Too short"}}),
    ),
    "ack.options": (
        answered("block_suggestion", {"options": [option()]}),
        answered("block_suggestion", {"options": [option(text="x" * 76)]}),
    ),
    "manifest.invalid": (
        manifested(),
        manifested(display_information={"name": "x" * 36}),
    ),
    "scope.event": (manifested(settings=events("message.im")), manifested(settings=events("message.channels"))),
    "page.no_limit": (call("users.list", FORM, limit="200"), call("users.list", FORM)),
    "page.limit": (call("conversations.list", FORM, limit="999"), call("conversations.list", FORM, limit="1000")),
    "page.cursor": (
        call("users.list", limit=9, cursor="dXNlcg==", content_type=FORM),
        call("users.list", "", cursor=7),
    ),
}

WARNINGS = frozenset(
    {
        "msg.over_4000",
        "msg.no_fallback",
        "msg.channel_name",
        "msg.metadata_large",
        "msg.mentions_everyone",
        "msg.unescaped",
        "msg.markdown_syntax",
        "bk.action_id_reused",
        "bk.option_value_dup",
        "bk.no_action_id",
        "view.no_callback_id",
        "ack.payload_ignored",
        "page.no_limit",
    }
)


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_rule_lets_its_good_example_pass_and_names_itself_for_its_bad_one(rule: str) -> None:
    good, bad = EXAMPLES[rule]

    assert rule not in {breach.rule for breach in good()}
    found = bad()
    assert {breach.severity for breach in found if breach.rule == rule} == {"warn" if rule in WARNINGS else "error"}
    assert {breach.rule for breach in found if breach.severity == "error"} <= {rule}


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_good_example_breaks_no_rule_that_slack_refuses(rule: str) -> None:
    good, _ = EXAMPLES[rule]

    assert [breach for breach in good() if breach.severity == "error"] == []


@pytest.mark.parametrize("rule", EXAMPLES)
def test_every_breach_says_what_slack_would_answer_and_where(rule: str) -> None:
    _, bad = EXAMPLES[rule]

    for breach in bad():
        assert bool(breach.error) == (breach.severity == "error")
        assert breach.detail.startswith(f"[{breach.severity.upper()}] ")
        assert "[json-pointer:" in breach.detail

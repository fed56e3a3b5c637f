"""Whatever a person or a program sends, the rules answer; they never raise."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sandbox.rules import Breach, check_ack, check_call, check_manifest
from sandbox.rules.blocks import BLOCKS
from sandbox.rules.elements import ELEMENTS
from sandbox.rules.methods import METHODS
from sandbox.rules.rich_text import CONTAINERS, PARTS
from sandbox.rules.shape import Shape

SHAPES = {**PARTS, **CONTAINERS, **ELEMENTS, **BLOCKS}
NAMES = sorted({name for shape in SHAPES.values() for name in shape.fields})
TYPES = [*SHAPES, "plain_text", "mrkdwn", "modal", "home", "errors", "update", "push", "clear"]
INTERACTIONS = [
    "slash_commands",
    "block_actions",
    "view_submission",
    "view_closed",
    "block_suggestion",
    "events_api",
    "shortcut",
]

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(TYPES)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=3), inner),
    max_leaves=12,
)


def built(shape: Shape, name: str) -> st.SearchStrategy[dict[str, Any]]:
    members = st.dictionaries(st.sampled_from(sorted(shape.fields)), anything, max_size=5)
    return members.map(lambda given: {"type": name, **given})


pieces = st.one_of([built(shape, name) for name, shape in SHAPES.items()])
documents = st.lists(pieces | anything, max_size=4)
arguments = st.dictionaries(
    st.sampled_from(sorted({name for method in METHODS.values() for name in method.kinds})), anything | documents
)


def assert_are_breaches(found: list[Breach]) -> None:
    assert all(breach.rule and breach.severity in ("error", "warn") and breach.detail for breach in found)


@given(
    st.sampled_from(sorted(METHODS)) | st.text(max_size=20),
    arguments,
    st.sampled_from(["", "application/json", "application/x-www-form-urlencoded"]) | st.text(max_size=5),
    st.none() | st.text(max_size=5) | st.just("xoxb-1"),
)
def test_any_call_is_answered(
    method: str, given_arguments: dict[str, Any], content_type: str, token: str | None
) -> None:
    assert_are_breaches(check_call(method, given_arguments, content_type, token))


@given(documents, st.dictionaries(st.text(max_size=5), anything, max_size=3))
def test_any_blocks_and_any_view_are_answered(blocks: list[Any], members: dict[str, Any]) -> None:
    message = {"channel": "D1", "text": "Hello", "blocks": blocks, "metadata": members}
    assert_are_breaches(check_call("chat.postMessage", message, "application/json", "xoxb-1"))
    for kind in ("modal", "home"):
        view = {"type": kind, "blocks": blocks, **members}
        assert_are_breaches(check_call("views.open", {"view": view}, "application/json", "xoxb-1"))
        assert_are_breaches(check_call("views.publish", {"view": view}, "application/json", "xoxb-1"))


@given(arguments, documents)
def test_a_form_is_judged_as_json_is(given_arguments: dict[str, Any], blocks: list[Any]) -> None:
    plain = {**given_arguments, "channel": "D1", "text": "Hello", "blocks": blocks}
    text = {**plain, "blocks": json.dumps(blocks)}

    assert check_call("chat.postMessage", plain, "", "xoxb-1") == check_call("chat.postMessage", text, "", "xoxb-1")


@given(
    st.sampled_from(INTERACTIONS),
    anything | st.fixed_dictionaries({"response_action": st.sampled_from(TYPES)}, optional={"errors": anything}),
    st.none() | st.dictionaries(st.sampled_from(["blocks", "type"]), documents | anything),
)
def test_any_acknowledgement_is_answered(interaction: str, body: object, view: dict[str, Any] | None) -> None:
    assert_are_breaches(check_ack(interaction, body, view))


@given(
    st.dictionaries(
        st.sampled_from(["display_information", "features", "oauth_config", "settings"]),
        st.dictionaries(
            st.sampled_from(["slash_commands", "bot_user", "scopes", "event_subscriptions", "interactivity", "name"]),
            anything,
        )
        | anything,
    )
)
def test_any_manifest_is_answered(manifest: dict[str, Any]) -> None:
    assert_are_breaches(check_manifest(manifest))


def test_a_view_nested_without_end_is_too_large_and_nothing_worse() -> None:
    nested: list[Any] = []
    for _ in range(100_000):
        nested = [nested]

    view = {"type": "home", "blocks": [], "private_metadata": nested}
    found = check_call("views.publish", {"user_id": "U1", "view": view}, "application/json", "xoxb-1")

    assert "view_too_large" in {breach.error for breach in found}


def test_text_nested_without_end_is_no_array_of_blocks() -> None:
    arguments = {"channel": "D1", "text": "Hello", "blocks": "[" * 100_000}

    assert [breach.rule for breach in check_call("chat.postMessage", arguments, "", "xoxb-1")] == ["bk.not_array"]

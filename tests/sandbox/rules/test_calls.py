import json
import pathlib
import re

import pytest

from sandbox.rules import Breach, check_call
from sandbox.rules.known_methods import RETIRED, is_not_served
from sandbox.rules.methods import METHODS

BOT = "xoxb-1"
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}
LONG_HEADER = {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}


def posted(content_type: str = JSON, **arguments: object) -> list[Breach]:
    return check_call("chat.postMessage", {"channel": "D1", "text": "Hello", **arguments}, content_type, BOT)


def test_a_breach_reads_like_slacks_own_message() -> None:
    assert posted(blocks=[SECTION, LONG_HEADER]) == [
        Breach(
            "bk.too_long",
            "error",
            "invalid_blocks",
            "[ERROR] must be less than 151 characters [json-pointer:/blocks/1/text/text]",
        )
    ]


def test_a_view_answers_invalid_arguments_and_points_into_the_view() -> None:
    view = {"type": "home", "blocks": [LONG_HEADER]}

    (breach,) = check_call("views.publish", {"user_id": "U1", "view": view}, JSON, BOT)

    assert breach.error == "invalid_arguments"
    assert breach.detail.endswith("[json-pointer:/view/blocks/0/text/text]")


def test_a_pointer_escapes_what_would_split_it() -> None:
    (breach,) = check_call("auth.test", {"a/b~c": 1}, JSON, BOT)

    assert breach.detail.endswith("[json-pointer:/a~1b~0c]")


def test_structured_arguments_of_a_form_arrive_as_json_text() -> None:
    metadata = json.dumps({"event_type": "nudge", "event_payload": {"delivery": "7"}})

    assert posted(FORM, blocks=json.dumps([SECTION]), metadata=metadata, unfurl_links="0") == []
    assert [breach.error for breach in posted(FORM, blocks=json.dumps([LONG_HEADER]))] == ["invalid_blocks"]
    assert [breach.error for breach in posted(FORM, blocks="[")] == ["invalid_blocks_format"]
    assert [breach.error for breach in posted(FORM, metadata="{")] == ["invalid_metadata_format"]


def test_a_misspelt_method_is_told_from_one_that_is_merely_not_served() -> None:
    (misspelt,) = check_call("chat.postMesage", {}, JSON, BOT)
    (unserved,) = check_call("pins.add", {}, JSON, BOT)

    assert misspelt.error == unserved.error == "unknown_method"
    assert "no method" in misspelt.detail
    assert "does not serve" in unserved.detail


@pytest.mark.parametrize("method", ["files.upload", "rtm.start", "dialog.open", "channels.list", "im.open"])
def test_a_retired_method_names_what_took_its_place(method: str) -> None:
    (breach,) = check_call(method, {}, JSON, BOT)

    assert breach.error == "method_deprecated"
    assert re.search(r"use [a-z]+\.\w+", breach.detail, re.IGNORECASE)


def test_the_lists_of_methods_do_not_overlap() -> None:
    assert not [name for name in METHODS if is_not_served(name) or name in RETIRED]
    assert not [name for name in RETIRED if is_not_served(name)]


def test_every_required_argument_is_one_the_method_has() -> None:
    for method in METHODS.values():
        named = method.required.union(*method.exactly_one)
        assert named <= frozenset(method.kinds)
        assert method.optional.isdisjoint(method.required)


def test_the_update_of_a_message_takes_less_text_than_the_message() -> None:
    arguments = {"channel": "D1", "ts": "1700000000.000100", "text": "x" * 4001}

    (breach,) = check_call("chat.update", arguments, JSON, BOT)

    assert (breach.rule, breach.error) == ("msg.too_long", "msg_too_long")


def test_text_and_markdown_text_exclude_each_other() -> None:
    assert [breach.error for breach in posted(markdown_text="**Hello**")] == ["markdown_text_conflict"]
    assert posted(text=None, markdown_text="**Hello**") == []


def test_one_of_the_two_ways_to_a_conversation_is_needed() -> None:
    def opened(**arguments: object) -> list[str]:
        return [breach.rule for breach in check_call("conversations.open", arguments, JSON, BOT)]

    assert opened(users="U1,U2") == []
    assert opened() == ["args.missing"]
    assert opened(users="U1", channel="D1") == ["args.conflict"]
    assert opened(users=["U1"]) == ["args.type"]


def test_a_message_may_carry_its_clients_own_id() -> None:
    assert posted(client_msg_id="4a4b4c4d-0000-4000-8000-000000000000") == []


def test_the_test_method_needs_no_token_and_takes_any_argument() -> None:
    assert check_call("api.test", {"anything": 1}, JSON, None) == []


def test_a_token_in_the_form_is_no_unknown_argument() -> None:
    assert check_call("auth.test", {"token": BOT}, FORM, BOT) == []


@pytest.mark.parametrize(
    ("content_type", "error"),
    [
        ("application/json; charset=utf-8", None),
        ("multipart/form-data; boundary=x", None),
        ("", None),
        ("application/octet-stream", "missing_post_type"),
        ("text/csv", "invalid_post_type"),
    ],
)
def test_a_body_needs_a_content_type_that_slack_reads(content_type: str, error: str | None) -> None:
    assert [breach.error for breach in posted(content_type)] == ([error] if error else [])


def test_a_json_body_that_is_not_read_hides_what_stands_in_it() -> None:
    found = check_call("conversations.history", {"channel": "nonsense"}, JSON, BOT)

    assert [breach.rule for breach in found] == ["http.json_on_form_only"]


@pytest.mark.parametrize("oldest", ["0", "1700000000", "1700000000.000100", 1700000000, 1.5])
def test_a_span_of_history_may_be_given_in_seconds(oldest: object) -> None:
    assert check_call("conversations.history", {"channel": "D1", "oldest": oldest}, "", BOT) == []


def test_a_span_of_history_is_not_given_in_words() -> None:
    (breach,) = check_call("conversations.history", {"channel": "D1", "oldest": "yesterday"}, "", BOT)

    assert (breach.rule, breach.error) == ("msg.ts_format", "invalid_ts_oldest")


def test_blocks_in_an_attachment_are_checked_too() -> None:
    (breach,) = posted(attachments=[{"blocks": [LONG_HEADER]}])

    assert breach.detail.endswith("[json-pointer:/attachments/0/blocks/0/text/text]")


@pytest.mark.parametrize(
    "text",
    [
        "<https://a.example?x=1&y=2|see>",
        "<mailto:hr@a.example>",
        "<@U012AB3CD> in <#C012AB3CD|general>",
        "<!date^1700000000^{date_short}|14 November>",
        "<!subteam^S012AB3CD>",
        "> quoted",
        ">>> quoted\nto the end",
        "a &lt; b &amp;&amp; c &gt; d",
    ],
)
def test_markup_of_slacks_own_counts_as_escaped(text: str) -> None:
    assert posted(text=text) == []


@pytest.mark.parametrize("text", ["a > b", "<script>", "<@ann>", "<#general>", "x < y", "<!all>"])
def test_any_other_angle_bracket_counts_as_forgotten(text: str) -> None:
    assert [breach.rule for breach in posted(text=text)] == ["msg.unescaped"]


@pytest.mark.parametrize("text", ["**bold**", "see [the page](https://a.example)", "# Title\nwords"])
def test_markdown_is_noticed_in_every_mrkdwn_text(text: str) -> None:
    block = {"type": "section", "text": {"type": "mrkdwn", "text": text}}

    assert [breach.rule for breach in posted(text=text)] == ["msg.markdown_syntax"]
    assert [breach.rule for breach in posted(blocks=[block])] == ["msg.markdown_syntax"]
    assert posted(blocks=[{"type": "section", "text": {"type": "plain_text", "text": text}}]) == []
    assert posted(text=text, mrkdwn=False) == []


def test_a_broadcast_in_rich_text_mentions_everyone_too() -> None:
    said = [{"type": "rich_text_section", "elements": [{"type": "broadcast", "range": "here"}]}]

    assert [breach.rule for breach in posted(blocks=[{"type": "rich_text", "elements": said}])] == [
        "msg.mentions_everyone"
    ]


def test_the_rules_stand_on_the_standard_library_alone() -> None:
    folder = pathlib.Path(__file__).parents[3] / "sandbox" / "rules"
    imported = {
        found[1]
        for path in folder.glob("*.py")
        for found in re.finditer(r"^(?:from|import) ([\w.]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }

    assert all(name.startswith("sandbox.rules") or name.split(".")[0] in STANDARD for name in imported)


STANDARD = {"collections", "dataclasses", "datetime", "enum", "itertools", "json", "re", "types", "typing", "urllib"}

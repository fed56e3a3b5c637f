"""Answers to an interaction: in the acknowledgement of a command, or through a response URL."""

from collections.abc import Mapping
from typing import Any

from sandbox.channels import Channel
from sandbox.messages import Message
from sandbox.posting import edit, post, remove
from sandbox.refusals import RefusedError
from sandbox.response_urls import ResponseUrl
from sandbox.rules import Breach, check_call
from sandbox.slack import Slack

ANSWERABLE = frozenset(
    {
        "text",
        "blocks",
        "attachments",
        "metadata",
        "thread_ts",
        "mrkdwn",
        "unfurl_links",
        "unfurl_media",
        "markdown_text",
        "link_names",
        "parse",
    }
)
DIRECTIONS = frozenset({"response_type", "replace_original", "delete_original"})


def say_answer(slack: Slack, channel: Channel, user_id: str, content: Mapping[str, Any]) -> Message:
    """Say it there: to everybody with ``response_type`` ``in_channel``, else to the person alone.

    An answer needs no membership: it also comes where the app is not.
    """
    only_for = None if content.get("response_type") == "in_channel" else user_id
    return post(slack, channel, content, only_for=only_for)


def answer_later(slack: Slack, url: ResponseUrl, content: Mapping[str, Any]) -> None:
    """Do what was posted to a response URL: say something, or replace or delete the message that was acted on.

    Raises:
        RefusedError: ``message_not_found``, where that message is gone.
    """
    channel = slack.workspace.channels[url.channel]
    replaces, deletes = _is_true(content.get("replace_original")), _is_true(content.get("delete_original"))
    if url.message_ts is None:
        if replaces or deletes:
            slack.record.remark(
                Breach("resp_url.replace_slash", "warn", "", "A slash command left no message to replace or delete.")
            )
        say_answer(slack, channel, url.user_id, content)
        return
    original = slack.messages.find(channel.id, url.message_ts) if replaces or deletes else None
    if original is None:
        say_answer(slack, channel, url.user_id, content)
    elif deletes:
        remove(slack, channel, original)
    else:
        edit(slack, channel, original, {"blocks": [], "attachments": []} | dict(content))


def check_answer(slack: Slack, content: object) -> list[Breach]:
    """The rules of Slack that a body posted to a response URL breaks.

    Raises:
        RefusedError: it is no JSON object.
    """
    if not isinstance(content, dict):
        raise RefusedError("invalid_payload", rule="resp_url.body", detail="A response_url takes a JSON object.")
    unknown = sorted(content.keys() - ANSWERABLE - DIRECTIONS)
    if unknown:
        raise RefusedError(
            "invalid_payload", rule="resp_url.body", detail=f"A response_url does not read {', '.join(unknown)}."
        )
    if _is_true(content.get("delete_original")):
        return []
    message = {key: value for key, value in content.items() if key in ANSWERABLE} | {"channel": "C0SANDBOX00"}
    return check_call("chat.postMessage", message, "application/json", slack.credentials.bot_token)


def _is_true(flag: object) -> bool:
    return flag is True or flag == "true"

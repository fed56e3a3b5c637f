from collections.abc import Iterator, Mapping
from typing import Final

from sandbox.rules.blocks import check_blocks
from sandbox.rules.breach import Breach, Place, Surface
from sandbox.rules.json_size import json_size
from sandbox.rules.mrkdwn import check_mentions, check_mrkdwn

TEXT_MOST: Final = 40_000
_UPDATED_TEXT_MOST: Final = 4_000
_ADVISED_TEXT_MOST: Final = 4_000
_MARKDOWN_TEXT_MOST: Final = 12_000
_ATTACHMENTS_MOST: Final = 100
_METADATA_BYTES: Final = 8_000
_CONTENT: Final = ("text", "blocks", "attachments", "markdown_text", "file_ids")


def check_message(values: Mapping[str, object], method: str) -> Iterator[Breach]:
    """Yield what is wrong with the content of one message: `values` are decoded arguments of a `chat.*` call.

    https://docs.slack.dev/reference/methods/chat.postMessage; chat.update cuts at 4,000 characters of text.
    """
    root = Place("", Surface.MESSAGE, "invalid_blocks")
    yield from check_content(values, root, _UPDATED_TEXT_MOST if method == "chat.update" else TEXT_MOST)
    if "metadata" in values:
        yield from _check_metadata(values["metadata"], root.at("metadata"), method)


def check_content(values: Mapping[str, object], root: Place, text_most: int) -> Iterator[Breach]:
    """Yield what is wrong with text, blocks and attachments of a message, also one that answers an interaction."""
    if not any(_says_something(values.get(name)) for name in _CONTENT):
        yield root.refuse("msg.no_text", "no message text provided", "no_text")
    text, markdown = values.get("text"), values.get("markdown_text")
    if isinstance(text, str):
        yield from _check_text(text, root.at("text"), text_most, formatted=values.get("mrkdwn") not in (False, "false"))
    if isinstance(markdown, str):
        yield from _check_markdown_text(markdown, values, root.at("markdown_text"))
    blocks = values.get("blocks")
    if blocks is not None:
        yield from check_blocks(blocks, root.at("blocks"))
    if blocks and not _says_something(text) and not _says_something(markdown):
        yield root.warn("msg.no_fallback", "blocks without text: notifications and screen readers have nothing to say")
    yield from _check_attachments(values.get("attachments"), root.at("attachments"))


def _says_something(value: object) -> bool:
    return bool(value.strip() if isinstance(value, str) else value)


def _check_text(text: str, place: Place, most: int, *, formatted: bool) -> Iterator[Breach]:
    if len(text) > most:
        yield place.refuse("msg.too_long", f"must be less than {most + 1} characters", "msg_too_long")
    elif len(text) > _ADVISED_TEXT_MOST:
        yield place.warn("msg.over_4000", f"over {_ADVISED_TEXT_MOST} characters: split into several messages")
    warnings = check_mrkdwn(text, place)
    yield from (breach for breach in warnings if formatted or breach.rule != "msg.markdown_syntax")


def _check_markdown_text(text: str, values: Mapping[str, object], place: Place) -> Iterator[Breach]:
    if len(text) > _MARKDOWN_TEXT_MOST:
        sentence = f"must be less than {_MARKDOWN_TEXT_MOST + 1} characters"
        yield place.refuse("msg.too_long", sentence, "msg_too_long")
    if values.get("text") or values.get("blocks"):
        sentence = "must not be given together with text or blocks"
        yield place.refuse("args.conflict", sentence, "markdown_text_conflict")
    yield from check_mentions(text, place)


def _check_attachments(attachments: object, place: Place) -> Iterator[Breach]:
    if not isinstance(attachments, list):
        return
    if len(attachments) > _ATTACHMENTS_MOST:
        sentence = f"no more than {_ATTACHMENTS_MOST} items allowed"
        yield place.refuse("msg.too_many_attachments", sentence, "too_many_attachments")
    for index, attachment in enumerate(attachments):
        blocks = attachment.get("blocks") if isinstance(attachment, Mapping) else None
        if blocks is not None:
            yield from check_blocks(blocks, place.at(index).at("blocks"))


def _check_metadata(metadata: object, place: Place, method: str) -> Iterator[Breach]:
    if not isinstance(metadata, Mapping):
        return
    if json_size(metadata) > _METADATA_BYTES:
        yield place.warn("msg.metadata_large", f"over {_METADATA_BYTES} bytes: Slack may answer metadata_too_large")
    if "entities" in metadata and method in {"chat.postMessage", "chat.postEphemeral"}:
        return
    event_type, payload = metadata.get("event_type"), metadata.get("event_payload")
    if not (isinstance(event_type, str) and event_type and isinstance(payload, Mapping)):
        sentence = "must have event_type, a string, and event_payload, an object"
        yield place.refuse("msg.metadata_format", sentence, "invalid_metadata_format")
        return
    for key, value in payload.items():
        if not _may_be_metadata(value):
            sentence = "must be a string, a number, a boolean, a flat object or an array of flat objects"
            here = place.at("event_payload").at(key)
            yield here.refuse("msg.metadata_schema", sentence, "invalid_metadata_schema")


def _may_be_metadata(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(item, Mapping) and _is_flat(item) for item in value)
    return _is_flat(value) if isinstance(value, Mapping) else _is_plain(value)


def _is_flat(value: Mapping[object, object]) -> bool:
    return all(_is_plain(item) for item in value.values())


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int | float)

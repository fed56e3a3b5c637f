"""Block Kit as data: walking it, giving it ids, and reading what a person would see of it."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

from sandbox.identifiers import new_mark
from sandbox.payloads import Payload

_WITHOUT_ACTION = (
    "image",
    "plain_text",
    "mrkdwn",
    "rich_text_section",
    "rich_text_list",
    "rich_text_quote",
    "rich_text_preformatted",
)


def with_ids(blocks: Sequence[Payload]) -> list[Payload]:
    """A copy in which every block has a ``block_id`` and every element an ``action_id``, as Slack fills them in."""
    copies = deepcopy(list(blocks))
    for block in copies:
        if not block.get("block_id"):
            block["block_id"] = new_mark()
        for element in elements_of(block):
            if not element.get("action_id"):
                element["action_id"] = new_mark()
    return copies


def elements_of(block: Payload) -> Iterator[Payload]:
    """The interactive elements of one block, in the order they are shown."""
    match block.get("type"):
        case "actions" | "context_actions":
            yield from (element for element in block.get("elements", ()) if element.get("type") not in _WITHOUT_ACTION)
        case "section":
            accessory = block.get("accessory")
            if accessory and accessory.get("type") not in _WITHOUT_ACTION:
                yield accessory
        case "input":
            yield block["element"]
        case _:
            return


def find_element(blocks: Sequence[Payload], block_id: str, action_id: str) -> Payload | None:
    """The element with these ids, if it is there."""
    for block in blocks:
        if block.get("block_id") == block_id:
            return next((element for element in elements_of(block) if element.get("action_id") == action_id), None)
    return None


def words_in(part: Any) -> list[str]:  # noqa: ANN401  walks any JSON value
    """Every piece of text a person would see in blocks or a part of them, in order."""
    if isinstance(part, list):
        return [words for piece in part for words in words_in(piece)]
    if not isinstance(part, dict):
        return []
    words: list[str] = []
    for key, value in part.items():
        if key in ("text", "alt_text") and isinstance(value, str):
            words.append(value)
        elif key not in ("confirm", "private_metadata"):
            words.extend(words_in(value))
    return words

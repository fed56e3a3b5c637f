"""Checks across all blocks of one message or view: ids used twice, focus, totals."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sandbox.rules.breach import Breach, Place
from sandbox.rules.elements import INTERACTIVE

_MARKDOWN_TOTAL: Final = 12_000
_NESTING: Final = {"container": "child_blocks", "carousel": "elements"}


@dataclass(frozen=True)
class Located:
    """An object inside a document, and where it stands."""

    value: Mapping[str, object]
    place: Place

    def word(self, name: str) -> str | None:
        """Return a member that is a non-empty string, else `None`."""
        word = self.value.get(name)
        return word if isinstance(word, str) and word else None


def all_blocks(blocks: Sequence[object], place: Place) -> Iterator[Located]:
    """Yield every block, with those inside containers and carousels, one level deep as Slack nests them."""
    for block in _objects(blocks, place):
        yield block
        kind = block.word("type")
        if kind in _NESTING:
            name = _NESTING[kind]
            yield from _objects(block.value.get(name), block.place.at(name))


def elements_of(block: Located) -> Iterator[Located]:
    """Yield the interactive elements that stand in a block."""
    for name in ("accessory", "element"):
        element = block.value.get(name)
        if isinstance(element, Mapping):
            yield from _interactive(Located(element, block.place.at(name)))
    for name in ("elements", "actions"):
        for located in _objects(block.value.get(name), block.place.at(name)):
            yield from _interactive(located)


def check_block_set(blocks: Sequence[object], place: Place) -> Iterator[Breach]:
    """Yield what is wrong among the blocks of one message or view taken together."""
    located = list(all_blocks(blocks, place))
    yield from _check_block_ids(located)
    yield from _check_action_ids(located, place)
    focused = [
        element for block in located for element in elements_of(block) if element.value.get("focus_on_load") is True
    ]
    for element in focused[1:]:
        yield element.place.at("focus_on_load").refuse("bk.focus", "only one element may have the focus")
    texts = [block.word("text") or "" for block in located if block.value.get("type") == "markdown"]
    if sum(map(len, texts)) > _MARKDOWN_TOTAL:
        yield place.refuse(
            "bk.markdown_total", f"markdown blocks must total less than {_MARKDOWN_TOTAL + 1} characters"
        )


def _check_block_ids(blocks: Sequence[Located]) -> Iterator[Breach]:
    seen: set[str] = set()
    for block in blocks:
        block_id = block.word("block_id")
        if block_id is not None and block_id in seen:
            yield block.place.at("block_id").refuse("bk.duplicate_block_id", f"block_id already used: {block_id}")
        elif block_id is not None:
            seen.add(block_id)


def _check_action_ids(blocks: Sequence[Located], place: Place) -> Iterator[Breach]:
    blocks_with: Counter[str] = Counter()
    for block in blocks:
        seen: set[str] = set()
        for element in elements_of(block):
            action_id = element.word("action_id")
            if action_id is None:
                yield element.place.warn("bk.no_action_id", "no action_id: no handler can match this element")
            elif action_id in seen:
                sentence = f"action_id already used in this block: {action_id}"
                yield element.place.at("action_id").refuse("bk.duplicate_action_id", sentence)
            else:
                seen.add(action_id)
        blocks_with.update(seen)
    for action_id, count in blocks_with.items():
        if count > 1:
            yield place.warn(
                "bk.action_id_reused", f"action_id in {count} blocks, tell them apart by block_id: {action_id}"
            )


def _objects(items: object, place: Place) -> Iterator[Located]:
    if isinstance(items, list):
        yield from (Located(item, place.at(index)) for index, item in enumerate(items) if isinstance(item, Mapping))


def _interactive(element: Located) -> Iterator[Located]:
    if element.word("type") in INTERACTIVE:
        yield element

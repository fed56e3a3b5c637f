from collections.abc import Iterator, Mapping
from typing import Final

from sandbox.rules.block_sets import all_blocks
from sandbox.rules.blocks import check_blocks
from sandbox.rules.breach import Breach, Place, Surface
from sandbox.rules.json_size import json_size
from sandbox.rules.objects import plain_text
from sandbox.rules.shape import Anything, Choice, Field, Flag, Shape, Words

VIEW_BYTES_MOST: Final = 250_000
_TITLE_MOST: Final = 24

_EVERY_VIEW: Final = {
    "type": Field(Choice(("modal", "home")), required=True),
    "blocks": Field(Anything(), required=True),
    "private_metadata": Field(Words(3000), rule="view.private_metadata"),
    "callback_id": Field(Words(255), rule="view.callback_id"),
    "external_id": Field(Words(255), rule="view.callback_id"),
}
_SHAPES: Final = {
    Surface.MODAL: Shape(
        _EVERY_VIEW
        | {
            "title": Field(plain_text(_TITLE_MOST), required=True, rule="view.title"),
            "submit": Field(plain_text(_TITLE_MOST), rule="view.title"),
            "close": Field(plain_text(_TITLE_MOST), rule="view.title"),
            "clear_on_close": Field(Flag()),
            "notify_on_close": Field(Flag()),
            "submit_disabled": Field(Flag()),
        },
        unknown="view.field",
    ),
    Surface.HOME: Shape(_EVERY_VIEW, unknown="view.field"),
}


def check_view(view: Mapping[str, object], surface: Surface, pointer: str = "/view") -> Iterator[Breach]:
    """Yield what is wrong with a view that is to be shown as a modal or a Home tab.

    https://docs.slack.dev/reference/views; sizes after npm @slack/types views.ts and views.open's `view_too_large`.
    """
    place = Place(pointer, surface, "invalid_arguments")
    if view.get("type") in ("modal", "home") and view["type"] != surface.value:
        yield place.at("type").refuse("view.type", f"must be a {surface.value}, not a {view['type']}")
        return
    yield from _SHAPES[surface].check(view, place)
    blocks = view.get("blocks")
    if blocks is not None:
        yield from check_blocks(blocks, place.at("blocks"))
    if surface is Surface.MODAL:
        yield from _check_submitting(view, place)
    if json_size(view) > VIEW_BYTES_MOST:
        yield place.refuse("view.too_large", f"must be at most {VIEW_BYTES_MOST // 1000} kB", "view_too_large")


def input_block_ids(view: Mapping[str, object]) -> frozenset[str]:
    """Return the block ids of a view's input blocks: the only ones an error can be shown beside."""
    blocks = view.get("blocks")
    located = all_blocks(blocks, Place("", Surface.MODAL, "")) if isinstance(blocks, list) else ()
    ids = (block.word("block_id") for block in located if block.value.get("type") == "input")
    return frozenset(block_id for block_id in ids if block_id is not None)


def _check_submitting(view: Mapping[str, object], place: Place) -> Iterator[Breach]:
    submits = view.get("submit") is not None
    blocks = view.get("blocks")
    located = all_blocks(blocks, place) if isinstance(blocks, list) else ()
    if not submits and any(block.value.get("type") == "input" for block in located):
        yield place.refuse("view.submit_required", "submit is required where there is an input block")
    if submits and not view.get("callback_id"):
        yield place.warn("view.no_callback_id", "a submission without callback_id cannot be routed")

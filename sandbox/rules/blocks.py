from collections.abc import Iterator, Mapping
from typing import Final

from sandbox.rules.block_sets import check_block_set
from sandbox.rules.breach import Breach, Place, Surface
from sandbox.rules.elements import ELEMENTS, IMAGE, INPUTS, MENUS, PICKERS
from sandbox.rules.mrkdwn import check_mentions
from sandbox.rules.objects import IMAGE_FIELDS, URL, any_text, check_image_source, plain_text, text_shapes
from sandbox.rules.rich_text import BLOCK_ID, RICH_TEXT, RICH_TEXT_ONLY
from sandbox.rules.shape import Anything, Check, Choice, Field, Flag, Items, OneOf, OrNull, Shape, Words

_MESSAGE: Final = frozenset({Surface.MESSAGE})
_MESSAGE_AND_HOME: Final = frozenset({Surface.MESSAGE, Surface.HOME})

_CHOICES: Final = frozenset(MENUS) | frozenset(PICKERS)
IN_ACTIONS: Final = _CHOICES | {"button", "overflow", "workflow_button", "rich_text_input"}
IN_SECTION: Final = (_CHOICES - {"datetimepicker"}) | {"button", "overflow", "workflow_button", "image"}
IN_INPUT: Final = _CHOICES | frozenset(INPUTS)
IN_CONTEXT_ACTIONS: Final = frozenset({"feedback_buttons", "icon_button"})

_TEXTS: Final = text_shapes()
_NAME: Final = Field(Words(least=1), required=True)


def _elements(allowed: frozenset[str], most: int) -> Field:
    return Field(Items(OneOf(ELEMENTS, allowed), most, 1), required=True)


def _needs_one_of(*names: str) -> Check:
    def check(block: Mapping[str, object], place: Place) -> Iterator[Breach]:
        if all(block.get(name) is None for name in names):
            yield place.refuse("bk.missing_field", f"missing required field: {' or '.join(names)}")

    return check


def _check_markdown(block: Mapping[str, object], place: Place) -> Iterator[Breach]:
    text = block.get("text")
    if isinstance(text, str):
        yield from check_mentions(text, place.at("text"))


def _check_collapsing(block: Mapping[str, object], place: Place) -> Iterator[Breach]:
    if block.get("is_collapsible") is True and block.get("has_header_divider") is True:
        yield place.at("has_header_divider").refuse("bk.field_type", "must not be set on a collapsible container")


def _check_columns(block: Mapping[str, object], place: Place) -> Iterator[Breach]:
    rows = block.get("rows")
    widths = {len(row) for row in rows if isinstance(row, list)} if isinstance(rows, list) else set()
    if len(widths) > 1:
        yield place.at("rows").refuse("bk.range", "all rows must have the same number of cells")


SOURCES: Final[Mapping[str, Shape]] = {"url": Shape({"url": Field(URL, required=True), "text": _NAME})}
"""What a task card cites."""

_CARD: Final = Shape(
    {
        "block_id": BLOCK_ID,
        "hero_image": Field(OneOf({"image": IMAGE})),
        "icon": Field(OneOf({"image": IMAGE})),
        "title": Field(any_text(150)),
        "subtitle": Field(any_text(150)),
        "body": Field(any_text(200)),
        "actions": Field(Items(OneOf(ELEMENTS, frozenset({"button"})), least=1)),
    },
    (_needs_one_of("hero_image", "title", "actions", "body"),),
)
_TASK_CARD: Final = Shape(
    {
        "block_id": BLOCK_ID,
        "task_id": _NAME,
        "title": _NAME,
        "details": Field(RICH_TEXT_ONLY),
        "output": Field(RICH_TEXT_ONLY),
        "sources": Field(Items(OneOf(SOURCES))),
        "status": Field(Choice(("pending", "in_progress", "complete", "error")), required=True),
    },
    surfaces=_MESSAGE,
)
_TABLE_CELL: Final = OneOf(
    {
        "rich_text": RICH_TEXT,
        "raw_text": Shape({"text": _NAME}),
        "raw_number": Shape({"value": Field(Anything(), required=True), "text": _NAME}),
    }
)

# Null leaves a column as it is, so that a later one can be set.
_COLUMN: Final = OrNull(Shape({"align": Field(Choice(("left", "center", "right"))), "is_wrapped": Field(Flag())}))

_SIMPLE: Final[Mapping[str, Shape]] = {
    "section": Shape(
        {
            "block_id": BLOCK_ID,
            "text": Field(any_text()),
            "fields": Field(Items(any_text(2000), 10, 1)),
            "accessory": Field(OneOf(ELEMENTS, IN_SECTION)),
            "expand": Field(Flag()),
        },
        (_needs_one_of("text", "fields"),),
    ),
    "divider": Shape({"block_id": BLOCK_ID}),
    "header": Shape({"block_id": BLOCK_ID, "text": Field(plain_text(150), required=True)}),
    "context": Shape(
        {"block_id": BLOCK_ID, "elements": Field(Items(OneOf({"image": IMAGE, **_TEXTS}), 10, 1), required=True)}
    ),
    "actions": Shape({"block_id": BLOCK_ID, "elements": _elements(IN_ACTIONS, 25)}),
    "input": Shape(
        {
            "block_id": BLOCK_ID,
            "label": Field(plain_text(2000), required=True),
            "element": Field(OneOf(ELEMENTS, IN_INPUT), required=True),
            "hint": Field(plain_text(2000)),
            "optional": Field(Flag()),
            "dispatch_action": Field(Flag()),
        }
    ),
    "image": Shape(
        {"block_id": BLOCK_ID, **IMAGE_FIELDS, "title": Field(plain_text(2000))},
        (check_image_source,),
    ),
    "file": Shape(
        {"block_id": BLOCK_ID, "external_id": _NAME, "source": Field(Choice(("remote",)), required=True)},
        surfaces=_MESSAGE,
    ),
    "video": Shape(
        {
            "block_id": BLOCK_ID,
            "alt_text": _NAME,
            "title": Field(plain_text(199), required=True),
            "video_url": Field(URL, required=True),
            "thumbnail_url": Field(URL, required=True),
            "title_url": Field(URL),
            "description": Field(plain_text()),
            "provider_icon_url": Field(URL),
            "provider_name": Field(Words()),
            "author_name": Field(Words(49)),
        }
    ),
    "rich_text": RICH_TEXT,
    "table": Shape(
        {
            "block_id": BLOCK_ID,
            "rows": Field(Items(Items(_TABLE_CELL, 20, 1), 100, 1), required=True),
            "column_settings": Field(Items(_COLUMN, 20)),
        },
        (_check_columns,),
        surfaces=_MESSAGE_AND_HOME,
    ),
}
"""The blocks that may also stand inside a container."""

BLOCKS: Final[Mapping[str, Shape]] = {
    **_SIMPLE,
    "markdown": Shape(
        {"block_id": BLOCK_ID, "text": Field(Words(least=1), required=True)}, (_check_markdown,), surfaces=_MESSAGE
    ),
    "context_actions": Shape(
        {"block_id": BLOCK_ID, "elements": _elements(IN_CONTEXT_ACTIONS, 5)},
        surfaces=_MESSAGE,
    ),
    "alert": Shape(
        {
            "block_id": BLOCK_ID,
            "text": Field(any_text(), required=True),
            "level": Field(Choice(("default", "info", "warning", "error", "success"))),
        },
        surfaces=frozenset({Surface.MODAL}),
    ),
    "card": _CARD,
    "carousel": Shape(
        {"block_id": BLOCK_ID, "elements": Field(Items(OneOf({"card": _CARD}), 10, 1), required=True)},
        surfaces=_MESSAGE_AND_HOME,
    ),
    "container": Shape(
        {
            "block_id": BLOCK_ID,
            "title": Field(plain_text(150)),
            "rich_text_title": Field(RICH_TEXT_ONLY),
            "subtitle": Field(any_text(150)),
            "child_blocks": Field(
                Items(OneOf(_SIMPLE, misplaced="bk.block_type", unknown="bk.block_type"), 10, 1), required=True
            ),
            "width": Field(Choice(("narrow", "standard", "wide", "full"))),
            "icon": Field(OneOf({"image": IMAGE})),
            "is_collapsible": Field(Flag()),
            "default_collapsed": Field(Flag()),
            "has_header_divider": Field(Flag()),
        },
        (_needs_one_of("title", "rich_text_title"), _check_collapsing),
        surfaces=_MESSAGE,
    ),
    "task_card": _TASK_CARD,
    "plan": Shape(
        {"block_id": BLOCK_ID, "title": _NAME, "tasks": Field(Items(OneOf({"task_card": _TASK_CARD})))},
        surfaces=_MESSAGE,
    ),
    "call": Shape(
        {
            "block_id": BLOCK_ID,
            "call_id": _NAME,
            "api_decoration_available": Field(Flag()),
            "call": Field(Anything()),
        },
        surfaces=_MESSAGE,
    ),
    "auth_provider": Shape(
        {
            "block_id": BLOCK_ID,
            "value": Field(Words(150, 1), required=True),
            "name": Field(plain_text(75), required=True),
            "is_connected": Field(Flag(), required=True),
            "description": Field(plain_text(150)),
            "icon_url": Field(URL),
            "auth_url": Field(URL),
            "disconnect_url": Field(URL),
            "connected_identity": Field(plain_text(75)),
            "connected_context": Field(plain_text(75)),
            "accessory": Field(OneOf(ELEMENTS, frozenset({"overflow"}))),
            "fallback": Field(Items(OneOf(_SIMPLE, misplaced="bk.block_type", unknown="bk.block_type"))),
        }
    ),
}
"""Every block by its type, with limits, surfaces, and the elements it may hold.

https://docs.slack.dev/reference/block-kit/blocks and its blocks.json (surfaces); slack_sdk's models (limits).
"""

_MOST_BLOCKS: Final = {Surface.MESSAGE: 50, Surface.MODAL: 100, Surface.HOME: 100}
_BLOCK: Final = OneOf(BLOCKS, unknown="bk.block_type")


def check_blocks(blocks: object, place: Place) -> Iterator[Breach]:
    """Yield what is wrong with the blocks of one message or view, each by itself and all together."""
    if not isinstance(blocks, list):
        yield place.refuse("bk.not_array", "must be an array of blocks")
        return
    most = _MOST_BLOCKS[place.surface]
    if len(blocks) > most:
        yield place.refuse("bk.too_many_blocks", f"no more than {most} items allowed")
    for index, block in enumerate(blocks):
        yield from _BLOCK.check(block, place.at(index))
    yield from check_block_set(blocks, place)

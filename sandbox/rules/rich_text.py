from collections.abc import Iterator, Mapping
from typing import Final

from sandbox.rules.breach import Breach, Place
from sandbox.rules.shape import Choice, Field, Flag, Items, Number, OneOf, Shape, Words

_STYLE: Final = Field(Shape({name: Field(Flag()) for name in ("bold", "italic", "strike", "code", "underline")}))
_WORDS: Final = Field(Words(least=1), required=True)


def _check_broadcast(value: Mapping[str, object], place: Place) -> Iterator[Breach]:
    if isinstance(value.get("range"), str):
        yield place.warn("msg.mentions_everyone", f"mentions everyone by a broadcast to {value['range']}")


PARTS: Final[Mapping[str, Shape]] = {
    "text": Shape({"text": _WORDS, "style": _STYLE}),
    "link": Shape({"url": _WORDS, "text": Field(Words()), "unsafe": Field(Flag()), "style": _STYLE}),
    "user": Shape({"user_id": _WORDS, "style": _STYLE}),
    "channel": Shape({"channel_id": _WORDS, "style": _STYLE}),
    "usergroup": Shape({"usergroup_id": _WORDS, "style": _STYLE}),
    "team": Shape({"team_id": _WORDS, "style": _STYLE}),
    "emoji": Shape(
        {
            "name": _WORDS,
            "skin_tone": Field(Number(1, 6)),
            "unicode": Field(Words()),
            "url": Field(Words()),
            "style": _STYLE,
        }
    ),
    "date": Shape(
        {
            "timestamp": Field(Number(0, 10**10 - 1), required=True),
            "format": _WORDS,
            "url": Field(Words()),
            "fallback": Field(Words()),
            "style": _STYLE,
        }
    ),
    "broadcast": Shape(
        {"range": Field(Choice(("here", "channel", "everyone")), required=True), "style": _STYLE}, (_check_broadcast,)
    ),
    "color": Shape({"value": _WORDS, "style": _STYLE}),
}
"""What stands inside a rich text section: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block."""

_INLINE: Final = Field(Items(OneOf(PARTS)), required=True)
_BORDER: Final = Field(Number(0, 1))
_SECTION: Final = Shape({"elements": _INLINE})

CONTAINERS: Final[Mapping[str, Shape]] = {
    "rich_text_section": _SECTION,
    "rich_text_preformatted": Shape(
        {
            "elements": Field(Items(OneOf(PARTS, frozenset({"text", "link"}))), required=True),
            "border": _BORDER,
            "language": Field(Words()),
        }
    ),
    "rich_text_quote": Shape({"elements": _INLINE, "border": _BORDER}),
    "rich_text_list": Shape(
        {
            "elements": Field(Items(OneOf({"rich_text_section": _SECTION})), required=True),
            "style": Field(Choice(("bullet", "ordered")), required=True),
            "indent": Field(Number(0, 8)),
            "offset": Field(Number(0, 10**6)),
            "border": _BORDER,
        }
    ),
}

BLOCK_ID: Final = Field(Words(255, 1))
RICH_TEXT: Final = Shape(
    {"block_id": BLOCK_ID, "elements": Field(Items(OneOf(CONTAINERS), least=1), required=True)},
)
RICH_TEXT_ONLY: Final = OneOf({"rich_text": RICH_TEXT})
"""A field that holds one rich text block."""

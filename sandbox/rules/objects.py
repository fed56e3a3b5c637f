from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import urlsplit

from sandbox.rules.breach import Breach, Place
from sandbox.rules.mrkdwn import check_mrkdwn
from sandbox.rules.shape import Choice, Field, Flag, Items, OneOf, Pairs, Shape, Words

TEXT_MOST: Final = 3000
OPTION_TEXT_MOST: Final = 75
OPTION_VALUE_MOST: Final = 150
URL_MOST: Final = 3000


def _check_content(value: Mapping[str, object], place: Place) -> Iterator[Breach]:
    text = value.get("text")
    if isinstance(text, str):
        yield from check_mrkdwn(text, place.at("text"))


def text_shapes(most: int = TEXT_MOST) -> dict[str, Shape]:
    """Return the two text objects, whose text has 1 to `most` characters.

    https://docs.slack.dev/reference/block-kit/composition-objects/text-object
    """
    words = Field(Words(most, 1), required=True)
    return {
        "plain_text": Shape({"text": words, "emoji": Field(Flag())}),
        "mrkdwn": Shape({"text": words, "verbatim": Field(Flag())}, (_check_content,)),
    }


def any_text(most: int = TEXT_MOST) -> OneOf:
    """Return the kind of a text object of either type."""
    return OneOf(text_shapes(most), unknown="bk.field_type")


def plain_text(most: int = TEXT_MOST) -> OneOf:
    """Return the kind of a text object that must be `plain_text`."""
    return OneOf(text_shapes(most), frozenset({"plain_text"}), "bk.plain_text_only", "bk.field_type")


def _is_url(text: str) -> bool:
    try:
        return bool(urlsplit(text).scheme)
    except ValueError:
        return False


URL: Final = Words(URL_MOST, 1, _is_url, "must be a URL")

CONFIRM: Final = Shape(
    {
        "title": Field(plain_text(100), required=True),
        "text": Field(any_text(300), required=True),
        "confirm": Field(plain_text(30), required=True),
        "deny": Field(plain_text(30), required=True),
        "style": Field(Choice(("primary", "danger"))),
    }
)
"""https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object"""


def option(*, mrkdwn: bool = False, url: bool = False) -> Shape:
    """Return an option: in mrkdwn for checkboxes and radio buttons, with a `url` for overflow menus only.

    https://docs.slack.dev/reference/block-kit/composition-objects/option-object
    """
    text = any_text if mrkdwn else plain_text
    fields = {
        "text": Field(text(OPTION_TEXT_MOST), required=True),
        "value": Field(Words(OPTION_VALUE_MOST, 1), required=True),
        "description": Field(text(OPTION_TEXT_MOST)),
    }
    return Shape({**fields, "url": Field(URL)} if url else fields)


def option_group() -> Shape:
    """Return a group of options: https://docs.slack.dev/reference/block-kit/composition-objects/option-group-object."""
    return Shape(
        {
            "label": Field(plain_text(OPTION_TEXT_MOST), required=True),
            "options": Field(Items(option(), 100, 1), required=True),
        }
    )


DISPATCH: Final = Shape(
    {"trigger_actions_on": Field(Items(Choice(("on_enter_pressed", "on_character_entered")), least=1))}
)
"""https://docs.slack.dev/reference/block-kit/composition-objects/dispatch-action-configuration-object"""


def _check_filter(value: Mapping[str, object], place: Place) -> Iterator[Breach]:
    if not value:
        yield place.refuse("bk.missing_field", "give at least one of the filters")


FILTER: Final = Shape(
    {
        "include": Field(Items(Choice(("im", "mpim", "private", "public")), least=1)),
        "exclude_external_shared_channels": Field(Flag()),
        "exclude_bot_users": Field(Flag()),
    },
    (_check_filter,),
)
"""https://docs.slack.dev/reference/block-kit/composition-objects/conversation-filter-object"""


def _check_slack_file(value: Mapping[str, object], place: Place) -> Iterator[Breach]:
    if ("id" in value) == ("url" in value):
        yield place.refuse("bk.missing_field", "give either id or url")


SLACK_FILE: Final = Shape({"id": Field(Words(least=1)), "url": Field(URL)}, (_check_slack_file,))
"""https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object"""


def check_image_source(value: Mapping[str, object], place: Place) -> Iterator[Breach]:
    """Refuse an image with neither or both of its two sources."""
    if ("image_url" in value) == ("slack_file" in value):
        yield place.refuse("bk.missing_field", "give either image_url or slack_file")


IMAGE_FIELDS: Final = {
    "alt_text": Field(Words(2000, 1), required=True),
    "image_url": Field(URL),
    "slack_file": Field(SLACK_FILE),
}

WORKFLOW: Final = Shape(
    {
        "trigger": Field(
            Shape(
                {
                    "url": Field(URL, required=True),
                    "customizable_input_parameters": Field(Items(Pairs(Words()))),
                }
            ),
            required=True,
        )
    }
)
"""https://docs.slack.dev/reference/block-kit/composition-objects/workflow-object"""

FEEDBACK_BUTTON: Final = Shape(
    {
        "text": Field(plain_text(75), required=True),
        "value": Field(Words(2000), required=True),
        "accessibility_label": Field(Words(75)),
    }
)
"""https://docs.slack.dev/reference/block-kit/block-elements/feedback-buttons-element"""

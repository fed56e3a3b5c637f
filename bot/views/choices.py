"""Options of menus and radio buttons, within Slack's limits (docs.slack.dev, composition objects, option)."""

from slack_sdk.models.blocks import Option, PlainTextObject

from bot.views.text import shortened

LONGEST_VALUE = 150
MOST_OPTIONS = 100
_LONGEST_LABEL = 75


def option(label: str, value: str) -> Option:
    """Return an option in plain text, which needs no escaping; `value` must be no longer than `LONGEST_VALUE`."""
    return Option(text=PlainTextObject(text=shortened(label, _LONGEST_LABEL)), value=value)

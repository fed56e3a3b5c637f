"""JSON objects as Slack sends and takes them, and the three characters it escapes."""

from typing import Any

Payload = dict[str, Any]


def escaped(text: str) -> str:
    """Text a person typed, as Slack passes it on (https://docs.slack.dev/messaging/formatting-message-text#escaping)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescaped(text: str) -> str:
    """The characters a person sees for text in Slack's escaped form."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")

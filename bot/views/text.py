"""Text on its way to Slack: what people wrote never becomes a mention, a channel ping, a link or a format."""


def escaped(text: str) -> str:
    """Return `text` so that Slack shows it as it was written.

    Slack reads ``&``, ``<`` and ``>`` as control characters (docs.slack.dev, formatting message text, "Escaping text").
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shortened(text: str, most: int) -> str:
    """Return `text` in at most `most` characters, an ellipsis telling that there was more."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def fitted(text: str, most: int) -> str:
    """Return `text` escaped, in at most `most` characters: cut between characters, never within an entity."""
    length = 0
    for position, character in enumerate(text):
        length += len(escaped(character))
        if length > most:
            return _cut(text[:position], most)
    return escaped(text)


def _cut(text: str, most: int) -> str:
    """Return `text`, which is to lose its end, escaped and with an ellipsis in at most `most` characters."""
    while len(escaped(text)) >= most:
        text = text[:-1]
    return escaped(text.rstrip()) + "…"

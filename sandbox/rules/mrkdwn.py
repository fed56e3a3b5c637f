import re
from collections.abc import Iterator
from typing import Final

from sandbox.rules.breach import Breach, Place

_EVERYONE: Final = re.compile(r"<!(channel|here|everyone)(\|[^<>]*)?>")
_CODE: Final = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_QUOTE: Final = re.compile(r"^(>>>|>)", re.MULTILINE)
_CONTROL: Final = re.compile(
    r"<("
    r"@[UWB][A-Z0-9]+(\|[^<>]*)?"
    r"|#[CG][A-Z0-9]+(\|[^<>]*)?"
    r"|!(channel|here|everyone)(\|[^<>]*)?"
    r"|!subteam\^S[A-Z0-9]+(\|[^<>]*)?"
    r"|!date\^[0-9]+\^[^<>]*\|[^<>]*"
    r"|[a-zA-Z][a-zA-Z0-9+.-]*:[^<>\s|]+(\|[^<>]*)?"
    r")>"
)
_MARKDOWN: Final = (
    (re.compile(r"\*\*[^*\s][^*\n]*\*\*"), "**bold** is *bold* here"),
    (re.compile(r"\[[^\[\]\n]+\]\([a-zA-Z][a-zA-Z0-9+.-]*:[^()\s]+\)"), "[text](url) is <url|text> here"),
    (re.compile(r"^#{1,6} \S", re.MULTILINE), "there are no # headings here"),
)


def check_mentions(text: str, place: Place) -> Iterator[Breach]:
    """Warn of a mention that rings for a whole conversation."""
    found = _EVERYONE.search(text)
    if found is not None:
        yield place.warn(
            "msg.mentions_everyone", f"mentions everyone by <!{found[1]}>: is it a person's text, unescaped?"
        )


def check_mrkdwn(text: str, place: Place) -> Iterator[Breach]:
    """Warn of what people trip over in Slack's mrkdwn: https://docs.slack.dev/messaging/formatting-message-text.

    A `>` that begins a line is a quotation, and `<...>` around a link, a mention or a date is markup; any other angle
    bracket should have been escaped. Inside code everything is shown as it stands, so Markdown there is no mistake.
    """
    yield from check_mentions(text, place)
    bare = _QUOTE.sub("", _CONTROL.sub("", text))
    if "<" in bare or ">" in bare:
        yield place.warn("msg.unescaped", "a bare < or > in text: send &lt; and &gt;")
    prose = _CODE.sub("", text)
    for pattern, sentence in _MARKDOWN:
        if pattern.search(prose):
            yield place.warn("msg.markdown_syntax", f"Markdown shows literally: {sentence}")

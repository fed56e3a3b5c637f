"""What `/career` says besides the hub."""

from bot.views.quiet import topic_words
from bot.views.text import fitted
from career.targets import Topic

HELP = """\
*What you can type*
`/openings` what is open, what suits you first; `/apply` and a number or words of the title to apply
`/training` what is taught and when; `/interest` and any words to say what you would like to learn
`/kudos` to thank a colleague
`/career` your applications, workshops, interests and nudge settings
`/career pause` no nudges for 30 days, or as long as you say: `/career pause 2w`, `/career pause until 2027-01-31`
`/career resume` ends the pause
`/career stop` ends all nudges, from anyone; `/career stop openings` or `stop training` ends those alone
`/career start` allows them again; `/career start openings` those alone
`/career hours` the days and hours in which nudges may come
`/career portfolio` all that HR holds about you, and how to say that something is wrong; `/career skills` those you declare
`/career data` everything stored about you, as a file in your direct messages
`/career funding` what HR pays for you: what is left, your requests, asking for more"""
"""The help, on one screen."""

_LONGEST_SHOWN = 40


def unknown_word(typed: str, nearest: str | None) -> str:
    """Return what somebody reads who mistyped a word; `nearest` is the one it is like."""
    shown = fitted(typed, _LONGEST_SHOWN)
    if nearest is None:
        return f"I do not know “{shown}”. All that I know: `/career help`."
    return f"I do not know “{shown}”. Did you mean `/career {nearest}`? All that I know: `/career help`."


def another_command(command: str) -> str:
    """Return what somebody reads who typed another command's name after `/career`."""
    return f"`/{command}` is a command of its own: type it without `/career`. All that I know: `/career help`."


def unknown_topic(typed: str, word: str) -> str:
    """Return what somebody reads who wanted to stop or start (`word`) nudges about something there are none about."""
    shown = fitted(typed, _LONGEST_SHOWN)
    ways = " · ".join(f"`/career {word} {topic_words(topic)}`" for topic in Topic)
    return (
        f"There are no nudges about “{shown}” alone, so nothing has changed. Write {ways}, or `/career {word}` for all."
    )

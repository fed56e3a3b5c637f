"""What `/career` says besides the hub."""

from bot.views.text import fitted

HELP = """\
*`/career`* shows your applications, workshops, interests and nudge settings.
`/career pause` no nudges for 30 days, or for as long as you say: `/career pause 2w`, `/career pause until 2027-01-31`
`/career resume` ends the pause
`/career stop` ends all nudges, from anyone
`/career start` allows them again
Also yours: `/openings` · `/apply` · `/training` · `/interest`"""
"""The help, on one screen."""

_LONGEST_SHOWN = 40


def unknown_word(typed: str, nearest: str | None) -> str:
    """Return what somebody reads who mistyped a word; `nearest` is the one it is like."""
    shown = fitted(typed, _LONGEST_SHOWN)
    if nearest is None:
        return f"I do not know “{shown}”. All that I know: `/career help`."
    return f"I do not know “{shown}”. Did you mean `/career {nearest}`? All that I know: `/career help`."

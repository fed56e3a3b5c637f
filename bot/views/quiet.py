"""What an employee reads about hearing more or less: what will come now, and what will not."""

from typing import assert_never

from bot.usecases.people import HasLeft, NotLinked
from bot.usecases.quiet import (
    Declined,
    NotYours,
    NudgeAnswer,
    Paused,
    QuietAnswer,
    Resumed,
    Snoozed,
    Started,
    Stopped,
)
from bot.views import problems
from bot.views.dates import moment
from bot.views.text import escaped
from career.nudges import Topic
from career.pauses import NotUnderstood


def answer(given: QuietAnswer) -> str:
    """Return what the person reads after asking for quiet, or for its end."""
    match given:
        case Paused(until, zone):
            return (
                f"Paused: you get no nudges until {moment(until, zone)}. Replies to what you do still come. "
                "Back earlier? `/career resume`"
            )
        case NotUnderstood(sentence):
            return escaped(sentence)
        case Resumed(was_paused, still_stopped):
            return _resumed(still_stopped, was_paused=was_paused)
        case Started(was_quiet):
            if was_quiet:
                return "Welcome back: nudges may come again. What you said is not for you stays away."
            return "Nudges were not stopped; they may come as before."
        case _:
            return answer_to_nudge(given)


def answer_to_nudge(given: NudgeAnswer) -> str:
    """Return what the person reads after answering a nudge."""
    match given:
        case Stopped(topic):
            which = "no more nudges" if topic is None else f"no more nudges about {topic_words(topic)}"
            others = "Replies to what you do still come." if topic is None else "Nudges about other things may come."
            return f"Stopped: you get {which}, from anyone. {others} Changed your mind? `/career start`"
        case Snoozed(title, until, zone):
            return f"Not now: you hear nothing about *{escaped(title)}* until {moment(until, zone)}."
        case Declined(title):
            return (
                f"Not for you: you hear nothing more about *{escaped(title)}*. "
                "It stays open to you, should you change your mind."
            )
        case NotYours():
            return problems.OUT_OF_DATE
        case NotLinked():
            return problems.NOT_LINKED
        case HasLeft():
            return problems.HAS_LEFT
        case _:
            assert_never(given)


def topic_words(topic: Topic) -> str:
    """Return what a topic is called in a sentence."""
    match topic:
        case Topic.OPENINGS:
            return "jobs"
        case Topic.TRAINING:
            return "training"
        case _:
            assert_never(topic)


def _resumed(still_stopped: tuple[Topic | None, ...], *, was_paused: bool) -> str:
    begin = "Your pause is over." if was_paused else "You were not paused."
    if None in still_stopped:
        return f"{begin} You stopped all nudges, and that stays so; to allow them again: `/career start`"
    if still_stopped:
        topics = " and ".join(topic_words(topic) for topic in still_stopped if topic is not None)
        return f"{begin} Nudges may come, but none about {topics}, which you stopped; to allow them: `/career start`"
    return f"{begin} Nudges may come again."

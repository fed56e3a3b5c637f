"""What an employee reads about hearing more or less: what will come now, and what will not."""

from collections.abc import Iterable
from typing import assert_never

from bot.usecases.nudges.nudge_standing import Declined, Snoozed, Stopped
from bot.usecases.nudges.quiet import MayComeUp, NoSuchThing, Paused, QuietAnswer, Resumed, Started
from bot.usecases.people.speaker import HasLeft, NotLinked
from bot.views import problems
from bot.views.dates import day, moment
from bot.views.text import escaped
from career.pauses import NotUnderstood
from career.quiet import Quiet, Scope, Why
from career.targets import Topic

REPLIES_COME = "Replies to what you do still come."


def answer(given: QuietAnswer) -> str:  # noqa: PLR0911  one sentence for each answer
    """Return what the person reads after asking for quiet, or for its end: what will and will not come now."""
    match given:
        case Paused(until, zone, still_stopped):
            paused = f"Paused: you get no nudges until {moment(until, zone)}. {REPLIES_COME}"
            return f"{paused}{_after_the_pause(still_stopped)} Back earlier? `/career resume`"
        case NotUnderstood(sentence):
            return escaped(sentence)
        case Resumed(was_paused, still_stopped):
            begin = "Your pause is over." if was_paused else "You were not paused."
            return f"{begin} {_stays_stopped(still_stopped) or 'Nudges may come again.'}"
        case Started():
            return _started(given)
        case Stopped() | Declined():
            return standing(given)
        case MayComeUp(title, was_declined):
            begin = "Taken back: you" if was_declined else "You"
            return f"{begin} may hear about *{escaped(title)}* again."
        case NoSuchThing():
            return problems.OUT_OF_DATE
        case NotLinked() | HasLeft():
            return problems.no_employee(given)
        case _:
            assert_never(given)


def standing(given: Stopped | Snoozed | Declined) -> str:
    """Return what the person reads who asked to hear nothing of a topic, or of one thing."""
    match given:
        case Stopped(topic):
            if topic is None:
                return (
                    f"Stopped: you get no more nudges, from anyone. {REPLIES_COME} Changed your mind? `/career start`"
                )
            return (
                f"Stopped: you get no more nudges about {topic_words(topic)}, from anyone. Nudges about other things may "
                f"come. Changed your mind? `/career start {topic_name(topic)}`"
            )
        case Snoozed(title, until, zone, last):
            told = f"Not now: you hear nothing about *{escaped(title)}* until {moment(until, zone)}."
            if last is None:
                return told
            return f"{told} The last day to act comes before that, on {day(last)}: pick a time to be reminded in time."
        case Declined(title):
            return (
                f"Not for you: you hear nothing more about *{escaped(title)}*. "
                "Nothing is closed to you, should you change your mind."
            )
        case _:
            assert_never(given)


def still_quiet(quiet: Quiet, zone: str | None = None) -> str:
    """Return what a wish for quiet keeps away, to somebody who has just looked at one nudge."""
    match quiet.why:
        case Why.PAUSED if quiet.until is not None:
            return f"You are paused until {moment(quiet.until, zone)}, so nothing comes before; `/career resume` ends that."
        case Why.STOPPED:
            if quiet.scope is Scope.ALL:
                return "You stopped all nudges, so none comes; `/career start` allows them again."
            topic = Topic(quiet.about)
            return (
                f"You stopped nudges about {topic_words(topic)}, so none comes; "
                f"`/career start {topic_name(topic)}` allows them again."
            )
        case Why.NOT_NOW if quiet.until is not None:
            return (
                f"You said “Not now” to it elsewhere, so you hear nothing about it until {moment(quiet.until, zone)}."
            )
        case _:
            return "You said elsewhere that it is not for you, so you hear nothing about it."


def topic_words(topic: Topic) -> str:
    """Return what a topic is called in a sentence."""
    match topic:
        case Topic.OPENINGS:
            return "openings"
        case Topic.TRAINING:
            return "training"
        case Topic.TAKING_PART:
            return "taking part"
        case _:
            assert_never(topic)


def topic_name(topic: Topic) -> str:
    """Return the word for a topic that can be typed after `/career stop` and `/career start`."""
    return topic_words(topic).split()[0]


def topics_in_words(topics: Iterable[Topic]) -> str:
    """Return several topics as a sentence names them."""
    *others, last = [topic_words(topic) for topic in topics]
    return f"{', '.join(others)} and {last}" if others else last


def _started(given: Started) -> str:
    told = []
    if given.topic is None:
        begin = (
            "Welcome back: nudges may come again."
            if given.was_quiet
            else "Nudges were not stopped; they may come as before."
        )
        told.append(f"{begin} What you said is not for you stays away.")
    else:
        which = f"nudges about {topic_words(given.topic)}"
        told.append(f"Welcome back: {which} may come again." if given.was_quiet else f"You had not stopped {which}.")
    if given.still_stopped:
        told.append(f"None comes about {topics_in_words(given.still_stopped)}, which you stopped.")
    if given.paused_until is not None:
        told.append(f"Your pause goes on until {moment(given.paused_until, given.zone)}; `/career resume` ends it.")
    return " ".join(told)


def _stays_stopped(stopped: tuple[Topic | None, ...]) -> str:
    """Return what does not come even without a pause; empty where all may."""
    if None in stopped:
        return "You stopped all nudges, and that stays so; to allow them again: `/career start`"
    topics = [topic for topic in stopped if topic is not None]
    if not topics:
        return ""
    return (
        f"Nudges may come, but none about {topics_in_words(topics)}, which you stopped; to allow them: `/career start`"
    )


def _after_the_pause(stopped: tuple[Topic | None, ...]) -> str:
    """Return what does not come when a pause is over; empty where all may."""
    if None in stopped:
        return " You stopped all nudges, so none comes after that either; to allow them: `/career start`"
    topics = [topic for topic in stopped if topic is not None]
    return f" After that none comes about {topics_in_words(topics)}, which you stopped." if topics else ""

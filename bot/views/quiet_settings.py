"""What nudges may come to a person just now, and what to press to hear less or more."""

from collections.abc import Sequence

from slack_sdk.models.blocks import ButtonElement

from bot.views.blocks import button
from bot.views.dates import counted, moment
from bot.views.ids import Action
from bot.views.quiet import topic_words, topics_in_words
from bot.views.values import Nothing
from career.pauses import DAYS_WHEN_UNSAID
from career.quiet import Quiet, Scope, Why
from career.targets import Topic
from storage.nudges.quiets import QuietWishes

STOP_TOPIC = {
    Topic.OPENINGS: Action.HUB_STOP_OPENINGS,
    Topic.TRAINING: Action.HUB_STOP_TRAINING,
    Topic.TAKING_PART: Action.HUB_STOP_TAKING_PART,
}
START_TOPIC = {
    Topic.OPENINGS: Action.HUB_START_OPENINGS,
    Topic.TRAINING: Action.HUB_START_TRAINING,
    Topic.TAKING_PART: Action.HUB_START_TAKING_PART,
}


def settings(wishes: QuietWishes, zone: str | None) -> str:
    """Return in words what will and will not come, for somebody in `zone` who wishes for so much quiet."""
    quiets = wishes.wide
    if _stopped_all(quiets):
        return "You stopped all nudges: none comes, from anyone. Replies to what you do still come."
    lines = []
    pause = _pause(quiets)
    stopped = _stopped_topics(quiets)
    if pause is not None and pause.until is not None:
        lines.append(f"Paused: no nudge comes until {moment(pause.until, zone)}.")
    elif stopped != set(Topic):
        lines.append("Nudges may come, in your working hours and not many: each says why you get it.")
    if stopped:
        lines.append(f"You stopped nudges about {topics_in_words(topic for topic in Topic if topic in stopped)}.")
    if wishes.declined:
        them = "it" if wishes.declined == 1 else "them"
        lines.append(f"You said “not for me” to {counted(wishes.declined, 'thing')}; none comes about {them}.")
    if wishes.later:
        lines.append(f"You said “not now” to {counted(wishes.later, 'thing')}; that may come up again later.")
    return "\n".join(lines)


def buttons(quiets: Sequence[Quiet]) -> list[ButtonElement]:
    """Return what there is to press with these wishes for quiet."""
    hours = button("My hours", Action.OWN_HOURS, Nothing())
    if _stopped_all(quiets):
        return [button("Allow nudges again", Action.HUB_START, Nothing()), *_topics(quiets), hours]
    if _pause(quiets) is None:
        pause = button(f"Pause for {DAYS_WHEN_UNSAID} days", Action.HUB_PAUSE, Nothing())
    else:
        pause = button("Resume", Action.HUB_RESUME, Nothing())
    return [pause, hours, *_topics(quiets), button("Stop all nudges", Action.HUB_STOP, Nothing())]


def _topics(quiets: Sequence[Quiet]) -> list[ButtonElement]:
    """Return for each topic a button that stops it, or allows it where it is stopped."""
    stopped = set(Topic) if _stopped_all(quiets) else _stopped_topics(quiets)
    return [
        button(f"Allow {topic_words(topic)}", START_TOPIC[topic], Nothing())
        if topic in stopped
        else button(f"Stop {topic_words(topic)}", STOP_TOPIC[topic], Nothing())
        for topic in Topic
    ]


def _stopped_all(quiets: Sequence[Quiet]) -> bool:
    return any(each.scope is Scope.ALL and each.why is Why.STOPPED for each in quiets)


def _pause(quiets: Sequence[Quiet]) -> Quiet | None:
    return next((each for each in quiets if each.scope is Scope.ALL and each.why is Why.PAUSED), None)


def _stopped_topics(quiets: Sequence[Quiet]) -> set[Topic]:
    return {Topic(each.about) for each in quiets if each.scope is Scope.TOPIC and each.why is Why.STOPPED}

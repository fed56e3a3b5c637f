"""A nudge's message once somebody has answered it, or taken that back: it shows how they stand to it now."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, assert_never

from slack_sdk.models.blocks import ButtonElement

from bot.usecases.nudges.nudge_standing import (
    AppliedFor,
    Declined,
    EnrolledIn,
    InterestedIn,
    NudgeStanding,
    Reminding,
    Said,
    Snoozed,
    Stopped,
    Unanswered,
    said,
)
from bot.usecases.nudges.picking import Reminder
from bot.views import quiet
from bot.views.blocks import button, section
from bot.views.dates import day, moment
from bot.views.ids import Action
from bot.views.ids import Block as BlockId
from bot.views.nudge_picks import picks_after
from bot.views.nudges import AnsweredNudge, NudgeMessage, acts_on, answered, nudge_buttons, nudge_message
from bot.views.text import escaped
from bot.views.values import AnswerChoice, DeliveryChoice

ASKED_FOR = "You asked me to remind you now:"


def nudge_after(
    shown: Sequence[Mapping[str, Any]], standing: NudgeStanding, delivery: str, told: str = ""
) -> AnsweredNudge:
    """Return the message that was `shown`, as Slack has its blocks, for somebody who stands like this to their copy.

    `delivery` is the copy's token; `told` (escaped mrkdwn) takes the place of the usual words where they are not empty.
    """
    after = answered(shown, told or words(standing), buttons(standing, delivery))
    after = AnsweredNudge(after.text, picks_after(after.blocks, standing))
    if not isinstance(standing, Unanswered):
        return after
    wrong = button("This is wrong about me", Action.NUDGE_WRONG, DeliveryChoice(delivery)).to_dict()
    blocks = [
        block | {"accessory": wrong} if block.get("block_id") == BlockId.NUDGE_WHY else block for block in after.blocks
    ]
    return AnsweredNudge(after.text, blocks)


def reminder_message(reminder: Reminder) -> NudgeMessage:
    """Return the message at the time that somebody picked: the nudge once more, with the same buttons."""
    message = nudge_message(reminder.letter, reminder.delivery)
    return NudgeMessage(f"{ASKED_FOR} {message.text}", [section(f":alarm_clock: *{ASKED_FOR}*"), *message.blocks])


def words(standing: NudgeStanding) -> str:  # noqa: PLR0911  one sentence for each standing
    """Return what the message then says."""
    match standing:
        case Unanswered(_, held_by, zone):
            if held_by is None:
                return "Taken back: it is as if you had not answered."
            return f"Taken back. {quiet.still_quiet(held_by, zone)}"
        case Snoozed() | Declined() | Stopped():
            return quiet.standing(standing)
        case AppliedFor(_, title, on, is_considered):
            told = f"You applied for *{escaped(title)}* on {day(on)}."
            if is_considered:
                return f"{told} Somebody has looked at it already; you can still withdraw it in `/career`."
            return f"{told} A person in HR will consider it, and you will hear from me."
        case InterestedIn(_, title):
            return f"Noted: you are interested in *{escaped(title)}*. HR sees it when it plans workshops."
        case EnrolledIn(_, title):
            return f"You are down for *{escaped(title)}*. See it any time with `/career`."
        case Reminding(_, title, at, zone):
            return (
                f"I remind you of *{escaped(title)}* on {moment(at, zone)}, once, unless you have seen to it by then."
            )
        case _:
            assert_never(standing)


def buttons(standing: NudgeStanding, delivery: str) -> list[ButtonElement]:
    """Return what can then be pressed."""
    match standing:
        case Unanswered(target):
            return [*nudge_buttons(target, delivery)]
        case Stopped(topic) if topic is not None:
            return [
                button("Stop all nudges", Action.NUDGE_STOP_ALL, DeliveryChoice(delivery)),
                _undo(standing, delivery),
            ]
        case Snoozed(last=date()):
            return [button("Pick a time", Action.NUDGE_PICK_TIME, DeliveryChoice(delivery)), _undo(standing, delivery)]
        case Snoozed() | Declined() | Stopped():
            return [_undo(standing, delivery)]
        case AppliedFor() | InterestedIn() | EnrolledIn():
            return [_undo(standing, delivery)] if standing.can_undo else []
        case Reminding(target):
            another = button("Pick another time", Action.NUDGE_PICK_TIME, DeliveryChoice(delivery))
            return [*acts_on(target, delivery), another, _undo(standing, delivery)]
        case _:
            assert_never(standing)


def _undo(standing: NudgeStanding, delivery: str) -> ButtonElement:
    answer = said(standing) or Said.NOT_NOW
    return button("Undo", Action.NUDGE_UNDO, AnswerChoice(delivery, answer))

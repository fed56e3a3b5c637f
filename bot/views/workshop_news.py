"""What people are told about their workshops because something happened: as blocks, and as one sentence."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import Block

from bot.views.blocks import actions, button, context, section
from bot.views.dates import moment
from bot.views.ids import Action
from bot.views.text import escaped, fitted
from bot.views.values import ProgrammeChoice, WorkshopChoice, WorkshopList
from bot.views.workshops import answers, leave_button, when
from career.reminders import Ahead
from career.training import LONGEST_REASON, EnrolmentState, NominationAnswer, Workshop

_LONGEST_VENUE = 400
_MOST_SKILLS = 600

_AHEAD = {Ahead.WEEK: "in a week", Ahead.DAY: "tomorrow", Ahead.HOUR: "in an hour"}

News = tuple[str, Sequence[Block]]
"""The sentence for a notification, and the blocks."""


def seat(title: str, workshop: Workshop, zone: str | None) -> News:
    """Tell somebody who waited that a seat is theirs."""
    told = f"A seat came free: you are in *{escaped(title)}* now."
    return told, [_told(told, workshop, zone), _keep(workshop)]


def no_seat(title: str, workshop: Workshop) -> News:
    """Tell somebody who waited until it began that no seat came free."""
    told = f"No seat came free in *{escaped(title)}* this time. We are sorry."
    other = button("Other dates", Action.TRAINING_VIEW, ProgrammeChoice(workshop.programme_id))
    return told, [section(told), context("HR sees that you waited, when it plans the next one."), actions(other)]


def changed(
    title: str, before: Workshop, workshop: Workshop, standing: tuple[EnrolmentState, datetime | None], zone: str | None
) -> News:
    """Tell somebody of the new time or place; `standing` is theirs, and until when HR keeps a seat for them if it does."""
    state, until = standing
    told = f"*{escaped(title)}* has {_what_is_new(before, workshop)}."
    was = context(f"Before: {when(before, zone)}, {fitted(before.venue, _LONGEST_VENUE)}")
    match state:
        case EnrolmentState.SEAT:
            keeps = "Your seat is still yours. If it does not suit you any more, leave it and somebody else comes."
        case EnrolmentState.OFFERED:
            kept = "" if until is None else f" until {moment(until, zone)}"
            keeps = f"HR still keeps a seat for you{kept}."
        case _:
            keeps = "You are still on the waitlist."
    is_offered = state is EnrolmentState.OFFERED
    row = answers(workshop) if is_offered else _keep(workshop, is_seated=state is EnrolmentState.SEAT)
    return f"{told} Now: {when(workshop, zone)}.", [_told(told, workshop, zone), was, context(keeps), row]


def _what_is_new(before: Workshop, workshop: Workshop) -> str:
    is_same_time = (before.starts_at, before.ends_at, before.zone) == (
        workshop.starts_at,
        workshop.ends_at,
        workshop.zone,
    )
    if before.venue == workshop.venue:
        return "a new time"
    return "a new place" if is_same_time else "a new time and place"


def cancelled(title: str, workshop: Workshop, zone: str | None, reason: str) -> News:
    """Tell somebody that there will be no workshop, and why."""
    told = f"The workshop of *{escaped(title)}* is cancelled. We are sorry."
    why = f"\nWhy: {fitted(reason, LONGEST_REASON)}" if reason else ""
    other = button("Other dates", Action.TRAINING_VIEW, ProgrammeChoice(workshop.programme_id))
    return told, [section(f"{told}\nIt would have been {when(workshop, zone)}.{why}"), actions(other)]


def taken_out(title: str, workshop: Workshop, zone: str | None) -> News:
    """Tell somebody whom HR took out."""
    told = f"HR has taken you off the list for *{escaped(title)}*."
    other = button("Other dates", Action.TRAINING_VIEW, ProgrammeChoice(workshop.programme_id))
    ask = context("If you did not ask for that, please talk to HR. You can enrol again any time.")
    return told, [_told(told, workshop, zone), ask, actions(other)]


def reminder(title: str, workshop: Workshop, ahead: Ahead, zone: str | None) -> News:
    """Remind somebody of the workshop that they have a seat in."""
    told = f"*{escaped(title)}* is {_AHEAD[ahead]}."
    leave = context("You cannot come? Leave it, and somebody who waits gets the seat.")
    return f"{told} {when(workshop, zone)}.", [_told(told, workshop, zone), leave, _keep(workshop)]


def offered(title: str, workshop: Workshop, by: str, answer_by: datetime, zone: str | None) -> News:
    """Ask somebody whether they take the seat that HR keeps for them."""
    told = f"{escaped(by)} offers you a seat in *{escaped(title)}*, because you said that you are interested."
    until = context(f"It is kept for you until {moment(answer_by, zone)}. Either answer is fine.")
    return told, [_told(told, workshop, zone), until, answers(workshop)]


def offer_ended(title: str, workshop: Workshop, answer: NominationAnswer, zone: str | None) -> News:
    """Tell somebody that the seat is not kept any more."""
    why = "is over: its time to answer has passed" if answer is NominationAnswer.LAPSED else "was taken back by HR"
    told = f"The offer of a seat in *{escaped(title)}* {why}."
    again = button("See dates", Action.TRAINING_VIEW, ProgrammeChoice(workshop.programme_id))
    return told, [_told(told, workshop, zone), context("You can still enrol or join the waitlist."), actions(again)]


def answered(title: str, workshop: Workshop, name: str, answer: NominationAnswer) -> News:
    """Tell HR what a nominee answered."""
    did = {
        NominationAnswer.ACCEPTED: "accepted the seat",
        NominationAnswer.DECLINED: "declined the seat",
    }.get(answer, "did not answer in time, so the seat is free again")
    told = f"*{escaped(name)}* {did} in *{escaped(title)}* (workshop {workshop.id})."
    choice = WorkshopList(workshop.id)
    buttons = [button("Roster", Action.HR_ROSTER, choice)]
    if answer is not NominationAnswer.ACCEPTED and not workshop.is_full:
        buttons.append(button("Offer it to somebody else", Action.HR_CANDIDATES, choice))
    return told, [section(told), actions(*buttons)]


def completed(title: str, skills: Sequence[str]) -> News:
    """Tell somebody that they completed the training, and what is on record now."""
    told = f"Well done: you completed *{escaped(title)}*."
    learned = f"\nOn record for you now: {fitted(', '.join(skills), _MOST_SKILLS)}." if skills else ""
    return told, [section(told + learned), context("See it with `/career`.")]


def ask_for_feedback(title: str, workshop: Workshop) -> News:
    """Ask a participant how it was."""
    told = f"How was *{escaped(title)}*? One tap, and a comment if you like."
    private = context("HR never sees whose answer it is, and sees answers only once there are five of them.")
    return told, [section(told), actions(button("Rate it", Action.WORKSHOP_RATE, WorkshopChoice(workshop.id))), private]


def programme_offered(title: str, programme_id: int, words: str) -> News:
    """Tell somebody that what they asked for is offered now."""
    wish = f" You asked for “{escaped(words)}”." if words else " You said that you are interested."
    told = f"HR offers *{escaped(title)}* now.{wish}"
    return told, [
        section(told),
        actions(button("See it", Action.TRAINING_VIEW, ProgrammeChoice(programme_id), "primary")),
    ]


def _told(told: str, workshop: Workshop, zone: str | None) -> Block:
    return section(f"{told}\n{when(workshop, zone)}\n{fitted(workshop.venue, _LONGEST_VENUE)}")


def _keep(workshop: Workshop, *, is_seated: bool = True) -> Block:
    calendar = [button("Calendar file", Action.WORKSHOP_CALENDAR, WorkshopChoice(workshop.id))] if is_seated else []
    return actions(*calendar, leave_button(workshop, Action.WORKSHOP_LEAVE, is_seated=is_seated))

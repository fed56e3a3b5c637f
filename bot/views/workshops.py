"""Workshops as an employee sees them: when, where, how many seats; and what became of asking for one."""

from typing import assert_never

from slack_sdk.models.blocks import Block, ButtonElement, ConfirmObject

from bot.usecases.people.speaker import HasLeft, NotLinked
from bot.usecases.training.enrolling import (
    EnrolAnswer,
    LeaveAnswer,
    LeftWorkshop,
    NoSuchWorkshop,
    NotEnrolled,
    Seated,
    Waiting,
    WorkshopCancelled,
    WorkshopStarted,
)
from bot.usecases.training.nominating import Accepted, Declined, OfferAnswer, OfferOver
from bot.views import problems
from bot.views.blocks import actions, button, section
from bot.views.dates import counted, moment, place_of, span
from bot.views.ids import Action
from bot.views.text import escaped, fitted
from bot.views.values import WorkshopChoice
from career.localtime import clock_of, local_time
from career.training import EnrolmentState, Workshop
from storage.training.enrolments import Enrolment

_LONGEST_VENUE = 400


def when(workshop: Workshop, zone: str | None) -> str:
    """Return when a workshop is, by the venue's clock and, where it differs, by that of a viewer in `zone`."""
    at_venue = f"{span(workshop.starts_at, workshop.ends_at, workshop.zone)}, {place_of(workshop.zone)} time"
    here, there = (local_time(workshop.starts_at, clock_of(each)) for each in (zone, workshop.zone))
    if zone is None or here == there:
        return at_venue
    for_you = f"{here:%H:%M}" if here.date() == there.date() else moment(workshop.starts_at, zone)
    return f"{at_venue} ({for_you} for you)"


def seats(workshop: Workshop) -> str:
    """Return how many seats are left, or what comes instead of a seat."""
    if workshop.is_full:
        return (
            f"full: join the waitlist ({_people(workshop.waiting)})" if workshop.waiting else "full: join the waitlist"
        )
    left = workshop.seats - workshop.taken
    return f"{counted(left, 'seat')} left"


def line(workshop: Workshop, enrolment: Enrolment | None, zone: str | None, delivery: str = "") -> Block:
    """Return one workshop with its button: enrol, join the waitlist, accept what HR offers, or leave it.

    `delivery` is the token of the nudge that it was found by, or empty.
    """
    standing = seats(workshop) if enrolment is None else f"*{standing_in_words(enrolment)}*"
    words = f"{when(workshop, zone)}\n{fitted(workshop.venue, _LONGEST_VENUE)} · {standing}"
    return section(words, _button(workshop, enrolment, delivery))


def standing_in_words(enrolment: Enrolment) -> str:
    """Return where somebody stands with a workshop, in words to them."""
    match enrolment.state:
        case EnrolmentState.SEAT:
            return "you have a seat"
        case EnrolmentState.OFFERED:
            return "HR keeps a seat for you"
        case _:
            return f"you are number {enrolment.place} on the waitlist"


def facts(enrolment: Enrolment, zone: str | None) -> str:
    """Return when and where somebody's workshop is, for a viewer in `zone`."""
    return f"{when(enrolment.workshop, zone)}, {fitted(enrolment.workshop.venue, _LONGEST_VENUE)}"


def answer_to_enrol(answer: EnrolAnswer) -> str:
    """Return what whoever asked for a seat reads."""
    match answer:
        case Seated(enrolment, zone, is_new):
            already = "" if is_new else " already"
            return f"You have a seat{already} in *{escaped(enrolment.title)}*: {facts(enrolment, zone)}. {_SEE_IT}"
        case Waiting(enrolment, zone, is_new):
            already = "" if is_new else " already"
            return (
                f"Every seat in *{escaped(enrolment.title)}* is taken ({facts(enrolment, zone)}), so you are{already} "
                f"number {enrolment.place} on the waitlist. A seat that comes free goes to whoever has waited longest. "
                f"{_SEE_IT}"
            )
        case WorkshopStarted() | WorkshopCancelled() | NoSuchWorkshop() | NotLinked() | HasLeft():
            return _refusal(answer)
        case _:
            assert_never(answer)


def answer_to_offer(answer: OfferAnswer) -> str:
    """Return what whoever answered HR's offer of a seat reads."""
    match answer:
        case Accepted(enrolment, zone, is_new):
            already = "" if is_new else " already"
            return f"The seat in *{escaped(enrolment.title)}* is{already} yours: {facts(enrolment, zone)}. {_SEE_IT}"
        case Declined(title, programme_id):
            return (
                f"You declined the seat in *{escaped(title)}*; HR is told, and that is fine. "
                f"See other dates with `/training {programme_id}`."
            )
        case OfferOver(title, programme_id):
            return (
                f"This offer of a seat in *{escaped(title)}* is over. "
                f"You can still enrol, or join the waitlist, with `/training {programme_id}`."
            )
        case WorkshopStarted() | WorkshopCancelled() | NoSuchWorkshop() | NotLinked() | HasLeft():
            return _refusal(answer)
        case _:
            assert_never(answer)


def answer_to_leave(answer: LeaveAnswer) -> str:
    """Return what whoever gave up a seat or a place on the waitlist reads."""
    match answer:
        case LeftWorkshop(title):
            return f"You are no longer in the workshop of *{escaped(title)}*. You can enrol again with `/training`."
        case NotEnrolled(title):
            return f"You are not in the workshop of *{escaped(title)}*, so there is nothing to leave."
        case WorkshopStarted() | WorkshopCancelled() | NoSuchWorkshop() | NotLinked() | HasLeft():
            return _refusal(answer)
        case _:
            assert_never(answer)


_SEE_IT = "See it any time with `/career`."


def answers(workshop: Workshop) -> Block:
    """Return the two answers to HR's offer of a seat."""
    choice = WorkshopChoice(workshop.id)
    return actions(
        button("Accept", Action.NOMINATION_ACCEPT, choice, "primary"),
        button("Decline", Action.NOMINATION_DECLINE, choice),
    )


def leave_button(workshop: Workshop, action: Action, *, is_seated: bool) -> ButtonElement:
    """Return the button that gives a place up; of a seat it asks first, as somebody else may have it a moment later."""
    leave = button("Leave", action, WorkshopChoice(workshop.id))
    if is_seated:
        leave.confirm = ConfirmObject(
            title="Give up your seat?",
            text="Whoever has waited longest gets it. You can enrol again, or join the waitlist.",
            confirm="Give it up",
            deny="Keep it",
        )
    return leave


def _refusal(answer: WorkshopStarted | WorkshopCancelled | NoSuchWorkshop | NotLinked | HasLeft) -> str:
    match answer:
        case WorkshopCancelled(title, programme_id):
            return (
                f"This workshop of *{escaped(title)}* was cancelled. See other dates with `/training {programme_id}`."
            )
        case WorkshopStarted(title, programme_id):
            return (
                f"This workshop of *{escaped(title)}* has started, so nobody can join or leave it any more. "
                f"See the next ones with `/training {programme_id}`."
            )
        case NoSuchWorkshop():
            return "That workshop is not there any more. See what is on with `/training`."
        case NotLinked() | HasLeft():
            return problems.no_employee(answer)
        case _:
            assert_never(answer)


def _button(workshop: Workshop, enrolment: Enrolment | None, delivery: str) -> ButtonElement:
    if enrolment is not None and enrolment.state is EnrolmentState.OFFERED:
        return button("Accept", Action.NOMINATION_ACCEPT, WorkshopChoice(workshop.id), "primary")
    if enrolment is not None:
        return leave_button(workshop, Action.WORKSHOP_LEAVE, is_seated=enrolment.state is EnrolmentState.SEAT)
    choice = WorkshopChoice(workshop.id, delivery)
    return button("Join waitlist" if workshop.is_full else "Enrol", Action.WORKSHOP_ENROL, choice)


def _people(count: int) -> str:
    return counted(count, "person waits", "people wait")

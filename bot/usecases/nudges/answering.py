"""An employee answers a nudge by a tap, and takes the answer back. Nobody else can (promise 4).

Each tap changes what is stored and then tells how the person stands; the message shows that, and nothing else. So taps
that come twice, late, or from a screen that shows an older state never leave the message and the truth apart.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.usecases.nudges.nudge_standing import (
    ACTS,
    AppliedFor,
    Declined,
    EnrolledIn,
    InterestedIn,
    NudgeStanding,
    Reminding,
    Said,
    Snoozed,
    Stopped,
    response,
    said,
    standing_of,
)
from bot.usecases.people.speaker import NoEmployee, employee_of
from bot.usecases.training import enrolling
from career.applications import Stage
from career.employees import Employee
from career.quiet import Quiet, Scope, Why
from storage.database import Database
from storage.messages.notices import call_off
from storage.nudges.answers import (
    Copy,
    PickedTime,
    Place,
    copy_of,
    note_tap,
    picked_time,
    places_of,
    reminder_key,
    set_picked_time,
    set_response,
)
from storage.nudges.quiets import add_quiet, end_said_under
from storage.nudges.uncertain import settle_answered
from storage.openings.applications import add_event, application_by_id, set_withdrawn
from storage.training.interests import remove_interest
from storage.turns import hold_person

NOT_NOW_DAYS = 14
"""How long Not now keeps one target quiet."""


@dataclass(frozen=True, slots=True)
class Tap:
    """A press under a nudge: whose it was, the token of the copy, and when by Slack's clock (``1548426417.840180``).

    `at` orders presses by one person and is empty where Slack does not tell it.
    """

    slack_id: str
    delivery: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class NotYours:
    """There is no such nudge of this person's."""


NudgeAnswer = NudgeStanding | NotYours | NoEmployee
"""What came of a button under a nudge: how the person stands to it now."""

ActOnNudge = Callable[[Database, Tap, datetime], NudgeAnswer]
"""What a button under a nudge does."""

Act = Callable[[Session, Employee, Copy], None]


def not_now(database: Database, tap: Tap, now: datetime) -> NudgeAnswer:
    """Answer a nudge with Not now: nothing about its target for two weeks."""

    def snooze(session: Session, employee: Employee, copy: Copy) -> None:
        until = now + timedelta(days=NOT_NOW_DAYS)
        _add(session, employee, copy, Quiet(Scope.TARGET, copy.target.key, until, Why.NOT_NOW), now)

    return answered(database, tap, now, snooze)


def not_for_me(database: Database, tap: Tap, now: datetime) -> NudgeAnswer:
    """Answer a nudge with Not for me: nothing about its target any more."""

    def decline(session: Session, employee: Employee, copy: Copy) -> None:
        _add(session, employee, copy, Quiet(Scope.TARGET, copy.target.key, None, Why.NOT_FOR_ME), now)

    return answered(database, tap, now, decline)


def stop_these(database: Database, tap: Tap, now: datetime) -> NudgeAnswer:
    """Answer a nudge with Stop these: nothing of its topic any more, from anyone."""

    def stop(session: Session, employee: Employee, copy: Copy) -> None:
        _add(session, employee, copy, Quiet(Scope.TOPIC, copy.target.topic, None, Why.STOPPED), now)

    return answered(database, tap, now, stop)


def stop_all(database: Database, tap: Tap, now: datetime) -> NudgeAnswer:
    """Answer a nudge by ending all nudges, from anyone."""

    def stop(session: Session, employee: Employee, copy: Copy) -> None:
        _add(session, employee, copy, Quiet(Scope.ALL, "", None, Why.STOPPED), now)

    return answered(database, tap, now, stop)


def undo(database: Database, tap: Tap, answer: Said, now: datetime) -> NudgeAnswer:
    """Take back `answer`, if that is how the person stands; what was said before or elsewhere stands again.

    An application is withdrawn as long as nobody has considered it; after that it stays.
    """
    standing = standing_now(database, tap.slack_id, tap.delivery, now)
    if isinstance(standing, EnrolledIn) and answer is Said.ENROLLED:
        return _leave(database, tap, standing, now)

    def take_back(session: Session, employee: Employee, copy: Copy) -> None:
        standing = standing_of(session, employee, copy, now)
        if said(standing) is answer:
            _take_back(session, employee, copy, standing, now)

    return answered(database, tap, now, take_back)


def standing_now(database: Database, slack_id: str, delivery: str, now: datetime) -> NudgeAnswer:
    """Return how this person stands to the copy with the token `delivery`."""
    with database.read() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        copy = copy_of(session, delivery, employee.id)
        return NotYours() if copy is None else standing_of(session, employee, copy, now)


def places_of_copy(database: Database, slack_id: str, delivery: str) -> tuple[Place, ...]:
    """Return where the copy with the token `delivery`, and its reminders, stand; nothing where it is not this person's."""
    with database.read() as session:
        employee = employee_of(session, slack_id)
        copy = copy_of(session, delivery, employee.id) if isinstance(employee, Employee) else None
        return () if copy is None else places_of(session, copy.id)


def answered(database: Database, tap: Tap, now: datetime, act: Act) -> NudgeAnswer:
    """Do what a tap means, if the copy is this person's own and they have not tapped since; return how they then stand."""
    with database.begin() as session:
        employee = employee_of(session, tap.slack_id)
        if not isinstance(employee, Employee):
            return employee
        hold_person(session, employee.id)
        copy = copy_of(session, tap.delivery, employee.id, hold=True)
        if copy is None:
            return NotYours()
        if tap.at and copy.last_tap is not None and tap.at <= copy.last_tap:
            return standing_of(session, employee, copy, now)
        if tap.at:
            note_tap(session, copy.id, tap.at)
        settle_answered(session, copy, now)
        act(session, employee, copy)
        return _recorded(session, employee, tap.delivery, now)


def take_back_time(session: Session, copy_id: int) -> None:
    """Remind nobody of this copy any more."""
    picked = picked_time(session, copy_id)
    if picked.at is not None:
        set_picked_time(session, copy_id, PickedTime(None, picked.number))
        call_off(session, reminder_key(copy_id, picked.number))


def _leave(database: Database, tap: Tap, standing: EnrolledIn, now: datetime) -> NudgeAnswer:
    """Give up a place in a workshop: whoever changes a workshop holds it before anything else, so in two transactions."""
    before = answered(database, tap, now, _nothing)
    if before == standing and standing.can_undo:
        enrolling.leave(database, tap.slack_id, standing.workshop_id, now)
        return answered(database, Tap(tap.slack_id, tap.delivery), now, _nothing)
    return before


def _nothing(session: Session, employee: Employee, copy: Copy) -> None:
    """Do nothing but look how the person stands."""


def _recorded(session: Session, employee: Employee, token: str, now: datetime) -> NudgeAnswer:
    """Record as the response how the person stands now, and return that."""
    copy = copy_of(session, token, employee.id)
    if copy is None:
        raise RuntimeError("A copy that is held is gone.")
    standing = standing_of(session, employee, copy, now)
    set_response(session, copy, response(standing), now)
    return standing


def _add(session: Session, employee: Employee, copy: Copy, quiet: Quiet, now: datetime) -> None:
    """Record a wish for quiet; whoever wants to hear nothing wants no reminder either.

    It is the last thing that they said, also where they had acted before: the message has to confirm it.
    """
    add_quiet(session, employee.id, quiet, now, copy.token)
    take_back_time(session, copy.id)
    if copy.response in ACTS:
        set_response(session, copy, None, now)


def _take_back(session: Session, employee: Employee, copy: Copy, standing: NudgeStanding, now: datetime) -> None:
    match standing:
        case Snoozed():
            end_said_under(session, employee.id, copy.token, Why.NOT_NOW)
        case Declined():
            end_said_under(session, employee.id, copy.token, Why.NOT_FOR_ME)
        case Stopped():
            end_said_under(session, employee.id, copy.token, Why.STOPPED)
        case AppliedFor(application_id, can_undo=True):
            _withdraw(session, employee, application_id, now)
        case InterestedIn(interest_id, can_undo=True):
            remove_interest(session, employee.id, interest_id)
        case Reminding():
            take_back_time(session, copy.id)
        case _:  # nothing that a tap can take back
            pass


def _withdraw(session: Session, employee: Employee, application_id: int, now: datetime) -> None:
    """Take back the application, unless somebody has considered it meanwhile."""
    held = application_by_id(session, application_id, hold=True)
    if held is not None and held.stage is Stage.SUBMITTED and held.considered_at is None:
        set_withdrawn(session, held.id)
        add_event(session, held.id, Stage.WITHDRAWN, employee.slack_id or "", now)

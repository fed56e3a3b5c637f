"""How one person stands to their copy of a nudge: what its message shows, whatever was pressed before and in which order."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import assert_never

from sqlalchemy.orm import Session

from career.applications import Stage
from career.employees import Employee
from career.localtime import clock_of, local_time
from career.outcomes import Response
from career.quiet import Quiet, Scope, Why, silences
from career.targets import OpeningTarget, ProgrammeTarget, Target, Topic, WorkshopTarget
from storage.nudges.answers import Copy, enrolled_by, picked_time
from storage.nudges.quiets import quiets_about, said_under
from storage.nudges.targets import About, about
from storage.openings.applications import applied_by
from storage.openings.records import title_of
from storage.training.interests import interested_by


class Said(StrEnum):
    """What a person can say by a tap under a nudge, and take back."""

    NOT_NOW = "not_now"
    NOT_FOR_ME = "not_for_me"
    STOPPED = "stopped"
    STOPPED_ALL = "stopped_all"
    APPLIED = "applied"
    INTERESTED = "interested"
    ENROLLED = "enrolled"
    PICKED_TIME = "picked_time"


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Nothing is said about `target`, or it was taken back; `held_by` tells what said elsewhere still keeps it quiet.

    `zone` is the person's own, None where unknown.
    """

    target: Target
    held_by: Quiet | None
    zone: str | None


@dataclass(frozen=True, slots=True)
class Snoozed:
    """Nothing about this target comes before `until`; `zone` is the person's own, None where unknown.

    `last` is the last day on which to act, where that is over by then.
    """

    title: str
    until: datetime
    zone: str | None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Declined:
    """Nothing about this target comes any more; applying or asking for it stays possible."""

    title: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """No nudge of this topic comes any more, with None no nudge at all."""

    topic: Topic | None


@dataclass(frozen=True, slots=True)
class AppliedFor:
    """The person's application stands since `on`; it can be taken back by a tap if it came of this copy and is untouched."""

    application_id: int
    title: str
    on: date
    is_considered: bool
    can_undo: bool
    opening_id: int


@dataclass(frozen=True, slots=True)
class InterestedIn:
    """The person's interest stands; it can be taken back by a tap if it came of this copy."""

    interest_id: int
    title: str
    can_undo: bool


@dataclass(frozen=True, slots=True)
class EnrolledIn:
    """The person takes part in a workshop, or waits to; it can be taken back by a tap if it came of this copy."""

    workshop_id: int
    title: str
    can_undo: bool


@dataclass(frozen=True, slots=True)
class Reminding:
    """The person is reminded of `target` at `at`."""

    target: Target
    title: str
    at: datetime
    zone: str | None


Acted = AppliedFor | EnrolledIn | InterestedIn
NudgeStanding = Unanswered | Snoozed | Declined | Stopped | Acted | Reminding
"""What the message shows."""


ACTS = frozenset({Response.APPLIED, Response.ENROLLED, Response.INTERESTED})
"""The responses by which somebody did what a nudge is for."""


def standing_of(session: Session, employee: Employee, copy: Copy, now: datetime) -> NudgeStanding:
    """Return how this person stands to their copy at `now`.

    What they did about the target comes first if they did it last; then what they said, the widest first.
    """
    found = about(session, copy.target)
    title = "" if found is None else found.title
    acted = _acted(session, employee, copy, now)
    if acted is not None and copy.response in ACTS:
        return acted
    quiet = _said(session, employee, copy, found, now)
    if quiet is not None:
        return quiet
    if acted is not None:
        return acted
    at = picked_time(session, copy.id).at
    if at is not None and now < at:
        return Reminding(copy.target, title, at, employee.zone)
    quiets = quiets_about(session, employee.id, copy.target, now)
    held_by = silences(quiets, copy.target.topic, copy.target.key, now)
    return Unanswered(copy.target, held_by, employee.zone)


def said(standing: NudgeStanding) -> Said | None:  # noqa: PLR0911  one word for each standing
    """Return what the person said by which they stand like this; None where they said nothing."""
    match standing:
        case Unanswered():
            return None
        case Snoozed():
            return Said.NOT_NOW
        case Declined():
            return Said.NOT_FOR_ME
        case Stopped(topic):
            return Said.STOPPED_ALL if topic is None else Said.STOPPED
        case AppliedFor():
            return Said.APPLIED
        case InterestedIn():
            return Said.INTERESTED
        case EnrolledIn():
            return Said.ENROLLED
        case Reminding():
            return Said.PICKED_TIME
        case _:
            assert_never(standing)


def response(standing: NudgeStanding) -> Response | None:
    """Return what the ledger records for somebody who stands like this."""
    match said(standing):
        case None:
            return None
        case Said.STOPPED_ALL:
            return Response.STOPPED
        case known:
            return Response(known.value)


def _said(session: Session, employee: Employee, copy: Copy, found: About | None, now: datetime) -> NudgeStanding | None:
    title = "" if found is None else found.title
    quiets = {(quiet.why, quiet.scope): quiet for quiet in said_under(session, employee.id, copy.token, now)}
    if (Why.STOPPED, Scope.ALL) in quiets:
        return Stopped(None)
    if (Why.STOPPED, Scope.TOPIC) in quiets:
        return Stopped(copy.target.topic)
    if (Why.NOT_FOR_ME, Scope.TARGET) in quiets:
        return Declined(title)
    snoozed = quiets.get((Why.NOT_NOW, Scope.TARGET))
    if snoozed is not None and snoozed.until is not None:
        is_over = found is not None and found.is_open and found.is_over(snoozed.until, employee.zone)
        last = found.deadline if found is not None and is_over else None
        return Snoozed(title, snoozed.until, employee.zone, last)
    return None


def _acted(session: Session, employee: Employee, copy: Copy, now: datetime) -> Acted | None:
    """Return what the person has done about the target; by this copy if it was recorded at the same instant."""
    return (
        _applied(session, employee, copy)
        or _enrolled(session, employee, copy, now)
        or _interested(session, employee, copy)
    )


def _applied(session: Session, employee: Employee, copy: Copy) -> AppliedFor | None:
    at = copy.responded_at if copy.response is Response.APPLIED else None
    opening_id = copy.target.opening_id if isinstance(copy.target, OpeningTarget) else None
    application = applied_by(session, employee.id, opening_id, at)
    if application is None:
        return None
    considered = application.considered_at is not None or application.stage is not Stage.SUBMITTED
    return AppliedFor(
        application_id=application.id,
        title=title_of(session, application.opening_id),
        on=local_time(application.submitted_at, clock_of(employee.zone)).date(),
        is_considered=considered,
        can_undo=application.submitted_at == at and not considered,
        opening_id=application.opening_id,
    )


def _enrolled(session: Session, employee: Employee, copy: Copy, now: datetime) -> EnrolledIn | None:
    at = copy.responded_at if copy.response is Response.ENROLLED else None
    workshop_id = copy.target.workshop_id if isinstance(copy.target, WorkshopTarget) else None
    enrolled = enrolled_by(session, employee.id, workshop_id, at, now)
    return None if enrolled is None else EnrolledIn(enrolled.workshop_id, enrolled.title, enrolled.asked_at == at)


def _interested(session: Session, employee: Employee, copy: Copy) -> InterestedIn | None:
    at = copy.responded_at if copy.response is Response.INTERESTED else None
    programme_id = copy.target.programme_id if isinstance(copy.target, ProgrammeTarget) else None
    interest = interested_by(session, employee.id, programme_id, at)
    return None if interest is None else InterestedIn(interest.id, interest.title, interest.logged_at == at)

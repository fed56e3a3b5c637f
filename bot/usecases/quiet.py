"""An employee says how much to hear: pauses, stops, and the answers to a nudge. Nobody else can (promise 4)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.usecases.people import NoEmployee, employee_of
from career.employees import Employee
from career.nudges import Target, Topic
from career.outcomes import Response
from career.pauses import NotUnderstood, pause_until
from career.quiet import Quiet, Scope, Why
from career.terms import SendingTerms
from storage.database import Database
from storage.deliveries import Delivery, delivery_by_token, record_response
from storage.quiets import add_quiet, end_quiets, quiets_of
from storage.targets import about

NOT_NOW_DAYS = 14
"""How long Not now keeps one target quiet."""


@dataclass(frozen=True, slots=True)
class Paused:
    """No nudge comes before `until`; `zone` is the person's own, None where unknown."""

    until: datetime
    zone: str | None


@dataclass(frozen=True, slots=True)
class Resumed:
    """The pause is over, or there was none; `still_stopped` holds what was stopped for good, None for everything."""

    was_paused: bool
    still_stopped: tuple[Topic | None, ...]


@dataclass(frozen=True, slots=True)
class Stopped:
    """No nudge of this topic comes any more, with None no nudge at all."""

    topic: Topic | None


@dataclass(frozen=True, slots=True)
class Started:
    """Nudges are allowed again; `was_quiet` tells whether they were not."""

    was_quiet: bool


@dataclass(frozen=True, slots=True)
class Snoozed:
    """Nothing about this target comes before `until`."""

    title: str
    until: datetime
    zone: str | None


@dataclass(frozen=True, slots=True)
class Declined:
    """Nothing about this target comes any more; applying or asking for it stays possible."""

    title: str


@dataclass(frozen=True, slots=True)
class NotYours:
    """There is no such nudge of this person's."""


NudgeAnswer = Snoozed | Declined | Stopped | NotYours | NoEmployee
"""What came of a button under a nudge."""

QuietAnswer = Paused | NotUnderstood | Resumed | Started | NudgeAnswer
"""Everything that can come of asking for quiet, or for its end."""


ActOnNudge = Callable[[Database, str, str, datetime], NudgeAnswer]
"""What a button under a nudge does: database, Slack id, the delivery's token, now."""


def pause(
    database: Database, slack_id: str, words: str, now: datetime, terms: SendingTerms | None = None
) -> Paused | NotUnderstood | NoEmployee:
    """Hear nothing for as long as `words` say, such as ``30d`` or ``until 2027-01-31``; a new pause replaces the old."""
    fallback = (terms or SendingTerms()).fallback_zone
    with database.begin() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        until = pause_until(words, now, employee.zone, fallback)
        if isinstance(until, NotUnderstood):
            return until
        add_quiet(session, employee.id, Quiet(Scope.ALL, "", until, Why.PAUSED), now)
        return Paused(until, employee.zone)


def resume(database: Database, slack_id: str, now: datetime) -> Resumed | NoEmployee:
    """End the pause; what was stopped for good stays so, for that was another decision."""
    with database.begin() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        held = quiets_of(session, employee.id, now)
        end_quiets(session, employee.id, [Why.PAUSED], [Scope.ALL])
        stopped = (quiet for quiet in held if quiet.why is Why.STOPPED)
        return Resumed(
            was_paused=any(quiet.why is Why.PAUSED for quiet in held),
            still_stopped=tuple(Topic(quiet.about) if quiet.about else None for quiet in stopped),
        )


def stop(database: Database, slack_id: str, topic: Topic | None, now: datetime) -> Stopped | NoEmployee:
    """End every nudge of `topic` for good, with None all of them."""
    with database.begin() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        _stop(session, employee, topic, now)
        return Stopped(topic)


def start(database: Database, slack_id: str, now: datetime) -> Started | NoEmployee:
    """Allow nudges again: ends stops and the pause. What was not for this person stays away."""
    with database.begin() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        held = any(quiet.why in {Why.STOPPED, Why.PAUSED} for quiet in quiets_of(session, employee.id, now))
        end_quiets(session, employee.id, [Why.STOPPED, Why.PAUSED], [Scope.ALL, Scope.TOPIC])
        return Started(was_quiet=held)


def decline_target(
    database: Database, slack_id: str, target: Target, now: datetime
) -> Declined | NotYours | NoEmployee:
    """Hear nothing more about `target`, found elsewhere than in a nudge."""
    with database.begin() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        return _decline(session, employee, target, now)


def not_now(database: Database, slack_id: str, delivery: str, now: datetime) -> NudgeAnswer:
    """Answer a nudge with Not now: nothing about its target for two weeks."""

    def snooze(session: Session, employee: Employee, copy: Delivery) -> NudgeAnswer:
        until = now + timedelta(days=NOT_NOW_DAYS)
        add_quiet(session, employee.id, Quiet(Scope.TARGET, copy.target.key, until, Why.NOT_NOW), now)
        return Snoozed(_title(session, copy.target), until, employee.zone)

    return _answered(database, slack_id, delivery, Response.NOT_NOW, now, snooze)


def not_for_me(database: Database, slack_id: str, delivery: str, now: datetime) -> NudgeAnswer:
    """Answer a nudge with Not for me: nothing about its target any more."""

    def decline(session: Session, employee: Employee, copy: Delivery) -> NudgeAnswer:
        return _decline(session, employee, copy.target, now)

    return _answered(database, slack_id, delivery, Response.NOT_FOR_ME, now, decline)


def stop_these(database: Database, slack_id: str, delivery: str, now: datetime) -> NudgeAnswer:
    """Answer a nudge with Stop these: nothing of its topic any more."""

    def end(session: Session, employee: Employee, copy: Delivery) -> NudgeAnswer:
        _stop(session, employee, copy.target.topic, now)
        return Stopped(copy.target.topic)

    return _answered(database, slack_id, delivery, Response.STOPPED, now, end)


def _answered(
    database: Database,
    slack_id: str,
    delivery: str,
    response: Response,
    now: datetime,
    act: Callable[[Session, Employee, Delivery], NudgeAnswer],
) -> NudgeAnswer:
    """Record `response` and do what it means, if the delivery is this person's own."""
    with database.begin() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        copy = delivery_by_token(session, delivery)
        if copy is None or copy.employee_id != employee.id:
            return NotYours()
        answer = act(session, employee, copy)
        record_response(session, delivery, employee.id, response, now)
        return answer


def _decline(session: Session, employee: Employee, target: Target, now: datetime) -> Declined | NotYours:
    found = about(session, target)
    if found is None:
        return NotYours()
    add_quiet(session, employee.id, Quiet(Scope.TARGET, target.key, None, Why.NOT_FOR_ME), now)
    return Declined(found.title)


def _stop(session: Session, employee: Employee, topic: Topic | None, now: datetime) -> None:
    scope = Scope.ALL if topic is None else Scope.TOPIC
    add_quiet(session, employee.id, Quiet(scope, topic or "", None, Why.STOPPED), now)


def _title(session: Session, target: Target) -> str:
    found = about(session, target)
    return "" if found is None else found.title

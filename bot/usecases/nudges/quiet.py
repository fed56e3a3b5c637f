"""An employee says how much to hear: pauses, stops by topic or of everything, and their ends. Nobody else can (promise 4)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.usecases.nudges.nudge_standing import Declined, Stopped
from bot.usecases.people.speaker import NoEmployee, employee_of
from career.employees import Employee
from career.pauses import NotUnderstood, pause_until
from career.quiet import Quiet, Scope, Why
from career.targets import Target, Topic
from storage.database import Database
from storage.house.settings import house_settings
from storage.nudges.quiets import add_quiet, end_declined, end_quiets, end_topics, wide_quiets
from storage.nudges.targets import about


@dataclass(frozen=True, slots=True)
class NoSuchThing:
    """There is nothing of this name any more."""


@dataclass(frozen=True, slots=True)
class Paused:
    """No nudge comes before `until`; `zone` is the person's own, None where unknown.

    `still_stopped` holds what does not come after it either, None for everything.
    """

    until: datetime
    zone: str | None
    still_stopped: tuple[Topic | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Resumed:
    """The pause is over, or there was none; `still_stopped` holds what was stopped for good, None for everything."""

    was_paused: bool
    still_stopped: tuple[Topic | None, ...]


@dataclass(frozen=True, slots=True)
class Started:
    """Nudges of `topic` are allowed again, with None all of them; `was_quiet` tells whether they were not.

    `still_stopped` are the topics that stay stopped, and a pause until `paused_until` goes on; `zone` is the person's own.
    """

    topic: Topic | None
    was_quiet: bool
    still_stopped: tuple[Topic, ...] = ()
    paused_until: datetime | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class MayComeUp:
    """What was not for this person may come up again; `was_declined` unless it had not been so."""

    title: str
    was_declined: bool


QuietAnswer = Paused | NotUnderstood | Resumed | Stopped | Started | Declined | MayComeUp | NoSuchThing | NoEmployee
"""Everything that can come of asking for quiet, or for its end."""


def pause(database: Database, slack_id: str, words: str, now: datetime) -> Paused | NotUnderstood | NoEmployee:
    """Hear nothing for as long as `words` say, such as ``30d`` or ``until 2027-01-31``; a new pause replaces the old."""
    with database.begin() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        until = pause_until(words, now, employee.zone, house_settings(session).sending.fallback_zone)
        if isinstance(until, NotUnderstood):
            return until
        add_quiet(session, employee.id, Quiet(Scope.ALL, "", until, Why.PAUSED), now)
        return Paused(until, employee.zone, _stops(wide_quiets(session, employee.id, now)))


def resume(database: Database, slack_id: str, now: datetime) -> Resumed | NoEmployee:
    """End the pause; what was stopped for good stays so, for that was another decision."""
    with database.begin() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        held = wide_quiets(session, employee.id, now)
        end_quiets(session, employee.id, [Why.PAUSED], [Scope.ALL])
        return Resumed(was_paused=any(quiet.why is Why.PAUSED for quiet in held), still_stopped=_stops(held))


def stop(database: Database, slack_id: str, topic: Topic | None, now: datetime) -> Stopped | NoEmployee:
    """End every nudge of `topic` for good, with None all of them; what that leaves is told: nothing, if all had ended."""
    with database.begin() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        scope = Scope.ALL if topic is None else Scope.TOPIC
        add_quiet(session, employee.id, Quiet(scope, topic or "", None, Why.STOPPED), now)
        return Stopped(None if None in _stops(wide_quiets(session, employee.id, now)) else topic)


def start(database: Database, slack_id: str, topic: Topic | None, now: datetime) -> Started | NoEmployee:
    """Allow nudges of `topic` again, with None all of them; what was not for this person stays away.

    All of them ends the pause too. Where everything was stopped, one topic alone is allowed again: the others stay stopped.
    """
    with database.begin() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        held = wide_quiets(session, employee.id, now)
        if topic is None:
            end_quiets(session, employee.id, [Why.STOPPED, Why.PAUSED], [Scope.ALL, Scope.TOPIC])
            return Started(None, was_quiet=any(quiet.why in {Why.STOPPED, Why.PAUSED} for quiet in held))
        stops = _stops(held)
        stopped = frozenset(Topic) if None in stops else frozenset(each for each in stops if each is not None)
        if None in stops:
            end_quiets(session, employee.id, [Why.STOPPED], [Scope.ALL])
            for other in stopped - {topic}:
                add_quiet(session, employee.id, Quiet(Scope.TOPIC, other, None, Why.STOPPED), now)
        end_topics(session, employee.id, [topic])
        paused = next((quiet for quiet in held if quiet.why is Why.PAUSED), None)
        return Started(
            topic,
            was_quiet=topic in stopped,
            still_stopped=tuple(other for other in Topic if other in stopped - {topic}),
            paused_until=None if paused is None else paused.until,
            zone=employee.zone,
        )


def decline_target(
    database: Database, slack_id: str, target: Target, now: datetime
) -> Declined | MayComeUp | NoSuchThing | NoEmployee:
    """Hear nothing more about `target`, found elsewhere than in a nudge."""

    def decline(session: Session, employee: Employee, title: str) -> Declined:
        add_quiet(session, employee.id, Quiet(Scope.TARGET, target.key, None, Why.NOT_FOR_ME), now)
        return Declined(title)

    return _changed(database, slack_id, target, decline)


def undecline_target(
    database: Database,
    slack_id: str,
    target: Target,
    now: datetime,  # noqa: ARG001  every use case takes the time
) -> Declined | MayComeUp | NoSuchThing | NoEmployee:
    """Take back that `target` is not for this person, wherever they said it; nothing else that they said ends."""

    def take_back(session: Session, employee: Employee, title: str) -> MayComeUp:
        return MayComeUp(title, end_declined(session, employee.id, target.key))

    return _changed(database, slack_id, target, take_back)


def _changed(
    database: Database, slack_id: str, target: Target, change: Callable[[Session, Employee, str], Declined | MayComeUp]
) -> Declined | MayComeUp | NoSuchThing | NoEmployee:
    """Change what somebody wishes about `target`, which `change` is told the title of."""
    with database.begin() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        found = about(session, target)
        return NoSuchThing() if found is None else change(session, employee, found.title)


def _stops(held: Iterable[Quiet]) -> tuple[Topic | None, ...]:
    """Return what was stopped for good: topics, and None for everything."""
    return tuple(Topic(quiet.about) if quiet.about else None for quiet in held if quiet.why is Why.STOPPED)

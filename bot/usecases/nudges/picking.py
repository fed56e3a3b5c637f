"""An employee picks a time at which to be reminded of what a nudge was about: one reminder, then, and only if it still is."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from bot.usecases.nudges.answering import NotYours, NudgeAnswer, Tap, answered, take_back_time
from bot.usecases.nudges.nudge_standing import Acted, Declined, Reminding, Snoozed, Stopped, Unanswered, standing_of
from bot.usecases.people.speaker import employee_of
from career import letters
from career.employees import Employee, EmploymentStatus
from career.letters import Letter, Pick
from career.localtime import clock_of, first_instant, local_time
from career.notices import NoticeKind
from career.quiet import Quiet, Why, silences
from career.reasons import why_you
from career.repeats import today_in
from career.terms import SendingTerms
from storage.database import Database
from storage.house.settings import house_settings
from storage.messages.notices import Notice, Occupied, ToEmployee, Told, owe
from storage.nudges.answers import Copy, PickedTime, copy_of, has_acted_on, picked_time, reminder_key, set_picked_time
from storage.nudges.nudge_versions import words_of
from storage.nudges.picks import held_picks, needs_picks
from storage.nudges.quiets import end_said_under, quiets_about
from storage.nudges.records import nudge_by_id
from storage.nudges.speaking import speaking_to
from storage.nudges.targets import About, about
from storage.people.employees import employee_by_id
from storage.rules.facts import verdict_on

MOST_DAYS_AHEAD = 180
"""Half a year: nobody remembers for longer what they wanted to be reminded of."""

WHY_NOW = "you picked this time yourself"

_SUGGESTED_HOUR = time(9)


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the form starts with: the time picked before, else nine o'clock tomorrow.

    `deadline` is the last day to act, `begins_at` when it is over before the end of that.
    """

    title: str
    at: datetime
    zone: str | None
    deadline: date | None
    begins_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class InThePast:
    """The time has passed."""


@dataclass(frozen=True, slots=True)
class TooFarAhead:
    """The time is more than `MOST_DAYS_AHEAD` days away."""


@dataclass(frozen=True, slots=True)
class AfterTheLastDay:
    """Nobody can act on it any more then: it ends with the day `last`, or with the instant `begins_at` by the clock in `zone`."""

    last: date | None
    begins_at: datetime | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class QuietThen:
    """The person, who lives in `zone`, asked to hear nothing about it at that time, elsewhere than under this nudge."""

    quiet: Quiet
    zone: str | None


@dataclass(frozen=True, slots=True)
class NoLongerOpen:
    """There is nothing left to be reminded of."""

    title: str


NotThen = InThePast | TooFarAhead | AfterTheLastDay | QuietThen
"""Why no reminder can come at that time; what was picked before stands."""

PickAnswer = NudgeAnswer | NotThen | NoLongerOpen


def suggested(database: Database, slack_id: str, delivery: str, now: datetime) -> Suggested | PickAnswer:
    """Return what the form starts with, or how the person stands where there is nothing to remind them of."""
    with database.read() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        copy = copy_of(session, delivery, employee.id)
        if copy is None:
            return NotYours()
        found = about(session, copy.target)
        fallback = house_settings(session).sending.fallback_zone
        standing = standing_of(session, employee, copy, now)
        match standing:
            case Unanswered() | Snoozed() | Reminding():
                pass
            case _:
                return standing
        if found is None or found.is_over(now, employee.zone, fallback):
            return NoLongerOpen("" if found is None else found.title)
        at = standing.at if isinstance(standing, Reminding) else _tomorrow(now, employee.zone, fallback)
        return Suggested(found.title, at, employee.zone, found.deadline, found.begins_at)


def pick(database: Database, slack_id: str, delivery: str, at: datetime, now: datetime) -> PickAnswer:
    """Remind this person at `at` of what their copy was about; picking again moves it. It takes the place of a Not now.

    It was asked for, so it counts for no budget and keeps to no hours; but it never comes on top of a wish for quiet.
    """
    refused: list[NotThen | NoLongerOpen] = []

    def remind(session: Session, employee: Employee, copy: Copy) -> None:
        if isinstance(standing_of(session, employee, copy, now), Stopped | Declined | Acted):
            return
        against = _against(session, employee, copy, at, now)
        if against is not None:
            refused.append(against)
            return
        end_said_under(session, employee.id, copy.token, Why.NOT_NOW)
        take_back_time(session, copy.id)
        number = picked_time(session, copy.id).number + 1
        set_picked_time(session, copy.id, PickedTime(at, number))
        details = {"delivery": copy.token, "number": number}
        key = reminder_key(copy.id, number)
        owe(session, Notice(NoticeKind.PICKED_TIME, key, ToEmployee(employee.id), details, at), now)

    answer = answered(database, Tap(slack_id, delivery), now, remind)
    return refused[0] if refused else answer


@dataclass(frozen=True, slots=True)
class Reminder:
    """What a reminder says: HR's words as this person had them, and the token that its buttons bring back."""

    letter: Letter
    delivery: str


def reminder_due(session: Session, told: Told, now: datetime) -> Reminder | Occupied | None:
    """Return the reminder that was asked for, as it is at `now`; None where it is no longer wanted, or of no use.

    That is when another time was picked or this one taken back, when the person has acted, asked for quiet or is away,
    and when nobody can act on it any more, or nothing is left of what it could offer. Who has left is never told anything. A clock that has just been set back makes no
    difference: the time that was picked has come.
    """
    employee = None if told.employee_id is None else employee_by_id(session, told.employee_id)
    copy = None if employee is None else copy_of(session, told.details["delivery"], employee.id, hold=True)
    if employee is None or copy is None:
        return None
    terms = house_settings(session).sending
    target = _still_wanted(session, employee, copy, told, now, terms)
    if target is None:
        return None
    picks = held_picks(session, copy.target, employee.id, employee.zone, now, terms.fallback_zone, left_counts=False)
    if picks is None:
        return Occupied()
    if not picks and needs_picks(copy.target):
        return None
    return Reminder(_letter(session, employee, copy, target, picks, now), copy.token)


def _still_wanted(
    session: Session, employee: Employee, copy: Copy, told: Told, now: datetime, terms: SendingTerms
) -> About | None:
    """Return what a held copy is about, held as well; None where its reader wants no reminder of it now, or has no use for it."""
    picked = picked_time(session, copy.id)
    if picked.at is None or picked.number != told.details["number"] or _is_away(session, employee, now, terms):
        return None
    # Before the target is held: whoever closes that first writes to those who have acted, and would wait for this person.
    if has_acted_on(session, copy.target, employee.id, now):
        return None
    target = about(session, copy.target, hold=True)
    if target is None or target.is_over(now, employee.zone, terms.fallback_zone):
        return None
    standing = standing_of(session, employee, copy, max(now, picked.at))
    return target if isinstance(standing, Unanswered) and standing.held_by is None else None


def _is_away(session: Session, employee: Employee, now: datetime, terms: SendingTerms) -> bool:
    today = today_in(employee.zone, now, terms.fallback_zone)
    is_on_leave = today in speaking_to(session, employee.id, now, terms).leave
    return is_on_leave or employee.status is not EmploymentStatus.ACTIVE


def _against(
    session: Session, employee: Employee, copy: Copy, at: datetime, now: datetime
) -> NotThen | NoLongerOpen | None:
    """Return what stands against a reminder at `at`."""
    found = about(session, copy.target)
    fallback = house_settings(session).sending.fallback_zone
    if found is None or found.is_over(now, employee.zone, fallback):
        return NoLongerOpen("" if found is None else found.title)
    if at <= now:
        return InThePast()
    if found.is_over(at, employee.zone, fallback):
        return AfterTheLastDay(found.deadline, found.begins_at, employee.zone)
    if at > now + timedelta(days=MOST_DAYS_AHEAD):
        return TooFarAhead()
    elsewhere = quiets_about(session, employee.id, copy.target, at, besides=copy.token)
    quiet = silences(elsewhere, copy.target.topic, copy.target.key, at)
    return None if quiet is None else QuietThen(quiet, employee.zone)


def _letter(
    session: Session, employee: Employee, copy: Copy, target: About, picks: tuple[Pick, ...], now: datetime
) -> Letter:
    """Return HR's words as this person had them, with what has changed since in the rest."""
    nudge = nudge_by_id(session, copy.nudge_id)
    if nudge is None:
        raise RuntimeError("A copy has no nudge.")
    words = words_of(session, copy.nudge_id, copy.version) or nudge.text.words
    reasons = why_you(verdict_on(session, employee.id, nudge.rule(target), now.date()))
    reader = letters.Reader(employee.given_name, reasons, employee.zone, picks)
    letter = letters.write(words, copy.target, target.title, reader, target.deadline)
    return replace(letter, why=WHY_NOW)


def _tomorrow(now: datetime, zone: str | None, fallback: str) -> datetime:
    clock = clock_of(zone, fallback)
    day = local_time(now, clock).date() + timedelta(days=1)
    return first_instant(datetime.combine(day, _SUGGESTED_HOUR), clock)

"""Looking at openings: what is open, what suits this person, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.usecases.likeness import words_like
from bot.usecases.people import employee_of
from career.applications import Application
from career.codes import code_of
from career.criteria import FactName, facts_in
from career.employees import Employee
from career.localtime import clock_of, local_time
from career.nudges import OpeningTarget
from career.openings import Opening, OpeningStatus
from career.quiet import Scope, Why
from career.reasons import why_you
from career.verdicts import judge
from storage.applications import applications_of
from storage.database import Database
from storage.facts import facts_of
from storage.openings import opening_by_id, openings_like
from storage.quiets import quiets_of

MOST_JUDGED = 2_000
"""Openings at the most that are read for one list; a company with more searches by words."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """One opening in the eyes of one person; `reasons` is empty unless it suits them."""

    opening: Opening
    suits: bool
    reasons: tuple[str, ...]
    application: Application | None
    is_declined: bool
    """Whether this person said "not for me"."""

    @property
    def standing(self) -> Application | None:
        """This person's application, None also where they withdrew it: then they may apply as if there were none."""
        return self.application if self.application is not None and self.application.stage.is_standing else None


@dataclass(frozen=True, slots=True)
class Openings:
    """What somebody gets to see: suiting ones first, those they declined last."""

    words: str
    prospects: tuple[Prospect, ...]
    today: date


@dataclass(frozen=True, slots=True)
class NotOpen:
    """There is no such opening to look at, or it is not open."""

    number: int
    title: str | None


def openings(database: Database, slack_id: str, words: str, now: datetime) -> Openings:
    """Return the openings that `words` find, with what speaks for this person.

    They are those whose titles hold the words; where none does, those that say words like them in title, department, place
    or required skills.

    Whoever is not an employee yet sees the same list without reasons: nobody is turned away from looking.
    """
    with database.read() as session:
        employee = employee_of(session, slack_id)
        found = _found(session, words)
        today = local_day(employee.zone if isinstance(employee, Employee) else None, now)
        if not isinstance(employee, Employee):
            return Openings(words, tuple(Prospect(each, False, (), None, False) for each in found), today)
        prospects = _in_the_eyes_of(session, employee, found, today, now)
    return Openings(words, tuple(sorted(prospects, key=_order)), today)


def look_at(database: Database, slack_id: str, opening_id: int, now: datetime) -> tuple[Prospect, date] | NotOpen:
    """Return one opening in the eyes of this person, and what day it is for them."""
    with database.read() as session:
        opening = opening_by_id(session, opening_id)
        if opening is None or opening.status is OpeningStatus.DRAFT:
            return NotOpen(opening_id, None)
        if opening.status is not OpeningStatus.OPEN:
            return NotOpen(opening_id, opening.title)
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return Prospect(opening, False, (), None, False), local_day(None, now)
        today = local_day(employee.zone, now)
        return _in_the_eyes_of(session, employee, (opening,), today, now)[0], today


def local_day(zone: str | None, now: datetime) -> date:
    """Return the day that it is at `now` in the IANA `zone`; UTC where it is unknown."""
    return local_time(now, clock_of(zone)).date()


def _found(session: Session, words: str) -> tuple[Opening, ...]:
    found = openings_like(session, words, [OpeningStatus.OPEN])[:MOST_JUDGED]
    wanted = code_of(words).split()
    if found or not wanted:
        return found
    said = [(each, _said_in(each)) for each in openings_like(session, "", [OpeningStatus.OPEN])[:MOST_JUDGED]]
    return tuple(each for each, known in said if all(words_like(word, known) for word in wanted))


def _said_in(opening: Opening) -> Sequence[str]:
    """Return the words by which an opening is found: of its title, its department, its place, and the skills it asks for."""
    skills = sorted(fact.about for fact in facts_in(opening.requirements) if fact.name is FactName.SKILL)
    texts = (opening.title, opening.department or "", opening.location or "", *skills)
    return code_of(" ".join(texts)).split()


def _in_the_eyes_of(
    session: Session, employee: Employee, openings: tuple[Opening, ...], today: date, now: datetime
) -> list[Prospect]:
    facts = facts_of(session, employee.id, (fact for each in openings for fact in facts_in(each.requirements)))
    applications = {each.opening_id: each for each in applications_of(session, employee.id)}
    declined = {
        quiet.about
        for quiet in quiets_of(session, employee.id, now)
        if quiet.scope is Scope.TARGET and quiet.why is Why.NOT_FOR_ME
    }
    prospects = []
    for opening in openings:
        verdict = judge(opening.requirements, facts, today)
        prospects.append(
            Prospect(
                opening=opening,
                suits=verdict.holds is True,
                reasons=why_you(verdict),
                application=applications.get(opening.id),
                is_declined=OpeningTarget(opening.id).key in declined,
            )
        )
    return prospects


def _order(prospect: Prospect) -> tuple[bool, bool, date, int]:
    """Order by what was declined last, what suits first, then the nearest deadline, then the newest."""
    return (
        prospect.is_declined,
        not prospect.suits,
        prospect.opening.closes_on or date.max,
        -prospect.opening.id,
    )

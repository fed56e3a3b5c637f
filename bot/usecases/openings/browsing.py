"""Looking at openings: what is open, what suits this person, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.usecases.people.speaker import employee_of
from bot.usecases.shelves import Shelf
from bot.usecases.training.likeness import saying
from career.applications import Application
from career.criteria import Criterion, FactName, facts_in
from career.employees import Employee
from career.localtime import clock_of, local_time
from career.openings import Opening, OpeningStatus
from career.reasons import why_you
from career.targets import OpeningTarget
from career.verdicts import judge
from storage.database import Database
from storage.nudges.quiets import declined_among
from storage.openings.applications import applications_among
from storage.openings.listed_openings import Viewer, Which, among, listed, titled
from storage.openings.records import opening_by_id, openings_by_ids, texts_of_openings
from storage.rules.facts import facts_of


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
    """What somebody gets to see, a page of it: suiting ones first, those they declined last.

    `suiting` is how many of all suit this person, None where more do than were looked at for this page.
    """

    words: str
    page: Shelf[Prospect]
    suiting: int | None
    today: date


@dataclass(frozen=True, slots=True)
class NotOpen:
    """There is no such opening to look at, or it is not open."""

    number: int
    title: str | None


def openings(database: Database, slack_id: str, words: str, skip: int, size: int, now: datetime) -> Openings:
    """Return a page, up to `size` after the first `skip`, of the openings that `words` find, with what speaks for this person.

    They are those whose titles hold the words; where none does, those that say words like them in title, department, place
    or required skills. Where so many are not there any more, it is the first page.

    Whoever is not an employee yet sees the same list without reasons: nobody is turned away from looking.
    """
    with database.read() as session:
        employee = employee_of(session, slack_id)
        viewer = employee if isinstance(employee, Employee) else None
        today = local_day(None if viewer is None else viewer.zone, now)
        looking = None if viewer is None else Viewer(viewer.id, today, now)
        which = titled(words)
        found = listed(session, which, looking, skip, size)
        if which and not found.total:
            which = _said_like(session, words)
            found = listed(session, which, looking, skip, size)
        if not found.opening_ids and skip:
            skip, found = 0, listed(session, which, looking, 0, size)
        read = openings_by_ids(session, found.opening_ids)
        shown = tuple(read[each] for each in found.opening_ids)
        prospects = _in_the_eyes_of(session, viewer, shown, today, now)
    return Openings(words, Shelf(prospects, skip, found.total), found.suiting, today)


def look_at(database: Database, slack_id: str, opening_id: int, now: datetime) -> tuple[Prospect, date] | NotOpen:
    """Return one opening in the eyes of this person, and what day it is for them."""
    with database.read() as session:
        opening = opening_by_id(session, opening_id)
        if opening is None or opening.status is OpeningStatus.DRAFT:
            return NotOpen(opening_id, None)
        if opening.status is not OpeningStatus.OPEN:
            return NotOpen(opening_id, opening.title)
        employee = employee_of(session, slack_id)
        viewer = employee if isinstance(employee, Employee) else None
        today = local_day(None if viewer is None else viewer.zone, now)
        (prospect,) = _in_the_eyes_of(session, viewer, (opening,), today, now)
        return prospect, today


def local_day(zone: str | None, now: datetime) -> date:
    """Return the day that it is at `now` in the IANA `zone`; UTC where it is unknown."""
    return local_time(now, clock_of(zone)).date()


def _said_like(session: Session, words: str) -> Which:
    """Return which openings say words like `words`; to find that out, every title and the like is read."""
    texts = {each.id: " ".join((*each.texts, *_skills_of(each.requirements))) for each in texts_of_openings(session)}
    return among(session, saying(words, texts))


def _skills_of(requirements: Criterion) -> Sequence[str]:
    """Return the skills that are asked for."""
    return sorted(fact.about for fact in facts_in(requirements) if fact.name is FactName.SKILL)


def _in_the_eyes_of(
    session: Session, viewer: Employee | None, openings: Sequence[Opening], today: date, now: datetime
) -> tuple[Prospect, ...]:
    """Return what each opening is for this person; for None, who is no employee, nothing speaks for any of them."""
    if viewer is None:
        return tuple(Prospect(each, False, (), None, False) for each in openings)
    facts = facts_of(session, viewer.id, (fact for each in openings for fact in facts_in(each.requirements)))
    applications = applications_among(session, viewer.id, [each.id for each in openings])
    declined = declined_among(session, viewer.id, [OpeningTarget(each.id) for each in openings], now)
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
    return tuple(prospects)

"""What HR's form of a nudge starts with, what it offers, and how many people it reaches as it stands."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import assert_never

from sqlalchemy.orm import Session

from bot.usecases.nudges.steering import HasEnded, NoSuchNudge, ended
from bot.usecases.openings.browsing import local_day
from bot.usecases.people.speaker import employee_of
from career.cadences import Cadence, Once, Weekly
from career.codes import code_of
from career.criteria import Every
from career.employees import Employee
from career.localtime import Weekday
from career.nudges import NudgeStatus, Reach
from career.openings import OpeningStatus
from career.quiet import DeliveryHours
from career.requirements import Requirements, requirements_of
from career.targets import (
    FEWEST_DAYS_AWAY,
    MOST_DAYS_AWAY,
    NoActivity,
    OpeningTarget,
    ProgrammeTarget,
    SuitingOpenings,
    Target,
    UnmetInterest,
    WorkshopTarget,
    name_for_hr,
)
from storage.database import Database
from storage.house.settings import house_settings
from storage.nudges.acting import count_members
from storage.nudges.records import nudge_by_id
from storage.nudges.targets import about
from storage.openings.records import openings_like
from storage.training.offers import offered_programmes, workshops_ahead

USUAL_HOUR = time(10)


@dataclass(frozen=True, slots=True)
class KnownTarget:
    """Something that a nudge can be about; `is_open` unless people cannot act on it now, `day` when it is dated."""

    target: Target
    title: str
    is_open: bool
    day: date | None = None


@dataclass(frozen=True, slots=True)
class TargetMenu:
    """What a nudge can be about, by group."""

    people: tuple[KnownTarget, ...] = ()
    """Whoever they are: what names no opening and no training by itself."""
    openings: tuple[KnownTarget, ...] = ()
    programmes: tuple[KnownTarget, ...] = ()
    workshops: tuple[KnownTarget, ...] = ()


@dataclass(frozen=True, slots=True)
class NudgeDraft:
    """What the form starts with; `nudge_id` is 0 for a new nudge, and `about` None where nothing is chosen yet."""

    cadence: Cadence
    nudge_id: int = 0
    title: str = ""
    about: KnownTarget | None = None
    words: str = ""
    extra: Requirements = field(default_factory=Requirements)
    reach: Reach = field(default_factory=Reach)
    seen: str = ""
    """The mark of the text as it stood when the form was opened."""
    hours: DeliveryHours = field(default_factory=DeliveryHours)
    """When nudges are delivered at all."""
    written_from: int = 0
    """The nudge that this new one began as a copy of, if any."""


@dataclass(frozen=True, slots=True)
class NotInTheForm:
    """The audience of this nudge is a rule that no form can say."""

    nudge_id: int


def new_draft(database: Database, by: str, now: datetime) -> NudgeDraft:
    """Return a draft with nothing in it but what is usual: once, at ten o'clock on the next working day."""
    with database.read() as session:
        once = Once(_next_working_day(_today(session, by, now)), USUAL_HOUR)
        return NudgeDraft(once, hours=house_settings(session).sending.hours)


def draft_from(database: Database, by: str, nudge_id: int, now: datetime) -> NudgeDraft | NoSuchNudge | NotInTheForm:
    """Return a draft of a new nudge that reads as an old one does: about the same if that is still open, from tomorrow on."""
    with database.read() as session:
        old = _as_it_stands(session, nudge_id)
        if not isinstance(old, NudgeDraft):
            return old
        return replace(
            old,
            cadence=_anew(old.cadence, _next_working_day(_today(session, by, now))),
            nudge_id=0,
            about=old.about if old.about is not None and old.about.is_open else None,
            seen="",
            written_from=nudge_id,
        )


def draft_of(database: Database, nudge_id: int) -> NudgeDraft | NoSuchNudge | NotInTheForm | HasEnded:
    """Return a nudge as the form shows it."""
    with database.read() as session:
        nudge = nudge_by_id(session, nudge_id)
        if nudge is not None and nudge.status is NudgeStatus.ENDED:
            return ended(session, nudge_id)
        return _as_it_stands(session, nudge_id)


def how_many_fit(database: Database, target: Target | None, extra: Requirements, now: datetime) -> int | None:
    """Return how many active employees the nudge would be for as the form stands; None without a target."""
    with database.read() as session:
        known = None if target is None else about(session, target)
        if target is None or known is None:
            return None
        return count_members(session, target, Every((known.requirements, extra.rule())), now)


def targets_like(database: Database, words: str, most: int, now: datetime) -> TargetMenu:
    """Return up to `most` of each group that `words` name: openings that are open or still drafts, training offered now.

    A number in the words is also so many days without activity.
    """
    with database.read() as session:
        openings = openings_like(session, words, [OpeningStatus.OPEN, OpeningStatus.DRAFT], most)
        programmes = offered_programmes(session, words, most)
        titles = {each.id: each.title for each in programmes}
        ahead = workshops_ahead(session, titles, now)
    workshops = [each for programme_id in titles for each in ahead.get(programme_id, ())]
    soonest = sorted(workshops, key=lambda each: each.starts_at)[:most]
    return TargetMenu(
        people=tuple(KnownTarget(each, "", is_open=True) for each in _about_people(words)),
        openings=tuple(
            KnownTarget(OpeningTarget(each.id), each.title, each.status is OpeningStatus.OPEN) for each in openings
        ),
        programmes=tuple(KnownTarget(ProgrammeTarget(each.id), each.title, is_open=True) for each in programmes),
        workshops=tuple(
            KnownTarget(
                WorkshopTarget(each.id), titles[each.programme_id], True, day=local_day(each.zone, each.starts_at)
            )
            for each in soonest
        ),
    )


def _as_it_stands(session: Session, nudge_id: int) -> NudgeDraft | NoSuchNudge | NotInTheForm:
    nudge = nudge_by_id(session, nudge_id)
    target = None if nudge is None else about(session, nudge.text.target)
    if nudge is None or target is None:
        return NoSuchNudge(nudge_id)
    text = nudge.text
    extra = requirements_of(text.extra)
    if extra is None:
        return NotInTheForm(nudge_id)
    day = target.deadline if isinstance(text.target, WorkshopTarget) else None
    known = KnownTarget(text.target, target.title, target.is_open, day)
    hours = house_settings(session).sending.hours
    return NudgeDraft(text.cadence, nudge_id, text.title, known, text.words, extra, text.reach, text.mark, hours)


def _anew(cadence: Cadence, first: date) -> Cadence:
    """Return a cadence at the same hour, and on the same weekdays, that begins on `first` and has no end yet."""
    match cadence:
        case Once():
            return replace(cadence, day=first)
        case Weekly():
            return replace(cadence, starts_on=first, ends_on=None)
        case _:
            assert_never(cadence)


_USUAL_DAYS_AWAY = (30, 60, 90, 180)


def _about_people(words: str) -> tuple[Target, ...]:
    named = [int(number) for number in re.findall(r"[0-9]{1,4}", words)]
    days = [number for number in named if FEWEST_DAYS_AWAY <= number <= MOST_DAYS_AWAY] or _USUAL_DAYS_AWAY
    offered: list[Target] = [SuitingOpenings(), UnmetInterest(), *(NoActivity(each) for each in days)]
    wanted = code_of(words).split()
    return tuple(each for each in offered if all(word in code_of(name_for_hr(each, "")) for word in wanted))


def _today(session: Session, slack_id: str, now: datetime) -> date:
    """Return the day it is for this member of HR."""
    employee = employee_of(session, slack_id)
    return local_day(employee.zone if isinstance(employee, Employee) else None, now)


def _next_working_day(today: date) -> date:
    following = (today + timedelta(days=ahead) for ahead in range(1, 8))
    return next(day for day in following if day.weekday() < Weekday.SATURDAY)

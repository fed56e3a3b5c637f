"""What HR's form of a nudge starts with, what it offers, and how many people it reaches as it stands."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from bot.usecases.browsing import local_day
from bot.usecases.people import employee_of
from bot.usecases.steering import NoSuchNudge
from career.cadences import Cadence, Once
from career.criteria import Every
from career.employees import Employee
from career.localtime import Weekday
from career.nudges import NudgeStatus, OpeningTarget, ProgrammeTarget, Reach, Refused, Target
from career.openings import OpeningStatus
from career.requirements import Requirements, requirements_of
from storage.audiences import count_qualified
from storage.database import Database
from storage.nudges import nudge_by_id
from storage.openings import openings_like
from storage.targets import about
from storage.training import offered_programmes

USUAL_HOUR = time(10)


@dataclass(frozen=True, slots=True)
class KnownTarget:
    """Something that a nudge can be about; `is_open` unless people cannot act on it now."""

    target: Target
    title: str
    is_open: bool


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


@dataclass(frozen=True, slots=True)
class NotInTheForm:
    """The audience of this nudge is a rule that no form can say."""

    nudge_id: int


def new_draft(database: Database, by: str, now: datetime) -> NudgeDraft:
    """Return a draft with nothing in it but what is usual: once, at ten o'clock on the next working day."""
    with database.read() as session:
        return NudgeDraft(Once(_next_working_day(_today(session, by, now)), USUAL_HOUR))


def draft_of(database: Database, nudge_id: int) -> NudgeDraft | NoSuchNudge | NotInTheForm | Refused:
    """Return a nudge as the form shows it."""
    with database.read() as session:
        nudge = nudge_by_id(session, nudge_id)
        target = None if nudge is None else about(session, nudge.text.target)
        if nudge is None or target is None:
            return NoSuchNudge(nudge_id)
        if nudge.status is NudgeStatus.ENDED:
            return Refused("This nudge has ended and stays as it is; write a new one.")
        text = nudge.text
        extra = requirements_of(text.extra)
        if extra is None:
            return NotInTheForm(nudge_id)
        known = KnownTarget(text.target, target.title, target.is_open)
        return NudgeDraft(text.cadence, nudge_id, text.title, known, text.words, extra, text.reach)


def how_many_fit(database: Database, by: str, target: Target | None, extra: Requirements, now: datetime) -> int | None:
    """Return how many active employees meet what the target and the form ask for; None without a target."""
    with database.read() as session:
        known = None if target is None else about(session, target)
        if known is None:
            return None
        return count_qualified(session, Every((known.requirements, extra.rule())), _today(session, by, now))


def targets_like(database: Database, words: str, most: int) -> tuple[Sequence[KnownTarget], Sequence[KnownTarget]]:
    """Return up to `most` openings, open or still drafts, and programmes offered now, that `words` name."""
    with database.read() as session:
        openings = openings_like(session, words, [OpeningStatus.OPEN, OpeningStatus.DRAFT])[:most]
        programmes = offered_programmes(session, words)[:most]
    return (
        [KnownTarget(OpeningTarget(each.id), each.title, each.status is OpeningStatus.OPEN) for each in openings],
        [KnownTarget(ProgrammeTarget(each.id), each.title, is_open=True) for each in programmes],
    )


def _today(session: Session, slack_id: str, now: datetime) -> date:
    """Return the day it is for this member of HR."""
    employee = employee_of(session, slack_id)
    return local_day(employee.zone if isinstance(employee, Employee) else None, now)


def _next_working_day(today: date) -> date:
    following = (today + timedelta(days=ahead) for ahead in range(1, 8))
    return next(day for day in following if day.weekday() < Weekday.SATURDAY)

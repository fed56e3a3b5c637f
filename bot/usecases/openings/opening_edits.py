"""HR changes what an opening says; a nudge about it whose audience changed waits until it is previewed again (promise 5)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.usecases.house.latest import Latest, latest
from bot.usecases.openings.opening_moves import Overtaken
from bot.usecases.openings.posting import NoSuchPosting, NotPosted, today_of, wrong_posting
from career.criteria import Criterion, flat
from career.notices import NoticeKind
from career.nudges import NudgeStatus
from career.openings import EDITABLE, Opening
from career.requirements import Requirements, requirements_of
from career.targets import OpeningTarget
from storage.database import Database
from storage.house.audit import note
from storage.messages.notices import Notice, ToChannel, owe
from storage.nudges.records import Nudge, nudge_to_change, running_about, set_paused
from storage.nudges.targets import about
from storage.openings.postings import OpeningText, rewrite_opening
from storage.openings.records import opening_by_id
from storage.rules.audiences import count_qualified


@dataclass(frozen=True, slots=True)
class OpeningDraft:
    """An opening as its form starts; `requirements` is None where they were set in a way that no form can say."""

    opening: Opening
    requirements: Requirements | None
    qualified: int


@dataclass(frozen=True, slots=True)
class WrittenOpening:
    """What HR wrote into the form of an opening, whose revision it showed was `seen`."""

    opening_id: int
    seen: int
    text: OpeningText
    requirements: Requirements


@dataclass(frozen=True, slots=True)
class Edited:
    """The opening says what HR wrote; so many people qualify now, and these nudges wait to be previewed again."""

    opening_id: int
    title: str
    qualified: int
    paused: tuple[Nudge, ...]


@dataclass(frozen=True, slots=True)
class CannotEdit:
    """Nothing was changed: it is filled or cancelled."""

    opening: Opening
    latest: Latest | None


EditAnswer = Edited | NotPosted | CannotEdit | Overtaken | NoSuchPosting


def draft_of(database: Database, by: str, opening_id: int, now: datetime) -> OpeningDraft | CannotEdit | NoSuchPosting:
    """Return an opening as its form starts, or why it cannot be changed."""
    with database.read() as session:
        opening = _editable(session, opening_by_id(session, opening_id), opening_id)
        if not isinstance(opening, Opening):
            return opening
        qualified = count_qualified(session, opening.requirements, today_of(session, by, now))
        return OpeningDraft(opening, requirements_of(opening.requirements), qualified)


def edit_opening(database: Database, by: str, written: WrittenOpening, hr_channel: str, now: datetime) -> EditAnswer:
    """Change what an opening says: of two who edit the first one wins.

    Requirements that no form can say stay as they are. HR's channel is told of each nudge that has to wait.
    """
    opening_id, text, requirements = written.opening_id, written.text, written.requirements
    with database.begin() as session:
        opening = _editable(session, opening_by_id(session, opening_id, hold=True), opening_id)
        if not isinstance(opening, Opening):
            return opening
        if opening.revision != written.seen:
            return Overtaken(opening, latest(session, f"opening:{opening_id}"))
        today = today_of(session, by, now)
        wrong = wrong_posting(text, requirements, today, last_day_was=opening.closes_on)
        if wrong:
            return NotPosted(wrong)
        rule = _rule_of(requirements, opening.requirements)
        paused: tuple[Nudge, ...] = ()
        if (text, rule) != (_text_of(opening), opening.requirements):
            rewrite_opening(session, opening_id, text, rule, now)
            is_other_audience = rule != opening.requirements
            note(session, by, "opening.edited", f"opening:{opening_id}", now, requirements=is_other_audience)
            paused = _pause_unseen(session, opening_id, by, hr_channel, now)
        return Edited(opening_id, text.title, count_qualified(session, rule, today), paused)


def _rule_of(requirements: Requirements, stood: Criterion) -> Criterion:
    """Return the rule that HR wrote; the one that `stood` where it asks the same, or no form could show it."""
    rule = requirements.rule()
    return stood if requirements_of(stood) is None or flat(rule) == flat(stood) else rule


def _editable(session: Session, opening: Opening | None, opening_id: int) -> Opening | CannotEdit | NoSuchPosting:
    if opening is None:
        return NoSuchPosting(opening_id)
    return opening if opening.status in EDITABLE else CannotEdit(opening, latest(session, f"opening:{opening_id}"))


def _text_of(opening: Opening) -> OpeningText:
    return OpeningText(opening.title, opening.description, opening.department, opening.location, opening.closes_on)


def _pause_unseen(session: Session, opening_id: int, by: str, hr_channel: str, now: datetime) -> tuple[Nudge, ...]:
    """Pause the running nudges about an opening that would go to others than HR has seen; the opening is held."""
    target = OpeningTarget(opening_id)
    known = about(session, target)
    paused = []
    for running in running_about(session, target):
        nudge = nudge_to_change(session, running.id)
        if nudge is None or known is None or nudge.status is not NudgeStatus.RUNNING or nudge.is_previewed(known):
            continue
        set_paused(session, nudge.id, now)
        note(session, by, "nudge.paused", f"nudge:{nudge.id}", now, why="its opening asks for something else now")
        key, details = f"nudge.paused:{nudge.id}:{now.isoformat()}", {"nudge": nudge.id, "opening": opening_id}
        owe(session, Notice(NoticeKind.NUDGE_PAUSED, key, ToChannel(hr_channel), details, now), now)
        paused.append(nudge)
    return tuple(paused)

"""HR looks at a nudge before it starts: how many get it, who is left out and why, and how it reads (promise 5)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.usecases.nudges.schedules import first_delivery, next_day
from bot.usecases.nudges.steering import HasEnded, NoSuchNudge, ended, obstacles
from career import letters
from career.criteria import EVERYONE, Criterion
from career.letters import Letter
from career.nudges import NudgeStatus
from career.outcomes import LeftOut, left_out
from career.reasons import in_words, why_you
from career.repeats import today_in
from career.targets import people_in_question
from storage.database import Database
from storage.house.audit import note
from storage.house.settings import house_settings
from storage.nudges.picks import picks_for
from storage.nudges.previews import Audience, Recipient, count_audience, sample_audience
from storage.nudges.records import Nudge, nudge_by_id, nudge_to_change, set_previewed
from storage.nudges.targets import About, about
from storage.nudges.windows import zone_windows
from storage.people.zones import zones_in_use
from storage.rules.facts import verdict_on

MOST_SAMPLES = 5


@dataclass(frozen=True, slots=True)
class Sample:
    """One message as its recipient would read it."""

    name: str
    letter: Letter


@dataclass(frozen=True, slots=True)
class Preview:
    """What a start would do now. `obstacles` are sentences on why it cannot start yet."""

    nudge: Nudge
    target: About
    audience_in_words: str
    will_get: int
    held_out: int
    left_out: tuple[LeftOut, ...]
    samples: tuple[Sample, ...]
    first_at: datetime | None
    obstacles: tuple[str, ...]


def preview(database: Database, by: str, nudge_id: int, now: datetime) -> Preview | NoSuchNudge | HasEnded:
    """Show what would go out, and remember that HR has seen exactly this."""
    with database.read() as session:
        nudge = nudge_by_id(session, nudge_id)
        target = None if nudge is None else about(session, nudge.text.target)
        if nudge is None or target is None:
            return NoSuchNudge(nudge_id)
        if nudge.status is NudgeStatus.ENDED:
            return ended(session, nudge_id)
        shown = _look(session, nudge, target, now)
    with database.begin() as session:  # on its own, for counting may take long and writers wait for each other
        stands = nudge_to_change(session, nudge_id)
        if stands is not None and stands.text == nudge.text:
            # Else a colleague has rewritten it meanwhile, and may have previewed and started what stands there now.
            set_previewed(session, nudge_id, nudge.fingerprint(target), now)
        note(session, by, "nudge.previewed", f"nudge:{nudge_id}", now)
    return shown


def _look(session: Session, nudge: Nudge, target: About, now: datetime) -> Preview:
    terms = house_settings(session).sending
    zones = zones_in_use(session)
    cadence = nudge.text.cadence
    day = next_day(cadence, now, zones, terms) or today_in(None, now, terms.fallback_zone)
    rule = nudge.rule(target)
    windows = zone_windows(zones or (None,), day, nudge.text.reach, now, terms)
    audience = Audience(nudge, rule, day, windows, now)
    counted = count_audience(session, audience)
    first_at = first_delivery(session, nudge, target, now, terms)
    return Preview(
        nudge=nudge,
        target=target,
        audience_in_words=_audience(nudge, rule),
        will_get=counted.will_get,
        held_out=counted.held_out,
        left_out=left_out(counted.left_out),
        samples=tuple(
            _sample(session, nudge, target, rule, each, now, terms.fallback_zone)
            for each in sample_audience(session, audience, MOST_SAMPLES)
        ),
        first_at=first_at,
        obstacles=obstacles(session, nudge, target, first_at, now),
    )


def _audience(nudge: Nudge, rule: Criterion) -> str:
    """Return whom the nudge is for, in words to HR."""
    parts = (people_in_question(nudge.text.target), "" if rule == EVERYONE else in_words(rule))
    return "; ".join(part for part in parts if part) or in_words(EVERYONE)


def _sample(
    session: Session, nudge: Nudge, target: About, rule: Criterion, recipient: Recipient, now: datetime, fallback: str
) -> Sample:
    text = nudge.text
    reasons = why_you(verdict_on(session, recipient.employee_id, rule, now.date()))
    picks = picks_for(session, text.target, recipient.employee_id, recipient.zone, now, fallback)
    reader = letters.Reader(recipient.given_name, reasons, recipient.zone, picks)
    letter = letters.write(text.words, text.target, target.title, reader, target.deadline)
    return Sample(f"{recipient.given_name} {recipient.family_name}".strip(), letter)

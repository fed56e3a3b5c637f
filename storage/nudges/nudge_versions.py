"""What HR wrote in a nudge, version by version, and how many people got each."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from career.cadences import Cadence, cadence_from_json, cadence_to_json
from career.criteria import Criterion
from career.nudges import Reach, reach_from_json, reach_to_json
from career.outcomes import DeliveryState
from career.rule_json import rule_from_json, rule_to_json
from storage.nudges.records import NudgeText
from storage.tables import DeliveryRow, NudgeRow, NudgeVersionRow


@dataclass(frozen=True, slots=True)
class Version:
    """What HR wrote, as it was from `at` on; `by` is a Slack id, and `sent` how many copies went out with it."""

    number: int
    words: str
    extra: Criterion
    cadence: Cadence
    reach: Reach
    by: str
    at: datetime
    sent: int


def add_first_version(session: Session, nudge_id: int, text: NudgeText, by: str, now: datetime) -> None:
    """Record what HR wrote in a nudge that is new."""
    _add(session, nudge_id, 1, text, by, now)


def rewrite_version(session: Session, nudge_id: int, number: int, text: NudgeText, by: str, now: datetime) -> None:
    """Change a version of which nothing can have gone out: that of a nudge that never ran."""
    version = (NudgeVersionRow.nudge_id == nudge_id, NudgeVersionRow.number == number)
    session.execute(update(NudgeVersionRow).where(*version).values(_columns(text) | {"by": by, "at": now}))


def add_next_version(session: Session, nudge_id: int, before: int, text: NudgeText, by: str, now: datetime) -> int:
    """Record what HR made of version `before` of a nudge that is held, which must be previewed anew; return its number."""
    number = before + 1
    _add(session, nudge_id, number, text, by, now)
    session.execute(update(NudgeRow).where(NudgeRow.id == nudge_id).values(version=number, previewed_fingerprint=None))
    return number


def is_changed(before: NudgeText, after: NudgeText) -> bool:
    """Whether two texts differ in more than their title, which no employee sees."""
    return _columns(before) != _columns(after)


def versions_of(session: Session, nudge_id: int) -> tuple[Version, ...]:
    """Return every version of a nudge, the newest first."""
    copies = (
        select(DeliveryRow.version, func.count())
        .where(DeliveryRow.nudge_id == nudge_id, DeliveryRow.state == DeliveryState.SENT)
        .group_by(DeliveryRow.version)
    )
    sent = {row[0]: row[1] for row in session.execute(copies)}
    query = select(NudgeVersionRow.__table__).where(NudgeVersionRow.nudge_id == nudge_id)
    return tuple(
        Version(
            number=row.number,
            words=row.words,
            extra=rule_from_json(row.audience),
            cadence=cadence_from_json(row.cadence),
            reach=reach_from_json(row.reach),
            by=row.by,
            at=row.at,
            sent=sent.get(row.number, 0),
        )
        for row in session.execute(query.order_by(NudgeVersionRow.number.desc()))
    )


def words_of(session: Session, nudge_id: int, number: int | None) -> str | None:
    """Return HR's words in one version; None where there is none of that number."""
    query = select(NudgeVersionRow.words).where(NudgeVersionRow.nudge_id == nudge_id, NudgeVersionRow.number == number)
    return session.scalar(query)


def note_version(session: Session, delivery_id: int, number: int) -> None:
    """Record with which version a copy goes out."""
    session.execute(update(DeliveryRow).where(DeliveryRow.id == delivery_id).values(version=number))


def _add(session: Session, nudge_id: int, number: int, text: NudgeText, by: str, now: datetime) -> None:
    values = _columns(text) | {"nudge_id": nudge_id, "number": number, "by": by, "at": now}
    session.execute(insert(NudgeVersionRow).values(values))


def _columns(text: NudgeText) -> dict[str, object]:
    return {
        "words": text.words,
        "audience": rule_to_json(text.extra),
        "cadence": cadence_to_json(text.cadence),
        "reach": reach_to_json(text.reach),
    }

"""Queries about nudges: what HR wrote, and where each stands in its life."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Row, func, insert, literal_column, select, update
from sqlalchemy.orm import Session

from career.cadences import Cadence, cadence_from_json, cadence_to_json
from career.criteria import EVERYONE, Criterion, Every
from career.holdout import Salt
from career.nudges import NudgeStatus, Reach, fingerprint, reach_from_json, reach_to_json
from career.outcomes import DeliveryState, DropReason
from career.rule_json import rule_from_json, rule_to_json
from career.targets import Target, target_from_json, target_to_json
from storage.nudges.targets import About
from storage.tables import DeliveryRow, NudgeRow


@dataclass(frozen=True, slots=True)
class NudgeText:
    """What HR writes in the form of a nudge; `extra` narrows the audience beyond what the target asks for."""

    title: str
    target: Target
    words: str
    extra: Criterion
    cadence: Cadence
    reach: Reach

    @property
    def mark(self) -> str:
        """What tells this text from any other, 64 hexadecimal digits: whoever has it open sees whether it has changed."""
        sent = fingerprint(self.target, rule_to_json(self.extra), cadence_to_json(self.cadence), self.words, self.reach)
        return sha256(f"{sent} {self.title}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Nudge:
    """A nudge as it is stored."""

    id: int
    text: NudgeText
    status: NudgeStatus
    previewed_fingerprint: str | None
    salt: Salt
    next_due_at: datetime | None
    looked_until: datetime | None
    created_by: str
    version: int = 1

    def rule(self, target: About) -> Criterion:
        """Return who is in the audience: whoever meets what the target asks for and HR's extra criteria."""
        asked = tuple(part for part in (target.requirements, self.text.extra) if part != EVERYONE)
        return asked[0] if len(asked) == 1 else Every(asked)

    def fingerprint(self, target: About) -> str:
        """Return the fingerprint of what would be sent now (`career.nudges.fingerprint`)."""
        text = self.text
        return fingerprint(
            text.target, rule_to_json(self.rule(target)), cadence_to_json(text.cadence), text.words, text.reach
        )

    def is_previewed(self, target: About) -> bool:
        """Whether HR has seen a preview of exactly what would be sent now (promise 5)."""
        return self.previewed_fingerprint == self.fingerprint(target)


def add_nudge(session: Session, text: NudgeText, salt: Salt, by: str, now: datetime) -> int:
    """Add a draft; return its id."""
    values = _columns(text) | {
        "status": NudgeStatus.DRAFT,
        "salt_multiplier": salt.multiplier,
        "salt_offset": salt.offset,
        "created_by": by,
        "created_at": now,
        "updated_at": now,
    }
    return session.execute(insert(NudgeRow).values(values).returning(NudgeRow.id)).scalar_one()


def change_text(session: Session, nudge_id: int, text: NudgeText, now: datetime) -> None:
    """Replace what HR wrote."""
    _change(session, nudge_id, now, **_columns(text))


def set_previewed(session: Session, nudge_id: int, seen: str, now: datetime) -> None:
    """Remember the fingerprint of what HR was shown."""
    _change(session, nudge_id, now, previewed_fingerprint=seen)


def set_running(session: Session, nudge_id: int, next_due_at: datetime | None, now: datetime) -> None:
    """Let it run from `now` on; what it owes from before a pause may be worked on again."""
    _change(session, nudge_id, now, status=NudgeStatus.RUNNING, looked_until=now, next_due_at=next_due_at)
    _waiting(session, nudge_id, due_at=now)


def set_paused(session: Session, nudge_id: int, now: datetime) -> None:
    """Let nothing of it go out; what it owes waits, but what may have reached Slack already is still looked up."""
    _change(session, nudge_id, now, status=NudgeStatus.PAUSED, next_due_at=None)
    _waiting(session, nudge_id, DeliveryRow.attempted_at.is_(None), due_at=None)


def set_ended(session: Session, nudge_id: int, now: datetime) -> None:
    """End it for good: what it owes is dropped; what may have reached Slack already is still looked up."""
    _change(session, nudge_id, now, status=NudgeStatus.ENDED, next_due_at=None)
    _waiting(session, nudge_id, due_at=now)
    _waiting(
        session,
        nudge_id,
        DeliveryRow.attempted_at.is_(None),
        state=DeliveryState.DROPPED,
        drop_reason=DropReason.NUDGE_ENDED,
    )


def set_looked(session: Session, nudge_id: int, looked_until: datetime, next_due_at: datetime | None) -> None:
    """Remember up to when occasions have been recorded, and when to look again."""
    session.execute(
        update(NudgeRow).where(NudgeRow.id == nudge_id).values(looked_until=looked_until, next_due_at=next_due_at)
    )


def nudge_by_id(session: Session, nudge_id: int) -> Nudge | None:
    """Return one nudge."""
    return _one(session.execute(select(NudgeRow.__table__).where(NudgeRow.id == nudge_id)).one_or_none())


def nudge_to_change(session: Session, nudge_id: int) -> Nudge | None:
    """Return one nudge, which nobody else can change before this transaction ends.

    Whoever holds its target too has to hold that first, so that no two transactions wait for each other.
    """
    query = select(NudgeRow.__table__).where(NudgeRow.id == nudge_id).with_for_update()
    return _one(session.execute(query).one_or_none())


def nudge_to_send(session: Session, nudge_id: int) -> Nudge | None:
    """Return one nudge, which cannot be paused, ended or rewritten before this transaction ends."""
    query = select(NudgeRow.__table__).where(NudgeRow.id == nudge_id).with_for_update(read=True)
    return _one(session.execute(query).one_or_none())


def nudges_due(session: Session, now: datetime) -> tuple[int, ...]:
    """Return the ids of the running nudges of which an occasion has come, the longest due first."""
    running = NudgeRow.status == literal_column("'running'")  # to the letter as the partial index has it
    return tuple(
        session.scalars(
            select(NudgeRow.id).where(running, NudgeRow.next_due_at <= now).order_by(NudgeRow.next_due_at, NudgeRow.id)
        )
    )


def nudge_due_to_work_on(session: Session, nudge_id: int, now: datetime) -> Nudge | None:
    """Return that nudge if it is still due, held for this transaction; None also while another worker has it."""
    query = select(NudgeRow.__table__).where(
        NudgeRow.id == nudge_id, NudgeRow.status == NudgeStatus.RUNNING, NudgeRow.next_due_at <= now
    )
    return _one(session.execute(query.with_for_update(skip_locked=True)).one_or_none())


def running_nudges(session: Session) -> tuple[int, ...]:
    """Return the ids of all running nudges."""
    return tuple(
        session.scalars(select(NudgeRow.id).where(NudgeRow.status == NudgeStatus.RUNNING).order_by(NudgeRow.id))
    )


def running_about(session: Session, target: Target) -> tuple[Nudge, ...]:
    """Return the running nudges about `target`, oldest first."""
    query = select(NudgeRow.__table__).where(NudgeRow.target_key == target.key, NudgeRow.status == NudgeStatus.RUNNING)
    return tuple(_nudge(row) for row in session.execute(query.order_by(NudgeRow.id)))


def delivery_counts(session: Session, nudge_ids: Sequence[int]) -> Mapping[int, Mapping[DeliveryState, int]]:
    """Return for each nudge how many people have a delivery of it in which state, however many occasions it had."""
    query = (
        select(DeliveryRow.nudge_id, DeliveryRow.state, func.count(DeliveryRow.employee_id.distinct()))
        .where(DeliveryRow.nudge_id.in_(nudge_ids))
        .group_by(DeliveryRow.nudge_id, DeliveryRow.state)
    )
    counts: dict[int, dict[DeliveryState, int]] = {nudge_id: {} for nudge_id in nudge_ids}
    for nudge_id, state, number in session.execute(query):
        counts[nudge_id][state] = number
    return counts


def owes(session: Session, nudge_id: int) -> bool:
    """Whether some delivery of the nudge has not found its end."""
    query = select(DeliveryRow.id).where(
        DeliveryRow.nudge_id == nudge_id, DeliveryRow.state.in_([DeliveryState.DUE, DeliveryState.CLAIMED])
    )
    return session.scalar(query.limit(1)) is not None


def _change(session: Session, nudge_id: int, now: datetime, **values: Any) -> None:  # noqa: ANN401  column values
    session.execute(update(NudgeRow).where(NudgeRow.id == nudge_id).values(values | {"updated_at": now}))


def _waiting(session: Session, nudge_id: int, *also: ColumnElement[bool], **values: Any) -> None:  # noqa: ANN401  column values
    """Change what the nudge owes and nobody is at: who is at one looks at the nudge before it posts."""
    owed = (DeliveryRow.nudge_id == nudge_id, DeliveryRow.state == DeliveryState.DUE)
    session.execute(update(DeliveryRow).where(*owed, *also).values(values))


def _columns(text: NudgeText) -> dict[str, Any]:
    return {
        "title": text.title,
        "target": target_to_json(text.target),
        "topic": text.target.topic,
        "target_key": text.target.key,
        "words": text.words,
        "audience": rule_to_json(text.extra),
        "cadence": cadence_to_json(text.cadence),
        "reach": reach_to_json(text.reach),
    }


def _one(row: Row[*tuple[Any, ...]] | None) -> Nudge | None:
    return None if row is None else _nudge(row)


def _nudge(row: Row[*tuple[Any, ...]]) -> Nudge:
    text = NudgeText(
        title=row.title,
        target=target_from_json(row.target),
        words=row.words,
        extra=rule_from_json(row.audience),
        cadence=cadence_from_json(row.cadence),
        reach=reach_from_json(row.reach),
    )
    return Nudge(
        id=row.id,
        text=text,
        status=row.status,
        previewed_fingerprint=row.previewed_fingerprint,
        salt=Salt(row.salt_multiplier, row.salt_offset),
        next_due_at=row.next_due_at,
        looked_until=row.looked_until,
        created_by=row.created_by,
        version=row.version,
    )

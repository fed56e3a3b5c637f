"""Queries about what people did with their copies of nudges, and the times they picked to be reminded."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from career.outcomes import DeliveryState, Response
from career.targets import NoActivity, Target, target_from_json
from career.training import STANDS
from storage.conditions import any_is
from storage.nudges.acting import has_acted
from storage.nudges.tokens import token_in
from storage.statements import insert_or_leave
from storage.tables import (
    DeliveryRow,
    EmployeeRow,
    EnrolmentRow,
    NoticeRow,
    NudgeRow,
    PickedTimeRow,
    ProgrammeRow,
    WorkshopRow,
)


@dataclass(frozen=True, slots=True)
class Copy:
    """One person's copy of a nudge, as far as an answer to it needs to know; `token` is what its buttons carry."""

    id: int
    token: str
    nudge_id: int
    target: Target
    version: int | None
    state: DeliveryState
    response: Response | None
    responded_at: datetime | None
    last_tap: str | None


@dataclass(frozen=True, slots=True)
class PickedTime:
    """When somebody wants to be reminded, None where they took that back; `number` is how often they picked one."""

    at: datetime | None
    number: int


@dataclass(frozen=True, slots=True)
class Place:
    """One message in Slack: its conversation, and its time stamp as Slack wrote it."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A seat, offer or waitlist place in a workshop of the programme called `title`, asked for at `asked_at`."""

    workshop_id: int
    title: str
    asked_at: datetime


NEVER_PICKED = PickedTime(None, 0)


def copy_of(session: Session, token: str, employee_id: int, *, hold: bool = False) -> Copy | None:
    """Return this employee's own copy with this token; None also where the text is no token at all.

    With `hold` nobody else answers it before this transaction ends. Whoever holds the person too has to hold them first,
    as the courier does.
    """
    wanted = token_in(token)
    if wanted is None:
        return None
    query = (
        select(
            DeliveryRow.id,
            DeliveryRow.nudge_id,
            NudgeRow.target,
            DeliveryRow.version,
            DeliveryRow.state,
            DeliveryRow.response,
            DeliveryRow.responded_at,
            DeliveryRow.last_tap,
        )
        .join(NudgeRow, NudgeRow.id == DeliveryRow.nudge_id)
        .where(DeliveryRow.token == wanted, DeliveryRow.employee_id == employee_id)
    )
    row = session.execute(query.with_for_update(of=DeliveryRow) if hold else query).one_or_none()
    if row is None:
        return None
    return Copy(**row._asdict() | {"token": str(wanted), "target": target_from_json(row.target)})


def note_tap(session: Session, copy_id: int, at: str) -> None:
    """Remember when, by Slack's clock, a button of the copy was pressed last."""
    session.execute(update(DeliveryRow).where(DeliveryRow.id == copy_id).values(last_tap=at))


def set_response(session: Session, copy: Copy, response: Response | None, now: datetime) -> None:
    """Record what the person did with the copy, None for nothing; the same thing twice keeps the first time."""
    if response is not copy.response:
        answered = {"response": response, "responded_at": None if response is None else now}
        session.execute(update(DeliveryRow).where(DeliveryRow.id == copy.id).values(answered))


def picked_time(session: Session, copy_id: int) -> PickedTime:
    """Return when the person wants to be reminded of what the copy was about."""
    query = select(PickedTimeRow.at, PickedTimeRow.number).where(PickedTimeRow.delivery_id == copy_id)
    row = session.execute(query).one_or_none()
    return NEVER_PICKED if row is None else PickedTime(row.at, row.number)


def set_picked_time(session: Session, copy_id: int, picked: PickedTime) -> None:
    """Record when the person wants to be reminded; whoever calls holds the copy."""
    values = {"at": picked.at, "number": picked.number}
    session.execute(insert_or_leave(session, PickedTimeRow).values(delivery_id=copy_id, **values))
    session.execute(update(PickedTimeRow).where(PickedTimeRow.delivery_id == copy_id).values(values))


def reminder_key(copy_id: int, number: int) -> str:
    """Return the name of the notice that reminds of a copy at the time picked as the `number`-th."""
    return f"picked_time:{copy_id}:{number}"


def places_of(session: Session, copy_id: int) -> tuple[Place, ...]:
    """Return where the copy and every reminder of it stand in Slack, as far as that is known."""
    last = picked_time(session, copy_id).number
    keys = [reminder_key(copy_id, number) for number in range(1, last + 1)]
    copies = select(DeliveryRow.channel, DeliveryRow.message_ts).where(DeliveryRow.id == copy_id)
    found = [*session.execute(copies)]
    if keys:
        reminders = select(NoticeRow.channel, NoticeRow.message_ts).where(NoticeRow.key.in_(keys))
        found += session.execute(reminders.order_by(NoticeRow.id))
    return tuple(Place(channel, ts) for channel, ts in found if channel is not None and ts is not None)


def enrolled_by(
    session: Session, employee_id: int, workshop_id: int | None, at: datetime | None, now: datetime
) -> Enrolled | None:
    """Return where somebody takes part, or waits to: in that workshop, or in one for which they asked at that instant.

    It has not begun at `now`; of several it is the one that begins first.
    """
    query = (
        select(EnrolmentRow.workshop_id, ProgrammeRow.title, EnrolmentRow.asked_at)
        .join(WorkshopRow, WorkshopRow.id == EnrolmentRow.workshop_id)
        .join(ProgrammeRow, ProgrammeRow.id == WorkshopRow.programme_id)
        .where(EnrolmentRow.employee_id == employee_id, EnrolmentRow.state.in_(STANDS), WorkshopRow.starts_at > now)
        .where(any_is((EnrolmentRow.workshop_id, workshop_id), (EnrolmentRow.asked_at, at)))
        .order_by(WorkshopRow.starts_at, WorkshopRow.id)
        .limit(1)
    )
    row = session.execute(query).one_or_none()
    return None if row is None else Enrolled(*row)


def has_acted_on(session: Session, target: Target, employee_id: int, now: datetime) -> bool:
    """Whether somebody has done what a nudge about `target` asks for, wherever they did it.

    To have been active again is no reason to leave out a reminder that was asked for: picking its time was that already.
    Nor is a place that was given up.
    """
    if isinstance(target, NoActivity):
        return False
    acted = select(has_acted(target, now, now.date(), left_counts=False)).where(EmployeeRow.id == employee_id)
    return bool(session.scalar(acted))

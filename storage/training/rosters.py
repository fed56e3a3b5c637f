"""Queries about who is in a workshop, as HR sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from career.training import EnrolmentState
from storage.tables import EmployeeRow, EnrolmentRow

HAD_A_SEAT = (
    EnrolmentState.SEAT,
    EnrolmentState.ATTENDED,
    EnrolmentState.ABSENT,
    EnrolmentState.COMPLETED,
)
"""The states of those who had a seat when the workshop began; SEAT where nobody has written down yet who came."""

_TURNS = {
    EnrolmentState.OFFERED: 1,
    EnrolmentState.WAITLIST: 2,
    EnrolmentState.CANCELLED: 3,
    EnrolmentState.LEFT: 4,
}


@dataclass(frozen=True, slots=True)
class OnRoster:
    """Somebody on a roster."""

    enrolment_id: int
    name: str
    job: str | None
    state: EnrolmentState
    asked_at: datetime


def roster_page(session: Session, workshop_id: int, skip: int, most: int) -> Sequence[OnRoster]:
    """Return a page of everybody who is or was in a workshop.

    First who has or had a seat, then offers, the waitlist, and who left; in each, whoever asked first at the top.
    """
    turn = case(*((EnrolmentRow.state == state, turn) for state, turn in _TURNS.items()), else_=0)
    return _page(session, _roster(workshop_id).order_by(turn, EnrolmentRow.asked_at, EnrolmentRow.id), skip, most)


def attendance_page(session: Session, workshop_id: int, skip: int, most: int) -> Sequence[OnRoster]:
    """Return a page of those who had a seat in a workshop when it began, by name."""
    query = _roster(workshop_id).where(EnrolmentRow.state.in_(HAD_A_SEAT))
    by_name = query.order_by(EmployeeRow.family_name, EmployeeRow.given_name, EnrolmentRow.id)
    return _page(session, by_name, skip, most)


def states_in(session: Session, workshop_id: int) -> Mapping[EnrolmentState, int]:
    """Return how many there are in a workshop in each state that somebody is in."""
    query = select(EnrolmentRow.state, func.count()).where(EnrolmentRow.workshop_id == workshop_id)
    return {state: count for state, count in session.execute(query.group_by(EnrolmentRow.state))}  # noqa: C416  typed rows


def _roster(workshop_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            EnrolmentRow.id,
            EmployeeRow.given_name,
            EmployeeRow.family_name,
            EmployeeRow.job_title,
            EnrolmentRow.state,
            EnrolmentRow.asked_at,
        )
        .join(EmployeeRow, EmployeeRow.id == EnrolmentRow.employee_id)
        .where(EnrolmentRow.workshop_id == workshop_id)
    )


def _page(session: Session, query: Select[*tuple[Any, ...]], skip: int, most: int) -> Sequence[OnRoster]:
    return [
        OnRoster(id_, f"{given} {family}".strip(), job, state, asked_at)
        for id_, given, family, job, state, asked_at in session.execute(query.offset(skip).limit(most))
    ]

"""Queries about places that HR offered to people who are interested."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, insert, select, update
from sqlalchemy.orm import Session

from career.employees import EmploymentStatus
from career.training import EnrolmentState, NominationAnswer
from storage.tables import EmployeeRow, EnrolmentRow, InterestRow, NominationRow


@dataclass(frozen=True, slots=True)
class Nomination:
    """A place offered: by whom, until when it is kept, and what was answered (None: not yet)."""

    enrolment_id: int
    by_slack_id: str
    by_name: str
    channel_id: str
    answer_by: datetime
    answer: NominationAnswer | None


@dataclass(frozen=True, slots=True)
class InterestedPerson:
    """Somebody who logged interest in a programme; `state` is their standing in the workshop looked at, if any."""

    employee_id: int
    name: str
    since: datetime
    words: str
    """Their own, where their wish was in words."""
    state: EnrolmentState | None


_NOMINATION = (
    NominationRow.enrolment_id,
    NominationRow.by_slack_id,
    NominationRow.by_name,
    NominationRow.channel_id,
    NominationRow.answer_by,
    NominationRow.answer,
)


def add_nomination(session: Session, nomination: Nomination, now: datetime) -> int:
    """Record that a place is offered; return the nomination's id."""
    values = {
        "enrolment_id": nomination.enrolment_id,
        "by_slack_id": nomination.by_slack_id,
        "by_name": nomination.by_name,
        "channel_id": nomination.channel_id,
        "at": now,
        "answer_by": nomination.answer_by,
    }
    return session.scalars(insert(NominationRow).values(values).returning(NominationRow.id)).one()


def close_nomination(
    session: Session, enrolment_id: int, answer: NominationAnswer, now: datetime
) -> tuple[int, Nomination] | None:
    """Record the answer to the open nomination of an enrolment; return it with its id, None where none is open."""
    closed = (
        update(NominationRow)
        .where(NominationRow.enrolment_id == enrolment_id, NominationRow.answer.is_(None))
        .values(answer=answer, answered_at=now)
        .returning(NominationRow.id, *_NOMINATION)
    )
    row = session.execute(closed).one_or_none()
    return None if row is None else (row[0], Nomination(*row[1:]))


def shorten_nomination(session: Session, enrolment_id: int, answer_by: datetime) -> None:
    """Keep the seat of an enrolment's open nomination no longer than until `answer_by`."""
    longer = (
        NominationRow.enrolment_id == enrolment_id,
        NominationRow.answer.is_(None),
        NominationRow.answer_by > answer_by,
    )
    session.execute(update(NominationRow).where(*longer).values(answer_by=answer_by))


def open_nomination(session: Session, enrolment_id: int) -> Nomination | None:
    """Return the nomination of an enrolment that waits for an answer."""
    query = select(*_NOMINATION).where(NominationRow.enrolment_id == enrolment_id, NominationRow.answer.is_(None))
    row = session.execute(query).one_or_none()
    return None if row is None else Nomination(*row)


def lapsing(session: Session, now: datetime) -> Sequence[tuple[int, int]]:
    """Return (workshop id, enrolment id) of every nomination whose time to answer is over at `now`."""
    query = (
        select(EnrolmentRow.workshop_id, EnrolmentRow.id)
        .join(NominationRow, NominationRow.enrolment_id == EnrolmentRow.id)
        .where(NominationRow.answer.is_(None), NominationRow.answer_by <= now)
        .order_by(EnrolmentRow.workshop_id, EnrolmentRow.id)
    )
    return [(workshop_id, enrolment_id) for workshop_id, enrolment_id in session.execute(query)]


def last_nominations(session: Session, workshop_id: int) -> Mapping[int, Nomination]:
    """Return the newest nomination of each person in a workshop, by the id of their enrolment."""
    query = (
        select(*_NOMINATION)
        .join(EnrolmentRow, EnrolmentRow.id == NominationRow.enrolment_id)
        .where(EnrolmentRow.workshop_id == workshop_id)
        .order_by(NominationRow.id)
    )
    return {row.enrolment_id: Nomination(*row) for row in session.execute(query)}


def interested_people(
    session: Session, programme_id: int, workshop_id: int | None, skip: int, most: int
) -> Sequence[InterestedPerson]:
    """Return a page of those who are interested in a programme and work here, whoever said so first at the top."""
    query = (
        _interested(
            select(
                InterestRow.employee_id,
                EmployeeRow.given_name,
                EmployeeRow.family_name,
                InterestRow.logged_at,
                InterestRow.words,
                EnrolmentRow.state,
            ),
            programme_id,
        )
        .outerjoin(
            EnrolmentRow,
            and_(EnrolmentRow.employee_id == InterestRow.employee_id, EnrolmentRow.workshop_id == (workshop_id or 0)),
        )
        .order_by(InterestRow.logged_at, InterestRow.id)
    )
    return [
        InterestedPerson(employee_id, f"{given} {family}".strip(), since, words, state)
        for employee_id, given, family, since, words, state in session.execute(query.offset(skip).limit(most))
    ]


def how_many_interested(session: Session, programme_id: int) -> int:
    """Return how many who work here are interested in a programme."""
    counted: int = session.execute(_interested(select(func.count(InterestRow.id)), programme_id)).scalar_one()
    return counted


def _interested(query: Select[*tuple[Any, ...]], programme_id: int) -> Select[*tuple[Any, ...]]:
    return query.join(EmployeeRow, EmployeeRow.id == InterestRow.employee_id).where(
        InterestRow.programme_id == programme_id, EmployeeRow.status != EmploymentStatus.LEFT
    )

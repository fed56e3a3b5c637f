"""Erasing a leaver's personal data, so that what was counted stays counted.

The employee's row stays, without a person: applications, deliveries, draws and enrolments go on pointing at it. What is only
about the person goes. What the person wrote, or HR wrote about them, is blanked. Wherever else their name, their e-mail
or their Slack id stands, in anybody's rows, something takes its place that says nothing.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from secrets import token_hex
from typing import Any

from sqlalchemy import JSON, ColumnElement, String, Table, Text, cast, delete, false, func, insert, or_, select, update
from sqlalchemy.orm import Session

from career.applications import Stage
from career.employees import EmploymentStatus
from career.notices import NoticeKind
from career.tuition import RequestState
from storage.batches import batches
from storage.tables import (
    ApplicationRow,
    CompletionRow,
    ConsiderationRow,
    DeliveryRow,
    EmployeeRow,
    EmployeeSkillRow,
    ErasureRow,
    FeedbackRow,
    HrMemberRow,
    InterestRow,
    LeaveRow,
    NoticeRow,
    OwnHoursRow,
    PickedTimeRow,
    QuietRow,
    RecognitionRow,
    ReviewRow,
    Row,
    SlackPersonRow,
    TuitionRequestRow,
)
from storage.types import JsonDocument, TextEnum

ERASED = "(erased)"
_FORMER = "a former colleague"
_FEWEST_LETTERS = 4
"""A shorter name would be found within other words."""

_ABOUT_THE_PERSON = (
    CompletionRow, EmployeeSkillRow, LeaveRow, NoticeRow, OwnHoursRow, QuietRow, RecognitionRow, ReviewRow,
)  # fmt: skip
"""Rows with an employee that are of no use without the person."""

_KEPT_WITHOUT_A_PERSON = ("applications", "deliveries", "draws", "enrolments", "erasures", "feedback", "interests",
                          "placements", "tuition_requests")  # fmt: skip
"""Tables with an employee whose rows are counted: what happens to their personal columns stands in `erase`."""


def decided_tables() -> frozenset[str]:
    """Return the tables with an employee for which it is decided what erasing does to them."""
    return frozenset((*(row.__tablename__ for row in _ABOUT_THE_PERSON), *_KEPT_WITHOUT_A_PERSON))


@dataclass(frozen=True, slots=True)
class Person:
    """Whom erasing is about; `is_slack_active` says that Slack's directory would bring the name back tomorrow."""

    id: int
    number: str
    full_name: str
    names: tuple[str, ...]
    email: str | None
    slack_id: str | None
    has_left: bool
    is_slack_active: bool


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What of a person's still waits for HR: the openings of applications that have not ended, and requests for funding."""

    openings: tuple[int, ...]
    requests: int


@dataclass(frozen=True, slots=True)
class Traces:
    """Where something that points to the person stands in rows that are not about them: keys by table."""

    instead: Mapping[str, str]
    found: Mapping[str, Sequence[tuple[Any, ...]]]


def person_of(session: Session, number: str) -> Person | None:
    """Return the person of an employee number, who cannot be changed before a writing transaction ends."""
    query = (
        select(EmployeeRow, SlackPersonRow.real_name, SlackPersonRow.is_active)
        .outerjoin(SlackPersonRow, SlackPersonRow.slack_id == EmployeeRow.slack_id)
        .where(EmployeeRow.number == number)
    )
    found = session.execute(query).one_or_none()
    if found is None:
        return None
    employee, real_name, is_active = found
    full_name = f"{employee.given_name} {employee.family_name}".strip()
    turned = f"{employee.family_name}, {employee.given_name}"
    names = [full_name, turned, *([real_name] if real_name and " " in real_name else [])]
    return Person(
        employee.id,
        employee.number,
        full_name,
        tuple(dict.fromkeys(name for name in names if len(name) >= _FEWEST_LETTERS)),
        employee.email,
        employee.slack_id,
        employee.status is EmploymentStatus.LEFT,
        bool(is_active),
    )


def unfinished_of(session: Session, employee_id: int) -> Unfinished:
    """Return what of a person's nobody could decide on any more once it is not known whose it is."""
    ended = [stage for stage in Stage if stage.has_ended]
    openings = select(ApplicationRow.opening_id).where(
        ApplicationRow.employee_id == employee_id, ApplicationRow.stage.not_in(ended)
    )
    requests = select(func.count()).where(
        TuitionRequestRow.employee_id == employee_id, TuitionRequestRow.state == RequestState.WAITING
    )
    found = session.scalars(openings.order_by(ApplicationRow.opening_id)).all()
    return Unfinished(tuple(found), session.execute(requests).scalar_one())


def find_traces(session: Session, person: Person) -> Traces:
    """Look through every text of every table for what points to the person. It takes as long as reading them all."""
    instead = dict.fromkeys(person.names, _FORMER)
    if person.email is not None:
        instead[person.email] = ERASED
    if person.slack_id is not None:
        instead[person.slack_id] = f"former-{token_hex(5)}"
    found = {}
    for table in _searched():
        texts, structures = _columns(table)
        told = [column.contains(needle, autoescape=True) for column in texts for needle in instead]
        told += [
            cast(column, Text).contains(written, autoescape=True)
            for column in structures
            for needle in (*instead, person.number)
            for written in {needle, json.dumps(needle)[1:-1]}
        ]
        keys = session.execute(select(*table.primary_key.columns).where(or_(false(), *told))).all()
        if keys:
            found[table.name] = [tuple(key) for key in keys]
    return Traces(instead, found)


def erase(session: Session, person: Person, traces: Traces, by: str, now: datetime) -> None:
    """Erase the person's data; the transaction is the caller's."""
    opened = insert(ErasureRow).values(
        employee_id=person.id, number_digest=digest_of(person.number), by=by, at=now, is_open=True
    )
    erasure_id = session.execute(opened.returning(ErasureRow.id)).scalar_one()
    mine = select(DeliveryRow.id).where(DeliveryRow.employee_id == person.id)
    session.execute(delete(PickedTimeRow).where(PickedTimeRow.delivery_id.in_(mine)))
    for row in _ABOUT_THE_PERSON:
        table = row.__table__
        session.execute(delete(row).where(table.c.employee_id == person.id))
    filed = (NoticeRow.kind == NoticeKind.RECORD_DISPUTED, NoticeRow.details["employee_id"].as_integer() == person.id)
    session.execute(delete(NoticeRow).where(*filed))
    in_own_words = (InterestRow.employee_id == person.id, InterestRow.programme_id.is_(None))
    session.execute(delete(InterestRow).where(*in_own_words))
    _blank(session, InterestRow, InterestRow.employee_id == person.id, words="")
    _blank(session, ApplicationRow, ApplicationRow.employee_id == person.id, note="")
    applied = select(ApplicationRow.id).where(ApplicationRow.employee_id == person.id)
    _blank(session, ConsiderationRow, ConsiderationRow.application_id.in_(applied), reason=ERASED)
    _blank(session, FeedbackRow, FeedbackRow.employee_id == person.id, comment="")
    asked = TuitionRequestRow.employee_id == person.id
    _blank(session, TuitionRequestRow, asked, title=ERASED, provider=ERASED, why="")
    _blank(session, TuitionRequestRow, asked & TuitionRequestRow.reason.is_not(None), reason=ERASED)
    _blank(session, DeliveryRow, DeliveryRow.employee_id == person.id, recipient=None, channel=None, message_ts=None)
    _blank(session, EmployeeRow, EmployeeRow.id == person.id, **_nobody(now))
    if person.slack_id is not None:
        session.execute(delete(SlackPersonRow).where(SlackPersonRow.slack_id == person.slack_id))
        session.execute(delete(HrMemberRow).where(HrMemberRow.slack_id == person.slack_id))
    for table in _searched():
        for keys in batches(traces.found.get(table.name, ())):
            _replace(session, table, keys, traces.instead, person.number)
    session.execute(update(ErasureRow).where(ErasureRow.id == erasure_id).values(is_open=False))


def erased_digests(session: Session) -> frozenset[str]:
    """Return the digests of the employee numbers of everybody whose data were erased."""
    return frozenset(session.scalars(select(ErasureRow.number_digest)))


def digest_of(number: str) -> str:
    """Return by what an erased employee number is known again."""
    return sha256(f"coxswain employee {number.casefold()}".encode()).hexdigest()


def _nobody(now: datetime) -> dict[str, Any]:
    """Return the values of an employee without a person: of the columns that must hold something, something that says nothing."""
    kept = ("id", "status", "lot", "created_at")
    blank = {column.name: None for column in EmployeeRow.__table__.columns if column.name not in kept}
    return blank | {
        "number": f"erased-{token_hex(8)}",
        "given_name": ERASED,
        "family_name": "",
        "full_name_key": "",
        "is_slack_active": False,
        "updated_at": now,
    }


def _blank(session: Session, row: type[Row], which: ColumnElement[bool], **values: Any) -> None:  # noqa: ANN401  of the columns' own types
    session.execute(update(row).where(which).values(**values))


def _searched() -> list[Table]:
    """Return the tables in which somebody else's rows may name the person; the ledger of deliveries names nobody."""
    return [
        table
        for table in Row.metadata.sorted_tables
        if table.name != DeliveryRow.__tablename__ and any(_columns(table))
    ]


def _columns(table: Table) -> tuple[list[ColumnElement[Any]], list[ColumnElement[Any]]]:
    """Return the columns of free text, and those of JSON."""
    texts = [
        column
        for column in table.columns
        if isinstance(column.type, String) and not column.primary_key and not isinstance(column.type, TextEnum)
    ]
    return list(texts), [column for column in table.columns if isinstance(column.type, JSON | JsonDocument)]


def _replace(
    session: Session, table: Table, keys: Sequence[tuple[Any, ...]], instead: Mapping[str, str], number: str
) -> None:
    own = list(table.primary_key.columns)
    texts, structures = _columns(table)
    for key in keys:
        which = [column == value for column, value in zip(own, key, strict=True)]
        for text in texts:
            for needle, other in instead.items():
                held = (*which, text.contains(needle, autoescape=True))
                session.execute(update(table).where(*held).values({text.name: func.replace(text, needle, other)}))
        for structure in structures:
            value = session.scalar(select(structure).where(*which))
            changed = _without(value, instead, number)
            if changed != value:
                session.execute(update(table).where(*which).values({structure.name: changed}))


def _without(value: Any, instead: Mapping[str, str], number: str) -> Any:  # noqa: ANN401  any JSON
    """Return a JSON value without what points to the person; the employee number only where it stands alone."""
    match value:
        case str():
            if value == number:
                return ERASED
            for needle, other in instead.items():
                value = value.replace(needle, other)
            return value
        case list():
            return [_without(each, instead, number) for each in value]
        case dict():
            return {name: _without(each, instead, number) for name, each in value.items()}
        case _:
            return value

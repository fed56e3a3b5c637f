"""What imports of completions, reviews, recognition, leave and holidays read and write, many rows to a statement."""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any, Generic, TypeVar

from sqlalchemy import Dialect, Select, delete, literal, select, true, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from career.recognition import RecognitionKind
from storage.apart import aside
from storage.batches import batches, put_from
from storage.importing.bulk import Bulk
from storage.importing.imports import Review, put_reviews
from storage.statements import leave_if_there
from storage.tables import (
    CompletionRow,
    EmployeeRow,
    HolidayRow,
    LeaveRow,
    ProgrammeRow,
    RecognitionRow,
    ReviewRow,
)
from storage.training.completions import granted_skills

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class CompletionKey:
    """What makes a completion the same one again."""

    employee_id: int
    title_code: str
    completed_on: date


@dataclass(frozen=True, slots=True)
class ReviewKey:
    """What makes a review the same one again."""

    employee_id: int
    reviewed_on: date | None


@dataclass(frozen=True, slots=True)
class RecognitionKey:
    """All of a recognition: two that differ in anything are two."""

    employee_id: int
    kind: RecognitionKind
    by_name: str
    words: str
    given_on: date


@dataclass(frozen=True, slots=True)
class LeaveKey:
    """What makes a leave the same one again."""

    employee_id: int
    first_day: date


@dataclass(frozen=True, slots=True)
class HolidayKey:
    """What makes a holiday the same one again."""

    day: date
    location_code: str


@dataclass(frozen=True, slots=True)
class Book(Generic[K, V]):
    """How records of one kind are kept: what is there of some of them, and how to put there what is not."""

    stored: Callable[[Session, Collection[K]], Mapping[K, V]]
    put: Callable[[Dialect, Mapping[K, V], datetime], Sequence[Bulk]]


def _of_people(
    session: Session, query: Select[*tuple[Any, ...]], whose: InstrumentedAttribute[int], keys: Collection[Any]
) -> list[Any]:
    """Return every row of the people whom `keys` are about."""
    found: list[Any] = []
    for batch in batches(sorted({key.employee_id for key in keys})):
        found.extend(session.execute(query.where(whose.in_(batch))))
    return found


def _completions(session: Session, keys: Collection[CompletionKey]) -> Mapping[CompletionKey, tuple[str, int | None]]:
    columns = (CompletionRow.employee_id, CompletionRow.title_code, CompletionRow.completed_on)
    query = select(*columns, CompletionRow.title, CompletionRow.programme_id)
    rows = _of_people(session, query, CompletionRow.employee_id, keys)
    return {CompletionKey(*row[:3]): (row[3], row[4]) for row in rows}


def _put_completions(
    dialect: Dialect, completions: Mapping[CompletionKey, tuple[str, int | None]], now: datetime
) -> Sequence[Bulk]:
    table = _COMPLETIONS
    put = put_from(
        dialect,
        CompletionRow,
        (*table.columns.keys(), "created_at"),
        select(table, literal(now, CompletionRow.created_at.type)),
        key=("employee_id", "title_code", "completed_on"),
        change=("programme_id",),
    )
    row = attrgetter("employee_id", "title_code", "completed_on")
    return (
        Bulk(
            table,
            completions.items(),
            lambda each: (*row(each[0]), *each[1]),
            [put, granted_skills(dialect, table, table.c.employee_id)],
        ),
    )


def programmes_by_code(session: Session) -> Mapping[str, int]:
    """Return the programmes that HR offers or offered, by the code of their title."""
    return dict(session.execute(select(ProgrammeRow.title_code, ProgrammeRow.id)).all())


def _reviews(session: Session, keys: Collection[ReviewKey]) -> Mapping[ReviewKey, tuple[int | None, str | None]]:
    query = select(ReviewRow.employee_id, ReviewRow.reviewed_on, ReviewRow.rating, ReviewRow.rating_label)
    rows = _of_people(session, query, ReviewRow.employee_id, keys)
    return {ReviewKey(*row[:2]): (row[2], row[3]) for row in rows}


def _put_reviews(
    dialect: Dialect, reviews: Mapping[ReviewKey, tuple[int | None, str | None]], _now: datetime
) -> Sequence[Bulk]:
    return (
        put_reviews(dialect, [(key.employee_id, Review(key.reviewed_on, *value)) for key, value in reviews.items()]),
    )


def _recognitions(session: Session, keys: Collection[RecognitionKey]) -> Mapping[RecognitionKey, None]:
    columns = (RecognitionRow.employee_id, RecognitionRow.kind, RecognitionRow.by_name, RecognitionRow.words)
    query = select(*columns, RecognitionRow.given_on)
    return {RecognitionKey(*row): None for row in _of_people(session, query, RecognitionRow.employee_id, keys)}


def _put_recognitions(dialect: Dialect, recognitions: Mapping[RecognitionKey, None], now: datetime) -> Sequence[Bulk]:
    table = _RECOGNITIONS
    chosen = select(table, literal(now, RecognitionRow.created_at.type)).where(true())
    add = leave_if_there(dialect, RecognitionRow).from_select([*table.columns.keys(), "created_at"], chosen)
    return (Bulk(table, recognitions, attrgetter(*table.columns.keys()), [add]),)


def _leaves(session: Session, keys: Collection[LeaveKey]) -> Mapping[LeaveKey, date]:
    query = select(LeaveRow.employee_id, LeaveRow.first_day, LeaveRow.last_day)
    return {LeaveKey(*row[:2]): row[2] for row in _of_people(session, query, LeaveRow.employee_id, keys)}


def _put_leaves(dialect: Dialect, leaves: Mapping[LeaveKey, date], _now: datetime) -> Sequence[Bulk]:
    table = _LEAVES
    put = put_from(
        dialect,
        LeaveRow,
        table.columns.keys(),
        select(table),
        key=("employee_id", "first_day"),
        change=("last_day",),
    )
    # Whose leave is only made longer gets no new row, which would do it: no message to them begins before this is committed.
    people = EmployeeRow.id.in_(select(table.c.employee_id))
    hold = select(EmployeeRow.id).where(people).with_for_update(key_share=True, read=True)
    row = attrgetter("employee_id", "first_day")
    return (Bulk(table, leaves.items(), lambda leave: (*row(leave[0]), leave[1]), [hold, put]),)


def leaves_not_over(session: Session, today: date) -> Mapping[LeaveKey, date]:
    """Return the last day of every leave that is under way or ahead."""
    query = select(LeaveRow.employee_id, LeaveRow.first_day, LeaveRow.last_day).where(LeaveRow.last_day >= today)
    return {LeaveKey(*row[:2]): row[2] for row in session.execute(query)}


def ended_leaves(leaves: Collection[LeaveKey]) -> Bulk:
    """Prepare taking leaves away."""
    key = tuple_(LeaveRow.employee_id, LeaveRow.first_day)
    return Bulk(_ENDED, leaves, attrgetter(*_ENDED.columns.keys()), [delete(LeaveRow).where(key.in_(select(_ENDED)))])


def _holidays(session: Session, _keys: Collection[HolidayKey]) -> Mapping[HolidayKey, str]:
    query = select(HolidayRow.day, HolidayRow.location_code, HolidayRow.name)
    return {HolidayKey(*row[:2]): row[2] for row in session.execute(query)}


def _put_holidays(dialect: Dialect, holidays: Mapping[HolidayKey, str], _now: datetime) -> Sequence[Bulk]:
    table = _HOLIDAYS
    put = put_from(
        dialect, HolidayRow, table.columns.keys(), select(table), key=("day", "location_code"), change=("name",)
    )
    row = attrgetter("day", "location_code")
    return (Bulk(table, holidays.items(), lambda holiday: (*row(holiday[0]), holiday[1]), [put]),)


_COMPLETIONS = aside(
    "completions",
    CompletionRow.employee_id,
    CompletionRow.title_code,
    CompletionRow.completed_on,
    CompletionRow.title,
    CompletionRow.programme_id,
)
_RECOGNITIONS = aside(
    "recognitions",
    RecognitionRow.employee_id,
    RecognitionRow.kind,
    RecognitionRow.by_name,
    RecognitionRow.words,
    RecognitionRow.given_on,
)
_LEAVES = aside("leaves", LeaveRow.employee_id, LeaveRow.first_day, LeaveRow.last_day)
_ENDED = aside("ended_leaves", LeaveRow.employee_id, LeaveRow.first_day)
_HOLIDAYS = aside("holidays", HolidayRow.day, HolidayRow.location_code, HolidayRow.name)

COMPLETIONS = Book(_completions, _put_completions)
"""Values are the title as written, and the programme it was."""
REVIEWS = Book(_reviews, _put_reviews)
"""Values are the rating as a number and in words."""
RECOGNITIONS = Book(_recognitions, _put_recognitions)
LEAVES = Book(_leaves, _put_leaves)
"""Values are the last day."""
HOLIDAYS = Book(_holidays, _put_holidays)
"""Values are the name of the day."""

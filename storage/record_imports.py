"""What imports of completions, reviews, recognition, leave and holidays read and write, many rows to a statement."""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Dialect, Select, bindparam, delete, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from career.recognition import RecognitionKind
from storage.batches import batches, put_rows
from storage.bulk import Bulk, bulk
from storage.completions import granted_skills
from storage.statements import leave_if_there
from storage.tables import (
    CompletionRow,
    HolidayRow,
    LeaveRow,
    ProgrammeRow,
    RecognitionRow,
    ReviewRow,
)

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
    names = ("employee_id", "title_code", "completed_on", "title", "programme_id", "created_at")
    statement = put_rows(
        dialect, CompletionRow, {}, key=("employee_id", "title_code", "completed_on"), change=("programme_id",)
    )
    rows = (
        dict(zip(names, (key.employee_id, key.title_code, key.completed_on, *value, now), strict=True))
        for key, value in completions.items()
    )
    of_programmes = (
        (key.employee_id, programme_id) for key, (_, programme_id) in completions.items() if programme_id is not None
    )
    return bulk(dialect, statement, rows), granted_skills(dialect, of_programmes)


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
    names = ("employee_id", "reviewed_on", "rating", "rating_label")
    statement = put_rows(dialect, ReviewRow, {}, key=("employee_id", "reviewed_on"), change=("rating", "rating_label"))
    rows = (dict(zip(names, (key.employee_id, key.reviewed_on, *value), strict=True)) for key, value in reviews.items())
    return (bulk(dialect, statement, rows),)


def _recognitions(session: Session, keys: Collection[RecognitionKey]) -> Mapping[RecognitionKey, None]:
    columns = (RecognitionRow.employee_id, RecognitionRow.kind, RecognitionRow.by_name, RecognitionRow.words)
    query = select(*columns, RecognitionRow.given_on)
    return {RecognitionKey(*row): None for row in _of_people(session, query, RecognitionRow.employee_id, keys)}


def _put_recognitions(dialect: Dialect, recognitions: Mapping[RecognitionKey, None], now: datetime) -> Sequence[Bulk]:
    rows = (
        {
            "employee_id": key.employee_id,
            "kind": key.kind,
            "by_slack_id": None,
            "by_name": key.by_name,
            "words": key.words,
            "given_on": key.given_on,
            "created_at": now,
        }
        for key in recognitions
    )
    return (bulk(dialect, leave_if_there(dialect, RecognitionRow), rows),)


def _leaves(session: Session, keys: Collection[LeaveKey]) -> Mapping[LeaveKey, date]:
    query = select(LeaveRow.employee_id, LeaveRow.first_day, LeaveRow.last_day)
    return {LeaveKey(*row[:2]): row[2] for row in _of_people(session, query, LeaveRow.employee_id, keys)}


def _put_leaves(dialect: Dialect, leaves: Mapping[LeaveKey, date], _now: datetime) -> Sequence[Bulk]:
    statement = put_rows(dialect, LeaveRow, {}, key=("employee_id", "first_day"), change=("last_day",))
    rows = (
        {"employee_id": key.employee_id, "first_day": key.first_day, "last_day": last_day}
        for key, last_day in leaves.items()
    )
    return (bulk(dialect, statement, rows),)


def leaves_not_over(session: Session, today: date) -> Mapping[LeaveKey, date]:
    """Return the last day of every leave that is under way or ahead."""
    query = select(LeaveRow.employee_id, LeaveRow.first_day, LeaveRow.last_day).where(LeaveRow.last_day >= today)
    return {LeaveKey(*row[:2]): row[2] for row in session.execute(query)}


def ended_leaves(dialect: Dialect, leaves: Collection[LeaveKey]) -> Bulk:
    """Prepare taking leaves away."""
    statement = delete(LeaveRow).where(
        LeaveRow.employee_id == bindparam("of_employee"), LeaveRow.first_day == bindparam("from_day")
    )
    rows = ({"of_employee": key.employee_id, "from_day": key.first_day} for key in leaves)
    return bulk(dialect, statement, rows)


def _holidays(session: Session, _keys: Collection[HolidayKey]) -> Mapping[HolidayKey, str]:
    query = select(HolidayRow.day, HolidayRow.location_code, HolidayRow.name)
    return {HolidayKey(*row[:2]): row[2] for row in session.execute(query)}


def _put_holidays(dialect: Dialect, holidays: Mapping[HolidayKey, str], _now: datetime) -> Sequence[Bulk]:
    statement = put_rows(dialect, HolidayRow, {}, key=("day", "location_code"), change=("name",))
    rows = ({"day": key.day, "location_code": key.location_code, "name": name} for key, name in holidays.items())
    return (bulk(dialect, statement, rows),)


COMPLETIONS = Book(_completions, _put_completions)
"""Values are the title as written, and the programme it was."""
REVIEWS = Book(_reviews, _put_reviews)
"""Values are the rating as a number and in words."""
RECOGNITIONS = Book(_recognitions, _put_recognitions)
LEAVES = Book(_leaves, _put_leaves)
"""Values are the last day."""
HOLIDAYS = Book(_holidays, _put_holidays)
"""Values are the name of the day."""

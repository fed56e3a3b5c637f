"""Files of completions, reviews, recognition and holidays against what is recorded: what they change."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from sqlalchemy import Dialect
from sqlalchemy.orm import Session

from bot.usecases.importing.changes import Changes, Counts
from bot.usecases.importing.persons import persons
from career.codes import code_of
from career.recognition import RecognitionKind
from hris.answers import Reading, WrongRow
from hris.records import CompletionRecord, HolidayRecord, LeaveRecord, RecognitionRecord, ReviewRecord
from storage.importing.bulk import Bulk, Progress
from storage.importing.record_imports import (
    COMPLETIONS,
    HOLIDAYS,
    RECOGNITIONS,
    REVIEWS,
    Book,
    CompletionKey,
    HolidayKey,
    RecognitionKey,
    ReviewKey,
    programmes_by_code,
)

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_LONGEST_TITLE = 150
_LONGEST_LABEL = 120
_LONGEST_NAME = 250
_LONGEST_WORDS = 3_000
_LONGEST_LOCATION = 200
_FROM_A_FILE = "HR"
"""Who gave a recognition where the file does not say."""


@dataclass(slots=True)
class Gathered(Generic[K, V]):
    """The good rows by what makes them the same again, with the line of each; and the wrong ones."""

    values: dict[K, V]
    lines: dict[K, int]
    wrong: list[WrongRow]

    def take(self, line: int, key: K, value: V) -> None:
        """Take a row in, unless the file has it already; one that says otherwise is a contradiction."""
        if key not in self.values:
            self.values[key] = value
            self.lines[key] = line
        elif self.values[key] == value:
            self.wrong.append(WrongRow(line, f"the same is on line {self.lines[key]} already"))
        else:
            self.wrong.append(WrongRow(line, f"line {self.lines[key]} says otherwise of the same person and day"))


def compare_completions(session: Session, reading: Reading, now: datetime, progress: Progress) -> Changes:
    """Compare a file with the trainings that everybody completed."""
    programmes = programmes_by_code(session)

    def claim(employee_id: int, record: CompletionRecord) -> tuple[CompletionKey, tuple[str, int | None]]:
        code = code_of(record.title)
        return CompletionKey(employee_id, code, record.completed_on), (record.title, programmes.get(code))

    def too_long(record: CompletionRecord) -> str | None:
        return _too_long("title", max(record.title, code_of(record.title), key=len), _LONGEST_TITLE)

    gathered = of_people(session, reading, CompletionRecord, claim, too_long)
    return changes_to(session, COMPLETIONS, gathered, now, progress, same=lambda old, new: new[1] in {None, old[1]})


def compare_reviews(session: Session, reading: Reading, now: datetime, progress: Progress) -> Changes:
    """Compare a file with everybody's reviews."""

    def claim(employee_id: int, record: ReviewRecord) -> tuple[ReviewKey, tuple[int | None, str | None]]:
        review = record.review
        return ReviewKey(employee_id, review.reviewed_on), (review.rating, review.rating_label)

    def too_long(record: ReviewRecord) -> str | None:
        return _too_long("rating", record.review.rating_label or "", _LONGEST_LABEL)

    return changes_to(session, REVIEWS, of_people(session, reading, ReviewRecord, claim, too_long), now, progress)


def compare_recognitions(session: Session, reading: Reading, now: datetime, progress: Progress) -> Changes:
    """Compare a file with everybody's awards and kudos."""

    def claim(employee_id: int, record: RecognitionRecord) -> tuple[RecognitionKey, None]:
        kind = RecognitionKind.AWARD if record.is_award else RecognitionKind.KUDOS
        giver = record.given_by or _FROM_A_FILE
        return RecognitionKey(employee_id, kind, giver, record.words, record.given_on), None

    def too_long(record: RecognitionRecord) -> str | None:
        return _too_long("name of who gave it", record.given_by or "", _LONGEST_NAME) or _too_long(
            "text", record.words, _LONGEST_WORDS
        )

    gathered = of_people(session, reading, RecognitionRecord, claim, too_long)
    return changes_to(session, RECOGNITIONS, gathered, now, progress)


def compare_calendar(session: Session, reading: Reading, now: datetime, progress: Progress) -> Changes:
    """Compare a file with the company calendar."""
    gathered: Gathered[HolidayKey, str] = Gathered({}, {}, [])
    for record in reading.records:
        if isinstance(record, HolidayRecord):
            reason = _too_long("name", record.name, _LONGEST_TITLE)
            reason = reason or _too_long("location", code_of(record.location or ""), _LONGEST_LOCATION)
            if reason is not None:
                gathered.wrong.append(WrongRow(record.line, reason))
            else:
                gathered.take(record.line, HolidayKey(record.day, code_of(record.location or "")), record.name)
    return changes_to(session, HOLIDAYS, gathered, now, progress)


R = TypeVar("R", CompletionRecord, ReviewRecord, RecognitionRecord, LeaveRecord)


def of_people(
    session: Session,
    reading: Reading,
    kind: type[R],
    claim: Callable[[int, R], tuple[K, V]],
    too_long: Callable[[R], str | None],
) -> Gathered[K, V]:
    """Find whom each row is about; one about nobody known is wrong."""
    everybody = persons(session)
    gathered: Gathered[K, V] = Gathered({}, {}, [])
    for record in reading.records:
        if not isinstance(record, kind):
            continue
        person = everybody.find(record.number, record.email)
        reason = person if isinstance(person, str) else too_long(record)
        if reason is not None or isinstance(person, str):
            gathered.wrong.append(WrongRow(record.line, reason or ""))
        else:
            gathered.take(record.line, *claim(person.id, record))
    return gathered


def changes_to(
    session: Session,
    book: Book[K, V],
    gathered: Gathered[K, V],
    now: datetime,
    progress: Progress,
    *,
    same: Callable[[V, V], bool] = lambda old, new: old == new,
) -> Changes:
    """Compare the good rows with what is kept in `book`; `same` says of old and new whether nothing is to be changed."""
    stored = book.stored(session, gathered.values.keys())
    differing: Mapping[K, V] = {
        key: value for key, value in gathered.values.items() if key not in stored or not same(stored[key], value)
    }
    new = sum(1 for key in differing if key not in stored)
    progress(len(gathered.values), len(gathered.values))

    def writes(dialect: Dialect) -> Sequence[Bulk]:
        return book.put(dialect, differing, now)

    counts = Counts(new=new, changed=len(differing) - new, unchanged=len(gathered.values) - len(differing))
    return Changes(counts, writes, gathered.wrong)


def _too_long(what: str, text: str, most: int) -> str | None:
    return None if len(text) <= most else f"the {what} is longer than the {most:,} characters that can be kept"

"""An employees file against the employees there are: what it changes, and changing it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from sqlalchemy.orm import Session

from bot.usecases.importing_counts import Counts, Progress
from bot.usecases.importing_emails import clashing_emails
from bot.usecases.importing_managers import find_managers
from bot.usecases.importing_values import over_long, told_by, values_from
from career.employees import EmploymentStatus
from career.holdout import fresh_lot
from hris.answers import Reading, WrongRow
from hris.records import EmployeeRecord, Review
from storage.batches import batches
from storage.imports import (
    KnownPerson,
    PersonReview,
    PersonValues,
    add_people,
    change_people,
    flag_missing,
    ids_by_number,
    known_people,
    longest_texts,
    put_reviews,
    reviews_of,
    set_managers,
    values_of,
)

_EVERYBODY = 0.5
"""The share of those who work here that a file must hold to be one of everybody, so that being absent from it tells
something. Exports of one division are common, and nobody is missing from those."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a run of rows comes to; people are told by number with its case folded."""

    new: Sequence[PersonValues]
    changed: Sequence[tuple[int, PersonValues]]
    reviews: Sequence[tuple[str, Review]]
    managers: Sequence[tuple[str, str | None]]
    rows: int
    counts: Counts


@dataclass(frozen=True, slots=True)
class EmployeesPlan:
    """A file's good rows beside everybody who is known; `newly_missing` and `back` are ids of employees."""

    good: Sequence[EmployeeRecord]
    known: Mapping[str, KnownPerson]
    told: frozenset[str]
    managers: Mapping[str, str | None]
    missing: int
    newly_missing: Sequence[int]
    back: Sequence[int]
    wrong: Sequence[WrongRow]
    sentences: tuple[str, ...]
    today: date

    @property
    def flags(self) -> int:
        """How many people are flagged as missing, or not any more."""
        return len(self.newly_missing) + len(self.back)

    def counts(self, session: Session) -> Counts:
        """Return what the file's rows come to; nothing is written."""
        return sum((step.counts for step in self._steps(session)), Counts())

    def write(self, session: Session, random: Random, now: datetime, progress: Progress) -> Counts:
        """Write what the file changes, reviews and managers after all people, and return what its rows came to."""
        reviews: list[tuple[str, Review]] = []
        managers: list[tuple[str, str | None]] = []
        counts = Counts()
        done = 0
        for step in self._steps(session):
            add_people(session, [(values, fresh_lot(random)) for values in step.new], now)
            change_people(session, step.changed, now)
            reviews.extend(step.reviews)
            managers.extend(step.managers)
            counts += step.counts
            done += step.rows
            progress(done, len(self.good))
        ids = ids_by_number(session) if reviews or managers else {}
        put_reviews(session, [_review(ids[key], review) for key, review in reviews])
        set_managers(session, [(ids[key], None if boss is None else ids[boss]) for key, boss in managers], now)
        flag_missing(session, self.newly_missing, now)
        flag_missing(session, self.back, None)
        return counts

    def _steps(self, session: Session) -> Iterator[Step]:
        for batch in batches(self.good):
            ids = [person.id for record in batch if (person := self.known.get(record.number.casefold()))]
            yield self._step(batch, values_of(session, ids), frozenset(reviews_of(session, ids)))

    def _step(
        self,
        batch: Sequence[EmployeeRecord],
        stored: Mapping[int, PersonValues],
        reviews: Collection[PersonReview],
    ) -> Step:
        new, changed, put, managers, counts = [], [], [], [], Counts()
        for record in batch:
            key = record.number.casefold()
            person = self.known.get(key)
            before = None if person is None else stored[person.id]
            values = values_from(record, before, self.told, self.today)
            other_manager = self._has_other_manager(key, person)
            other_review = record.review is not None and (
                person is None or _review(person.id, record.review) not in reviews
            )
            if person is None:
                new.append(values)
            elif values != before:
                changed.append((person.id, values))
            if other_manager:
                managers.append((key, self.managers[key]))
            if other_review and record.review is not None:
                put.append((key, record.review))
            counts += _counted(before, values, differs=values != before or other_manager or other_review)
        return Step(new, changed, put, managers, len(batch), counts)

    def _has_other_manager(self, key: str, person: KnownPerson | None) -> bool:
        if "manager" not in self.told:
            return False
        boss = self.managers[key]
        known_boss = None if boss is None else self.known.get(boss)
        if person is None or (boss is not None and known_boss is None):
            return boss is not None
        return person.manager_id != (None if known_boss is None else known_boss.id)


def plan_employees(session: Session, reading: Reading, today: date) -> EmployeesPlan:
    """Compare a file with everybody who is known; `today` is HR's."""
    records = [record for record in reading.records if isinstance(record, EmployeeRecord)]
    known = known_people(session)
    told = told_by(records)
    longest = longest_texts()
    wrong = {
        record.line: reason
        for record in records
        if (reason := over_long(record, values_from(record, None, told, today), longest)) is not None
    }
    wrong |= clashing_emails([record for record in records if record.line not in wrong], known)
    good = [record for record in records if record.line not in wrong]
    bosses = find_managers(good, known)
    here = {key for key, person in known.items() if person.status is not EmploymentStatus.LEFT}
    present = {record.number.casefold() for record in records}
    missing = here - present if _is_of_everybody(reading, len(here & present), len(here)) else set()
    return EmployeesPlan(
        good=good,
        known=known,
        told=told,
        managers=bosses.of,
        missing=len(missing),
        newly_missing=[known[key].id for key in sorted(missing) if not known[key].is_missing],
        back=[known[key].id for key in sorted(present & known.keys()) if known[key].is_missing],
        wrong=[WrongRow(line, reason) for line, reason in wrong.items()],
        sentences=tuple(
            sentence for sentence in (bosses.sentence, _missing_sentence(len(missing), reading)) if sentence is not None
        ),
        today=today,
    )


def _is_of_everybody(reading: Reading, present: int, here: int) -> bool:
    return not reading.questions and present >= _EVERYBODY * here


def _missing_sentence(missing: int, reading: Reading) -> str | None:
    if not missing:
        return None
    are = "1 person who works here is" if missing == 1 else f"{missing:,} people who work here are"
    unless = ", unless one of the wrong rows is theirs" if reading.wrong else ""
    return f"{are} not in this file{unless}. This is noted, and nothing else about them changes."


def _counted(before: PersonValues | None, values: PersonValues, *, differs: bool) -> Counts:
    has_left = values.status is EmploymentStatus.LEFT
    if before is None:
        return Counts(new=1, left=int(has_left))
    if not differs:
        return Counts(unchanged=1)
    return Counts(changed=1, left=int(has_left and before.status is not EmploymentStatus.LEFT))


def _review(employee_id: int, review: Review) -> PersonReview:
    return PersonReview(employee_id, review.reviewed_on, review.rating, review.rating_label)

"""An employees file against the employees there are: what it changes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from random import SystemRandom

from sqlalchemy import Dialect
from sqlalchemy.orm import Session

from bot.usecases.importing_changes import Changes, Counts, Progress
from bot.usecases.importing_emails import clashing_emails
from bot.usecases.importing_managers import bosses_first, find_managers
from bot.usecases.importing_values import over_long, told_by, values_from
from career.employees import EmploymentStatus
from career.holdout import fresh_lot
from hris.answers import Reading, WrongRow
from hris.records import EmployeeRecord, Status
from storage.batches import batches
from storage.bulk import Bulk
from storage.erasing import digest_of, erased_digests
from storage.imports import (
    KnownPerson,
    PersonValues,
    Review,
    added_people,
    changed_managers,
    changed_people,
    flag_missing,
    known_people,
    longest_texts,
    put_reviews,
    reviews_of,
    values_of,
)

_EVERYBODY = 0.5
"""The share of those who work here that a file must hold to be one of everybody, so that being absent from it tells
something. Exports of one division are common, and nobody is missing from those."""


_ERASED = "this leaver's data were erased on request and are not brought back"


@dataclass(slots=True)
class _Found:
    """What the rows come to so far; people are told by the number they will have."""

    new: list[PersonValues] = field(default_factory=list)
    changed: list[tuple[int, PersonValues]] = field(default_factory=list)
    reviews: list[tuple[str, Review]] = field(default_factory=list)
    managers: list[tuple[str, str | None]] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)


@dataclass(frozen=True, slots=True)
class _Comparison:
    """A file's good rows beside everybody who is known."""

    good: Sequence[EmployeeRecord]
    known: Mapping[str, KnownPerson]
    told: frozenset[str]
    managers: Mapping[str, str | None]
    today: date

    def compare(self, session: Session, progress: Progress) -> _Found:
        """Compare every row with what is stored."""
        found = _Found()
        numbers = {key: person.number for key, person in self.known.items()}
        numbers.update((record.number.casefold(), record.number) for record in self.good)
        done = 0
        for batch in batches(self.good):
            ids = [person.id for record in batch if (person := self.known.get(record.number.casefold()))]
            stored, reviews = values_of(session, ids), frozenset(reviews_of(session, ids))
            for record in batch:
                self._compare(record, stored, reviews, numbers, found)
            done += len(batch)
            progress(done, len(self.good))
        return found

    def _compare(
        self,
        record: EmployeeRecord,
        stored: Mapping[int, PersonValues],
        reviews: Collection[tuple[int, Review]],
        numbers: Mapping[str, str],
        found: _Found,
    ) -> None:
        key = record.number.casefold()
        person = self.known.get(key)
        before = None if person is None else stored[person.id]
        values = values_from(record, before, self.told, self.today)
        review = None if record.review is None else _review(record)
        other_manager = self._has_other_manager(key, person)
        other_review = review is not None and (person is None or (person.id, review) not in reviews)
        if person is None:
            found.new.append(values)
        elif values != before:
            found.changed.append((person.id, values))
        if other_manager:
            boss = self.managers[key]
            found.managers.append((record.number, None if boss is None else numbers[boss]))
        if other_review and review is not None:
            found.reviews.append((record.number, review))
        found.counts += _counted(before, values, differs=values != before or other_manager or other_review)

    def _has_other_manager(self, key: str, person: KnownPerson | None) -> bool:
        if "manager" not in self.told:
            return False
        boss = self.managers[key]
        known_boss = None if boss is None else self.known.get(boss)
        if person is None or (boss is not None and known_boss is None):
            return boss is not None
        return person.manager_id != (None if known_boss is None else known_boss.id)


def compare_employees(session: Session, reading: Reading, now: datetime, progress: Progress) -> Changes:
    """Compare a file with everybody who is known."""
    records = [record for record in reading.records if isinstance(record, EmployeeRecord)]
    today = now.date()
    known = known_people(session)
    told = told_by(records)
    longest = longest_texts()
    wrong = {
        record.line: reason
        for record in records
        if (reason := over_long(record, values_from(record, None, told, today), longest)) is not None
    }
    erased = erased_digests(session)
    if erased:
        wrong |= {
            record.line: _ERASED
            for record in records
            if record.status is Status.LEFT and digest_of(record.number) in erased
        }
    wrong |= clashing_emails([record for record in records if record.line not in wrong], known)
    good = [record for record in records if record.line not in wrong]
    bosses = find_managers(good, known)
    here = {key for key, person in known.items() if person.status is not EmploymentStatus.LEFT}
    present = {record.number.casefold() for record in records}
    missing = here - present if _is_of_everybody(reading, len(here & present), len(here)) else set()
    newly_missing = [known[key].id for key in sorted(missing) if not known[key].is_missing]
    back = [known[key].id for key in sorted(present & known.keys()) if known[key].is_missing]
    found = _Comparison(good, known, told, bosses.of, today).compare(session, progress)

    def writes(dialect: Dialect) -> Sequence[Bulk]:
        random = SystemRandom()
        managers = dict(found.managers)
        people, later = bosses_first(found.new, managers)
        added = [(values, fresh_lot(random), managers.pop(values.number, None)) for values in people]
        return (
            changed_people(dialect, found.changed, now),
            added_people(dialect, added, now),
            *put_reviews(dialect, found.reviews),
            changed_managers(dialect, [*managers.items(), *later], now),
            flag_missing(dialect, newly_missing, now),
            flag_missing(dialect, back, None),
        )

    return Changes(
        counts=found.counts,
        writes=writes,
        wrong=[WrongRow(line, reason) for line, reason in wrong.items()],
        sentences=tuple(
            sentence for sentence in (bosses.sentence, _missing_sentence(len(missing), reading)) if sentence is not None
        ),
        missing=len(missing),
        flags=len(newly_missing) + len(back),
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


def _review(record: EmployeeRecord) -> Review | None:
    told = record.review
    return None if told is None else Review(told.reviewed_on, told.rating, told.rating_label)

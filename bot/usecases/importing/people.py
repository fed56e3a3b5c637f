"""An employees file against the employees there are: what it changes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from random import SystemRandom

from sqlalchemy import Dialect
from sqlalchemy.orm import Session

from bot.usecases.importing.changes import Changes, Counts
from bot.usecases.importing.emails import clashing_emails
from bot.usecases.importing.managers import bosses_first, find_managers
from bot.usecases.importing.values import kept_where_silent, over_long, told_by, values_from
from career.codes import Codes
from career.employees import EmploymentStatus
from career.holdout import fresh_lot
from hris.answers import Reading, WrongRow
from hris.records import EmployeeRecord, Status
from storage.batches import batches
from storage.importing.bulk import Bulk, Progress
from storage.importing.imports import (
    KnownPerson,
    NewPerson,
    PersonValues,
    Review,
    added_people,
    changed_managers,
    changed_people,
    flag_back,
    flag_missing,
    known_people,
    longest_texts,
    put_reviews,
    reviews_of,
    values_of,
)
from storage.people.erasing import digest_of, erased_digests

_EVERYBODY = 0.5
"""The share of those who work here that a file must hold to be one of everybody, so that being absent from it tells
something. Exports of one division are common, and nobody is missing from those."""


_ERASED = "this leaver's data were erased on request and are not brought back"


@dataclass(slots=True)
class _Found:
    """What the rows come to so far; people are told by the ids they have or will have."""

    new: list[tuple[int, PersonValues]] = field(default_factory=list)
    changed: list[tuple[int, PersonValues]] = field(default_factory=list)
    reviews: list[tuple[int, Review]] = field(default_factory=list)
    managers: dict[int, int | None] = field(default_factory=dict)
    counts: Counts = field(default_factory=Counts)


@dataclass(frozen=True, slots=True)
class _Comparison:
    """A file's good rows beside everybody who is known, with the ids of all of these by number."""

    good: Sequence[EmployeeRecord]
    said: Mapping[int, PersonValues]
    """What the rows say, by line."""
    known: Mapping[str, KnownPerson]
    ids: Mapping[str, int]
    told: frozenset[str]
    managers: Mapping[str, str | None]
    today: date

    def compare(self, session: Session, progress: Progress) -> _Found:
        """Compare every row with what is stored."""
        found = _Found()
        done = 0
        for batch in batches(self.good):
            ids = [person.id for record in batch if (person := self.known.get(record.number.casefold()))]
            stored, reviews = values_of(session, ids), frozenset(reviews_of(session, ids))
            for record in batch:
                self._compare(record, stored, reviews, found)
            done += len(batch)
            progress(done, len(self.good))
        return found

    def _compare(
        self,
        record: EmployeeRecord,
        stored: Mapping[int, PersonValues],
        reviews: Collection[tuple[int, Review]],
        found: _Found,
    ) -> None:
        key = record.number.casefold()
        person, own_id = self.known.get(key), self.ids[key]
        before = None if person is None else stored[person.id]
        said = self.said[record.line]
        values = said if before is None else kept_where_silent(said, before, self.told, self.today)
        boss = self.managers[key] if "manager" in self.told else None
        boss_id = None if boss is None else self.ids[boss]
        review = _review(record)
        other_manager = "manager" in self.told and boss_id != (None if person is None else person.manager_id)
        other_review = review is not None and (own_id, review) not in reviews
        if before is None:
            found.new.append((own_id, values))
        elif values != before:
            found.changed.append((own_id, values))
        if other_manager:
            found.managers[own_id] = boss_id
        if other_review and review is not None:
            found.reviews.append((own_id, review))
        found.counts += _counted(before, values, differs=values != before or other_manager or other_review)


def compare_employees(session: Session, reading: Reading, now: datetime, progress: Progress) -> Changes:
    """Compare a file with everybody who is known."""
    records = [record for record in reading.records if isinstance(record, EmployeeRecord)]
    known = known_people(session)
    said = {record.line: values_from(record) for record in records}
    wrong = _wrong_rows(session, records, said, known)
    good = [record for record in records if record.line not in wrong]
    bosses = find_managers(good, {line: values.full_name_key for line, values in said.items()}, known)
    absence = _Absence.of(reading, records, known)
    comparison = _Comparison(good, said, known, _ids(good, known), told_by(records), bosses.of, now.date())
    found = comparison.compare(session, progress)
    sentences = (bosses.sentence, _missing_sentence(len(absence.missing), reading))
    return Changes(
        counts=found.counts,
        writes=lambda dialect: _writes(dialect, found, absence, now),
        wrong=[WrongRow(line, reason) for line, reason in wrong.items()],
        sentences=tuple(sentence for sentence in sentences if sentence is not None),
        missing=len(absence.missing),
        flags=len(absence.newly_missing) + len(absence.back),
    )


@dataclass(frozen=True, slots=True)
class _Absence:
    """Who works here and is not in a file of everybody, by number; of them, who is flagged now, and who is back, by id."""

    missing: Collection[str]
    newly_missing: Sequence[int]
    back: Sequence[int]

    @classmethod
    def of(cls, reading: Reading, records: Sequence[EmployeeRecord], known: Mapping[str, KnownPerson]) -> "_Absence":
        here = {key for key, person in known.items() if person.status is not EmploymentStatus.LEFT}
        present = {record.number.casefold() for record in records}
        missing = here - present if _is_of_everybody(reading, len(here & present), len(here)) else set()
        return cls(
            missing,
            newly_missing=[known[key].id for key in sorted(missing) if not known[key].is_missing],
            back=[known[key].id for key in sorted(present & known.keys()) if known[key].is_missing],
        )


def _writes(dialect: Dialect, found: _Found, absence: _Absence, now: datetime) -> Sequence[Bulk]:
    random = SystemRandom()
    people = [
        NewPerson(own_id, values, found.managers.get(own_id), fresh_lot(random))
        for own_id, values in bosses_first(found.new, found.managers)
    ]
    new = {person.id for person in people}
    managers = [(own_id, boss_id) for own_id, boss_id in found.managers.items() if own_id not in new]
    return (
        changed_people(found.changed, now),
        added_people(dialect, people, now),
        put_reviews(dialect, found.reviews),
        changed_managers(managers, now),
        flag_missing(absence.newly_missing, now),
        flag_back(absence.back),
    )


def _wrong_rows(
    session: Session,
    records: Sequence[EmployeeRecord],
    said: Mapping[int, PersonValues],
    known: Mapping[str, KnownPerson],
) -> dict[int, str]:
    """Return, by line, why a row cannot be taken."""
    wrong = _over_long(records, said)
    erased = erased_digests(session)
    if erased:
        left = (record for record in records if record.status is Status.LEFT)
        wrong |= {record.line: _ERASED for record in left if digest_of(record.number) in erased}
    wrong |= clashing_emails([record for record in records if record.line not in wrong], known)
    return wrong


def _over_long(records: Sequence[EmployeeRecord], said: Mapping[int, PersonValues]) -> dict[int, str]:
    """Return, by line, why a row's texts cannot be kept."""
    longest, codes = longest_texts(), Codes()
    reasons: dict[int, str] = {}
    for record in records:
        label = None if record.review is None else record.review.rating_label
        reason = over_long(said[record.line], label, longest, codes)
        if reason is not None:
            reasons[record.line] = reason
    return reasons


def _ids(good: Sequence[EmployeeRecord], known: Mapping[str, KnownPerson]) -> Mapping[str, int]:
    """Return the id of everybody by number: those who are new get the next ones, as long as nobody else is added."""
    ids = {key: person.id for key, person in known.items()}
    fresh = count(max(ids.values(), default=0) + 1)
    for record in good:
        key = record.number.casefold()
        if key not in ids:
            ids[key] = next(fresh)
    return ids


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

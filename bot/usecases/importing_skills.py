"""A skills file against the skills that are recorded: what it changes, and changing it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from sqlalchemy.orm import Session

from bot.usecases.importing_counts import Counts, Progress
from career.codes import code_of
from career.employees import EmploymentStatus
from hris.answers import Reading, WrongRow
from hris.records import SkillRecord
from storage.batches import batches
from storage.imports import KnownPerson, known_people
from storage.skill_imports import LONGEST_SKILL, PersonSkill, add_skills, levels_of, put_skills, skill_ids


@dataclass(frozen=True, slots=True)
class _Claim:
    """A good row: somebody known has this skill."""

    employee_id: int
    code: str
    level: int | None


@dataclass(frozen=True, slots=True)
class SkillsPlan:
    """A file's good rows, and the skills they name: name by code."""

    claims: Sequence[_Claim]
    names: Mapping[str, str]
    tells_levels: bool
    wrong: Sequence[WrongRow]
    sentences: tuple[str, ...] = ()
    missing: int = 0
    flags: int = 0

    def counts(self, session: Session) -> Counts:
        """Return what the file's rows come to; nothing is written."""
        ids = skill_ids(session, self.names)
        return sum((self._differing(session, batch, ids)[1] for batch in batches(self.claims)), Counts())

    def write(self, session: Session, random: Random, now: datetime, progress: Progress) -> Counts:  # noqa: ARG002  every kind of file is written by the same call
        """Write what the file changes and return what its rows came to."""
        there = skill_ids(session, self.names)
        add_skills(session, {code: name for code, name in self.names.items() if code not in there})
        ids = skill_ids(session, self.names)
        counts = Counts()
        done = 0
        for batch in batches(self.claims):
            differing, counted = self._differing(session, batch, ids)
            put_skills(session, [PersonSkill(claim.employee_id, ids[claim.code], claim.level) for claim in differing])
            counts += counted
            done += len(batch)
            progress(done, len(self.claims))
        return counts

    def _differing(
        self, session: Session, batch: Sequence[_Claim], ids: Mapping[str, int]
    ) -> tuple[Sequence[_Claim], Counts]:
        """Return those of a run of rows that are new or change a level, and what the run comes to."""
        levels = levels_of(session, {claim.employee_id for claim in batch})
        differing, new = [], 0
        for claim in batch:
            skill = (claim.employee_id, ids.get(claim.code, 0))
            if skill not in levels:
                new += 1
                differing.append(claim)
            elif self.tells_levels and levels[skill] != claim.level:
                differing.append(claim)
        changed = len(differing) - new
        return differing, Counts(new=new, changed=changed, unchanged=len(batch) - len(differing))


def plan_skills(session: Session, reading: Reading) -> SkillsPlan:
    """Compare a file with everybody who is known; a skill of nobody known is a wrong row."""
    records = [record for record in reading.records if isinstance(record, SkillRecord)]
    known = known_people(session)
    emails: dict[str, list[KnownPerson]] = {}
    for person in known.values():
        if person.email is not None:
            emails.setdefault(person.email, []).append(person)
    claims: dict[tuple[int, str], tuple[_Claim, int]] = {}
    names: dict[str, str] = {}
    wrong: list[WrongRow] = []
    for record in records:
        person_or_reason = _person(record, known, emails)
        code = code_of(record.skill)
        if isinstance(person_or_reason, str):
            wrong.append(WrongRow(record.line, person_or_reason))
        elif max(len(code), len(record.skill)) > LONGEST_SKILL:
            reason = f"the skill is longer than the {LONGEST_SKILL} characters that can be kept"
            wrong.append(WrongRow(record.line, reason))
        elif (person_or_reason.id, code) in claims:
            _, line = claims[person_or_reason.id, code]
            wrong.append(WrongRow(record.line, f"the same skill of the same person is on line {line} already"))
        else:
            claims[person_or_reason.id, code] = (_Claim(person_or_reason.id, code, record.level), record.line)
            names.setdefault(code, record.skill)
    tells_levels = any(record.level is not None for record in records)
    return SkillsPlan([claim for claim, _ in claims.values()], names, tells_levels, wrong)


def _person(
    record: SkillRecord, known: Mapping[str, KnownPerson], emails: Mapping[str, Sequence[KnownPerson]]
) -> KnownPerson | str:
    """Find whose skill a row tells, or say why that cannot be told."""
    bearers = emails.get(record.email or "", ())
    if record.number is None:
        return _only_one_here(record.email or "", bearers)
    by_number = known.get(record.number.casefold())
    if by_number is None:
        return f"nobody has the employee number {record.number}; import employees first"
    if bearers and by_number not in bearers:
        return f"the number {record.number} and the e-mail address {record.email} are those of two people"
    return by_number


def _only_one_here(email: str, bearers: Sequence[KnownPerson]) -> KnownPerson | str:
    """Find who has an address; of those who left, whom it belonged to is told only by a number."""
    here = [person for person in bearers if person.status is not EmploymentStatus.LEFT] or bearers
    match here:
        case [only]:
            return only
        case []:
            return f"nobody has the e-mail address {email}; import employees first"
        case _:
            return f"{len(here)} people who have left had the e-mail address {email}; please give the number"

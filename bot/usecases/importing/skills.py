"""A skills file against the skills that are recorded: what it changes."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Dialect
from sqlalchemy.orm import Session

from bot.usecases.importing.changes import Changes, Counts
from bot.usecases.importing.persons import persons
from career.codes import code_of
from hris.answers import Reading, WrongRow
from hris.records import SkillRecord
from storage.batches import batches
from storage.importing.bulk import Bulk, Progress
from storage.importing.skill_imports import PersonSkill, put_skills, recorded_skills
from storage.people.known_skills import LONGEST_SKILL


def compare_skills(session: Session, reading: Reading, now: datetime, progress: Progress) -> Changes:  # noqa: ARG001  every kind of file is compared by the same call
    """Compare a file with the skills that everybody has; a skill of nobody known is a wrong row."""
    records = [record for record in reading.records if isinstance(record, SkillRecord)]
    everybody = persons(session)
    claims: dict[tuple[int, str], tuple[SkillRecord, int]] = {}
    names: dict[str, str] = {}
    wrong: list[WrongRow] = []
    for record in records:
        person = everybody.find(record.number, record.email)
        code = code_of(record.skill)
        if isinstance(person, str):
            wrong.append(WrongRow(record.line, person))
        elif max(len(code), len(record.skill)) > LONGEST_SKILL:
            reason = f"the skill is longer than the {LONGEST_SKILL} characters that can be kept"
            wrong.append(WrongRow(record.line, reason))
        elif (person.id, code) in claims:
            line = claims[person.id, code][0].line
            wrong.append(WrongRow(record.line, f"the same skill of the same person is on line {line} already"))
        else:
            claims[person.id, code] = record, person.id
            names.setdefault(code, record.skill)
    tells_levels = any(record.level is not None for record in records)
    good = [PersonSkill(employee_id, code, record.level) for (_, code), (record, employee_id) in claims.items()]
    differing, counts = _differing(session, good, progress, tells_levels=tells_levels)

    def writes(dialect: Dialect) -> Sequence[Bulk]:
        return put_skills(dialect, differing, {skill.code: names[skill.code] for skill in differing})

    return Changes(counts, writes, wrong)


def _differing(
    session: Session, skills: Sequence[PersonSkill], progress: Progress, *, tells_levels: bool
) -> tuple[Sequence[PersonSkill], Counts]:
    """Return those skills that are new, change a level or were only declared so far, and what all of them come to."""
    differing: list[PersonSkill] = []
    new = done = 0
    for batch in batches(skills):
        recorded = recorded_skills(session, {skill.employee_id for skill in batch})
        for skill in batch:
            known = recorded.get((skill.employee_id, skill.code))
            if known is None:
                new += 1
            elif not known.is_declared and not (tells_levels and known.level != skill.level):
                continue
            differing.append(skill)
        done += len(batch)
        progress(done, len(skills))
    return differing, Counts(new=new, changed=len(differing) - new, unchanged=len(skills) - len(differing))

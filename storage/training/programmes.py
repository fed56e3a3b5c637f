"""Queries about what HR offers: adding a programme, changing it, HR's own list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from career.codes import code_of
from career.training import WorkshopStatus
from storage.people.known_skills import add_skills, skill_ids
from storage.tables import InterestRow, ProgrammeRow, ProgrammeSkillRow, SkillRow, WorkshopRow


@dataclass(frozen=True, slots=True)
class ProgrammeText:
    """A programme as HR writes it; `skills` by their names."""

    title: str
    description: str
    provider: str | None
    skills: tuple[str, ...]
    qualifies_for_tuition_assistance: bool
    is_offered: bool


@dataclass(frozen=True, slots=True)
class WrittenProgramme:
    """A programme as it stands; `revision` counts how often HR changed it."""

    id: int
    text: ProgrammeText
    revision: int


@dataclass(frozen=True, slots=True)
class ListedProgramme:
    """A programme in HR's list: how many are interested, how many workshops are planned ahead."""

    id: int
    title: str
    is_offered: bool
    qualifies_for_tuition_assistance: bool
    interested: int
    planned: int


def add_programme(session: Session, text: ProgrammeText, now: datetime) -> int:
    """Add a programme, whose title must be nobody else's; return its id."""
    new = insert(ProgrammeRow).values({**_columns(text), "revision": 0, "created_at": now})
    programme_id = session.scalars(new.returning(ProgrammeRow.id)).one()
    _teach(session, programme_id, text.skills)
    return programme_id


def change_programme(session: Session, programme: WrittenProgramme, text: ProgrammeText) -> None:
    """Change a programme that is held; its title must be nobody else's."""
    changed = update(ProgrammeRow).where(ProgrammeRow.id == programme.id)
    session.execute(changed.values({**_columns(text), "revision": programme.revision + 1}))
    session.execute(delete(ProgrammeSkillRow).where(ProgrammeSkillRow.programme_id == programme.id))
    _teach(session, programme.id, text.skills)


def programme_as_written(session: Session, programme_id: int, *, hold: bool = False) -> WrittenProgramme | None:
    """Return a programme as HR wrote it; with `hold` nobody else can change it before this transaction ends."""
    query = select(
        ProgrammeRow.title,
        ProgrammeRow.description,
        ProgrammeRow.provider,
        ProgrammeRow.qualifies_for_tuition_assistance,
        ProgrammeRow.is_offered,
        ProgrammeRow.revision,
    ).where(ProgrammeRow.id == programme_id)
    row = session.execute(query.with_for_update() if hold else query).one_or_none()
    if row is None:
        return None
    taught = (
        select(SkillRow.name)
        .join(ProgrammeSkillRow, ProgrammeSkillRow.skill_id == SkillRow.id)
        .where(ProgrammeSkillRow.programme_id == programme_id)
    )
    skills = tuple(session.scalars(taught.order_by(SkillRow.code)))
    text = ProgrammeText(row.title, row.description, row.provider, skills, row[3], row.is_offered)
    return WrittenProgramme(programme_id, text, row.revision)


def programme_titled(session: Session, title: str) -> int | None:
    """Return the id of the programme of this title, whatever its case and spacing."""
    return session.scalar(select(ProgrammeRow.id).where(ProgrammeRow.title_code == code_of(title)))


def programme_page(session: Session, skip: int, most: int, now: datetime) -> Sequence[ListedProgramme]:
    """Return a page of every programme: those offered first, each by title."""
    interested = (
        select(func.count())
        .where(InterestRow.programme_id == ProgrammeRow.id)
        .correlate(ProgrammeRow)
        .scalar_subquery()
    )
    planned = (
        select(func.count())
        .where(
            WorkshopRow.programme_id == ProgrammeRow.id,
            WorkshopRow.status == WorkshopStatus.PLANNED,
            WorkshopRow.starts_at > now,
        )
        .correlate(ProgrammeRow)
        .scalar_subquery()
    )
    query = select(
        ProgrammeRow.id,
        ProgrammeRow.title,
        ProgrammeRow.is_offered,
        ProgrammeRow.qualifies_for_tuition_assistance,
        interested,
        planned,
    ).order_by(ProgrammeRow.is_offered.desc(), ProgrammeRow.title_code)
    return [ListedProgramme(*row) for row in session.execute(query.offset(skip).limit(most))]


def how_many_programmes(session: Session) -> int:
    """Return how many programmes there are, offered or not."""
    return session.execute(select(func.count()).select_from(ProgrammeRow)).scalar_one()


def taught_skills(session: Session, programme_id: int) -> Mapping[int, str]:
    """Return the skills that a programme teaches: names by id."""
    query = (
        select(SkillRow.id, SkillRow.name)
        .join(ProgrammeSkillRow, ProgrammeSkillRow.skill_id == SkillRow.id)
        .where(ProgrammeSkillRow.programme_id == programme_id)
    )
    return {row.id: row.name for row in session.execute(query.order_by(SkillRow.code))}


def _teach(session: Session, programme_id: int, skills: Sequence[str]) -> None:
    taught = {code_of(name): name for name in skills}
    if not taught:
        return
    add_skills(session, taught)
    rows = [{"programme_id": programme_id, "skill_id": skill_id} for skill_id in skill_ids(session, taught).values()]
    session.execute(insert(ProgrammeSkillRow), rows)


def _columns(text: ProgrammeText) -> dict[str, Any]:
    return {
        "title": text.title,
        "title_code": code_of(text.title),
        "description": text.description,
        "provider": text.provider,
        "qualifies_for_tuition_assistance": text.qualifies_for_tuition_assistance,
        "is_offered": text.is_offered,
    }

"""Queries about programmes and their workshops."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from career.codes import code_of
from career.training import TAKES_A_SEAT, EnrolmentState, Programme, Workshop, WorkshopStatus
from storage.conditions import holds_every_word
from storage.pages import Held, page
from storage.tables import EnrolmentRow, ProgrammeRow, ProgrammeSkillRow, SkillRow, WorkshopRow

_PROGRAMME = (
    ProgrammeRow.id,
    ProgrammeRow.title,
    ProgrammeRow.description,
    ProgrammeRow.provider,
    ProgrammeRow.qualifies_for_tuition_assistance,
)

WORKSHOP = (
    WorkshopRow.id,
    WorkshopRow.programme_id,
    WorkshopRow.starts_at,
    WorkshopRow.ends_at,
    WorkshopRow.zone,
    WorkshopRow.venue,
    WorkshopRow.seats,
    WorkshopRow.status,
    WorkshopRow.revision,
)
"""The columns of a workshop's own row, in the order in which `Workshop` takes them."""


def offered_programmes(session: Session, words: str, most: int | None = None) -> tuple[Programme, ...]:
    """Return up to `most` of the programmes offered now that mention every one of `words`, newest first."""
    return _programmes(session, ProgrammeRow.is_offered.is_(True), *mentioning(words), most=most)


def mentioning(words: str) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that every one of `words` is in the title of a programme or in a skill that it teaches."""
    return tuple(_mentions(word) for word in code_of(words).split())


def among(programme_ids: Collection[int]) -> tuple[ColumnElement[bool], ...]:
    """Return the condition that a programme is one of these."""
    return (ProgrammeRow.id.in_(programme_ids),)


def offered_page(
    session: Session, which: Sequence[ColumnElement[bool]], now: datetime, skip: int, most: int
) -> Held[Programme]:
    """Return a page of the programmes offered that meet `which`, the soonest workshop after `now` first, then the newest."""
    soonest = (
        select(WorkshopRow.programme_id, func.min(WorkshopRow.starts_at).label("starts_at"))
        .where(*_ahead(now))
        .group_by(WorkshopRow.programme_id)
        .subquery()
    )
    query = (
        select(ProgrammeRow.id)
        .join(soonest, soonest.c.programme_id == ProgrammeRow.id, isouter=True)
        .where(ProgrammeRow.is_offered.is_(True), *which)
        .order_by(soonest.c.starts_at.is_(None), soonest.c.starts_at, ProgrammeRow.id.desc())
    )
    ids, total = page(session, query, skip, most, int)
    found = {each.id: each for each in _programmes(session, *among(ids))} if ids else {}
    return tuple(found[each] for each in ids), total


def programmes_titled(session: Session, words: str) -> tuple[Programme, ...]:
    """Return every programme, offered or not, whose title holds each of `words`, newest first."""
    return _programmes(session, *holds_every_word(ProgrammeRow.title_code, words))


def programme_by_id(session: Session, programme_id: int) -> Programme | None:
    """Return one programme, offered or not."""
    found = _programmes(session, ProgrammeRow.id == programme_id)
    return found[0] if found else None


def is_offered(session: Session, programme_id: int) -> bool:
    """Whether HR offers the programme now."""
    return bool(session.scalar(select(ProgrammeRow.is_offered).where(ProgrammeRow.id == programme_id)))


def workshops_ahead(
    session: Session, programme_ids: Collection[int], now: datetime
) -> Mapping[int, Sequence[Workshop]]:
    """Return the workshops of these programmes that are planned and have not started at `now`, soonest first."""
    query = counted_workshops().where(*_ahead(now), WorkshopRow.programme_id.in_(programme_ids))
    found: dict[int, list[Workshop]] = {}
    for row in session.execute(query.order_by(WorkshopRow.starts_at, WorkshopRow.id)):
        found.setdefault(row.programme_id, []).append(Workshop(*row))
    return found


def _ahead(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (WorkshopRow.starts_at > now, WorkshopRow.status == WorkshopStatus.PLANNED)


def counted_workshops() -> Select[*tuple[Any, ...]]:
    """Return the query for whole `Workshop`s: each one's own columns, its seats taken, its people waiting."""
    return (
        select(*WORKSHOP, _how_many(*TAKES_A_SEAT), _how_many(EnrolmentState.WAITLIST))
        .join(EnrolmentRow, EnrolmentRow.workshop_id == WorkshopRow.id, isouter=True)
        .group_by(WorkshopRow.id)
    )


def _how_many(*states: EnrolmentState) -> ColumnElement[int]:
    return func.count(EnrolmentRow.id).filter(EnrolmentRow.state.in_(states))


def _mentions(word: str) -> ColumnElement[bool]:
    taught = exists().where(
        and_(
            ProgrammeSkillRow.programme_id == ProgrammeRow.id,
            ProgrammeSkillRow.skill_id == SkillRow.id,
            SkillRow.code.contains(word, autoescape=True),
        )
    )
    return or_(ProgrammeRow.title_code.contains(word, autoescape=True), taught.correlate(ProgrammeRow))


def _programmes(session: Session, *conditions: ColumnElement[bool], most: int | None = None) -> tuple[Programme, ...]:
    """Return the programmes, up to `most`, with all they teach, in two statements however many there are."""
    rows = session.execute(select(*_PROGRAMME).where(*conditions).order_by(ProgrammeRow.id.desc()).limit(most)).all()
    taught = (
        select(ProgrammeSkillRow.programme_id, SkillRow.name)
        .join(SkillRow, SkillRow.id == ProgrammeSkillRow.skill_id)
        .where(ProgrammeSkillRow.programme_id.in_([row.id for row in rows]))
    )
    skills: dict[int, list[str]] = {}
    for programme_id, name in session.execute(taught.order_by(SkillRow.code)):
        skills.setdefault(programme_id, []).append(name)
    return tuple(_programme(row, skills.get(row.id, [])) for row in rows)


def _programme(row: Row[*tuple[Any, ...]], skills: Sequence[str]) -> Programme:
    return Programme(
        id=row.id,
        title=row.title,
        description=row.description,
        provider=row.provider,
        skills=tuple(skills),
        qualifies_for_tuition_assistance=row.qualifies_for_tuition_assistance,
    )

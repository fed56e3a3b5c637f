"""What a notice was about: the opening, the workshop, the request … that its details name, with a query for each sort."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from career.applications import Decision
from career.recognition import RecognitionKind
from career.tuition import RequestState
from storage.tables import (
    ApplicationRow,
    CancellationRow,
    ConsiderationRow,
    OpeningRow,
    ProgrammeRow,
    RecognitionRow,
    TuitionRequestRow,
    WorkshopRow,
)


@dataclass(frozen=True, slots=True)
class OpeningMeant:
    """The opening of an application; `decision` is what was decided on it, None where the opening was cancelled.

    `reason` is what HR wrote on either.
    """

    id: int
    title: str
    decision: Decision | None
    reason: str


@dataclass(frozen=True, slots=True)
class WorkshopMeant:
    """A workshop; `zone` is the venue's."""

    id: int
    title: str
    starts_at: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class ProgrammeMeant:
    """A training programme."""

    id: int
    title: str


@dataclass(frozen=True, slots=True)
class RequestMeant:
    """A request for funding, as it stands by now; `reason` is what HR wrote on it."""

    title: str
    state: RequestState
    reason: str


@dataclass(frozen=True, slots=True)
class ThanksMeant:
    """Kudos or an award, and who gave it."""

    kind: RecognitionKind
    by_name: str


Meant = OpeningMeant | WorkshopMeant | ProgrammeMeant | RequestMeant | ThanksMeant
"""What a notice was about."""


def meant_by(session: Session, details: Sequence[Mapping[str, Any]]) -> Sequence[Meant | None]:
    """Return what each notice, given by its details, was about; None where they name nothing, or nothing that is there."""
    named = [next(((name, int(each[name])) for name in _READ if name in each), None) for each in details]
    found: dict[tuple[str, int], Meant] = {}
    for name, read in _READ.items():
        ids = {each[1] for each in named if each is not None and each[0] == name}
        found |= {(name, id_): meant for id_, meant in read(session, ids)} if ids else {}
    return [None if each is None else found.get(each) for each in named]


_Found = Iterator[tuple[int, Meant]]


def _decided(session: Session, ids: Collection[int]) -> _Found:
    query = (
        select(ConsiderationRow.id, OpeningRow.id, OpeningRow.title, ConsiderationRow.decision, ConsiderationRow.reason)
        .join(ApplicationRow, ApplicationRow.id == ConsiderationRow.application_id)
        .join(OpeningRow, OpeningRow.id == ApplicationRow.opening_id)
        .where(ConsiderationRow.id.in_(ids))
    )
    rows = session.execute(query)
    return ((id_, OpeningMeant(number, title, decision, reason)) for id_, number, title, decision, reason in rows)


def _applied_for(session: Session, ids: Collection[int]) -> _Found:
    query = (
        select(ApplicationRow.id, OpeningRow.id, OpeningRow.title, CancellationRow.reason)
        .join(OpeningRow, OpeningRow.id == ApplicationRow.opening_id)
        .outerjoin(CancellationRow, CancellationRow.opening_id == OpeningRow.id)
        .where(ApplicationRow.id.in_(ids))
    )
    rows = session.execute(query)
    return ((id_, OpeningMeant(number, title, None, reason or "")) for id_, number, title, reason in rows)


def _workshops(session: Session, ids: Collection[int]) -> _Found:
    query = (
        select(WorkshopRow.id, ProgrammeRow.title, WorkshopRow.starts_at, WorkshopRow.zone)
        .join(ProgrammeRow, ProgrammeRow.id == WorkshopRow.programme_id)
        .where(WorkshopRow.id.in_(ids))
    )
    return ((row.id, WorkshopMeant(*row)) for row in session.execute(query))


def _programmes(session: Session, ids: Collection[int]) -> _Found:
    query = select(ProgrammeRow.id, ProgrammeRow.title).where(ProgrammeRow.id.in_(ids))
    return ((row.id, ProgrammeMeant(*row)) for row in session.execute(query))


def _requests(session: Session, ids: Collection[int]) -> _Found:
    query = select(
        TuitionRequestRow.id, TuitionRequestRow.title, TuitionRequestRow.state, TuitionRequestRow.reason
    ).where(TuitionRequestRow.id.in_(ids))
    return ((id_, RequestMeant(title, state, reason or "")) for id_, title, state, reason in session.execute(query))


def _thanks(session: Session, ids: Collection[int]) -> _Found:
    query = select(RecognitionRow.id, RecognitionRow.kind, RecognitionRow.by_name)
    rows = session.execute(query.where(RecognitionRow.id.in_(ids)))
    return ((id_, ThanksMeant(kind, by_name)) for id_, kind, by_name in rows)


_READ: Mapping[str, Callable[[Session, Collection[int]], _Found]] = {
    "consideration": _decided,
    "application": _applied_for,
    "workshop_id": _workshops,
    "programme_id": _programmes,
    "request_id": _requests,
    "recognition_id": _thanks,
}
"""Under which name a notice's details say what it is about, and who looks it up."""

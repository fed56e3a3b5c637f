"""Queries about openings."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from career.criteria import Criterion
from career.openings import Opening, OpeningStatus
from career.rule_json import rule_from_json
from storage.conditions import holds_every_word
from storage.prepared import Prepared
from storage.tables import OpeningRow

_COLUMNS = (
    OpeningRow.id,
    OpeningRow.title,
    OpeningRow.description,
    OpeningRow.department,
    OpeningRow.location,
    OpeningRow.status,
    OpeningRow.requirements,
    OpeningRow.closes_on,
    OpeningRow.revision,
)

_OPENINGS = OpeningRow.__table__
# Asked before every application is acknowledged.
_TO_APPLY_FOR = Prepared(
    select(*_OPENINGS.c["title", "status"]).where(_OPENINGS.c.id == bindparam("key")).with_for_update(read=True)
)


@dataclass(frozen=True, slots=True)
class OpeningTexts:
    """What an opening is found by: its title, its department and its place, and what it asks for."""

    id: int
    texts: tuple[str, str, str]
    requirements: Criterion


def opening_by_id(session: Session, opening_id: int, *, hold: bool = False) -> Opening | None:
    """Return one opening; with `hold` nobody else can change it before this transaction ends."""
    query = select(*_COLUMNS).where(OpeningRow.id == opening_id)
    row = session.execute(query.with_for_update() if hold else query).one_or_none()
    return None if row is None else _opening(row)


def openings_by_ids(session: Session, opening_ids: Collection[int]) -> Mapping[int, Opening]:
    """Return those of these openings that there are, by their ids."""
    if not opening_ids:
        return {}
    found = session.execute(select(*_COLUMNS).where(OpeningRow.id.in_(opening_ids)))
    return {row.id: _opening(row) for row in found}


def opening_to_apply_for(session: Session, opening_id: int) -> tuple[str, OpeningStatus] | None:
    """Return title and status of one opening, which cannot close before this transaction ends.

    The rule is left where it is: whoever applies is not asked whether they qualify (promise 1).
    """
    row = _TO_APPLY_FOR.first(session, key=opening_id)
    return None if row is None else (row[0], row[1])


def title_of(session: Session, opening_id: int) -> str:
    """Return the title of an opening that exists."""
    return session.scalars(select(OpeningRow.title).where(OpeningRow.id == opening_id)).one()


def openings_like(session: Session, words: str, statuses: Sequence[OpeningStatus], most: int) -> tuple[Opening, ...]:
    """Return up to `most` openings in one of `statuses` whose titles hold every one of `words`, newest first."""
    titled = holds_every_word(OpeningRow.title_code, words)
    query = select(*_COLUMNS).where(OpeningRow.status.in_(statuses), *titled)
    return tuple(_opening(row) for row in session.execute(query.order_by(OpeningRow.id.desc()).limit(most)))


def texts_of_openings(session: Session) -> tuple[OpeningTexts, ...]:
    """Return what every open opening says of itself."""
    columns = (OpeningRow.id, OpeningRow.title, OpeningRow.department, OpeningRow.location, OpeningRow.requirements)
    rows = session.execute(select(*columns).where(OpeningRow.status == OpeningStatus.OPEN))
    return tuple(
        OpeningTexts(row.id, (row.title, row.department or "", row.location or ""), rule_from_json(row.requirements))
        for row in rows
    )


def _opening(row: Row[*tuple[Any, ...]]) -> Opening:
    return Opening(
        id=row.id,
        title=row.title,
        description=row.description,
        department=row.department,
        location=row.location,
        status=row.status,
        requirements=rule_from_json(row.requirements),
        closes_on=row.closes_on,
        revision=row.revision,
    )

"""The open openings as one person sees them listed: those that suit first, those they declined last.

However many there are, no more are handed over than a page shows and than it takes to know which of them suit.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, String, cast, func, or_, select
from sqlalchemy.orm import Session

from career.openings import OpeningStatus
from career.quiet import Scope, Why
from career.targets import OpeningTarget
from storage.conditions import holds_every_word
from storage.openings.suiting import first_suiting, in_question_for, openings_to_judge, these_ids
from storage.tables import OpeningRow, QuietRow

_openings, _quiets = OpeningRow.__table__, QuietRow.__table__

Which = tuple[ColumnElement[bool], ...]
"""Conditions on openings: which of them are listed."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """The employee who looks at a list: `today` is the day that it is for them at `now`."""

    employee_id: int
    today: date
    now: datetime


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list: the openings on it in their order, and how many there are on all pages together.

    `suiting` is how many of all suit the viewer, None where that would take more than this page.
    """

    opening_ids: tuple[int, ...]
    total: int
    suiting: int | None


def titled(words: str) -> Which:
    """Return the conditions that the title holds every one of `words`."""
    return holds_every_word(_openings.c.title_code, words)


def among(session: Session, opening_ids: Collection[int]) -> Which:
    """Return the condition that an opening is one of these."""
    return (_openings.c.id.in_(these_ids(session, opening_ids)),)


def listed(session: Session, which: Which, viewer: Viewer | None, skip: int, most: int) -> Listed:
    """Return a page of the open openings that meet `which`, up to `most` after the first `skip`.

    Those that suit the viewer come first, then the others, then those of which the viewer said that they are not for them;
    each sort with those that close first at the top, then the newest. For None, who is no employee, none of them suits.
    """
    which = (_openings.c.status == OpeningStatus.OPEN, *which)
    total = session.scalars(select(func.count()).where(*which)).one()
    if not total:
        return Listed((), 0, 0)
    suiting = () if viewer is None else _suiting(session, which, viewer, skip + most + 1)
    if len(suiting) > skip + most:
        return Listed(suiting[skip : skip + most], total, None)
    shown = suiting[skip:]
    declined = () if viewer is None else (_is_declined(viewer),)
    others = (
        select(_openings.c.id)
        .where(*which, _openings.c.id.not_in(these_ids(session, suiting)))
        .order_by(*declined, _openings.c.closes_on.is_(None), _openings.c.closes_on, _openings.c.id.desc())
        .offset(max(0, skip - len(suiting)))
        .limit(most - len(shown))
    )
    return Listed((*shown, *session.scalars(others)), total, len(suiting))


def _suiting(session: Session, which: Which, viewer: Viewer, most: int) -> tuple[int, ...]:
    """Return the first of them, up to `most`, that suit the viewer, who did not decline them."""
    asked = in_question_for(openings_to_judge(*which, ~_is_declined(viewer)))
    found = first_suiting(session, asked, viewer.employee_id, viewer.today, most, {})
    return tuple(each.opening_id for each in found)


def _is_declined(viewer: Viewer) -> ColumnElement[bool]:
    declined = select(_quiets.c.about).where(
        _quiets.c.employee_id == viewer.employee_id,
        _quiets.c.scope == Scope.TARGET,
        _quiets.c.why == Why.NOT_FOR_ME,
        or_(_quiets.c.until.is_(None), _quiets.c.until > viewer.now),
    )
    return (f"{OpeningTarget.kind}:" + cast(_openings.c.id, String())).in_(declined)

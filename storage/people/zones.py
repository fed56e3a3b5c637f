"""Time zones: those of the people who can be nudged, and that of one account."""

from sqlalchemy import ColumnElement, func, literal_column, null, select
from sqlalchemy.orm import Session, aliased

from storage.tables import EmployeeRow, SlackPersonRow

_ACTIVE: ColumnElement[str] = literal_column("'active'")
"""Written out, because a partial index serves only a query that repeats its condition to the letter."""


def zones_in_use(session: Session) -> tuple[str | None, ...]:
    """Return the distinct zones of active employees who are linked to Slack; None stands for those without one.

    One index lookup per zone, however many people there are: the next zone is the smallest that is larger than the
    last one (a loose index scan, as the PostgreSQL wiki describes it).
    """
    linked = (EmployeeRow.status == _ACTIVE, EmployeeRow.slack_id.is_not(None))
    found = select(func.min(EmployeeRow.zone).label("zone")).where(*linked).cte("found", recursive=True)
    further = aliased(EmployeeRow)
    following = (
        select(func.min(further.zone))
        .where(further.status == _ACTIVE, further.slack_id.is_not(None), further.zone > found.c.zone)
        .scalar_subquery()
    )
    found = found.union_all(select(following).where(found.c.zone.is_not(None)))
    zones = session.scalars(select(found.c.zone).where(found.c.zone.is_not(None))).all()
    without = session.scalar(select(EmployeeRow.id).where(*linked, EmployeeRow.zone.is_(null())).limit(1))
    return (*zones, *([] if without is None else [None]))


def zone_of_account(session: Session, slack_id: str) -> str | None:
    """Return the zone that Slack told last for one account; None where it told none."""
    return session.scalar(select(SlackPersonRow.zone).where(SlackPersonRow.slack_id == slack_id))

"""What became of a nudge's copies, counted by people: whoever had one of two is a person reached."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session, aliased

from career.outcomes import DeliveryState, DropReason, Response
from storage.tables import DeliveryRow, DrawRow

_REACHED, _UNCERTAIN, _WAITING, _REFUSED, _DROPPED = range(5)

ANSWERS = (Response.NOT_NOW, Response.NOT_FOR_ME)
"""The buttons that say no, each of which is the person's own (promise 6)."""


@dataclass(frozen=True, slots=True)
class Reached:
    """Of the people drawn to get a nudge: how many got it, may have got it, wait, or were refused by Slack for good.

    `dropped` counts the others by the reason that stood against their last copy; `answers` those who said no with a
    button. Neither is for HR's eyes as it is.
    """

    got_it: int = 0
    uncertain: int = 0
    waiting: int = 0
    refused: int = 0
    dropped: Mapping[DropReason, int] = field(default_factory=dict)
    answers: Mapping[Response, int] = field(default_factory=dict)


def reached(session: Session, nudge_id: int) -> Reached:
    """Return what became of the copies of a nudge."""
    state = DeliveryRow.state
    place = case(
        (state == DeliveryState.SENT, _REACHED),
        (state == DeliveryState.UNCERTAIN, _UNCERTAIN),
        (state.in_([DeliveryState.DUE, DeliveryState.CLAIMED]), _WAITING),
        (state == DeliveryState.FAILED, _REFUSED),
        else_=_DROPPED,
    )
    people = (
        select(
            DeliveryRow.employee_id,
            func.min(place).label("place"),
            func.max(DeliveryRow.id).label("last_id"),
            *(func.max(_flag(DeliveryRow.response == answer)).label(answer.value) for answer in ANSWERS),
        )
        .where(DeliveryRow.nudge_id == nudge_id)
        .group_by(DeliveryRow.employee_id)
        .subquery("people")
    )
    last = aliased(DeliveryRow)
    found = session.execute(
        select(
            people.c.place,
            last.drop_reason,
            func.count().label("people"),
            *(func.sum(people.c[answer.value]).label(answer.value) for answer in ANSWERS),
        )
        .join(DrawRow, (DrawRow.employee_id == people.c.employee_id) & (DrawRow.nudge_id == nudge_id))
        .join(last, (last.id == people.c.last_id) & (people.c.place == _DROPPED), isouter=True)
        .where(~DrawRow.is_held_out)
        .group_by(people.c.place, last.drop_reason)
    ).all()
    at = {place: sum(row.people for row in found if row.place == place) for place in range(_DROPPED)}
    return Reached(
        got_it=at[_REACHED],
        uncertain=at[_UNCERTAIN],
        waiting=at[_WAITING],
        refused=at[_REFUSED],
        dropped={row.drop_reason: row.people for row in found if row.drop_reason is not None},
        answers={answer: sum(getattr(row, answer.value) for row in found) for answer in ANSWERS},
    )


def _flag(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)

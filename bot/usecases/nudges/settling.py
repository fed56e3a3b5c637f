"""HR settles what Slack left open: a message of which nobody could tell whether it arrived (promise 7)."""

from dataclasses import dataclass
from datetime import datetime

from storage.database import Database
from storage.house.audit import note
from storage.nudges.uncertain import (
    SETTLED,
    Settlement,
    UncertainDelivery,
    how_many_uncertain,
    settle_uncertain,
    settlement_of,
    uncertain_deliveries,
)


@dataclass(frozen=True, slots=True)
class UncertainPage:
    """A page of the messages that may or may not have arrived."""

    deliveries: tuple[UncertainDelivery, ...]
    skip: int
    total: int


@dataclass(frozen=True, slots=True)
class Settled:
    """It counts as sent, or is sent again once; `name` is who it is for."""

    nudge_id: int
    name: str
    arrived: bool


@dataclass(frozen=True, slots=True)
class AlreadySettled:
    """A member of HR was quicker."""

    by: Settlement


@dataclass(frozen=True, slots=True)
class NothingToSettle:
    """It is certain without HR, as its recipient has answered it; or there is no such message."""


SettleAnswer = Settled | AlreadySettled | NothingToSettle


def uncertain_page(database: Database, skip: int, most: int) -> UncertainPage:
    """Return a page, the longest waiting first; the first page where `skip` is past the end."""
    with database.read() as session:
        total = how_many_uncertain(session)
        start = skip if 0 <= skip < total else 0
        return UncertainPage(tuple(uncertain_deliveries(session, start, most)), start, total)


def settle(database: Database, by: str, delivery_id: int, now: datetime, *, arrived: bool) -> SettleAnswer:
    """Record that a message arrived, or let it be sent again once; of two who say so at once, the first one counts.

    What is sent again is judged as any other: whoever has acted or asked for quiet meanwhile gets nothing.
    """
    with database.begin() as session:
        settled = settle_uncertain(session, delivery_id, now, arrived=arrived)
        if settled is None:
            by_colleague = settlement_of(session, delivery_id)
            return NothingToSettle() if by_colleague is None else AlreadySettled(by_colleague)
        nudge_id, name = settled
        note(session, by, SETTLED, f"delivery:{delivery_id}", now, arrived=arrived, nudge=nudge_id)
        return Settled(nudge_id, name, arrived)

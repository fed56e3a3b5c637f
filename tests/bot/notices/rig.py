"""Notices to test with: one kind with words of the test's choosing, and what became of each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.notices.message import Composer, NoticeMessage
from bot.views.blocks import section
from career.notices import NoticeDrop, NoticeKind
from career.outcomes import DeliveryState
from storage.database import Database
from storage.messages.notices import Addressee, Notice, ToEmployee, Told, owe
from storage.messages.pace import Pace
from storage.tables import NoticeRow
from tests.bot.nudges.rig import Mailbox
from tests.couriers import LoneCourier, notice_courier
from tests.factories import NOW, an_employee

KIND = NoticeKind.APPLICATION_DECIDED


@dataclass
class Words:
    """A composer that says what stands in the details, as long as it is true."""

    are_true: bool = True
    told: list[Told] = field(default_factory=list)

    def __call__(self, _session: Session, told: Told, _now: datetime) -> NoticeMessage | None:
        self.told.append(told)
        if not self.are_true:
            return None
        words = str(told.details.get("words", "News for you."))
        return NoticeMessage(words, [section(words)])


def a_courier(
    database: Database,
    mail: Mailbox,
    words: Composer | None = None,
    sleep: Callable[[float], object] | None = None,
    pace: Pace | None = None,
) -> LoneCourier:
    composers = {KIND: words or Words()}
    return notice_courier(database, mail, mail.clock, sleep or mail.clock.sleep, composers, pace, mail.stopwatch)


def owed(database: Database, to: Addressee, key: str = "event:1", now: datetime = NOW, **changed: Any) -> None:
    values: dict[str, Any] = {"kind": KIND, "key": key, "to": to, "details": {"words": "Done."}, "due_at": now}
    with database.begin() as session:
        owe(session, Notice(**values | changed), now)


def one_owed(database: Database, **changed: Any) -> int:
    """Owe one person, UADA, one notice; return their id."""
    with database.begin() as session:
        ada = an_employee(session, slack_id="UADA", given_name="Ada", zone="Europe/Berlin")
    owed(database, ToEmployee(ada), **changed)
    return ada


@dataclass(frozen=True)
class Entry:
    """One notice as it is recorded."""

    key: str
    token: UUID
    state: DeliveryState
    reason: NoticeDrop | None
    trouble: str | None
    details: Mapping[str, Any]


def notices(database: Database) -> list[Entry]:
    query = select(
        NoticeRow.key, NoticeRow.token, NoticeRow.state, NoticeRow.drop_reason, NoticeRow.trouble, NoticeRow.details
    ).order_by(NoticeRow.id)
    with database.read() as session:
        return [Entry(*row) for row in session.execute(query)]


def states(database: Database) -> list[DeliveryState]:
    return [entry.state for entry in notices(database)]

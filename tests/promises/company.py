"""A small company with everything in it that the promises are about, and the app's own work on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum, auto
from typing import Any

from sqlalchemy import select

from bot.notices import COMPOSERS
from bot.nudges.engine import look_ahead, tick
from bot.slack.stopwatch import Stopwatch
from bot.usecases.messages import overdue
from bot.usecases.openings.posting import Posted, post_opening
from bot.usecases.people.leaving import let_go
from bot.usecases.training import nominating
from career.codes import code_of
from career.employees import EmploymentStatus
from career.money import Money
from career.openings import OpeningStatus
from career.requirements import Requirements
from storage.database import Database
from storage.funding.tuition_policy import set_yearly_cap
from storage.openings.postings import OpeningText
from storage.tables import DeliveryRow, EmployeeRow, NoticeRow
from tests.bot.nudges.rig import Clock, Crash, Interrupted
from tests.couriers import notice_courier, nudge_courier
from tests.factories import a_programme, a_slack_account, a_workshop, an_employee
from tests.promises.mail import BadDayMail, Fate
from tests.promises.memory import Memory

HR, HR_CHANNEL, KUDOS_CHANNEL = "UHR", "CHR", "CKUDOS"
ZONES = ("Europe/Berlin", "Europe/Berlin", "Asia/Kolkata", "America/New_York", "Europe/Berlin")
PEOPLE = tuple(f"UROWER{number}" for number in range(1, len(ZONES) + 1))
SKILLED = PEOPLE[:-1]
"""Everybody but one knows what openings ask for."""


class Move(Enum):
    """How far the clock moves between two steps: mostly to where somebody's day is under way, for there things happen."""

    NOT = auto()
    AN_HOUR = auto()
    TO_THE_MORNING = auto()
    TO_THE_AFTERNOON = auto()
    A_WEEK = auto()


MORNING, AFTERNOON = time(10, 30), time(16, 30)
"""By UTC: eleven has struck in Berlin and Kolkata, then also in New York, while nobody works in Berlin any more."""

_FRIDAY = 4

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
RATING = 4711
"""A number that nothing else is."""

CAP = Money(10_000_000, "EUR")


def secret(who: str) -> str:
    """Return words that only this person writes, and only where they are their own."""
    return f"what {who} keeps to themselves"


def nothing() -> None:
    """Do nothing meanwhile."""


@dataclass
class Company:
    """The database, the mail, the clock, and what the test remembers."""

    database: Database
    mail: BadDayMail
    clock: Clock
    memory: Memory
    ids: dict[str, int] = field(default_factory=dict)
    requests: int = 0
    counted: frozenset[Any] = frozenset()
    """What HR's reports counted when they were looked at."""
    stopwatch: Stopwatch = field(init=False)

    def __post_init__(self) -> None:
        self.stopwatch = Stopwatch(self.clock.elapsed)

    @property
    def now(self) -> datetime:
        return self.clock.now

    def request(self) -> str:
        """Return what Slack gives every form: an id of its own."""
        self.requests += 1
        return f"request{self.requests}"

    def column(self, column: Any, *conditions: Any) -> Sequence[Any]:
        """Return one column of all rows that meet the conditions, the oldest first."""
        with self.database.read() as session:
            return session.scalars(select(column).where(*conditions).order_by(column.class_.id)).all()

    def works_here(self, who: str) -> bool:
        """Whether somebody has not left."""
        return self.column(EmployeeRow.status, EmployeeRow.slack_id == who) != [EmploymentStatus.LEFT]

    def move(self, how: Move) -> None:
        """Move the clock; a morning and an afternoon are of a weekday to come."""
        match how:
            case Move.NOT:
                return
            case Move.AN_HOUR:
                self.clock.move(hours=1)
            case Move.A_WEEK:
                self.clock.move(days=7)
            case Move.TO_THE_MORNING | Move.TO_THE_AFTERNOON:
                at = MORNING if how is Move.TO_THE_MORNING else AFTERNOON
                day = self.now.date() if self.now.time() < at else self.now.date() + timedelta(days=1)
                while day.weekday() > _FRIDAY:
                    day += timedelta(days=1)
                self.clock.move_to(datetime.combine(day, at, UTC))

    def work(
        self,
        fates: Sequence[Fate] = (),
        dies_at: int = 0,
        acts_at: int = 0,
        meanwhile: Callable[[], object] = nothing,
    ) -> None:
        """Do all that is due; die at step `dies_at`; at step `acts_at`, before a transaction, somebody acts `meanwhile`."""
        look_ahead(self.database, self.now)
        nominating.let_lapse(self.database, self.now)
        let_go(self.database, self.now.date(), self.now)
        overdue.bring_up(self.database, HR_CHANNEL, self.now)

        def at_step(step: int) -> None:
            if step == dies_at:
                raise Crash
            if step == 2 * acts_at - 1:
                meanwhile()

        self.mail.fates.extend(fates)
        at_work = Interrupted(self.database, at_step)
        try:
            tick(at_work, self.now)
            self.deliver(at_work)
        except Crash:
            self.stopwatch = Stopwatch(self.clock.elapsed)  # another process goes on
        finally:
            self.mail.fates.clear()

    def deliver(self, database: Database) -> None:
        """Send what is due."""
        with_what = (database, self.mail, self.clock, self.clock.sleep)
        nudge_courier(*with_what, stopwatch=self.stopwatch).run_until_idle()
        notice_courier(*with_what, COMPOSERS, stopwatch=self.stopwatch).run_until_idle()

    def pending(self) -> datetime | None:
        """Return when something that waits comes next; None where nothing does."""
        with self.database.read() as session:
            waiting = [
                row.lease_until if row.lease_until is not None else row.due_at
                for table in (DeliveryRow, NoticeRow)
                for row in session.execute(
                    select(table.lease_until, table.due_at).where(table.state.in_(["due", "claimed"]))
                )
            ]
        return min((at for at in waiting if at is not None), default=None)


def found(company: Company) -> None:
    """Fill an empty database: people, an opening, a programme with a workshop of one seat, a yearly cap."""
    with company.database.begin() as session:
        a_slack_account(session, HR, seen_at=company.now)
        for number, (who, zone) in enumerate(zip(PEOPLE, ZONES, strict=True), 1):
            company.ids[who] = an_employee(
                session,
                slack_id=who,
                number=f"{number:05}",
                family_name=f"Rower{number}",
                full_name_key=f"ada rower{number}",
                email=f"rower{number}@example.com",
                zone=zone,
                lot=number * 429_496_729,
                department="Crew",
                skills=("Sculling",) if who in SKILLED else (),
                rating=RATING,
                hired_on=date(2020, 1, 1),
            )
            company.memory.records[who] = {
                "Employee ID": f"{number:05}",
                "First Name": "Ada",
                "Last Name": f"Rower{number}",
                "Email": f"rower{number}@example.com",
                "Department": "Crew",
                "Status": "Active",
            }
        programme = a_programme(session, title="Coxing", skills=("Steering",))
        a_workshop(session, programme, starts_at=datetime.combine(date(2026, 12, 8), time(9), UTC))
        set_yearly_cap(session, CAP, HR, company.now)
    post(company, OpeningStatus.OPEN)


def post(company: Company, status: OpeningStatus) -> None:
    """Let HR post an opening that asks for a skill and a rating."""
    number = company.requests + 1
    text = OpeningText(f"Boat {number}z", "Come and row.", None, None, None)
    answer = post_opening(company.database, HR, text, asking_for(number), status, company.request(), company.now)
    assert isinstance(answer, Posted), answer


def asking_for(months: int) -> Requirements:
    """Return what most people have, in as many different ways as there are numbers up to fifty."""
    return Requirements(skills_all=(code_of("Sculling"),), last_rating_at_least=4, months_of_service=months % 50)

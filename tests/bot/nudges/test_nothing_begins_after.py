"""Promise 4: once an act or a stop is committed, no send that had not begun begins; whenever between two steps it comes."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from bot.nudges.engine import tick
from bot.usecases.funding import asking as funding
from bot.usecases.importing.file import Source
from bot.usecases.importing.file import apply as import_file
from bot.usecases.nudges import quiet
from bot.usecases.openings.applying import apply
from bot.usecases.training.enrolling import enrol
from career.money import Money
from career.outcomes import DeliveryState
from career.targets import NoActivity, OpeningTarget, WorkshopTarget
from career.training import EnrolmentState
from hris.answers import Reading
from hris.reading import read_file
from storage.database import Database
from storage.funding.tuition_policy import set_yearly_cap
from storage.tables import EnrolmentRow, LeaveRow
from tests.bot.nudges.rig import (
    ATTEMPT_IS_COMMITTED,
    HR,
    Clock,
    Interrupted,
    Mailbox,
    a_courier,
    a_running_nudge,
    ledger,
    waited_for_the_attempt,
)
from tests.factories import NOW, a_programme, a_workshop, an_employee, an_opening

Act = Callable[[Database, int], object]

ACTS: dict[str, Act] = {
    "applies": lambda database, opening: apply(database, "UADA", opening, "", NOW),
    "stops": lambda database, _opening: quiet.stop(database, "UADA", None, NOW),
    "pauses": lambda database, _opening: quiet.pause(database, "UADA", "30d", NOW),
}


@pytest.fixture(params=ACTS)
def act(request: pytest.FixtureRequest) -> Act:
    return ACTS[request.param]


def one_due(database: Database) -> int:
    with database.begin() as session:
        an_employee(session, slack_id="UADA")
        opening = an_opening(session)
    a_running_nudge(database, OpeningTarget(opening))
    tick(database, NOW)
    return opening


@pytest.mark.parametrize("step", range(1, ATTEMPT_IS_COMMITTED + 1))
def test_what_is_committed_before_the_send_began_stops_it(database: Database, act: Act, step: int) -> None:
    opening = one_due(database)
    mail = Mailbox(Clock())

    def do(now: int) -> None:
        if now == step:
            act(database, opening)

    a_courier(Interrupted(database, do), mail).deliver_next()
    a_courier(database, mail).run_until_idle()
    had_begun = step == ATTEMPT_IS_COMMITTED
    assert mail.recipients == ["UADA"] * had_begun
    assert [entry.state for entry in ledger(database)] == [DeliveryState.SENT if had_begun else DeliveryState.DROPPED]


def test_an_act_waits_while_a_send_is_being_written_down(database: Database, act: Act) -> None:
    """Else it could be committed between the last look and the note that the message goes out."""
    opening = one_due(database)
    _assert_waits(database, lambda: act(database, opening))


def test_an_act_that_changes_what_somebody_did_before_waits_as_well(database: Database) -> None:
    """Who enrols again in what they had left adds no row of theirs; the programme, which both hold, makes them wait."""
    with database.begin() as session:
        ada = an_employee(session, slack_id="UADA")
        programme = a_programme(session)
        left, other = (a_workshop(session, programme, starts_at=NOW + timedelta(days=9)) for _ in range(2))
        row = EnrolmentRow(workshop_id=left, employee_id=ada, state=EnrolmentState.LEFT, asked_at=NOW, stint=0)
        session.add(row)
    a_running_nudge(database, WorkshopTarget(other))
    tick(database, NOW)
    _assert_waits(database, lambda: enrol(database, "UADA", left, NOW))


def test_a_leave_that_is_made_longer_waits_as_well(database: Database) -> None:
    """It adds no row either."""
    with database.begin() as session:
        ada = an_employee(session, slack_id="UADA", number="00042")
        session.add(LeaveRow(employee_id=ada, first_day=date(2026, 11, 20), last_day=date(2026, 11, 23)))
        opening = an_opening(session)
    a_running_nudge(database, OpeningTarget(opening))
    tick(database, NOW)
    file = b"Employee ID,Leave Type,Start Date,End Date\r\n00042,Holiday,2026-11-20,2026-11-27\r\n"
    reading = read_file(file, "leave.csv", today=NOW.date())
    assert isinstance(reading, Reading)
    _assert_waits(database, lambda: import_file(database, reading, Source.of("leave.csv", file), HR, NOW))


def test_whoever_does_anything_at_all_is_not_told_that_they_did_nothing_for_long(database: Database) -> None:
    """Taking back a request for funding leaves a line in the audit alone."""
    long_ago = NOW - timedelta(days=90)
    with database.begin() as session:
        an_employee(session, slack_id="UADA", created_at=long_ago)
        set_yearly_cap(session, Money(100_000, "EUR"), HR, long_ago)
    filled = funding.Filled(0, "Course", "", "400 EUR", NOW.date() + timedelta(days=20), None, "I steer.")
    asked = funding.ask(database, "UADA", filled, "request", long_ago)
    assert isinstance(asked, funding.Asked)
    a_running_nudge(database, NoActivity(30), words="Hello {first_name}.")
    tick(database, NOW)
    _assert_waits(database, lambda: funding.withdraw(database, "UADA", asked.request.id, "CHR", NOW))


def _assert_waits(database: Database, act: Callable[[], object]) -> None:
    """Let it be tried just before the attempt to send is committed; it must not be done before that is."""
    mail = Mailbox(Clock())
    assert waited_for_the_attempt(database, lambda held_up: a_courier(held_up, mail).deliver_next(), act)
    assert mail.recipients == ["UADA"]

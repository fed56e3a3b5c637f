"""Promise 4: once an act or a stop is committed, no send that had not begun begins; whenever between two steps it comes."""

from collections.abc import Callable
from datetime import timedelta
from threading import Thread

import pytest

from bot.nudges.engine import tick
from bot.usecases import quiet
from bot.usecases.applying import apply
from bot.usecases.enrolling import enrol
from career.outcomes import DeliveryState
from career.targets import OpeningTarget, WorkshopTarget
from career.training import EnrolmentState
from storage.database import Database
from storage.tables import EnrolmentRow
from tests.bot.nudges.rig import Clock, Interrupted, InTheMiddle, Mailbox, a_courier, a_running_nudge, ledger
from tests.factories import NOW, a_programme, a_workshop, an_employee, an_opening

Act = Callable[[Database, int], object]

ACTS: dict[str, Act] = {
    "applies": lambda database, opening: apply(database, "UADA", opening, "", NOW),
    "stops": lambda database, _opening: quiet.stop(database, "UADA", None, NOW),
    "pauses": lambda database, _opening: quiet.pause(database, "UADA", "30d", NOW),
}
ATTEMPT_IS_COMMITTED = 6
"""Of the steps that a courier takes around its transactions: claim 1 and 2, admit 3 and 4, prepare 5 and 6."""


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


def _assert_waits(database: Database, act: Callable[[], object]) -> None:
    """Let it be tried just before the attempt to send is committed; it must not be done before that is."""
    mail = Mailbox(Clock())
    acting = Thread(target=act)
    still_waits: list[bool] = []

    def meanwhile(transaction: int) -> None:
        if transaction == ATTEMPT_IS_COMMITTED // 2:
            acting.start()
            acting.join(0.3)
            still_waits.append(acting.is_alive())

    a_courier(InTheMiddle(database, meanwhile), mail).deliver_next()
    acting.join(10)
    assert still_waits == [True]
    assert mail.recipients == ["UADA"]

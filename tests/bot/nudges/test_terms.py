"""What HR sets for the whole house holds for every nudge; what is held back waits, nearest deadline first, or is dropped."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.usecases.nudges import previewing
from career.outcomes import DeliveryState, DropReason
from career.quiet import Budget, DeliveryHours
from career.settings import HouseSettings
from career.targets import OpeningTarget
from career.terms import SendingTerms
from storage.database import Database
from storage.house.settings import put_house_settings
from tests.bot.nudges.rig import HR, TUESDAY, Clock, Mailbox, a_courier, a_running_nudge, deliver, ledger, states
from tests.factories import NOW, an_employee, an_opening


def _set(database: Database, **sending: Any) -> None:
    """Let HR set these terms for the house."""
    with database.begin() as session:
        put_house_settings(session, HouseSettings(sending=SendingTerms(**sending)), HR, NOW)


AFTERNOONS = DeliveryHours(opens=time(14), closes=time(15))


def test_the_hours_that_hr_sets_are_those_in_which_nudges_go_out(sqlite_database: Database) -> None:
    with sqlite_database.begin() as session:
        an_employee(session, slack_id="UADA")
        target = OpeningTarget(an_opening(session))
    nudge_id = a_running_nudge(sqlite_database, target)
    _set(sqlite_database, hours=AFTERNOONS)
    mail = Mailbox(Clock())
    deliver(sqlite_database, mail)
    at_two = datetime(2026, 11, 24, 13, tzinfo=UTC)
    assert (mail.taken, [entry.due_at for entry in ledger(sqlite_database)]) == ([], [at_two])
    shown = previewing.preview(sqlite_database, HR, nudge_id, NOW - timedelta(hours=2))
    assert isinstance(shown, previewing.Preview)
    assert shown.first_at == at_two
    mail.clock.now = at_two
    a_courier(sqlite_database, mail).run_until_idle()
    assert mail.recipients == ["UADA"]


def _three_due(database: Database, closes: Callable[[int], date | None]) -> list[int]:
    """Let three nudges be due to one person at once; return their ids, the one written first first."""
    with database.begin() as session:
        an_employee(session, slack_id="UADA")
        targets = [OpeningTarget(an_opening(session, closes_on=closes(number))) for number in range(3)]
    return [a_running_nudge(database, target) for target in targets]


def test_of_several_the_nearest_deadline_goes_first_and_the_others_wait_their_turn(database: Database) -> None:
    last, middle, first = _three_due(database, lambda number: TUESDAY + timedelta(days=30 - 10 * number))
    mail = Mailbox(Clock())
    deliver(database, mail)
    for _ in range(3):  # those that gave way ask again a minute later
        mail.clock.move(minutes=1)
        a_courier(database, mail).run_until_idle()
    assert states(database, first).popitem()[1] is DeliveryState.SENT
    assert [states(database, each).popitem()[1] for each in (middle, last)] == [DeliveryState.DUE] * 2
    mail.clock.now = NOW + timedelta(days=1)
    for _ in range(3):
        a_courier(database, mail).run_until_idle()
        mail.clock.move(minutes=1)
    assert states(database, middle).popitem()[1] is DeliveryState.SENT
    (waiting,) = ledger(database, last)
    assert waiting.due_at is not None
    assert waiting.due_at >= NOW + timedelta(days=7)  # two in any seven days


def test_what_the_budget_holds_back_beyond_its_end_is_dropped_with_the_reason(database: Database) -> None:
    ids = _three_due(database, lambda _number: TUESDAY)
    mail = Mailbox(Clock())
    deliver(database, mail)
    for _ in range(3):
        mail.clock.move(minutes=1)
        a_courier(database, mail).run_until_idle()
    found = [(entry.state, entry.reason) for each in ids for entry in ledger(database, each)]
    assert found == [(DeliveryState.SENT, None), *[(DeliveryState.DROPPED, DropReason.EXPIRED)] * 2]


def test_a_larger_budget_that_hr_sets_lets_more_out(sqlite_database: Database) -> None:
    _set(sqlite_database, budget=Budget(per_day=3, per_week=5))
    _three_due(sqlite_database, lambda _number: None)
    mail = Mailbox(Clock())
    deliver(sqlite_database, mail)
    for _ in range(3):
        mail.clock.move(minutes=1)
        a_courier(sqlite_database, mail).run_until_idle()
    assert mail.recipients == ["UADA"] * 3

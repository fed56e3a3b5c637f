"""The cap holds for every statement, whoever sends it, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from career.money import PARTS, Money
from career.tuition import RequestState
from storage.database import Database
from storage.funding.tuition import balance_of, balances, how_many_granted_elsewhere
from storage.funding.tuition_policy import set_yearly_cap, yearly_cap
from storage.tables import TuitionRequestRow
from tests.factories import NOW, an_employee
from tests.statements import recorded_statements

IN_2026 = date(2026, 12, 31)
IN_2027 = date(2027, 1, 1)


def a_request(session: Session, employee_id: int, units: int = 100, **fields: Any) -> int:
    """Add a waiting request of so many euros; return its id."""
    values: dict[str, Any] = {
        "employee_id": employee_id,
        "programme_id": None,
        "title": "Navigation at night",
        "provider": "Harbour School",
        "cost_parts": units * PARTS,
        "cost_currency": "EUR",
        "starts_on": IN_2026,
        "why": "So that we can sail in winter.",
        "state": RequestState.WAITING,
        "asked_at": NOW,
    } | fields
    return session.execute(insert(TuitionRequestRow).values(values).returning(TuitionRequestRow.id)).scalar_one()


def granted(units: int, currency: str = "EUR") -> dict[str, Any]:
    """Return what an approved request holds."""
    return {
        "state": RequestState.APPROVED,
        "granted_parts": units * PARTS,
        "granted_currency": currency,
        "decided_by": "UHR",
        "decided_by_name": "Hana Novak",
        "decided_at": NOW,
        "reason": "It helps us all.",
    }


def a_cap(database: Database, units: int, currency: str = "EUR") -> None:
    with database.begin() as session:
        set_yearly_cap(session, Money(units * PARTS, currency), "UHR", NOW)


@pytest.fixture
def ada(database: Database) -> int:
    a_cap(database, 1_000)
    with database.begin() as session:
        return an_employee(session)


def total(database: Database, employee_id: int, year: int = 2026) -> int:
    with database.read() as session:
        held = balance_of(session, employee_id, year)
        return 0 if held.granted is None else held.granted.parts // PARTS


def test_plain_sql_cannot_grant_more_than_the_cap(database: Database, ada: int) -> None:
    with database.begin() as session:
        a_request(session, ada, **granted(900))
        waiting = a_request(session, ada)
    with pytest.raises(IntegrityError), database.begin() as session:
        session.execute(update(TuitionRequestRow).where(TuitionRequestRow.id == waiting).values(granted(101)))
    with pytest.raises(IntegrityError), database.begin() as session:
        a_request(session, ada, **granted(101))
    with database.begin() as session:
        session.execute(update(TuitionRequestRow).where(TuitionRequestRow.id == waiting).values(granted(100)))
    assert total(database, ada) == 1_000


def test_one_statement_over_many_rows_cannot_exceed_the_cap_either(database: Database, ada: int) -> None:
    with database.begin() as session:
        for _ in range(3):
            a_request(session, ada)
    with pytest.raises(IntegrityError), database.begin() as session:
        session.execute(update(TuitionRequestRow).values(granted(400)))
    assert total(database, ada) == 0


def test_each_person_and_each_calendar_year_has_a_cap_of_its_own(database: Database, ada: int) -> None:
    with database.begin() as session:
        ben = an_employee(session)
        a_request(session, ada, **granted(1_000))
        a_request(session, ada, starts_on=IN_2027, **granted(1_000))
        a_request(session, ben, **granted(1_000))
    assert (total(database, ada), total(database, ada, 2027), total(database, ben)) == (1_000, 1_000, 1_000)
    with pytest.raises(IntegrityError), database.begin() as session:
        a_request(session, ada, starts_on=IN_2027, **granted(1))


def test_nothing_is_granted_without_a_policy_or_in_another_currency(database: Database) -> None:
    with database.begin() as session:
        ada = an_employee(session)
    with pytest.raises(IntegrityError), database.begin() as session:
        a_request(session, ada, **granted(1))
    a_cap(database, 1_000)
    with pytest.raises(IntegrityError), database.begin() as session:
        a_request(session, ada, **granted(1, "USD"))


@pytest.mark.parametrize(
    "change",
    [{"granted_parts": PARTS}, {"granted_currency": "USD"}, {"starts_on": IN_2027}, {"state": RequestState.WAITING}],
)
def test_what_was_granted_is_not_changed(database: Database, ada: int, change: dict[str, Any]) -> None:
    with database.begin() as session:
        a_request(session, ada, **granted(500))
    with pytest.raises(IntegrityError), database.begin() as session:
        session.execute(update(TuitionRequestRow).values(change))


def test_what_somebody_wrote_can_be_erased_from_a_grant(database: Database, ada: int) -> None:
    with database.begin() as session:
        a_request(session, ada, **granted(500))
    a_cap(database, 1)
    with database.begin() as session:
        session.execute(update(TuitionRequestRow).values(why="", title="erased"))
    assert total(database, ada) == 500


def test_a_grant_that_is_withdrawn_makes_room_again(database: Database, ada: int) -> None:
    with database.begin() as session:
        a_request(session, ada, **granted(1_000))
        session.execute(update(TuitionRequestRow).values(state=RequestState.WITHDRAWN))
        a_request(session, ada, **granted(1_000))
    with pytest.raises(IntegrityError), database.begin() as session:
        session.execute(update(TuitionRequestRow).values(state=RequestState.APPROVED))


def test_a_lowered_cap_and_a_new_currency_change_nothing_that_was_granted(database: Database, ada: int) -> None:
    with database.begin() as session:
        a_request(session, ada, **granted(800))
    a_cap(database, 500)
    with database.read() as session:
        held = balance_of(session, ada, 2026)
        assert (held.granted, held.left) == (Money(800 * PARTS, "EUR"), Money(0, "EUR"))
    with pytest.raises(IntegrityError), database.begin() as session:
        a_request(session, ada, **granted(1))
    a_cap(database, 300, "USD")
    with database.begin() as session:
        a_request(session, ada, **granted(300, "USD"))
        held = balance_of(session, ada, 2026)
        assert held.elsewhere == (Money(800 * PARTS, "EUR"),)
        assert held.left == Money(0, "USD")
        assert how_many_granted_elsewhere(session, 2026, "USD") == 1
        assert how_many_granted_elsewhere(session, 2027, "USD") == 0


@pytest.mark.parametrize("missing", [{"reason": " "}, {"decided_by_name": None}, {"decided_at": None}])
def test_a_decision_has_a_name_a_time_and_a_reason(database: Database, ada: int, missing: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), database.begin() as session:
        a_request(session, ada, **(granted(1) | missing))
    with pytest.raises(IntegrityError), database.begin() as session:
        a_request(session, ada, **(granted(1) | {"state": RequestState.DECLINED} | missing))


@pytest.mark.parametrize("wrong", [{"granted_parts": 0}, {"granted_parts": None}, {"granted_currency": None}])
def test_an_approval_grants_something(database: Database, ada: int, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), database.begin() as session:
        a_request(session, ada, **(granted(1) | wrong))


@pytest.mark.parametrize("change", ["UPDATE tuition_policies SET cap_parts = 1", "DELETE FROM tuition_policies"])
@pytest.mark.usefixtures("ada")
def test_policies_are_only_ever_added_to(database: Database, change: str) -> None:
    with pytest.raises(IntegrityError), database.begin() as session:
        session.execute(text(change))
    with database.read() as session:
        assert yearly_cap(session) == Money(1_000 * PARTS, "EUR")


def test_plain_sql_from_many_connections_at_once_stays_within_the_cap(database: Database, ada: int) -> None:
    together = Barrier(8)

    def grant(_: int) -> bool:
        together.wait()
        try:
            with database.begin() as session:
                a_request(session, ada, **granted(300))
        except IntegrityError:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(grant, range(8))) == 3
    assert total(database, ada) == 900


def test_a_grant_from_a_frozen_view_of_the_data_is_refused(postgresql_database: Database) -> None:
    a_cap(postgresql_database, 1_000)
    with postgresql_database.begin() as session:
        ada = an_employee(session)
    with postgresql_database.read() as session:
        session.execute(text("SET TRANSACTION READ WRITE"))
        with pytest.raises(IntegrityError, match="READ COMMITTED or SERIALIZABLE"):
            a_request(session, ada, **granted(1))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["grant", "withdraw", "cap"]), st.integers(1, 40)), max_size=12))
def test_no_sequence_of_grants_and_caps_exceeds_the_cap_of_its_moment(
    sqlite_database: Database, steps: list[tuple[str, int]]
) -> None:
    with sqlite_database.begin() as session:
        ada = an_employee(session)
        set_yearly_cap(session, Money(50 * PARTS, "EUR"), "UHR", NOW)
    cap, grants = 50, dict[int, int]()
    for step, units in steps:
        match step:
            case "cap":
                a_cap(sqlite_database, units)
                cap = units
            case "withdraw" if grants:
                oldest = min(grants)
                with sqlite_database.begin() as session:
                    given_back = update(TuitionRequestRow).where(TuitionRequestRow.id == oldest)
                    session.execute(given_back.values(state=RequestState.WITHDRAWN))
                del grants[oldest]
            case "grant" if sum(grants.values()) + units <= cap:
                with sqlite_database.begin() as session:
                    grants[a_request(session, ada, **granted(units))] = units
            case "grant":
                with pytest.raises(IntegrityError), sqlite_database.begin() as session:
                    a_request(session, ada, **granted(units))
            case _:
                pass
        assert total(sqlite_database, ada) == sum(grants.values())


def test_balances_of_many_come_in_two_statements(database: Database, ada: int) -> None:
    with database.begin() as session:
        others = [an_employee(session) for _ in range(20)]
        for number, who in enumerate(others):
            a_request(session, who, **granted(number + 1))
            a_request(session, who, starts_on=IN_2027, **granted(2))
    wanted = [(who, year) for who in (*others, ada) for year in (2026, 2027)]
    with database.read() as session, recorded_statements() as statements:
        found = balances(session, wanted)
    assert len([each for each in statements if each.lstrip().startswith("SELECT")]) == 2
    assert [found[who, 2026].granted for who in others] == [Money((n + 1) * PARTS, "EUR") for n in range(20)]
    assert {found[who, 2027].granted for who in others} == {Money(2 * PARTS, "EUR")}
    assert found[ada, 2026].granted is None

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from career.money import Money
from career.tuition import balance, days_of, year_of

amounts = st.integers(1, 10**12)


def euros(parts: int) -> Money:
    return Money(parts, "EUR")


@given(amounts, st.integers(0, 10**12), amounts)
def test_what_is_covered_never_leads_beyond_the_cap(cap: int, granted: int, cost: int) -> None:
    held = balance(2026, euros(cap), (euros(granted),) if granted else ())
    assert held.covers(euros(cost)) is (granted + cost <= cap)
    left = held.left
    assert left is not None
    assert left.parts == max(0, cap - granted)


@given(amounts, st.integers(0, 10**12), amounts)
def test_the_most_that_is_proposed_is_covered_and_no_more_than_the_cost(cap: int, granted: int, cost: int) -> None:
    held = balance(2026, euros(cap), (euros(granted),) if granted else ())
    most = held.most_of(euros(cost))
    if most is None:
        assert granted >= cap
    else:
        assert held.covers(most)
        assert most.parts == min(cost, cap - granted)


def test_grants_in_another_currency_are_shown_beside_the_cap_and_do_not_count() -> None:
    dollars = Money(900, "USD")
    held = balance(2026, euros(1_000), (euros(400), dollars))
    assert held.left == euros(600)
    assert held.elsewhere == (dollars,)
    assert held.most_of(dollars) is None
    assert not held.covers(Money(1, "USD"))


def test_without_a_cap_nothing_is_covered() -> None:
    held = balance(2026, None, ())
    assert held.left is None
    assert not held.covers(euros(1))
    assert held.most_of(euros(1)) is None


@given(st.dates())
def test_the_year_is_the_one_in_which_the_training_starts(day: date) -> None:
    first, last = days_of(year_of(day))
    assert first <= day <= last
    assert (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)

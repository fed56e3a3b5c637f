from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from career.money import (
    MOST_UNITS,
    PARTS,
    Currency,
    Money,
    NotAnAmount,
    TooFine,
    TooMuch,
    TwoMeanings,
    UnknownCurrency,
    Unreadable,
    WhichCurrency,
    read_money,
)

EUR, USD = Currency("EUR", 2, "€"), Currency("USD", 2, "$")
KWD, JPY = Currency("KWD", 3, ""), Currency("JPY", 0, "¥")
KNOWN = {each.code: each for each in (EUR, USD, KWD, JPY)}


def read(typed: str, usual: Currency | None = EUR) -> Money | Unreadable:
    return read_money(typed, usual, KNOWN.get)


def euros(amount: str) -> Money:
    return Money(int(Decimal(amount) * PARTS), "EUR")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1200", "1200"),
        (" 1200.5 ", "1200.5"),
        ("1,200.50", "1200.5"),
        ("1.200,50", "1200.5"),
        ("1 200,50", "1200.5"),
        ("1\u202f200,50", "1200.5"),
        ("1’200.50", "1200.5"),  # noqa: RUF001  how the Swiss write it
        ("1,200", "1200"),
        ("1.200", "1200"),
        ("1,234,567", "1234567"),
        ("12,3", "12.3"),
        ("€500", "500"),
        ("500 €", "500"),
        ("eur 500", "500"),
        ("500EUR", "500"),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed: str, meant: str) -> None:
    assert read(typed) == euros(meant)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "a lot",
        "0",
        "0.00",
        "-5",
        "1,2,3",
        "1.23.45",
        "12..5",
        ".5",
        "5.",
        "1 2",
        "1,200,50",
        "1e5",
        "١٢",
        "5 EUR USD",
    ],
)
def test_what_is_no_amount_above_nothing_is_refused(typed: str) -> None:
    assert read(typed) == NotAnAmount()


def test_an_amount_without_end_is_refused_before_it_is_counted() -> None:
    assert read("9" * 10_000) == NotAnAmount()
    assert read(str(MOST_UNITS)) == TooMuch()
    assert read(str(MOST_UNITS - 1)) == Money((MOST_UNITS - 1) * PARTS, "EUR")


def test_a_currency_that_is_named_is_meant() -> None:
    assert read("500 usd") == Money(500 * PARTS, "USD")
    assert read("500 XXX") == UnknownCurrency("XXX")
    assert read("$500") == UnknownCurrency("$")
    assert read("$500", USD) == Money(500 * PARTS, "USD")
    assert read("500", None) == WhichCurrency()


def test_parts_that_a_currency_does_not_have_are_refused() -> None:
    assert read("0,123") == TooFine(EUR)
    assert read("12.5", JPY) == TooFine(JPY)
    assert read("12.00", JPY) == Money(12 * PARTS, "JPY")


def test_a_mark_that_may_mean_thousands_or_decimals_is_asked_about() -> None:
    assert read("1,200", KWD) == TwoMeanings("1,200")
    assert read("1.2000", KWD) == Money(12_000, "KWD")
    assert read("1200.500", KWD) == Money(12_005_000, "KWD")


@given(st.text(alphabet="0123456789., '€$EURxX-", max_size=70) | st.text(max_size=70))
def test_whatever_is_typed_gives_an_amount_above_nothing_or_says_why_not(typed: str) -> None:
    match read(typed):
        case Money(parts):
            assert 0 < parts < MOST_UNITS * PARTS
        case why:
            assert isinstance(why, Unreadable)


@given(st.integers(-(10**15), 10**15), st.integers(-(10**15), 10**15))
def test_sums_are_exact(one: int, other: int) -> None:
    first, second = Money(one, "EUR"), Money(other, "EUR")
    assert first.plus(second).minus(second) == first
    assert first.plus(second).amount == first.amount + second.amount
    assert first.exceeds(second) is (first.amount > second.amount)


def test_currencies_are_never_mixed() -> None:
    with pytest.raises(ValueError, match="EUR and USD"):
        Money(1, "USD").plus(Money(1, "EUR"))
    with pytest.raises(ValueError, match="not added or compared"):
        Money(1, "USD").exceeds(Money(1, "EUR"))

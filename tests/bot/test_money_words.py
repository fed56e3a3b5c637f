from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.usecases.funding.currencies import currency, described, known_on
from bot.views.money import in_words, not_an_amount, to_type
from career.money import (
    MOST_UNITS,
    PARTS,
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

TODAY = date(2026, 11, 24)
KNOWN = known_on(TODAY)


@given(st.sampled_from(["EUR", "JPY", "KWD", "CHF"]), st.integers(1, 10**13))
def test_an_amount_is_read_again_as_it_was_filled_in(code: str, smallest: int) -> None:
    usual = described(code)
    money = Money(smallest * PARTS // 10**usual.decimals, code)
    if 0 < money.parts < MOST_UNITS * PARTS:
        assert read_money(to_type(money), usual, KNOWN) == money
        assert read_money(f"{to_type(money)} {code}", None, KNOWN) == money


def test_amounts_read_as_a_person_writes_them() -> None:
    assert in_words(Money(12_005_000, "EUR")) == "€1,200.50"
    assert in_words(Money(1_200 * PARTS, "EUR")) == "€1,200"
    assert in_words(Money(12_005_000, "CHF")) == "CHF\N{NO-BREAK SPACE}1,200.50"
    assert in_words(Money(0, "CHF")) == "CHF\N{NO-BREAK SPACE}0"
    assert in_words(Money(1_200 * PARTS, "JPY")) == "JP¥1,200"
    assert in_words(Money(12_345, "KWD")) == "KWD\N{NO-BREAK SPACE}1.234"


@pytest.mark.parametrize(
    ("why", "says"),
    [
        (NotAnAmount(), "above 0"),
        (WhichCurrency(), "three letters"),
        (UnknownCurrency("DEM"), "do not know the currency “DEM”"),
        (TooFine(described("EUR")), "EUR has 2 decimals"),
        (TooFine(described("JPY")), "JPY has no decimals"),
        (TooMuch(), "more than I can keep"),
        (TwoMeanings("1,200"), "Please type 1200 or 1.2000."),
    ],
)
def test_what_is_no_amount_is_answered_with_what_to_do(why: Unreadable, says: str) -> None:
    assert says in not_an_amount(why)


@pytest.mark.parametrize("code", ["DEM", "XAU", "XXX", "eur", "", "ZZZ", "HRK"])
def test_only_currencies_that_a_country_pays_in_today_are_known(code: str) -> None:
    assert currency(code, TODAY) is None


def test_a_currency_has_the_decimals_and_the_sign_that_people_know() -> None:
    found = {code: currency(code, TODAY) for code in ("EUR", "JPY", "KWD", "USD")}
    assert {code: each and each.decimals for code, each in found.items()} == {"EUR": 2, "JPY": 0, "KWD": 3, "USD": 2}
    assert [each and each.sign for each in found.values()] == ["€", "¥", "", "$"]

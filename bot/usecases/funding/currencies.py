"""The currencies that people pay in now, by their ISO 4217 codes, as Babel knows them (CLDR)."""

import unicodedata
from collections.abc import Callable
from datetime import date

from babel.core import get_global
from babel.numbers import get_currency_precision, get_currency_symbol, get_territory_currencies

from career.money import Currency

_LOCALE = "en_GB"


def currency(code: str, today: date) -> Currency | None:
    """Return the currency of this code if a country pays in it on that day; None for any other text."""
    return described(code) if code in _in_use(today) else None


def described(code: str) -> Currency:
    """Return the currency of a code that was in use once, and may not be any more."""
    sign = get_currency_symbol(code, locale=_LOCALE)[-1]
    has_sign = unicodedata.category(sign) == "Sc"
    return Currency(code, get_currency_precision(code), sign if has_sign else "")


def known_on(today: date) -> Callable[[str], Currency | None]:
    """Return what finds a currency by its code on that day."""
    return lambda code: currency(code, today)


def _in_use(today: date) -> frozenset[str]:
    return frozenset(
        code
        for territory in get_global("territory_currencies")
        for code in get_territory_currencies(territory, start_date=today)
    )

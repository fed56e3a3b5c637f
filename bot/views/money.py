"""Amounts as a person reads them, and what is said about one that cannot be read."""

from typing import assert_never

from babel.numbers import format_currency, get_currency_symbol

from bot.views.text import shortened
from career.money import (
    PARTS,
    Money,
    NotAnAmount,
    TooFine,
    TooMuch,
    TwoMeanings,
    UnknownCurrency,
    Unreadable,
    WhichCurrency,
)

_LOCALE = "en_GB"
_LONGEST_SHOWN = 20


def in_words(money: Money) -> str:
    """Return an amount such as ``€1,200``, ``€1,200.50`` or ``CHF 1,200``, the space of which does not break."""
    is_whole = not money.parts % PARTS
    gap = "\N{NO-BREAK SPACE}" if get_currency_symbol(money.currency, _LOCALE)[-1].isalpha() else ""
    pattern = f"¤{gap}#,##0" if is_whole else f"¤{gap}#,##0.00"
    return format_currency(money.amount, money.currency, pattern, locale=_LOCALE, currency_digits=not is_whole)


def to_type(money: Money) -> str:
    """Return an amount as one would type it, such as ``1200.5``: read again it is the same."""
    whole, _, decimals = f"{money.amount.normalize():f}".partition(".")
    # Three decimals look like thousands; a fourth says that they are none.
    return f"{whole}.{decimals.ljust(4, '0') if len(decimals) == len('000') else decimals}" if decimals else whole


def not_an_amount(why: Unreadable) -> str:
    """Return what somebody reads whose words are no amount: plain text, for beside an input."""
    match why:
        case NotAnAmount():
            return "Please give an amount above 0, such as 1200 or 1,200.50."
        case WhichCurrency():
            return "Please add the currency by its three letters, such as 1200 EUR."
        case UnknownCurrency(named):
            return f"I do not know the currency “{shortened(named, _LONGEST_SHOWN)}”. Please use its three letters, such as 1200 EUR."
        case TooFine(currency):
            fits = f"{currency.decimals} decimals" if currency.decimals else "no decimals"
            return f"{currency.code} has {fits}. Please round the amount."
        case TooMuch():
            return "That is more than I can keep. Please check the amount."
        case TwoMeanings(typed):
            digits = typed.replace(",", ".")
            whole = digits.replace(".", "")
            return f"{typed} has two meanings. Please type {whole} or {digits}0."
        case _:
            assert_never(why)

"""Conditions that queries of several topics ask by."""

from typing import Any

from sqlalchemy import ColumnElement, false, or_
from sqlalchemy.orm import InstrumentedAttribute

from career.codes import code_of


def any_is(*wanted: tuple[InstrumentedAttribute[Any], object]) -> ColumnElement[bool]:
    """Return the condition that at least one of the columns holds its value; None is no value, and never held."""
    return or_(false(), *(column == value for column, value in wanted if value is not None))


def holds_every_word(
    code: ColumnElement[str] | InstrumentedAttribute[str], words: str
) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a column of codes (`career.codes`) holds each of `words`; none where there are none."""
    return tuple(code.contains(word, autoescape=True) for word in code_of(words).split())

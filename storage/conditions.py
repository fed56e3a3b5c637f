"""Conditions that queries of several topics ask by."""

from typing import Any

from sqlalchemy import ColumnElement, false, or_
from sqlalchemy.orm import InstrumentedAttribute


def any_is(*wanted: tuple[InstrumentedAttribute[Any], object]) -> ColumnElement[bool]:
    """Return the condition that at least one of the columns holds its value; None is no value, and never held."""
    return or_(false(), *(column == value for column, value in wanted if value is not None))

"""Checks of what can be picked or typed in an element: options, their initial picks, bounds and formats."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Final

from sandbox.rules.breach import Breach, Place
from sandbox.rules.shape import Check

_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_DECIMAL: Final = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")


def is_date(text: str) -> bool:
    """Whether the text is a day of the calendar as YYYY-MM-DD."""
    if _DATE.fullmatch(text) is None:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_time(text: str) -> bool:
    """Whether the text is a time of day as HH:mm."""
    return _TIME.fullmatch(text) is not None


def is_decimal(text: str) -> bool:
    """Whether the text is a whole or a decimal number."""
    return _DECIMAL.fullmatch(text) is not None


def _objects(value: object) -> list[Mapping[str, object]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _options(element: Mapping[str, object]) -> list[Mapping[str, object]]:
    grouped = [option for group in _objects(element.get("option_groups")) for option in _objects(group.get("options"))]
    return _objects(element.get("options")) + grouped


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _words(option: Mapping[str, object]) -> tuple[str | None, str | None]:
    text = option.get("text")
    return _string(option.get("value")), _string(text.get("text")) if isinstance(text, Mapping) else None


def check_option_source(element: Mapping[str, object], place: Place) -> Iterator[Breach]:
    """Refuse a menu with neither or both of `options` and `option_groups`."""
    if (element.get("options") is None) == (element.get("option_groups") is None):
        yield place.refuse("bk.options_both", "give either options or option_groups")


def check_option_values(element: Mapping[str, object], place: Place) -> Iterator[Breach]:
    """Warn of two options with one value: a handler cannot tell which was picked."""
    values = [option["value"] for option in _options(element) if isinstance(option.get("value"), str)]
    if len(set(values)) < len(values):
        yield place.warn("bk.option_value_dup", "two options share a value")


def check_initial_option(element: Mapping[str, object], place: Place) -> Iterator[Breach]:
    """Refuse an initial option that is not one of the options, compared by value and text."""
    initial = element.get("initial_option")
    known = [_words(option) for option in _options(element)]
    if isinstance(initial, Mapping) and _words(initial) not in known:
        yield place.at("initial_option").refuse("bk.option_initial", "must be one of the options")


def check_initial_options(element: Mapping[str, object], place: Place) -> Iterator[Breach]:
    """Refuse initial options that are not among the options, or that are more than may be picked."""
    initial = _objects(element.get("initial_options"))
    known = [_words(option) for option in _options(element)]
    if any(_words(option) not in known for option in initial):
        yield place.at("initial_options").refuse("bk.option_initial", "must be among the options")
    most = element.get("max_selected_items")
    if isinstance(most, int) and len(initial) > most:
        yield place.at("initial_options").refuse("bk.range", f"no more than max_selected_items ({most}) may be picked")


def check_span(least: str, most: str) -> Check:
    """Return the check that one whole number is not above another."""

    def check(element: Mapping[str, object], place: Place) -> Iterator[Breach]:
        low, high = element.get(least), element.get(most)
        if isinstance(low, int) and isinstance(high, int) and low > high:
            yield place.at(least).refuse("bk.range", f"{least} must not be above {most}")

    return check


def _number(element: Mapping[str, object], name: str) -> float | None:
    value = element.get(name)
    return float(value) if isinstance(value, str) and is_decimal(value) else None


def check_number_bounds(element: Mapping[str, object], place: Place) -> Iterator[Breach]:
    """Refuse bounds that cross, an initial value outside them, and decimals where none are allowed."""
    names = ("min_value", "initial_value", "max_value")
    given = [(name, number) for name in names if (number := _number(element, name)) is not None]
    for (name, low), (above, high) in pairwise(given):
        if low > high:
            yield place.at(name).refuse("bk.range", f"{name} must not be above {above}")
    if element.get("is_decimal_allowed") is False:
        for name, number in given:
            if not number.is_integer():
                yield place.at(name).refuse("bk.range", "no decimals are allowed here")

"""What one row of an employees file makes of one employee."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from career.codes import Codes
from career.employees import EmploymentStatus
from hris.names import full_name_keys
from hris.records import EmployeeRecord, Status
from storage.importing.imports import PersonValues, columns_of

_STATUS: Mapping[Status, EmploymentStatus] = {
    Status.ACTIVE: EmploymentStatus.ACTIVE,
    Status.LEAVE: EmploymentStatus.LEAVE,
    Status.LEFT: EmploymentStatus.LEFT,
}

_MAY_BE_UNTOLD = ("email", "job_title", "department", "location", "job_family", "level", "hired_on", "in_role_since")


def told_by(records: Sequence[EmployeeRecord]) -> frozenset[str]:
    """Return the fields that at least one row fills.

    A file without a column for the location says nothing about locations, and then those that are known stay; in a file
    that tells some, an empty one means that there is none.
    """
    fields = (*_MAY_BE_UNTOLD, "left_on", "manager")
    return frozenset(name for name in fields if any(getattr(record, name) is not None for record in records))


def values_from(record: EmployeeRecord) -> PersonValues:
    """Return what a row says of somebody of whom nothing is stored yet."""
    return PersonValues(
        number=record.number,
        given_name=record.given_name,
        family_name=record.family_name,
        full_name_key=full_name_keys(record.given_name, record.family_name),
        status=_STATUS[record.status],
        left_on=record.left_on,
        **{name: getattr(record, name) for name in _MAY_BE_UNTOLD},
    )


def kept_where_silent(values: PersonValues, stored: PersonValues, told: frozenset[str], today: date) -> PersonValues:
    """Return what a row makes of somebody who is known: where the file is silent, what is `stored` stays."""
    silent: dict[str, Any] = {name: getattr(stored, name) for name in _MAY_BE_UNTOLD if name not in told}
    left_on = _left_on(values, stored, told, today)
    return replace(values, left_on=left_on, **silent) if silent or left_on != values.left_on else values


def over_long(values: PersonValues, rating_label: str | None, longest: Mapping[str, int], codes: Codes) -> str | None:
    """Name the first text of a row that is longer than can be kept; None where all fit. `longest` is by column."""
    texts = columns_of(values, codes) | {"rating_label": rating_label}
    for name, most in longest.items():
        if len(texts.get(name) or "") > most:
            said = name.removesuffix("_code").removesuffix("_key").replace("_", " ")
            return f"the {said} is longer than the {most} characters that can be kept"
    return None


def _left_on(values: PersonValues, stored: PersonValues, told: frozenset[str], today: date) -> date | None:
    """Return the last day here. Where the file tells nobody's, one that is known stays unless the person is back."""
    if "left_on" in told or stored.left_on is None:
        return values.left_on
    is_back = values.status is not EmploymentStatus.LEFT and stored.left_on <= today
    return None if is_back else stored.left_on

"""What one row of an employees file makes of one employee."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from career.employees import EmploymentStatus
from hris.names import full_name_keys
from hris.records import EmployeeRecord, Status
from storage.imports import PersonValues, columns_of

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


def values_from(record: EmployeeRecord, stored: PersonValues | None, told: frozenset[str], today: date) -> PersonValues:
    """Return what is to be stored of a row; where the file is silent, what is `stored` stays."""
    told_or_stored: dict[str, Any] = {
        name: getattr(record, name) if stored is None or name in told else getattr(stored, name)
        for name in _MAY_BE_UNTOLD
    }
    return PersonValues(
        number=record.number,
        given_name=record.given_name,
        family_name=record.family_name,
        full_name_key=full_name_keys(record.given_name, record.family_name),
        status=_STATUS[record.status],
        left_on=_left_on(record, stored, told, today),
        **told_or_stored,
    )


def over_long(record: EmployeeRecord, values: PersonValues, longest: Mapping[str, int]) -> str | None:
    """Name the first text of a row that is longer than can be kept; None where all fit. `longest` is by column."""
    texts = columns_of(values) | {"rating_label": record.review.rating_label if record.review else None}
    for name, most in longest.items():
        if len(texts.get(name) or "") > most:
            said = name.removesuffix("_code").removesuffix("_key").replace("_", " ")
            return f"the {said} is longer than the {most} characters that can be kept"
    return None


def _left_on(record: EmployeeRecord, stored: PersonValues | None, told: frozenset[str], today: date) -> date | None:
    """Return the last day here. Where the file tells nobody's, one that is known stays unless the person is back."""
    if stored is None or "left_on" in told or stored.left_on is None:
        return record.left_on
    is_back = record.status is not Status.LEFT and stored.left_on <= today
    return None if is_back else stored.left_on

"""No rule can ask about a protected characteristic or pay, whoever writes it and however (promise 6)."""

from dataclasses import fields
from typing import Any

import pytest

from career.criteria import FactName
from career.requirements import Requirements
from career.rule_json import rule_from_json
from hris.protected import why_protected

ASKED = (
    "age", "date_of_birth", "sex", "gender", "race", "ethnicity", "religion", "marital_status", "disability",
    "citizenship", "nationality", "veteran", "pregnancy", "union", "salary", "pay", "bonus", "pay_rate", "pay_grade",
)  # fmt: skip


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize(
    "rest",
    [
        {"relation": "is", "bound": "x"},
        {"relation": "at_least", "bound": 40},
        {"relation": "by", "bound": {"days_ago": 9}},
    ],
)
def test_no_stored_rule_can_ask_about_it(name: str, rest: dict[str, Any]) -> None:
    for fact in (name, name.upper(), f" {name}"):
        with pytest.raises(ValueError, match="No rule can ask about"):
            rule_from_json({"version": 1, "rule": {"unless": {"every": [{"fact": fact, **rest}]}}})


def test_no_fact_that_a_rule_knows_is_one_of_them() -> None:
    assert [name for name in FactName if why_protected(name.value) is not None] == []


def test_no_field_of_hrs_form_is_one_of_them() -> None:
    assert [field.name for field in fields(Requirements) if why_protected(field.name) is not None] == []

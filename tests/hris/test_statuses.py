from datetime import date, timedelta

import pytest

from hris.records import Status
from hris.statuses import Disagreement, Evidence, Standing, settle, status_in_words
from tests.hris.files import TODAY, people, reading, reasons

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
HIRED = date(2015, 1, 1)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Active", Status.ACTIVE), ("ACTIVE", Status.ACTIVE), ("N/A-StillEmployed", Status.ACTIVE), ("Full-Time", Status.ACTIVE),
        ("Future Start", Status.ACTIVE), ("A", Status.ACTIVE), ("Open-ended contract", Status.ACTIVE),
        ("Fixed term contract", Status.ACTIVE),
        ("Leave of Absence", Status.LEAVE), ("On leave", Status.LEAVE), ("Active - on leave", Status.LEAVE), ("L", Status.LEAVE),
        ("Voluntarily Terminated", Status.LEFT), ("Terminated for Cause", Status.LEFT), ("Inactive", Status.LEFT),
        ("Not active", Status.LEFT), ("No longer employed", Status.LEFT), ("Retired", Status.LEFT), ("T", Status.LEFT),
        ("Leaver", Status.LEFT), ("Green", None), ("3", None), ("", None),
    ],
)  # fmt: skip
def test_statuses_in_words(text: str, status: Status | None) -> None:
    assert status_in_words(text) is status


def evidence(
    words: str | None = None,
    *,
    termd: str | None = None,
    active: str | None = None,
    left_on: date | None = None,
    hired_on: date | None = HIRED,
) -> Evidence:
    return Evidence(
        words=None if words is None else ("EmploymentStatus", words),
        left_flag=None if termd is None else ("Termd", termd),
        active_flag=None if active is None else ("Active", active),
        left_on=("DateofTermination", left_on),
        hired_on=hired_on,
    )


@pytest.mark.parametrize(
    ("said", "standing"),
    [
        (evidence("Active", termd="0"), Standing(Status.ACTIVE, None)),
        (evidence("Terminated", termd="1", left_on=YESTERDAY), Standing(Status.LEFT, YESTERDAY)),
        (evidence("Terminated", left_on=TODAY), Standing(Status.LEFT, TODAY)),
        (evidence("Terminated"), Standing(Status.LEFT, None)),
        (evidence(left_on=YESTERDAY), Standing(Status.LEFT, YESTERDAY)),
        (evidence(), Standing(Status.ACTIVE, None)),
        (evidence("", termd="1"), Standing(Status.LEFT, None)),
        (evidence(active="No"), Standing(Status.LEFT, None)),
        (evidence("Leave of absence", termd="0", active="Yes"), Standing(Status.LEAVE, None)),
        (evidence("Green", termd="0"), Standing(Status.ACTIVE, None)),
    ],
)
def test_what_agrees_is_settled(said: Evidence, standing: Standing) -> None:
    assert settle(said, TODAY) == standing


@pytest.mark.parametrize("words", ["Active", "Terminated", "Voluntarily Terminated"])
def test_who_leaves_after_today_is_still_active(words: str) -> None:
    assert settle(evidence(words, left_on=TOMORROW), TODAY) == Standing(Status.ACTIVE, TOMORROW)


def test_who_is_on_leave_until_the_end_is_on_leave() -> None:
    assert settle(evidence("On leave", left_on=TOMORROW), TODAY) == Standing(Status.LEAVE, TOMORROW)


def test_a_leaving_date_before_the_hire_of_somebody_active_is_of_an_earlier_time_here() -> None:
    assert settle(evidence("Active", left_on=date(2014, 1, 1)), TODAY) == Standing(Status.ACTIVE, None)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (evidence("Active", left_on=YESTERDAY), "EmploymentStatus is “Active”, but DateofTermination is 2026-11-21"),
        (evidence("Active", termd="1"), "EmploymentStatus is “Active”, but Termd is “1”"),
        (evidence("Terminated", termd="0"), "Termd is “0”, but EmploymentStatus is “Terminated”"),
        (
            evidence("Terminated", left_on=date(2014, 1, 1)),
            "DateofTermination (2014-01-01) is before the hire date (2015-01-01)",
        ),
        (evidence("Green"), "EmploymentStatus “Green” is not known"),
    ],
)
def test_what_contradicts_itself_is_never_weighed(said: Evidence, reason: str) -> None:
    assert settle(said, TODAY) == Disagreement(reason)


def test_without_any_sign_everybody_is_active_and_that_is_said() -> None:
    answer = reading([["EmpID", "Name"], ["1", "Ann Lee"]])
    assert people(answer)[0].status is Status.ACTIVE
    assert "everybody in the file is taken as active" in answer.notes[0]


def test_an_empty_status_is_a_wrong_row_where_nothing_else_tells() -> None:
    assert reasons(reading([["EmpID", "Name", "Status"], ["1", "Ann Lee", ""], ["2", "Bo Ek", "A"]])) == {
        2: "Status is empty"
    }

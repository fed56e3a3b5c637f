from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from career.localtime import Weekday
from career.quiet import DeliveryHours
from career.workdays import WorkingDays

MONDAY, FRIDAY = date(2026, 11, 16), date(2026, 11, 20)
ONE_DAY = timedelta(days=1)
OFFICE = WorkingDays(DeliveryHours().weekdays)

days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
working_days = st.builds(WorkingDays, st.frozensets(st.sampled_from(Weekday), min_size=1), st.frozensets(days))


@pytest.mark.parametrize(
    ("since", "today", "count"),
    [
        (MONDAY, MONDAY, 0),
        (MONDAY, FRIDAY, 4),
        (FRIDAY, FRIDAY + 2 * ONE_DAY, 0),
        (FRIDAY, FRIDAY + 3 * ONE_DAY, 1),
        (MONDAY, MONDAY + 7 * ONE_DAY, 5),
    ],
)
def test_weekends_do_not_count(since: date, today: date, count: int) -> None:
    assert OFFICE.since(since, today) == count


def test_holidays_do_not_count() -> None:
    with_holiday = WorkingDays(OFFICE.weekdays, {MONDAY + ONE_DAY, FRIDAY + ONE_DAY})
    assert with_holiday.since(MONDAY, FRIDAY) == 3


@given(working_days, days, st.integers(1, 60))
def test_whatever_came_before_the_first_day_within_the_limit_waits_too_long_and_nothing_else(
    working: WorkingDays, today: date, limit: int
) -> None:
    first = working.first_within(limit, today)
    assert working.since(first, today) <= limit
    assert working.since(first - ONE_DAY, today) > limit


def test_a_company_works_some_day() -> None:
    with pytest.raises(ValueError, match="one weekday"):
        WorkingDays(frozenset())

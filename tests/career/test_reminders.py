from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from career.localtime import clock_of, local_time
from career.reminders import Ahead, reminders

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
STARTS = datetime(2026, 12, 8, 9, 0, tzinfo=UTC)


def due(starts_at: datetime, zone: str | None, now: datetime = NOW) -> dict[Ahead, datetime]:
    return {each.ahead: each.due_at for each in reminders(starts_at, zone, now)}


def test_one_comes_a_week_a_day_and_an_hour_before() -> None:
    assert due(STARTS, "Europe/Berlin") == {
        Ahead.WEEK: STARTS - timedelta(days=7),
        Ahead.DAY: STARTS - timedelta(days=1),
        Ahead.HOUR: STARTS - timedelta(hours=1),
    }


def test_days_are_counted_by_the_persons_own_calendar_over_a_change_of_the_clocks() -> None:
    after_the_change = datetime(2027, 3, 30, 8, 0, tzinfo=UTC)  # ten in Berlin, in summer time
    assert due(after_the_change, "Europe/Berlin")[Ahead.WEEK] == datetime(2027, 3, 23, 9, 0, tzinfo=UTC)


def test_whoever_has_to_get_up_early_is_reminded_in_the_daytime() -> None:
    in_new_york = due(STARTS, "America/New_York")  # the workshop begins at four in the morning there
    assert in_new_york[Ahead.DAY] == datetime(2026, 12, 7, 14, 0, tzinfo=UTC)
    assert in_new_york[Ahead.HOUR] == STARTS - timedelta(hours=1)


def test_a_late_workshop_is_brought_up_before_the_evening() -> None:
    evening = datetime(2026, 12, 8, 20, 0, tzinfo=UTC)
    assert due(evening, "Europe/London")[Ahead.DAY] == datetime(2026, 12, 7, 17, 0, tzinfo=UTC)


def test_there_is_none_for_a_moment_that_has_passed() -> None:
    assert set(due(STARTS, None, STARTS - timedelta(days=2))) == {Ahead.DAY, Ahead.HOUR}
    assert set(due(STARTS, None, STARTS - timedelta(hours=3))) == {Ahead.HOUR}
    assert due(STARTS, None, STARTS - timedelta(minutes=59)) == {}


zones = st.sampled_from((None, "Europe/Berlin", "Pacific/Apia", "America/St_Johns", "Asia/Kathmandu"))
instants = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)).map(lambda each: each.replace(tzinfo=UTC))  # noqa: DTZ001  Hypothesis wants naive bounds


@given(instants, zones, st.integers(0, 400))
def test_each_lasts_until_the_next_and_none_comes_after_the_start(
    starts_at: datetime, zone: str | None, hours: int
) -> None:
    now = starts_at - timedelta(hours=hours)
    found = reminders(starts_at, zone, now)
    for each in found:
        assert now < each.due_at < each.expires_at <= starts_at
    for one, following in pairwise(found):
        assert one.expires_at == following.due_at
    for each in found:
        if each.ahead is not Ahead.HOUR:
            assert 9 <= local_time(each.due_at, clock_of(zone)).hour <= 17

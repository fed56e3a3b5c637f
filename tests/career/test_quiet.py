from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import permutations
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from career.localtime import Weekday, clock_of, local_time
from career.quiet import Budget, DeliveryHours, Quiet, Scope, Why, earliest, is_open, next_open, silences

ZONES = st.sampled_from(sorted(available_timezones()))
INSTANTS = st.datetimes(
    min_value=datetime.fromisoformat("2025-12-01"),
    max_value=datetime.fromisoformat("2028-02-01"),
    timezones=st.just(UTC),
)
HOURS = st.builds(
    DeliveryHours,
    st.frozensets(st.sampled_from(Weekday), min_size=1),
    st.builds(time, st.integers(6, 12), st.sampled_from([0, 30])),
    st.builds(time, st.integers(13, 22), st.sampled_from([0, 15])),
)


def utc(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


NEXT_OPENINGS = [
    pytest.param("Europe/Berlin", "2026-11-24T08:30", "2026-11-24T08:30", id="open: now"),
    pytest.param("Europe/Berlin", "2026-11-24T07:59", "2026-11-24T08:00", id="before nine: at nine"),
    pytest.param("Europe/Berlin", "2026-11-24T08:00", "2026-11-24T08:00", id="nine o'clock is open"),
    pytest.param("Europe/Berlin", "2026-11-24T16:00", "2026-11-25T08:00", id="five o'clock is closed"),
    pytest.param("Europe/Berlin", "2026-11-27T16:30", "2026-11-30T08:00", id="Friday evening: Monday"),
    pytest.param("Asia/Kolkata", "2026-11-24T12:00", "2026-11-25T03:30", id="the same instant is evening in Kolkata"),
    pytest.param("Pacific/Auckland", "2026-11-22T19:00", "2026-11-22T20:00", id="it is Monday already in Auckland"),
    pytest.param("Europe/Berlin", "2026-03-28T12:00", "2026-03-30T07:00", id="over a spring change"),
    pytest.param("Europe/Berlin", "2026-10-24T12:00", "2026-10-26T08:00", id="over an autumn change"),
    pytest.param(None, "2026-11-24T17:30", "2026-11-25T09:00", id="no zone: the fallback"),
]


@pytest.mark.parametrize(("zone", "now", "expected"), NEXT_OPENINGS)
def test_nudges_wait_for_the_recipients_own_working_hours(zone: str | None, now: str, expected: str) -> None:
    assert next_open(DeliveryHours(), utc(now), zone) == utc(expected)


def test_on_holidays_and_leave_nothing_is_delivered() -> None:
    christmas = {date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 28)}

    assert next_open(DeliveryHours(), utc("2026-12-24T10:00"), "Europe/Berlin", christmas) == utc("2026-12-29T08:00")
    assert not is_open(DeliveryHours(), utc("2026-12-24T10:00"), "Europe/Berlin", christmas)


NIGHTLY = DeliveryHours(frozenset(Weekday), time(2), time(2, 30))


def test_a_window_that_the_clock_jumps_over_is_left_out() -> None:
    assert next_open(NIGHTLY, utc("2026-03-28T12:00"), "Europe/Berlin") == utc("2026-03-30T00:00")


def test_a_window_that_the_clock_shows_twice_opens_once() -> None:
    assert next_open(NIGHTLY, utc("2026-10-25T00:15"), "Europe/Berlin") == utc("2026-10-25T00:15")
    assert next_open(NIGHTLY, utc("2026-10-25T01:15"), "Europe/Berlin") == utc("2026-10-26T01:00")


def test_a_clock_set_back_inside_the_window_does_not_close_it() -> None:
    early = DeliveryHours(frozenset(Weekday), time(2, 30), time(5))

    assert is_open(early, utc("2026-10-25T00:45"), "Europe/Berlin")
    assert is_open(early, utc("2026-10-25T01:15"), "Europe/Berlin")  # the clock shows 02:15 for the second time


def test_a_clock_set_back_over_midnight_leaves_the_new_day_open() -> None:
    from_midnight = DeliveryHours(frozenset({Weekday.SUNDAY}), time(0), time(5))

    assert is_open(from_midnight, utc("2010-11-07T02:45"), "America/St_Johns")  # Saturday 23:15 for the second time


@settings(deadline=None)
@given(hours=HOURS, now=INSTANTS, zone=ZONES, holidays=st.frozensets(st.integers(0, 12), max_size=6))
def test_the_next_opening_is_open_and_nothing_earlier_is(
    hours: DeliveryHours, now: datetime, zone: str, holidays: frozenset[int]
) -> None:
    clock = clock_of(zone)
    closed = frozenset(local_time(now, clock).date() + timedelta(days=passed) for passed in holidays)

    def clock_is_in_the_window(instant: datetime) -> bool:
        local = local_time(instant, clock)
        return (
            Weekday(local.weekday()) in hours.weekdays
            and local.date() not in closed
            and hours.opens <= local.time() < hours.closes
        )

    opening = next_open(hours, now, zone, closed)

    assert opening >= now
    assert is_open(hours, opening, zone, closed)
    assert clock_is_in_the_window(opening)
    assert opening == now or not clock_is_in_the_window(opening - timedelta(microseconds=1))
    minutes_before = int((opening - now) / timedelta(minutes=20))
    assert not any(clock_is_in_the_window(now + timedelta(minutes=20 * passed)) for passed in range(minutes_before))


def test_hours_that_never_open_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one weekday"):
        DeliveryHours(weekdays=frozenset())
    with pytest.raises(ValueError, match="later hour"):
        DeliveryHours(opens=time(17), closes=time(9))
    with pytest.raises(ValueError, match="without a time zone"):
        DeliveryHours(opens=time(9, tzinfo=UTC))


BUDGETS = [
    pytest.param([], "2026-11-24T10:00", "2026-11-24T10:00", id="nothing yet: now"),
    pytest.param(["2026-11-24T08:00"], "2026-11-24T10:00", "2026-11-24T23:00", id="one today: from midnight there"),
    pytest.param(["2026-11-23T22:59"], "2026-11-24T10:00", "2026-11-24T10:00", id="one yesterday: now"),
    pytest.param(["2026-11-23T23:01"], "2026-11-24T10:00", "2026-11-24T23:00", id="just after midnight is today"),
    pytest.param(
        ["2026-11-19T08:00", "2026-11-23T08:00"], "2026-11-24T10:00", "2026-11-26T08:00", id="two this week: wait"
    ),
    pytest.param(["2026-11-23T08:00", "2026-11-19T08:00"], "2026-11-24T10:00", "2026-11-26T08:00", id="in any order"),
    pytest.param(
        ["2026-11-17T10:00", "2026-11-23T08:00"], "2026-11-24T10:00", "2026-11-24T10:00", id="a week ago to the minute"
    ),
    pytest.param(["2026-11-01T08:00", "2026-11-02T08:00"], "2026-11-24T10:00", "2026-11-24T10:00", id="long ago: now"),
]


@pytest.mark.parametrize(("sent", "now", "expected"), BUDGETS)
def test_one_nudge_a_day_and_two_in_any_seven_days(sent: Sequence[str], now: str, expected: str) -> None:
    assert earliest(Budget(), [utc(each) for each in sent], utc(now), "Europe/Berlin") == utc(expected)


def test_a_larger_budget_allows_more() -> None:
    sent = [utc("2026-11-24T07:00"), utc("2026-11-24T08:00")]

    assert earliest(Budget(per_day=3, per_week=5), sent, utc("2026-11-24T10:00"), "UTC") == utc("2026-11-24T10:00")


def test_midnight_shown_twice_does_not_end_the_day_early() -> None:
    sent = [utc("2010-11-06T12:00")]

    in_the_second_hour = earliest(Budget(), sent, utc("2010-11-07T02:45"), "America/St_Johns")

    assert in_the_second_hour == utc("2010-11-07T03:30")


@settings(deadline=None)
@given(
    budget=st.builds(Budget, st.integers(1, 3), st.integers(1, 4)),
    gaps=st.lists(st.timedeltas(timedelta(0), timedelta(days=4)), max_size=8),
    now=INSTANTS,
    zone=ZONES,
)
def test_what_the_budget_allows_keeps_within_it_and_nothing_earlier_does(
    budget: Budget, gaps: list[timedelta], now: datetime, zone: str
) -> None:
    sent = [now - sum(gaps[: position + 1], timedelta(0)) for position in range(len(gaps))]
    clock = clock_of(zone)

    def is_allowed(instant: datetime) -> bool:
        today = local_time(instant, clock).date()
        that_day = sum(local_time(each, clock).date() == today for each in sent)
        that_week = sum(instant - timedelta(days=7) < each for each in sent)
        return that_day < budget.per_day and that_week < budget.per_week

    instant = earliest(budget, sent, now, zone)

    assert instant >= now
    assert is_allowed(instant)
    assert instant == now or not is_allowed(instant - timedelta(microseconds=1))


def test_a_budget_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="pause the nudges"):
        Budget(per_day=0)


NOW = utc("2026-11-24T10:00")
IN_A_WEEK = NOW + timedelta(days=7)
IN_A_MONTH = NOW + timedelta(days=30)


@pytest.mark.parametrize(
    ("quiet", "is_silent"),
    [
        pytest.param(Quiet(Scope.ALL, "", None, Why.STOPPED), True, id="everything"),
        pytest.param(Quiet(Scope.TOPIC, "openings", None, Why.STOPPED), True, id="this topic"),
        pytest.param(Quiet(Scope.TOPIC, "training", None, Why.STOPPED), False, id="another topic"),
        pytest.param(Quiet(Scope.TARGET, "opening:12", IN_A_WEEK, Why.NOT_NOW), True, id="this target"),
        pytest.param(Quiet(Scope.TARGET, "opening:1", None, Why.NOT_FOR_ME), False, id="another target"),
        pytest.param(Quiet(Scope.TOPIC, "opening:12", None, Why.STOPPED), False, id="a topic of the target's name"),
        pytest.param(Quiet(Scope.ALL, "", NOW, Why.PAUSED), False, id="over this very instant"),
        pytest.param(Quiet(Scope.ALL, "", NOW + timedelta(microseconds=1), Why.PAUSED), True, id="not quite over"),
    ],
)
def test_quiet_holds_for_what_it_is_about_until_it_ends(quiet: Quiet, is_silent: bool) -> None:  # noqa: FBT001 (a table's column)
    assert silences([quiet], "openings", "opening:12", NOW) == (quiet if is_silent else None)


def test_of_several_quiets_the_longest_is_named_whatever_their_order() -> None:
    longest = Quiet(Scope.TARGET, "opening:12", None, Why.NOT_FOR_ME)
    quiets = [
        longest,
        Quiet(Scope.ALL, "", IN_A_MONTH, Why.PAUSED),
        Quiet(Scope.TARGET, "opening:12", IN_A_WEEK, Why.NOT_NOW),
        Quiet(Scope.TOPIC, "training", None, Why.STOPPED),
    ]

    assert {silences(order, "openings", "opening:12", NOW) for order in permutations(quiets)} == {longest}


def test_a_longer_quiet_about_less_is_named_before_a_shorter_one_about_more() -> None:
    shorter = Quiet(Scope.ALL, "", IN_A_WEEK, Why.PAUSED)
    longer = Quiet(Scope.TARGET, "opening:12", IN_A_MONTH, Why.NOT_NOW)

    assert silences([shorter, longer], "openings", "opening:12", NOW) == longer


def test_of_quiets_that_end_together_the_broadest_is_named() -> None:
    stopped_all = Quiet(Scope.ALL, "", None, Why.STOPPED)
    stopped_topic = Quiet(Scope.TOPIC, "openings", None, Why.STOPPED)

    assert silences([stopped_topic, stopped_all], "openings", "opening:12", NOW) == stopped_all


def test_without_a_wish_for_quiet_nothing_is_silenced() -> None:
    assert silences([], "openings", "opening:12", NOW) is None


def test_a_quiet_about_nothing_in_particular_is_refused() -> None:
    with pytest.raises(ValueError, match="names nothing"):
        Quiet(Scope.ALL, "openings", None, Why.STOPPED)
    with pytest.raises(ValueError, match="names what"):
        Quiet(Scope.TARGET, "", None, Why.NOT_FOR_ME)
    with pytest.raises(ValueError, match="time zone"):
        Quiet(Scope.ALL, "", NOW.replace(tzinfo=None), Why.PAUSED)

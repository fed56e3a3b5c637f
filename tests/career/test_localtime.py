from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from career.localtime import clock_of, first_instant, first_instants, is_zone, last_instant, local_time

ZONES = st.sampled_from(sorted(available_timezones()))
LOCAL_TIMES = st.datetimes(
    min_value=datetime.fromisoformat("2005-01-01T00:00"), max_value=datetime.fromisoformat("2045-01-01T00:00")
).map(lambda local: local.replace(second=0, microsecond=0))

FIRST_INSTANTS = [
    pytest.param("Europe/Berlin", "2026-11-24T10:00", "2026-11-24T09:00:00", id="an ordinary winter day"),
    pytest.param("Europe/Berlin", "2026-07-01T10:00", "2026-07-01T08:00:00", id="an ordinary summer day"),
    pytest.param("Europe/Berlin", "2026-03-29T01:59", "2026-03-29T00:59:00", id="Berlin, just before the gap"),
    pytest.param("Europe/Berlin", "2026-03-29T02:00", "2026-03-29T01:00:00", id="Berlin, start of the gap"),
    pytest.param("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:00:00", id="Berlin, in the gap"),
    pytest.param("Europe/Berlin", "2026-03-29T03:00", "2026-03-29T01:00:00", id="Berlin, first minute after the gap"),
    pytest.param("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30:00", id="Berlin, in the fold"),
    pytest.param("Europe/Berlin", "2026-10-25T03:00", "2026-10-25T02:00:00", id="Berlin, just after the fold"),
    pytest.param("America/New_York", "2026-03-08T02:30", "2026-03-08T07:00:00", id="New York, in the gap"),
    pytest.param("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30:00", id="New York, in the fold"),
    pytest.param("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30:00", id="Lord Howe, gap of half an hour"),
    pytest.param("Australia/Lord_Howe", "2026-10-04T02:30", "2026-10-03T15:30:00", id="Lord Howe, just after that gap"),
    pytest.param(
        "Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45:00", id="Lord Howe, fold of half an hour"
    ),
    pytest.param("Africa/Casablanca", "2025-02-23T02:30", "2025-02-23T01:30:00", id="Casablanca, fold before Ramadan"),
    pytest.param("Africa/Casablanca", "2025-04-06T02:30", "2025-04-06T02:00:00", id="Casablanca, gap after Ramadan"),
    pytest.param("Africa/Cairo", "2024-04-26T00:00", "2024-04-25T22:00:00", id="Cairo, midnight is left out"),
    pytest.param("Antarctica/Troll", "2025-03-30T01:30", "2025-03-30T01:00:00", id="Troll, gap of two hours"),
    pytest.param("America/St_Johns", "2026-03-08T02:30", "2026-03-08T05:30:00", id="St John's, in the gap"),
    pytest.param("America/St_Johns", "2026-11-01T01:30", "2026-11-01T04:00:00", id="St John's, in the fold"),
    pytest.param("America/St_Johns", "2010-11-06T23:30", "2010-11-07T02:00:00", id="St John's, fold over midnight"),
    pytest.param("America/St_Johns", "2010-11-07T00:00", "2010-11-07T02:30:00", id="St John's, midnight shown twice"),
    pytest.param("Pacific/Apia", "2011-12-30T10:00", "2011-12-30T10:00:00", id="Apia, the day that was left out"),
    pytest.param("Pacific/Apia", "2011-12-31T10:00", "2011-12-30T20:00:00", id="Apia, the day after it"),
    pytest.param("Asia/Kolkata", "2026-11-24T10:00", "2026-11-24T04:30:00", id="half-hour zone"),
    pytest.param("Asia/Kathmandu", "2026-11-24T10:00", "2026-11-24T04:15:00", id="quarter-hour zone"),
    pytest.param("Pacific/Kiritimati", "2026-11-24T10:00", "2026-11-23T20:00:00", id="the easternmost zone"),
    pytest.param("Pacific/Pago_Pago", "2026-11-24T10:00", "2026-11-24T21:00:00", id="nearly the westernmost zone"),
]


@pytest.mark.parametrize(("zone", "local", "expected"), FIRST_INSTANTS)
def test_a_time_of_day_has_one_first_instant_in_every_zone(zone: str, local: str, expected: str) -> None:
    assert first_instant(datetime.fromisoformat(local), clock_of(zone)) == datetime.fromisoformat(expected).replace(
        tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("zone", "local", "expected"),
    [
        pytest.param("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T01:30:00", id="the second of the two in a fold"),
        pytest.param("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:00:00", id="the end of a gap"),
        pytest.param("Europe/Berlin", "2026-11-24T10:00", "2026-11-24T09:00:00", id="the only one on other days"),
        pytest.param("America/St_Johns", "2010-11-07T00:00", "2010-11-07T03:30:00", id="midnight shown twice"),
    ],
)
def test_after_the_last_instant_the_clock_never_goes_back_before_it(zone: str, local: str, expected: str) -> None:
    assert last_instant(datetime.fromisoformat(local), clock_of(zone)) == datetime.fromisoformat(expected).replace(
        tzinfo=UTC
    )


@settings(deadline=None)
@given(zone=ZONES, local=LOCAL_TIMES)
def test_before_the_first_instant_the_clock_has_not_reached_the_time(zone: str, local: datetime) -> None:
    clock = clock_of(zone)

    instant = first_instant(local, clock)

    assert local_time(instant, clock) >= local
    assert local_time(instant - timedelta(seconds=1), clock) < local
    assert all(local_time(instant - timedelta(minutes=15 * passed), clock) < local for passed in range(1, 110))


@settings(deadline=None)
@given(zone=ZONES, local=LOCAL_TIMES)
def test_from_the_last_instant_the_clock_stays_at_or_after_the_time(zone: str, local: datetime) -> None:
    clock = clock_of(zone)

    instant = last_instant(local, clock)

    assert first_instant(local, clock) <= instant
    assert all(local_time(instant + timedelta(minutes=15 * passed), clock) >= local for passed in range(110))


@settings(deadline=None)
@given(zone=ZONES, local=LOCAL_TIMES, later=st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=3)))
def test_a_later_time_never_comes_earlier(zone: str, local: datetime, later: timedelta) -> None:
    clock = clock_of(zone)

    assert first_instant(local, clock) <= first_instant(local + later, clock)


def test_many_zones_at_once_give_what_each_gives_alone() -> None:
    clocks = [clock_of(zone) for zone in sorted(available_timezones())]
    local = datetime.fromisoformat("2026-03-29T02:30")

    assert list(first_instants(local, clocks)) == [first_instant(local, clock) for clock in clocks]


@pytest.mark.parametrize("zone", [None, "", "Nope/Nope", "America", "../etc/passwd", "x" * 5000, "a\0b", "\ud800"])
def test_a_zone_that_is_unknown_counts_as_the_fallback(zone: str | None) -> None:
    assert clock_of(zone, "Asia/Kolkata") == clock_of("Asia/Kolkata")


def test_where_the_fallback_is_unknown_too_the_clock_is_utc() -> None:
    assert clock_of(None, "Nope/Nope").utcoffset(None) == timedelta(0)


def test_a_settings_reader_can_tell_a_zone_from_what_is_none() -> None:
    assert is_zone("Europe/Berlin")
    assert not is_zone("Berlin")
    assert not is_zone("America")


def test_an_instant_without_a_zone_is_refused_rather_than_guessed() -> None:
    with pytest.raises(ValueError, match="aware"):
        local_time(datetime.fromisoformat("2026-11-24T10:00"), clock_of("Europe/Berlin"))


def test_an_instant_in_any_zone_shows_the_same_time_on_a_clock() -> None:
    in_delhi = datetime(2026, 11, 24, 14, 30, tzinfo=timezone(timedelta(hours=5, minutes=30)))

    assert local_time(in_delhi, clock_of("Europe/Berlin")) == datetime.fromisoformat("2026-11-24T10:00")

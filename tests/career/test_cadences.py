from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from career.cadences import (
    Cadence,
    Occasion,
    Once,
    Weekly,
    cadence_from_json,
    cadence_to_json,
    has_ended,
    moment,
    next_moment,
    occasions,
    zones_due,
)
from career.localtime import Weekday

ZONES = sorted(available_timezones())
FIRST = date(2026, 1, 1)
LAST = date(2027, 12, 31)

days = st.dates(min_value=FIRST, max_value=LAST)
hours = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 59]))
instants = st.datetimes(
    min_value=datetime.fromisoformat("2025-12-01T00:00"),
    max_value=datetime.fromisoformat("2028-02-01T00:00"),
    timezones=st.just(UTC),
)
zone_sets = st.sets(st.sampled_from(ZONES), min_size=0, max_size=5)


@st.composite
def weeklies(draw: st.DrawFn) -> Weekly:
    weekdays = draw(st.frozensets(st.sampled_from(Weekday), min_size=1))
    starts_on = draw(days)
    length = draw(st.none() | st.integers(min_value=6, max_value=90))
    return Weekly(weekdays, draw(hours), starts_on, None if length is None else starts_on + timedelta(days=length))


cadences: st.SearchStrategy[Cadence] = st.builds(Once, days, hours) | weeklies()


def utc(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


def occasion_at(local: str) -> Occasion:
    return Occasion(datetime.fromisoformat(local))


def tuesdays_at_ten(ends_on: date | None = None) -> Weekly:
    return Weekly(frozenset({Weekday.TUESDAY}), time(10), date(2026, 11, 1), ends_on)


def test_an_occasion_is_due_at_the_hour_of_each_recipients_own_clock() -> None:
    occasion = occasion_at("2026-11-24T10:00")

    assert moment(occasion, "Asia/Kolkata") == utc("2026-11-24T04:30")
    assert moment(occasion, "Europe/Berlin") == utc("2026-11-24T09:00")
    assert moment(occasion, "America/New_York") == utc("2026-11-24T15:00")


def test_a_recipient_whose_zone_is_unknown_gets_the_hour_of_the_fallback() -> None:
    occasion = occasion_at("2026-11-24T10:00")

    assert moment(occasion, None) == utc("2026-11-24T10:00")
    assert moment(occasion, "Mars/Olympus", fallback="Europe/Berlin") == utc("2026-11-24T09:00")


def test_an_hour_that_the_clock_leaves_out_is_due_right_after_the_gap() -> None:
    assert moment(occasion_at("2026-03-29T02:30"), "Europe/Berlin") == utc("2026-03-29T01:00")


def test_an_hour_that_the_clock_shows_twice_is_due_once() -> None:
    nightly = Weekly(frozenset(Weekday), time(2, 30), date(2026, 10, 1))

    found = occasions(nightly, utc("2026-10-24T20:00"), utc("2026-10-25T20:00"), ["Europe/Berlin"])

    assert [occasion.key for occasion in found] == ["2026-10-25T02:30"]
    assert moment(found[0], "Europe/Berlin") == utc("2026-10-25T00:30")


WALL_CLOCKS = [
    # the hour on the wall, the zone, the instant in UTC
    pytest.param("2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:00", id="a gap of an hour: right after it"),
    pytest.param("2026-03-29T02:00", "Europe/Berlin", "2026-03-29T01:00", id="the first minute of a gap"),
    pytest.param("2026-03-29T03:00", "Europe/Berlin", "2026-03-29T01:00", id="the first minute after a gap"),
    pytest.param("2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30", id="a fold of an hour: the first time"),
    pytest.param("2026-03-08T02:30", "America/New_York", "2026-03-08T07:00", id="a gap on another date"),
    pytest.param("2026-11-01T01:30", "America/New_York", "2026-11-01T05:30", id="a fold on another date"),
    pytest.param("2026-10-04T02:15", "Australia/Lord_Howe", "2026-10-03T15:30", id="a gap of half an hour"),
    pytest.param("2026-04-05T01:45", "Australia/Lord_Howe", "2026-04-04T14:45", id="a fold of half an hour"),
    pytest.param("2026-11-24T10:00", "Asia/Kathmandu", "2026-11-24T04:15", id="three quarters of an hour"),
    pytest.param("2026-11-24T10:00", "Asia/Kolkata", "2026-11-24T04:30", id="half an hour"),
    pytest.param("2026-11-24T10:00", "Pacific/Chatham", "2026-11-23T20:15", id="another day, and an odd quarter"),
    pytest.param("2026-09-06T00:30", "America/Santiago", "2026-09-06T04:00", id="a gap at midnight"),
    pytest.param("2026-01-20T10:00", "Africa/Casablanca", "2026-01-20T09:00", id="summer time but for Ramadan: before"),
    pytest.param("2026-03-10T10:00", "Africa/Casablanca", "2026-03-10T10:00", id="summer time but for Ramadan: in it"),
    pytest.param("2018-05-05T00:15", "Asia/Pyongyang", "2018-05-04T15:15", id="a zone that moved: after"),
    pytest.param("2018-05-04T10:00", "Asia/Pyongyang", "2018-05-04T01:30", id="a zone that moved: before"),
]


@pytest.mark.parametrize(("local", "zone", "instant"), WALL_CLOCKS)
def test_the_hour_means_the_readers_own_hour_whatever_their_clock_does(local: str, zone: str, instant: str) -> None:
    assert moment(occasion_at(local), zone) == utc(instant)


def test_whoever_moves_to_another_zone_gets_no_occasion_twice_and_loses_none() -> None:
    """The name of an occasion does not hold a zone: in Berlin or in New York it is the same one."""
    cadence = tuesdays_at_ten()
    in_berlin = occasions(cadence, utc("2026-11-24T08:00"), utc("2026-11-24T09:30"), ["Europe/Berlin"])
    moved_west = occasions(cadence, utc("2026-11-24T09:30"), utc("2026-11-24T16:00"), ["America/New_York"])

    assert [each.key for each in in_berlin] == [each.key for each in moved_west] == ["2026-11-24T10:00"]


def test_a_day_that_a_country_skips_is_due_when_the_next_begins() -> None:
    assert moment(occasion_at("2011-12-30T10:00"), "Pacific/Apia") == utc("2011-12-30T10:00")
    assert moment(occasion_at("2011-12-31T10:00"), "Pacific/Apia") == utc("2011-12-30T20:00")


@settings(deadline=None)
@given(zone=st.sampled_from(ZONES), cadence=weeklies())
def test_every_occasion_has_a_moment_of_its_own_within_a_day_of_its_hour(zone: str, cadence: Weekly) -> None:
    since = datetime.combine(cadence.starts_on, time(0), UTC) - timedelta(days=2)

    found = occasions(cadence, since, since + timedelta(days=40), [zone])

    moments = [moment(occasion, zone) for occasion in found]
    assert moments == sorted(set(moments))
    assert all(
        abs(instant - occasion.local.replace(tzinfo=UTC)) < timedelta(days=1)
        for occasion, instant in zip(found, moments, strict=True)
    )


@settings(deadline=None)
@given(cadence=cadences, since=instants, length=st.timedeltas(timedelta(0), timedelta(days=12)), zones=zone_sets)
def test_occasions_are_all_those_due_in_the_time_and_no_others(
    cadence: Cadence, since: datetime, length: timedelta, zones: set[str]
) -> None:
    until = since + length
    around = [since.date() + timedelta(days=passed) for passed in range(-3, length.days + 4)]
    wanted = [
        Occasion(datetime.combine(day, cadence.hour))
        for day in around
        if (day == cadence.day if isinstance(cadence, Once) else is_day_of(cadence, day))
    ]

    assert occasions(cadence, since, until, zones) == [
        occasion for occasion in wanted if any(since < moment(occasion, zone) <= until for zone in zones or {"UTC"})
    ]


def is_day_of(weekly: Weekly, day: date) -> bool:
    return (
        Weekday(day.weekday()) in weekly.weekdays
        and weekly.starts_on <= day
        and (weekly.ends_on is None or day <= weekly.ends_on)
    )


@settings(deadline=None)
@given(
    cadence=cadences,
    since=instants,
    first=st.timedeltas(timedelta(0), timedelta(days=4)),
    second=st.timedeltas(timedelta(0), timedelta(days=4)),
    zones=zone_sets,
)
def test_however_time_is_cut_into_ticks_the_same_occasions_come_up(
    cadence: Cadence, since: datetime, first: timedelta, second: timedelta, zones: set[str]
) -> None:
    between, until = since + first, since + first + second

    in_two = {*occasions(cadence, since, between, zones), *occasions(cadence, between, until, zones)}

    assert in_two == set(occasions(cadence, since, until, zones))


@settings(deadline=None)
@given(cadence=cadences, after=instants, zones=zone_sets)
def test_the_next_moment_is_the_first_at_which_an_occasion_comes_up(
    cadence: Cadence, after: datetime, zones: set[str]
) -> None:
    upcoming = next_moment(cadence, after, zones)

    if upcoming is None:
        assert occasions(cadence, after, utc("2030-01-01T00:00"), zones) == []
        assert has_ended(cadence, after, zones)
    else:
        assert upcoming > after
        assert occasions(cadence, after, upcoming, zones) != []
        assert occasions(cadence, after, upcoming - timedelta(microseconds=1), zones) == []
        assert not has_ended(cadence, after, zones)


def test_a_moment_that_is_now_belongs_to_the_tick_that_ends_now() -> None:
    at_ten = utc("2026-11-24T10:00")
    minute = timedelta(minutes=1)

    assert len(occasions(tuesdays_at_ten(), at_ten - minute, at_ten, ["UTC"])) == 1
    assert occasions(tuesdays_at_ten(), at_ten, at_ten + minute, ["UTC"]) == []
    assert next_moment(tuesdays_at_ten(), at_ten, ["UTC"]) == utc("2026-12-01T10:00")


def test_one_occasion_goes_round_the_world_zone_by_zone() -> None:
    zones = ["Pacific/Kiritimati", "Asia/Kolkata", "Europe/Berlin", "America/New_York", None]
    occasion = occasion_at("2026-11-24T10:00")

    due = zones_due(occasion, utc("2026-11-24T10:00"), zones)

    assert due == {
        "Pacific/Kiritimati": utc("2026-11-23T20:00"),
        "Asia/Kolkata": utc("2026-11-24T04:30"),
        "Europe/Berlin": utc("2026-11-24T09:00"),
        None: utc("2026-11-24T10:00"),
    }


def test_a_cadence_has_ended_only_when_the_last_zone_has_had_its_last_hour() -> None:
    cadence = tuesdays_at_ten(ends_on=date(2026, 11, 24))
    zones = ["Asia/Kolkata", "America/New_York"]

    assert not has_ended(cadence, utc("2026-11-24T14:59"), zones)
    assert has_ended(cadence, utc("2026-11-24T15:00"), zones)
    assert not has_ended(tuesdays_at_ten(), utc("2026-11-24T15:00"), zones)


def test_a_nudge_without_an_audience_today_is_not_over() -> None:
    assert next_moment(tuesdays_at_ten(), utc("2026-11-24T09:00"), [], "Europe/Berlin") == utc("2026-12-01T09:00")
    assert not has_ended(Once(date(2026, 11, 24), time(10)), utc("2026-11-24T08:59"), [], "Europe/Berlin")


def test_the_last_day_is_included() -> None:
    cadence = tuesdays_at_ten(ends_on=date(2026, 11, 24))

    found = occasions(cadence, utc("2026-11-01T00:00"), utc("2027-01-01T00:00"), ["UTC"])

    assert [occasion.key for occasion in found] == [
        "2026-11-03T10:00",
        "2026-11-10T10:00",
        "2026-11-17T10:00",
        "2026-11-24T10:00",
    ]


def test_keys_sort_as_occasions_do() -> None:
    september = Occasion(datetime.fromisoformat("2026-09-01T09:05:00"))
    november = Occasion(datetime.fromisoformat("2026-11-24T10:00:00"))

    assert [september.key, november.key] == ["2026-09-01T09:05", "2026-11-24T10:00"]
    assert september < november
    assert september.key < november.key


def test_an_occasion_with_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        Occasion(datetime(2026, 11, 24, 10, tzinfo=UTC))


@given(cadence=cadences)
def test_a_stored_cadence_comes_back_the_same(cadence: Cadence) -> None:
    assert cadence_from_json(cadence_to_json(cadence)) == cadence


def test_a_cadence_is_stored_in_plain_words() -> None:
    weekdays = frozenset({Weekday.THURSDAY, Weekday.TUESDAY})

    assert cadence_to_json(Weekly(weekdays, time(9, 30), date(2026, 11, 24))) == {
        "version": 1,
        "kind": "weekly",
        "weekdays": ["tuesday", "thursday"],
        "hour": "09:30",
        "starts_on": "2026-11-24",
        "ends_on": None,
    }
    assert cadence_to_json(Once(date(2026, 11, 24), time(10))) == {
        "version": 1,
        "kind": "once",
        "day": "2026-11-24",
        "hour": "10:00",
    }


ONCE = {"version": 1, "kind": "once", "day": "2026-11-24", "hour": "10:00"}
WEEKLY = {
    "version": 1,
    "kind": "weekly",
    "weekdays": ["tuesday"],
    "hour": "10:00",
    "starts_on": "2026-11-24",
    "ends_on": None,
}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(None, "JSON object", id="nothing"),
        pytest.param([ONCE], "JSON object", id="a list"),
        pytest.param({}, "needs 'version'", id="empty"),
        pytest.param({**ONCE, "version": 2}, "version 2 cannot be read", id="a newer version"),
        pytest.param({**ONCE, "version": True}, "not a whole number", id="true is no version"),
        pytest.param({**ONCE, "kind": "hourly"}, "once or weekly", id="an unknown kind"),
        pytest.param({**ONCE, "zone": "UTC"}, "has no 'zone'", id="an unknown member"),
        pytest.param({**ONCE, "day": "24.11.2026"}, "such as 2026-11-24", id="a day in another shape"),
        pytest.param({**ONCE, "day": "20261124"}, "such as 2026-11-24", id="a day without dashes"),
        pytest.param({**ONCE, "day": "9999-12-31"}, "between 2000 and 2199", id="a day far away"),
        pytest.param({**ONCE, "day": 5}, "not a text", id="a number for a day"),
        pytest.param({**ONCE, "hour": "25:00"}, "such as 09:30", id="an hour that is none"),
        pytest.param({**ONCE, "hour": "10:00:30"}, "such as 09:30", id="an hour with seconds"),
        pytest.param({**ONCE, "hour": "10:00+01:00"}, "such as 09:30", id="an hour with a zone"),
        pytest.param({**WEEKLY, "weekdays": []}, "at least one weekday", id="no weekday"),
        pytest.param({**WEEKLY, "weekdays": ["Tue"]}, "not a weekday", id="a short weekday"),
        pytest.param({**WEEKLY, "weekdays": "tuesday"}, "list of texts", id="a text for weekdays"),
        pytest.param({**WEEKLY, "ends_on": "2026-11-23"}, "before the first", id="an end before the start"),
        pytest.param(
            {**WEEKLY, "starts_on": "2026-11-25", "ends_on": "2026-11-30"}, "None of the chosen", id="no such weekday"
        ),
    ],
)
def test_what_is_no_cadence_is_refused_with_a_sentence(data: object, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        cadence_from_json(data)


def test_an_hour_with_seconds_is_refused() -> None:
    with pytest.raises(ValueError, match="hours and minutes"):
        Once(date(2026, 11, 24), time(10, 0, 30))

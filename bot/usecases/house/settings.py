"""HR's settings for the whole house, and the company calendar."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum, auto

from sqlalchemy.orm import Session

from career.localtime import Weekday, is_zone
from career.quiet import Budget, DeliveryHours
from career.settings import HouseSettings
from career.settings_json import mark_of
from career.terms import SendingTerms
from storage.database import Database
from storage.house.audit import note
from storage.house.holidays import Holiday, add_holiday, holidays, is_location, remove_holiday
from storage.house.settings import house_settings, last_set_by, put_house_settings
from storage.openings.considerations import name_behind
from storage.turns import take_turns

LONGEST_NAME = 150
MOST_PER_DAY = 10
MOST_PER_WEEK = 20
MOST_WORKING_DAYS = 60
MOST_KUDOS = 100
_YEARS_AHEAD = 10
_SETTINGS = "settings"


class Field(Enum):
    """What is entered in the form."""

    WEEKDAYS = auto()
    HOURS = auto()
    PER_DAY = auto()
    PER_WEEK = auto()
    CONSIDER_WITHIN = auto()
    KUDOS_PER_DAY = auto()
    ZONE = auto()


@dataclass(frozen=True, slots=True)
class Entered:
    """What HR entered; a number is None where none was."""

    weekdays: Collection[Weekday]
    opens: time
    closes: time
    per_day: int | None
    per_week: int | None
    consider_within: int | None
    kudos_per_day: int | None
    zone: str


@dataclass(frozen=True, slots=True)
class Saved:
    """The settings hold from now on; how many of them changed."""

    settings: HouseSettings
    changed: int


@dataclass(frozen=True, slots=True)
class NotSaved:
    """What has to be entered anew, and why."""

    problems: Mapping[Field, str]


@dataclass(frozen=True, slots=True)
class ChangedSince:
    """Nothing is kept: the settings are others than the form began with; `by` changed them, where known."""

    by: str | None


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """A page of the company calendar from today on."""

    days: tuple[Holiday, ...]
    skip: int
    total: int


@dataclass(frozen=True, slots=True)
class HolidayRefused:
    """The day was not added; `about_location` says which input `sentence` is about."""

    sentence: str
    about_location: bool = False


def settings_now(database: Database) -> HouseSettings:
    """Return the settings as they stand."""
    with database.read() as session:
        return house_settings(session)


SettingsAnswer = Saved | NotSaved | ChangedSince


def save_settings(database: Database, by: str, entered: Entered, now: datetime, seen: str = "") -> SettingsAnswer:
    """Keep what HR entered, and note in the audit what it was before.

    `seen` is the mark of the settings that the form began with: of two who change them at once one wins, and the other
    is told. Empty where no form was shown.
    """
    problems = _problems(entered)
    if problems:
        return NotSaved(problems)
    settings = HouseSettings(
        SendingTerms(
            DeliveryHours(frozenset(entered.weekdays), entered.opens, entered.closes),
            Budget(entered.per_day or 0, entered.per_week or 0),
            entered.zone,
        ),
        entered.consider_within or 0,
        entered.kudos_per_day or 0,
    )
    with database.begin() as session:
        take_turns(session, _SETTINGS)
        stood = house_settings(session)
        if seen not in {"", mark_of(stood)} and settings != stood:
            return ChangedSince(_who_changed_last(session))
        changed = put_house_settings(session, settings, by, now)
        for name, values in changed.items():
            note(session, by, "setting.changed", f"setting:{name}", now, **values)
    return Saved(settings, len(changed))


def _who_changed_last(session: Session) -> str | None:
    by = last_set_by(session)
    return None if by is None else name_behind(session, by)


def calendar(database: Database, now: datetime, skip: int, most: int) -> CalendarPage:
    """Return a page of the company calendar."""
    with database.read() as session:
        days, total = holidays(session, now.date(), skip, most)
        if not days and skip:
            skip, (days, total) = 0, holidays(session, now.date(), 0, most)
    return CalendarPage(tuple(days), skip, total)


def put_holiday(
    database: Database, by: str, day: date | None, name: str, location: str, now: datetime
) -> Holiday | HolidayRefused:
    """Add a day to the company calendar, everywhere where `location` is empty."""
    name, location = " ".join(name.split())[:LONGEST_NAME], " ".join(location.split())
    if day is None or not now.date() <= day <= now.date() + timedelta(days=366 * _YEARS_AHEAD):
        return HolidayRefused("Please choose a day from today on.")
    if not name:
        return HolidayRefused("Please give the day a name.")
    with database.begin() as session:
        if location and not is_location(session, location):
            return HolidayRefused(
                f"Nobody works at “{location}”. Please write it as in the employees' file, or leave it empty.", True
            )
        if not add_holiday(session, day, name, location):
            return HolidayRefused("That day is in the calendar already.")
        note(session, by, "holiday.added", f"holiday:{day}", now, name=name, location=location)
    return Holiday(day, name, location, location)


def take_holiday_out(database: Database, by: str, day: date, location_code: str, now: datetime) -> bool:
    """Remove a day from the company calendar; false where it is not there any more."""
    with database.begin() as session:
        name = remove_holiday(session, day, location_code)
        if name is not None:
            note(session, by, "holiday.removed", f"holiday:{day}", now, name=name, location=location_code)
    return name is not None


def _problems(entered: Entered) -> Mapping[Field, str]:
    problems = {}
    if not entered.weekdays:
        problems[Field.WEEKDAYS] = "Please choose at least one day."
    if entered.opens >= entered.closes:
        problems[Field.HOURS] = "Deliveries must stop later than they start."
    for field, value, most in (
        (Field.PER_DAY, entered.per_day, MOST_PER_DAY),
        (Field.PER_WEEK, entered.per_week, MOST_PER_WEEK),
        (Field.CONSIDER_WITHIN, entered.consider_within, MOST_WORKING_DAYS),
        (Field.KUDOS_PER_DAY, entered.kudos_per_day, MOST_KUDOS),
    ):
        if value is None or not 1 <= value <= most:
            problems[field] = f"Please enter a whole number from 1 to {most}."
    if not is_zone(entered.zone):
        problems[Field.ZONE] = "I do not know that zone. Please write it like Europe/Berlin or America/New_York."
    return problems

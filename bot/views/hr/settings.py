"""The form of the house's settings, and the company calendar."""

from collections.abc import Mapping
from datetime import time

from slack_sdk.models.blocks import Block as SlackBlock
from slack_sdk.models.blocks import (
    CheckboxesElement,
    DatePickerElement,
    PlainTextInputElement,
    PlainTextObject,
    TimePickerElement,
)
from slack_sdk.models.views import View

from bot.usecases.house.settings import (
    LONGEST_NAME,
    MOST_KUDOS,
    MOST_PER_DAY,
    MOST_PER_WEEK,
    MOST_WORKING_DAYS,
    CalendarPage,
    ChangedSince,
    Field,
    HolidayRefused,
    NotSaved,
)
from bot.views import modals
from bot.views.blocks import actions, button, section
from bot.views.choices import option
from bot.views.dates import counted, day
from bot.views.ids import Action, Block, Modal
from bot.views.inputs import labelled, number
from bot.views.paging import Place, searched
from bot.views.text import escaped
from bot.views.values import HolidayChoice, Nothing, Page, SettingsForm
from career.localtime import Weekday
from career.settings import HouseSettings
from career.settings_json import mark_of
from storage.house.holidays import Holiday

TITLE = "Settings"
CALENDAR_TITLE = "Company calendar"
PAGE_SIZE = 20
_LONGEST_ZONE = 64

_BLOCKS: Mapping[Field, Block] = {
    Field.WEEKDAYS: Block.HR_DELIVERY_DAYS,
    Field.HOURS: Block.HR_CLOSES,
    Field.PER_DAY: Block.HR_PER_DAY,
    Field.PER_WEEK: Block.HR_PER_WEEK,
    Field.CONSIDER_WITHIN: Block.HR_CONSIDER_WITHIN,
    Field.KUDOS_PER_DAY: Block.HR_KUDOS_PER_DAY,
    Field.ZONE: Block.HR_FALLBACK_ZONE,
}


def form(settings: HouseSettings, holidays_ahead: int) -> View:
    """Return the form, filled in with what holds."""
    hours, budget = settings.sending.hours, settings.sending.budget
    days = {weekday: option(weekday.name.capitalize(), str(weekday.value)) for weekday in Weekday}
    boxes = CheckboxesElement(
        action_id=Block.HR_DELIVERY_DAYS,
        options=list(days.values()),
        initial_options=[days[weekday] for weekday in sorted(hours.weekdays)],
    )
    zone = PlainTextInputElement(
        action_id=Block.HR_FALLBACK_ZONE, initial_value=settings.sending.fallback_zone, max_length=_LONGEST_ZONE
    )
    blocks: list[SlackBlock] = [
        section("*When nudges are delivered*, by the clock of whoever gets them."),
        labelled(Block.HR_DELIVERY_DAYS, "On these days", boxes),
        labelled(Block.HR_OPENS, "From", _hour(Block.HR_OPENS, hours.opens)),
        labelled(Block.HR_CLOSES, "Until", _hour(Block.HR_CLOSES, hours.closes)),
        number(Block.HR_PER_DAY, "Nudges for one person on one day, at most", (1, MOST_PER_DAY), budget.per_day),
        number(Block.HR_PER_WEEK, "Nudges for one person in any 7 days, at most", (1, MOST_PER_WEEK), budget.per_week),
        labelled(
            Block.HR_FALLBACK_ZONE,
            "Time zone of people whose own is unknown",
            zone,
            "Such as Europe/Berlin or America/New_York.",
        ),
        number(
            Block.HR_CONSIDER_WITHIN,
            "Working days in which HR answers",
            (1, MOST_WORKING_DAYS),
            settings.consider_within,
            "I bring up in this channel every application and request for funding that waits longer.",
        ),
        number(Block.HR_KUDOS_PER_DAY, "Kudos one person may give on one day", (1, MOST_KUDOS), settings.kudos_per_day),
        section(
            f"*Company calendar*: {counted(holidays_ahead, 'day')} ahead on which nothing is sent.",
            button("Show", Action.HR_HOLIDAYS, Page("", 0)),
        ),
    ]
    return modals.form(Modal.HR_SETTINGS, TITLE, "Save", blocks, SettingsForm(mark_of(settings)))


def changed_since(answer: ChangedSince) -> View:
    """Return what HR reads whose change came after somebody else's."""
    who = "Somebody" if answer.by is None else escaped(answer.by)
    told = (
        f"{who} changed the settings while you had them open. Nothing of yours was saved: open them again to see them "
        "as they are now."
    )
    return modals.done(TITLE, [section(told)])


def errors(refused: NotSaved) -> dict[str, str]:
    """Return the sentences by the id of the input that each is about."""
    return {_BLOCKS[field].value: sentence for field, sentence in refused.problems.items()}


def saved(changed: int) -> View:
    """Return what HR reads once the settings are kept."""
    told = f"Saved: {counted(changed, 'setting')} changed." if changed else "Nothing was different, so nothing changed."
    return modals.done(TITLE, [section(f"{told} It holds from now on, also for what is due already.")])


def calendar(page: CalendarPage, told: str = "") -> View:
    """Return one page of the company calendar; `told` (escaped) stands above it."""
    blocks: list[SlackBlock] = [section(told)] if told else []
    if not page.days:
        blocks.append(section("No day ahead is in the calendar. Nudges go out on every day that your settings allow."))
    for holiday in page.days:
        choice = HolidayChoice(holiday.day.isoformat(), holiday.location_code, page.skip)
        blocks.append(section(_holiday(holiday), button("Remove", Action.HR_HOLIDAY_REMOVE, choice)))
    if page.total:
        place = Place(page.skip, PAGE_SIZE, page.total)
        blocks += place.foot(Action.HR_HOLIDAYS_BACK, Action.HR_HOLIDAYS_MORE, searched(""))
    blocks.append(actions(button("Add a day", Action.HR_HOLIDAY_ADD, Nothing(), "primary")))
    blocks.append(
        section("Many at once: drop a calendar file with the columns Date, Holiday and Location in the channel.")
    )
    return modals.done(CALENDAR_TITLE, blocks)


def holiday_form() -> View:
    """Return the form for one more day."""
    name = PlainTextInputElement(action_id=Block.HR_HOLIDAY_NAME, max_length=LONGEST_NAME)
    location = PlainTextInputElement(
        action_id=Block.HR_HOLIDAY_LOCATION, placeholder=PlainTextObject(text="Everywhere"), max_length=200
    )
    blocks: list[SlackBlock] = [
        labelled(Block.HR_HOLIDAY_DAY, "Day", DatePickerElement(action_id=Block.HR_HOLIDAY_DAY)),
        labelled(Block.HR_HOLIDAY_NAME, "Name", name),
        labelled(
            Block.HR_HOLIDAY_LOCATION,
            "Location",
            location,
            "As in the employees' file. Empty: everywhere.",
            is_optional=True,
        ),
    ]
    return modals.form(Modal.HR_HOLIDAY, "Add a day", "Add", blocks, Nothing())


def holiday_errors(refused: HolidayRefused) -> dict[str, str]:
    """Return the sentence by the id of the input that it is about."""
    block = Block.HR_HOLIDAY_LOCATION if refused.about_location else Block.HR_HOLIDAY_DAY
    return {block.value: refused.sentence}


def removed(when: str, *, was_there: bool) -> str:
    """Return what HR reads after removing a day."""
    return f"{when} is not in the calendar any more." if was_there else f"{when} was not in the calendar any more."


def _holiday(holiday: Holiday) -> str:
    where = f", {escaped(holiday.location)}" if holiday.location else ", everywhere"
    return f"*{day(holiday.day)}*  {escaped(holiday.name)}{where}"


def _hour(block: Block, given: time) -> TimePickerElement:
    return TimePickerElement(action_id=block, initial_time=f"{given:%H:%M}")

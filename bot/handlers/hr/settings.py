"""`/hr settings`: the house's settings and the company calendar."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any, assert_never

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.handlers.desk import Desk
from bot.handlers.errors import acknowledge
from bot.handlers.hr.door import HrOnly
from bot.handlers.hr.orders import Opens, Order
from bot.handlers.submitted import all_chosen, chosen, typed, whole_number
from bot.slack.modals import open_and_fill
from bot.usecases.house.settings import (
    ChangedSince,
    Entered,
    HolidayRefused,
    NotSaved,
    Saved,
    calendar,
    put_holiday,
    save_settings,
    settings_now,
    take_holiday_out,
)
from bot.views.dates import day
from bot.views.hr import settings as hr_settings
from bot.views.ids import Action, Block, Modal
from bot.views.values import HolidayChoice, OutOfDateError, Page, SettingsForm, decoded
from career.localtime import Weekday
from storage.house.holidays import Holiday


def register(app: App, desk: Desk) -> None:
    """Listen to the forms, and to what is pressed in them."""
    listen = _Listeners(desk)
    hr = HrOnly(app, desk)
    hr.action(Action.HR_SETTINGS, acknowledge, listen.open)
    hr.view(Modal.HR_SETTINGS, listen.save)
    hr.action(Action.HR_HOLIDAYS, acknowledge, listen.open_calendar)
    hr.action(Action.HR_HOLIDAYS_BACK, acknowledge, listen.turn_page)
    hr.action(Action.HR_HOLIDAYS_MORE, acknowledge, listen.turn_page)
    hr.action(Action.HR_HOLIDAY_ADD, acknowledge, listen.open_holiday)
    hr.action(Action.HR_HOLIDAY_REMOVE, acknowledge, listen.remove)
    hr.view(Modal.HR_HOLIDAY, listen.add, listen.show_below)


def orders(desk: Desk) -> tuple[Order, ...]:
    """Return what HR can type about the settings."""

    def open_form(_by: str, _rest: str) -> Opens:
        return Opens(hr_settings.TITLE)

    def fill(_by: str, _carries: object) -> View:
        return _form(desk)

    return (Order("settings", "settings", "delivery hours, caps, deadlines, the company calendar", open_form, fill),)


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def open(self, client: WebClient, body: dict[str, Any]) -> None:
        open_and_fill(client, body, hr_settings.TITLE, lambda: _form(self.desk))

    def save(self, ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
        seen, by = decoded(SettingsForm, view.get("private_metadata")).seen, str(context.user_id)
        match save_settings(self.desk.database, by, _entered(view), self.desk.now(), seen):
            case Saved(_, changed):
                ack(response_action="update", view=hr_settings.saved(changed))
            case ChangedSince() as overtaken:
                ack(response_action="update", view=hr_settings.changed_since(overtaken))
            case NotSaved() as refused:
                ack(response_action="errors", errors=hr_settings.errors(refused))
            case unknown:
                assert_never(unknown)

    def open_calendar(self, client: WebClient, body: dict[str, Any]) -> None:
        open_and_fill(client, body, hr_settings.CALENDAR_TITLE, lambda: self._calendar(0))

    def turn_page(self, client: WebClient, body: dict[str, Any], action: dict[str, Any]) -> None:
        page = self._calendar(decoded(Page, action.get("value")).skip)
        client.views_update(view_id=body["view"]["id"], view=page)

    def open_holiday(self, client: WebClient, body: dict[str, Any]) -> None:
        open_and_fill(client, body, "Add a day", hr_settings.holiday_form)

    def remove(self, client: WebClient, body: dict[str, Any], action: dict[str, Any], context: BoltContext) -> None:
        choice = decoded(HolidayChoice, action.get("value"))
        when = _day(choice.day)
        if when is None:
            raise OutOfDateError("not a day")
        by = str(context.user_id)
        was_there = take_holiday_out(self.desk.database, by, when, choice.location_code, self.desk.now())
        told = hr_settings.removed(day(when), was_there=was_there)
        client.views_update(view_id=body["view"]["id"], view=self._calendar(choice.skip, told))

    def add(self, ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
        answer = put_holiday(
            self.desk.database,
            str(context.user_id),
            _day(chosen(view, Block.HR_HOLIDAY_DAY)),
            typed(view, Block.HR_HOLIDAY_NAME),
            typed(view, Block.HR_HOLIDAY_LOCATION),
            self.desk.now(),
        )
        match answer:
            case Holiday():
                ack()
            case HolidayRefused() as refused:
                ack(response_action="errors", errors=hr_settings.holiday_errors(refused))
            case unknown:
                assert_never(unknown)

    def show_below(self, client: WebClient, body: dict[str, Any]) -> None:
        """Show the calendar anew that lies below the form."""
        below = body["view"].get("previous_view_id")
        if below:
            client.views_update(view_id=below, view=self._calendar(0))

    def _calendar(self, skip: int, told: str = "") -> View:
        page = calendar(self.desk.database, self.desk.now(), skip, hr_settings.PAGE_SIZE)
        return hr_settings.calendar(page, told)


def _form(desk: Desk) -> View:
    ahead = calendar(desk.database, desk.now(), 0, 1).total
    return hr_settings.form(settings_now(desk.database), ahead)


def _entered(view: dict[str, Any]) -> Entered:
    opens, closes = _hour(chosen(view, Block.HR_OPENS)), _hour(chosen(view, Block.HR_CLOSES))
    return Entered(
        weekdays=[Weekday(int(each)) for each in all_chosen(view, Block.HR_DELIVERY_DAYS) if each in _WEEKDAYS],
        opens=opens,
        closes=closes,
        per_day=whole_number(view, Block.HR_PER_DAY),
        per_week=whole_number(view, Block.HR_PER_WEEK),
        consider_within=whole_number(view, Block.HR_CONSIDER_WITHIN),
        kudos_per_day=whole_number(view, Block.HR_KUDOS_PER_DAY),
        zone=typed(view, Block.HR_FALLBACK_ZONE),
    )


_WEEKDAYS = frozenset(str(weekday.value) for weekday in Weekday)


def _hour(text: str | None) -> time:
    try:
        return time.fromisoformat(text or "")
    except ValueError:
        return time.min


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None

"""HR's list of workshops, and what came of planning, changing or cancelling one."""

from datetime import datetime
from typing import assert_never

from slack_sdk.models.blocks import Block, ButtonElement

from bot.usecases.deciding import ReasonTooLong, ReasonTooShort
from bot.usecases.training.enrolling import NoSuchWorkshop
from bot.usecases.training.looking import NoSuchProgramme
from bot.usecases.training.workshop_plans import (
    Begun,
    CancelAnswer,
    Cancelled,
    ChangeAnswer,
    Changed,
    NotPlanned,
    Overtaken,
    PlanAnswer,
    Planned,
    PlannedBefore,
    Unchanged,
    WorkshopPage,
)
from bot.views.blocks import actions, button, context, header, section
from bot.views.dates import counted, place_of, span
from bot.views.deciding import no_reason
from bot.views.hr import programmes as hr_programmes
from bot.views.ids import Action
from bot.views.paging import Place, searched
from bot.views.text import escaped
from bot.views.values import WorkshopForm, WorkshopList
from career.training import Workshop, WorkshopStatus
from storage.training.workshops import TitledWorkshop

PAGE_SIZE = 12
"""Workshops on one page: at two blocks each, with a head and a foot, within the 50 blocks of a message."""


def workshop_list(page: WorkshopPage) -> list[Block]:
    """Return one page of the workshops, those whose attendance is missing first."""
    if not page.workshops:
        return [section("There is no workshop yet. Set a date for a programme: `/hr programmes`.")]
    blocks: list[Block] = [header(list_as_text(page))]
    for found in page.workshops:
        is_over = found.workshop.starts_at <= page.now
        blocks += [section(in_short(found, page.now)), actions(*buttons(found.workshop, is_over=is_over))]
    place = Place(page.skip, PAGE_SIZE, page.total)
    return [*blocks, *place.foot(Action.HR_WORKSHOPS_BACK, Action.HR_WORKSHOPS_MORE, searched(""))]


def list_as_text(page: WorkshopPage) -> str:
    """Return what a notification or a screen reader gets of the list."""
    return counted(page.total, "workshop")


def in_short(found: TitledWorkshop, now: datetime | None = None) -> str:
    """Return one workshop in three lines: which, when, where and how full, and what is missing at `now`, if that is told."""
    workshop = found.workshop
    parts = [escaped(workshop.venue), f"{workshop.taken} of {counted(workshop.seats, 'seat')} taken"]
    if workshop.waiting:
        is_over = workshop.status is WorkshopStatus.HELD or (now is not None and workshop.starts_at <= now)
        parts.append(f"{workshop.waiting:,} {'waited' if is_over else 'waiting'}")
    match workshop.status:
        case WorkshopStatus.CANCELLED:
            parts.append("*cancelled*")
        case WorkshopStatus.HELD:
            parts.append("held")
        case WorkshopStatus.PLANNED:
            parts += [] if now is None else _missing(workshop, now)
        case _:
            assert_never(workshop.status)
    at = f"{span(workshop.starts_at, workshop.ends_at, workshop.zone)}, {place_of(workshop.zone)} time"
    return f"*{_name(found)}*\n{at}\n{' · '.join(parts)}"


def answer_to_plan(answer: PlanAnswer) -> list[Block]:
    """Return what HR reads after sending the form of a new workshop, and the next step."""
    match answer:
        case Planned(found):
            return [
                section(f"It is planned, and people can enrol.\n{in_short(found)}"),
                context(f"Next: offer seats to those who asked, with `/hr nominate {found.workshop.id}`."),
            ]
        case PlannedBefore(workshop_id):
            return [section(f"This form has made workshop {workshop_id} already; nothing was added.")]
        case NoSuchProgramme():
            return [section(hr_programmes.no_such(answer))]
        case NotPlanned():
            return [section("Please have another look at the form.")]
        case _:
            assert_never(answer)


def answer_to_change(answer: ChangeAnswer) -> str:
    """Return what HR reads after changing a workshop."""
    match answer:
        case Changed(found, told, promoted):
            people = f" {counted(told, 'person', 'people')} will be told." if told else " Nobody needs to be told."
            seats = f" {counted(promoted, 'person', 'people')} from the waitlist got a seat." if promoted else ""
            return f"It is changed.{people}{seats}\n{in_short(found)}"
        case Unchanged(found):
            return f"That is how it stood already, so nobody is told anything.\n{in_short(found)}"
        case NotPlanned():
            return "Please have another look at the form."
        case Overtaken() | Begun() | NoSuchWorkshop():
            return refusal(answer)
        case _:
            assert_never(answer)


def answer_to_cancel(answer: CancelAnswer) -> str:
    """Return what HR reads after calling a workshop off."""
    match answer:
        case Cancelled(found, told):
            people = f"{counted(told, 'person', 'people')} will be told." if told else "Nobody was in it."
            return f"*{_name(found)}* is cancelled. {people}"
        case ReasonTooShort() | ReasonTooLong():
            return no_reason(answer, "Everybody who was to come reads it.")
        case Overtaken() | Begun() | NoSuchWorkshop():
            return refusal(answer)
        case _:
            assert_never(answer)


def refusal(answer: Overtaken | Begun | NoSuchWorkshop) -> str:
    """Return why a workshop was not changed."""
    match answer:
        case Overtaken(found, by):
            who = "Somebody else" if by is None else escaped(by)
            did = {WorkshopStatus.CANCELLED: "has cancelled", WorkshopStatus.HELD: "has finished"}.get(
                found.workshop.status, "changed"
            )
            return f"Nothing was changed: {who} {did} it before you. It stands so now:\n{in_short(found)}"
        case Begun(found):
            return (
                f"*{_name(found)}* has begun, so it cannot be changed any more. "
                f"Write down who came with `/hr attendance {found.workshop.id}`."
            )
        case NoSuchWorkshop():
            return no_such(answer)
        case _:
            assert_never(answer)


def no_such(missing: NoSuchWorkshop) -> str:
    """Return what somebody reads who named no workshop."""
    return f"There is no workshop number {missing.number}. See all with `/hr workshops`."


def which_number(usage: str) -> str:
    """Return what somebody reads who did not say which workshop."""
    return f"Which workshop? Please type its number, such as `/hr {usage} 12`. See them with `/hr workshops`."


def buttons(workshop: Workshop, *, is_over: bool) -> list[ButtonElement]:
    """Return what HR may do with a workshop as it stands."""
    choice = WorkshopList(workshop.id)
    roster = button("Roster", Action.HR_ROSTER, choice)
    if workshop.status is not WorkshopStatus.PLANNED:
        return [roster]
    if is_over:
        return [button("Attendance", Action.HR_ATTENDANCE, choice, "primary"), roster]
    form = WorkshopForm(workshop.id, workshop.programme_id, workshop.revision)
    return [
        roster,
        button("Nominate", Action.HR_CANDIDATES, choice),
        button("Change", Action.HR_WORKSHOP_CHANGE, form),
        button("Cancel it", Action.HR_WORKSHOP_CANCEL, form, "danger"),
    ]


def _missing(workshop: Workshop, now: datetime) -> list[str]:
    if workshop.starts_at > now:
        return []
    return ["under way"] if workshop.ends_at > now else ["*attendance is missing*"]


def _name(found: TitledWorkshop) -> str:
    return f"{found.workshop.id} · {escaped(found.title)}"

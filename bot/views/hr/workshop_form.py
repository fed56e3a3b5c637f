"""The forms in which HR plans a workshop, changes it, and calls it off."""

from datetime import date, time

from slack_sdk.models.blocks import Block as SlackBlock
from slack_sdk.models.blocks import (
    DatePickerElement,
    ExternalDataSelectElement,
    PlainTextInputElement,
    PlainTextObject,
    TimePickerElement,
)
from slack_sdk.models.views import View

from bot.usecases.training.workshop_plans import NotPlanned, ToPlan
from bot.usecases.training.written_plans import Wrong, as_written
from bot.views import modals
from bot.views.blocks import context, section
from bot.views.choices import option
from bot.views.dates import counted, span
from bot.views.ids import Block, Modal
from bot.views.inputs import labelled, number
from bot.views.text import escaped
from bot.views.values import WorkshopForm
from career.localtime import FALLBACK_ZONE
from career.training import LONGEST_REASON, LONGEST_VENUE, MOST_SEATS
from storage.training.workshops import TitledWorkshop

NEW_TITLE = "New workshop"
CHANGE_TITLE = "Change workshop"
CANCEL_TITLE = "Cancel workshop"

_BEGINS = time(10)
_ENDS = time(12)
_SEATS = 12


def new(start: ToPlan) -> View:
    """Return the form for a new workshop of a programme."""
    programme = start.programme
    blocks = [
        section(f"A workshop of *{escaped(programme.title)}*."),
        *_inputs(None, (_BEGINS, _ENDS), start.zone or FALLBACK_ZONE, "", _SEATS),
    ]
    return modals.form(Modal.HR_WORKSHOP, NEW_TITLE, "Save", blocks, WorkshopForm(0, programme.id))


def change(found: TitledWorkshop) -> View:
    """Return the form for another time, place or number of seats."""
    workshop, written = found.workshop, as_written(found.workshop)
    concerned = workshop.taken + workshop.waiting
    blocks = [
        section(
            f"The workshop of *{escaped(found.title)}*, {span(workshop.starts_at, workshop.ends_at, workshop.zone)}."
        ),
        *_inputs(
            written.day,
            (written.begins or _BEGINS, written.ends or _ENDS),
            written.zone,
            written.venue,
            written.seats,
        ),
        context(
            f"{counted(concerned, 'person is', 'people are')} in it or waiting. Another time or place is told to each, "
            "once; new seats go to whoever has waited longest."
        ),
    ]
    carries = WorkshopForm(workshop.id, workshop.programme_id, workshop.revision)
    return modals.form(Modal.HR_WORKSHOP, CHANGE_TITLE, "Save", blocks, carries)


def cancel(found: TitledWorkshop) -> View:
    """Return the form that asks why a workshop is called off."""
    workshop = found.workshop
    concerned = workshop.taken + workshop.waiting
    told = "Nobody is in it yet." if not concerned else f"{counted(concerned, 'person', 'people')} will be told, once."
    blocks = [
        section(
            f"Call off *{escaped(found.title)}*, {span(workshop.starts_at, workshop.ends_at, workshop.zone)}? "
            f"{told} This cannot be taken back."
        ),
        labelled(
            Block.HR_REASON,
            "Why",
            PlainTextInputElement(action_id=Block.HR_REASON, multiline=True, max_length=LONGEST_REASON),
            "Everybody who is in it or waits reads this.",
        ),
    ]
    carries = WorkshopForm(workshop.id, workshop.programme_id, workshop.revision)
    return modals.form(Modal.HR_WORKSHOP_CANCEL, CANCEL_TITLE, "Call it off", blocks, carries, close="Keep it")


def errors(answer: NotPlanned) -> dict[str, str]:
    """Return a sentence for each input that needs another look, by its block's id."""
    taken = f"{counted(answer.taken, 'seat is', 'seats are')} given already. Take people out first, see the roster."
    sentences = _ERRORS | {Wrong.FEWER_SEATS_THAN_TAKEN: (Block.HR_SEATS, taken)}
    return {block.value: sentence for block, sentence in (sentences[each] for each in answer.wrong)}


def _inputs(day: date | None, hours: tuple[time, time], zone: str, venue: str, seats: int) -> list[SlackBlock]:
    begins, ends = (
        TimePickerElement(action_id=block, initial_time=f"{hour:%H:%M}")
        for block, hour in zip((Block.HR_BEGINS, Block.HR_ENDS), hours, strict=True)
    )
    return [
        labelled(
            Block.HR_DAY,
            "Day",
            DatePickerElement(action_id=Block.HR_DAY, initial_date=day.isoformat() if day else None),
        ),
        labelled(Block.HR_BEGINS, "Begins", begins, "By the clock at the venue."),
        labelled(Block.HR_ENDS, "Ends", ends, "The same day."),
        labelled(
            Block.HR_ZONE,
            "Time zone of the venue",
            ExternalDataSelectElement(
                action_id=Block.HR_ZONE,
                placeholder=PlainTextObject(text="Type a city"),
                initial_option=option(zone.replace("_", " "), zone),
                min_query_length=0,
            ),
        ),
        labelled(
            Block.HR_VENUE,
            "Venue",
            PlainTextInputElement(action_id=Block.HR_VENUE, max_length=LONGEST_VENUE, initial_value=venue or None),
            "A room, an address, or a link for a call.",
        ),
        number(Block.HR_SEATS, "Seats", (1, MOST_SEATS), seats, "Whoever comes after that joins the waitlist."),
    ]


_ERRORS = {
    Wrong.NO_DAY: (Block.HR_DAY, "Please choose a day."),
    Wrong.NO_HOURS: (Block.HR_BEGINS, "Please choose when it begins and ends."),
    Wrong.ENDS_BEFORE_IT_STARTS: (Block.HR_ENDS, "Please choose an end after the beginning, on the same day."),
    Wrong.HAS_PASSED: (Block.HR_DAY, "That moment has passed. Please choose a later one."),
    Wrong.NO_ZONE: (Block.HR_ZONE, "Please choose a time zone from the list."),
    Wrong.NO_VENUE: (Block.HR_VENUE, "Please say where it is."),
    Wrong.VENUE_TOO_LONG: (Block.HR_VENUE, f"Please keep this within {LONGEST_VENUE} characters."),
    Wrong.SEATS_OUT_OF_RANGE: (Block.HR_SEATS, f"Please give a whole number from 1 to {MOST_SEATS}."),
}

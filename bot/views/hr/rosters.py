"""Who is in a workshop, as HR sees it, and what people thought of it."""

from typing import assert_never

from slack_sdk.models.blocks import Block, ConfirmObject, SectionBlock
from slack_sdk.models.views import View

from bot.usecases.training.enrolling import NoSuchWorkshop, WorkshopCancelled, WorkshopStarted
from bot.usecases.training.rosters import Comments, NotThere, Roster, TakenOut, TakeOutAnswer
from bot.views import modals
from bot.views.blocks import actions, button, context, header, section
from bot.views.dates import counted, moment, place_of
from bot.views.hr import workshops as hr_workshops
from bot.views.ids import Action
from bot.views.paging import Place
from bot.views.text import escaped, fitted
from bot.views.values import ParticipantChoice, WorkshopList
from career.training import SHOWN_FROM, STANDS, EnrolmentState, NominationAnswer, WorkshopStatus
from storage.training.feedback import FeedbackScore
from storage.training.rosters import OnRoster

PAGE_SIZE = 30
"""People on one page: at a block each, with a head and a foot, within the 50 blocks of a message."""

COMMENTS_TITLE = "Feedback"
_MOST_COMMENTS = 40
_LONGEST_COMMENT = 2_900

STATE_WORDS = {
    EnrolmentState.SEAT: "has a seat",
    EnrolmentState.OFFERED: "offered a seat",
    EnrolmentState.WAITLIST: "waits",
    EnrolmentState.LEFT: "not in it any more",
    EnrolmentState.ATTENDED: "attended",
    EnrolmentState.ABSENT: "absent",
    EnrolmentState.COMPLETED: "completed",
    EnrolmentState.CANCELLED: "was in it, or waited",
}
"""Where somebody stands with a workshop, as HR reads it."""

_ANSWER_WORDS = {
    NominationAnswer.ACCEPTED: "accepted your offer",
    NominationAnswer.DECLINED: "declined your offer",
    NominationAnswer.TAKEN_BACK: "your offer was taken back",
    NominationAnswer.LAPSED: "did not answer your offer in time",
    NominationAnswer.CANCELLED: "your offer ended with the workshop",
}


def roster(page: Roster, told: str = "") -> list[Block]:
    """Return one page of a roster: seats, offers, the waitlist in order, then who left; `told` stands above it."""
    workshop = page.found.workshop
    is_over = workshop.starts_at <= page.now
    blocks: list[Block] = [section(told)] if told else []
    blocks += [header("Roster"), section(hr_workshops.in_short(page.found, page.now))]
    if not page.people:
        blocks.append(section("Nobody is in it yet."))
    can_change = workshop.status is WorkshopStatus.PLANNED and not is_over
    blocks += [_line(person, page, can_change=can_change) for person in page.people]
    blocks += [context(f"Feedback: {score(page.feedback)}")] if is_over else []
    place = Place(page.skip, PAGE_SIZE, page.total)
    row = [each for each in hr_workshops.buttons(workshop, is_over=is_over) if each.action_id != Action.HR_ROSTER]
    if page.feedback.average is not None:
        row.append(button("Comments", Action.HR_COMMENTS, WorkshopList(workshop.id)))
    turning = place.buttons(Action.HR_ROSTER_BACK, Action.HR_ROSTER_MORE, lambda skip: WorkshopList(workshop.id, skip))
    blocks += [context(place.words)] if turning else []
    return [*blocks, *([actions(*row, *turning)] if row or turning else [])]


def as_text(page: Roster) -> str:
    """Return what a notification or a screen reader gets of a roster."""
    return f"Roster of {escaped(page.found.title)}: {counted(page.total, 'person', 'people')}"


def answer_to_take_out(answer: TakeOutAnswer) -> str:
    """Return what HR reads after taking somebody out."""
    match answer:
        case TakenOut(_, name, promoted):
            seats = f" {escaped(promoted[0])}, who waited longest, has the seat now." if promoted else ""
            return f"*{escaped(name)}* is out and will be told.{seats}"
        case NotThere(_, name, state):
            return f"Nothing was changed: *{escaped(name)}* {_NOW[state]} by now, which your list did not show yet."
        case WorkshopStarted():
            return "Nothing was changed: the workshop has begun. Write down who came instead."
        case WorkshopCancelled():
            return "Nothing was changed: the workshop was cancelled."
        case NoSuchWorkshop():
            return hr_workshops.no_such(answer)
        case _:
            assert_never(answer)


def comments(seen: Comments) -> View:
    """Return a modal with what people thought of a workshop."""
    shown = seen.comments[:_MOST_COMMENTS]
    blocks: list[Block] = [section(f"*{escaped(seen.found.title)}*\n{score(seen.feedback)}")]
    blocks += [section(f"“{fitted(each, _LONGEST_COMMENT)}”") for each in shown]
    if not shown:
        blocks.append(section("There is no comment to show."))
    if len(seen.comments) > len(shown):
        blocks.append(context(f"{len(seen.comments) - len(shown)} more."))
    blocks.append(context("Without names and in no particular order, so that people can say what they think."))
    return modals.done(COMMENTS_TITLE, blocks)


def score(feedback: FeedbackScore) -> str:
    """Return the average, or how many have answered while they are too few to show one."""
    if feedback.average is None:
        answers = "nobody has answered yet" if not feedback.answers else f"{counted(feedback.answers, 'answer')} so far"
        return f"{answers}; shown from {SHOWN_FROM} answers on"
    return f"{feedback.average:.1f} of 5, from {counted(feedback.answers, 'answer')}"


_NOW = {
    EnrolmentState.SEAT: "has a seat",
    EnrolmentState.OFFERED: "has an offer",
    EnrolmentState.WAITLIST: "is on the waitlist",
    EnrolmentState.LEFT: "is out",
    EnrolmentState.ATTENDED: "is marked as attended",
    EnrolmentState.ABSENT: "is marked as absent",
    EnrolmentState.COMPLETED: "has completed it",
    EnrolmentState.CANCELLED: "is out, as the workshop was cancelled",
}


def _line(person: OnRoster, page: Roster, *, can_change: bool) -> SectionBlock:
    workshop = page.found.workshop
    nomination = page.nominations.get(person.enrolment_id)
    standing = STATE_WORDS[person.state]
    if person.state is EnrolmentState.WAITLIST:
        is_ahead = workshop.starts_at > page.now
        place = f"number {page.places[person.enrolment_id]} on the waitlist"
        standing = place if is_ahead else "waited, and no seat came free"
    elif person.state is EnrolmentState.SEAT and workshop.ends_at <= page.now:
        standing = "had a seat; attendance missing"
    elif person.state is EnrolmentState.OFFERED and nomination is not None:
        standing += f", to answer by {moment(nomination.answer_by, workshop.zone)}, {place_of(workshop.zone)} time"
    elif nomination is not None and nomination.answer is not None:
        standing += f", {_ANSWER_WORDS[nomination.answer]}"
    job = f", {escaped(person.job)}" if person.job else ""
    words = f"*{escaped(person.name)}*{job}\n{standing}"
    if not (can_change and person.state in STANDS):
        return section(words)
    label = "Take back" if person.state is EnrolmentState.OFFERED else "Take out"
    choice = ParticipantChoice(workshop.id, person.enrolment_id, person.state, page.skip)
    take_out = button(label, Action.HR_TAKE_OUT, choice)
    take_out.confirm = ConfirmObject(
        title=f"{label}?",
        text=f"{escaped(person.name)} will be told. A seat that comes free goes to whoever has waited longest.",
        confirm=label,
        deny="No",
    )
    return section(words, take_out)

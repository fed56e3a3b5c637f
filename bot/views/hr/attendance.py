"""Writing down who came to a workshop, as HR sees it."""

from typing import assert_never

from slack_sdk.models.blocks import Block, ConfirmObject

from bot.usecases.training.attendance import (
    AlreadyEnded,
    AttendanceList,
    FinishAnswer,
    Finished,
    ListAnswer,
    MarkAnswer,
    Marked,
    MarkedMeanwhile,
    NotBegun,
    StillOpen,
)
from bot.usecases.training.enrolling import NoSuchWorkshop
from bot.views.blocks import actions, button, context, header, section
from bot.views.dates import counted, day_of, moment, place_of
from bot.views.hr import workshops as hr_workshops
from bot.views.hr.rosters import STATE_WORDS
from bot.views.ids import Action
from bot.views.paging import Place
from bot.views.text import escaped, fitted
from bot.views.values import ParticipantChoice, WorkshopList
from career.training import EnrolmentState, WorkshopStatus
from storage.training.rosters import OnRoster

PAGE_SIZE = 20
"""People on one page: at two blocks each, with a head and a foot, within the 50 blocks of a message."""

_LONGEST_SKILLS = 600


def attendance(page: ListAnswer, told: str = "") -> list[Block]:
    """Return one page of those who had a seat, each with two buttons; `told` stands above it."""
    above: list[Block] = [section(told)] if told else []
    if not isinstance(page, AttendanceList):
        return [*above, section(as_text(page))]
    workshop = page.found.workshop
    choice = WorkshopList(workshop.id, page.skip)
    place = Place(page.skip, PAGE_SIZE, page.total)
    turning = place.buttons(
        Action.HR_ATTENDANCE_BACK, Action.HR_ATTENDANCE_MORE, lambda skip: WorkshopList(workshop.id, skip)
    )
    is_open = workshop.status is WorkshopStatus.PLANNED
    blocks: list[Block] = [*above, header("Attendance"), section(hr_workshops.in_short(page.found, page.now))]
    blocks.append(context(as_text(page)))
    for person in page.people:
        blocks += _entry(person, page) if is_open else [section(_name(person))]
    row = list(turning)
    if is_open and page.states.get(EnrolmentState.SEAT):
        row.append(button("Everyone else attended", Action.HR_ATTENDED_REST, choice))
    elif is_open:
        finish = button("Finish", Action.HR_FINISH, choice, "primary")
        finish.confirm = ConfirmObject(
            title="Finish the workshop?",
            text="Whoever attended has completed it, gets its skills and is told. This cannot be taken back.",
            confirm="Finish",
            deny="Not yet",
        )
        row.append(finish)
    blocks += [context(place.words)] if turning else []
    return [*blocks, *([actions(*row)] if row else [])]


def as_text(page: ListAnswer) -> str:
    """Return what a notification or a screen reader gets of it: how far it is, or why there is nothing to write down."""
    match page:
        case AttendanceList(_, _, states):
            came = states.get(EnrolmentState.ATTENDED, 0) + states.get(EnrolmentState.COMPLETED, 0)
            others = ((EnrolmentState.ABSENT, "absent"), (EnrolmentState.SEAT, "not written down yet"))
            rest = [f"{states[state]} {words}" for state, words in others if states.get(state)]
            return ", ".join([f"{came} attended", *rest])
        case NotBegun() | NoSuchWorkshop() | AlreadyEnded():
            return _refusal(page)
        case _:
            assert_never(page)


def answer_to_mark(answer: MarkAnswer) -> str:
    """Return what HR reads after marking somebody; empty where the list itself shows it."""
    match answer:
        case Marked():
            return ""
        case MarkedMeanwhile(_, name, state):
            return f"Nothing was changed: somebody else has marked *{escaped(name)}* meanwhile: {STATE_WORDS[state]}."
        case NotBegun() | NoSuchWorkshop() | AlreadyEnded():
            return _refusal(answer)
        case _:
            assert_never(answer)


def answer_to_finish(answer: FinishAnswer) -> str:
    """Return what HR reads after finishing a workshop."""
    match answer:
        case Finished(found, completed, absent, skills):
            people = counted(completed, "person has", "people have")
            missed = counted(absent, "was", "were") if absent else "nobody was"
            learned = f" On record for them now: {fitted(', '.join(skills), _LONGEST_SKILLS)}." if skills else ""
            return f"*{escaped(found.title)}* is finished: {people} completed it, {missed} absent.{learned}"
        case StillOpen(_, unmarked):
            return f"Not finished yet: {counted(unmarked, 'person is', 'people are')} neither marked as attended nor as absent."
        case NotBegun() | NoSuchWorkshop() | AlreadyEnded():
            return _refusal(answer)
        case _:
            assert_never(answer)


def _refusal(answer: NotBegun | NoSuchWorkshop | AlreadyEnded) -> str:
    match answer:
        case NotBegun(found):
            begins = f"{moment(found.workshop.starts_at, found.workshop.zone)}, {place_of(found.workshop.zone)} time"
            return f"*{escaped(found.title)}* begins {begins}. Write down who came once it has."
        case AlreadyEnded(found, event, by):
            who = "Somebody" if by is None else escaped(by)
            did = "cancelled" if found.workshop.status is WorkshopStatus.CANCELLED else "finished"
            at = "" if event is None else f" on {day_of(event.at, found.workshop.zone)}"
            return f"There is nothing to write down any more: {who} {did} *{escaped(found.title)}*{at}."
        case NoSuchWorkshop():
            return hr_workshops.no_such(answer)
        case _:
            assert_never(answer)


def _entry(person: OnRoster, page: AttendanceList) -> list[Block]:
    choice = ParticipantChoice(page.found.workshop.id, person.enrolment_id, person.state, page.skip)
    came, missed = person.state is EnrolmentState.ATTENDED, person.state is EnrolmentState.ABSENT
    buttons = [
        *([] if came else [button("Attended", Action.HR_ATTENDED, choice)]),
        *([] if missed else [button("Absent", Action.HR_ABSENT, choice)]),
    ]
    return [section(_name(person)), actions(*buttons)]


def _name(person: OnRoster) -> str:
    marked = "" if person.state is EnrolmentState.SEAT else f" · {STATE_WORDS[person.state]}"
    return f"*{escaped(person.name)}*{marked}"

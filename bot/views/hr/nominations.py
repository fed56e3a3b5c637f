"""Whom HR may offer a seat, and what came of offering one."""

from typing import assert_never

from slack_sdk.models.blocks import Block, SectionBlock

from bot.usecases.training.enrolling import NoSuchWorkshop, WorkshopCancelled, WorkshopStarted
from bot.usecases.training.nominating import AlreadyIn, Candidates, NoFreeSeat, NominateAnswer, Nominated, NotEmployed
from bot.views.blocks import actions, button, context, header, section
from bot.views.dates import counted, day_of, moment, place_of
from bot.views.hr import workshops as hr_workshops
from bot.views.hr.rosters import STATE_WORDS
from bot.views.ids import Action
from bot.views.paging import Place
from bot.views.text import escaped
from bot.views.values import CandidateChoice, WorkshopForm, WorkshopList
from career.training import EnrolmentState, WorkshopStatus
from storage.training.nominations import InterestedPerson

PAGE_SIZE = 30
"""People on one page: at a block each, with a head and a foot, within the 50 blocks of a message."""


def candidates(seen: Candidates, told: str = "") -> list[Block]:
    """Return one page of those who are interested, each with a button; `told` stands above it."""
    workshop = seen.found.workshop
    blocks: list[Block] = [section(told)] if told else []
    blocks += [header("Offer seats"), section(hr_workshops.in_short(seen.found, seen.now))]
    why_not = _why_none_is_offered(seen)
    if why_not is not None:
        blocks.append(context(why_not))
    if not seen.people:
        blocks.append(section("Nobody has said that they are interested yet. Whoever does stands here."))
    blocks += [_line(person, seen) for person in seen.people]
    place = Place(seen.skip, PAGE_SIZE, seen.total)
    turning = place.buttons(
        Action.HR_CANDIDATES_BACK, Action.HR_CANDIDATES_MORE, lambda skip: WorkshopList(workshop.id, skip)
    )
    row = [button("Roster", Action.HR_ROSTER, WorkshopList(workshop.id))]
    if why_not is None:
        blocks.append(
            context("Whoever you nominate is asked, and the seat is kept until they answer. You hear it here.")
        )
    elif _is_open(seen):
        form = WorkshopForm(workshop.id, workshop.programme_id, workshop.revision)
        row.append(button("Change the seats", Action.HR_WORKSHOP_CHANGE, form))
    return [*blocks, *([context(place.words)] if turning else []), actions(*row, *turning)]


def as_text(seen: Candidates) -> str:
    """Return what a notification or a screen reader gets of it."""
    return f"{counted(seen.total, 'person', 'people')} interested in {escaped(seen.found.title)}"


def answer_to_nominate(answer: NominateAnswer) -> str:  # noqa: PLR0911  one sentence for each answer
    """Return what HR reads after nominating somebody."""
    match answer:
        case Nominated(found, name, answer_by):
            until = f"{moment(answer_by, found.workshop.zone)}, {place_of(found.workshop.zone)} time"
            return f"*{escaped(name)}* is asked. The seat is kept until {until}. You will hear the answer here."
        case NoFreeSeat(_, name):
            return f"Nobody was asked: every seat is taken, so there is none to keep for *{escaped(name)}*. Add seats first."
        case AlreadyIn(_, name, state):
            return f"Nobody was asked: *{escaped(name)}* is in it already ({STATE_WORDS[state]})."
        case NotEmployed():
            return "Nobody was asked: this person has left, or has no Slack account yet. See `/hr unmatched`."
        case WorkshopStarted():
            return "Nobody was asked: the workshop has begun."
        case WorkshopCancelled():
            return "Nobody was asked: the workshop was cancelled."
        case NoSuchWorkshop():
            return hr_workshops.no_such(answer)
        case _:
            assert_never(answer)


def _is_open(seen: Candidates) -> bool:
    return seen.found.workshop.status is WorkshopStatus.PLANNED and seen.found.workshop.starts_at > seen.now


def _why_none_is_offered(seen: Candidates) -> str | None:
    if seen.found.workshop.status is WorkshopStatus.CANCELLED:
        return "It is cancelled, so there is no seat to offer. See other dates with `/hr workshops`."
    if not _is_open(seen):
        return "It has begun, so there is no seat to offer any more. See other dates with `/hr workshops`."
    if seen.found.workshop.is_full:
        return "Every seat is taken: an offer keeps a seat free, so there is none to offer. Add seats first."
    return None


def _line(person: InterestedPerson, seen: Candidates) -> SectionBlock:
    since = f"interested since {day_of(person.since, seen.found.workshop.zone)}"
    standing = "" if person.state is None else f" · {STATE_WORDS[person.state]}"
    words = f"*{escaped(person.name)}*\n{since}{standing}"
    if person.state not in {None, EnrolmentState.LEFT} or _why_none_is_offered(seen) is not None:
        return section(words)
    choice = CandidateChoice(seen.found.workshop.id, person.employee_id, seen.skip)
    return section(words, button("Nominate", Action.HR_NOMINATE, choice))

"""What people would like to learn, as HR sees it: all of it, and who wants what."""

from typing import assert_never

from slack_sdk.models.blocks import Block, ButtonElement, ExternalDataSelectElement, PlainTextObject
from slack_sdk.models.views import View

from bot.usecases.training.demand import Demand, GroupPage, InterestedInProgramme, Wanted
from bot.usecases.training.looking import NoSuchProgramme
from bot.usecases.training.programmes import CountAnswer, Counted, GroupGone
from bot.views import modals, problems
from bot.views.blocks import actions, button, context, header, section
from bot.views.dates import counted, day_of, place_of, span
from bot.views.hr import programmes as hr_programmes
from bot.views.ids import Action, Modal
from bot.views.ids import Block as InputId
from bot.views.inputs import labelled
from bot.views.paging import Place, searched
from bot.views.text import escaped, fitted, shortened
from bot.views.values import Page, ProgrammeForm, ProgrammeList, WorkshopList
from career.training import Workshop

PAGE_SIZE = 15
"""Wishes on one page: at two blocks each, with a head and a foot, within the 50 blocks of a message."""

PEOPLE_PAGE_SIZE = 40
"""People on one page: at a block each, with a head and a foot, within the 50 blocks of a message."""

_LONGEST_SPELLINGS = 200
_LONGEST_HEADLINE = 80
_MOST_DATES = 4
_GONE = "Nobody wishes for this any more. See what people ask for now with `/hr interest`."

OFFERED_TITLE = "We offer it already"


def demand(seen: Demand) -> list[Block]:
    """Return one page of what people would like to learn, what most want first."""
    if not seen.wanted:
        return [
            section("Nobody has said yet what they would like to learn. Invite them with a nudge: `/hr nudge new`.")
        ]
    blocks: list[Block] = [header("What people would like to learn")]
    for each in seen.wanted:
        blocks += [section(_line(each)), actions(*_buttons(each))]
    place = Place(seen.skip, PAGE_SIZE, seen.total)
    blocks.append(context(f"{place.words}. Words that are alike count as one wish."))
    turning = place.buttons(Action.HR_DEMAND_BACK, Action.HR_DEMAND_MORE, searched(""))
    return [*blocks, *([actions(*turning)] if turning else [])]


def demand_as_text(seen: Demand) -> str:
    """Return what a notification or a screen reader gets of the demand."""
    return f"What people would like to learn: {counted(seen.total, 'wish', 'wishes')}"


def interested(seen: InterestedInProgramme | NoSuchProgramme) -> list[Block]:
    """Return one page of those who are interested in a programme, whoever said so first at the top."""
    if isinstance(seen, NoSuchProgramme):
        return [section(hr_programmes.no_such(seen))]
    new = button("New workshop", Action.HR_WORKSHOP_NEW, ProgrammeForm(seen.programme_id))
    if not seen.people:
        told = f"Nobody is interested in *{escaped(seen.title)}* yet. Tell people of it with a nudge: `/hr nudge new`."
        return [section(told), actions(new)]
    blocks: list[Block] = [header(_interested_headline(seen))]
    for person in seen.people:
        words = f", as “{fitted(person.words, _LONGEST_SPELLINGS)}”" if person.words else ""
        blocks.append(context(f"*{escaped(person.name)}*, since {day_of(person.since, seen.zone)}{words}"))
    place = Place(seen.skip, PEOPLE_PAGE_SIZE, seen.total)
    turning = place.buttons(
        Action.HR_INTERESTED_BACK, Action.HR_INTERESTED_MORE, lambda skip: ProgrammeList(seen.programme_id, skip)
    )
    follows = "Offer them seats:" if seen.workshops else "Next: set a date."
    blocks.append(context(f"{place.words}. {follows}"))
    for workshop in seen.workshops[:_MOST_DATES]:
        offer = button("Offer seats", Action.HR_CANDIDATES, WorkshopList(workshop.id))
        blocks.append(section(_date(workshop), offer))
    return [*blocks, actions(new, *turning)]


def interested_as_text(seen: InterestedInProgramme | NoSuchProgramme) -> str:
    """Return what a notification or a screen reader gets of it."""
    if isinstance(seen, NoSuchProgramme):
        return hr_programmes.no_such(seen)
    return escaped(_interested_headline(seen))


def _interested_headline(seen: InterestedInProgramme) -> str:
    people = counted(seen.total, "person", "people")
    return f"{people} interested in {shortened(seen.title, _LONGEST_HEADLINE)}"


def wishers(seen: GroupPage) -> list[Block]:
    """Return one page of those who wish for the same in their own words, whoever said so first at the top."""
    if not seen.people:
        return [section(_GONE)]
    blocks: list[Block] = [header(_wishers_headline(seen))]
    for person in seen.people:
        said = f"“{fitted(person.words, _LONGEST_SPELLINGS)}”"
        blocks.append(context(f"*{escaped(person.name)}*, since {day_of(person.since, seen.zone)}: {said}"))
    place = Place(seen.skip, PEOPLE_PAGE_SIZE, seen.total)
    turning = place.buttons(Action.HR_WISHERS_BACK, Action.HR_WISHERS_MORE, searched(seen.words))
    return [*blocks, context(place.words), actions(*_answers_to(seen.words), *turning)]


def wishers_as_text(seen: GroupPage) -> str:
    """Return what a notification or a screen reader gets of it."""
    return escaped(_wishers_headline(seen))


def _wishers_headline(seen: GroupPage) -> str:
    return f"{counted(seen.total, 'wish', 'wishes')} like “{shortened(seen.words, _LONGEST_HEADLINE)}”"


def offered_form(seen: GroupPage) -> View:
    """Return the form in which HR says which programme is meant by a group of wishes."""
    if not seen.people:
        return problems.modal(_GONE)
    people = counted(seen.total, "wish is", "wishes are")
    told = f"{people} like “{fitted(seen.words, _LONGEST_SPELLINGS)}”. Which programme gives people that?"
    menu = ExternalDataSelectElement(
        action_id=InputId.HR_MEANT_PROGRAMME, placeholder=PlainTextObject(text="Type to search"), min_query_length=0
    )
    follows = "Whoever wished for it counts as interested, and is told if you offer it now."
    blocks = [section(told), labelled(InputId.HR_MEANT_PROGRAMME, "Programme", menu, follows)]
    return modals.form(Modal.HR_WISHES_OFFERED, OFFERED_TITLE, "Count them", blocks, Page(seen.words, 0))


def counting(external_id: str) -> View:
    """Return what stands there while the wishes that are alike are looked for."""
    return modals.working(OFFERED_TITLE, "Counting who wished for it …", external_id)


def counted_wishes(answer: CountAnswer) -> View:
    """Return what HR reads after saying which programme is meant, and the next step."""
    match answer:
        case Counted(programme_id, title, people, is_offered):
            told = "will be told" if is_offered else "will be told once you offer it"
            words = (
                f"{counted(people, 'person is', 'people are')} newly interested in *#{programme_id} {escaped(title)}* and {told}."
                if people
                else f"Whoever wished for it was interested in *#{programme_id} {escaped(title)}* already."
            )
            new = button("New workshop", Action.HR_WORKSHOP_NEW, ProgrammeForm(programme_id), "primary")
            return modals.done(OFFERED_TITLE, [section(words), actions(new), context("Next: set a date for it.")])
        case GroupGone():
            return modals.done(OFFERED_TITLE, [section(_GONE)])
        case NoSuchProgramme():
            return modals.done(OFFERED_TITLE, [section(hr_programmes.no_such(answer))])
        case _:
            assert_never(answer)


def _date(workshop: Workshop) -> str:
    at = f"{span(workshop.starts_at, workshop.ends_at, workshop.zone)}, {place_of(workshop.zone)} time"
    return f"{at}\n{workshop.taken} of {counted(workshop.seats, 'seat')} taken"


def _line(wanted: Wanted) -> str:
    people = counted(wanted.people, "person", "people")
    if wanted.programme_id is not None:
        offered = "" if wanted.is_offered else " · not offered now"
        served = f", {wanted.served:,} {'has' if wanted.served == 1 else 'have'} a seat" if wanted.served else ""
        return f"*{escaped(wanted.words)}* · #{wanted.programme_id}{offered}\n{people} interested{served}"
    also = f"\nalso put as {fitted('; '.join(wanted.spellings), _LONGEST_SPELLINGS)}" if wanted.spellings else ""
    return f"“{escaped(wanted.words)}”\n{people} {'wishes' if wanted.people == 1 else 'wish'} for it{also}"


def _buttons(wanted: Wanted) -> list[ButtonElement]:
    if wanted.programme_id is not None:
        return [
            button("Who", Action.HR_INTERESTED, ProgrammeList(wanted.programme_id)),
            button("New workshop", Action.HR_WORKSHOP_NEW, ProgrammeForm(wanted.programme_id)),
        ]
    return [button("Who", Action.HR_WISHERS, Page(wanted.words, 0)), *_answers_to(wanted.words)]


def _answers_to(words: str) -> list[ButtonElement]:
    group = Page(words, 0)
    return [
        button("Make a programme", Action.HR_PROGRAMME_FROM_WISHES, group),
        button(OFFERED_TITLE, Action.HR_WISHES_OFFERED, group),
    ]

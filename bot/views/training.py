"""Programmes as an employee sees them."""

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock
from slack_sdk.models.views import View

from bot.usecases.training.looking import NoSuchProgramme, Offer, Offers
from bot.views import modals, workshops
from bot.views.blocks import actions, button, context, header, section
from bot.views.dates import counted
from bot.views.ids import Action
from bot.views.paging import Place, searched
from bot.views.text import escaped, fitted, shortened
from bot.views.values import FundingFor, ProgrammeChoice
from career.training import Programme

PAGE_SIZE = 8
"""Programmes on one page: at five blocks each, with a head and a foot, within the 50 blocks of a message."""

_SOONEST = 2
"""Workshops shown beside each programme; the details show more."""

_MOST_WORKSHOPS = 40
_LONGEST_LINE = 300
_LONGEST_DESCRIPTION = 2_900
_LONGEST_TITLE_OF_LIST = 100


def programme_list(offers: Offers) -> list[Block]:
    """Return one page of the programmes, the soonest workshop first."""
    if not offers.page.total:
        return [section(_nothing_found(offers.words))]
    place = Place(offers.page.skip, PAGE_SIZE, offers.page.total)
    blocks: list[Block] = [header(_headline(offers))]
    for offer in offers.page.entries:
        blocks += _entry(offer, offers.zone)
    return [*blocks, *place.foot(Action.TRAINING_BACK, Action.TRAINING_MORE, searched(offers.words))]


def list_as_text(offers: Offers) -> str:
    """Return what a notification or a screen reader gets of the list."""
    return escaped(_headline(offers)) if offers.page.total else _nothing_found(offers.words)


def details(offers: Offers, delivery: str = "") -> View:
    """Return a modal with everything about one programme; `delivery` is the token of the nudge it was opened from."""
    (offer,) = offers.page.entries
    programme = offer.programme
    blocks: list[Block] = [section(f"*{escaped(programme.title)}*\n{facts_line(programme)}")]
    if programme.description.strip():
        blocks.append(section(fitted(programme.description, _LONGEST_DESCRIPTION)))
    blocks += _standing(offer, delivery)
    if not offer.workshops:
        blocks.append(context("No date is set yet. HR sees who is interested when it plans workshops."))
    shown = offer.workshops[:_MOST_WORKSHOPS]
    blocks += [workshops.line(each, offer.enrolments.get(each.id), offers.zone, delivery) for each in shown]
    if len(offer.workshops) > len(shown):
        blocks.append(
            context(f"{counted(len(offer.workshops) - len(shown), 'more date comes', 'more dates come')} later.")
        )
    return modals.done("Training", blocks)


def not_there(missing: NoSuchProgramme) -> str:
    """Return what somebody reads who asked for a programme that is not there."""
    return (
        f"There is no training number {missing.number}. See what is offered with `/training`, "
        "or say what you would like to learn: `/interest` and any words."
    )


def facts_line(programme: Programme) -> str:
    """Return who gives a programme, what it teaches, and its number, in one line."""
    parts = [fitted(programme.provider, _LONGEST_LINE)] if programme.provider else []
    if programme.skills:
        parts.append(fitted(f"teaches {', '.join(programme.skills)}", _LONGEST_LINE))
    return " · ".join([*parts, f"#{programme.id}"])


def _entry(offer: Offer, zone: str | None) -> list[Block]:
    programme = offer.programme
    lines = [f"*{escaped(programme.title)}*", facts_line(programme)]
    if offer.is_wanted:
        lines.append("_You said that you are interested._")
    if not offer.workshops:
        lines.append("_No date yet._")
    return [
        section("\n".join(lines)),
        *(workshops.line(each, offer.enrolments.get(each.id), zone) for each in offer.workshops[:_SOONEST]),
        actions(
            *_interest(offer),
            _funding(offer),
            button("Details", Action.TRAINING_VIEW, ProgrammeChoice(programme.id)),
        ),
        DividerBlock(),
    ]


def _interest(offer: Offer, delivery: str = "") -> list[ButtonElement]:
    choice = ProgrammeChoice(offer.programme.id, delivery)
    return [] if offer.is_wanted else [button("I'm interested", Action.TRAINING_INTERESTED, choice)]


def _funding(offer: Offer) -> ButtonElement:
    return button("Ask for funding", Action.FUNDING_ASK, FundingFor(offer.programme.id))


def _standing(offer: Offer, delivery: str) -> list[Block]:
    if offer.is_wanted:
        return [context("You said that you are interested."), actions(_funding(offer))]
    return [actions(*_interest(offer, delivery), _funding(offer))]


def _headline(offers: Offers) -> str:
    programmes = counted(offers.page.total, "programme")
    if offers.words:
        return f"{programmes} for “{shortened(offers.words, _LONGEST_TITLE_OF_LIST)}”"
    return programmes


def _nothing_found(words: str) -> str:
    if words:
        shown = fitted(words, _LONGEST_LINE)
        return f"No training matches “{shown}” yet. Tell HR that you want it: `/interest` and the same words."
    return "No training is offered just now. Tell HR what you would like to learn: `/interest` and a few words."

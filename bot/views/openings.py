"""Openings as an employee sees them."""

from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock
from slack_sdk.models.views import View

from bot.usecases.openings.browsing import NotOpen, Openings, Prospect
from bot.views import modals
from bot.views.applications import STAGE_WORDS
from bot.views.blocks import actions, button, context, header, section
from bot.views.dates import counted, deadline
from bot.views.ids import Action
from bot.views.paging import Place, searched
from bot.views.text import escaped, fitted, shortened
from bot.views.values import ApplicationChoice, OpeningChoice
from career.applications import Application
from career.openings import Opening
from career.reasons import sentence

PAGE_SIZE = 8
"""Openings on one page: at four blocks each, with a head and a foot, well within the 50 blocks of a message."""

_LONGEST_DESCRIPTION = 2_900
_LONGEST_SEARCHED = 100


def opening_list(found: Openings) -> list[Block]:
    """Return one page of the openings, those that suit first."""
    if not found.page.total:
        return [section(_nothing_found(found.words))]
    place = Place(found.page.skip, PAGE_SIZE, found.page.total)
    blocks: list[Block] = [header(_headline(found))]
    for prospect in found.page.entries:
        blocks += _entry(prospect, found.today)
    return [*blocks, *place.foot(Action.OPENINGS_BACK, Action.OPENINGS_MORE, searched(found.words))]


def list_as_text(found: Openings) -> str:
    """Return what a notification or a screen reader gets of the list."""
    return escaped(_headline(found)) if found.page.total else _nothing_found(found.words)


def details(prospect: Prospect, today: date, delivery: str = "") -> View:
    """Return a modal with everything about one opening."""
    opening = prospect.opening
    blocks: list[Block] = [
        section(f"*{escaped(opening.title)}*\n{facts_line(opening, today)}"),
        section(fitted(opening.description, _LONGEST_DESCRIPTION)),
    ]
    if prospect.reasons:
        blocks.append(section(f"*What you bring:* {escaped(sentence(prospect.reasons))}."))
    if prospect.standing is None:
        blocks.append(actions(button("Apply", Action.APPLY, OpeningChoice(opening.id, delivery), style="primary")))
        blocks.append(context(f"{_withdrawn(prospect)}Anyone may apply. A person in HR considers every application."))
    else:
        blocks.append(context(f"You applied; your application is {STAGE_WORDS[prospect.standing.stage]}."))
        blocks.append(actions(_own(prospect.standing)))
    return modals.done("Opening", blocks)


def not_open(missing: NotOpen) -> str:
    """Return what somebody reads who asked for an opening that is not open."""
    if missing.title is None:
        return f"There is no opening number {missing.number}. See what is open with `/openings`."
    return f"*{escaped(missing.title)}* takes no applications any more. See what is open with `/openings`."


def facts_line(opening: Opening, today: date) -> str:
    """Return department, place, last day and number of an opening in one line."""
    parts = [escaped(part) for part in (opening.department, opening.location) if part]
    if opening.closes_on is not None:
        parts.append(f"apply by {deadline(opening.closes_on, today)}")
    return " · ".join([*parts, f"#{opening.id}"])


def which_opening(found: Openings) -> list[Block]:
    """Return the question which of several openings was meant, each with its button."""
    openings = [prospect.opening for prospect in found.page.entries]
    rest = found.page.total - len(openings)
    more = [context(f"{counted(rest, 'more matches', 'more match')}. Another word of the title narrows it down.")]
    return [
        section("Several openings match. Which one do you mean?"),
        *(
            section(
                f"*{escaped(opening.title)}*\n{facts_line(opening, found.today)}",
                button("Apply", Action.APPLY, OpeningChoice(opening.id)),
            )
            for opening in openings
        ),
        *(more if rest > 0 else []),
    ]


MOST_CHOICES = 10
"""Openings offered when words match several: what fits a phone screen; more words narrow it down."""


def _entry(prospect: Prospect, today: date) -> list[Block]:
    opening = prospect.opening
    lines = [f"*{escaped(opening.title)}*", facts_line(opening, today)]
    if prospect.reasons:
        lines.append(f"_Suits you: {escaped(sentence(prospect.reasons))}._")
    choice = OpeningChoice(opening.id)
    buttons = [button("View", Action.OPENING_VIEW, choice)]
    if prospect.standing is None:
        buttons.insert(0, button("Apply", Action.APPLY, choice, style="primary" if prospect.suits else None))
        if prospect.is_declined:
            lines.append("_You said: not for me._")
            buttons.append(button("Take that back", Action.OPENING_FOR_ME, choice))
        else:
            lines += [f"_{said.strip()}_"] if (said := _withdrawn(prospect)) else []
            buttons.append(button("Not for me", Action.OPENING_NOT_FOR_ME, choice))
    else:
        lines.append(f"_You applied; your application is {STAGE_WORDS[prospect.standing.stage]}._")
        buttons.append(_own(prospect.standing))
    return [section("\n".join(lines)), actions(*buttons), DividerBlock()]


def _withdrawn(prospect: Prospect) -> str:
    return "" if prospect.application is None else "You withdrew your application, and may apply again. "


def _own(application: Application) -> ButtonElement:
    return button("Your application", Action.APPLICATION_VIEW, ApplicationChoice(application.id))


def _headline(found: Openings) -> str:
    openings = counted(found.page.total, "opening")
    if found.words:
        return f"{openings} for “{shortened(found.words, _LONGEST_SEARCHED)}”"
    match found.suiting:
        case None:
            return f"{openings}, those that suit you first"
        case 0:
            return openings
        case _ if found.page.total == 1:
            return "1 opening, which suits you"
        case suiting:
            return f"{openings}, {suiting:,} of them {'suits' if suiting == 1 else 'suit'} you"


def _nothing_found(words: str) -> str:
    if words:
        return f"No opening is found by “{fitted(words, _LONGEST_SEARCHED)}”. See all of them with `/openings`."
    return "There is no opening just now. Tell us what you would like to learn with `/interest` and a few words."

"""HR's list of openings, one in full, and what came of moving one."""

from datetime import date
from typing import assert_never

from slack_sdk.models.blocks import Block, DividerBlock
from slack_sdk.models.views import View

from bot.usecases.opening_moves import (
    CannotMove,
    Filled,
    MoveAnswer,
    Moved,
    NobodyAccepted,
    Unconsidered,
    WhichOne,
)
from bot.usecases.posting import NoSuchPosting, PostingInFull, PostingPage
from bot.views import modals
from bot.views.blocks import actions, button, context, header, section
from bot.views.dates import counted, day, deadline
from bot.views.ids import Action
from bot.views.paging import Place, searched
from bot.views.text import escaped, shortened
from bot.views.values import ApplicationChoice, Nothing, PlacementChoice, PostingChoice, QueuePage
from career.openings import MOVES, Opening, OpeningStatus, OpeningVerb
from career.reasons import in_words
from storage.postings import Posting

PAGE_SIZE = 12
"""Openings on one page: at three blocks each, with a head and a foot, within the 50 blocks of a message."""

MOST_NAMED = 30
"""Applicants named in a refusal; a longer list is behind `/hr applications`."""

MOST_ASKED = 15
"""Accepted applicants offered as buttons; any other is named by the application's number."""

_LONGEST_DESCRIPTION = 2_900
_LONGEST_REQUIREMENTS = 2_500

_STATUS_WORDS = {
    OpeningStatus.DRAFT: "draft",
    OpeningStatus.OPEN: "open",
    OpeningStatus.CLOSED: "closed",
    OpeningStatus.FILLED: "filled",
    OpeningStatus.CANCELLED: "cancelled",
}

_DONE_WORDS = {
    OpeningVerb.OPEN: "is open now. People can see it and apply.",
    OpeningVerb.CLOSE: "is closed now. It takes no more applications.",
    OpeningVerb.FILL: "is filled now.",
}

_VERB_WORDS = {OpeningVerb.OPEN: "opened", OpeningVerb.CLOSE: "closed", OpeningVerb.FILL: "filled"}

MOVES_DO = {
    OpeningVerb.OPEN: "let people see it and apply",
    OpeningVerb.CLOSE: "take no more applications, once all are considered",
    OpeningVerb.FILL: "fill it with somebody whose application was accepted",
}
"""What each move does, as the help says it."""


def which_number(verb: OpeningVerb) -> str:
    """Return what somebody reads who did not say which opening."""
    return f"Which opening? Please type its number, such as `/hr opening {verb} 12`. See them with `/hr openings`."


def posting_list(page: PostingPage, told: str = "") -> list[Block]:
    """Return one page of the openings, what waits for HR first; `told` stands above it."""
    blocks: list[Block] = [section(told)] if told else []
    if not page.postings:
        return [
            *blocks,
            section("There is no opening yet. Make the first one."),
            actions(button("New opening", Action.HR_OPENING_NEW, Nothing(), "primary")),
        ]
    blocks.append(header(list_as_text(page)))
    for posting in page.postings:
        blocks += _entry(posting, page)
    place = Place(page.skip, PAGE_SIZE, page.total)
    turning = place.buttons(Action.HR_OPENINGS_BACK, Action.HR_OPENINGS_MORE, searched(""))
    new = button("New opening", Action.HR_OPENING_NEW, Nothing())
    return [*blocks, context(place.words), actions(new, *turning)]


def list_as_text(page: PostingPage) -> str:
    """Return what a notification or a screen reader gets of the list."""
    return counted(page.total, "opening")


def in_full(seen: PostingInFull) -> View:
    """Return a modal with everything about one opening."""
    opening = seen.opening
    parts = [_STATUS_WORDS[opening.status], *(escaped(part) for part in (opening.department, opening.location) if part)]
    if opening.closes_on is not None:
        parts.append(f"apply by {_last_day(opening.status, opening.closes_on, seen.today)}")
    wanted = shortened(in_words(opening.requirements), _LONGEST_REQUIREMENTS)
    waiting = f", *{seen.applications.unconsidered:,}* not considered" if seen.applications.unconsidered else ""
    return modals.done(
        "Opening",
        [
            section(f"*{_name(opening)}*\n{' · '.join(parts)}"),
            section(shortened(escaped(opening.description), _LONGEST_DESCRIPTION)),
            section(f"*Who suits it:* {escaped(wanted)}"),
            section(
                f"*{seen.qualified:,}* active employees qualify · "
                f"*{counted(seen.applications.all, 'application')}*{waiting}"
            ),
            context(f"See the applications with `/hr applications {opening.id}`."),
        ],
    )


def move_as_text(answer: MoveAnswer) -> str:  # noqa: PLR0911  one sentence for each answer
    """Return what HR reads after moving an opening."""
    match answer:
        case Moved(opening, verb, still):
            return f"*{_name(opening)}* {_DONE_WORDS[verb]}{_still(opening, still)}"
        case Filled(opening, candidate, still):
            return f"*{_name(opening)}* is filled now, by *{escaped(candidate.name)}*.{_still(opening, still)}"
        case Unconsidered(opening, verb, waiting):
            return (
                f"*{_name(opening)}* cannot be {_VERB_WORDS[verb]} yet: {counted(len(waiting), 'application')} "
                f"{'waits' if len(waiting) == 1 else 'wait'} to be considered by a person."
            )
        case NobodyAccepted(opening):
            return (
                f"*{_name(opening)}* cannot be filled yet: no application for it has been accepted. "
                f"See them with `/hr applications {opening.id}`."
            )
        case WhichOne(opening, _):
            return f"Several people were accepted for *{_name(opening)}*. Who fills it?"
        case CannotMove(opening, verb):
            return (
                f"*{_name(opening)}* is {_STATUS_WORDS[opening.status]}, so it cannot be {_VERB_WORDS[verb]}. "
                "See where everything stands with `/hr openings`."
            )
        case NoSuchPosting(number):
            return f"There is no opening number {number}. See all of them with `/hr openings`."
        case _:
            assert_never(answer)


def move_blocks(answer: MoveAnswer) -> list[Block]:
    """Return the same with what to press: who waits and a way to the first of them, or who was accepted."""
    told: list[Block] = [section(move_as_text(answer))]
    match answer:
        case Unconsidered(opening, _, waiting):
            names = [f"• {escaped(each.name)}, since {day(each.submitted_at.date())}" for each in waiting[:MOST_NAMED]]
            if len(waiting) > MOST_NAMED:
                names.append(f"… and {len(waiting) - MOST_NAMED:,} more")
            first = ApplicationChoice(waiting[0].application_id)
            return [
                *told,
                section("\n".join(names)),
                actions(
                    button("Open the first", Action.HR_APPLICATION, first, "primary"),
                    button("See all", Action.HR_APPLICATIONS, QueuePage(opening.id)),
                ),
            ]
        case WhichOne(opening, candidates):
            for each in candidates[:MOST_ASKED]:
                choice = PlacementChoice(opening.id, each.application_id)
                line = f"*{escaped(each.name)}*, application {each.application_id}"
                told.append(section(line, button("Fills it", Action.HR_OPENING_FILL, choice)))
            if len(candidates) > MOST_ASKED:
                told.append(
                    context(
                        f"{len(candidates) - MOST_ASKED:,} more were accepted: type "
                        f"`/hr opening fill {opening.id}` and the application's number."
                    )
                )
            return told
        case _:
            return told


def _entry(posting: Posting, page: PostingPage) -> list[Block]:
    parts = [_STATUS_WORDS[posting.status], counted(posting.applications, "application")]
    if posting.unconsidered:
        parts[1] += f", *{posting.unconsidered:,} not considered*"
    if posting.closes_on is not None:
        parts.append(f"apply by {_last_day(posting.status, posting.closes_on, page.today)}")
    choice = PostingChoice(posting.id, page.skip)
    buttons = [button("View", Action.HR_OPENING_VIEW, choice)]
    if posting.applications:
        style = "primary" if posting.unconsidered else None
        buttons.append(button("Applications", Action.HR_APPLICATIONS, QueuePage(posting.id), style))
    if (posting.status, OpeningVerb.OPEN) in MOVES:
        buttons.append(button("Open", Action.HR_OPENING_OPEN, choice))
    if (posting.status, OpeningVerb.CLOSE) in MOVES:
        buttons.append(button("Close", Action.HR_OPENING_CLOSE, choice))
    return [
        section(f"*#{posting.id} {escaped(posting.title)}*\n{' · '.join(parts)}"),
        actions(*buttons),
        DividerBlock(),
    ]


def _last_day(status: OpeningStatus, last: date, today: date) -> str:
    return deadline(last, today) if status in {OpeningStatus.OPEN, OpeningStatus.DRAFT} else day(last)


def _name(opening: Opening) -> str:
    return f"#{opening.id} {escaped(opening.title)}"


def _still(opening: Opening, still_in_process: int) -> str:
    if not still_in_process:
        return ""
    return (
        f" {counted(still_in_process, 'application')} {'is' if still_in_process == 1 else 'are'} still on the way: "
        f"`/hr applications {opening.id}`."
    )

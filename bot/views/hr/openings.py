"""HR's list of openings, and one in full."""

from datetime import date

from slack_sdk.models.blocks import Block, DividerBlock
from slack_sdk.models.views import View

from bot.usecases.openings.posting import PostingInFull, PostingPage
from bot.views import modals
from bot.views.blocks import actions, button, context, header, section
from bot.views.dates import counted, day, deadline
from bot.views.ids import Action
from bot.views.paging import Place, searched
from bot.views.text import escaped, shortened
from bot.views.values import Nothing, PostingChoice, QueuePage
from career.openings import EDITABLE, MOVES, Opening, OpeningStatus, OpeningVerb
from career.reasons import in_words
from storage.openings.postings import Posting

PAGE_SIZE = 12
"""Openings on one page: at three blocks each, with a head and a foot, within the 50 blocks of a message."""

_LONGEST_DESCRIPTION = 2_900
_LONGEST_REQUIREMENTS = 2_500

STATUS_WORDS = {
    OpeningStatus.DRAFT: "draft",
    OpeningStatus.OPEN: "open",
    OpeningStatus.CLOSED: "closed",
    OpeningStatus.FILLED: "filled",
    OpeningStatus.CANCELLED: "cancelled",
}


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
    parts = [STATUS_WORDS[opening.status], *(escaped(part) for part in (opening.department, opening.location) if part)]
    if opening.closes_on is not None:
        parts.append(f"apply by {_last_day(opening.status, opening.closes_on, seen.today)}")
    wanted = shortened(in_words(opening.requirements), _LONGEST_REQUIREMENTS)
    waiting = f", *{seen.applications.unconsidered:,}* not considered" if seen.applications.unconsidered else ""
    return modals.done(
        "Opening",
        [
            section(f"*{name_of(opening)}*\n{' · '.join(parts)}"),
            section(shortened(escaped(opening.description), _LONGEST_DESCRIPTION)),
            section(f"*Who suits it:* {escaped(wanted)}"),
            section(
                f"*{seen.qualified:,}* active employees qualify · "
                f"*{counted(seen.applications.all, 'application')}*{waiting}"
            ),
            *_steps(opening),
            context(_next_step(opening)),
        ],
    )


def _entry(posting: Posting, page: PostingPage) -> list[Block]:
    parts = [STATUS_WORDS[posting.status], counted(posting.applications, "application")]
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
    if posting.status is OpeningStatus.OPEN:
        buttons.append(button("Close", Action.HR_OPENING_CLOSE, choice))
    if posting.status in EDITABLE:
        buttons.append(button("Edit", Action.HR_OPENING_EDIT, choice))
    return [
        section(f"*#{posting.id} {escaped(posting.title)}*\n{' · '.join(parts)}"),
        actions(*buttons),
        DividerBlock(),
    ]


_STEPS = (
    (OpeningVerb.CLOSE, "Close the opening", Action.HR_OPENING_CLOSE),
    (OpeningVerb.FILL, "Fill it", Action.HR_OPENING_FILL),
    (OpeningVerb.CANCEL, "Cancel the opening", Action.HR_OPENING_CANCEL),
)


def _steps(opening: Opening) -> list[Block]:
    """Return what can be done with an opening, each a form that takes the place of this one."""
    choice = PostingChoice(opening.id)
    is_draft = opening.status is OpeningStatus.DRAFT
    steps = [each for each in _STEPS if not is_draft or each[0] is OpeningVerb.CANCEL]
    found = [button(label, action, choice) for verb, label, action in steps if (opening.status, verb) in MOVES]
    if opening.status in EDITABLE:
        found.insert(0, button("Edit", Action.HR_OPENING_EDIT, choice))
    return [actions(*found)] if found else []


def _next_step(opening: Opening) -> str:
    if opening.status is OpeningStatus.DRAFT:
        return f"Let people see it and apply with `/hr opening open {opening.id}`."
    return f"See the applications with `/hr applications {opening.id}`."


def _last_day(status: OpeningStatus, last: date, today: date) -> str:
    return deadline(last, today) if status in {OpeningStatus.OPEN, OpeningStatus.DRAFT} else day(last)


def name_of(opening: Opening) -> str:
    """Return number and title of an opening, escaped."""
    return f"#{opening.id} {escaped(opening.title)}"

"""The forms in which HR closes, fills or cancels an opening, and what comes of it."""

from typing import assert_never

from slack_sdk.models.blocks import Block as SlackBlock
from slack_sdk.models.blocks import ExternalDataSelectElement, Option, PlainTextInputElement, PlainTextObject
from slack_sdk.models.views import View

from bot.usecases.deciding import NoName, ReasonTooLong, ReasonTooShort
from bot.usecases.house.latest import Latest
from bot.usecases.openings.opening_cancelling import CancelAnswer, Cancelled
from bot.usecases.openings.opening_moves import (
    CannotMove,
    Filled,
    MoveAnswer,
    Moved,
    NobodyAccepted,
    NotAccepted,
    Overtaken,
    StartAnswer,
    ToMove,
    Unconsidered,
)
from bot.usecases.openings.posting import NoSuchPosting
from bot.views import modals
from bot.views.blocks import actions, button, context, section
from bot.views.choices import option
from bot.views.dates import counted, day_of, your_time
from bot.views.deciding import no_name, no_reason
from bot.views.hr.decisions import left_mark
from bot.views.hr.openings import STATUS_WORDS, name_of
from bot.views.ids import Action, Block, Modal
from bot.views.inputs import labelled
from bot.views.text import escaped, fitted
from bot.views.values import ApplicationChoice, OpeningForm
from career.applications import LONGEST_TEXT
from career.openings import Opening, OpeningStatus, OpeningVerb
from storage.openings.considerations import Candidate

TITLES = {
    OpeningVerb.OPEN: "Open the opening",
    OpeningVerb.CLOSE: "Close the opening",
    OpeningVerb.FILL: "Fill the opening",
    OpeningVerb.CANCEL: "Cancel the opening",
}

MOVES_DO = {
    OpeningVerb.OPEN: "let people see it and apply",
    OpeningVerb.CLOSE: "take no more applications, once all are considered",
    OpeningVerb.FILL: "fill it with somebody whose application was accepted",
    OpeningVerb.CANCEL: "call it off for good; everybody who applied is told why",
}
"""What each move does, as the help says it."""

_VERB_WORDS = {
    OpeningVerb.OPEN: "opened",
    OpeningVerb.CLOSE: "closed",
    OpeningVerb.FILL: "filled",
    OpeningVerb.CANCEL: "cancelled",
}

_DONE_WORDS = {
    OpeningVerb.OPEN: "is open now. People can see it and apply.",
    OpeningVerb.CLOSE: "is closed now. It takes no more applications.",
}

_BROUGHT_TO = {
    OpeningVerb.OPEN: OpeningStatus.OPEN,
    OpeningVerb.CLOSE: OpeningStatus.CLOSED,
    OpeningVerb.FILL: OpeningStatus.FILLED,
    OpeningVerb.CANCEL: OpeningStatus.CANCELLED,
}

_LATEST_WORDS = {
    "opening.posted": "posted it",
    "opening.open": "opened it",
    "opening.closed": "closed it",
    "opening.filled": "filled it",
    "opening.cancelled": "cancelled it",
    "opening.edited": "changed it",
}

_LONGEST_NAME = 60


def which_number(what: str) -> str:
    """Return what somebody reads who did not say which opening."""
    return f"Which opening? Please type its number, such as `/hr opening {what} 12`. See them with `/hr openings`."


def form(answer: StartAnswer, zone: str | None) -> View:
    """Return the form for a move, or why the opening cannot make it; instants are in the reader's `zone`."""
    if not isinstance(answer, ToMove):
        return told(_title_of(answer), answer, zone)
    opening, verb = answer.opening, answer.verb
    carries = OpeningForm(opening.id, opening.revision)
    match verb:
        case OpeningVerb.CLOSE:
            asks = f"Close *{name_of(opening)}*? It takes no more applications."
            blocks = [section(f"{asks}{_silenced(answer)}{_still(opening, answer.applications.in_process)}")]
            return modals.form(Modal.HR_OPENING_CLOSE, TITLES[verb], "Close it", blocks, carries)
        case OpeningVerb.FILL:
            return modals.form(Modal.HR_OPENING_FILL, TITLES[verb], "Fill it", _fill_blocks(answer), carries)
        case OpeningVerb.CANCEL:
            asking = _cancel_blocks(answer)
            return modals.form(Modal.HR_OPENING_CANCEL, TITLES[verb], "Cancel it", asking, carries, close="Keep it")
        case OpeningVerb.OPEN:
            raise ValueError("Opening takes no form.")
        case _:
            assert_never(verb)


def told(title: str, answer: MoveAnswer | CancelAnswer, zone: str | None) -> View:
    """Return a modal that says what came of it, with the way to whoever waits."""
    return modals.done(title, move_blocks(answer, zone))


def choices(candidates: tuple[Candidate, ...]) -> list[Option]:
    """Return accepted applicants to choose from."""
    return [_choice(each) for each in candidates]


def move_as_text(  # noqa: C901, PLR0911, PLR0912  one sentence for each answer
    answer: MoveAnswer | CancelAnswer, zone: str | None
) -> str:
    """Return what HR reads after moving an opening."""
    match answer:
        case Moved(opening, verb, still):
            return f"*{name_of(opening)}* {_DONE_WORDS[verb]}{_still(opening, still)}"
        case Filled(opening, candidate, still):
            return f"*{name_of(opening)}* is filled now, by *{escaped(candidate.name)}*.{_still(opening, still)}"
        case Cancelled(opening, _, people):
            if not people:
                return f"*{name_of(opening)}* is cancelled. Nobody had applied, so nobody is told."
            who = counted(people, "person is", "people are")
            return f"*{name_of(opening)}* is cancelled. {who} told, once, with your reason."
        case Unconsidered(opening, verb, _, count):
            return (
                f"*{name_of(opening)}* cannot be {_VERB_WORDS[verb]} yet: {counted(count, 'application')} "
                f"{'waits' if count == 1 else 'wait'} to be considered by a person."
            )
        case NobodyAccepted(opening):
            return (
                f"*{name_of(opening)}* cannot be filled yet: no application for it has been accepted. "
                f"See them with `/hr applications {opening.id}`."
            )
        case NotAccepted(opening):
            return f"That is no accepted application for *{name_of(opening)}*. Please choose another."
        case CannotMove(opening, verb, latest) if opening.status is _BROUGHT_TO[verb]:
            return f"*{name_of(opening)}* is {STATUS_WORDS[opening.status]} already{by_whom(latest, zone)}. Nothing was changed."
        case CannotMove(opening, verb, latest):
            return (
                f"*{name_of(opening)}* is {STATUS_WORDS[opening.status]}{by_whom(latest, zone)}, "
                f"so it cannot be {_VERB_WORDS[verb]}. See where everything stands with `/hr openings`."
            )
        case Overtaken(opening, latest):
            who = "Somebody changed it" if latest is None else _who_did(latest, zone)
            return f"{who} while you had *{name_of(opening)}* before you. Nothing of yours was done. Please look again."
        case NoSuchPosting(number):
            return f"There is no opening number {number}. See all of them with `/hr openings`."
        case ReasonTooShort() | ReasonTooLong():
            return no_reason(answer, "Everybody who applied reads it.")
        case NoName():
            return no_name("Cancelling")
        case _:
            assert_never(answer)


def move_blocks(answer: MoveAnswer | CancelAnswer, zone: str | None) -> list[SlackBlock]:
    """Return the same with what to press: who waits and a way to the first of them."""
    said: list[SlackBlock] = [section(move_as_text(answer, zone))]
    if not isinstance(answer, Unconsidered):
        return said
    names = [
        f"• {fitted(each.name, _LONGEST_NAME)}{left_mark(has_left=each.has_left)}, since {day_of(each.submitted_at, zone)}"
        for each in answer.first
    ]
    if answer.count > len(names):
        names.append(f"… and {answer.count - len(names):,} more")
    first = ApplicationChoice(answer.first[0].application_id)
    return [
        *said,
        section("\n".join(names)),
        actions(button("Open the first", Action.HR_APPLICATION, first, "primary")),
        context(f"See all of them with `/hr applications {answer.opening.id}`."),
    ]


def by_whom(latest: Latest | None, zone: str | None) -> str:
    """Return who brought it there and when, as what follows where it stands; empty where nobody knows."""
    return "" if latest is None else f": {_who_did(latest, zone)}"


def _who_did(latest: Latest, zone: str | None) -> str:
    what = _LATEST_WORDS.get(latest.action, "changed it")
    return f"{escaped(latest.by_name)} {what}, {your_time(latest.at, zone)}"


def _title_of(answer: StartAnswer) -> str:
    match answer:
        case Unconsidered(_, verb) | CannotMove(_, verb) | ToMove(_, verb):
            return TITLES[verb]
        case NobodyAccepted():
            return TITLES[OpeningVerb.FILL]
        case NoSuchPosting():
            return "Opening"
        case _:
            assert_never(answer)


def _fill_blocks(start: ToMove) -> list[SlackBlock]:
    only = _choice(start.accepted[0]) if len(start.accepted) == 1 else None
    others = start.applications.in_process
    return [
        section(
            f"Who fills *{name_of(start.opening)}*? This cannot be taken back.{_silenced(start)}{_still(start.opening, others)}"
        ),
        labelled(
            Block.HR_FILLED_BY,
            "Accepted applicant",
            ExternalDataSelectElement(
                action_id=Block.HR_FILLED_BY,
                placeholder=PlainTextObject(text="Type a name"),
                initial_option=only,
                min_query_length=0,
            ),
        ),
    ]


def _cancel_blocks(start: ToMove) -> list[SlackBlock]:
    applied = start.applications.all
    people = (
        "Nobody has applied yet."
        if not applied
        else f"{counted(applied, 'person', 'people')} applied and will be told. An application that is still on the way "
        "ends as “opening cancelled”, not as declined."
    )
    return [
        section(f"Cancel *{name_of(start.opening)}*? {people}{_silenced(start)} This cannot be taken back."),
        labelled(
            Block.HR_REASON,
            "Why",
            PlainTextInputElement(action_id=Block.HR_REASON, multiline=True, max_length=LONGEST_TEXT),
            "Everybody who applied reads this, with your name."
            if applied
            else "It stands in the record, with your name.",
        ),
    ]


def _choice(candidate: Candidate) -> Option:
    return option(f"{candidate.name} (application {candidate.application_id})", str(candidate.application_id))


def _silenced(start: ToMove) -> str:
    """Return what becomes of the nudges that run about it, which end only by HR's own word."""
    if not start.nudges:
        return ""
    return f" {counted(start.nudges, 'running nudge')} about it {'sends' if start.nudges == 1 else 'send'} nothing any more."


def _still(opening: Opening, still_in_process: int) -> str:
    if not still_in_process:
        return ""
    return (
        f" {counted(still_in_process, 'application')} {'is' if still_in_process == 1 else 'are'} still on the way: "
        f"`/hr applications {opening.id}`."
    )

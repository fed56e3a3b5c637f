"""A portfolio as HR reads it, and as the person in question does."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import assert_never

from slack_sdk.models.blocks import Block as SlackBlock
from slack_sdk.models.blocks import DividerBlock
from slack_sdk.models.views import View

from bot.usecases.people.portfolios import Entry, NoSuchPerson, Part, Portfolio
from bot.usecases.people.speaker import HasLeft, NoEmployee, NotLinked
from bot.usecases.shelves import Shelf
from bot.views import modals, problems
from bot.views.blocks import LONGEST_SECTION, actions, button, context, section
from bot.views.dates import day, day_of, moment
from bot.views.disputing import note_input
from bot.views.funding import STATE_WORDS as REQUEST_WORDS
from bot.views.funding import balance_line
from bot.views.hr.decisions import DECIDED_WORDS
from bot.views.hr.decisions import STAGE_WORDS as STAGES_FOR_HR
from bot.views.hr.funding import balance_for_hr
from bot.views.ids import Action, Modal
from bot.views.money import in_words
from bot.views.paging import Place
from bot.views.text import escaped, fitted
from bot.views.values import HubPage, Nothing, PortfolioPage, Value
from career.applications import Stage
from career.employees import EmploymentStatus, SkillSource
from career.recognition import RecognitionKind
from career.training import EnrolmentState
from storage.funding.tuition import Request
from storage.people.portfolios import (
    HeldApplication,
    HeldCompletion,
    HeldEnrolment,
    HeldLeave,
    HeldPerson,
    HeldReview,
    HeldSkill,
)
from storage.people.recognition import Recognition
from storage.training.interests import Interest

TITLE = "Portfolio"
OWN_TITLE = "Your portfolio"

SIZES: Mapping[Part, int] = {
    Part.SKILLS: 20,
    Part.COMPLETIONS: 8,
    Part.WORKSHOPS: 6,
    Part.INTERESTS: 6,
    Part.APPLICATIONS: 5,
    Part.RECOGNITION: 4,
    Part.REVIEWS: 4,
    Part.FUNDING: 4,
    Part.LEAVES: 4,
}
"""Entries on one page of each part: what one still reads, far within the 100 blocks of a modal."""

_TITLES = {
    Part.SKILLS: "Skills",
    Part.COMPLETIONS: "Completed training",
    Part.WORKSHOPS: "Workshops",
    Part.INTERESTS: "Interests",
    Part.APPLICATIONS: "Applications",
    Part.RECOGNITION: "Recognition",
    Part.REVIEWS: "Reviews",
    Part.FUNDING: "Funding",
    Part.LEAVES: "Away",
}
_LONGEST_PIECE = 200
_LONGEST_WORDS = 550

_SAID_BY = {
    SkillSource.IMPORTED: "from the HR system",
    SkillSource.DECLARED: "declared",
    SkillSource.TRAINED: "from a training",
}

_STATES = {
    EnrolmentState.SEAT: "has a seat",
    EnrolmentState.OFFERED: "HR keeps a seat",
    EnrolmentState.WAITLIST: "on the waitlist",
    EnrolmentState.LEFT: "left it",
    EnrolmentState.ATTENDED: "attended",
    EnrolmentState.ABSENT: "absent",
    EnrolmentState.COMPLETED: "completed",
    EnrolmentState.CANCELLED: "it was cancelled",
}


def for_hr(portfolio: Portfolio | NoSuchPerson) -> View:
    """Return the modal in which HR reads a portfolio."""
    if not isinstance(portfolio, Portfolio):
        return problems.modal("There is no such employee any more. Find people with `/hr find`.")
    person = portfolio.person
    head = f"*{escaped(person.full_name)}* ({escaped(person.number)}){_standing(person)}"

    def turn(part: Part) -> Callable[[int], Value]:
        return lambda skip: PortfolioPage(person.id, part, skip)

    left = f"Left of the yearly cap: {balance_for_hr(portfolio.balance)}"
    blocks = _blocks(
        portfolio, head, left, (Action.HR_PORTFOLIO_BACK, Action.HR_PORTFOLIO_MORE), turn, _unmarked_for_hr
    )
    private = context("Reviews are for HR and for the person alone: no message and no manager sees them.")
    return modals.done(TITLE, [*blocks, private])


def for_oneself(portfolio: Portfolio | NoSuchPerson | NoEmployee) -> View:
    """Return the modal in which somebody reads everything that HR holds about them, and says what is wrong."""
    match portfolio:
        case Portfolio(person):
            head = (
                f"*{escaped(person.full_name)}* ({escaped(person.number)})\n"
                "This is what HR holds about you. Nobody else sees it; you alone and HR see your reviews."
            )

            def turn(part: Part) -> Callable[[int], Value]:
                return lambda skip: HubPage(part, skip)

            left = balance_line(portfolio.balance)
            blocks = _blocks(
                portfolio, head, left, (Action.PORTFOLIO_BACK, Action.PORTFOLIO_MORE), turn, _unmarked_for_oneself
            )
            blocks.insert(2, actions(button("Change my skills", Action.SKILLS, Nothing())))
            blocks += [DividerBlock(), note_input("Is something wrong?")]
            return modals.form(Modal.PORTFOLIO, OWN_TITLE, "Tell HR", blocks, Nothing())
        case NoSuchPerson():
            return problems.modal(problems.OUT_OF_DATE)
        case NotLinked() | HasLeft():
            return problems.modal(problems.no_employee(portfolio))
        case _:
            assert_never(portfolio)


HOW_TO_ASK = "Please say whose, such as `/hr portfolio @person` or `/hr portfolio 00123`. Find people with `/hr find`."


def nobody_called(typed: str) -> str:
    """Return what HR reads who named somebody that no employee is."""
    if not typed:
        return "No employee is linked to that account yet: see `/hr unmatched`."
    return f"Nobody has the employee number “{fitted(typed, _LONGEST_PIECE)}”. Find people by name with `/hr find`."


def _blocks(
    portfolio: Portfolio,
    head: str,
    left: str,
    turns: tuple[Action, Action],
    turn: Callable[[Part], Callable[[int], Value]],
    unmarked: Callable[[HeldEnrolment], str],
) -> list[SlackBlock]:
    blocks: list[SlackBlock] = [section(head), section(_facts(portfolio.person))]
    for part, shelf in portfolio.shelves.items():
        lines = [_line(entry, portfolio, unmarked) for entry in shelf.entries]
        if part is Part.FUNDING:
            lines.insert(0, left)
        if not shelf.total:
            lines.append("None yet.")
        blocks += [DividerBlock(), *_paragraphs([f"*{_TITLES[part]}*{_count(shelf, SIZES[part])}", *lines])]
        place = Place(shelf.skip, SIZES[part], shelf.total)
        turning = place.buttons(*turns, turn(part))
        if turning:
            blocks.append(actions(*turning))
    updated = moment(portfolio.person.updated_at, portfolio.zone)
    return [
        *blocks,
        context(f"What is known of role and place comes from the HR system; it last changed here on {updated}."),
    ]


def _count(shelf: Shelf[Entry], size: int) -> str:
    return f" ({Place(shelf.skip, size, shelf.total).words})" if shelf.total > size else ""


def _facts(person: HeldPerson) -> str:
    known: list[tuple[str, object | None]] = [
        ("Job", person.job_title),
        ("Department", person.department),
        ("Location", person.location),
        ("Job family", person.job_family),
        ("Level", person.level),
        ("With the company since", _day(person.hired_on)),
        ("In this role since", _day(person.in_role_since)),
        ("Reports to", person.manager),
        ("E-mail", person.email),
    ]
    return "\n".join(
        f"{name}: {'not on record' if value is None else fitted(str(value), _LONGEST_PIECE)}" for name, value in known
    )


def _day(when: date | None) -> str | None:
    return None if when is None else day(when)


def _standing(person: HeldPerson) -> str:
    account = "" if person.slack_id is None else f" <@{person.slack_id}>"
    match person.status:
        case EmploymentStatus.ACTIVE:
            return account
        case EmploymentStatus.LEAVE:
            return f"{account} · on leave"
        case EmploymentStatus.LEFT:
            return f"{account} · has left the company"
        case _:
            assert_never(person.status)


def _line(entry: Entry, portfolio: Portfolio, unmarked: Callable[[HeldEnrolment], str]) -> str:  # noqa: PLR0911  one line of words for each sort of entry
    zone = portfolio.zone
    match entry:
        case HeldSkill(name, level, source):
            notes = [*([] if level is None else [f"level {level}"]), _SAID_BY[source]]
            return f"• {fitted(name, _LONGEST_PIECE)} ({', '.join(notes)})"
        case HeldCompletion(title, on, is_offered_here):
            said_by = "" if is_offered_here else " (from the HR system)"
            return f"• {fitted(title, _LONGEST_PIECE)}, {day(on)}{said_by}"
        case HeldReview(on, rating, label):
            said = " · ".join(str(part) for part in (rating, label) if part is not None) or "no rating"
            return f"• {'no day' if on is None else day(on)}: {fitted(said, _LONGEST_PIECE)}"
        case HeldEnrolment():
            when = moment(entry.starts_at, zone or entry.zone)
            return f"• {fitted(entry.title, _LONGEST_PIECE)}, {when}: {_takes_part(entry, portfolio.now, unmarked)}"
        case HeldLeave(first, last):
            return f"• {day(first)}" if first == last else f"• {day(first)} to {day(last)}"
        case HeldApplication():
            return _application(entry, zone)
        case Interest():
            title = fitted(entry.title, _LONGEST_PIECE)
            shown = f"“{title}”" if entry.programme_id is None else title
            return f"• {shown}, {day_of(entry.logged_at, zone)}"
        case Recognition():
            what = "award" if entry.kind is RecognitionKind.AWARD else "kudos"
            who = fitted(entry.by_name, _LONGEST_PIECE)
            return f"• {what} from {who}, {day(entry.given_on)}: “{fitted(entry.words, _LONGEST_WORDS)}”"
        case Request():
            return _request(entry)
        case _:
            assert_never(entry)


def _takes_part(held: HeldEnrolment, now: datetime, unmarked: Callable[[HeldEnrolment], str]) -> str:
    """Say where somebody stands with a workshop; `unmarked` says it where it is over and nobody wrote down who came."""
    if held.state is EnrolmentState.WAITLIST and held.starts_at <= now:
        return "waited, and no seat came free"
    if held.state is EnrolmentState.SEAT and held.ends_at <= now:
        return unmarked(held)
    return _STATES[held.state]


def _unmarked_for_hr(held: HeldEnrolment) -> str:
    return f"it is over; please write down who came: `/hr attendance {held.workshop_id}`"


def _unmarked_for_oneself(_held: HeldEnrolment) -> str:
    return "it is over; HR has not written down yet who came"


def _application(held: HeldApplication, zone: str | None) -> str:
    title = f"#{held.opening_id} {fitted(held.title, _LONGEST_PIECE)}"
    since = day_of(held.submitted_at, zone)
    stage = "submitted" if held.stage is Stage.SUBMITTED else f"{STAGES_FOR_HR[held.stage]}, submitted"
    line = f"• {title}: {stage} on {since}"
    if held.by_name is None or held.decision is None or held.at is None:
        return f"{line}; nobody has considered it yet" if held.stage is Stage.SUBMITTED else line
    who = fitted(held.by_name, _LONGEST_PIECE)
    return f"{line}; {who} {DECIDED_WORDS[held.decision]}, {moment(held.at, zone)}"


def _request(request: Request) -> str:
    wanted, verdict = request.wanted, request.verdict
    granted = "" if verdict is None or verdict.granted is None else f", {in_words(verdict.granted)} granted"
    return (
        f"• {fitted(wanted.title, _LONGEST_PIECE)}, {in_words(wanted.cost)}, starts {day(wanted.starts_on)}: "
        f"{REQUEST_WORDS[request.state]}{granted}"
    )


def _paragraphs(lines: Sequence[str]) -> list[SlackBlock]:
    """Return lines in as few sections as hold them."""
    sections: list[list[str]] = [[]]
    length = 0
    for line in lines:
        length += len(line) + 1
        if length > LONGEST_SECTION:
            sections.append([])
            length = len(line) + 1
        sections[-1].append(line)
    return [section("\n".join(each)) for each in sections]

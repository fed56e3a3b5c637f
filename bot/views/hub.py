"""One person's hub: what is next, their applications, workshops and interests, and what nudges may come."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from slack_sdk.models.blocks import Block, DividerBlock
from slack_sdk.models.views import View

from bot.usecases.hub import Hub, Part
from bot.usecases.openings.browsing import Prospect
from bot.usecases.people.speaker import NoEmployee, NotLinked
from bot.usecases.shelves import Shelf
from bot.views import funding, histories, interests, openings, problems, quiet_settings, recognition, workshops
from bot.views.blocks import actions, button, context, header, section
from bot.views.dates import deadline
from bot.views.ids import Action
from bot.views.paging import Place
from bot.views.text import escaped
from bot.views.values import ApplicationChoice, HubPage, InterestChoice, Nothing, OpeningChoice
from career.localtime import clock_of, local_time
from career.reasons import sentence
from career.training import EnrolmentState
from storage.openings.histories import History
from storage.training.enrolments import Enrolment
from storage.training.interests import Interest

T = TypeVar("T")

IN_A_MESSAGE: Mapping[Part, int] = {
    Part.OPENINGS: 3,
    Part.APPLICATIONS: 5,
    Part.WORKSHOPS: 3,
    Part.INTERESTS: 5,
    Part.RECOGNITION: 2,
}
"""Entries on one page of each part, so that all together stay within the 50 blocks of a message."""

ON_THE_HOME_TAB: Mapping[Part, int] = {
    Part.OPENINGS: 6,
    Part.APPLICATIONS: 10,
    Part.WORKSHOPS: 8,
    Part.INTERESTS: 12,
    Part.RECOGNITION: 5,
}
"""The same for the 100 blocks of a Home tab."""

_MOST_NEXT = 4


def message(hub: Hub | NoEmployee, notice: str = "") -> list[Block]:
    """Return the hub, read in pages `IN_A_MESSAGE`, as one; `notice` (escaped mrkdwn) tells what an action did."""
    return _blocks(hub, IN_A_MESSAGE, notice)


def as_text(hub: Hub | NoEmployee) -> str:
    """Return what a notification or a screen reader gets of the hub."""
    if not isinstance(hub, Hub):
        return problems.no_employee(hub)
    return f"Your career. What is next: {' '.join(_next(hub))}"


def home(hub: Hub | NoEmployee, notice: str = "") -> View:
    """Return the hub, read in pages `ON_THE_HOME_TAB`, as that tab."""
    return View(type="home", blocks=_blocks(hub, ON_THE_HOME_TAB, notice))


def _blocks(hub: Hub | NoEmployee, sizes: Mapping[Part, int], notice: str) -> list[Block]:
    told: list[Block] = [section(notice)] if notice else []
    if not isinstance(hub, Hub):
        return [
            header("Your career"),
            *told,
            section(problems.no_employee(hub)),
            *([_MEANWHILE] if isinstance(hub, NotLinked) else []),
        ]
    return [
        header("Your career"),
        *told,
        section("\n".join(["*What is next*", *_next(hub)])),
        *_parts(hub, sizes),
        DividerBlock(),
        section("*Your portfolio*\nEverything that HR holds about you, and the skills that you declare."),
        actions(
            button("Portfolio", Action.PORTFOLIO, Nothing()),
            button("My skills", Action.SKILLS, Nothing()),
        ),
        DividerBlock(),
        section(f"*Funding*\n{funding.balance_line(hub.funding)}", button("Funding", Action.FUNDING, Nothing())),
        DividerBlock(),
        section(f"*Nudges*\n{quiet_settings.settings(hub.quiet, hub.zone)}"),
        actions(*quiet_settings.buttons(hub.quiet.wide)),
    ]


def _parts(hub: Hub, sizes: Mapping[Part, int]) -> list[Block]:
    """Return what has pages, each part after the other."""
    today = local_time(hub.now, clock_of(hub.zone)).date()

    def part(which: Part, title: str, shelf: Shelf[T], show: Callable[[T], list[Block]], empty: str) -> list[Block]:
        return _part(which, title, shelf, sizes[which], show, empty)

    return [
        *part(Part.OPENINGS, "Openings that suit you", hub.suiting, lambda each: _opening(each, today), _NO_OPENINGS),
        *part(
            Part.APPLICATIONS,
            "Your applications",
            hub.applications,
            lambda each: _application(each, hub.zone),
            _NONE_APPLIED,
        ),
        *part(Part.WORKSHOPS, "Your workshops", hub.enrolments, lambda each: _workshop(each, hub.zone), _NO_WORKSHOPS),
        *part(Part.INTERESTS, "Your interests", hub.interests, lambda each: _interest(each, hub.zone), _NO_INTERESTS),
        *part(
            Part.RECOGNITION,
            "Your recognition",
            hub.recognition,
            lambda each: [section(recognition.in_words(each))],
            _NO_RECOGNITION,
        ),
    ]


_MEANWHILE = context("You can look around meanwhile: `/openings` and `/training`.")
_NO_OPENINGS = "Nothing new just now. See all openings with `/openings`; you may apply for any of them."
_NONE_APPLIED = "None yet. Anyone may apply for any opening: see them with `/openings`."
_NO_WORKSHOPS = "None yet. See what is on with `/training`."
_NO_RECOGNITION = "None yet. Thank a colleague with `/kudos @person &lt;for what&gt;`."
_NO_INTERESTS = "None yet. Say what you would like to learn with `/interest` and any words."


def _part(
    part: Part, title: str, shelf: Shelf[T], size: int, show: Callable[[T], list[Block]], empty: str
) -> list[Block]:
    """Return one part: a headline that says which page it is, what stands on it, and the buttons that turn it."""
    if not shelf.entries:
        return [DividerBlock(), section(f"*{title}*\n{empty}")]
    place = Place(shelf.skip, size, shelf.total)
    turning = place.buttons(Action.HUB_BACK, Action.HUB_MORE, lambda skip: HubPage(part, skip))
    which = f" ({place.words if shelf.is_counted else place.range})" if turning else ""
    blocks: list[Block] = [DividerBlock(), section(f"*{title}*{which}")]
    for entry in shelf.entries:
        blocks += show(entry)
    return [*blocks, actions(*turning)] if turning else blocks


def _opening(prospect: Prospect, today: date) -> list[Block]:
    opening = prospect.opening
    words = f"*{escaped(opening.title)}*\n{openings.facts_line(opening, today)}"
    if prospect.reasons:
        words += f"\n_Suits you: {escaped(sentence(prospect.reasons))}._"
    choice = OpeningChoice(opening.id)
    return [
        section(words),
        actions(button("Apply", Action.APPLY, choice, style="primary"), button("View", Action.OPENING_VIEW, choice)),
    ]


def _application(history: History, zone: str | None) -> list[Block]:
    view = button("View", Action.APPLICATION_VIEW, ApplicationChoice(history.application.id))
    return [section(histories.in_short(history, zone), view)]


def _workshop(enrolment: Enrolment, zone: str | None) -> list[Block]:
    words = [
        f"*{escaped(enrolment.title)}* · {workshops.standing_in_words(enrolment)}",
        workshops.facts(enrolment, zone),
    ]
    if enrolment.state is EnrolmentState.OFFERED:
        return [section("\n".join(words)), workshops.answers(enrolment.workshop)]
    is_seated = enrolment.state is EnrolmentState.SEAT
    return [
        section("\n".join(words), workshops.leave_button(enrolment.workshop, Action.HUB_LEAVE, is_seated=is_seated))
    ]


def _interest(interest: Interest, zone: str | None) -> list[Block]:
    remove = button("Remove", Action.HUB_REMOVE_INTEREST, InterestChoice(interest.id))
    return [section(interests.in_words(interest, zone), remove)]


def _next(hub: Hub) -> list[str]:
    """Return the few things that come next, the most pressing first."""
    today = local_time(hub.now, clock_of(hub.zone)).date()
    decided = [f"*{escaped(each.title)}*: {histories.NEXT[each.stage]}" for each in hub.next.decided]
    offered = [
        f"*{escaped(each.title)}*: HR keeps a seat for you, please answer; {workshops.when(each.workshop, hub.zone)}."
        for each in hub.next.offered
    ]
    seats = [f"*{escaped(each.title)}*: {workshops.when(each.workshop, hub.zone)}." for each in hub.next.seats]
    closing = [
        f"*{escaped(each.title)}* suits you; apply by {deadline(each.closes_on, today)}."
        for each in hub.next.closing
        if each.closes_on is not None
    ]
    found = [*decided, *offered, *seats, *closing][:_MOST_NEXT]
    return found or ["Nothing waits for you. Look around with `/openings` and `/training`."]

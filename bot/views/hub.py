"""One person's hub: what is next, their applications, workshops and interests, and what nudges may come."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from slack_sdk.models.blocks import Block, DividerBlock
from slack_sdk.models.views import View

from bot.usecases.browsing import Prospect
from bot.usecases.hub import Hub, ThanksPage
from bot.usecases.people import NoEmployee
from bot.usecases.portfolios import Shelf
from bot.views import funding, histories, interests, openings, problems, quiet_settings, recognition, workshops
from bot.views.blocks import actions, button, context, header, section
from bot.views.dates import deadline
from bot.views.ids import Action
from bot.views.paging import Place, page_of
from bot.views.text import escaped
from bot.views.values import ApplicationChoice, HubPage, InterestChoice, Nothing, OpeningChoice, WorkshopChoice
from career.applications import Stage
from career.localtime import clock_of, local_time
from career.reasons import sentence
from career.training import EnrolmentState
from storage.enrolments import Enrolment
from storage.histories import History
from storage.interests import Interest

T = TypeVar("T")


class Part(StrEnum):
    """A part of the hub that has pages."""

    OPENINGS = "openings"
    APPLICATIONS = "applications"
    WORKSHOPS = "workshops"
    INTERESTS = "interests"
    RECOGNITION = "recognition"


IN_A_MESSAGE: Mapping[Part, int] = {
    Part.OPENINGS: 3,
    Part.APPLICATIONS: 5,
    Part.WORKSHOPS: 4,
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

FIRST_PAGE = HubPage(Part.APPLICATIONS, 0)

_MOST_NEXT = 4


def thanks_in_a_message(page: HubPage = FIRST_PAGE) -> ThanksPage:
    """Return which page of recognition a message needs to be read."""
    return _thanks(IN_A_MESSAGE, page)


def thanks_on_the_home_tab(page: HubPage = FIRST_PAGE) -> ThanksPage:
    """Return which page of recognition the Home tab needs to be read."""
    return _thanks(ON_THE_HOME_TAB, page)


def _thanks(sizes: Mapping[Part, int], page: HubPage) -> ThanksPage:
    return ThanksPage(page.skip if page.part == Part.RECOGNITION else 0, sizes[Part.RECOGNITION])


def message(hub: Hub | NoEmployee, page: HubPage = FIRST_PAGE, notice: str = "") -> list[Block]:
    """Return the hub as a message; `notice` tells what an action did, and `page` is the one part that was turned."""
    return _blocks(hub, IN_A_MESSAGE, page, notice)


def as_text(hub: Hub | NoEmployee) -> str:
    """Return what a notification or a screen reader gets of the hub."""
    if not isinstance(hub, Hub):
        return problems.no_employee(hub)
    return f"Your career. What is next: {' '.join(_next(hub))}"


def home(hub: Hub | NoEmployee, page: HubPage = FIRST_PAGE, notice: str = "") -> View:
    """Return the hub as the Home tab."""
    return View(type="home", blocks=_blocks(hub, ON_THE_HOME_TAB, page, notice))


def _blocks(hub: Hub | NoEmployee, sizes: Mapping[Part, int], page: HubPage, notice: str) -> list[Block]:
    told: list[Block] = [section(notice)] if notice else []
    if not isinstance(hub, Hub):
        return [
            header("Your career"),
            *told,
            section(problems.no_employee(hub)),
            context("You can look around meanwhile: `/openings` and `/training`."),
        ]
    frame = _Frame(sizes, page)
    today = local_time(hub.now, clock_of(hub.zone)).date()
    return [
        header("Your career"),
        *told,
        section("\n".join(["*What is next*", *_next(hub)])),
        *frame.part(
            Part.OPENINGS, "Openings that suit you", hub.suiting, lambda each: _opening(each, today), _NO_OPENINGS
        ),
        *frame.part(
            Part.APPLICATIONS,
            "Your applications",
            hub.applications,
            lambda each: _application(each, hub),
            _NONE_APPLIED,
        ),
        *frame.part(
            Part.WORKSHOPS, "Your workshops", hub.enrolments, lambda each: _workshop(each, hub.zone), _NO_WORKSHOPS
        ),
        *frame.part(
            Part.INTERESTS, "Your interests", hub.interests, lambda each: _interest(each, hub.zone), _NO_INTERESTS
        ),
        *frame.shelf(
            Part.RECOGNITION,
            "Your recognition",
            hub.recognition,
            lambda each: [section(recognition.in_words(each))],
            _NO_RECOGNITION,
        ),
        DividerBlock(),
        section("*Your portfolio*\nEverything that HR holds about you, and the skills that you declare."),
        actions(
            button("Portfolio", Action.PORTFOLIO, Nothing()),
            button("My skills", Action.SKILLS, Nothing()),
        ),
        DividerBlock(),
        section(f"*Funding*\n{funding.balance_line(hub.funding)}", button("Funding", Action.FUNDING, Nothing())),
        DividerBlock(),
        section(f"*Nudges*\n{quiet_settings.settings(hub.quiets, hub.zone)}"),
        actions(*quiet_settings.buttons(hub.quiets)),
    ]


_NO_OPENINGS = "Nothing new just now. See all openings with `/openings`; you may apply for any of them."
_NONE_APPLIED = "None yet. Anyone may apply for any opening: see them with `/openings`."
_NO_WORKSHOPS = "None yet. See what is on with `/training`."
_NO_RECOGNITION = "None yet. Thank a colleague with `/kudos @person &lt;for what&gt;`."
_NO_INTERESTS = "None yet. Say what you would like to learn with `/interest` and any words."


@dataclass(frozen=True, slots=True)
class _Frame:
    """How much of each part is shown, and which one was turned to another page."""

    sizes: Mapping[Part, int]
    page: HubPage

    def part(
        self, part: Part, title: str, entries: Sequence[T], show: Callable[[T], list[Block]], empty: str
    ) -> list[Block]:
        """Return one part: a headline with its count, a page of entries, and the buttons that turn it."""
        skip = self.page.skip if self.page.part == part else 0
        shown, place = page_of(entries, skip, self.sizes[part])
        return self.shelf(part, title, Shelf(tuple(shown), place.skip, len(entries)), show, empty)

    def shelf(
        self, part: Part, title: str, shelf: Shelf, show: Callable[[Any], list[Block]], empty: str
    ) -> list[Block]:
        """Return the same of a page that was read as one."""
        if not shelf.entries:
            return [DividerBlock(), section(f"*{title}*\n{empty}")]
        place = Place(shelf.skip, self.sizes[part], shelf.total)
        count = "" if len(shelf.entries) == shelf.total else f" ({place.words})"
        blocks: list[Block] = [DividerBlock(), section(f"*{title}*{count}")]
        for entry in shelf.entries:
            blocks += show(entry)
        turning = place.buttons(Action.HUB_BACK, Action.HUB_MORE, lambda skip: HubPage(part, skip))
        if turning:
            blocks.append(actions(*turning))
        return blocks


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


def _application(history: History, hub: Hub) -> list[Block]:
    view = button("View", Action.APPLICATION_VIEW, ApplicationChoice(history.application.id))
    return [section(histories.in_short(history, hub.zone), view)]


def _workshop(enrolment: Enrolment, zone: str | None) -> list[Block]:
    words = [
        f"*{escaped(enrolment.title)}* · {workshops.standing_in_words(enrolment)}",
        workshops.facts(enrolment, zone),
    ]
    choice = WorkshopChoice(enrolment.workshop.id)
    if enrolment.state is EnrolmentState.OFFERED:
        return [section("\n".join(words), button("Accept", Action.NOMINATION_ACCEPT, choice, style="primary"))]
    return [section("\n".join(words), button("Leave", Action.HUB_LEAVE, choice))]


def _interest(interest: Interest, zone: str | None) -> list[Block]:
    remove = button("Remove", Action.HUB_REMOVE_INTEREST, InterestChoice(interest.id))
    return [section(interests.in_words(interest, zone), remove)]


def _next(hub: Hub) -> list[str]:
    """Return the few things that come next, the most pressing first."""
    decided = [
        f"*{escaped(each.title)}*: {histories.NEXT[each.application.stage]}"
        for stage in (Stage.OFFERED, Stage.INTERVIEW)
        for each in hub.applications
        if each.application.stage is stage
    ]
    seats = [
        f"*{escaped(each.title)}*: {workshops.when(each.workshop, hub.zone)}."
        for each in hub.enrolments
        if each.state is EnrolmentState.SEAT
    ]
    today = local_time(hub.now, clock_of(hub.zone)).date()
    closing = [
        f"*{escaped(each.opening.title)}* suits you; apply by {deadline(each.opening.closes_on, today)}."
        for each in hub.suiting
        if each.opening.closes_on is not None and each.opening.closes_on >= today
    ]
    found = [*decided[:2], *seats[:2], *closing[:2]][:_MOST_NEXT]
    return found or ["Nothing waits for you. Look around with `/openings` and `/training`."]

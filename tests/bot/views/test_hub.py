from dataclasses import replace
from datetime import date, timedelta

from bot.usecases.browsing import Prospect
from bot.usecases.hub import Hub, OneApplication
from bot.usecases.people import NotLinked
from bot.usecases.portfolios import Shelf
from bot.views import histories, hub
from bot.views.hub import Part
from bot.views.values import HubPage
from career.applications import Application, Consideration, Decision, Stage
from career.criteria import EVERYONE
from career.openings import Opening, OpeningStatus
from career.quiet import Quiet, Scope, Why
from career.recognition import RecognitionKind
from career.training import EnrolmentState, Workshop, WorkshopStatus
from career.tuition import balance
from storage.enrolments import Enrolment
from storage.histories import History
from storage.interests import Interest
from storage.recognition import Recognition
from tests.bot.views import slack_says
from tests.factories import NOW

EMPTY = Hub("Ada", "Europe/Berlin", NOW, (), (), (), (), (), Shelf((), 0, 0), balance(2026, None, ()))
CONSIDERED = Consideration("Hana Novak", Decision.INTERVIEW, "We liked your note & more.", NOW)


def applied(number: int, stage: Stage = Stage.SUBMITTED, *considerations: Consideration) -> History:
    return History(Application(number, 5, 1, "", stage, NOW, None), f"Job {number}", considerations)


def workshop(number: int, state: EnrolmentState = EnrolmentState.SEAT) -> Enrolment:
    starts_at = NOW + timedelta(days=number)
    ends_at, planned = starts_at + timedelta(hours=1), WorkshopStatus.PLANNED
    session = Workshop(number, 1, starts_at, ends_at, "Europe/Berlin", "Boathouse", 9, planned, 0, 1, 0)
    return Enrolment(session, f"Course {number}", state, 4)


def job(number: int, closes_on: date | None = None) -> Prospect:
    opening = Opening(number, f"Post {number}", "…", None, None, OpeningStatus.OPEN, EVERYONE, closes_on)
    return Prospect(opening, suits=True, reasons=("you know SQL",), application=None, is_declined=False)


FULL = replace(
    EMPTY,
    suiting=tuple(job(each) for each in range(200)),
    applications=tuple(applied(each, Stage.INTERVIEW, CONSIDERED) for each in range(200)),
    enrolments=tuple(workshop(each + 1) for each in range(200)),
    interests=tuple(Interest(each, None, f"Wish {each}", NOW) for each in range(200)),
    quiets=(Quiet(Scope.ALL, "", NOW + timedelta(days=1), Why.PAUSED),),
    recognition=Shelf(
        tuple(Recognition(each, RecognitionKind.KUDOS, f"Kim {each}", "for help", NOW.date()) for each in range(5)),
        0,
        200,
    ),
)
"""Two hundred of everything."""


def test_an_empty_hub_says_in_each_part_what_to_do() -> None:
    shown = slack_says.words(hub.message(EMPTY))
    for command in ("/openings", "/training", "/interest"):
        assert command in shown


def test_two_hundred_of_everything_fit_the_home_tab_and_can_all_be_reached() -> None:
    assert len(hub.home(FULL).blocks or ()) <= 100
    seen = set()
    read_whole = (Part.OPENINGS, Part.APPLICATIONS, Part.WORKSHOPS, Part.INTERESTS)
    for part, letter in zip(read_whole, ("Post", "Job", "Course", "Wish"), strict=True):
        size = hub.ON_THE_HOME_TAB[part]
        for skip in range(0, 200, size):
            text = slack_says.words(hub.home(FULL, HubPage(part, skip)).blocks or ())
            seen |= {f"{letter} {number}" for number in range(201) if f"{letter} {number}" in text}
    assert len(seen) == 4 * 200


def test_recognition_is_turned_by_pages_that_are_read_one_at_a_time() -> None:
    page = hub.thanks_on_the_home_tab(HubPage(Part.RECOGNITION, 10))
    assert (page.skip, page.most) == (10, hub.ON_THE_HOME_TAB[Part.RECOGNITION])
    assert hub.thanks_on_the_home_tab(HubPage(Part.INTERESTS, 10)).skip == 0
    shown = slack_says.words(hub.home(replace(FULL, recognition=replace(FULL.recognition, skip=10))).blocks or ())
    assert "11 to 15 of 200" in shown


def test_a_page_that_is_no_longer_there_is_the_first_one() -> None:
    assert slack_says.words(hub.message(FULL, HubPage(Part.INTERESTS, 900))) == slack_says.words(hub.message(FULL))


def test_what_an_action_did_stands_on_top() -> None:
    assert slack_says.words(hub.message(EMPTY, notice="You left.")).splitlines()[1] == "You left."


def test_what_is_pressing_comes_first_among_what_is_next() -> None:
    mine = replace(
        EMPTY,
        applications=(applied(1, Stage.OFFERED), applied(2)),
        enrolments=(workshop(3), workshop(1, EnrolmentState.WAITLIST)),
        suiting=(job(9, NOW.date() + timedelta(days=1)), job(8)),
    )
    assert hub.as_text(mine) == (
        "Your career. What is next: *Job 1*: it is offered to you; please talk to HR. "
        "*Course 3*: Fri 27 Nov 2026, 11:00 to 12:00, Berlin time. "
        "*Post 9* suits you; apply by 25 November 2026 (tomorrow)."
    )


def test_an_application_tells_who_considered_it_when_and_with_what_words() -> None:
    shown = histories.in_short(applied(1, Stage.INTERVIEW, CONSIDERED), "Europe/Berlin")
    assert "Hana Novak wants to meet you in an interview on Tue 24 Nov 2026, 11:00" in shown
    assert "“We liked your note &amp; more.”" in shown


def test_every_decision_stands_in_the_details_and_what_has_ended_is_not_withdrawn() -> None:
    earlier = replace(CONSIDERED, decision=Decision.REVIEW, reason="Read it.")
    open_ = histories.details(OneApplication(applied(1, Stage.INTERVIEW, CONSIDERED, earlier), None))
    assert "Read it." in slack_says.words(open_.blocks or ())
    assert "application.withdraw" in slack_says.buttons(open_.blocks or ())
    for stage in (stage for stage in Stage if stage.has_ended):
        ended = histories.details(OneApplication(applied(1, stage), None))
        assert slack_says.buttons(ended.blocks or ()) == []


def test_every_stage_says_what_is_next() -> None:
    assert set(histories.NEXT) == set(Stage)


def test_the_buttons_about_nudges_are_those_that_change_something() -> None:
    def offered(*quiets: Quiet) -> list[str]:
        blocks = hub.message(replace(EMPTY, quiets=quiets))
        of_all = {"hub.pause", "hub.resume", "hub.stop", "hub.start"}
        of_topics = {"hub.start.openings"}
        return [each for each in slack_says.buttons(blocks) if each in of_all | of_topics]

    paused = Quiet(Scope.ALL, "", NOW + timedelta(days=1), Why.PAUSED)
    stopped = Quiet(Scope.ALL, "", None, Why.STOPPED)
    topic = Quiet(Scope.TOPIC, "openings", None, Why.STOPPED)
    assert offered() == ["hub.pause", "hub.stop"]
    assert offered(paused) == ["hub.resume", "hub.stop"]
    assert offered(stopped) == ["hub.start", "hub.start.openings"]
    assert offered(stopped, paused, topic) == ["hub.start", "hub.start.openings"]
    assert offered(topic) == ["hub.pause", "hub.start.openings", "hub.stop"]


def test_who_is_no_employee_reads_what_to_do() -> None:
    blocks = hub.home(NotLinked()).blocks or ()
    assert "ask HR to link" in slack_says.words(blocks)
    assert slack_says.of_home(hub.home(NotLinked())) == []

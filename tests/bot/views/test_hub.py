from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Never

from bot.usecases.hub import Hub, Next, OneApplication, Part
from bot.usecases.openings.browsing import Prospect
from bot.usecases.people.speaker import HasLeft, NotLinked
from bot.usecases.shelves import Shelf
from bot.views import histories, hub
from career.applications import Application, Consideration, Decision, Stage
from career.criteria import EVERYONE
from career.openings import Opening, OpeningStatus
from career.quiet import Quiet, Scope, Why
from career.recognition import RecognitionKind
from career.training import EnrolmentState, Workshop, WorkshopStatus
from career.tuition import balance
from career.verdicts import Verdict
from storage.nudges.quiets import QuietWishes
from storage.openings.histories import History, Pressing
from storage.openings.suiting import Suits
from storage.people.recognition import Recognition
from storage.training.enrolments import Enrolment
from storage.training.interests import Interest
from tests.bot.views import slack_says
from tests.factories import NOW

NOTHING: Shelf[Never] = Shelf((), 0, 0)
NOTHING_NEXT = Next((), (), (), ())
NO_WISHES = QuietWishes((), 0, 0)
EMPTY = Hub(
    zone="Europe/Berlin",
    now=NOW,
    next=NOTHING_NEXT,
    suiting=NOTHING,
    applications=NOTHING,
    enrolments=NOTHING,
    interests=NOTHING,
    recognition=NOTHING,
    quiet=NO_WISHES,
    funding=balance(2026, None, ()),
)
CONSIDERED = Consideration("Hana Novak", Decision.INTERVIEW, "We liked your note & more.", NOW)


def applied(number: int, stage: Stage = Stage.SUBMITTED, *considerations: Consideration) -> History:
    return History(Application(number, 5, 1, "", stage, NOW, None), f"Post {number}", considerations)


def workshop(number: int, state: EnrolmentState = EnrolmentState.SEAT) -> Enrolment:
    starts_at = NOW + timedelta(days=number)
    ends_at, planned = starts_at + timedelta(hours=1), WorkshopStatus.PLANNED
    session = Workshop(number, 1, starts_at, ends_at, "Europe/Berlin", "Boathouse", 9, planned, 0, 1, 0)
    return Enrolment(session, f"Course {number}", state, 4)


def suiting(number: int, closes_on: date | None = None) -> Prospect:
    opening = Opening(number, f"Post {number}", "…", None, None, OpeningStatus.OPEN, EVERYONE, closes_on)
    return Prospect(opening, suits=True, reasons=("you know SQL",), application=None, is_declined=False)


def closing(number: int, closes_on: date) -> Suits:
    return Suits(number, f"Post {number}", closes_on, Verdict(True, ()))


def on_a_shelf(part: Part, *entries: Any) -> Shelf[Any]:
    """Return the second page of two hundred, as long as the Home tab's are."""
    size = hub.ON_THE_HOME_TAB[part]
    return Shelf(tuple(entries * size)[:size], size, 200)


FULL = replace(
    EMPTY,
    next=Next(
        decided=(Pressing("Post 1", Stage.OFFERED),) * 2,
        offered=(workshop(1, EnrolmentState.OFFERED),) * 2,
        seats=(workshop(1),) * 2,
        closing=(closing(1, NOW.date()),) * 2,
    ),
    suiting=replace(on_a_shelf(Part.OPENINGS, suiting(1)), is_counted=False),
    applications=on_a_shelf(Part.APPLICATIONS, applied(1, Stage.INTERVIEW, CONSIDERED)),
    enrolments=on_a_shelf(Part.WORKSHOPS, workshop(1, EnrolmentState.OFFERED)),
    interests=on_a_shelf(Part.INTERESTS, Interest(1, None, "Wish", NOW)),
    recognition=on_a_shelf(Part.RECOGNITION, Recognition(1, RecognitionKind.KUDOS, "Kim", "for help", NOW.date())),
    quiet=QuietWishes((Quiet(Scope.ALL, "", NOW + timedelta(days=1), Why.PAUSED),), 200, 200),
)
"""A page in the middle of two hundred of everything, each with all that may stand on it."""


def test_an_empty_hub_says_in_each_part_what_to_do() -> None:
    shown = slack_says.words(hub.message(EMPTY))
    for command in ("/openings", "/training", "/interest"):
        assert command in shown


def test_full_pages_of_everything_fit_the_home_tab_and_say_where_they_stand() -> None:
    blocks = hub.home(FULL, "You left.").blocks or ()
    assert len(blocks) <= 100
    shown = slack_says.words(blocks)
    for part in set(Part) - {Part.OPENINGS}:
        size = hub.ON_THE_HOME_TAB[part]
        assert f"({size + 1} to {2 * size} of 200)" in shown
    assert "*Openings that suit you* (7 to 12)" in shown, "nobody counts them to the end"
    assert slack_says.buttons(blocks).count("hub.back") == slack_says.buttons(blocks).count("hub.more") == len(Part)


def test_full_pages_of_everything_fit_a_message() -> None:
    pages = {
        name: replace(getattr(FULL, name), entries=getattr(FULL, name).entries[: hub.IN_A_MESSAGE[part]])
        for name, part in zip(("suiting", "applications", "enrolments", "interests", "recognition"), Part, strict=True)
    }
    assert len(hub.message(replace(FULL, **pages), "You left.")) <= 50


def test_one_page_needs_no_place_and_no_buttons() -> None:
    blocks = hub.message(replace(EMPTY, interests=Shelf((Interest(1, None, "Wish", NOW),), 0, 1)))
    assert "*Your interests*\n" in slack_says.words(blocks) + "\n"
    assert not {"hub.back", "hub.more"} & set(slack_says.buttons(blocks))


def test_an_offered_seat_can_be_accepted_and_declined_where_it_stands() -> None:
    offered = Shelf((workshop(1, EnrolmentState.OFFERED),), 0, 1)
    pressed = slack_says.buttons(hub.message(replace(EMPTY, enrolments=offered)))
    assert {"nomination.accept", "nomination.decline"} <= set(pressed)


def test_a_seat_is_not_given_up_by_a_slip_of_the_finger() -> None:
    for state, asks in ((EnrolmentState.SEAT, True), (EnrolmentState.WAITLIST, False)):
        shown = hub.message(replace(EMPTY, enrolments=Shelf((workshop(1, state),), 0, 1)))
        (leave,) = [block.to_dict()["accessory"] for block in shown if "hub.leave" in str(block.to_dict())]
        assert ("confirm" in leave) is asks


def test_what_an_action_did_stands_on_top() -> None:
    assert slack_says.words(hub.message(EMPTY, notice="You left.")).splitlines()[1] == "You left."


def test_what_is_pressing_comes_first_among_what_is_next() -> None:
    coming = Next(
        decided=(Pressing("Post 1", Stage.OFFERED),),
        offered=(replace(workshop(2, EnrolmentState.OFFERED)),),
        seats=(workshop(3),),
        closing=(closing(9, NOW.date() + timedelta(days=1)),),
    )
    assert hub.as_text(replace(EMPTY, next=coming)) == (
        "Your career. What is next: *Post 1*: it is offered to you; please talk to HR. "
        "*Course 2*: HR keeps a seat for you, please answer; Thu 26 Nov 2026, 11:00 to 12:00, Berlin time. "
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
        again = ["opening.apply"] if stage is Stage.WITHDRAWN else []
        assert slack_says.buttons(ended.blocks or ()) == again


def test_every_stage_says_what_is_next() -> None:
    assert set(histories.NEXT) == set(Stage)


def test_the_buttons_about_nudges_are_those_that_change_something() -> None:
    def offered(*quiets: Quiet) -> list[str]:
        blocks = hub.message(replace(EMPTY, quiet=QuietWishes(quiets, 0, 0)))
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
    assert "look around meanwhile" in slack_says.words(blocks)
    assert "look around" not in slack_says.words(hub.home(HasLeft()).blocks or ())
    assert slack_says.of_home(hub.home(NotLinked())) == []

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.usecases.training.enrolling import Seated, Waiting, WorkshopStarted
from bot.views.workshops import answer_to_enrol, line, seats, when
from career.training import EnrolmentState, Workshop, WorkshopStatus
from storage.training.enrolments import Enrolment
from tests.bot.views.slack_says import buttons, words

STARTS = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
WORKSHOP = Workshop(
    7,
    3,
    STARTS,
    STARTS + timedelta(hours=2),
    "Europe/Berlin",
    "Boathouse",
    seats=4,
    status=WorkshopStatus.PLANNED,
    revision=0,
    taken=1,
    waiting=0,
)


def test_a_workshop_is_told_by_the_venues_clock() -> None:
    assert when(WORKSHOP, "Europe/Paris") == "Tue 1 Dec 2026, 10:00 to 12:00, Berlin time"


def test_whose_clock_differs_reads_their_own_hour_too() -> None:
    assert when(WORKSHOP, "America/New_York").endswith("Berlin time (04:00 for you)")


def test_a_workshop_over_midnight_names_both_days() -> None:
    long = replace(WORKSHOP, ends_at=STARTS + timedelta(days=1))
    assert when(long, None) == "Tue 1 Dec 2026, 10:00 to Wed 2 Dec 2026, 10:00, Berlin time"


def test_a_zone_that_this_machine_does_not_know_is_told_in_utc() -> None:
    assert when(replace(WORKSHOP, zone="Mars/Base"), "Mars/Base") == "Tue 1 Dec 2026, 09:00 to 11:00, UTC time"


def test_seats_are_counted_as_a_person_counts() -> None:
    assert seats(WORKSHOP) == "3 seats left"
    assert seats(replace(WORKSHOP, taken=3)) == "1 seat left"
    assert seats(replace(WORKSHOP, taken=4)) == "full: join the waitlist"
    assert seats(replace(WORKSHOP, taken=4, waiting=1)) == "full: join the waitlist (1 person waits)"


def test_the_button_is_what_one_can_do() -> None:
    full = replace(WORKSHOP, taken=4)
    waiting = Enrolment(full, "Sculling", EnrolmentState.WAITLIST, 2)
    assert "Enrol" in words([line(WORKSHOP, None, None)])
    assert "Join waitlist" in words([line(full, None, None)])
    assert "number 2 on the waitlist" in words([line(full, waiting, None)])
    assert buttons([line(full, waiting, None)]) == ["workshop.leave"]


def test_a_full_workshop_is_never_answered_with_a_no() -> None:
    enrolment = Enrolment(replace(WORKSHOP, taken=4), "Sculling", EnrolmentState.WAITLIST, 1)
    told = answer_to_enrol(Waiting(enrolment, None, is_new=True))
    assert "you are number 1 on the waitlist" in told
    assert "sorry" not in told.casefold()


def test_what_was_had_before_is_said_to_have_been() -> None:
    enrolment = Enrolment(WORKSHOP, "Sculling", EnrolmentState.SEAT, 0)
    assert answer_to_enrol(Seated(enrolment, None, is_new=False)).startswith("You have a seat already")


def test_titles_and_venues_ring_for_nobody() -> None:
    rude = replace(WORKSHOP, venue="<!channel>")
    told = answer_to_enrol(Seated(Enrolment(rude, "<@U1> & co", EnrolmentState.SEAT, 0), None, is_new=True))
    assert "<" not in told
    assert "&lt;@U1&gt; &amp; co" in told
    assert "<" not in answer_to_enrol(WorkshopStarted("<!here>", 3))

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import update

from bot.notices import COMPOSERS, NoticeMessage
from bot.usecases.training import (
    attendance,
    enrolling,
    feedback,
    interests,
    nominating,
    programmes,
    waitlists,
    workshop_plans,
)
from career.notices import NoticeKind
from career.outcomes import DeliveryState
from career.training import EnrolmentState
from storage.database import Database
from storage.messages.notices import Occupied, Told
from storage.tables import NoticeRow
from storage.training.programmes import ProgrammeText
from tests.bot.usecases.training.training_rig import ENDS, PLAN, STARTS, notices, people, states, workshop
from tests.bot.views import slack_says
from tests.bot.views.slack_says import of_message
from tests.factories import NOW

HR = "UHR"
MORNING = "Tue 8 Dec 2026, 10:00 to 12:00, Berlin time (04:00 for you)"
AFTERNOON = "Tue 8 Dec 2026, 14:00 to 16:00, Berlin time (08:00 for you)"


def messages(database: Database, kind: NoticeKind, now: datetime) -> list[NoticeMessage | None]:
    """Return each notice of a kind as it would be sent at `now`; None where it is dropped."""
    found: list[NoticeMessage | None] = []
    for row in notices(database, kind):
        with database.read() as session:
            told = Told(kind, row.key, row.employee_id, row.channel_id, row.details, "America/New_York")
            message = COMPOSERS[kind](session, told, now)
        assert not isinstance(message, Occupied)
        if message is not None:
            assert of_message(message.text, message.blocks) == []
        found.append(message)
    return found


def composed(database: Database, kind: NoticeKind, now: datetime) -> list[str | None]:
    """Return the sentence of each notice of a kind as it would be sent at `now`; None where it is dropped."""
    return [None if message is None else message.text for message in messages(database, kind, now)]


@pytest.fixture
def seated(sqlite_database: Database) -> int:
    """A workshop in which Ada has the one seat, and Ben waits."""
    people(sqlite_database)
    there = workshop(sqlite_database, skills=("Rowing",))
    for turn, each in enumerate(("UADA", "UBEN")):
        enrolling.enrol(sqlite_database, each, there, NOW + timedelta(seconds=turn))
    return there


def test_a_reminder_is_dropped_once_it_is_no_longer_true(sqlite_database: Database, seated: int) -> None:
    assert composed(sqlite_database, NoticeKind.WORKSHOP_REMINDER, NOW)[-1] == f"*Sculling* is in an hour. {MORNING}."
    assert composed(sqlite_database, NoticeKind.WORKSHOP_REMINDER, STARTS) == [None] * 3
    attendance.mark_the_rest(sqlite_database, HR, seated, STARTS)
    assert composed(sqlite_database, NoticeKind.WORKSHOP_REMINDER, NOW) == [None] * 3


def test_a_seat_that_was_left_again_is_no_news(sqlite_database: Database, seated: int) -> None:
    enrolling.leave(sqlite_database, "UADA", seated, NOW)
    assert composed(sqlite_database, NoticeKind.WORKSHOP_SEAT, NOW) == ["A seat came free: you are in *Sculling* now."]
    enrolling.leave(sqlite_database, "UBEN", seated, NOW)
    assert composed(sqlite_database, NoticeKind.WORKSHOP_SEAT, NOW) == [None]


def test_whoever_waited_until_it_began_is_told_once_that_no_seat_came_free(
    sqlite_database: Database, seated: int
) -> None:
    assert waitlists.tell_who_waited(sqlite_database, STARTS - timedelta(seconds=1)) == 0
    assert waitlists.tell_who_waited(sqlite_database, STARTS) == 1
    assert waitlists.tell_who_waited(sqlite_database, STARTS + timedelta(minutes=5)) == 0
    assert composed(sqlite_database, NoticeKind.WORKSHOP_NO_SEAT, STARTS) == [
        "No seat came free in *Sculling* this time. We are sorry."
    ]
    assert states(sqlite_database, seated)["UBEN"] is EnrolmentState.WAITLIST


def test_a_wait_that_ended_long_ago_is_no_news(sqlite_database: Database, seated: int) -> None:
    assert states(sqlite_database, seated)["UBEN"] is EnrolmentState.WAITLIST
    assert waitlists.tell_who_waited(sqlite_database, STARTS + timedelta(days=1)) == 0


def test_whoever_was_absent_is_not_asked_how_it_was(sqlite_database: Database, seated: int) -> None:
    later = ENDS + timedelta(minutes=30)
    assert composed(sqlite_database, NoticeKind.WORKSHOP_FEEDBACK, later) == [
        "How was *Sculling*? One tap, and a comment if you like."
    ]
    page = attendance.attendance(sqlite_database, seated, 0, 9, STARTS)
    assert isinstance(page, attendance.AttendanceList)
    (line,) = page.people
    attendance.mark(sqlite_database, HR, line.enrolment_id, line.state, EnrolmentState.ABSENT, STARTS)
    assert composed(sqlite_database, NoticeKind.WORKSHOP_FEEDBACK, later) == [None]


def test_whoever_has_answered_is_not_asked_again(sqlite_database: Database, seated: int) -> None:
    feedback.rate(sqlite_database, "UADA", seated, 4, "", ENDS)
    assert composed(sqlite_database, NoticeKind.WORKSHOP_FEEDBACK, ENDS) == [None]


def test_a_change_and_a_cancellation_are_told_as_they_stand(sqlite_database: Database, seated: int) -> None:
    elsewhere = replace(PLAN, venue="Lake <house>", seats=1)
    workshop_plans.change(sqlite_database, HR, seated, 0, elsewhere, NOW)
    assert (
        composed(sqlite_database, NoticeKind.WORKSHOP_CHANGED, NOW)
        == [f"*Sculling* has a new place. Now: {MORNING}."] * 2
    )
    workshop_plans.cancel(sqlite_database, HR, seated, 1, "No <!channel> boat & no oars.", NOW)
    assert composed(sqlite_database, NoticeKind.WORKSHOP_CHANGED, NOW) == [None] * 2
    assert (
        composed(sqlite_database, NoticeKind.WORKSHOP_CANCELLED, NOW)
        == ["The workshop of *Sculling* is cancelled. We are sorry."] * 2
    )


def test_a_change_says_what_is_new_and_how_it_was_and_nothing_where_it_is_as_it_was(
    sqlite_database: Database, seated: int
) -> None:
    at_the_lake = replace(PLAN, seats=1, venue="Lake <house>")
    workshop_plans.change(sqlite_database, HR, seated, 0, at_the_lake, NOW)
    with sqlite_database.begin() as session:
        session.execute(update(NoticeRow).values(state=DeliveryState.SENT))
    later = replace(at_the_lake, begins=time(14), ends=time(16))
    workshop_plans.change(sqlite_database, HR, seated, 1, later, NOW)
    assert (
        composed(sqlite_database, NoticeKind.WORKSHOP_CHANGED, NOW)
        == [f"*Sculling* has a new time. Now: {AFTERNOON}."] * 2
    )
    (to_ada, _) = messages(sqlite_database, NoticeKind.WORKSHOP_CHANGED, NOW)
    assert to_ada is not None
    words = slack_says.words(to_ada.blocks)
    assert "Tue 8 Dec 2026, 14:00 to 16:00, Berlin time" in words
    assert "Before: Tue 8 Dec 2026, 10:00 to 12:00, Berlin time" in words
    workshop_plans.change(sqlite_database, HR, seated, 2, at_the_lake, NOW)
    assert composed(sqlite_database, NoticeKind.WORKSHOP_CHANGED, NOW) == [None] * 2


def test_completion_names_what_is_on_record(sqlite_database: Database, seated: int) -> None:
    attendance.mark_the_rest(sqlite_database, HR, seated, STARTS)
    attendance.finish(sqlite_database, HR, seated, STARTS)
    assert composed(sqlite_database, NoticeKind.WORKSHOP_COMPLETED, ENDS) == ["Well done: you completed *Sculling*."]


def test_an_offer_is_asked_until_it_is_answered_and_hr_hears_the_answer(sqlite_database: Database) -> None:
    ids, there = people(sqlite_database), workshop(sqlite_database)
    nominating.nominate(sqlite_database, HR, there, ids["UADA"], "CHR", NOW)
    (asked,) = composed(sqlite_database, NoticeKind.NOMINATION_OFFERED, NOW)
    assert asked is not None
    assert asked.startswith("HR offers you a seat in *Sculling*")
    nominating.let_lapse(sqlite_database, NOW + timedelta(days=8))
    assert composed(sqlite_database, NoticeKind.NOMINATION_ENDED, NOW) == [
        "The offer of a seat in *Sculling* is over: its time to answer has passed."
    ]
    (heard,) = composed(sqlite_database, NoticeKind.NOMINATION_ANSWERED, NOW)
    assert heard is not None
    assert "did not answer in time" in heard


def test_whoever_took_their_interest_back_hears_of_no_programme(sqlite_database: Database) -> None:
    people(sqlite_database, "UADA", "UBEN")
    for each in ("UADA", "UBEN"):
        interests.want_words(sqlite_database, each, "Chess & go", NOW)
    text = ProgrammeText("Board games", "Play.", None, (), qualifies_for_tuition_assistance=False, is_offered=True)
    programmes.add(sqlite_database, HR, text, "V1", NOW, "Chess & go")
    mine = interests.my_interests(sqlite_database, "UADA", 0, 20)
    assert isinstance(mine, interests.MyInterests)
    interests.remove(sqlite_database, "UADA", mine.page.entries[0].id)
    assert composed(sqlite_database, NoticeKind.PROGRAMME_OFFERED, NOW) == [
        None,
        "HR offers *Board games* now. You asked for “Chess &amp; go”.",
    ]


def test_every_kind_about_training_has_its_composer() -> None:
    about = [kind for kind in NoticeKind if kind.value.startswith(("workshop.", "nomination.", "programme."))]
    assert len(about) == 12
    assert set(about) <= set(COMPOSERS)

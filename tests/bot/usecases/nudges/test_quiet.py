from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.nudges.engine import tick
from bot.usecases.nudges import answering, quiet
from bot.usecases.nudges.answering import ActOnNudge, NotYours, Tap
from bot.usecases.nudges.nudge_standing import Declined, Snoozed, Stopped
from bot.usecases.people.speaker import HasLeft, NotLinked
from bot.views.quiet import answer
from career.employees import EmploymentStatus
from career.outcomes import Response
from career.pauses import NotUnderstood
from career.quiet import Quiet, Scope, Why
from career.targets import OpeningTarget, Topic
from storage.database import Database
from storage.nudges.quiets import add_quiet, declined_among
from storage.tables import DeliveryRow, QuietRow
from tests.bot.nudges.rig import Clock, Mailbox, a_courier, a_running_nudge, deliver, ledger
from tests.factories import NOW, an_employee, an_opening

TWO_WEEKS = NOW + timedelta(days=14)


def told_of_a_job(database: Database) -> tuple[int, str]:
    """Let UADA have a nudge about an opening; return that opening's id and the nudge's token."""
    with database.begin() as session:
        an_employee(session, slack_id="UADA")
        opening = an_opening(session)
    a_running_nudge(database, OpeningTarget(opening))
    deliver(database, Mailbox(Clock()))
    return opening, str(ledger(database)[0].token)


def wishes(database: Database, now: datetime = NOW) -> tuple[Quiet, ...]:
    with database.read() as session:
        rows = session.execute(select(QuietRow.scope, QuietRow.about, QuietRow.until, QuietRow.why))
        return tuple(each for each in (Quiet(*row) for row in rows) if each.until is None or now < each.until)


def response(database: Database) -> tuple[Response | None, datetime | None]:
    with database.read() as session:
        row = session.execute(select(DeliveryRow.response, DeliveryRow.responded_at)).one()
    return row.response, row.responded_at


def test_a_pause_lasts_as_long_as_it_says_and_a_new_one_replaces_it(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, slack_id="UADA")
    assert quiet.pause(database, "UADA", "2w", NOW) == quiet.Paused(TWO_WEEKS, "Europe/Berlin")
    assert quiet.pause(database, "UADA", "1d", NOW) == quiet.Paused(NOW + timedelta(days=1), "Europe/Berlin")
    assert wishes(database) == (Quiet(Scope.ALL, "", NOW + timedelta(days=1), Why.PAUSED),)
    assert wishes(database, NOW + timedelta(days=1)) == ()
    assert isinstance(quiet.pause(database, "UADA", "a while", NOW), NotUnderstood)


def test_resume_ends_the_pause_and_leaves_what_was_stopped(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, slack_id="UADA")
    quiet.pause(database, "UADA", "2w", NOW)
    quiet.stop(database, "UADA", Topic.TRAINING, NOW)
    assert quiet.resume(database, "UADA", NOW) == quiet.Resumed(was_paused=True, still_stopped=(Topic.TRAINING,))
    assert quiet.resume(database, "UADA", NOW) == quiet.Resumed(was_paused=False, still_stopped=(Topic.TRAINING,))
    assert quiet.start(database, "UADA", None, NOW) == quiet.Started(None, was_quiet=True)
    assert quiet.start(database, "UADA", None, NOW) == quiet.Started(None, was_quiet=False)
    assert wishes(database) == ()


def test_what_was_not_for_somebody_stays_away_when_they_start_again(database: Database) -> None:
    opening, token = told_of_a_job(database)
    answering.not_for_me(database, Tap("UADA", token), NOW)
    quiet.stop(database, "UADA", None, NOW)
    quiet.start(database, "UADA", None, NOW)
    with database.read() as session:
        assert declined_among(session, 1, [OpeningTarget(opening)], NOW) == {f"opening:{opening}"}


def test_not_now_keeps_one_target_quiet_for_two_weeks(database: Database) -> None:
    opening, token = told_of_a_job(database)
    assert answering.not_now(database, Tap("UADA", token), NOW) == Snoozed("Data Analyst", TWO_WEEKS, "Europe/Berlin")
    assert wishes(database) == (Quiet(Scope.TARGET, f"opening:{opening}", TWO_WEEKS, Why.NOT_NOW),)
    assert response(database) == (Response.NOT_NOW, NOW)


def test_the_same_tap_twice_is_one_answer(database: Database) -> None:
    _, token = told_of_a_job(database)
    first = answering.not_for_me(database, Tap("UADA", token), NOW)
    assert (
        answering.not_for_me(database, Tap("UADA", token), NOW + timedelta(seconds=3))
        == first
        == Declined("Data Analyst")
    )
    assert len(wishes(database)) == 1
    assert response(database) == (Response.NOT_FOR_ME, NOW)


def test_stop_these_holds_for_every_sender_of_the_topic(database: Database) -> None:
    _, token = told_of_a_job(database)
    assert answering.stop_these(database, Tap("UADA", token), NOW) == Stopped(Topic.OPENINGS)
    assert response(database)[0] is Response.STOPPED
    with database.begin() as session:
        another = an_opening(session)
    later = NOW + timedelta(days=2)
    a_running_nudge(database, OpeningTarget(another), now=NOW - timedelta(hours=1))
    tick(database, later)
    mail = Mailbox(Clock(later))
    a_courier(database, mail).run_until_idle()
    assert mail.taken == []


@pytest.mark.parametrize("act", [answering.not_now, answering.not_for_me, answering.stop_these])
def test_nobody_answers_for_another_person(database: Database, act: ActOnNudge) -> None:
    _, token = told_of_a_job(database)
    with database.begin() as session:
        an_employee(session, slack_id="UBEN")
        an_employee(session, slack_id="UEX", status=EmploymentStatus.LEFT)
    assert act(database, Tap("UBEN", token), NOW) == NotYours()
    assert act(database, Tap("UADA", "forged"), NOW) == NotYours()
    assert act(database, Tap("UNOBODY", token), NOW) == NotLinked()
    assert act(database, Tap("UEX", token), NOW) == HasLeft()
    assert response(database) == (None, None)
    assert wishes(database) == ()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (quiet.Paused(TWO_WEEKS, "Europe/Berlin"), "8 Dec 2026, 11:00"),
        (quiet.Resumed(was_paused=True, still_stopped=()), "may come again"),
        (quiet.Resumed(was_paused=True, still_stopped=(None,)), "stays so"),
        (quiet.Resumed(was_paused=False, still_stopped=(Topic.TRAINING,)), "none about training"),
        (Stopped(None), "no more nudges, from anyone"),
        (Stopped(Topic.OPENINGS), "no more nudges about openings"),
        (Declined("A <b> & c"), "A &lt;b&gt; &amp; c"),
        (Declined("Cook"), "nothing more about *Cook*"),
    ],
)
def test_every_answer_says_what_will_and_will_not_come(given: quiet.QuietAnswer, says: str) -> None:
    assert says in answer(given)


def test_a_pause_until_a_day_ends_with_it(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, slack_id="UADA", zone="America/New_York")
    paused = quiet.pause(database, "UADA", "until 2026-12-01", NOW)
    assert isinstance(paused, quiet.Paused)
    assert paused.until.date() == date(2026, 12, 2)


def test_taking_back_that_something_is_not_for_oneself_ends_it_wherever_it_was_said_and_nothing_else(
    database: Database,
) -> None:
    with database.begin() as session:
        ada, ben = an_employee(session, slack_id="UADA"), an_employee(session, slack_id="UBEN")
        target, other = OpeningTarget(an_opening(session)), OpeningTarget(an_opening(session))
        for employee in (ada, ben):
            for origin in ("", "a nudge's token"):
                add_quiet(session, employee, Quiet(Scope.TARGET, target.key, None, Why.NOT_FOR_ME), NOW, origin)
        add_quiet(session, ada, Quiet(Scope.TARGET, other.key, None, Why.NOT_FOR_ME), NOW)
    assert quiet.undecline_target(database, "UADA", target, NOW) == quiet.MayComeUp("Data Analyst", was_declined=True)
    assert quiet.undecline_target(database, "UADA", target, NOW) == quiet.MayComeUp("Data Analyst", was_declined=False)
    assert quiet.undecline_target(database, "UADA", OpeningTarget(999), NOW) == quiet.NoSuchThing()
    with database.read() as session:
        assert declined_among(session, ada, [target, other], NOW) == {other.key}
        assert declined_among(session, ben, [target, other], NOW) == {target.key}

"""Promise 2 (every application is considered by a person) and promise 3 (nobody is placed who did not apply)."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any, Literal

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from bot.usecases.openings.applying import Applied, OpeningNotOpen, apply
from bot.usecases.openings.opening_cancelling import Cancelled, cancel_opening
from bot.usecases.openings.opening_moves import (
    AsksFirst,
    CannotMove,
    CloseAnswer,
    FillAnswer,
    Filled,
    Moved,
    NobodyAccepted,
    NotAccepted,
    Overtaken,
    ToMove,
    Unconsidered,
    close_opening,
    fill_opening,
    open_opening,
    start_move,
    who_may_fill,
)
from bot.usecases.openings.posting import NoSuchPosting
from bot.views.hr.opening_moves import form
from career.applications import Stage
from career.openings import OpeningStatus, OpeningVerb
from career.targets import OpeningTarget
from storage.database import Database
from storage.openings.records import opening_by_id
from storage.tables import ApplicationRow, AuditRow, OpeningRow, PlacementRow
from tests.bot.nudges.rig import a_running_nudge
from tests.bot.views import slack_says
from tests.factories import NOW, an_application, an_employee, an_opening
from tests.storage.openings.test_endings import HANA, hana_is_known


def _status(database: Database, opening: int) -> OpeningStatus:
    with database.read() as session:
        found = opening_by_id(session, opening)
        assert found is not None
        return found.status


def _seen(database: Database, opening: int) -> int:
    with database.read() as session:
        found = opening_by_id(session, opening)
        return 0 if found is None else found.revision


def _close(database: Database, opening: int) -> CloseAnswer:
    return close_opening(database, "UHR", opening, _seen(database, opening), NOW)


def _fill(database: Database, opening: int, application: int) -> FillAnswer:
    return fill_opening(database, "UHR", opening, _seen(database, opening), application, NOW)


def test_an_opening_closes_when_everybody_was_considered(database: Database) -> None:
    with database.begin() as session:
        opening = an_opening(session)
        an_application(session, opening, an_employee(session), stage=Stage.INTERVIEW, considered_at=NOW)
        an_application(session, opening, an_employee(session), stage=Stage.DECLINED, considered_at=NOW)
        an_application(session, opening, an_employee(session), stage=Stage.WITHDRAWN)
    moved = _close(database, opening)
    assert isinstance(moved, Moved)
    assert moved.still_in_process == 1
    assert _status(database, opening) is OpeningStatus.CLOSED
    with database.read() as session:
        assert session.execute(select(AuditRow.by, AuditRow.action)).one() == ("UHR", "opening.closed")


@pytest.mark.parametrize("verb", [OpeningVerb.CLOSE, OpeningVerb.CANCEL])
def test_before_an_opening_closes_hr_reads_how_many_nudges_about_it_fall_silent(
    database: Database, verb: AsksFirst
) -> None:
    with database.begin() as session:
        an_employee(session, slack_id="UADA")
        opening, other = an_opening(session), an_opening(session)
    a_running_nudge(database, OpeningTarget(other))
    start = start_move(database, opening, verb)
    assert isinstance(start, ToMove)
    assert (start.nudges, "nudge" in slack_says.words(form(start, None).blocks)) == (0, False)
    a_running_nudge(database, OpeningTarget(opening))
    words = slack_says.words(form(start_move(database, opening, verb), None).blocks)
    assert "1 running nudge about it sends nothing any more." in words


@pytest.mark.parametrize("verb", [OpeningVerb.CLOSE, OpeningVerb.FILL])
def test_an_opening_does_not_close_over_an_unconsidered_application(
    database: Database, verb: Literal[OpeningVerb.CLOSE, OpeningVerb.FILL]
) -> None:
    with database.begin() as session:
        opening = an_opening(session)
        late = an_employee(session, given_name="Bo", family_name="Late")
        early = an_employee(session, given_name="Al", family_name="Early")
        an_application(session, opening, late, submitted_at=NOW)
        an_application(session, opening, early, submitted_at=NOW.replace(day=1))
        accepted = an_application(session, opening, an_employee(session), stage=Stage.ACCEPTED, considered_at=NOW)
    answer = _close(database, opening) if verb is OpeningVerb.CLOSE else _fill(database, opening, accepted)
    assert isinstance(answer, Unconsidered)
    assert [each.name for each in answer.first] == ["Al Early", "Bo Late"]
    assert answer.count == 2
    assert start_move(database, opening, verb) == answer, "the form says so already"
    assert _status(database, opening) is OpeningStatus.OPEN
    with database.read() as session:
        assert session.execute(select(func.count()).select_from(PlacementRow)).scalar_one() == 0
        assert session.execute(select(func.count()).select_from(AuditRow)).scalar_one() == 0


def test_the_only_accepted_applicant_fills_the_opening(database: Database) -> None:
    with database.begin() as session:
        opening = an_opening(session)
        person = an_employee(session)
        application = an_application(session, opening, person, stage=Stage.ACCEPTED, considered_at=NOW)
    answer = _fill(database, opening, application)
    assert isinstance(answer, Filled)
    assert answer.by.application_id == application
    assert _status(database, opening) is OpeningStatus.FILLED
    with database.read() as session:
        assert session.execute(select(PlacementRow.employee_id, PlacementRow.placed_by)).one() == (person, "UHR")


def test_hr_chooses_among_those_who_were_accepted_by_name(database: Database) -> None:
    with database.begin() as session:
        opening = an_opening(session)
        people = [an_employee(session, given_name=given, family_name="Øster") for given in ("Åse", "Bo")]
        applications = [an_application(session, opening, person, stage=Stage.ACCEPTED) for person in people]
        an_application(session, opening, an_employee(session, given_name="Åse"), stage=Stage.OFFERED)
    asked = start_move(database, opening, OpeningVerb.FILL)
    assert isinstance(asked, ToMove)
    assert [each.application_id for each in asked.accepted] == applications
    assert [each.name for each in who_may_fill(database, opening, "øst ås", 100)] == ["Åse Øster"]
    assert len(who_may_fill(database, opening, "", 1)) == 1
    filled = _fill(database, opening, applications[1])
    assert isinstance(filled, Filled)
    assert filled.by.name == "Bo Øster"


def test_an_application_for_another_opening_or_one_not_accepted_fills_nothing(database: Database) -> None:
    with database.begin() as session:
        opening, other = an_opening(session), an_opening(session)
        elsewhere = an_application(session, other, an_employee(session), stage=Stage.ACCEPTED, considered_at=NOW)
        offered = an_application(session, opening, an_employee(session), stage=Stage.OFFERED, considered_at=NOW)
    for forged in (elsewhere, offered, 999, 0):
        assert isinstance(_fill(database, opening, forged), NotAccepted)
    assert isinstance(start_move(database, opening, OpeningVerb.FILL), NobodyAccepted)
    assert _status(database, opening) is OpeningStatus.OPEN


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE openings SET status = 'filled' WHERE id = :opening",
        "INSERT INTO placements VALUES (:opening, 999, :person, 'accepted', 'U', '2026-11-24')",
        "INSERT INTO placements VALUES (:opening, :offered, :person, 'accepted', 'U', '2026-11-24')",
        "INSERT INTO placements VALUES (:opening, :offered, :person, 'offered', 'U', '2026-11-24')",
        "INSERT INTO placements VALUES (:opening, :elsewhere, :person, 'accepted', 'U', '2026-11-24')",
        "INSERT INTO placements VALUES (:opening, :accepted, :person, 'accepted', 'U', '2026-11-24')",
    ],
    ids=["no placement", "no application", "not accepted", "stage told as it is", "another opening's", "another's"],
)
def test_the_database_itself_refuses_to_place_anybody_else(database: Database, statement: str) -> None:
    with database.begin() as session:
        opening, other = an_opening(session), an_opening(session)
        person = an_employee(session)
        offered = an_application(session, opening, person, stage=Stage.OFFERED, considered_at=NOW)
        elsewhere = an_application(session, other, person, stage=Stage.ACCEPTED, considered_at=NOW)
        accepted = an_application(session, opening, an_employee(session), stage=Stage.ACCEPTED, considered_at=NOW)
    values = {
        "opening": opening,
        "person": person,
        "offered": offered,
        "elsewhere": elsewhere,
        "accepted": accepted,
    }
    used = {name: value for name, value in values.items() if f":{name}" in statement}
    with pytest.raises(IntegrityError), database.begin() as session:
        session.execute(text(statement), used)
    assert _status(database, opening) is OpeningStatus.OPEN


def test_a_placed_application_cannot_be_unaccepted(database: Database) -> None:
    with database.begin() as session:
        opening = an_opening(session)
        application = an_application(session, opening, an_employee(session), stage=Stage.ACCEPTED, considered_at=NOW)
    _fill(database, opening, application)
    with pytest.raises(IntegrityError), database.begin() as session:
        session.execute(text("UPDATE applications SET stage = 'declined' WHERE id = :id"), {"id": application})


def test_only_moves_that_make_sense_are_made(sqlite_database: Database) -> None:
    with sqlite_database.begin() as session:
        draft = an_opening(session, status=OpeningStatus.DRAFT)
        cancelled = an_opening(session, status=OpeningStatus.CANCELLED)
    assert isinstance(_fill(sqlite_database, draft, 1), CannotMove)
    assert isinstance(open_opening(sqlite_database, "UHR", cancelled, NOW), CannotMove)
    assert isinstance(open_opening(sqlite_database, "UHR", draft, NOW), Moved)
    assert isinstance(open_opening(sqlite_database, "UHR", draft, NOW), CannotMove)
    assert isinstance(_close(sqlite_database, draft), Moved)
    assert isinstance(open_opening(sqlite_database, "UHR", draft, NOW), Moved)
    assert _close(sqlite_database, 999) == NoSuchPosting(999)


def test_a_form_that_was_opened_before_the_last_change_changes_nothing(database: Database) -> None:
    hana_is_known(database)
    with database.begin() as session:
        opening = an_opening(session)
    before = _seen(database, opening)
    close_opening(database, HANA, opening, before, NOW)
    open_opening(database, HANA, opening, NOW)
    answer = close_opening(database, "UHUGO", opening, before, NOW)
    assert isinstance(answer, Overtaken)
    assert answer.latest is not None
    assert (answer.latest.by_name, answer.latest.action) == ("Hana Novak", "opening.open")
    assert _status(database, opening) is OpeningStatus.OPEN


def test_of_two_who_press_at_once_one_wins_and_the_other_is_told_who(database: Database) -> None:
    hana_is_known(database)
    with database.begin() as session:
        opening = an_opening(session)
        application = an_application(session, opening, an_employee(session), stage=Stage.ACCEPTED)
    seen, start = _seen(database, opening), Barrier(3)
    presses: list[Callable[[], Any]] = [
        lambda: close_opening(database, HANA, opening, seen, NOW),
        lambda: fill_opening(database, HANA, opening, seen, application, NOW),
        lambda: cancel_opening(database, HANA, opening, seen, "The budget is gone.", NOW),
    ]
    answers: list[Any] = []

    def press(act: Callable[[], Any]) -> None:
        start.wait()
        answers.append(act())

    threads = [Thread(target=press, args=(act,)) for act in presses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    won = [each for each in answers if isinstance(each, Moved | Filled | Cancelled)]
    lost = [each for each in answers if isinstance(each, Overtaken | CannotMove)]
    assert (len(won), len(lost)) == (1, 2)
    assert {each.latest and each.latest.by_name for each in lost} == {"Hana Novak"}


def test_applying_and_closing_at_once_leaves_nobody_unconsidered_in_a_closed_opening(database: Database) -> None:
    rounds, applicants = 6, 4
    with database.begin() as session:
        people = [f"U{number:04}" for number in range(applicants)]
        for slack_id in people:
            an_employee(session, slack_id=slack_id)
        openings = [an_opening(session) for _ in range(rounds)]
    answers: list[Any] = []
    for opening in openings:
        start = Barrier(applicants + 1)

        def try_it(slack_id: str, opening: int = opening, start: Barrier = start) -> None:
            start.wait()
            answers.append(apply(database, slack_id, opening, "", NOW))

        def close_it(opening: int = opening, start: Barrier = start) -> None:
            start.wait()
            close_opening(database, "UHR", opening, 1, NOW)

        threads = [Thread(target=try_it, args=(slack_id,)) for slack_id in people]
        threads.insert(applicants // 2, Thread(target=close_it))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert {type(answer) for answer in answers} <= {Applied, OpeningNotOpen}
    assert len(answers) == rounds * applicants
    with database.read() as session:
        stranded = (
            select(func.count())
            .select_from(ApplicationRow)
            .join(OpeningRow, OpeningRow.id == ApplicationRow.opening_id)
            .where(OpeningRow.status == OpeningStatus.CLOSED, ApplicationRow.considered_at.is_(None))
        )
        assert session.execute(stranded).scalar_one() == 0

"""HR nudges about more than one opening or training: each kind reaches whom it is for, with something to do at once."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from bot.views.ids import Action, Block, Modal
from bot.views.values import OpeningChoice, encoded
from career.outcomes import Response
from career.requirements import Requirements
from storage.tables import ApplicationRow, DeliveryRow, EmployeeRow, EnrolmentRow
from tests.factories import NOW, a_programme, a_workshop, an_interest, an_opening
from tests.scenarios import nudging
from tests.scenarios.nudging import TEN_IN_BERLIN, changed, plain, received
from tests.scenarios.world import World

SQL = Requirements(skills_all=("SQL",)).rule()
PYTHON = Requirements(skills_all=("Python",)).rule()
EXCEL = Requirements(skills_all=("Excel",)).rule()


def _start(world: World, words: str, key: str, said: str = "Hello {first_name}, something is open.") -> None:
    """Let Hana find what the nudge is about by `words`, choose the one whose key begins so, preview and start it."""
    form = nudging.open_form(world)
    offered = world.hana.suggestions(form, Block.HR_NUDGE_ABOUT, words)
    (option,) = [each for each in offered if each["value"].startswith(key)]
    assert world.hana.choose(form, Block.HR_NUDGE_ABOUT, option).ok
    values: dict[str, Any] = {Block.HR_TITLE: "Come aboard", Block.HR_NUDGE_WORDS: said, Block.HR_NUDGE_HOLD_OUT: 0}
    done = nudging.submit(world, values)
    assert done.ok, done
    nudging.start(world)
    world.hana.close()


def _response(world: World, name: str) -> Response | None:
    with world.database.read() as session:
        query = select(DeliveryRow.response).where(DeliveryRow.employee_id == world.employees[name])
        return session.scalar(query)


def test_any_opening_that_suits_brings_each_one_their_own_best_three(world: World) -> None:
    with world.database.begin() as session:
        numbers = [
            an_opening(
                session, title=f"Analyst {number}", requirements=SQL, closes_on=NOW.date() + timedelta(30 + number)
            )
            for number in range(4)
        ]
        an_opening(session, title="Welder", requirements=Requirements(skills_all=("Welding",)).rule())
        an_opening(session, title="Bookkeeper", requirements=EXCEL)
    _start(world, "any opening", "suiting")
    nudging.at(world, TEN_IN_BERLIN)
    mine = received(world, "ada")
    told = plain(mine)
    assert [f"Analyst {number}" in told for number in range(4)] == [True, True, True, False]
    assert "Welder" not in told
    assert "Suits you: you know SQL" in told
    assert "Why you: you bring what these openings ask for." in told
    assert mine.buttons.count("Apply") == 3
    theirs = plain(received(world, "ben"))
    assert "Bookkeeper" in theirs
    assert "Analyst" not in theirs

    token = _token(world, "ada")
    second = encoded(OpeningChoice(numbers[1], token))
    world.ada.press(mine, Action.APPLY, value=second)
    nudging.modal(world, Modal.APPLY, "ada")
    assert world.ada.submit(note="Here I am.").ok
    changed(world, "ada", "You applied for")
    with world.database.read() as session:
        assert session.scalars(select(ApplicationRow.opening_id)).all() == [numbers[1]]
    assert _response(world, "ada") is Response.APPLIED


def _token(world: World, name: str) -> str:
    with world.database.read() as session:
        query = select(DeliveryRow.token).where(DeliveryRow.employee_id == world.employees[name])
        return str(session.scalars(query).one())


def test_nobody_gets_openings_that_went_away_before_the_message(world: World) -> None:
    with world.database.begin() as session:
        number = an_opening(session, title="Analyst", requirements=SQL)
    _start(world, "any opening", "suiting")
    world.hr(f"/hr opening close {number}")
    assert world.hana.submit(nudging.modal(world, Modal.HR_OPENING_CLOSE)).ok
    nudging.at(world, TEN_IN_BERLIN)
    assert world.posts_to("ada") == []


def test_an_interest_that_has_not_become_a_place_is_one_tap_away_from_it(world: World) -> None:
    with world.database.begin() as session:
        programme = a_programme(session, title="Row a Boat")
        workshop = a_workshop(session, programme)
        an_interest(session, world.employees["ada"], programme)
        an_interest(session, world.employees["ben"], words="Sailing")
    _start(world, "interest", "unmet")
    nudging.at(world, TEN_IN_BERLIN)
    message = received(world, "ada")
    assert "Row a Boat" in plain(message)
    assert "Why you: you said you are interested." in plain(message)
    assert world.posts_to("ben") == []
    world.ada.press(message, "Enrol")
    changed(world, "ada", "You have a seat")
    with world.database.read() as session:
        seats = session.execute(select(EnrolmentRow.workshop_id, EnrolmentRow.employee_id)).all()
    assert [tuple(seat) for seat in seats] == [(workshop, world.employees["ada"])]
    assert _response(world, "ada") is Response.ENROLLED


def test_a_workshop_says_when_it_is_and_takes_a_seat_at_a_tap(world: World) -> None:
    with world.database.begin() as session:
        programme = a_programme(session, title="Row a Boat")
        a_workshop(session, programme)
    _start(world, "row a boat", "workshop", "Hello {first_name}, {training} is open.")
    nudging.at(world, TEN_IN_BERLIN)
    message = received(world, "ada")
    assert "Row a Boat is open." in plain(message)
    assert "Tue 1 Dec 2026, 11:00" in plain(message)
    world.ada.press(message, "Enrol")
    changed(world, "ada", "You have a seat")


def test_who_did_nothing_for_so_many_days_hears_and_who_did_something_does_not(world: World) -> None:
    with world.database.begin() as session:
        session.execute(update(EmployeeRow).values(created_at=NOW - timedelta(days=300)))
        an_opening(session, title="Bookkeeper", requirements=EXCEL)
        an_interest(session, world.employees["ada"], words="Knots", logged_at=NOW - timedelta(days=44))
    _start(world, "45", "no_activity", "Hello {first_name}, there is more that is open.")
    nudging.at(world, TEN_IN_BERLIN)
    told = plain(received(world, "ben"))
    assert "Why you: you have not been active here for 45 days." in told
    assert "Bookkeeper" in told
    assert world.posts_to("ada") == []
    assert world.posts_to("hana") == []  # she wrote the nudge
    world.ben.press(received(world, "ben"), "Stop these")
    changed(world, "ben", "no more nudges about taking part")

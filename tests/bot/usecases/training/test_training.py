from datetime import timedelta

import pytest

from bot.usecases.training.enrolling import enrol
from bot.usecases.training.interests import want_programme
from bot.usecases.training.looking import NoSuchProgramme, Offer, Offers, offer, offers
from career.training import EnrolmentState
from storage.database import Database
from storage.tables import EnrolmentRow
from tests.factories import NOW, a_programme, a_workshop, an_employee, an_interest
from tests.statements import recorded_statements, rows_read


def titles(found: Offers) -> list[str]:
    return [each.programme.title for each in found.page.entries]


def test_the_soonest_workshop_comes_first_then_the_newest_programme(database: Database) -> None:
    with database.begin() as session:
        a_programme(session, title="Old, no date")
        later = a_programme(session, title="Later")
        sooner = a_programme(session, title="Sooner")
        over = a_programme(session, title="New, over")
        a_workshop(session, later, starts_at=NOW + timedelta(days=9))
        a_workshop(session, sooner, starts_at=NOW + timedelta(days=2))
        a_workshop(session, over, starts_at=NOW - timedelta(hours=1))
    assert titles(offers(database, "UADA", "", 0, 8, NOW)) == ["Sooner", "Later", "New, over", "Old, no date"]


def test_a_search_looks_in_titles_and_in_what_is_taught(database: Database) -> None:
    with database.begin() as session:
        a_programme(session, title="Data with Python", skills=("pandas",))
        a_programme(session, title="Welding", skills=("Steel",))
    assert titles(offers(database, "UADA", "PYTHON panda", 0, 8, NOW)) == ["Data with Python"]
    assert titles(offers(database, "UADA", "steel", 0, 8, NOW)) == ["Welding"]
    assert titles(offers(database, "UADA", "100%", 0, 8, NOW)) == []


def test_what_is_not_offered_is_not_in_the_list_and_is_still_found_by_its_number(database: Database) -> None:
    with database.begin() as session:
        retired = a_programme(session, title="Semaphore", is_offered=False)
    assert titles(offers(database, "UADA", "", 0, 8, NOW)) == []
    found = offer(database, "UADA", retired, NOW)
    assert isinstance(found, Offers)
    assert titles(found) == ["Semaphore"]
    assert offer(database, "UADA", retired + 1, NOW) == NoSuchProgramme(retired + 1)


def test_everybody_sees_seats_taken_and_people_waiting_and_their_own_standing(database: Database) -> None:
    with database.begin() as session:
        for slack_id in ("UADA", "UBEN", "UCHI"):
            an_employee(session, slack_id=slack_id)
        programme = a_programme(session, title="Welding", skills=("Steel", "Fire"))
        workshop = a_workshop(session, programme, seats=2)
    for turn, slack_id in enumerate(("UBEN", "UCHI", "UADA")):
        enrol(database, slack_id, workshop, NOW + timedelta(seconds=turn))
    want_programme(database, "UADA", programme, NOW)
    (seen,) = offers(database, "UADA", "", 0, 8, NOW).page.entries
    assert (seen.workshops[0].taken, seen.workshops[0].waiting) == (2, 1)
    assert seen.enrolments[workshop].place == 1
    assert seen.is_wanted
    assert seen.programme.skills == ("Fire", "Steel")
    (unseen,) = offers(database, "UNOBODY", "", 0, 8, NOW).page.entries
    assert not unseen.is_wanted
    assert unseen.enrolments == {}


def test_the_pages_hold_every_programme_once_and_beyond_the_last_is_the_first(database: Database) -> None:
    with database.begin() as session:
        for number in range(20):
            programme = a_programme(session)
            if number % 3:
                a_workshop(session, programme, starts_at=NOW + timedelta(days=1 + number * 7 % 11))
    pages = [offers(database, "UADA", "", skip, 8, NOW).page for skip in (0, 8, 16)]
    found = [each for page in pages for each in page.entries]
    assert [page.total for page in pages] == [20] * 3
    assert len({each.programme.id for each in found}) == len(found) == 20

    def order(each: Offer) -> tuple[bool, float, int]:
        starts = each.workshops[0].starts_at.timestamp() if each.workshops else 0.0
        return not each.workshops, starts, -each.programme.id

    assert found == sorted(found, key=order)
    assert offers(database, "UADA", "", 800, 8, NOW) == offers(database, "UADA", "", 0, 8, NOW)


@pytest.mark.parametrize("words", ["", "rowing"])
def test_of_hundreds_of_programmes_no_more_is_read_than_of_twenty(database: Database, words: str) -> None:
    with database.begin() as session:
        ada = an_employee(session, slack_id="UADA")
    efforts = []
    for count in (20, 300):
        with database.begin() as session:
            for number in range(count):
                programme = a_programme(session, title=f"Rowing {count} {number}", skills=("Oars", "Ropes"))
                workshop = a_workshop(session, programme, starts_at=NOW + timedelta(hours=count + number))
                an_interest(session, ada, programme)
                session.add(
                    EnrolmentRow(workshop_id=workshop, employee_id=ada, state=EnrolmentState.SEAT, asked_at=NOW)
                )
        with recorded_statements() as statements, rows_read() as rows:
            assert len(offers(database, "UADA", words, 0, 8, NOW).page.entries) == 8
        efforts.append((len(statements), sum(rows)))
    assert efforts[0] == efforts[1]

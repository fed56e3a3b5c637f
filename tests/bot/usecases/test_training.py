from datetime import timedelta

from bot.usecases.enrolling import enrol
from bot.usecases.interests import want_programme
from bot.usecases.training import NoSuchProgramme, Offers, offer, offers
from storage.database import Database
from tests.factories import NOW, a_programme, a_workshop, an_employee


def titles(found: Offers) -> list[str]:
    return [each.programme.title for each in found.offers]


def test_the_soonest_workshop_comes_first_then_the_newest_programme(database: Database) -> None:
    with database.begin() as session:
        a_programme(session, title="Old, no date")
        later = a_programme(session, title="Later")
        sooner = a_programme(session, title="Sooner")
        over = a_programme(session, title="New, over")
        a_workshop(session, later, starts_at=NOW + timedelta(days=9))
        a_workshop(session, sooner, starts_at=NOW + timedelta(days=2))
        a_workshop(session, over, starts_at=NOW - timedelta(hours=1))
    assert titles(offers(database, "UADA", "", NOW)) == ["Sooner", "Later", "New, over", "Old, no date"]


def test_a_search_looks_in_titles_and_in_what_is_taught(database: Database) -> None:
    with database.begin() as session:
        a_programme(session, title="Data with Python", skills=("pandas",))
        a_programme(session, title="Welding", skills=("Steel",))
    assert titles(offers(database, "UADA", "PYTHON panda", NOW)) == ["Data with Python"]
    assert titles(offers(database, "UADA", "steel", NOW)) == ["Welding"]
    assert titles(offers(database, "UADA", "100%", NOW)) == []


def test_what_is_not_offered_is_not_in_the_list_and_is_still_found_by_its_number(database: Database) -> None:
    with database.begin() as session:
        retired = a_programme(session, title="Semaphore", is_offered=False)
    assert titles(offers(database, "UADA", "", NOW)) == []
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
    (seen,) = offers(database, "UADA", "", NOW).offers
    assert (seen.workshops[0].taken, seen.workshops[0].waiting) == (2, 1)
    assert seen.enrolments[workshop].place == 1
    assert seen.is_wanted
    assert seen.programme.skills == ("Fire", "Steel")
    (unseen,) = offers(database, "UNOBODY", "", NOW).offers
    assert not unseen.is_wanted
    assert unseen.enrolments == {}

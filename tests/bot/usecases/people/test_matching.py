from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.usecases.nudges import quiet
from bot.usecases.people.directory import refresh_people
from bot.usecases.people.matching import (
    LinkAnswer,
    LinkMade,
    LinkRefused,
    LinkUnsure,
    Proposal,
    SharedName,
    Unlinked,
    WithoutAccount,
    confirm_matches,
    link,
    unlink,
    unmatched,
)
from career.employees import EmploymentStatus, SlackMatch
from career.quiet import Scope
from hris.names import full_name_keys
from storage.database import Database
from storage.nudges.quiets import wide_quiets
from storage.people.directory import SlackPerson
from storage.tables import AuditRow, EmployeeRow
from tests.factories import NOW, an_employee


def an_account(slack_id: str, real_name: str, **fields: Any) -> SlackPerson:
    values: dict[str, Any] = {
        "email": None,
        "zone": "Europe/Oslo",
        "is_active": True,
        "is_guest": False,
        "is_bot": False,
    }
    return SlackPerson(slack_id, real_name, **(values | fields))


def hire(database: Database, number: str, given: str, family: str, **fields: Any) -> int:
    values = {"slack_id": None, "slack_match": None, "zone": None} | fields
    with database.begin() as session:
        return an_employee(
            session,
            number=number,
            given_name=given,
            family_name=family,
            full_name_key=full_name_keys(given, family),
            **values,
        )


def of(database: Database, number: str) -> EmployeeRow:
    with database.read() as session:
        return session.scalars(select(EmployeeRow).where(EmployeeRow.number == number)).one()


ADA = Proposal("007", "Ada Rower", "U1")


def test_a_full_name_that_one_person_bears_on_both_sides_is_proposed_however_it_is_written(database: Database) -> None:
    hire(database, "007", "Ada", "Rower")
    refresh_people(database, [an_account("U1", "Rower, Ada")], NOW)
    assert unmatched(database, NOW).proposals == (ADA,)


def test_a_name_that_two_employees_or_two_accounts_bear_is_shared_and_proposed_to_nobody(database: Database) -> None:
    hire(database, "001", "Kim", "Lee")
    hire(database, "002", "Kim", "Lee")
    hire(database, "003", "Ole", "Berg")
    accounts = [an_account("U1", "Kim Lee"), an_account("U2", "Ole Berg"), an_account("U3", "Ole Berg")]
    refresh_people(database, accounts, NOW)
    found = unmatched(database, NOW)
    assert found.proposals == ()
    assert set(found.shared) == {
        SharedName("Kim Lee", ("001", "002"), ("U1",)),
        SharedName("Ole Berg", ("003",), ("U2", "U3")),
    }
    assert found.people == 3


def test_a_namesake_who_is_linked_already_makes_a_name_shared(database: Database) -> None:
    hire(database, "001", "Kim", "Lee", slack_id="U1")
    hire(database, "002", "Kim", "Lee")
    refresh_people(database, [an_account("U1", "Kim Lee"), an_account("U2", "Kim Lee")], NOW)
    assert unmatched(database, NOW).shared == (SharedName("Kim Lee", ("002",), ("U2",)),)


def test_whose_name_no_free_account_bears_is_without_an_account(database: Database) -> None:
    hire(database, "001", "Ada", "Rower")
    hire(database, "002", "Bo", "Lind", slack_id="U2")
    hire(database, "003", "Bo", "Lind")
    hire(database, "004", "Cleo", "Bot")
    hire(database, "005", "Dee", "Gone")
    accounts = [
        an_account("U2", "Bo Lind"),
        an_account("U4", "Cleo Bot", is_bot=True),
        an_account("U5", "Dee Gone", is_active=False),
    ]
    refresh_people(database, accounts, NOW)
    assert unmatched(database, NOW).without_account == (
        WithoutAccount("001", "Ada Rower"),
        WithoutAccount("003", "Bo Lind"),
        WithoutAccount("004", "Cleo Bot"),
        WithoutAccount("005", "Dee Gone"),
    )


def test_names_without_a_letter_match_nobody(database: Database) -> None:
    hire(database, "001", "?", "-")
    refresh_people(database, [an_account("U1", "!!")], NOW)
    assert unmatched(database, NOW).without_account == (WithoutAccount("001", "? -"),)


def test_those_who_left_are_nobodys_concern(database: Database) -> None:
    hire(database, "001", "Ada", "Rower", status=EmploymentStatus.LEFT)
    hire(database, "007", "Ada", "Rower")
    refresh_people(database, [an_account("U1", "Rower, Ada")], NOW)
    assert unmatched(database, NOW).proposals == (ADA,)
    assert unmatched(database, NOW).people == 1


def test_a_confirmed_proposal_is_linked_with_the_accounts_zone_and_noted(database: Database) -> None:
    ada = hire(database, "007", "Ada", "Rower")
    refresh_people(database, [an_account("U1", "Rower, Ada")], NOW)
    answer = confirm_matches(database, "UHR", [ADA], NOW)
    assert (answer.linked, answer.changed) == ((ADA,), ())
    row = of(database, "007")
    assert (row.slack_id, row.slack_match, row.zone) == ("U1", SlackMatch.NAME, "Europe/Oslo")
    with database.read() as session:
        noted = session.execute(select(AuditRow.by, AuditRow.action, AuditRow.subject, AuditRow.details)).one()
    assert tuple(noted) == ("UHR", "employee.linked", f"employee:{ada}", {"slack_id": "U1", "match": "name"})
    assert unmatched(database, NOW).people == 0


def test_a_proposal_that_stopped_being_true_is_not_linked_but_told(database: Database) -> None:
    hire(database, "007", "Ada", "Rower")
    refresh_people(database, [an_account("U1", "Rower, Ada")], NOW)
    refresh_people(database, [an_account("U2", "Ada Rower")], NOW)
    answer = confirm_matches(database, "UHR", [ADA], NOW)
    assert (answer.linked, answer.changed) == ((), (ADA,))
    assert of(database, "007").slack_id is None


def test_a_forged_proposal_is_not_linked(database: Database) -> None:
    hire(database, "007", "Ada", "Rower")
    refresh_people(database, [an_account("U1", "Rower, Ada"), an_account("U2", "Bo Lind")], NOW)
    forged = Proposal("007", "Ada Rower", "U2")
    assert confirm_matches(database, "UHR", [forged], NOW).changed == (forged,)
    assert of(database, "007").slack_id is None


def test_confirming_the_same_proposal_twice_links_once(database: Database) -> None:
    hire(database, "007", "Ada", "Rower")
    refresh_people(database, [an_account("U1", "Rower, Ada")], NOW)
    confirm_matches(database, "UHR", [ADA], NOW)
    assert confirm_matches(database, "UHR", [ADA], NOW).changed == (ADA,)


def test_hr_links_an_employee_to_any_persons_account_also_a_guests(database: Database) -> None:
    ada = hire(database, "007", "Ada", "Rower")
    refresh_people(database, [an_account("U1", "Countess", is_guest=True)], NOW)
    assert link(database, "UHR", "007", "U1", NOW) == LinkUnsure("007", "Ada Rower", "U1", "")
    assert of(database, "007").slack_id is None
    assert link(database, "UHR", "007", "U1", NOW, meant="") == LinkMade("007", "Ada Rower", "U1")
    assert (of(database, "007").slack_id, of(database, "007").slack_match) == ("U1", SlackMatch.HR)
    with database.read() as session:
        assert session.scalars(select(AuditRow.subject)).all() == [f"employee:{ada}"]


@pytest.mark.parametrize(
    ("number", "slack_id", "says"),
    [
        ("404", "U1", "Nobody has the employee number 404"),
        ("007", "U404", "not met that Slack account"),
        ("007", "UBOT", "is a bot"),
        ("007", "UGONE", "is deactivated"),
        ("007", "U8", "is linked to Bo Lind (008) already. If that is wrong, type `/hr unlink 008` first."),
        ("008", "U8", "Bo Lind (008) is linked to that account already"),
        ("009", "U1", "has left the company"),
    ],
)
def test_a_link_that_cannot_be_is_refused_with_one_sentence_and_nothing_changes(
    database: Database, number: str, slack_id: str, says: str
) -> None:
    hire(database, "007", "Ada", "Rower")
    hire(database, "008", "Bo", "Lind", slack_id="U8")
    hire(database, "009", "Cy", "Past", status=EmploymentStatus.LEFT)
    accounts = [
        an_account("U1", "Ada Rower"),
        an_account("U8", "Bo Lind"),
        an_account("UBOT", "Robo", is_bot=True),
        an_account("UGONE", "Ada Rower", is_active=False),
    ]
    refresh_people(database, accounts, NOW)
    answer = link(database, "UHR", number, slack_id, NOW)
    assert isinstance(answer, LinkRefused)
    assert says in answer.sentence
    assert [of(database, each).slack_id for each in ("007", "008", "009")] == [None, "U8", None]
    with database.read() as session:
        assert session.scalars(select(AuditRow)).all() == []


def test_another_account_than_the_one_linked_is_asked_about_and_both_steps_are_noted(database: Database) -> None:
    ada = hire(database, "007", "Ada", "Rower", slack_id="UOLD")
    refresh_people(database, [an_account("UOLD", "Ada Rower"), an_account("U1", "Ada Rower")], NOW)
    assert link(database, "UHR", "007", "U1", NOW) == LinkUnsure("007", "Ada Rower", "U1", "UOLD")
    assert of(database, "007").slack_id == "UOLD"
    assert link(database, "UHR", "007", "U1", NOW, meant="UOLD") == LinkMade("007", "Ada Rower", "U1")
    assert of(database, "007").slack_id == "U1"
    with database.read() as session:
        noted = session.execute(select(AuditRow.action, AuditRow.details, AuditRow.subject).order_by(AuditRow.id)).all()
    assert [(action, details["slack_id"]) for action, details, _ in noted] == [
        ("employee.unlinked", "UOLD"),
        ("employee.linked", "U1"),
    ]
    assert {subject for *_, subject in noted} == {f"employee:{ada}"}


def test_a_yes_to_what_has_changed_meanwhile_is_asked_anew(database: Database) -> None:
    hire(database, "007", "Ada", "Rower", slack_id="UOLD")
    refresh_people(database, [an_account(each, "Ada Rower") for each in ("UOLD", "U1", "U2")], NOW)
    assert isinstance(link(database, "UHR", "007", "U2", NOW, meant="UOLD"), LinkMade)
    assert link(database, "UHR", "007", "U1", NOW, meant="UOLD") == LinkUnsure("007", "Ada Rower", "U1", "U2")
    assert of(database, "007").slack_id == "U2"


def test_a_match_is_taken_away_by_number_or_by_account_and_proposed_no_more(database: Database) -> None:
    hire(database, "007", "Ada", "Rower", slack_id="U1")
    hire(database, "008", "Bo", "Lind", slack_id="U2")
    refresh_people(database, [an_account("U1", "Ada Rower"), an_account("U2", "Bo Lind")], NOW)
    assert unlink(database, "UHR", "007", NOW) == Unlinked("007", "Ada Rower", "U1")
    assert unlink(database, "UHR", "", NOW, slack_id="U2") == Unlinked("008", "Bo Lind", "U2")
    found = unmatched(database, NOW)
    assert [each.employee_number for each in found.apart] == ["007", "008"]
    assert (found.proposals, found.people) == ((), 2)
    again = unlink(database, "UHR", "007", NOW)
    assert again == LinkRefused("Ada Rower (007) is not linked to any Slack account.")
    assert unlink(database, "UHR", "", NOW, slack_id="U2") == LinkRefused("Nobody is linked to that Slack account.")


def test_the_account_of_somebody_who_left_goes_to_the_number_they_came_back_under(database: Database) -> None:
    hire(database, "001", "Ada", "Rower", slack_id="U1", status=EmploymentStatus.LEFT)
    hire(database, "007", "Ada", "Rower")
    refresh_people(database, [an_account("U1", "Ada Rower")], NOW)
    assert isinstance(link(database, "UHR", "007", "U1", NOW), LinkMade)
    assert [of(database, number).slack_id for number in ("001", "007")] == [None, "U1"]


def test_what_somebody_who_came_back_had_stopped_stays_stopped(database: Database) -> None:
    """Promise 4: HR cannot undo it, by linking neither."""
    before = hire(database, "001", "Ada", "Rower", slack_id="U1")
    refresh_people(database, [an_account("U1", "Ada Rower")], NOW)
    quiet.stop(database, "U1", None, NOW)
    quiet.pause(database, "U1", "30d", NOW)
    with database.begin() as session:
        session.execute(update(EmployeeRow).values(status=EmploymentStatus.LEFT))
    after = hire(database, "007", "Ada", "Rower")
    assert isinstance(link(database, "UHR", "007", "U1", NOW), LinkMade)
    with database.read() as session:
        wishes = [wide_quiets(session, each, NOW) for each in (before, after)]
    assert wishes[1] == wishes[0] != ()
    quiet.start(database, "U1", None, NOW)
    with database.read() as session:
        assert wide_quiets(session, after, NOW) == ()


@pytest.mark.parametrize("how", ["by HR", "by HR at once", "by name", "by e-mail"])
def test_what_somebody_stopped_while_taken_for_another_stays_stopped_for_them(database: Database, how: str) -> None:
    """Promise 4: HR cannot undo it, by putting right who is who neither."""
    taken_for = hire(database, "007", "Ada", "Rower", slack_id="U8")
    speaker = hire(database, "008", "Bo", "Lind", email="bo@harbour.example" if how == "by e-mail" else None)
    refresh_people(database, [an_account("U8", "Bo Lind"), an_account("U7", "Ada Rower")], NOW)
    quiet.stop(database, "U8", None, NOW)
    if how == "by HR at once":
        assert isinstance(link(database, "UHR", "007", "U7", NOW, meant="U8"), LinkMade)
    else:
        assert isinstance(unlink(database, "UHR", "007", NOW), Unlinked)
    match how:
        case "by name":
            assert confirm_matches(database, "UHR", [Proposal("008", "Bo Lind", "U8")], NOW).changed == ()
        case "by e-mail":
            refresh_people(database, [an_account("U8", "Bo Lind", email="bo@harbour.example")], NOW)
        case _:
            assert isinstance(link(database, "UHR", "008", "U8", NOW), LinkMade)
    with database.read() as session:
        assert [wish.scope for wish in wide_quiets(session, speaker, NOW)] == [Scope.ALL]
        assert wide_quiets(session, taken_for, NOW) != (), "and nobody gets more for it"
    assert of(database, "008").slack_id == "U8"


def test_whoever_gets_their_own_account_back_is_asked_for_no_more_quiet_than_they_wished(database: Database) -> None:
    ada = hire(database, "007", "Ada", "Rower", slack_id="U7")
    refresh_people(database, [an_account("U7", "Ada Rower")], NOW)
    quiet.stop(database, "U7", None, NOW)
    unlink(database, "UHR", "007", NOW)
    link(database, "UHR", "007", "U7", NOW)
    quiet.start(database, "U7", None, NOW)
    unlink(database, "UHR", "007", NOW)
    link(database, "UHR", "007", "U7", NOW)
    with database.read() as session:
        assert wide_quiets(session, ada, NOW) == ()


def test_whose_account_was_deactivated_can_be_linked_to_their_new_one(database: Database) -> None:
    hire(database, "007", "Ada", "Rower", slack_id="UOLD")
    refresh_people(database, [an_account("UOLD", "Ada Rower", is_active=False), an_account("U1", "Ada Rower")], NOW)
    assert isinstance(link(database, "UHR", "007", "U1", NOW), LinkMade)
    assert (of(database, "007").slack_id, of(database, "007").is_slack_active) == ("U1", True)


def test_two_in_hr_who_link_one_account_at_once_do_not_both_succeed(database: Database) -> None:
    numbers = [f"{number:03}" for number in range(8)]
    for number in numbers:
        hire(database, number, "Ada", f"Rower{number}")
    refresh_people(database, [an_account("U1", "Ada")], NOW)
    together = Barrier(len(numbers))

    def try_to_link(number: str) -> LinkAnswer:
        together.wait()
        return link(database, "UHR", number, "U1", NOW)

    with ThreadPoolExecutor(len(numbers)) as threads:
        answers = list(threads.map(try_to_link, numbers))
    assert sum(isinstance(answer, LinkMade) for answer in answers) == 1

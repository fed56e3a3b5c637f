from storage.database import Database
from tests.bot.usecases.importing.people_rig import LATER, person, put, stored


def test_an_email_of_somebody_else_makes_the_row_wrong_whatever_its_case(database: Database) -> None:
    put(database, [person("1", Email="Ada@Example.com")])
    answer = put(database, [person("2", Email="ADA@example.COM")], LATER)
    assert [(row.line, row.reason) for row in answer.done.wrong] == [
        (2, "the e-mail address ada@example.com is that of employee 1")
    ]
    assert not answer.done.changes_anything


def test_people_may_exchange_addresses_in_one_file(database: Database) -> None:
    put(database, [person("1", Email="a@example.com"), person("2", Email="b@example.com")])
    answer = put(database, [person("1", Email="b@example.com"), person("2", Email="a@example.com")], LATER)
    assert answer.done.changed == 2
    assert [stored(database, number).email for number in "12"] == ["b@example.com", "a@example.com"]


def test_an_address_is_not_free_while_the_row_that_gives_it_up_is_wrong(database: Database) -> None:
    put(database, [person("1", Email="a@example.com"), person("2", Email="b@example.com")])
    put(database, [person("3", Email="c@example.com")])
    chain = [person("4", Email="a@example.com"), person("1", Email="c@example.com")]
    answer = put(database, chain, LATER)
    assert [row.line for row in answer.done.wrong] == [2, 3]
    assert stored(database, "1").email == "a@example.com"


def test_the_address_of_somebody_who_left_is_free(database: Database) -> None:
    put(database, [person("1", Email="a@example.com", Status="Terminated")])
    assert put(database, [person("2", Email="a@example.com", Status="Active")], LATER).done.new == 1


def test_a_text_that_is_too_long_makes_its_row_wrong_and_the_others_land(database: Database) -> None:
    rows = [person("1", Title="Clerk"), person("2", Title="x" * 201), person("3", Title="ﷺ" * 100)]
    answer = put(database, rows)
    assert [row.line for row in answer.done.wrong] == [3, 4]
    assert "the job title is longer than the 200 characters" in answer.done.wrong[0].reason
    assert answer.done.new == 1

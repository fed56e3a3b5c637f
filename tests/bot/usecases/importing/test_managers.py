from storage.database import Database
from tests.bot.usecases.importing.people_rig import LATER, managers, person, put


def test_a_manager_may_be_listed_after_their_reports_or_not_in_the_file_at_all(database: Database) -> None:
    put(database, [person("9")])
    put(database, [person("1", Manager_ID="2"), person("2", Manager_ID="9")])
    assert managers(database) == {"1": "2", "2": "9", "9": None}


def test_a_manager_is_found_by_a_full_name_that_one_person_bears(database: Database) -> None:
    put(database, [person("9", First_Name="Bo", Last_Name="Lind")])
    rows = [
        person("1", Manager_Name="Rower2, Ada"),
        person("2", Manager_Name="Bo Lind"),
        person("3", Manager_Name=""),
    ]
    put(database, [{name: f'"{cell}"' for name, cell in row.items()} for row in rows])
    assert managers(database) == {"1": "2", "2": "9", "3": None, "9": None}


def test_a_manager_whose_name_several_or_none_bear_is_told_and_not_guessed(database: Database) -> None:
    rows = [
        person("1", First_Name="Bo", Last_Name="Lind", Manager_Name=""),
        person("2", First_Name="Bo", Last_Name="Lind", Manager_Name=""),
        person("3", Manager_Name="Bo Lind"),
        person("4", Manager_Name="Nobody Here"),
    ]
    answer = put(database, rows)
    assert set(managers(database).values()) == {None}
    assert any("2 people name a manager who is not exactly one person here" in each for each in answer.done.sentences)


def test_a_change_of_manager_is_a_change_and_so_is_having_none_any_more(database: Database) -> None:
    put(database, [person("1", Manager_ID="2"), person("2"), person("3", Manager_ID="2")])
    answer = put(database, [person("1", Manager_ID="3"), person("2"), person("3", Manager_ID="")], LATER)
    assert (answer.done.changed, answer.done.unchanged) == (2, 1)
    assert managers(database) == {"1": "3", "2": None, "3": None}


def test_a_file_that_tells_no_managers_changes_none(database: Database) -> None:
    put(database, [person("1", Manager_ID="2"), person("2")])
    assert not put(database, [person("1"), person("2")], LATER).done.changes_anything
    assert managers(database)["1"] == "2"


def test_people_who_manage_each_other_in_a_ring_land_with_their_managers(database: Database) -> None:
    rows = [
        person("1", Manager_ID="2"),
        person("2", Manager_ID="3"),
        person("3", Manager_ID="1"),
        person("4", Manager_ID="1"),
    ]
    assert put(database, rows).done.new == 4
    assert managers(database) == {"1": "2", "2": "3", "3": "1", "4": "1"}
    assert not put(database, rows).done.changes_anything

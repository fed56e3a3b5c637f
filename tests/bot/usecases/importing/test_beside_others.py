import pytest

from bot.usecases.importing.file import apply, apply_foreseen, foresee
from storage.database import Database
from tests.bot.usecases.importing.people_rig import LATER, SOURCE, a_large_reading, everything, managers, person, put
from tests.factories import NOW, an_employee
from tests.readings import reading_of
from tests.statements import recorded_statements


def test_nothing_is_kept_of_an_import_that_breaks_off(database: Database) -> None:
    def break_off(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    before = everything(database)
    with pytest.raises(KeyboardInterrupt):
        apply(database, reading_of([person("1")]), SOURCE, "UHR", NOW, break_off)
    assert everything(database) == before


def test_twenty_thousand_people_take_few_statements_and_tell_their_progress(database: Database) -> None:
    reading = a_large_reading(20_000)
    seen: list[tuple[int, int]] = []
    with recorded_statements() as statements:
        answer = apply(database, reading, SOURCE, "UHR", NOW, lambda done, total: seen.append((done, total)))
    assert answer.done.new == 20_000
    assert len(statements) < 200
    assert (len(seen) >= 20, seen[-1]) == (True, (20_000, 20_000))
    assert seen == sorted(seen)
    with recorded_statements() as statements:
        assert not apply(database, reading, SOURCE, "UHR", LATER).done.changes_anything
    assert len(statements) < 100


def test_what_was_foreseen_is_compared_anew_when_somebody_else_imported_meanwhile(database: Database) -> None:
    put(database, [person("1", Title="Clerk")])
    foreseen = foresee(
        database, reading_of([person("1", Title="Cook", Manager_ID=""), person("2", Manager_ID="1")]), NOW
    )
    put(database, [person("1", Title="Cook", Manager_ID=""), person("3", Manager_ID="1")])
    done = apply_foreseen(database, foreseen, SOURCE, "UHR", LATER).done
    assert (foreseen.preview.new, foreseen.preview.changed) == (1, 1)
    assert (done.new, done.changed, done.unchanged) == (1, 0, 1)
    assert managers(database) == {"1": None, "2": "1", "3": "1"}


def test_whoever_goes_on_changing_people_holds_no_import_up_for_ever(database: Database) -> None:
    others = [f"{number}" for number in range(100, 103)]
    added: list[str] = []

    def add_somebody(_done: int, _total: int) -> None:
        if len(added) < len(others):
            added.append(others[len(added)])
            put(database, [person(added[-1])])

    done = apply(database, reading_of([person("1"), person("2")]), SOURCE, "UHR", NOW, add_somebody).done
    assert (done.new, added) == (2, others)
    assert set(managers(database)) == {"1", "2", *others}


def test_whoever_is_added_after_an_import_gets_an_id_of_their_own(database: Database) -> None:
    put(database, [person("1"), person("2")])
    with database.begin() as session:
        an_employee(session, number="3")
    put(database, [person("4")])
    assert set(managers(database)) == {"1", "2", "3", "4"}

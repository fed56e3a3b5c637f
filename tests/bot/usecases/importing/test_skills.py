from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from bot.usecases.importing.file import Applied, Source, apply, foresee
from career.codes import code_of
from career.employees import EmploymentStatus
from storage.database import Database
from storage.tables import EmployeeRow, EmployeeSkillRow, ImportRow, SkillRow
from tests.factories import NOW, an_employee
from tests.readings import reading_of
from tests.statements import recorded_statements


def put(database: Database, *rows: Mapping[str, object]) -> Applied:
    return apply(database, reading_of(rows), Source.of("skills.csv", b"made up"), "UHR", NOW)


def skill(number: str, name: str, **cells: object) -> dict[str, object]:
    return {"Employee ID": number, "Skill": name} | cells


def hire(database: Database, *numbers: str, **fields: Any) -> None:
    with database.begin() as session:
        for number in numbers:
            an_employee(session, **({"number": number, "email": f"p{number}@example.com"} | fields))


def skills(database: Database) -> Sequence[tuple[str, str, int | None]]:
    query = (
        select(EmployeeRow.number, SkillRow.name, EmployeeSkillRow.level)
        .join(EmployeeSkillRow, EmployeeSkillRow.employee_id == EmployeeRow.id)
        .join(SkillRow, SkillRow.id == EmployeeSkillRow.skill_id)
        .order_by(EmployeeRow.number, SkillRow.name)
    )
    with database.read() as session:
        return [(row[0], row[1], row[2]) for row in session.execute(query)]


def reasons(answer: Applied) -> list[tuple[int, str]]:
    return [(row.line, row.reason) for row in answer.done.wrong]


def test_skills_are_added_once_however_they_are_written(database: Database) -> None:
    hire(database, "1", "2")
    answer = put(database, skill("1", "Project  Planning"), skill("2", "project planning"), skill("2", "Python"))
    assert answer.done.new == 3
    assert skills(database) == [
        ("1", "Project Planning", None),
        ("2", "Project Planning", None),
        ("2", "Python", None),
    ]


def test_of_new_skills_the_one_that_most_people_have_comes_first_so_that_a_glance_tells_of_it(
    sqlite_database: Database,
) -> None:
    hire(sqlite_database, "1", "2")
    put(sqlite_database, skill("1", "Abacus"), skill("1", "Rowing"), skill("2", "Rowing"))
    with sqlite_database.read() as session:
        assert session.scalars(select(SkillRow.code).order_by(SkillRow.id)).all() == ["rowing", "abacus"]


def test_a_skill_that_is_known_already_is_used(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, number="1", skills=("Python",))
        an_employee(session, number="2")
    put(database, skill("2", "PYTHON"))
    with database.read() as session:
        assert session.scalars(select(SkillRow.code)).all() == [code_of("Python")]
    assert skills(database) == [("1", "Python", None), ("2", "Python", None)]


def test_the_same_skills_again_change_nothing_and_another_level_does(database: Database) -> None:
    hire(database, "1")
    rows = [skill("1", "Python", Level="3"), skill("1", "Rowing", Level="")]
    put(database, *rows)
    assert not put(database, *rows).done.changes_anything
    answer = put(database, skill("1", "Python", Level="4"), skill("1", "Rowing", Level=""))
    assert (answer.done.new, answer.done.changed, answer.done.unchanged) == (0, 1, 1)
    assert skills(database) == [("1", "Python", 4), ("1", "Rowing", None)]
    with database.read() as session:
        assert len(session.scalars(select(ImportRow)).all()) == 2


def test_a_file_without_levels_takes_none_away(database: Database) -> None:
    hire(database, "1")
    put(database, skill("1", "Python", Level="3"))
    assert not put(database, skill("1", "Python")).done.changes_anything
    assert skills(database) == [("1", "Python", 3)]


def test_a_skill_that_is_not_in_the_file_stays(database: Database) -> None:
    hire(database, "1")
    put(database, skill("1", "Python"))
    put(database, skill("1", "Rowing"))
    assert len(skills(database)) == 2


def test_people_are_known_by_number_or_by_email(database: Database) -> None:
    hire(database, "1")
    put(database, {"Email": "P1@Example.com", "Skill": "Python"})
    assert skills(database) == [("1", "Python", None)]


def test_an_address_means_the_person_who_works_here_now(database: Database) -> None:
    hire(database, "1", email="a@example.com", status=EmploymentStatus.LEFT)
    hire(database, "2", email="a@example.com")
    put(database, {"Email": "a@example.com", "Skill": "Python"})
    assert skills(database) == [("2", "Python", None)]


def test_skills_of_nobody_known_are_wrong_rows_with_the_reason_and_the_others_land(database: Database) -> None:
    hire(database, "1", "2")
    answer = put(
        database,
        skill("1", "Python", Email=""),
        skill("404", "Python", Email=""),
        skill("", "Python", Email="nobody@example.com"),
        skill("1", "Rowing", Email="p2@example.com"),
        skill("1", "x" * 121, Email=""),
        skill("1", "python", Email="p1@example.com"),
    )
    assert reasons(answer) == [
        (3, "nobody has the employee number 404; import employees first"),
        (4, "nobody has the e-mail address nobody@example.com; import employees first"),
        (5, "the number 1 and the e-mail address p2@example.com are those of two people"),
        (6, "the skill is longer than the 120 characters that can be kept"),
        (7, "the same skill of the same person is on line 2 already"),
    ]
    assert skills(database) == [("1", "Python", None)]


def test_an_address_that_two_leavers_had_tells_nobody(database: Database) -> None:
    hire(database, "1", "2", email="a@example.com", status=EmploymentStatus.LEFT)
    answer = put(database, {"Email": "a@example.com", "Skill": "Python"})
    assert reasons(answer) == [
        (2, "2 people who have left had the e-mail address a@example.com; please give the number")
    ]


def test_a_preview_of_skills_counts_and_changes_nothing(database: Database) -> None:
    hire(database, "1")
    reading = reading_of([skill("1", "Python"), skill("1", "Rowing")])
    assert foresee(database, reading, NOW).preview.new == 2
    assert skills(database) == []


def test_many_skills_take_few_statements(database: Database) -> None:
    hire(database, *(f"{number:03}" for number in range(200)))
    rows = [skill(f"{number % 200:03}", f"Skill {number // 200}") for number in range(5_000)]
    reading = reading_of(rows)
    with recorded_statements() as statements:
        answer = apply(database, reading, Source.of("skills.csv", b"made up"), "UHR", NOW)
    assert answer.done.new == 5_000
    assert len(statements) < 30

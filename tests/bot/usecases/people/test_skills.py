from collections.abc import Mapping

import pytest
from sqlalchemy import insert, select

from bot.usecases.importing.file import Source, apply
from bot.usecases.people.skills import (
    MOST_DECLARED,
    MySkills,
    NoSkill,
    SkillRemoved,
    SkillsAdded,
    TooManySkills,
    add_skills,
    my_skills,
    offered,
    remove_skill,
    skills_like,
)
from bot.usecases.people.speaker import NotLinked
from bot.views.skills import options_for, skills_modal
from career.codes import code_of
from career.employees import SkillSource
from storage.database import Database
from storage.tables import AuditRow, EmployeeSkillRow, SkillRow
from tests.bot.views import slack_says
from tests.factories import NOW, a_skill, an_employee
from tests.readings import reading_of
from tests.statements import recorded_statements

KNOWN = ("PostgreSQL", "Python", "Project Planning", "C", "C#", "C++", "JavaScript", "Java", "Excel", "SQL")


def known(*names: str) -> list[tuple[str, str]]:
    return [(code_of(name), name) for name in names]


def sources(database: Database) -> Mapping[str, SkillSource]:
    query = select(SkillRow.name, EmployeeSkillRow.source).join(EmployeeSkillRow)
    with database.read() as session:
        return {row.name: row.source for row in session.execute(query)}


@pytest.fixture
def ada(database: Database) -> int:
    """Ada, of whom the HR system says that she knows Python; the company knows a few skills."""
    with database.begin() as session:
        for name in KNOWN:
            a_skill(session, name)
        return an_employee(session, slack_id="UADA", number="1", skills=("Python",))


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("postgres", "PostgreSQL"),
        ("postgers", "PostgreSQL"),
        ("pyhton", "Python"),
        ("planning", "Project Planning"),
        ("java", "Java"),
        ("c", "C"),
        ("C++", "C++"),
    ],
)
def test_what_is_typed_finds_the_skill_that_is_meant(typed: str, first: str) -> None:
    assert skills_like(typed, known(*KNOWN), 100)[0] == first


def test_one_letter_offers_only_what_begins_so() -> None:
    assert set(skills_like("p", known(*KNOWN), 100)) == {"PostgreSQL", "Python", "Project Planning"}


def test_a_skill_is_found_among_twenty_thousand_in_one_statement(sqlite_database: Database) -> None:
    names = [f"Skill number {each:05} of many" for each in range(20_000)]
    with sqlite_database.begin() as session:
        session.execute(insert(SkillRow), [{"name": name, "code": code_of(name)} for name in (*names, "PostgreSQL")])
    with recorded_statements() as statements:
        assert offered(sqlite_database, "postgres", 100)[0] == "PostgreSQL"
    assert len([each for each in statements if each.startswith("SELECT")]) == 1
    assert len(offered(sqlite_database, "skill number", 100)) == 100


def test_own_words_are_offered_last_unless_the_company_knows_them() -> None:
    assert [each.value for each in options_for("  Knot   tying ", ("Knitting",))] == ["Knitting", "Knot tying"]
    assert [each.value for each in options_for("PYTHON", ("Python",))] == ["Python"]
    assert len(options_for("zz", tuple(f"Skill {each}" for each in range(200)))) == 100


@pytest.mark.usefixtures("ada")
def test_declared_skills_are_written_as_the_company_writes_them_and_new_ones_are_kept(database: Database) -> None:
    answer = add_skills(database, "UADA", ["postgresql", " Knot  tying ", "python"], NOW)
    assert answer == SkillsAdded(("PostgreSQL", "Knot tying"), ("Python",))
    assert sources(database) == {
        "Python": SkillSource.IMPORTED,
        "PostgreSQL": SkillSource.DECLARED,
        "Knot tying": SkillSource.DECLARED,
    }
    with database.read() as session:
        assert [line.action for line in session.scalars(select(AuditRow))] == ["skill.declared"]


@pytest.mark.usefixtures("ada")
def test_only_what_was_declared_can_be_removed_and_twice_is_harmless(database: Database) -> None:
    add_skills(database, "UADA", ["SQL"], NOW)
    assert remove_skill(database, "UADA", "Python", NOW) == SkillRemoved("Python", was_there=False)
    assert remove_skill(database, "UADA", "SQL", NOW) == SkillRemoved("SQL", was_there=True)
    assert remove_skill(database, "UADA", "SQL", NOW) == SkillRemoved("SQL", was_there=False)
    assert sources(database) == {"Python": SkillSource.IMPORTED}


@pytest.mark.usefixtures("ada")
def test_nothing_readable_is_no_skill_and_there_is_an_end(database: Database) -> None:
    assert add_skills(database, "UADA", ["  ", "???", "x" * 121], NOW) == NoSkill()
    many = [f"Skill {each}" for each in range(MOST_DECLARED)]
    assert isinstance(add_skills(database, "UADA", many, NOW), SkillsAdded)
    assert add_skills(database, "UADA", ["One more"], NOW) == TooManySkills()
    assert add_skills(database, "UNOBODY", ["SQL"], NOW) == NotLinked()


@pytest.mark.usefixtures("ada")
def test_only_what_is_new_counts_towards_the_most_that_can_be_declared(database: Database) -> None:
    many = [f"Skill {each}" for each in range(MOST_DECLARED - 1)]
    add_skills(database, "UADA", many, NOW)
    again = [*many[:5], "Python", "One more"]
    assert add_skills(database, "UADA", again, NOW) == SkillsAdded(("One more",), (*many[:5], "Python"))
    assert add_skills(database, "UADA", ["Another"], NOW) == TooManySkills()


@pytest.mark.usefixtures("ada")
def test_an_import_takes_over_what_it_names_and_leaves_other_declared_skills(database: Database) -> None:
    add_skills(database, "UADA", ["SQL", "Excel"], NOW)
    file = reading_of([{"Employee ID": "1", "Skill": "sql"}])
    done = apply(database, file, Source.of("skills.csv", b"made up"), "UHR", NOW)
    assert sources(database) == {
        "Python": SkillSource.IMPORTED,
        "SQL": SkillSource.IMPORTED,
        "Excel": SkillSource.DECLARED,
    }
    assert (done.done.new, done.done.changed) == (0, 1)
    again = apply(database, file, Source.of("skills.csv", b"made up"), "UHR", NOW)
    assert (again.done.new, again.done.changed, again.done.unchanged) == (0, 0, 1)


@pytest.mark.usefixtures("ada")
def test_the_modal_fits_with_all_that_can_be_declared(database: Database) -> None:
    add_skills(database, "UADA", ["&" * 100 + f" x{each}" for each in range(MOST_DECLARED)], NOW)
    for skip in (0, 90, 900):
        mine = my_skills(database, "UADA", skip, 15, 40)
        assert isinstance(mine, MySkills)
        view = skills_modal(mine, "Removed.")
        assert slack_says.of_modal(view) == []
        assert "Python (HR system)" in slack_says.words(view.blocks or ())

"""Looking for people who have several skills: who is found, and from where the database starts."""

from sqlalchemy import Select
from sqlalchemy.orm import Session

from career.criteria import AtLeast, Criterion, Every, Fact, FactName, Relation, Some, Unless, Where
from storage.database import Database
from storage.rules.audiences import qualified, qualified_ids, required_skills
from storage.rules.glances import LAST
from storage.rules.rarity import holders_of_all, rarest_first
from storage.tables import SkillRow
from tests.factories import NOW, an_employee

TODAY = NOW.date()
MANY = tuple(f"skill {number}" for number in range(9))


def has(name: str, *, yes: bool = True) -> Where:
    return Where(Fact(FactName.SKILL, name), Relation.IS, yes)


def ids(session: Session, rule: Criterion) -> set[int]:
    return set(session.scalars(qualified(session, rule, TODAY)))


def test_the_rarest_skill_comes_first_and_the_most_common_one_last(database: Database) -> None:
    with database.begin() as session:
        for number in range(120):
            skills = ["everyday"] + ["rare"] * (number % 40 == 0) + ["known"] * (number % 3 == 0)
            an_employee(session, skills=tuple(skills))
        found = rarest_first(session, {"everyday", "rare", "known", "unheard of"})
    assert [skill.code for skill in found] == ["rare", "known", "everyday"]


def test_whoever_has_all_of_many_skills_is_found_and_nobody_else(database: Database) -> None:
    with database.begin() as session:
        one = an_employee(session, skills=MANY)
        for left_out in MANY:
            an_employee(session, skills=tuple(skill for skill in MANY if skill != left_out))
        found = session.scalars(holders_of_all(session, rarest_first(session, MANY))).all()
    assert found == [one]


def test_what_must_hold_is_told_from_what_may(database: Database) -> None:
    rule = Every(
        (
            has("a"),
            Some((has("b"), has("c"))),
            Every((has("d"), Unless(has("e")))),
            AtLeast(1, (has("f"),)),
            has("g", yes=False),
        )
    )
    assert required_skills(rule) == ["a", "d"]
    with database.begin() as session:
        good = an_employee(session, skills=("a", "b", "d", "f"))
        for skills in (
            ("a", "d", "f"),
            ("a", "b", "f"),
            ("a", "b", "d", "e", "f"),
            ("a", "b", "d", "f", "g"),
            ("a", "b", "d"),
        ):
            an_employee(session, skills=skills)
        assert ids(session, rule) == {good}


def test_a_skill_that_nobody_ever_had_is_asked_of_nobody(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, skills=("a",))
        assert ids(session, Every((has("a"), has("unheard of")))) == set()


def plan_of(session: Session, query: Select[int]) -> list[str]:
    sql = str(query.compile(session.connection(), compile_kwargs={"literal_binds": True}))
    return [str(row[3]) for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}")]


def a_company_with_more_skills_than_a_glance_tells_of(session: Session) -> None:
    session.add_all(SkillRow(name=f"early {number}", code=f"early {number}") for number in range(LAST - 1))
    session.flush()
    for number in range(30):
        an_employee(session, skills=("everyday", *(["rare", "late"] if number == 7 else [])))


def test_whoever_lacks_a_skill_that_a_glance_tells_of_is_passed_by_without_looking_anything_up(
    sqlite_database: Database,
) -> None:
    with sqlite_database.begin() as session:
        a_company_with_more_skills_than_a_glance_tells_of(session)
        plan = plan_of(session, qualified_ids(session, Every((has("everyday"), has("rare"))), TODAY))
    assert plan == ["SEARCH employee_skills_1 USING PRIMARY KEY (skill_id=?)"]


def test_the_search_starts_from_one_skill_and_reads_nobody_who_lacks_it(sqlite_database: Database) -> None:
    with sqlite_database.begin() as session:
        a_company_with_more_skills_than_a_glance_tells_of(session)
        for asked in (("everyday", "rare"), ("everyday", "rare", "late"), ("late", "rare")):
            plan = plan_of(session, qualified(session, Every(tuple(map(has, asked))), TODAY))
            searches = [step.partition(" USING ")[2] for step in plan if "employee_skills" in step]
            assert [step for step in plan if step.startswith("SCAN")] == []
            assert searches[0] == "PRIMARY KEY (skill_id=?)"
            assert set(searches[1:]) <= {"PRIMARY KEY (skill_id=? AND employee_id=?)"}
            assert "SEARCH employees USING INTEGER PRIMARY KEY (rowid=?)" in plan

"""What a glance tells of somebody is true after whatever happened to their skills, and whoever goes by it finds the same."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import partial
from typing import Any

from alembic import command
from alembic.config import Config
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session
from sqlalchemy.schema import DropTable

from career.criteria import Every, Fact, FactName, Relation, Where
from career.employees import EmploymentStatus, SkillSource
from storage.apart import Apart
from storage.database import Database
from storage.importing.bulk import prepare
from storage.importing.skill_imports import PersonSkill, put_skills
from storage.people.declared_skills import declare_skill, remove_declared_skill
from storage.rules.audiences import count_qualified, qualified, qualified_ids
from storage.rules.glances import LAST, NOT_YET, counted
from storage.schema import migrate
from storage.tables import EmployeeRow, EmployeeSkillRow, SkillRow
from storage.training.completions import record_completions
from tests.factories import NOW, a_programme, an_employee

TODAY = NOW.date()
PEOPLE = 4
BORDER = tuple(f"skill {number}" for number in (1, 2, LAST - 1, LAST, LAST + 1, LAST + 2))
"""Skills on both sides of the last one that a glance tells of; each has its number as its id."""

Change = Callable[[Session, Sequence[int]], object]

_examples = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
_who = st.integers(0, PEOPLE - 1)
_skill = st.sampled_from(BORDER)
_status = st.sampled_from(EmploymentStatus)


def _declare(who: int, skill: str, session: Session, people: Sequence[int]) -> None:
    declare_skill(session, people[who], skill)


def _take_back(who: int, skill: str, session: Session, people: Sequence[int]) -> None:
    remove_declared_skill(session, people[who], skill)


def _import(rows: list[tuple[int, str]], session: Session, people: Sequence[int]) -> None:
    skills = [PersonSkill(people[who], skill, None) for who, skill in rows]
    bulks = put_skills(session.get_bind().dialect, skills, {skill: skill for _, skill in rows})
    prepare(Apart(session.connection(), nullcontext), bulks, lambda *_: None).write(session)
    for bulk in bulks:
        session.execute(DropTable(bulk.aside, if_exists=True))


def _train(whom: list[int], skill: str, session: Session, people: Sequence[int]) -> None:
    programme = a_programme(session, skills=(skill,))
    record_completions(session, [people[who] for who in whom], (programme, "Rowing"), TODAY, NOW)


def _lose(who: int, skill: str, session: Session, people: Sequence[int]) -> None:
    row = (EmployeeSkillRow.employee_id == people[who], EmployeeSkillRow.skill_id == _id_of(session, skill))
    session.execute(delete(EmployeeSkillRow).where(*row))


def _erase(who: int, session: Session, people: Sequence[int]) -> None:
    session.execute(delete(EmployeeSkillRow).where(EmployeeSkillRow.employee_id == people[who]))


def _become(who: int, status: EmploymentStatus, session: Session, people: Sequence[int]) -> None:
    session.execute(update(EmployeeRow).where(EmployeeRow.id == people[who]).values(status=status))


def _mend_by_hand(skill: str, other: str, session: Session, people: Sequence[int]) -> None:  # noqa: ARG001  one call for all changes
    """Let one skill be another one for whoever has it and lacks the other, as somebody might with plain SQL."""
    has_other = select(EmployeeSkillRow.employee_id).where(EmployeeSkillRow.skill_id == _id_of(session, other))
    session.execute(
        update(EmployeeSkillRow)
        .where(EmployeeSkillRow.skill_id == _id_of(session, skill), EmployeeSkillRow.employee_id.not_in(has_other))
        .values(skill_id=_id_of(session, other))
        .execution_options(synchronize_session=False)
    )


_changes: st.SearchStrategy[Change] = st.one_of(
    st.builds(partial, st.just(_declare), _who, _skill),
    st.builds(partial, st.just(_take_back), _who, _skill),
    st.builds(partial, st.just(_import), st.lists(st.tuples(_who, _skill), unique=True, max_size=12)),
    st.builds(partial, st.just(_train), st.lists(_who, unique=True), _skill),
    st.builds(partial, st.just(_lose), _who, _skill),
    st.builds(partial, st.just(_erase), _who),
    st.builds(partial, st.just(_become), _who, _status),
    st.builds(partial, st.just(_mend_by_hand), _skill, _skill),
)


@_examples
@given(
    had=st.lists(st.lists(_skill, unique=True), min_size=PEOPLE, max_size=PEOPLE),
    changes=st.lists(_changes, min_size=1, max_size=12),
    asked=st.lists(_skill, min_size=1, max_size=4, unique=True),
)
def test_whatever_happens_a_glance_tells_the_truth_and_finds_whom_looking_at_everything_finds(
    database: Database, had: list[list[str]], changes: list[Change], asked: list[str]
) -> None:
    rule = Every(tuple(Where(Fact(FactName.SKILL, skill), Relation.IS, bound=True) for skill in asked))
    with database.begin() as session:
        _know_skills(session)
        people = [an_employee(session, skills=tuple(skills)) for skills in had]
        for change in changes:
            change(session, people)
            truth = _truth(session)
            assert _glances(session) == {
                each: {glance if database.is_sqlite else None} for each, glance in truth.items()
            }
            bits = sum(1 << _id_of(session, skill) for skill in asked)
            suited = {
                each for each, glance in _truth(session, last=LAST + 2).items() if glance & (bits | 1) == bits | 1
            }
            assert set(session.scalars(qualified_ids(session, rule, TODAY))) == suited
            assert set(session.scalars(qualified(session, rule, TODAY))) == suited
            assert count_qualified(session, rule, TODAY) == len(suited)
        session.rollback()


def test_whoever_writes_very_many_rows_counts_for_all_of_them_at_once(sqlite_database: Database) -> None:
    with sqlite_database.begin() as session:
        _know_skills(session)
        people = [an_employee(session, skills=BORDER[2:4]) for _ in range(PEOPLE)]
        _become(0, EmploymentStatus.LEFT, session, people)
        source = SkillSource.IMPORTED
        rows = [{"skill_id": 1, "employee_id": each, "source": source, "glance": NOT_YET} for each in people[:2]]
        session.execute(insert(EmployeeSkillRow), rows)
        assert _glances(session)[people[0]] != {_truth(session)[people[0]]}
        session.execute(counted(select(EmployeeRow.id).where(EmployeeRow.id.in_(people[:2]))))
        assert _glances(session) == {each: {glance} for each, glance in _truth(session).items()}


def test_the_skills_that_people_had_before_there_were_glances_are_told_of_and_kept_on_the_way_back(
    database: Database,
) -> None:
    config = Config("alembic.ini")

    def go(to: Callable[[Config, str], None], revision: str) -> None:
        with database.alone() as connection:
            config.attributes["connection"] = connection
            to(config, revision)

    def skills(session: Session) -> list[Any]:
        columns = (
            EmployeeSkillRow.employee_id,
            EmployeeSkillRow.skill_id,
            EmployeeSkillRow.level,
            EmployeeSkillRow.source,
        )
        return list(session.execute(select(*columns).order_by(*columns[:2])).all())

    with database.begin() as session:
        _know_skills(session)
        people = [an_employee(session, skills=BORDER) for _ in range(2)]
        _become(0, EmploymentStatus.LEAVE, session, people)
        session.execute(update(EmployeeSkillRow).values(level=EmployeeSkillRow.skill_id))
        before, truth = skills(session), _truth(session)
    go(command.downgrade, "0001")
    with database.read() as session:
        assert skills(session) == before
    migrate(database)
    with database.read() as session:
        assert skills(session) == before
        assert _glances(session) == {each: {glance if database.is_sqlite else None} for each, glance in truth.items()}


def _know_skills(session: Session) -> None:
    """Let there be skills, each with its number as its id."""
    rows = [{"id": number, "name": f"skill {number}", "code": f"skill {number}"} for number in range(1, LAST + 3)]
    session.execute(insert(SkillRow), rows)


def _id_of(session: Session, skill: str) -> int:
    return session.scalars(select(SkillRow.id).where(SkillRow.code == skill)).one()


def _glances(session: Session) -> dict[int, set[int | None]]:
    """Return what stands beside somebody's skills, by employee."""
    found: dict[int, set[int | None]] = {}
    for row in session.execute(select(EmployeeSkillRow.employee_id, EmployeeSkillRow.glance)):
        found.setdefault(row.employee_id, set()).add(row.glance)
    return found


def _truth(session: Session, last: int = LAST) -> dict[int, int]:
    """Return what should stand there, put together one skill after the other."""
    status = {row.id: row.status for row in session.execute(select(EmployeeRow.id, EmployeeRow.status))}
    found: dict[int, int] = {}
    for row in session.execute(select(EmployeeSkillRow.employee_id, EmployeeSkillRow.skill_id)):
        found.setdefault(row.employee_id, int(status[row.employee_id] is EmploymentStatus.ACTIVE))
        found[row.employee_id] |= (1 << row.skill_id) * (row.skill_id <= last)
    return found

"""Portfolios, HR's search, the skills one declares and the file with everything stored: through Slack, from end to end."""

import pytest
from sqlalchemy import select

from bot.views.ids import Action, Block
from career.applications import Decision
from career.employees import SkillSource
from sandbox.person import Person
from sandbox.seen import SeenMessage, SeenView
from storage.tables import AuditRow, EmployeeSkillRow, ReviewRow, SkillRow
from tests.factories import NOW, a_skill, an_application, an_opening
from tests.scenarios.waiting import home_with, modal_with
from tests.scenarios.world import HR_CHANNEL, World


@pytest.fixture
def reviewed(world: World) -> World:
    """Ada has a review, and has applied for a job."""
    with world.database.begin() as session:
        session.add(ReviewRow(employee_id=world.employees["ada"], reviewed_on=NOW.date(), rating=4))
        a_skill(session, "PostgreSQL")
        an_application(session, an_opening(session, title="Harbour Pilot"), world.employees["ada"])
    return world


def told_hr(world: World, words: str) -> SeenMessage:
    return world.wait_for(
        lambda: next((each for each in world.hana.ephemerals(HR_CHANNEL) if words in each.words), None)
    )


def skills_of(world: World, name: str) -> dict[str, SkillSource]:
    query = select(SkillRow.name, EmployeeSkillRow.source).join(EmployeeSkillRow)
    with world.database.read() as session:
        rows = session.execute(query.where(EmployeeSkillRow.employee_id == world.employees[name]))
        return {row.name: row.source for row in rows}


def test_hr_finds_people_opens_a_portfolio_and_takes_a_table_out(reviewed: World) -> None:
    reviewed.hr("/hr find skill:python rating>=4")
    found = told_hr(reviewed, "Ada Lovering")
    assert "Chiara" not in found.words
    reviewed.hana.press(found, Action.HR_PORTFOLIO)
    assert "Harbour Pilot" in modal_with(reviewed.hana, "Reports to").words
    reviewed.hana.press(found, Action.HR_FIND_CSV)
    reviewed.wait_for(lambda: [each for each in reviewed.hana.messages(HR_CHANNEL) if "asked for this" in each.words])
    with reviewed.database.read() as session:
        assert session.scalar(select(AuditRow.action).where(AuditRow.subject == "export:found")) == "table.exported"


def test_hr_reads_what_is_mistyped_with_the_nearest_word(reviewed: World) -> None:
    reviewed.hr("/hr find skil:python")
    told_hr(reviewed, "Did you mean `skill:python`?")


def test_a_portfolio_opens_by_mention_and_from_an_application(reviewed: World) -> None:
    reviewed.hr("/hr portfolio @ada")
    assert "24 November 2026: 4" in modal_with(reviewed.hana, "Ada Lovering").words
    reviewed.hugo.command("/hr applications", HR_CHANNEL)
    queue = reviewed.wait_for(lambda: next(iter(reviewed.hugo.ephemerals(HR_CHANNEL)), None))
    reviewed.hugo.press(queue, Action.HR_APPLICATION)
    form = modal_with(reviewed.hugo, "Harbour Pilot")
    reviewed.hugo.press(form, Action.HR_PORTFOLIO)
    assert "24 November 2026: 4" in modal_with(reviewed.hugo, "Reports to").words


def test_nobody_else_finds_anybody_or_opens_a_portfolio(reviewed: World) -> None:
    for order in ("/hr portfolio @ada", "/hr find ada"):
        assert "This is for HR" in reviewed.ben.command(order).words
    assert reviewed.ben.view() is None


def _portfolio(person: Person) -> SeenView:
    person.command("/career portfolio")
    return modal_with(person, "This is what HR holds about you")


def test_the_person_reads_everything_held_and_tells_hr_what_is_wrong(reviewed: World) -> None:
    shown = _portfolio(reviewed.ada)
    assert "24 November 2026: 4" in shown.words
    reviewed.ada.submit(shown, {Block.HELD_WRONG: "I know SQL & more"})
    reviewed.wait_for(
        lambda: [each for each in reviewed.hana.messages(HR_CHANNEL) if "in their portfolio" in each.words]
    )


def test_skills_are_searched_declared_and_taken_back(reviewed: World) -> None:
    reviewed.ada.command("/career skills")
    form = modal_with(reviewed.ada, "You said so yourself")
    offered = reviewed.ada.suggestions(form, Block.SKILLS_ADD, "postgres")
    assert offered[0]["value"] == "PostgreSQL"
    assert offered[-1]["value"] == "postgres"
    reviewed.ada.submit(form, {Block.SKILLS_ADD: offered[:1]})
    modal_with(reviewed.ada, "Added: *PostgreSQL*")
    assert skills_of(reviewed, "ada")["PostgreSQL"] is SkillSource.DECLARED
    reviewed.ada.press(reviewed.ada.view() or form, Action.SKILLS)
    again = modal_with(reviewed.ada, "You said so yourself")
    reviewed.ada.press(again, Action.SKILL_REMOVE)
    modal_with(reviewed.ada, "Removed: *PostgreSQL*")
    assert "PostgreSQL" not in skills_of(reviewed, "ada")


def test_everything_stored_comes_as_a_file_to_the_person_alone(reviewed: World) -> None:
    reviewed.ada.command("/career data")
    message = reviewed.wait_for(
        lambda: next((each for each in reviewed.ada.dm() if "only you" in each.words.lower()), None)
    )
    assert [each["name"] for each in message.files] == ["my-data.json"]
    assert not [each for each in reviewed.hana.messages(HR_CHANNEL) if each.files]


def test_what_hr_decides_is_on_the_home_tab_without_opening_it_again(reviewed: World) -> None:
    reviewed.ada.open_home()
    home_with(reviewed.ada, "Harbour Pilot")
    reviewed.hr("/hr applications")
    queue = reviewed.wait_for(lambda: next(iter(reviewed.hana.ephemerals(HR_CHANNEL)), None))
    reviewed.hana.press(queue, Action.HR_APPLICATION)
    form = modal_with(reviewed.hana, "Your decision")
    reviewed.hana.submit(form, {Block.HR_DECISION: Decision.INTERVIEW, Block.HR_REASON: "Come and talk to us"})
    assert "at the interview stage" in home_with(reviewed.ada, "Come and talk to us").words


def test_what_one_does_elsewhere_is_on_the_home_tab_that_stands_open(reviewed: World) -> None:
    reviewed.ada.open_home()
    home_with(reviewed.ada, "Harbour Pilot")
    reviewed.ada.command("/interest celestial navigation")
    home_with(reviewed.ada, "celestial navigation")

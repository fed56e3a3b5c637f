"""A nudge that is wrong about somebody: they see what is held, put right what is theirs, and HR hears the rest once."""

import json

import pytest
from sqlalchemy import select

from bot.views.ids import Action, Block, Modal
from career.employees import SkillSource
from career.requirements import Requirements
from sandbox.seen import SeenMessage, SeenView
from storage.tables import EmployeeSkillRow, NoticeRow, ReviewRow, SkillRow
from tests.factories import NOW, a_skill, an_opening
from tests.scenarios import nudging
from tests.scenarios.nudging import TEN_IN_BERLIN, plain, received
from tests.scenarios.world import HR_CHANNEL, World

RULE = Requirements(skills_all=("SQL", "Knots"), departments=("Operations",), last_rating_at_least=3).rule()


@pytest.fixture
def nudged(world: World) -> World:
    """Ada has just been nudged about a job for which she declared a skill herself."""
    with world.database.begin() as session:
        an_opening(session, title="Data Analyst", requirements=RULE)
        ada = world.employees["ada"]
        knots = a_skill(session, "Knots")
        session.add(EmployeeSkillRow(employee_id=ada, skill_id=knots, source=SkillSource.DECLARED))
        session.add(ReviewRow(employee_id=ada, reviewed_on=NOW.date(), rating=4))
    nudging.a_running_nudge(world)
    nudging.at(world, TEN_IN_BERLIN)
    return world


def _opened(world: World) -> SeenView:
    world.ada.press(received(world, "ada"), Action.NUDGE_WRONG)
    return nudging.modal(world, Modal.HELD, "ada")


def _skills(world: World, name: str) -> set[str]:
    with world.database.read() as session:
        query = select(SkillRow.name).join(EmployeeSkillRow, EmployeeSkillRow.skill_id == SkillRow.id)
        return set(session.scalars(query.where(EmployeeSkillRow.employee_id == world.employees[name])))


def _notes(world: World) -> list[SeenMessage]:
    return [each for each in world.hana.messages(HR_CHANNEL) if "is wrong" in each.words]


def test_the_page_shows_what_the_rule_used_and_never_a_rating(nudged: World) -> None:
    shown = plain(_opened(nudged))
    assert "SQL: on record with HR" in shown
    assert "Knots: you said so yourself" in shown
    assert "Department: Operations" in shown
    assert "ating" not in shown
    assert _opened_buttons(nudged) == ["Remove"]


def _opened_buttons(world: World) -> list[str]:
    view = world.ada.view()
    assert view is not None
    return view.buttons


def test_a_skill_that_they_declared_is_theirs_to_take_back_and_to_declare_again(nudged: World) -> None:
    nudged.ada.press(_opened(nudged), "Remove")
    nudged.wait_for(lambda: _opened_buttons(nudged) == ["I have it"] or None)
    assert "Knots" not in _skills(nudged, "ada")
    view = nudged.ada.view()
    assert view is not None
    nudged.ada.press(view, "I have it")
    nudged.wait_for(lambda: _opened_buttons(nudged) == ["Remove"] or None)
    assert "Knots" in _skills(nudged, "ada")


def test_what_is_hrs_to_change_is_told_to_hr_once_in_the_persons_own_words(nudged: World) -> None:
    form = _opened(nudged)
    assert nudged.ada.submit(form, {Block.HELD_WRONG: "I moved to <Sales> & <!channel> last week"}).ok
    nudging.modal(nudged, "HR has your note", "ada")
    (told,) = nudged.wait_for(lambda: _notes(nudged) or None)
    assert "*Ada Lovering* (00001)" in told.words
    assert "I moved to &lt;Sales&gt; &amp; &lt;!channel&gt; last week" in json.dumps(told.blocks)
    nudging.at(nudged, nudged.clock())
    with nudged.database.read() as session:
        assert len(session.scalars(select(NoticeRow.id)).all()) == 1
    assert len(_notes(nudged)) == 1

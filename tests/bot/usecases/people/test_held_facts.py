"""What is held about somebody beside a nudge, who may change it, and what HR is told, on both databases."""

from sqlalchemy import select

from bot.notices import COMPOSERS
from bot.notices.message import NoticeMessage
from bot.usecases.people import held_facts
from bot.usecases.people.disputing import HrTold, NoteToHr, NothingSaid
from bot.usecases.people.held_facts import Held, NoSuchCopy
from career.criteria import Fact, FactName
from career.employees import SkillSource
from career.requirements import Requirements
from career.targets import OpeningTarget
from storage.database import Database
from storage.messages.notices import Told
from storage.tables import AuditRow, EmployeeSkillRow, NoticeRow
from tests.bot.nudges.rig import Clock, Mailbox, a_running_nudge, deliver
from tests.factories import NOW, a_skill, an_employee, an_opening

CHANNEL = "C0HR"
KNOTS = Fact(FactName.SKILL, "Knots")


def _nudged(database: Database) -> str:
    """Nudge UADA, rated 4, who declared one skill and has another from HR; return the token of her copy."""
    rule = Requirements(skills_all=("SQL", "Knots"), level_at_least=2, last_rating_at_least=3).rule()
    with database.begin() as session:
        ada = an_employee(
            session, slack_id="UADA", given_name="Ada", family_name="<L>", skills=("SQL",), rating=4, level=3
        )
        knots = a_skill(session, "Knots")
        session.add(EmployeeSkillRow(employee_id=ada, skill_id=knots, source=SkillSource.DECLARED))
        an_employee(session, slack_id="UBEN")
        opening = an_opening(session, requirements=rule)
    a_running_nudge(database, OpeningTarget(opening))
    mail = Mailbox(Clock())
    deliver(database, mail)
    ((_, _, token, _),) = mail.taken
    return str(token)


def _held(answer: held_facts.HeldAnswer) -> dict[Fact, object]:
    assert isinstance(answer, Held)
    return {each.fact: each.source or each.value for each in answer.facts}


def test_all_that_the_rule_used_is_shown_but_never_a_rating(database: Database) -> None:
    held = held_facts.what_is_held(database, "UADA", _nudged(database), NOW)
    assert _held(held) == {
        KNOTS: SkillSource.DECLARED,
        Fact(FactName.SKILL, "SQL"): SkillSource.IMPORTED,
        Fact(FactName.LEVEL): 3,
    }


def test_only_a_declared_skill_is_theirs_to_take_back(database: Database) -> None:
    token = _nudged(database)
    after = _held(held_facts.remove_skill(database, "UADA", token, "SQL", NOW))
    assert after[Fact(FactName.SKILL, "SQL")] is SkillSource.IMPORTED
    for _ in range(2):
        assert not _held(held_facts.remove_skill(database, "UADA", token, "Knots", NOW))[KNOTS]
    for _ in range(2):
        assert _held(held_facts.add_skill(database, "UADA", token, "Knots", NOW))[KNOTS] is SkillSource.DECLARED
    with database.read() as session:
        done = session.scalars(select(AuditRow.action).where(AuditRow.by == "UADA").order_by(AuditRow.id)).all()
    assert done == ["skill.taken_back", "skill.declared"]


def test_nobody_sees_or_changes_what_is_held_about_somebody_else(database: Database) -> None:
    token = _nudged(database)
    assert held_facts.what_is_held(database, "UBEN", token, NOW) == NoSuchCopy()
    assert held_facts.remove_skill(database, "UBEN", token, "Knots", NOW) == NoSuchCopy()
    assert held_facts.tell_hr(database, "UBEN", token, NoteToHr("Wrong!", CHANNEL, "V1"), NOW) == NoSuchCopy()
    assert held_facts.what_is_held(database, "UADA", "no token", NOW) == NoSuchCopy()


def test_the_same_form_sent_twice_is_one_note_to_hr(database: Database) -> None:
    token = _nudged(database)
    for _ in range(2):
        assert held_facts.tell_hr(database, "UADA", token, NoteToHr(" I <moved> ", CHANNEL, "V1"), NOW) == HrTold()
    assert held_facts.tell_hr(database, "UADA", token, NoteToHr("  ", CHANNEL, "V2"), NOW) == NothingSaid()
    with database.begin() as session:
        (row,) = session.scalars(select(NoticeRow)).all()
        assert (row.channel_id, row.employee_id) == (CHANNEL, None)
        told = Told(row.kind, row.key, None, CHANNEL, row.details, None)
        message = COMPOSERS[row.kind](session, told, NOW)
    assert isinstance(message, NoticeMessage)
    assert "*Ada &lt;L&gt;*" in message.text
    assert "> I &lt;moved&gt;" in message.text

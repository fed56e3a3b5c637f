"""An opening that HR changes: what people read, who suits it, and the nudges about it that have to be seen again."""

from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import select

from bot.notices import COMPOSERS
from bot.notices.message import NoticeMessage
from bot.nudges.engine import tick
from bot.usecases.nudges import previewing, steering
from bot.usecases.nudges.steering import NeedsPreview, Started
from bot.usecases.openings.opening_edits import (
    CannotEdit,
    Edited,
    OpeningDraft,
    WrittenOpening,
    draft_of,
    edit_opening,
)
from bot.usecases.openings.opening_moves import Overtaken
from bot.usecases.openings.posting import NoSuchPosting, NotPosted, Wrong
from career.criteria import Ago, Criterion, Fact, FactName, Relation, Unless, Where
from career.notices import NoticeKind
from career.nudges import NudgeStatus
from career.openings import OpeningStatus
from career.outcomes import DeliveryState
from career.requirements import Requirements
from career.targets import OpeningTarget
from storage.database import Database
from storage.messages.notices import Told
from storage.nudges.records import nudge_by_id
from storage.openings.postings import OpeningText
from storage.openings.records import opening_by_id
from storage.tables import AuditRow, NoticeRow, OpeningRow
from tests.bot.nudges.rig import BEFORE, Clock, Mailbox, a_running_nudge, deliver, states
from tests.bot.views import slack_says
from tests.factories import NOW, an_employee, an_opening
from tests.storage.openings.test_endings import HANA, hana_is_known

CHANNEL = "C0HRADMIN0"
PYTHON, SQL = Requirements(skills_all=("Python",)), Requirements(skills_all=("SQL",))
TEXT = OpeningText("Data Analyst", "Help us see what the numbers say.", None, None, None)


def _edit(database: Database, opening: int, text: OpeningText = TEXT, asked: Requirements = SQL, **other: Any) -> Any:
    written = WrittenOpening(opening, other.get("seen", 1), text, asked)
    return edit_opening(database, other.get("by", HANA), written, CHANNEL, other.get("now", BEFORE))


def _a_nudged_opening(database: Database) -> tuple[int, int]:
    """Return an opening that asks for Python, and a running nudge about it that HR has previewed."""
    hana_is_known(database)
    with database.begin() as session:
        an_employee(session, skills=("Python",), slack_id="UPY")
        an_employee(session, skills=("SQL",), slack_id="USQL")
        opening = an_opening(session, requirements=PYTHON.rule())
    return opening, a_running_nudge(database, OpeningTarget(opening))


def _status(database: Database, nudge: int) -> NudgeStatus:
    with database.read() as session:
        found = nudge_by_id(session, nudge)
        assert found is not None
        return found.status


def test_what_hr_changes_is_what_people_read_and_what_their_skills_are_asked_for(database: Database) -> None:
    opening, _ = _a_nudged_opening(database)
    text = OpeningText("Planner", "Plan it.", "Operations", "Hamburg", date(2026, 12, 24))
    answer = _edit(database, opening, text)
    assert isinstance(answer, Edited)
    assert (answer.title, answer.qualified) == ("Planner", 1)
    with database.read() as session:
        kept = opening_by_id(session, opening)
        assert kept is not None
        assert (kept.title, kept.description, kept.department) == ("Planner", "Plan it.", "Operations")
        assert (kept.requirements, kept.closes_on, kept.revision) == (SQL.rule(), date(2026, 12, 24), 2)
        row = session.get_one(OpeningRow, opening)
        assert (row.title_code, row.key_skill_code) == ("planner", "sql")
        edit = session.execute(select(AuditRow.by, AuditRow.details).where(AuditRow.action == "opening.edited")).one()
        assert edit == (HANA, {"requirements": True})


def test_a_nudge_that_would_go_to_others_pauses_and_hr_is_told(database: Database) -> None:
    opening, nudge = _a_nudged_opening(database)
    answer = _edit(database, opening)
    assert [each.id for each in answer.paused] == [nudge]
    assert _status(database, nudge) is NudgeStatus.PAUSED
    with database.read() as session:
        notice = session.scalars(select(NoticeRow)).one()
        assert (notice.kind, notice.channel_id) == (NoticeKind.NUDGE_PAUSED, CHANNEL)
        told = Told(notice.kind, notice.key, None, CHANNEL, notice.details, None)
        news = COMPOSERS[notice.kind](session, told, NOW)
        assert isinstance(news, NoticeMessage)
        assert slack_says.of_message(news.text, news.blocks) == []
        assert slack_says.buttons(news.blocks) == ["hr.nudge.preview"]
        assert f"*#{opening} Data Analyst* asks for something else now" in slack_says.words(news.blocks)


def test_nothing_of_it_goes_out_until_it_is_previewed_and_started_again(database: Database) -> None:
    opening, nudge = _a_nudged_opening(database)
    _edit(database, opening)
    tick(database, NOW)
    assert states(database) == {}
    assert isinstance(steering.start(database, HANA, nudge, BEFORE), NeedsPreview)
    assert isinstance(previewing.preview(database, HANA, nudge, BEFORE), previewing.Preview)
    assert isinstance(steering.start(database, HANA, nudge, BEFORE), Started)
    tick(database, NOW)
    assert list(states(database).values()) == [DeliveryState.DUE]
    with database.read() as session:
        notice = session.scalars(select(NoticeRow)).one()
        told = Told(notice.kind, notice.key, None, CHANNEL, notice.details, None)
        assert COMPOSERS[notice.kind](session, told, NOW) is None, "it runs again, so it is no news"


def test_what_was_due_already_does_not_go_out_after_the_edit(sqlite_database: Database) -> None:
    opening, _ = _a_nudged_opening(sqlite_database)
    tick(sqlite_database, NOW)
    assert list(states(sqlite_database).values()) == [DeliveryState.DUE]
    _edit(sqlite_database, opening, now=NOW)
    mail = Mailbox(Clock(NOW + timedelta(minutes=1)))
    deliver(sqlite_database, mail)
    assert mail.taken == []


@pytest.mark.parametrize("text", [TEXT, replace(TEXT, description="Other words."), replace(TEXT, title="Planner")])
def test_a_nudge_that_goes_to_the_same_people_runs_on(database: Database, text: OpeningText) -> None:
    opening, nudge = _a_nudged_opening(database)
    assert _edit(database, opening, text, PYTHON).paused == ()
    assert _status(database, nudge) is NudgeStatus.RUNNING


def test_saving_what_stood_there_changes_nothing(database: Database) -> None:
    opening, _ = _a_nudged_opening(database)
    assert isinstance(_edit(database, opening, TEXT, PYTHON), Edited)
    with database.read() as session:
        assert session.get_one(OpeningRow, opening).revision == 1
        assert session.scalars(select(AuditRow.id).where(AuditRow.action == "opening.edited")).all() == []


def test_of_two_who_edit_at_once_the_second_is_told_who_was_faster(database: Database) -> None:
    opening, _ = _a_nudged_opening(database)
    start, answers = Barrier(2), []

    def save(title: str) -> None:
        start.wait()
        answers.append(_edit(database, opening, replace(TEXT, title=title)))

    threads = [Thread(target=save, args=(title,)) for title in ("First", "Second")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (won,) = [each for each in answers if isinstance(each, Edited)]
    (lost,) = [each for each in answers if isinstance(each, Overtaken)]
    assert lost.latest is not None
    assert (lost.latest.by_name, lost.latest.action) == ("Hana Novak", "opening.edited")
    with database.read() as session:
        assert session.get_one(OpeningRow, opening).title == won.title


NEW_HERE = Where(Fact(FactName.HIRED_ON), Relation.SINCE, Ago(90))
NOT_LEGAL = Unless(Where(Fact(FactName.DEPARTMENT), Relation.IS, "Legal"))


@pytest.mark.parametrize(("rule", "is_shown"), [(NEW_HERE, False), (NOT_LEGAL, True)])
def test_requirements_that_were_not_touched_stay_as_they_are(
    database: Database, rule: Criterion, *, is_shown: bool
) -> None:
    """Neither those that no form can say, nor those that it says in other brackets, are rewritten by an edit of the title."""
    hana_is_known(database)
    with database.begin() as session:
        opening = an_opening(session, requirements=rule)
    draft = draft_of(database, HANA, opening, NOW)
    assert isinstance(draft, OpeningDraft)
    assert (draft.requirements is not None) is is_shown
    asked = draft.requirements or Requirements()
    assert isinstance(_edit(database, opening, replace(TEXT, title="Planner"), asked), Edited)
    with database.read() as session:
        kept = opening_by_id(session, opening)
        assert kept is not None
        assert (kept.title, kept.requirements) == ("Planner", rule)


def test_a_last_day_that_has_passed_may_stay_but_not_be_chosen(sqlite_database: Database) -> None:
    hana_is_known(sqlite_database)
    passed = NOW.date() - timedelta(days=3)
    with sqlite_database.begin() as session:
        opening = an_opening(session, closes_on=passed)
    text = replace(TEXT, closes_on=passed, title="Planner")
    assert isinstance(_edit(sqlite_database, opening, text), Edited)
    other = replace(text, closes_on=passed - timedelta(days=1))
    assert _edit(sqlite_database, opening, other, seen=2) == NotPosted(frozenset({Wrong.LAST_DAY_HAS_PASSED}))


@pytest.mark.parametrize("status", [OpeningStatus.CANCELLED])
def test_what_has_ended_stays_as_people_knew_it(sqlite_database: Database, status: OpeningStatus) -> None:
    hana_is_known(sqlite_database)
    with sqlite_database.begin() as session:
        opening = an_opening(session, status=status)
    assert isinstance(draft_of(sqlite_database, HANA, opening, NOW), CannotEdit)
    assert isinstance(_edit(sqlite_database, opening), CannotEdit)
    assert draft_of(sqlite_database, HANA, 99, NOW) == _edit(sqlite_database, 99) == NoSuchPosting(99)

"""A nudge that has run gets a new version when what it sends changes, and nobody gets it twice for that (promise 7)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.nudges.engine import tick
from bot.usecases.nudges import nudge_list, previewing, steering
from bot.usecases.nudges.steering import NeedsPreview, Saved
from career.criteria import Fact, FactName, Relation, Where
from career.nudges import NudgeStatus, Reach
from career.targets import OpeningTarget
from storage.database import Database
from storage.nudges.records import NudgeText
from storage.tables import DeliveryRow, DrawRow, NudgeRow
from tests.bot.nudges.rig import (
    EVERY_TUESDAY,
    HR,
    Clock,
    Interrupted,
    Mailbox,
    a_courier,
    a_running_nudge,
    deliver,
    text_about,
)
from tests.factories import NOW, an_employee, an_opening, let_the_draw_fall

COLLEAGUE = "U0HUGO"


def a_target(database: Database) -> OpeningTarget:
    with database.begin() as session:
        an_employee(session, slack_id="UADA", skills=("Python",))
        an_employee(session, slack_id="UBEN", zone="America/New_York", skills=("Python",))
        return OpeningTarget(an_opening(session))


def saved(database: Database, nudge_id: int, text: NudgeText) -> Saved:
    answer = steering.save_changed(database, COLLEAGUE, nudge_id, text, NOW)
    assert isinstance(answer, Saved), answer
    return answer


CHANGES: dict[str, dict[str, Any]] = {
    "words": {"words": "New words, {first_name}."},
    "rule": {"extra": Where(Fact(FactName.SKILL, "Python"), Relation.IS, bound=True)},
    "cadence": {"cadence": EVERY_TUESDAY},
    "reach": {"reach": Reach(times_per_person=2, hold_out=0.0)},
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_of_what_goes_out_is_a_version_that_waits_for_a_preview(database: Database, change: str) -> None:
    target = a_target(database)
    nudge_id = a_running_nudge(database, target)
    answer = saved(database, nudge_id, text_about(target, **CHANGES[change]))
    assert answer == Saved(nudge_id, NudgeStatus.PAUSED, needs_preview=True, was_paused=True, version=2)
    assert isinstance(steering.start(database, HR, nudge_id, NOW - timedelta(hours=1)), NeedsPreview)
    found = nudge_list.versions(database, nudge_id)
    assert isinstance(found, nudge_list.Versions)
    assert [(each.number, each.by) for each in found.versions] == [(2, COLLEAGUE), (1, HR)]


def test_another_title_is_no_version(database: Database) -> None:
    target = a_target(database)
    nudge_id = a_running_nudge(database, target)
    answer = saved(database, nudge_id, replace(text_about(target), title="Another title"))
    assert (answer.version, answer.was_paused) == (1, False)


def test_changing_back_needs_a_preview_too(database: Database) -> None:
    target = a_target(database)
    nudge_id = a_running_nudge(database, target)
    saved(database, nudge_id, text_about(target, words="New words."))
    answer = saved(database, nudge_id, text_about(target))
    assert (answer.version, answer.needs_preview) == (3, True)


def test_a_draft_is_rewritten_in_place(database: Database) -> None:
    target = a_target(database)
    new = steering.save_new(database, HR, text_about(target), NOW - timedelta(hours=2))
    assert isinstance(new, Saved)
    steering.save_changed(database, HR, new.nudge_id, text_about(target, words="Better."), NOW - timedelta(hours=2))
    found = nudge_list.versions(database, new.nudge_id)
    assert isinstance(found, nudge_list.Versions)
    assert [(each.number, each.words) for each in found.versions] == [(1, "Better.")]


def test_each_copy_knows_its_version_and_nobody_gets_two(database: Database) -> None:
    target = a_target(database)
    nudge_id = a_running_nudge(database, target, cadence=EVERY_TUESDAY)
    mail = Mailbox(Clock())
    deliver(database, mail)
    saved(database, nudge_id, text_about(target, words="New words.", cadence=EVERY_TUESDAY))
    previewing.preview(database, HR, nudge_id, NOW)
    steering.start(database, HR, nudge_id, NOW)
    for days in (0.25, 7, 7.25, 14):
        mail.clock.now = NOW + timedelta(days=days)
        tick(database, mail.clock())
        a_courier(database, mail).run_until_idle()
    assert sorted(mail.recipients) == ["UADA", "UBEN"]
    with database.read() as session:
        query = select(DeliveryRow.version).where(DeliveryRow.sent_at.is_not(None)).order_by(DeliveryRow.sent_at)
        assert list(session.scalars(query)) == [1, 2]
    found = nudge_list.versions(database, nudge_id)
    assert isinstance(found, nudge_list.Versions)
    assert [each.sent for each in found.versions] == [1, 1]


def test_a_new_version_never_redraws_who_is_held_out(database: Database) -> None:
    with database.begin() as session:
        for number in range(30):
            an_employee(session, lot=1 + number * 300)
        target = OpeningTarget(an_opening(session))
    nudge_id = a_running_nudge(database, target, cadence=EVERY_TUESDAY, reach=Reach(hold_out=0.5))
    with database.begin() as session:
        let_the_draw_fall(session, nudge_id)

    def draws() -> dict[int, bool]:
        with database.read() as session:
            rows = session.execute(select(DrawRow.employee_id, DrawRow.is_held_out))
            return {row.employee_id: row.is_held_out for row in rows}

    deliver(database, Mailbox(Clock()))
    before = draws()
    saved(database, nudge_id, text_about(target, cadence=EVERY_TUESDAY, reach=Reach(hold_out=0.1)))
    previewing.preview(database, HR, nudge_id, NOW)
    steering.start(database, HR, nudge_id, NOW)
    mail = Mailbox(Clock(NOW + timedelta(days=7)))
    deliver(database, mail)
    assert draws() == before
    assert mail.taken == []


def test_a_slow_preview_of_the_old_words_does_not_stop_what_a_colleague_has_started_meanwhile(
    database: Database,
) -> None:
    target = a_target(database)
    nudge_id = a_running_nudge(database, target)

    def meanwhile(step: int) -> None:
        if step == 1:  # the old words have been read and counted
            saved(database, nudge_id, text_about(target, words="New words, {first_name}."))
            assert isinstance(previewing.preview(database, COLLEAGUE, nudge_id, NOW), previewing.Preview)
            assert isinstance(steering.start(database, COLLEAGUE, nudge_id, NOW), steering.Started)

    previewing.preview(Interrupted(database, meanwhile), HR, nudge_id, NOW)
    mail = Mailbox(Clock())
    deliver(database, mail)
    mail.clock.move(hours=6)
    deliver(database, mail)
    assert [(to, text) for to, text, _, _ in mail.taken] == [("UBEN", "New words, Ada.")]
    with database.read() as session:
        assert session.scalar(select(NudgeRow.status)) is NudgeStatus.RUNNING

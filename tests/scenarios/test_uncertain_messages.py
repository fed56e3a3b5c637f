"""HR settles by a button what Slack left open: once, on the record, and without guessing (promise 7)."""

import pytest
from sqlalchemy import select, update

from bot.views.ids import Action
from career.outcomes import DeliveryState
from storage.tables import AuditRow, DeliveryRow
from tests.factories import an_opening
from tests.scenarios import nudging
from tests.scenarios.nudging import TEN_IN_BERLIN, last_ephemeral
from tests.scenarios.world import HR_CHANNEL, World, slack_id


@pytest.fixture
def uncertain(world: World) -> World:
    """Of Ben's copy nobody can tell whether it arrived."""
    with world.database.begin() as session:
        an_opening(session, title="Data Analyst")
    nudging.a_running_nudge(world)
    nudging.at(world, TEN_IN_BERLIN)
    with world.database.begin() as session:
        session.execute(
            update(DeliveryRow)
            .where(DeliveryRow.employee_id == world.employees["ben"])
            .values(
                state=DeliveryState.UNCERTAIN,
                attempted_at=TEN_IN_BERLIN,
                sent_at=None,
                channel=None,
                message_ts=None,
                trouble="channel_not_found",
            )
        )
    nudging.read_hr_channel(world)
    return world


def state_of(world: World, name: str) -> DeliveryState:
    with world.database.read() as session:
        return session.scalars(select(DeliveryRow.state).where(DeliveryRow.employee_id == world.employees[name])).one()


def settled(world: World) -> list[tuple[str, bool]]:
    with world.database.read() as session:
        rows = session.execute(select(AuditRow.by, AuditRow.details).where(AuditRow.action == "delivery.settled"))
        return [(row.by, row.details["arrived"]) for row in rows]


def test_it_arrived_is_recorded_with_who_said_so(uncertain: World) -> None:
    shown = uncertain.hana.command("/hr uncertain", HR_CHANNEL).reply
    assert shown is not None
    assert f"*Ben Okafor* (<@{slack_id('ben')}>)\n#1 Come aboard, Wed 25 Nov 2026, 10:00 (your time)" in shown.words
    uncertain.hana.press(shown, Action.HR_DELIVERY_ARRIVED)
    last_ephemeral(uncertain, "hana", "Recorded: nudge #1 reached Ben Okafor")
    assert state_of(uncertain, "ben") is DeliveryState.SENT
    assert settled(uncertain) == [(slack_id("hana"), True)]
    assert "accounted for" in uncertain.hr("/hr uncertain")


def test_it_did_not_arrive_sends_it_once_more(uncertain: World) -> None:
    before = len(uncertain.posts_to("ben"))
    shown = uncertain.hana.command("/hr uncertain", HR_CHANNEL).reply
    assert shown is not None
    uncertain.hana.press(shown, Action.HR_DELIVERY_LOST)
    last_ephemeral(uncertain, "hana", "It is sent once more")
    uncertain.wait_for(lambda: state_of(uncertain, "ben") is DeliveryState.SENT or None)
    assert len(uncertain.posts_to("ben")) == before + 1
    assert settled(uncertain) == [(slack_id("hana"), False)]
    uncertain.clock.move(hours=1)
    assert len(uncertain.posts_to("ben")) == before + 1


def test_who_asked_for_quiet_meanwhile_gets_nothing_more(uncertain: World) -> None:
    before = len(uncertain.posts_to("ben"))
    uncertain.ben.command("/career stop jobs")
    shown = uncertain.hana.command("/hr uncertain", HR_CHANNEL).reply
    assert shown is not None
    uncertain.hana.press(shown, Action.HR_DELIVERY_LOST)
    uncertain.wait_for(lambda: state_of(uncertain, "ben") is DeliveryState.DROPPED or None)
    assert len(uncertain.posts_to("ben")) == before


def test_of_two_who_settle_it_at_once_one_wins_and_the_other_is_told(uncertain: World) -> None:
    first = uncertain.hana.command("/hr uncertain", HR_CHANNEL).reply
    second = uncertain.hugo.command("/hr uncertain", HR_CHANNEL).reply
    assert first is not None
    assert second is not None
    uncertain.hana.press(first, Action.HR_DELIVERY_ARRIVED)
    uncertain.hugo.press(second, Action.HR_DELIVERY_LOST)
    told = last_ephemeral(uncertain, "hugo", "settled it already")
    assert slack_id("hana") in told.words or "Hana" in told.words
    assert settled(uncertain) == [(slack_id("hana"), True)]
    assert state_of(uncertain, "ben") is DeliveryState.SENT


def test_whoever_answers_the_message_settles_it_and_hr_is_told_there_is_nothing_to_do(uncertain: World) -> None:
    shown = uncertain.hana.command("/hr uncertain", HR_CHANNEL).reply
    assert shown is not None
    uncertain.ben.press(uncertain.ben.last(), "Not now")
    uncertain.wait_for(lambda: state_of(uncertain, "ben") is DeliveryState.SENT or None)
    uncertain.hana.press(shown, Action.HR_DELIVERY_LOST)
    last_ephemeral(uncertain, "hana", "accounted for already")
    assert settled(uncertain) == []


def test_the_hub_and_the_list_of_nudges_lead_to_them(uncertain: World) -> None:
    hub = uncertain.hana.command("/hr", HR_CHANNEL).reply
    assert hub is not None
    uncertain.hana.press(hub, "Uncertain messages")
    last_ephemeral(uncertain, "hana", "Ben Okafor")
    nudges = uncertain.hugo.command("/hr nudges", HR_CHANNEL).reply
    assert nudges is not None
    assert "1 uncertain" in nudges.words
    uncertain.hugo.press(nudges, "Uncertain messages")
    last_ephemeral(uncertain, "hugo", "Ben Okafor")


def test_an_employee_settles_nothing(uncertain: World) -> None:
    assert "HR" in uncertain.ada.command("/hr uncertain").words
    assert state_of(uncertain, "ben") is DeliveryState.UNCERTAIN

"""HR changes a nudge that runs: it pauses, is previewed and started anew, and its history can be read."""

from bot.views.ids import Block
from career.nudges import NudgeStatus
from tests.factories import an_opening
from tests.scenarios import nudging
from tests.scenarios.nudging import TEN_IN_BERLIN, TEN_IN_NEW_YORK, plain
from tests.scenarios.world import HR_CHANNEL, World, slack_id


def test_new_words_reach_only_those_who_had_none(world: World) -> None:
    with world.database.begin() as session:
        an_opening(session, title="Data Analyst")
    number = nudging.a_running_nudge(world)
    nudging.at(world, TEN_IN_BERLIN)
    nudging.read_hr_channel(world)
    nudging.open_form(world, f"nudge edit {number}")
    new = {Block.HR_NUDGE_WORDS: "Good morning {first_name}, {opening} is open."}
    assert nudging.submit(world, new).ok
    nudging.modal(world, "saved as version 2")
    assert nudging.status_of(world, number) is NudgeStatus.PAUSED
    nudging.start(world)
    world.hana.close()
    nudging.at(world, TEN_IN_NEW_YORK)
    assert "Good morning Chiara" in nudging.received(world, "chi").words
    assert "Hello Ada" in nudging.received(world, "ada").words

    nudging.read_hr_channel(world)
    shown = world.hana.command("/hr nudges", HR_CHANNEL).reply
    assert shown is not None
    assert "version 2" in shown.words
    world.hana.press(shown, "Versions")
    history = plain(nudging.modal(world, "Version 1"))
    assert "Changed: the words." in history
    assert "1 sent" in history
    assert slack_id("hana") in history or "Hana" in history

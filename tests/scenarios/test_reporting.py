"""Promise 8: each nudge keeps a random hold-out, and the report says what is known of its effect and what is not."""

import csv
from datetime import timedelta
from io import StringIO
from urllib.request import urlopen

import pytest
from sqlalchemy import update

from bot.views.ids import Action
from career.outcomes import DeliveryState
from sandbox.seen import SeenMessage
from storage.tables import EmployeeRow
from tests.factories import an_opening, let_the_draw_fall
from tests.scenarios import nudging
from tests.scenarios.nudging import TEN_IN_BERLIN, TEN_IN_NEW_YORK
from tests.scenarios.world import GENERAL, HR_CHANNEL, World

_PNG = b"\x89PNG\r\n\x1a\n"
_HELD_OUT = ("ben", "hugo")


@pytest.fixture
def opening(world: World) -> int:
    """An opening that suits everybody."""
    with world.database.begin() as session:
        return an_opening(session, title="Data Analyst")


def _a_nudge_with_half_held_out(world: World) -> int:
    """Let Hana start a nudge of whose draw we know how it falls: Ben and Hugo are held out."""
    number = nudging.write(world, nudge_hold_out=50)
    with world.database.begin() as session:
        let_the_draw_fall(session, number)
        for name, employee in world.employees.items():
            lot = 1 + employee if name in _HELD_OUT else 9_000 + employee
            session.execute(update(EmployeeRow).where(EmployeeRow.id == employee).values(lot=lot))
    nudging.start(world)
    world.hana.close()
    return number


def _asked(world: World, words: str, *, says: str) -> SeenMessage:
    """Let Hana ask for a report, and return the table that she alone sees."""
    nudging.read_hr_channel(world)
    assert world.hr(words) == ""
    return nudging.last_ephemeral(world, "hana", says)


def _file(world: World, ending: str, says: str = "") -> SeenMessage:
    """Return the newest message in the HR channel that says so over such a file, as soon as there is one."""

    def found() -> SeenMessage | None:
        messages = [each for each in world.hugo.messages(HR_CHANNEL) if each.files and says in nudging.plain(each)]
        return next((each for each in reversed(messages) if each.files[0]["name"].endswith(ending)), None)

    return world.wait_for(found)


def _content(world: World, message: SeenMessage) -> bytes:
    with urlopen(f"{world.slack.address}{message.files[0]['url']}") as answer:  # noqa: S310  the sandbox's own address
        found: bytes = answer.read()
        return found


@pytest.mark.usefixtures("opening")
def test_the_report_shows_the_funnel_and_that_so_few_people_prove_nothing(world: World) -> None:
    number = _a_nudge_with_half_held_out(world)
    nudging.at(world, TEN_IN_BERLIN)
    nudging.at(world, TEN_IN_NEW_YORK)
    assert nudging.recorded(world, DeliveryState.HELD_OUT) == len(_HELD_OUT)
    assert world.posts_to("ben") == world.posts_to("hugo") == []
    assert world.ada.command("/apply 1 Gladly").ok
    assert world.ben.command("/apply 1 On my own account").ok

    early = _asked(world, f"/hr report nudge {number}", says="Too early to compare")
    assert "The comparison begins on Wed 9 Dec 2026, 10:00" in nudging.plain(early)

    world.clock.move_to(TEN_IN_NEW_YORK + timedelta(days=15))
    assert world.hana.command("/apply 1 Too late to count").ok
    told = _asked(world, f"/hr report nudge {number}", says="Inconclusive so far")
    words = nudging.plain(told)
    for line in ("In the draw 5", "Drawn to get it 3", "Got it 3", "Acted in 14 days 1", "Held out 2"):
        assert line in " ".join(words.split())
    assert "33.3 % of 3 people drawn to get it acted, 50.0 % of 2 held out: −16.7 points." in words  # noqa: RUF001
    assert "It takes about " in words
    assert "So far: 5." in words
    assert "fewer than 5 of those drawn to get it" in words

    shown = _file(world, ".png", says="Nudge #1 Come aboard: Inconclusive so far")
    assert _content(world, shown).startswith(_PNG)


@pytest.mark.usefixtures("opening")
def test_the_picture_tells_in_words_what_it_shows(world: World) -> None:
    _a_nudge_with_half_held_out(world)
    nudging.at(world, TEN_IN_BERLIN)
    _asked(world, "/hr report", says="All nudges")
    _file(world, ".png")
    (announced,) = world.slack.record.calls_of("files.getUploadURLExternal")
    assert announced.arguments["alt_txt"].startswith("Funnel of All nudges: in the draw 4, drawn to get it 2")


@pytest.mark.usefixtures("opening")
def test_the_numbers_come_as_csv_on_request(world: World) -> None:
    _a_nudge_with_half_held_out(world)
    nudging.at(world, TEN_IN_BERLIN)
    world.hana.press(_asked(world, "/hr report", says="All nudges"), Action.HR_REPORT_CSV)
    content = _content(world, _file(world, ".csv"))
    assert content.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(StringIO(content.decode("utf-8-sig")))
    assert (row["nudge"], row["title"], row["in the draw"], row["held out"]) == ("1", "Come aboard", "4", "2")
    assert (row["verdict"], row["stopped nudges"]) == ("Too early to compare", "")


def test_before_anything_is_sent_the_report_says_what_to_do(world: World) -> None:
    _asked(world, "/hr report", says="No nudge has gone out yet")
    _asked(world, "/hr report nudge 7", says="There is no nudge number 7")
    assert "Which report?" in world.hr("/hr report everything")
    with world.database.begin() as session:
        an_opening(session, title="Data Analyst")
    number = nudging.write(world)
    _asked(world, f"/hr report {number}", says="has not started")
    assert not any(message.files for message in world.hana.messages(HR_CHANNEL))


@pytest.mark.usefixtures("opening")
def test_a_report_is_a_press_away_in_the_list_and_in_the_hub(world: World) -> None:
    _a_nudge_with_half_held_out(world)
    nudging.at(world, TEN_IN_BERLIN)
    nudging.read_hr_channel(world)
    world.hr("/hr nudges")
    world.hana.press(nudging.last_ephemeral(world, "hana", "Come aboard"), Action.HR_REPORT)
    nudging.last_ephemeral(world, "hana", "Nudge #1 Come aboard")
    world.hr("/hr")
    world.hana.press(nudging.last_ephemeral(world, "hana", "Everything you can type"), Action.HR_REPORT)
    nudging.last_ephemeral(world, "hana", "All nudges")


@pytest.mark.usefixtures("opening")
def test_a_picture_that_slack_does_not_take_leaves_the_table_and_a_word(world: World) -> None:
    _a_nudge_with_half_held_out(world)
    nudging.at(world, TEN_IN_BERLIN)
    world.slack.faults.error("files.completeUploadExternal", "fatal_error")
    told = _asked(world, "/hr report", says="All nudges")
    assert "In the draw" in told.words
    nudging.last_ephemeral(world, "hana", "Slack did not say that it took the file")


@pytest.mark.usefixtures("opening")
def test_nobody_but_hr_reads_a_report(world: World) -> None:
    _a_nudge_with_half_held_out(world)
    nudging.at(world, TEN_IN_BERLIN)
    nudging.read_hr_channel(world)
    assert "This is for HR" in world.ada.command("/hr report", GENERAL).words
    assert "works in the HR channel only" in world.hana.command("/hr report", GENERAL).words
    assert not any(message.files for message in world.hana.messages(HR_CHANNEL))

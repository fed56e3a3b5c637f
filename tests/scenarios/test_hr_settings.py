"""Settings, the company calendar, the record, tables to take out, and forgetting, through the real app."""

import json
from urllib.request import urlopen

from sqlalchemy import select, update

from bot.views.ids import Action, Block, Modal
from career.employees import EmploymentStatus
from career.localtime import Weekday
from sandbox.seen import SeenMessage, SeenView
from storage.house.settings import house_settings
from storage.tables import AuditRow, EmployeeRow, HolidayRow
from tests.scenarios.nudging import last_ephemeral, modal, plain
from tests.scenarios.world import HR_CHANNEL, World


def settings_form(world: World) -> SeenView:
    assert world.hr("/hr settings") == ""
    return modal(world, Modal.HR_SETTINGS)


def said(world: World, words: str) -> SeenMessage:
    return world.hana.wait_for_message(words, HR_CHANNEL)


def test_settings_hold_once_saved_and_the_record_says_who_changed_what(world: World) -> None:
    settings_form(world)
    wrong = world.hana.submit(None, {Block.HR_FALLBACK_ZONE: "Mars/Base", Block.HR_CLOSES: "08:00"})
    assert set(wrong.errors) == {Block.HR_FALLBACK_ZONE, Block.HR_CLOSES}
    done = world.hana.submit(
        None,
        {
            Block.HR_FALLBACK_ZONE: "Europe/Berlin",
            Block.HR_OPENS: "10:00",
            Block.HR_CLOSES: "16:00",
            Block.HR_DELIVERY_DAYS: ["0", "1"],
            Block.HR_PER_WEEK: 1,
            Block.HR_CONSIDER_WITHIN: 3,
        },
    )
    assert done.ok, done
    modal(world, "2 settings changed")
    with world.database.read() as session:
        settings = house_settings(session)
        changed = session.execute(select(AuditRow).where(AuditRow.action == "setting.changed")).scalars().all()
    assert settings.sending.hours.weekdays == {Weekday.MONDAY, Weekday.TUESDAY}
    assert (settings.sending.hours.opens.hour, settings.sending.hours.closes.hour) == (10, 16)
    assert (settings.sending.budget.per_week, settings.consider_within) == (1, 3)
    assert {row.by for row in changed} == {world.hana.id}
    assert changed[0].details["before"] != changed[0].details["after"]
    world.hana.close()
    assert world.hr("/hr nudge new") == ""
    assert "Monday and Tuesday, 10:00 to 16:00" in modal(world, Modal.HR_NUDGE).words
    world.hana.command("/hr audit setting hana", HR_CHANNEL)
    assert "setting changed" in plain(said(world, "Who did what"))


def test_of_two_who_change_the_settings_at_once_one_wins_and_the_other_is_told(world: World) -> None:
    for name in ("hana", "hugo"):
        assert world.person(name).command("/hr settings", HR_CHANNEL).ok
        modal(world, Modal.HR_SETTINGS, name)
    assert world.hana.submit(None, {Block.HR_PER_WEEK: 5}).ok
    modal(world, "1 setting changed")
    assert world.hugo.submit(None, {Block.HR_CONSIDER_WITHIN: 9}).ok
    told = modal(world, "Hana Novak changed the settings while you had them open", "hugo")
    assert "Nothing of yours was saved" in told.words
    with world.database.read() as session:
        settings = house_settings(session)
    assert (settings.sending.budget.per_week, settings.consider_within) == (5, 5)


def test_days_of_the_calendar_are_added_shown_and_removed(world: World) -> None:
    world.hana.press(settings_form(world), Action.HR_HOLIDAYS)
    world.hana.press(modal(world, "No day ahead"), Action.HR_HOLIDAY_ADD)
    modal(world, Modal.HR_HOLIDAY)
    values = {
        Block.HR_HOLIDAY_DAY: "2026-12-25",
        Block.HR_HOLIDAY_NAME: "Christmas <Day>",
        Block.HR_HOLIDAY_LOCATION: "Atlantis",
    }
    assert (
        Block.HR_HOLIDAY_LOCATION in world.hana.submit(None, {str(key): value for key, value in values.items()}).errors
    )
    assert world.hana.submit(
        None, {str(key): value for key, value in (values | {Block.HR_HOLIDAY_LOCATION: "hamburg"}).items()}
    ).ok
    shown = modal(world, "25 December 2026")
    assert "Hamburg" in shown.words
    with world.database.read() as session:
        assert session.execute(select(HolidayRow.location_code, HolidayRow.name)).all() == [
            ("hamburg", "Christmas <Day>")
        ]
    world.hana.press(shown, Action.HR_HOLIDAY_REMOVE)
    modal(world, "not in the calendar any more")
    with world.database.read() as session:
        assert session.execute(select(HolidayRow)).all() == []


def test_a_table_comes_as_a_file_whose_cells_cannot_run(world: World) -> None:
    with world.database.begin() as session:
        session.execute(update(EmployeeRow).where(EmployeeRow.number == "00001").values(job_title="=cmd()"))
    assert "/hr export employees" in world.hr("/hr export nonsense")
    world.hana.command("/hr export employees", HR_CHANNEL)
    file = said(world, "asked for this: 5 rows").files[0]
    assert file["name"].startswith("employees-2026")
    with urlopen(world.slack.address + file["url"]) as answer:  # noqa: S310  the sandbox's own address
        assert b",'=cmd()," in answer.read()


def test_a_table_that_slack_took_without_saying_so_comes_once_and_hr_is_told_to_look(world: World) -> None:
    world.slack.faults.cut("files.completeUploadExternal", accepted=True)
    world.hana.command("/hr export employees", HR_CHANNEL)
    last_ephemeral(world, "hana", "If it is not here, please try again")
    assert len([message for message in world.hana.messages(HR_CHANNEL) if message.files]) == 1


def test_a_leaver_is_forgotten_once_the_number_is_typed(world: World) -> None:
    world.hana.command("/hr forget 00001", HR_CHANNEL)
    modal(world, "works here")
    world.hana.close()
    with world.database.begin() as session:
        session.execute(
            update(EmployeeRow).where(EmployeeRow.number == "00001").values(status=EmploymentStatus.LEFT, slack_id=None)
        )
    world.hana.command("/hr forget 00001", HR_CHANNEL)
    modal(world, "Ada Lovering")
    assert Block.HR_FORGET_NUMBER in world.hana.submit(None, {str(Block.HR_FORGET_NUMBER): "1"}).errors
    world.hana.submit(None, {str(Block.HR_FORGET_NUMBER): "00001"})
    modal(world, "Nothing here says any more")
    with world.database.read() as session:
        names = [json.dumps([row.given_name, row.email]) for row in session.scalars(select(EmployeeRow))]
    assert not [name for name in names if "ada@" in name]


def test_a_wrong_match_is_taken_away_and_stays_away(world: World) -> None:
    assert "is not linked to" in world.hr("/hr unlink 00001")
    with world.database.read() as session:
        assert session.scalar(select(EmployeeRow.slack_id).where(EmployeeRow.number == "00001")) is None
    assert "not linked to any" in world.hr("/hr unlink 00001")


def test_outside_hr_nothing_of_it_is_shown(world: World) -> None:
    for order in ("settings", "audit", "export employees", "forget 00001", "unlink 00002", "import"):
        assert "This is for HR" in world.ada.command(f"/hr {order}").words
    assert world.ada.view() is None

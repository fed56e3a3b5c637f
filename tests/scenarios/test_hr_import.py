"""Files dropped in the HR channel, through the real app and the local Slack."""

from contextlib import suppress
from io import BytesIO, StringIO
from pathlib import Path
from threading import Thread
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from sqlalchemy import func, select

from bot.cli.importing import Terminal, import_file
from bot.views.ids import Action
from hris.records import Kind
from sandbox.control_client import ControlError
from sandbox.seen import SeenMessage
from storage.tables import AuditRow, EmployeeRow, ImportRow, LeaveRow
from tests.scenarios.nudging import last_ephemeral
from tests.scenarios.world import GENERAL, HR_CHANNEL, World

NEW_PEOPLE = b"""EmpID,First Name,Last Name,Work Email,Salary,Sex,Hire Date,Status
90001,Nia,Newman,nia@harbour.example,1,F,2020-03-31,Active
90002,Olu,Novice,olu@harbour.example,2,M,2020-02-31,Active
90003,Pia,Past,pia@harbour.example,3,F,2019-01-31,Terminated
"""


def drop(
    world: World, content: bytes, filename: str = "people.csv", name: str = "hana", place: str = HR_CHANNEL
) -> None:
    world.person(name).upload(filename, content, place)


def message(world: World, words: str) -> SeenMessage:
    """Return the message in the HR channel that says these words, as soon as there is one."""
    return world.hana.wait_for_message(words, HR_CHANNEL, 20)


def count(world: World, table: type) -> int:
    with world.database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_dropped_file_is_shown_first_and_imported_once_confirmed(world: World) -> None:
    drop(world, NEW_PEOPLE)
    preview = message(world, "Nothing has been changed yet.")
    assert "2 new people" in preview.words
    assert "Salary (pay)" in preview.words
    assert "Sex (sex or gender)" in preview.words
    assert "line 3 (employee 90002)" in preview.words
    assert count(world, EmployeeRow) == 5
    world.hugo.press(preview, Action.HR_IMPORT_CONFIRM)
    done = message(world, "imported people.csv")
    assert done.ts == preview.ts
    assert not [block for block in done.blocks if block["type"] == "actions" and "import" in str(block)]
    assert count(world, EmployeeRow) == 7
    with world.database.read() as session:
        assert session.scalars(select(AuditRow.by).where(AuditRow.action == "file.imported")).all() == [world.hugo.id]
    drop(world, NEW_PEOPLE)
    assert "There is nothing to import" in message(world, "known already").words
    assert count(world, ImportRow) == 1


def test_cancelling_changes_nothing_and_takes_the_buttons_away(world: World) -> None:
    drop(world, NEW_PEOPLE)
    preview = message(world, "Nothing has been changed yet.")
    world.hana.press(preview, Action.HR_IMPORT_CANCEL)
    assert not [block for block in message(world, "cancelled the import").blocks if block["type"] == "actions"]
    assert count(world, EmployeeRow) == 5


def test_of_two_who_confirm_at_once_one_wins(world: World) -> None:
    drop(world, NEW_PEOPLE)
    preview = message(world, "Nothing has been changed yet.")

    def confirm(name: str) -> None:
        with suppress(ControlError):  # the buttons may be gone by then
            world.person(name).press(preview, Action.HR_IMPORT_CONFIRM)

    presses = [Thread(target=confirm, args=(name,)) for name in ("hana", "hugo")]
    for each in presses:
        each.start()
    for each in presses:
        each.join()
    message(world, "imported people.csv")
    assert count(world, ImportRow) == 1
    assert count(world, EmployeeRow) == 7


def test_two_files_confirmed_at_once_both_land_compared_with_each_other(world: World) -> None:
    """Two people stand in both files, and one more in each: whichever is second has but that one to add."""
    drop(world, NEW_PEOPLE + b"90004,Ria,Rower,ria@harbour.example,4,F,2020-03-31,Active\n", "ria.csv")
    first = message(world, "ria.csv: employees")
    drop(world, NEW_PEOPLE + b"90005,Tom,Towing,tom@harbour.example,4,M,2020-03-31,Active\n", "tom.csv")
    second = message(world, "tom.csv: employees")
    presses = [
        Thread(target=world.person(name).press, args=(preview, Action.HR_IMPORT_CONFIRM))
        for name, preview in (("hana", first), ("hugo", second))
    ]
    for each in presses:
        each.start()
    for each in presses:
        each.join()
    told = [message(world, f"imported {name}").words for name in ("ria.csv", "tom.csv")]
    assert count(world, ImportRow) == 2
    assert count(world, EmployeeRow) == 5 + 4
    assert sorted("1 new person" in words for words in told) == [False, True], told


EVERY_KIND = {
    "people.csv": (b"EmpID,First Name,Last Name,Work Email\n90001,Nia,Newman,nia@harbour.example\n", "1 new person"),
    "skills.tsv": (b"Employee ID\tSkill\tProficiency\n00001\tSculling\t3\n", "1 new skill"),
    "completed.csv": (
        b"Employee ID;Course Title;Completion Date\n00001;First Aid;2026-03-31\n",
        "1 new completed training",
    ),
    "reviews.csv": (b"Employee ID,Review Date,Rating\n00001,2025-12-31,4 - Exceeds\n", "1 new review"),
    "awards.csv": (
        b"Recipient ID,Award,Given By,Award Date\n00001,Sailor of the year,Bo Lind,2026-01-31\n",
        "1 new recognition",
    ),
    "leave.csv": (b"Employee ID,Leave Start,Leave End\n00001,2027-04-03,2027-04-25\n", "1 new leave"),
    "holidays.csv": (b"Date,Holiday,Location\n2026-12-25,Christmas,\n", "1 new day of the company calendar"),
}
"""A file of each kind, and what its preview says."""


def test_a_file_dropped_while_slack_says_to_wait_is_read_once_that_is_over(world: World) -> None:
    """Several files dropped at once are answered in one channel, which takes about one message a second."""
    world.slack.faults.rate_limited("chat.postMessage", retry_after=1)
    name, (content, says) = next(iter(EVERY_KIND.items()))
    drop(world, content, name)
    assert name in message(world, says).text


def test_every_kind_of_file_lands_when_dropped_and_is_known_already_at_the_command_line(
    world: World, tmp_path: Path
) -> None:
    for name, (content, says) in EVERY_KIND.items():
        drop(world, content, name)
        preview = message(world, says)
        assert "0 wrong" in preview.words
        world.hana.press(preview, Action.HR_IMPORT_CONFIRM)
        message(world, f"imported {name}")
        (tmp_path / name).write_bytes(content)
        out = StringIO()
        terminal = Terminal(out, tmp_path, None)
        import_file(world.database, tmp_path / name, terminal, preview_only=False, date_order=None, now=world.clock())
        assert "Everything in this file is known already" in out.getvalue()
    assert count(world, ImportRow) == len(EVERY_KIND) == len(Kind)


def test_ambiguous_dates_are_asked_about(world: World) -> None:
    drop(world, b"Employee ID,Leave Type,Leave Start,Leave End\n00001,Medical,03/04/2027,05/04/2027\n", "leave.csv")
    question = message(world, "Does the day or the month come first")
    assert "Leave Type (disability or health)" in question.words
    assert Action.HR_IMPORT_CONFIRM not in str(question.blocks)
    world.hana.press(question, Action.HR_IMPORT_DAY_FIRST)
    world.hana.press(message(world, "1 new leave"), Action.HR_IMPORT_CONFIRM)
    message(world, "imported leave.csv")
    with world.database.read() as session:
        (leave,) = session.execute(select(LeaveRow.first_day, LeaveRow.last_day)).all()
    assert [str(day) for day in leave] == ["2027-04-03", "2027-04-05"]


def test_a_file_dropped_elsewhere_is_ignored_and_a_guest_is_told(world: World) -> None:
    drop(world, NEW_PEOPLE, place=GENERAL)
    drop(world, NEW_PEOPLE, name="gus")
    last_ephemeral(world, "gus", "This is for HR")
    drop(world, b"\x89PNG", "boat.png")
    drop(world, NEW_PEOPLE)
    message(world, "Nothing has been changed yet.")
    bot = [each for each in world.hana.messages(HR_CHANNEL) if each.user == world.slack.bot_user_id]
    assert len([each for each in bot if not each.ephemeral]) == 1
    assert not [each for each in world.hana.messages(GENERAL) if each.user == world.slack.bot_user_id]


def test_many_wrong_rows_come_as_a_file_whose_cells_cannot_run(world: World) -> None:
    rows = "".join(f"{number},,,2020-02-31\n" for number in range(50)) + "=1+1,,,2020-02-31\n"
    drop(world, b"EmpID,First Name,Last Name,Hire Date\n" + rows.encode())
    preview = message(world, "and 41 more")
    assert "50,First" not in preview.words

    def attached() -> SeenMessage | None:
        return next(
            (each for each in world.hana.messages(HR_CHANNEL) if each.thread_ts == preview.ts and each.files), None
        )

    assert world.wait_for(attached).files[0]["name"] == "wrong-rows.csv"


def test_wrong_rows_that_slack_took_without_saying_so_come_once_and_the_thread_says_to_look(world: World) -> None:
    rows = "".join(f"{number},,,2020-02-31\n" for number in range(50))
    world.slack.faults.cut("files.completeUploadExternal", accepted=True)
    drop(world, b"EmpID,First Name,Last Name,Hire Date\n" + rows.encode())
    told = message(world, "If it is not here, please try again")
    assert told.thread_ts == message(world, "and 40 more").ts
    in_the_thread = [each for each in world.hana.messages(HR_CHANNEL) if each.thread_ts == told.thread_ts]
    assert len([each for each in in_the_thread if each.files]) == 1


def test_hr_import_explains_itself(world: World) -> None:
    assert "Drop a .csv, .tsv or .xlsx file" in world.hr("/hr import")


def zipped(content: bytes) -> bytes:
    """Return an archive that unpacks to a thousand times its size."""
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", content)
    return written.getvalue()


@pytest.mark.parametrize(
    ("filename", "content", "sentence"),
    [
        ("bomb.xlsx", zipped(b"\0" * 50_000_000), "unpacks to far more"),
        ("wide.csv", b"EmpID,First Name,Last Name\n" + b"1," * 5_000 + b"\n", "columns"),
        ("wider.csv", b"EmpID,First Name,Last Name\n" + b"1," * 1_000_000 + b"\n", "more than 1,000 columns"),
        ("cell.csv", b"EmpID,First Name,Last Name\n1," + b"x" * 100_000 + b",y\n", "A cell in line 2"),
        ("huge.csv", b"EmpID,First Name,Last Name\n1," + b"x" * 5_000_000 + b",y\n", "more than 1,000,000 characters"),
        ("nul.csv", b"EmpID,First Name\0,Last Name\n1,a,b\n", "not a table of text"),
        ("picture.csv", bytes(range(256)) * 100, "not a table of text"),
        ("book.csv", b"PK\x03\x04 and more", "workbook or an archive"),
        ("table.xlsx", b"EmpID,First Name,Last Name\n1,a,b\n", "no Excel workbook"),
        ("program.exe", b"MZ EmpID,First Name", "Only .csv"),
        ("login.csv", b"<!DOCTYPE html><html><body>Sign in</body></html>", "web page"),
        ("void.csv", b"  ", "empty"),
    ],
)
def test_a_hostile_file_is_refused_in_one_sentence_and_changes_nothing(
    world: World, filename: str, content: bytes, sentence: str
) -> None:
    drop(world, content, filename)
    told = message(world, sentence)
    assert "Nothing was changed." in told.words
    assert len(told.words) < 400
    assert count(world, EmployeeRow) == 5


def test_a_formula_is_text_and_never_runs(world: World) -> None:
    drop(world, b'EmpID,First Name,Last Name,Status\n"=1+1",=cmd(),<!channel>,Active\n')
    preview = message(world, "1 new person")
    world.hana.press(preview, Action.HR_IMPORT_CONFIRM)
    message(world, "imported people.csv")
    with world.database.read() as session:
        assert session.scalar(select(EmployeeRow.given_name).where(EmployeeRow.number == "=1+1")) == "=cmd()"

from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import func, select

from bot.operating.backup import BackupError, back_up
from storage.database import Database
from storage.tables import MarkRow
from tests.factories import NOW


def _file_of(database: Database) -> Path:
    return Path(database.url.database or "")


def _pairs(file: Path) -> list[str]:
    database = Database(f"sqlite:///{file}")
    with database.read() as session:
        names = list(session.scalars(select(MarkRow.name).order_by(MarkRow.name)))
    database.close()
    return names


def test_a_copy_taken_while_somebody_writes_holds_whole_transactions(sqlite_database: Database, tmp_path: Path) -> None:
    stop = Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            with sqlite_database.begin() as session:
                session.add_all([MarkRow(name=f"{number}-{half}", at=NOW) for half in ("a", "b")])
            number += 1

    writer = Thread(target=write)
    writer.start()
    try:
        while _how_many(sqlite_database) < 20:
            pass
        for number in range(3):
            back_up(_file_of(sqlite_database), tmp_path / f"copy-{number}")
    finally:
        stop.set()
        writer.join()
    for number in range(3):
        names = _pairs(tmp_path / f"copy-{number}")
        assert len(names) >= 20
        assert {name[:-2] for name in names if name.endswith("a")} == {
            name[:-2] for name in names if name.endswith("b")
        }


def _how_many(database: Database) -> int:
    with database.read() as session:
        return session.scalars(select(func.count()).select_from(MarkRow)).one()


def test_a_file_that_is_there_is_never_written_over(sqlite_database: Database, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("mine")
    with pytest.raises(BackupError, match="is there already"):
        back_up(_file_of(sqlite_database), kept)
    assert kept.read_text() == "mine"


def test_a_damaged_database_leaves_no_copy_behind(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged"
    damaged.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    with pytest.raises(BackupError, match="could not be written"):
        back_up(damaged, tmp_path / "copy")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["damaged"]


def test_what_cannot_be_copied_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="There is no database"):
        back_up(tmp_path / "nowhere", tmp_path / "copy")
    (tmp_path / "there").touch()
    with pytest.raises(BackupError, match="cannot be written"):
        back_up(tmp_path / "there", tmp_path / "no" / "folder")

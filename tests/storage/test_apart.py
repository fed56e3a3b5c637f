from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep
from typing import Any

import pytest
from sqlalchemy import func, insert, inspect, literal, select

from storage.apart import aside
from storage.database import Database
from storage.importing.bulk import Bulk, prepare
from storage.tables import MarkRow
from tests.factories import NOW

_MARKS = aside("marks", MarkRow.name)
_ADD = insert(MarkRow).from_select(["name", "at"], select(_MARKS.c.name, literal(NOW, MarkRow.at.type)))


def _mark(database: Database, name: str) -> None:
    with database.begin() as session:
        session.add(MarkRow(name=name, at=NOW))


def _marks(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.scalars(select(MarkRow.name).order_by(MarkRow.name)))


def _a_thousand_and(more: str) -> Bulk:
    names = [*(f"mark {number:04}" for number in range(1_000)), more]
    return Bulk(_MARKS, names, lambda name: (name,), [_ADD])


def _nothing(_done: int, _total: int) -> None:
    pass


def test_what_is_put_aside_keeps_nobody_waiting_and_is_seen_once_it_is_written(database: Database) -> None:
    with database.apart() as apart:

        def rows() -> Iterator[Sequence[Any]]:
            yield ("first",)
            _mark(database, "somebody else's")
            yield ("second",)

        apart.put_aside(_MARKS, rows())
        assert _marks(database) == ["somebody else's"]
        with apart.begin() as session:
            session.connection().execute(_ADD)
            assert _marks(database) == ["somebody else's"]
        assert _marks(database) == ["first", "second", "somebody else's"]
        _mark(database, "third")


def test_rows_land_together_or_not_at_all_and_nothing_stays_aside(database: Database) -> None:
    _mark(database, "there already")
    with database.apart() as apart:
        writes = prepare(apart, [_a_thousand_and("there already")], _nothing)
        with pytest.raises(Exception, match=r"(?i)unique"), apart.begin() as session:
            writes.write(session)
    assert _marks(database) == ["there already"]
    with database.apart() as apart:
        writes = prepare(apart, [_a_thousand_and("the last")], _nothing)
        with apart.begin() as session:
            writes.write(session)
            assert session.scalar(select(func.count()).select_from(MarkRow)) == 1_002
    with database.read() as session:
        assert not [name for name in inspect(session.connection()).get_table_names() if "aside" in name]


def test_a_bulk_of_nothing_does_nothing(database: Database) -> None:
    with database.apart() as apart:
        assert prepare(apart, [Bulk(_MARKS, (), tuple, [_ADD])], _nothing).statements == []


def test_whoever_has_had_their_turn_is_answered_before_somebody_writes_apart(sqlite_database: Database) -> None:
    """Else each would wait for the other: the one for the group's commit, the other for the group's lock."""
    inside, go_on = Event(), Event()

    def mark() -> None:
        with sqlite_database.begin() as session:
            session.add(MarkRow(name="before", at=NOW))
            inside.set()
            assert go_on.wait(20)

    def write_apart() -> list[str]:
        with sqlite_database.apart() as apart, apart.begin() as session:
            session.add(MarkRow(name="apart", at=NOW))
            return list(session.scalars(select(MarkRow.name).order_by(MarkRow.name)))

    with ThreadPoolExecutor(2) as pool:
        before = pool.submit(mark)
        assert inside.wait(20)
        apart = pool.submit(write_apart)
        _until_somebody_waits(sqlite_database)
        go_on.set()
        before.result(20)
        assert apart.result(20) == ["apart", "before"]


def test_closing_waits_for_whoever_has_had_their_turn_and_answers_them(sqlite_database: Database) -> None:
    inside, go_on = Event(), Event()

    def mark() -> None:
        with sqlite_database.begin() as session:
            session.add(MarkRow(name="before", at=NOW))
            inside.set()
            assert go_on.wait(20)

    with ThreadPoolExecutor(2) as pool:
        before = pool.submit(mark)
        assert inside.wait(20)
        closed = pool.submit(sqlite_database.close)
        _until_somebody_waits(sqlite_database)
        go_on.set()
        before.result(20)
        closed.result(20)
    assert _marks(sqlite_database) == ["before"]


def test_others_write_again_after_somebody_failed_apart(sqlite_database: Database) -> None:
    def write_and_fail() -> None:
        with sqlite_database.apart() as apart, apart.begin() as session:
            session.add(MarkRow(name="lost", at=NOW))
            session.flush()
            raise KeyError

    with pytest.raises(KeyError):
        write_and_fail()
    _mark(sqlite_database, "kept")
    assert _marks(sqlite_database) == ["kept"]


def test_a_thread_that_would_wait_for_itself_apart_is_told(sqlite_database: Database) -> None:
    with sqlite_database.begin(), pytest.raises(RuntimeError), sqlite_database.apart() as apart, apart.begin():
        pass
    with sqlite_database.apart() as apart, apart.begin(), pytest.raises(RuntimeError), sqlite_database.begin():
        pass


def _until_somebody_waits(database: Database) -> None:
    queue = database._group_commit._queue  # type: ignore[union-attr]  # noqa: SLF001  who waits is nobody's business
    while not queue:
        sleep(0.001)

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier, Event, get_ident
from time import sleep

import pytest
from sqlalchemy import Engine, event, select, text, update
from sqlalchemy.exc import OperationalError, StatementError
from sqlalchemy.orm import Session

from storage.database import Database
from storage.tables import EmployeeRow, MarkRow
from tests.factories import NOW, an_employee


def _marks(database: Database) -> set[str]:
    with database.read() as session:
        return set(session.scalars(text("SELECT name FROM marks")))


def _write_and_fail(session: Session) -> None:
    session.add(MarkRow(name="lost", at=NOW))
    session.flush()
    raise KeyError


def test_a_transaction_is_kept_whole_or_not_at_all(database: Database) -> None:
    with database.begin() as session:
        session.add(MarkRow(name="kept", at=NOW))
    with pytest.raises(KeyError), database.begin() as session:
        _write_and_fail(session)
    assert _marks(database) == {"kept"}


def test_reading_cannot_write(database: Database) -> None:
    with pytest.raises(Exception, match=r"read.?only"), database.read() as session:
        session.execute(text("DELETE FROM marks"))


def test_a_naive_instant_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="no time zone"), database.begin() as session:
        session.add(MarkRow(name="naive", at=datetime(2026, 11, 24, 10, 0)))  # noqa: DTZ001  the point of the test


def test_an_instant_comes_back_aware_and_equal(database: Database) -> None:
    with database.begin() as session:
        session.add(MarkRow(name="aware", at=NOW))
    with database.read() as session:
        found = session.get_one(MarkRow, "aware").at
    assert found == NOW
    assert found.tzinfo is UTC


def test_no_contended_update_is_lost(database: Database) -> None:
    with database.begin() as session:
        employee = an_employee(session, level=0)
    together = Barrier(8)

    def add(_: int) -> None:
        together.wait()
        for _ in range(25):
            with database.begin() as session:
                query = select(EmployeeRow.level).where(EmployeeRow.id == employee).with_for_update()
                before = session.scalars(query).one()
                session.execute(update(EmployeeRow).values(level=(before or 0) + 1))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(add, range(8)))
    with database.read() as session:
        assert session.scalars(select(EmployeeRow.level)).one() == 200


def test_one_failing_transaction_takes_nobody_elses_down(sqlite_database: Database) -> None:
    together = Barrier(6)

    def write(number: int) -> None:
        together.wait()
        for turn in range(20):
            with sqlite_database.begin() as session:
                session.add(MarkRow(name=f"{number}-{turn}", at=NOW))
                session.flush()
                if number % 2:
                    raise LookupError

    def outcome(number: int) -> bool:
        try:
            write(number)
        except LookupError:
            return False
        return True

    with ThreadPoolExecutor(6) as threads:
        kept = list(threads.map(outcome, range(6)))
    assert kept == [True, False] * 3
    assert _marks(sqlite_database) == {f"{number}-{turn}" for number in (0, 2, 4) for turn in range(20)}


def test_nobody_is_answered_before_the_shared_commit_is_done(sqlite_database: Database) -> None:
    """While one transaction holds the turn others queue; when each leaves, a fresh reader must see its row."""
    inside, go_on = Event(), Event()

    def first() -> bool:
        with sqlite_database.begin() as session:
            session.add(MarkRow(name="first", at=NOW))
            inside.set()
            go_on.wait()
        return "first" in _marks(sqlite_database)

    def later(number: int) -> bool:
        inside.wait()
        with sqlite_database.begin() as session:
            session.add(MarkRow(name=str(number), at=NOW))
        return str(number) in _marks(sqlite_database)

    with ThreadPoolExecutor(6) as threads:
        answers = [threads.submit(first), *(threads.submit(later, number) for number in range(5))]
        inside.wait()
        go_on.set()
        assert all(answer.result() for answer in answers)


def test_work_done_for_others_comes_back_to_whoever_asked_for_it(database: Database) -> None:
    """Blocks and work that is handed over wait in one queue; each gets its own result, its own error, its own rows."""
    together = Barrier(9)

    def write(number: int) -> list[str]:
        together.wait()
        answers = []
        for turn in range(20):
            name = f"{number}-{turn}"

            def work(session: Session, name: str = name) -> str:
                session.add(MarkRow(name=name, at=NOW))
                if number % 3 == 1:
                    session.flush()
                    raise LookupError(name)
                return name

            try:
                if number % 3 == 2:
                    with database.begin() as session:
                        answers.append(work(session))
                else:
                    answers.append(database.run(work))
            except LookupError as error:
                answers.append(str(error))
            assert (name in _marks(database)) is (number % 3 != 1)
        return answers

    with ThreadPoolExecutor(9) as threads:
        results = list(threads.map(write, range(9)))
    assert results == [[f"{number}-{turn}" for turn in range(20)] for number in range(9)]
    assert _marks(database) == {f"{number}-{turn}" for number in range(9) if number % 3 != 1 for turn in range(20)}


def test_work_is_done_by_whoever_is_inside(sqlite_database: Database) -> None:
    inside, go_on = Event(), Event()

    def hold() -> int:
        with sqlite_database.begin():
            inside.set()
            go_on.wait()
        return get_ident()

    def hand_over() -> int:
        inside.wait()
        return sqlite_database.run(lambda _session: get_ident())

    with ThreadPoolExecutor(2) as threads:
        holder = threads.submit(hold)
        done_by = threads.submit(hand_over)
        queue = sqlite_database._group_commit._queue  # type: ignore[union-attr]  # noqa: SLF001  who waits is nobody's business
        while not queue:
            sleep(0)
        go_on.set()
        assert done_by.result() == holder.result()


def test_a_thread_that_would_wait_for_itself_is_told(sqlite_database: Database) -> None:
    with pytest.raises(RuntimeError, match="inside a transaction"), sqlite_database.begin(), sqlite_database.begin():
        pass
    with sqlite_database.begin() as session:
        session.add(MarkRow(name="after", at=NOW))
    assert _marks(sqlite_database) == {"after"}


def test_sqlite_waits_for_the_disk_and_checks_foreign_keys(sqlite_database: Database) -> None:
    with sqlite_database.begin() as session:
        settings = {
            name: session.scalars(text(f"PRAGMA {name}")).one()
            for name in ("synchronous", "journal_mode", "foreign_keys")
        }
    assert settings == {"synchronous": 2, "journal_mode": "wal", "foreign_keys": 1}


def test_another_process_holding_the_lock_fails_nobody_for_good(sqlite_database: Database) -> None:
    other = Database(sqlite_database.url)
    with other.begin() as session:
        session.add(MarkRow(name="other", at=NOW))
    other.close()
    with sqlite_database.begin() as session:
        session.add(MarkRow(name="own", at=NOW))
    assert _marks(sqlite_database) == {"other", "own"}


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://localhost/x"])
def test_a_database_that_this_does_not_run_on_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="SQLite file or a PostgreSQL"):
        Database(url)


def test_a_server_that_is_gone_without_a_word_is_noticed_and_what_an_address_says_of_its_own_is_kept(
    postgresql_database: Database,
) -> None:
    with postgresql_database.read() as session:
        held = session.execute(text("SHOW idle_in_transaction_session_timeout")).scalar_one()
        driver = session.connection().connection.driver_connection
        settings = driver.info.get_parameters()  # type: ignore[union-attr]  # psycopg's connection
    assert held == "1min"
    assert (settings["connect_timeout"], settings["keepalives_idle"], settings["tcp_user_timeout"]) == (
        "10",
        "20",
        "40000",
    )
    own = Database("postgresql+psycopg://somebody@db.example/coxswain?connect_timeout=3&options=-c%20work_mem%3D64MB")
    assert own.engine.url.query["connect_timeout"] == "3"
    assert own.engine.url.query["options"] == "-c work_mem=64MB"


def test_whoever_is_interrupted_in_a_statement_leaves_the_turn_to_the_next(database: Database) -> None:
    def interrupted(*_given: object) -> None:
        raise KeyboardInterrupt

    event.listen(Engine, "before_cursor_execute", interrupted)
    try:
        with pytest.raises(KeyboardInterrupt), database.begin() as session:
            session.add(MarkRow(name="lost", at=NOW))
    finally:
        event.remove(Engine, "before_cursor_execute", interrupted)
    with database.begin() as session:
        session.add(MarkRow(name="kept", at=NOW))
    assert _marks(database) == {"kept"}


def test_a_missing_table_is_an_error_and_frees_the_turn(sqlite_database: Database) -> None:
    with pytest.raises(OperationalError), sqlite_database.begin() as session:
        session.execute(text("INSERT INTO nowhere VALUES (1)"))
    with sqlite_database.begin() as session:
        session.add(MarkRow(name="after", at=NOW))
    assert _marks(sqlite_database) == {"after"}

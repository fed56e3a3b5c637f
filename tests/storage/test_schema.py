from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, insert, inspect, text, update
from sqlalchemy.exc import IntegrityError

from career.applications import Decision, Stage
from career.openings import OpeningStatus
from storage.database import Database
from storage.house.audit import note
from storage.schema import HEAD, migrate, version
from storage.tables import ApplicationRow, ConsiderationRow, OpeningRow, PlacementRow, Row
from storage.tables.base import PartialIndex
from tests.factories import NOW, an_application, an_employee, an_opening


def test_the_migrations_make_exactly_the_mapped_tables(database: Database) -> None:
    with database.alone() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Row.metadata) == []


def test_there_is_one_newest_migration_and_the_app_knows_it() -> None:
    scripts = ScriptDirectory(str(Path(__file__).parents[2] / "storage" / "migrations"))
    assert scripts.get_heads() == [HEAD]


def test_migrating_again_changes_nothing(database: Database) -> None:
    assert version(database) == HEAD
    migrate(database)
    assert version(database) == HEAD


def test_a_new_database_has_no_version(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'new.sqlite3'}")
    assert version(database) is None
    database.close()


def test_the_migrations_can_be_taken_back_and_made_again(database: Database) -> None:
    config = Config(str(Path(__file__).parents[2] / "alembic.ini"))

    def tables(connection: Connection) -> list[str]:
        return inspect(connection).get_table_names()

    with database.alone() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        assert tables(connection) == ["alembic_version"]
    migrate(database)
    assert version(database) == HEAD


def _application(database: Database, stage: Stage) -> tuple[int, int, int]:
    with database.begin() as session:
        employee, opening = an_employee(session), an_opening(session)
        application = an_application(session, opening, employee, stage=stage)
    return opening, employee, application


@pytest.mark.parametrize(
    "stage", [each for each in Stage if each.is_standing and each is not Stage.SUBMITTED], ids=lambda stage: stage.value
)
def test_plain_sql_moves_no_application_that_no_person_has_considered(database: Database, stage: Stage) -> None:
    _application(database, Stage.SUBMITTED)
    with pytest.raises(IntegrityError), database.begin() as session:
        session.execute(update(ApplicationRow).values(stage=stage))


def _place(database: Database, opening: int, employee: int, application: int, stage: str) -> None:
    with database.begin() as session:
        session.execute(
            insert(PlacementRow).values(
                opening_id=opening,
                employee_id=employee,
                application_id=application,
                stage=stage,
                placed_by="UHR",
                placed_at=NOW,
            )
        )


@pytest.mark.parametrize("stage", [each for each in Stage if each is not Stage.ACCEPTED])
def test_the_database_places_nobody_whose_application_was_not_accepted(database: Database, stage: Stage) -> None:
    opening, employee, application = _application(database, stage)
    for claimed in ("accepted", stage.value):
        with pytest.raises(IntegrityError):
            _place(database, opening, employee, application, claimed)


def test_the_database_places_nobody_on_somebody_elses_application(database: Database) -> None:
    opening, _, application = _application(database, Stage.ACCEPTED)
    with database.begin() as session:
        other = an_employee(session)
    with pytest.raises(IntegrityError):
        _place(database, opening, other, application, "accepted")


def test_an_accepted_application_that_fills_an_opening_stays_accepted(database: Database) -> None:
    opening, employee, application = _application(database, Stage.ACCEPTED)
    _place(database, opening, employee, application, "accepted")
    with pytest.raises(IntegrityError), database.begin() as session:
        session.execute(update(ApplicationRow).values(stage=Stage.DECLINED))


def test_plain_sql_cannot_make_an_opening_filled_that_nobody_fills(database: Database) -> None:
    opening, employee, application = _application(database, Stage.ACCEPTED)
    filled = update(OpeningRow).values(status=OpeningStatus.FILLED)
    with pytest.raises(IntegrityError), database.begin() as session:
        session.execute(filled)
    with pytest.raises(IntegrityError), database.begin() as session:
        an_opening(session, status=OpeningStatus.FILLED)
    _place(database, opening, employee, application, "accepted")
    with database.begin() as session:
        session.execute(filled)
        assert session.get_one(OpeningRow, opening).status is OpeningStatus.FILLED


@pytest.mark.parametrize("change", ["UPDATE {} SET at = at", "DELETE FROM {}"])
@pytest.mark.parametrize("table", ["audit", "considerations"])
def test_history_is_only_ever_added_to(database: Database, table: str, change: str) -> None:
    _, _, application = _application(database, Stage.SUBMITTED)
    with database.begin() as session:
        note(session, "UHR", "opening.closed", "opening:1", NOW)
        session.add(
            ConsiderationRow(
                application_id=application,
                by_slack_id="UHR",
                by_name="Hana",
                decision=Decision.REVIEW,
                reason="A good match.",
                at=NOW,
            )
        )
    with pytest.raises(IntegrityError), database.begin() as session:
        session.execute(text(change.format(table)))


@pytest.mark.parametrize("missing", [{"by_name": " "}, {"reason": ""}])
def test_a_consideration_has_a_name_and_a_reason(database: Database, missing: dict[str, str]) -> None:
    _, _, application = _application(database, Stage.SUBMITTED)
    values = {"by_name": "Hana", "reason": "A good match."} | missing
    with pytest.raises(IntegrityError), database.begin() as session:
        session.add(
            ConsiderationRow(application_id=application, by_slack_id="UHR", decision=Decision.DECLINE, at=NOW, **values)
        )


def test_a_partial_index_holds_the_same_rows_on_each_database_as_the_mapped_one(database: Database) -> None:
    """What `compare_metadata` does not look at; made here both by the migrations and from the mapped tables."""
    mapped = {index.name: index for table in Row.metadata.tables.values() for index in table.indexes}
    partial = {name for name, index in mapped.items() if isinstance(index, PartialIndex)}
    assert partial

    def conditions(connection: Connection) -> dict[str | None, str]:
        found = [index for table in Row.metadata.tables for index in inspect(connection).get_indexes(table)]
        option = f"{connection.dialect.name}_where"
        return {
            each["name"]: str(each["dialect_options"][option]) for each in found if option in each["dialect_options"]
        }

    with database.alone() as connection:
        migrated = conditions(connection)
        for name in partial:
            mapped[name].drop(connection)
            mapped[name].create(connection)
        assert conditions(connection) == migrated
        assert migrated.keys() == partial

import json
from datetime import date, time
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Column, ForeignKey, Table, insert, select

from bot.usecases.people.my_data import MyData, my_data
from bot.usecases.people.speaker import HasLeft, NotLinked
from bot.views.my_data import data_file
from career.employees import EmploymentStatus
from career.notices import NoticeKind
from career.outcomes import DeliveryState
from career.targets import OpeningTarget
from storage.database import Database
from storage.house.audit import note
from storage.people.erasing import decided_tables
from storage.people.own_data import tables_about_people
from storage.tables import NoticeRow, RecognitionRow, Row
from storage.types import TextEnum, UtcDateTime
from tests.factories import (
    NOW,
    a_consideration,
    a_programme,
    a_recognition,
    a_sent_nudge,
    an_application,
    an_employee,
    an_interest,
    an_opening,
)


def content_for(database: Database, slack_id: str = "UADA") -> dict[str, Any]:
    mine = my_data(database, slack_id, NOW)
    assert isinstance(mine, MyData)
    content: dict[str, Any] = json.loads(data_file(mine))
    return content


def test_every_table_that_leads_to_a_person_is_in_the_file() -> None:
    direct = {
        table.name
        for table in Row.metadata.sorted_tables
        if table.name != "employees" and any(key.column.table.name == "employees" for key in table.foreign_keys)
    }
    assert direct <= tables_about_people()
    assert {"considerations", "application_events", "enrolment_events", "nominations", "picked_times"} <= (
        tables_about_people()
    )


def test_whatever_erasing_decides_about_is_what_the_file_shows() -> None:
    assert decided_tables() <= tables_about_people()


def test_a_table_added_tomorrow_is_in_the_file_by_being_there() -> None:
    tomorrow = Table("tomorrow", Row.metadata, Column("employee_id", ForeignKey("employees.id"), primary_key=True))
    try:
        assert "tomorrow" in tables_about_people()
    finally:
        Row.metadata.remove(tomorrow)


def _filled(column: Any, pointers: dict[str, Any]) -> Any:
    """Return some value for a column: what it points to, else one of its type that can be told apart."""
    for key in column.foreign_keys:
        return pointers[key.column.table.name]
    if isinstance(column.type, TextEnum):
        return next(iter(column.type.members))
    if isinstance(column.type, UtcDateTime):
        return NOW
    values: dict[type, Any] = {
        str: f"mark-{column.table.name}-{column.name}"[:30],
        int: 1,
        bool: True,
        float: 1.0,
        date: NOW.date(),
        time: time(9),
        UUID: uuid4(),
    }
    return values.get(column.type.python_type, {})


def test_a_row_about_the_person_in_any_of_those_tables_is_found_and_nobody_elses(sqlite_database: Database) -> None:
    """Rows are put into each table by the schema alone, so that no table needs to be named here."""
    with sqlite_database.begin() as session:
        ada = an_employee(session, slack_id="UADA")
        other = an_employee(session, slack_id="UOTHER")
        session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        opening = an_opening(session)
        application = an_application(session, opening, ada)
        programme = a_programme(session)
        an_interest(session, other, programme, "not hers")
        session.connection().exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        skipped = {"applications", "application_events", "considerations", "placements", "interests", "erasures"}
        pointers: dict[str, Any] = {
            "employees": ada,
            "openings": opening,
            "applications": application,
            "programmes": programme,
        }
        wanted = tables_about_people()
        for table in Row.metadata.sorted_tables:
            points_to = {key.column.table.name for key in table.foreign_keys}
            if table.name in pointers or not (table.name in wanted or table.name in {"skills", "workshops", "nudges"}):
                continue
            if table.name in skipped or not points_to <= pointers.keys():
                continue
            row = {
                column.name: _filled(column, pointers)
                for column in table.columns
                if column.name != "id" and not (column.nullable and not column.foreign_keys)
            }
            key = session.connection().execute(insert(table).values(row)).inserted_primary_key
            pointers[table.name] = key[0] if key is not None else None
        a_consideration(session, application)
    mine = my_data(sqlite_database, "UADA", NOW)
    assert isinstance(mine, MyData)
    filled = {table.name for table in mine.tables if table.rows}
    empty = tables_about_people() - filled
    assert empty <= {"application_events", "placements", "interests", "erasures"}, empty
    assert "not hers" not in data_file(mine).decode()


def test_the_file_tells_in_plain_words_what_was_done_said_and_given(database: Database) -> None:
    with database.begin() as session:
        ada = an_employee(session, slack_id="UADA", skills=("Python",), rating=4)
        opening = an_opening(session, title="Harbour Pilot")
        application = an_application(session, opening, ada, note="my own note")
        a_consideration(session, application, reason="come & talk")
        a_recognition(session, ada, words="you helped")
        a_sent_nudge(session, ada, OpeningTarget(opening))
        other = an_employee(session, slack_id="UOTHER")
        a_recognition(session, other, by_slack_id="UADA", words="I thank you")
        a_recognition(session, other, words="none of hers")
        note(session, "UADA", "funding.asked", "funding:1", NOW)
        note(session, "UHR", "application.considered", f"application:{application}", NOW)
        note(session, "UHR", "application.considered", "application:999", NOW)
        details = {"employee_id": ada, "words": "something is wrong"}
        session.add(
            NoticeRow(
                token=uuid4(),
                key="k",
                kind=NoticeKind.RECORD_DISPUTED,
                channel_id="CHR",
                details=details,
                state=DeliveryState.SENT,
                created_at=NOW,
            )
        )
    content = content_for(database)
    assert content["your skills"][0]["skill"] == "Python"
    assert content["your reviews"][0]["rating"] == 4
    assert content["your applications"][0]["opening"] == "Harbour Pilot"
    assert content["decisions on your applications"][0]["reason"] == "come & talk"
    assert [each["words"] for each in content["recognition you gave"]] == ["I thank you"]
    assert [each["words"] for each in content["recognition you got"]] == ["you helped"]
    assert len(content["nudges sent to you"]) == 1
    assert content["what HR was told about you"][0]["details"]["words"] == "something is wrong"
    assert [each["subject"] for each in content["who did what"]] == ["funding:1", f"application:{application}"]
    assert content["your reviews"][0]["employee"] == content["you in the HR system"][0]["number"]
    assert "none of hers" not in json.dumps(content)
    assert content["funding you asked for"] == []


def test_asking_for_it_is_noted_and_only_for_employees(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, slack_id="UADA")
        an_employee(session, slack_id="UGONE", status=EmploymentStatus.LEFT)
    content_for(database)
    assert [each["action"] for each in content_for(database)["who did what"]] == ["data.asked_for"]
    assert my_data(database, "UNOBODY", NOW) == NotLinked()
    assert my_data(database, "UGONE", NOW) == HasLeft()
    with database.read() as session:
        assert session.scalars(select(RecognitionRow)).all() == []

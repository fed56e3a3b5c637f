import json
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Text, cast, func, select, update
from sqlalchemy.exc import IntegrityError

from bot.usecases.importing.file import Source, apply
from bot.usecases.people.directory import refresh_people
from bot.usecases.people.forgetting import Forgotten, Leaver, NotForgotten, forget, leaver
from career.applications import Stage
from career.employees import EmploymentStatus
from career.notices import NoticeKind
from career.recognition import RecognitionKind
from career.targets import OpeningTarget
from career.tuition import RequestState
from storage.database import Database
from storage.house.audit import note
from storage.messages.notices import Notice, ToChannel, owe
from storage.people.directory import SlackPerson
from storage.people.erasing import decided_tables
from storage.tables import (
    ApplicationRow,
    AuditRow,
    CompletionRow,
    ConsiderationRow,
    DeliveryRow,
    EmployeeRow,
    ErasureRow,
    InterestRow,
    LeaveRow,
    RecognitionRow,
    ReviewRow,
    Row,
    TuitionRequestRow,
)
from tests.factories import (
    NOW,
    a_consideration,
    a_sent_nudge,
    a_tuition_request,
    an_application,
    an_employee,
    an_opening,
)
from tests.readings import reading_of

SECRETS = (
    "Zelda Quincewood",
    "Quincewood",
    "zelda.q@harbour.example",
    "UZELDA",
    "a secret wish",
    "my secret illness",
    "my own words",
    "0815",
    "Zebedee",
)


def a_leaver(database: Database, **fields: Any) -> int:
    """Add somebody who left, with traces of them everywhere; return the id of an application of theirs."""
    with database.begin() as session:
        values: dict[str, Any] = {
            "number": "0815", "given_name": "Zelda", "family_name": "Quincewood", "full_name_key": "quincewood zelda",
            "email": "zelda.q@harbour.example", "slack_id": "UZELDA", "status": EmploymentStatus.LEFT,
            "left_on": date(2026, 10, 31), "job_title": "Zebedee", "is_slack_active": False,
        }  # fmt: skip
        zelda = an_employee(session, skills=("Python",), rating=4, **values | fields)
        other = an_employee(session)
        opening = an_opening(session)
        ended = {"stage": Stage.DECLINED, "considered_at": NOW}
        application = an_application(session, opening, zelda, note="my own words", **ended)
        a_consideration(session, application, reason="Zelda Quincewood was kind, and Zebedee")
        a_consideration(
            session, an_application(session, opening, other), by_slack_id="UZELDA", by_name="Zelda Quincewood"
        )
        details = {"employee_id": zelda, "words": "my secret illness"}
        owe(session, Notice(NoticeKind.RECORD_DISPUTED, "disputed:V1", ToChannel("C0HR"), details, NOW), NOW)
        a_sent_nudge(session, zelda, OpeningTarget(opening), recipient="UZELDA")
        session.add(InterestRow(employee_id=zelda, words="a secret wish", about="words:a secret wish", logged_at=NOW))
        session.add(LeaveRow(employee_id=zelda, first_day=date(2026, 1, 1), last_day=date(2026, 1, 2)))
        session.add(
            CompletionRow(
                employee_id=zelda,
                title="First Aid",
                title_code="first aid",
                completed_on=date(2026, 1, 1),
                created_at=NOW,
            )
        )
        session.add(
            RecognitionRow(
                employee_id=other,
                kind=RecognitionKind.KUDOS,
                by_slack_id="UZELDA",
                by_name="Zelda Quincewood",
                words="Thank you! Zelda Quincewood",
                given_on=date(2026, 1, 1),
                created_at=NOW,
            )
        )
        note(
            session, "UZELDA", "opening.created", f"opening:{opening}", NOW, said=["by Zelda Quincewood"], number="0815"
        )
        note(session, "UHR", "employee.linked", f"employee:{zelda}", NOW, slack_id="UZELDA")
    refresh_people(database, [_account(is_active=False)], NOW)
    return application


def _account(**fields: Any) -> SlackPerson:
    values: dict[str, Any] = {
        "slack_id": "UZELDA", "real_name": "Zelda Quincewood", "email": "zelda.q@harbour.example", "zone": None,
        "is_active": True, "is_guest": False, "is_bot": False,
    } | fields  # fmt: skip
    return SlackPerson(**values)


def everything(database: Database) -> str:
    with database.read() as session:
        return json.dumps(
            [
                [str(cell) for cell in row]
                for table in Row.metadata.sorted_tables
                for row in session.execute(select(table))
            ],
            ensure_ascii=False,
        )


def count(database: Database, table: type[Row]) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_after_forgetting_no_table_says_who_it_was(database: Database) -> None:
    a_leaver(database)
    before = everything(database)
    assert all(secret in before for secret in SECRETS)
    assert leaver(database, "0815") == Leaver("0815", "Zelda Quincewood")
    assert forget(database, "UHR", "0815", " 0815 ", NOW) == Forgotten("0815")
    after = everything(database)
    assert [secret for secret in SECRETS if secret in after] == []


def test_what_was_counted_stays_counted(database: Database) -> None:
    application = a_leaver(database)
    counted = (ApplicationRow, ConsiderationRow, DeliveryRow, EmployeeRow)
    before = [count(database, table) for table in counted]
    forget(database, "UHR", "0815", "0815", NOW)
    assert [count(database, table) for table in counted] == before
    assert count(database, ReviewRow) == 0
    with database.read() as session:
        kept = session.execute(select(ApplicationRow).where(ApplicationRow.id == application)).scalar_one()
        person = session.get_one(EmployeeRow, kept.employee_id)
        assert (kept.note, person.status, person.email) == ("", EmploymentStatus.LEFT, None)
        assert kept.submitted_at == NOW
        by = set(session.scalars(select(AuditRow.by)))
        assert len(by) == 2, "whoever acted is still one and the same, though nobody knows who"
        noted = session.execute(select(AuditRow).where(AuditRow.action == "person.forgotten")).scalar_one()
        assert (noted.by, noted.subject, noted.details) == ("UHR", f"employee:{person.id}", {})
        assert session.scalars(select(ErasureRow.is_open)).all() == [False]


def test_history_is_only_ever_added_to_after_an_erasure_too(database: Database) -> None:
    a_leaver(database)
    forget(database, "UHR", "0815", "0815", NOW)
    with pytest.raises(IntegrityError), database.begin() as session:
        session.execute(update(AuditRow).values(by="nobody"))


@pytest.mark.parametrize("change", [{"action": "x"}, {"at": NOW + timedelta(days=1)}])
def test_an_open_erasure_lets_nothing_but_personal_columns_change(database: Database, change: dict[str, Any]) -> None:
    a_leaver(database)
    with database.begin() as session:
        zelda = session.scalars(select(EmployeeRow.id).where(EmployeeRow.number == "0815")).one()
        session.add(ErasureRow(employee_id=zelda, number_digest="", by="UHR", at=NOW, is_open=True))
    with pytest.raises(IntegrityError), database.begin() as session:
        session.execute(update(AuditRow).values(**change))


def test_only_somebody_who_left_and_whose_account_is_closed_is_forgotten(database: Database) -> None:
    a_leaver(database, status=EmploymentStatus.ACTIVE)
    answer = forget(database, "UHR", "0815", "0815", NOW)
    assert isinstance(answer, NotForgotten)
    assert "works here" in answer.sentence
    with database.begin() as session:
        session.execute(update(EmployeeRow).where(EmployeeRow.number == "0815").values(status=EmploymentStatus.LEFT))
    refresh_people(database, [_account()], NOW)
    told = leaver(database, "0815")
    assert isinstance(told, NotForgotten)
    assert "still active" in told.sentence
    assert isinstance(leaver(database, "9"), NotForgotten)


def test_nobody_is_forgotten_while_something_of_theirs_waits_for_a_person(database: Database) -> None:
    a_leaver(database)
    with database.begin() as session:
        zelda = session.scalars(select(EmployeeRow.id).where(EmployeeRow.number == "0815")).one()
        an_application(session, an_opening(session), zelda, stage=Stage.INTERVIEW, considered_at=NOW)
        a_tuition_request(session, zelda)
    answer = forget(database, "UHR", "0815", "0815", NOW)
    assert isinstance(answer, NotForgotten)
    assert (
        "an application (`/hr applications 2`), a request for funding (`/hr funding`). Please decide" in answer.sentence
    )
    assert leaver(database, "0815") == answer
    assert "Zelda Quincewood" in everything(database)
    with database.begin() as session:
        session.execute(update(ApplicationRow).values(stage=Stage.DECLINED, considered_at=NOW))
        session.execute(update(TuitionRequestRow).values(state=RequestState.WITHDRAWN))
    assert isinstance(leaver(database, "0815"), Leaver)


def test_of_two_who_forget_somebody_the_second_reads_that_it_is_done(database: Database) -> None:
    a_leaver(database)
    assert isinstance(forget(database, "UHANA", "0815", "0815", NOW), Forgotten)
    assert forget(database, "UHUGO", "0815", "0815", NOW) == NotForgotten(
        "The data of employee 0815 have been erased already."
    )


def test_the_number_is_typed_again_to_confirm(database: Database) -> None:
    a_leaver(database)
    answer = forget(database, "UHR", "0815", "815", NOW)
    assert isinstance(answer, NotForgotten)
    assert answer.is_about_typing
    assert "Zelda Quincewood" in everything(database)


def test_neither_slack_nor_a_file_brings_a_forgotten_person_back(database: Database) -> None:
    a_leaver(database)
    forget(database, "UHR", "0815", "0815", NOW)
    refresh_people(database, [_account(is_active=False)], NOW)
    rows = [
        {"Employee ID": "0815", "First Name": "Zelda", "Last Name": "Quincewood", "Status": "Terminated"},
        {"Employee ID": "0816", "First Name": "Abe", "Last Name": "Oarsman", "Status": "Active"},
    ]
    applied = apply(database, reading_of(rows), Source.of("people.csv", b""), "UHR", NOW)
    assert applied.done.new == 1
    (wrong,) = applied.done.wrong
    assert "erased" in wrong.reason
    assert "Quincewood" not in everything(database)
    back = [rows[0] | {"Status": "Active"}, rows[1]]
    assert apply(database, reading_of(back), Source.of("people.csv", b""), "UHR", NOW).done.new == 1


def test_every_table_about_an_employee_has_its_rule_for_erasing() -> None:
    about = {
        table.name
        for table in Row.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "employees" and table.name != "employees"
    }
    about |= {"placements"}
    assert about == decided_tables()


def test_texts_in_json_are_found_whatever_their_letters(database: Database) -> None:
    with database.begin() as session:
        an_employee(
            session, number="7", given_name="Zoë", family_name="Ünal", slack_id=None, status=EmploymentStatus.LEFT
        )
        note(session, "UHR", "anything", "opening:1", NOW, words="of Zoë Ünal")
    forget(database, "UHR", "7", "7", NOW)
    with database.read() as session:
        assert "nal" not in " ".join(session.scalars(select(cast(AuditRow.details, Text))))

"""Rows for tests: each function takes what the test is about and fills in the rest."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from career.applications import Decision, Stage
from career.codes import code_of
from career.criteria import EVERYONE, Criterion
from career.employees import EmploymentStatus, SlackMatch
from career.nudges import NudgeStatus, Target, target_to_json
from career.openings import OpeningStatus
from career.outcomes import DeliveryState
from career.rule_json import rule_to_json
from storage.tables import (
    ApplicationRow,
    ConsiderationRow,
    DeliveryRow,
    EmployeeRow,
    EmployeeSkillRow,
    NudgeRow,
    OpeningRow,
    ProgrammeRow,
    ProgrammeSkillRow,
    ReviewRow,
    SkillRow,
    WorkshopRow,
)

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
"""A Tuesday, within working hours in Europe."""

_numbers = count(1)


def an_employee(session: Session, *, skills: tuple[str, ...] = (), rating: int | None = None, **fields: Any) -> int:
    """Add an employee linked to Slack, with the texts' codes derived; return the id."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "number": f"{number:05}",
        "given_name": "Ada",
        "family_name": f"Rower{number}",
        "full_name_key": f"ada rower{number}",
        "status": EmploymentStatus.ACTIVE,
        "lot": 1 + (number * 2_654_435_761) % (2**31 - 2),
        "slack_id": f"U{number:08}",
        "slack_match": SlackMatch.EMAIL,
        "zone": "Europe/Berlin",
        "created_at": NOW,
        "updated_at": NOW,
    } | fields
    for name in ("job_title", "department", "location", "job_family"):
        if values.get(name):
            values[f"{name}_code"] = code_of(values[name])
    employee = EmployeeRow(**values)
    session.add(employee)
    session.flush()
    for skill in skills:
        session.add(EmployeeSkillRow(employee_id=employee.id, skill_id=a_skill(session, skill)))
    if rating is not None:
        session.add(ReviewRow(employee_id=employee.id, reviewed_on=NOW.date(), rating=rating))
    session.flush()
    return employee.id


def a_skill(session: Session, name: str) -> int:
    """Return the id of the skill, added if it is new."""
    skill = session.query(SkillRow).filter_by(code=code_of(name)).one_or_none()
    if skill is None:
        skill = SkillRow(name=name, code=code_of(name))
        session.add(skill)
        session.flush()
    return skill.id


def an_opening(session: Session, *, requirements: Criterion = EVERYONE, **fields: Any) -> int:
    """Add an open opening; return the id."""
    values: dict[str, Any] = {
        "title": "Data Analyst",
        "description": "Help us see what the numbers say.",
        "status": OpeningStatus.OPEN,
        "requirements": rule_to_json(requirements),
        "created_by": "UHR",
        "created_at": NOW,
        "updated_at": NOW,
    } | fields
    opening = OpeningRow(title_code=code_of(values["title"]), **values)
    session.add(opening)
    session.flush()
    return opening.id


def a_programme(session: Session, *, skills: tuple[str, ...] = (), **fields: Any) -> int:
    """Add a programme that is offered; return the id."""
    values: dict[str, Any] = {
        "title": f"Programme {next(_numbers)}",
        "description": "Two afternoons, hands on.",
        "provider": None,
        "qualifies_for_tuition_assistance": False,
        "is_offered": True,
        "created_at": NOW,
    } | fields
    programme = ProgrammeRow(title_code=code_of(values["title"]), **values)
    session.add(programme)
    session.flush()
    for skill in skills:
        session.add(ProgrammeSkillRow(programme_id=programme.id, skill_id=a_skill(session, skill)))
    session.flush()
    return programme.id


def a_workshop(session: Session, programme_id: int, **fields: Any) -> int:
    """Add a workshop of two hours, a week from now, with one seat; return the id."""
    starts_at = fields.get("starts_at", NOW + timedelta(days=7))
    values: dict[str, Any] = {
        "programme_id": programme_id,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "zone": "Europe/Berlin",
        "venue": "Boathouse",
        "seats": 1,
    } | fields
    workshop = WorkshopRow(**values)
    session.add(workshop)
    session.flush()
    return workshop.id


def an_application(session: Session, opening_id: int, employee_id: int, **fields: Any) -> int:
    """Add a submitted application; return the id."""
    values: dict[str, Any] = {"note": "", "stage": Stage.SUBMITTED, "submitted_at": NOW} | fields
    application = ApplicationRow(opening_id=opening_id, employee_id=employee_id, **values)
    session.add(application)
    session.flush()
    return application.id


def a_consideration(session: Session, application_id: int, **fields: Any) -> int:
    """Add a decision on an application, without moving it; return the id."""
    values: dict[str, Any] = {
        "by_slack_id": "UHR",
        "by_name": "Hana Novak",
        "decision": Decision.REVIEW,
        "reason": "Looks promising.",
        "at": NOW,
    } | fields
    consideration = ConsiderationRow(application_id=application_id, **values)
    session.add(consideration)
    session.flush()
    return consideration.id


def a_sent_nudge(session: Session, employee_id: int, target: Target, **fields: Any) -> UUID:
    """Add a nudge about `target`, over by now, and the copy of it that one employee got; return the copy's token."""
    nudge = NudgeRow(
        title="Have a look",
        target=target_to_json(target),
        topic=target.topic,
        target_key=target.key,
        words="Hello {first_name}",
        audience=rule_to_json(EVERYONE),
        cadence={},
        reach={},
        status=NudgeStatus.ENDED,
        salt_multiplier=1,
        salt_offset=0,
        created_by="UHR",
        created_at=NOW,
        updated_at=NOW,
    )
    session.add(nudge)
    session.flush()
    values: dict[str, Any] = {
        "token": uuid4(),
        "occasion": "2026-11-24",
        "state": DeliveryState.SENT,
        "claims": 1,
        "sent_at": NOW,
        "created_at": NOW,
    } | fields
    session.add(DeliveryRow(nudge_id=nudge.id, employee_id=employee_id, **values))
    session.flush()
    token: UUID = values["token"]
    return token

"""Rows for tests: each function takes what the test is about and fills in the rest."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import update
from sqlalchemy.orm import Session

from career.applications import Decision, Stage
from career.cadences import Once, cadence_to_json
from career.codes import code_of
from career.criteria import EVERYONE, Criterion
from career.employees import EmploymentStatus, SlackMatch
from career.holdout import Salt
from career.money import PARTS
from career.nudges import NudgeStatus, Reach, reach_to_json
from career.openings import OpeningStatus
from career.outcomes import DeliveryState
from career.recognition import RecognitionKind
from career.rule_json import rule_to_json
from career.targets import Target, target_to_json
from career.tuition import RequestState
from hris.names import full_name_keys
from storage.openings.suiting import key_skill
from storage.tables import (
    ApplicationRow,
    CancellationRow,
    CompletionRow,
    ConsiderationRow,
    DeliveryRow,
    DrawRow,
    EmployeeRow,
    EmployeeSkillRow,
    InterestRow,
    NudgeRow,
    OpeningRow,
    ProgrammeRow,
    ProgrammeSkillRow,
    RecognitionRow,
    ReviewRow,
    SkillRow,
    SlackPersonRow,
    TuitionRequestRow,
    WorkshopRow,
)

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
"""A Tuesday, within working hours in Europe."""

_numbers = count(1)


def an_employee(
    session: Session,
    *,
    skills: tuple[str, ...] = (),
    rating: int | None = None,
    completed: tuple[str, ...] = (),
    interests: tuple[str, ...] = (),
    recognised_on: tuple[date, ...] = (),
    **fields: Any,
) -> int:
    """Add an employee linked to Slack, with the texts' codes derived; return the id.

    An interest in "Rowing" is one in a programme, any other stands in the person's own words.
    """
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
    for title in completed:
        a_completion(session, employee.id, title)
    for words in interests:
        programme = _programme_called(session, words) if words == "Rowing" else None
        an_interest(session, employee.id, programme, words)
    for day in recognised_on:
        a_recognition(session, employee.id, given_on=day)
    session.flush()
    return employee.id


def a_slack_account(session: Session, slack_id: str, real_name: str = "Hana Novak", **fields: Any) -> None:
    """Add an account of a person in Slack, as the directory shows it."""
    values: dict[str, Any] = {"is_active": True, "is_guest": False, "is_bot": False, "seen_at": NOW} | fields
    session.add(
        SlackPersonRow(slack_id=slack_id, real_name=real_name, full_name_key=full_name_keys(real_name), **values)
    )
    session.flush()


def a_completion(session: Session, employee_id: int, title: str, **fields: Any) -> None:
    """Add a training that somebody completed."""
    values: dict[str, Any] = {"completed_on": NOW.date(), "created_at": NOW} | fields
    session.add(CompletionRow(employee_id=employee_id, title=title, title_code=code_of(title), **values))
    session.flush()


def an_interest(
    session: Session, employee_id: int, programme_id: int | None = None, words: str = "", **fields: Any
) -> int:
    """Add an interest, in a programme or in one's own words; return the id."""
    about = f"words:{code_of(words)}" if programme_id is None else f"programme:{programme_id}"
    own = words if programme_id is None else ""
    values: dict[str, Any] = {"about": about, "words": own, "logged_at": NOW} | fields
    interest = InterestRow(employee_id=employee_id, programme_id=programme_id, **values)
    session.add(interest)
    session.flush()
    return interest.id


def a_recognition(session: Session, employee_id: int, **fields: Any) -> int:
    """Add kudos that somebody received; return the id."""
    values: dict[str, Any] = {
        "kind": RecognitionKind.KUDOS,
        "by_slack_id": "UKIND",
        "by_name": "Kim Kind",
        "words": "for the help",
        "given_on": NOW.date(),
        "created_at": NOW,
    } | fields
    recognition = RecognitionRow(employee_id=employee_id, **values)
    session.add(recognition)
    session.flush()
    return recognition.id


def _programme_called(session: Session, title: str) -> int:
    known = session.query(ProgrammeRow).filter_by(title_code=code_of(title)).one_or_none()
    return a_programme(session, title=title) if known is None else known.id


def a_skill(session: Session, name: str) -> int:
    """Return the id of the skill, added if it is new."""
    skill = session.query(SkillRow).filter_by(code=code_of(name)).one_or_none()
    if skill is None:
        skill = SkillRow(name=name, code=code_of(name))
        session.add(skill)
        session.flush()
    return skill.id


def an_opening(session: Session, *, requirements: Criterion = EVERYONE, **fields: Any) -> int:
    """Add an open opening; return the id. One that is cancelled has been cancelled by Hana."""
    status = fields.pop("status", OpeningStatus.OPEN)
    is_cancelled = status is OpeningStatus.CANCELLED
    values: dict[str, Any] = {
        "title": "Data Analyst",
        "description": "Help us see what the numbers say.",
        "status": OpeningStatus.OPEN if is_cancelled else status,
        "requirements": rule_to_json(requirements),
        "created_by": "UHR",
        "created_at": NOW,
        "updated_at": NOW,
    } | fields
    values.setdefault("key_skill_code", key_skill(session, requirements))
    opening = OpeningRow(title_code=code_of(values["title"]), **values)
    session.add(opening)
    session.flush()
    if is_cancelled:
        a_cancellation(session, opening.id)
    return opening.id


def a_cancellation(session: Session, opening_id: int, **fields: Any) -> None:
    """Cancel an opening; its applications stay where they are."""
    values: dict[str, Any] = {"by_slack_id": "UHR", "by_name": "Hana Novak", "reason": "The budget went.", "at": NOW}
    session.add(CancellationRow(opening_id=opening_id, **(values | fields)))
    session.flush()
    session.execute(update(OpeningRow).where(OpeningRow.id == opening_id).values(status=OpeningStatus.CANCELLED))


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
    """Add a submitted application; return the id. One at a later stage has been considered."""
    values: dict[str, Any] = {"note": "", "stage": Stage.SUBMITTED, "submitted_at": NOW} | fields
    if values["stage"] is Stage.OPENING_CANCELLED and session.get(CancellationRow, opening_id) is None:
        a_cancellation(session, opening_id)
    if values["stage"] not in {Stage.SUBMITTED, Stage.WITHDRAWN}:
        values.setdefault("considered_at", NOW)
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


def a_tuition_request(session: Session, employee_id: int, **fields: Any) -> int:
    """Add a request for funding that waits since now; return the id."""
    values: dict[str, Any] = {
        "title": "Navigation",
        "provider": "Harbour College",
        "cost_parts": 900 * PARTS,
        "cost_currency": "EUR",
        "starts_on": NOW.date() + timedelta(days=60),
        "why": "To read the charts.",
        "state": RequestState.WAITING,
        "asked_at": NOW,
    } | fields
    request = TuitionRequestRow(employee_id=employee_id, **values)
    session.add(request)
    session.flush()
    return request.id


def a_sent_nudge(session: Session, employee_id: int, target: Target, **fields: Any) -> UUID:
    """Add a nudge about `target`, over by now, and the copy of it that one employee got; return the copy's token."""
    nudge_id = a_nudge(session, target)
    values: dict[str, Any] = {
        "token": uuid4(),
        "occasion": "2026-11-24",
        "state": DeliveryState.SENT,
        "claims": 1,
        "sent_at": NOW,
        "created_at": NOW,
    } | fields
    session.add(DeliveryRow(nudge_id=nudge_id, employee_id=employee_id, **values))
    session.flush()
    token: UUID = values["token"]
    return token


def a_nudge(session: Session, target: Target, **fields: Any) -> int:
    """Add a nudge about `target`, over by now; return its id."""
    values: dict[str, Any] = {
        "title": "Have a look",
        "words": "Hello {first_name}",
        "audience": rule_to_json(EVERYONE),
        "cadence": cadence_to_json(Once(NOW.date(), time(11))),
        "reach": reach_to_json(Reach()),
        "status": NudgeStatus.ENDED,
        "salt_multiplier": 1,
        "salt_offset": 0,
        "created_by": "UHR",
        "created_at": NOW,
        "updated_at": NOW,
    } | fields
    nudge = NudgeRow(target=target_to_json(target), topic=target.topic, target_key=target.key, **values)
    session.add(nudge)
    session.flush()
    return nudge.id


PLAIN_SALT = Salt(1, 0)
"""With which the bucket of a lot up to 9,999 is the lot itself: whose lot is below 5,000 is held out by half."""


def let_the_draw_fall(session: Session, nudge_id: int, salt: Salt = PLAIN_SALT) -> None:
    """Give a nudge that has not begun a salt of our own, in place of the random one: it draws alike in every run."""
    salted = {"salt_multiplier": salt.multiplier, "salt_offset": salt.offset}
    session.execute(update(NudgeRow).where(NudgeRow.id == nudge_id).values(salted))


def a_draw(session: Session, nudge_id: int, **fields: Any) -> int:
    """Add somebody who is drawn to get a nudge now, of which a tenth is held out; return the employee's id."""
    values: dict[str, Any] = {
        "is_held_out": False,
        "drawn_at": NOW,
        "first_due_at": NOW,
        "held_out_buckets": 1_000,
    } | fields
    employee_id: int = values.pop("employee_id", None) or an_employee(session)
    session.add(DrawRow(nudge_id=nudge_id, employee_id=employee_id, **values))
    session.flush()
    return employee_id


def a_delivery(session: Session, nudge_id: int, employee_id: int, **fields: Any) -> int:
    """Add somebody's copy of a nudge, sent now; return its id."""
    values: dict[str, Any] = {
        "token": uuid4(),
        "occasion": "2026-11-24T11:00",
        "state": DeliveryState.SENT,
        "due_at": NOW,
        "claims": 1,
        "sent_at": NOW,
        "created_at": NOW,
    } | fields
    delivery = DeliveryRow(nudge_id=nudge_id, employee_id=employee_id, **values)
    session.add(delivery)
    session.flush()
    return delivery.id

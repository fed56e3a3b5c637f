"""Plenty of everything about one person: what is shown of it a page at a time costs no more than of little."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from career.applications import Decision, Stage
from career.quiet import Scope, Why
from career.recognition import RecognitionKind
from career.requirements import Requirements
from career.training import EnrolmentState
from storage.tables import (
    ApplicationRow,
    ConsiderationRow,
    EnrolmentRow,
    InterestRow,
    OpeningRow,
    QuietRow,
    RecognitionRow,
    Row,
    WorkshopRow,
)
from tests.factories import NOW, a_programme, a_workshop, an_opening

KNOWS_PYTHON = Requirements(skills_all=("Python",)).rule()


def so_many_of_each(session: Session, ada: int, count: int) -> None:
    """Add so many openings that suit Ada, and of everything else that her hub shows."""
    opening, workshop = an_opening(session, requirements=KNOWS_PYTHON), a_workshop(session, a_programme(session))
    openings = _copies(session, OpeningRow, opening, 2 * count)
    workshops = _copies(session, WorkshopRow, workshop, count)
    applied = {"employee_id": ada, "note": "", "stage": Stage.OFFERED, "submitted_at": NOW, "considered_at": NOW}
    numbers = range(count)
    applications = session.scalars(
        insert(ApplicationRow).returning(ApplicationRow.id),
        [applied | {"opening_id": each} for each in openings[:count]],
    ).all()
    considered = {
        "by_slack_id": "UHR",
        "by_name": "Hana Novak",
        "decision": Decision.OFFER,
        "reason": "Good",
        "at": NOW,
    }
    session.execute(insert(ConsiderationRow), [considered | {"application_id": each} for each in applications])
    seat = {"employee_id": ada, "state": EnrolmentState.SEAT, "asked_at": NOW}
    session.execute(insert(EnrolmentRow), [seat | {"workshop_id": each} for each in workshops])
    wish = {"employee_id": ada, "logged_at": NOW}
    session.execute(
        insert(InterestRow), [wish | {"words": f"{opening} {each}", "about": f"{opening} {each}"} for each in numbers]
    )
    thanks = {"employee_id": ada, "kind": RecognitionKind.KUDOS, "by_slack_id": "UBEN", "by_name": "Ben"}
    words = {"words": "for help", "given_on": NOW.date(), "created_at": NOW}
    session.execute(insert(RecognitionRow), [thanks | words for _ in numbers])
    quiet = {"employee_id": ada, "scope": Scope.TARGET, "why": Why.NOT_FOR_ME, "origin": "", "created_at": NOW}
    session.execute(insert(QuietRow), [quiet | {"about": f"programme:{opening}{each}"} for each in numbers])


def _copies(session: Session, table: type[Row], row_id: int, count: int) -> list[int]:
    columns: Mapping[str, Any] = {
        column.key: getattr(session.get_one(table, row_id), column.key) for column in table.__table__.columns
    }
    new: Iterator[dict[str, Any]] = ({name: columns[name] for name in columns if name != "id"} for _ in range(count))
    return list(session.scalars(insert(table).returning(table.__table__.c.id), list(new)))

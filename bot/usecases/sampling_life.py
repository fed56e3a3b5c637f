"""What the people of the sample company did before a newcomer came: applied, wished for training, took seats."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bot.usecases.funding.funding_policy import PolicySet, Programmes, set_policy
from bot.usecases.openings import applying
from bot.usecases.training import enrolling, interests
from storage.database import Database
from storage.tables import EmployeeRow, OpeningRow, ProgrammeRow, WorkshopRow

T = TypeVar("T")


def live_sample_life(database: Database, file: Path, by: str, now: datetime) -> None:
    """Let people do what stands in `file`, through the same use cases as a command of theirs.

    Raises:
        ValueError: the file names somebody or something that there is not.
    """
    life = json.loads(file.read_text("utf-8"))
    if not isinstance(set_policy(database, by, 0, life["yearly_cap"], Programmes(), "sample", now), PolicySet):
        raise ValueError(f"{life['yearly_cap']!r} is no amount.")  # noqa: TRY004  a value is
    for each in life["applications"]:
        with database.read() as session:
            who = _account(session, each["email"])
            opening = _one(session.scalar(select(OpeningRow.id).where(OpeningRow.title == each["opening"])), each)
        applying.apply(database, who, opening, each["note"], now - timedelta(days=each["days_ago"]))
    for each in life["interests"]:
        with database.read() as session:
            who = _account(session, each["email"])
        interests.ask(database, who, each["words"], now)
    for each in life["enrolments"]:
        with database.read() as session:
            who = _account(session, each["email"])
            workshop = _one(session.scalar(_first_workshop(each["programme"])), each)
        enrolling.enrol(database, who, workshop, now)


def _account(session: Session, email: str) -> str:
    return _one(session.scalar(select(EmployeeRow.slack_id).where(EmployeeRow.email == email)), email)


def _first_workshop(programme: str) -> Select[int]:
    return (
        select(WorkshopRow.id)
        .join(ProgrammeRow, ProgrammeRow.id == WorkshopRow.programme_id)
        .where(ProgrammeRow.title == programme)
        .order_by(WorkshopRow.starts_at)
        .limit(1)
    )


def _one(found: T | None, wanted: object) -> T:
    if found is None:
        raise ValueError(f"The sample company has nothing for {wanted}.")
    return found

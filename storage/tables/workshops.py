from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from career.training import EnrolmentState, NominationAnswer, WorkshopStatus, WorkshopStep
from storage.tables.base import PartialIndex, Row
from storage.types import TextEnum


class WorkshopRow(Row):
    """One dated session of a programme; the zone is the venue's."""

    __tablename__ = "workshops"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    zone: Mapped[str] = mapped_column(String(64))
    venue: Mapped[str] = mapped_column(String(200))
    seats: Mapped[int]
    status: Mapped[WorkshopStatus] = mapped_column(
        TextEnum(WorkshopStatus), server_default=WorkshopStatus.PLANNED.value
    )
    revision: Mapped[int] = mapped_column(server_default=text("0"))
    """How often HR changed it: of two who change it at once, one is told."""


class WorkshopEventRow(Row):
    """One step in a workshop's history, never changed."""

    __tablename__ = "workshop_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id"), index=True)
    step: Mapped[WorkshopStep] = mapped_column(TextEnum(WorkshopStep))
    by: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime]
    details: Mapped[dict[str, Any]]


class EnrolmentRow(Row):
    """A seat, or a place on the waitlist, for one employee in one workshop."""

    __tablename__ = "enrolments"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id"))
    employee_id: Mapped[int] = mapped_column(ForeignKey("employees.id"), index=True)
    state: Mapped[EnrolmentState] = mapped_column(TextEnum(EnrolmentState))
    asked_at: Mapped[datetime]
    stint: Mapped[int] = mapped_column(server_default=text("0"))
    """How often this person got a seat here: whoever leaves and comes back is reminded anew."""

    __table_args__ = (
        UniqueConstraint("workshop_id", "employee_id"),
        Index("ix_enrolments_workshop_state", "workshop_id", "state", "asked_at"),
    )


class EnrolmentEventRow(Row):
    """One step in the history of an enrolment, never changed."""

    __tablename__ = "enrolment_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id"), index=True)
    state: Mapped[EnrolmentState] = mapped_column(TextEnum(EnrolmentState))
    by: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime]


class NominationRow(Row):
    """A place that HR offered to somebody, and what they answered."""

    __tablename__ = "nominations"

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id"), index=True)
    by_slack_id: Mapped[str] = mapped_column(String(32))
    by_name: Mapped[str] = mapped_column(String(250))
    channel_id: Mapped[str] = mapped_column(String(32))
    """Where HR is told of the answer."""
    at: Mapped[datetime]
    answer_by: Mapped[datetime]
    answer: Mapped[NominationAnswer | None] = mapped_column(TextEnum(NominationAnswer))
    answered_at: Mapped[datetime | None]

    __table_args__ = (
        PartialIndex(
            "uq_nominations_open",
            "enrolment_id",
            unique=True,
            where="answer IS NULL",
        ),
        PartialIndex(
            "ix_nominations_lapsing",
            "answer_by",
            where="answer IS NULL",
        ),
    )


class FeedbackRow(Row):
    """What one person thought of a workshop, said once; HR never sees whose it is."""

    __tablename__ = "feedback"

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id"), primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employees.id"), primary_key=True)
    rating: Mapped[int]
    comment: Mapped[str] = mapped_column(Text)
    given_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("rating BETWEEN 1 AND 5", name="one_to_five"),)

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from career.applications import Decision, Stage
from career.openings import OpeningStatus
from storage.tables.base import Row
from storage.types import TextEnum


class OpeningRow(Row):
    """An internal job posting; `requirements` is a rule as versioned JSON."""

    __tablename__ = "openings"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(150))
    title_code: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text)
    department: Mapped[str | None] = mapped_column(String(200))
    location: Mapped[str | None] = mapped_column(String(200))
    status: Mapped[OpeningStatus] = mapped_column(TextEnum(OpeningStatus))
    requirements: Mapped[dict[str, Any]]
    key_skill_code: Mapped[str | None] = mapped_column(String(120))
    """The rarest skill that the requirements cannot do without (storage/openings/suiting.py); None: everybody may suit it."""
    closes_on: Mapped[date | None]
    revision: Mapped[int] = mapped_column(server_default=text("1"))
    """Counts up with each change."""
    created_by: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    __table_args__ = (Index("ix_openings_status_key_skill", "status", "key_skill_code"),)


class ApplicationRow(Row):
    """One employee's application for one opening."""

    __tablename__ = "applications"

    id: Mapped[int] = mapped_column(primary_key=True)
    opening_id: Mapped[int] = mapped_column(ForeignKey("openings.id"))
    employee_id: Mapped[int] = mapped_column(ForeignKey("employees.id"), index=True)
    note: Mapped[str] = mapped_column(Text)
    stage: Mapped[Stage] = mapped_column(TextEnum(Stage))
    submitted_at: Mapped[datetime]
    considered_at: Mapped[datetime | None]
    """When a person last considered it; None while nobody has since it was last submitted."""

    __table_args__ = (
        UniqueConstraint("opening_id", "employee_id"),
        # What a placement points at, so that only an accepted application of that very person can fill that opening.
        UniqueConstraint("id", "opening_id", "employee_id", "stage"),
        Index("ix_applications_unconsidered", "submitted_at", "id"),
        # No application gets anywhere, to an end least of all, that no person has considered (promise 2).
        CheckConstraint(
            "stage NOT IN ('in_review', 'interview', 'offered', 'accepted', 'declined') OR considered_at IS NOT NULL",
            name="considered_by_a_person",
        ),
    )


class ApplicationEventRow(Row):
    """One step in an application's history, never changed."""

    __tablename__ = "application_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    stage: Mapped[Stage] = mapped_column(TextEnum(Stage))
    by: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime]


class ConsiderationRow(Row):
    """A person's recorded decision on an application: who, when, what, why."""

    __tablename__ = "considerations"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    by_slack_id: Mapped[str] = mapped_column(String(32))
    by_name: Mapped[str] = mapped_column(String(250))
    decision: Mapped[Decision] = mapped_column(TextEnum(Decision))
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("length(trim(by_name)) > 0", name="named"),
        CheckConstraint("length(trim(reason)) > 0", name="reasoned"),
    )


class PlacementRow(Row):
    """Who fills an opening: the database accepts only that person's own accepted application for it (promise 3)."""

    __tablename__ = "placements"

    opening_id: Mapped[int] = mapped_column(ForeignKey("openings.id"), primary_key=True)
    application_id: Mapped[int]
    employee_id: Mapped[int]
    stage: Mapped[Stage] = mapped_column(TextEnum(Stage))
    placed_by: Mapped[str] = mapped_column(String(32))
    placed_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("stage = 'accepted'", name="accepted"),
        ForeignKeyConstraint(
            ["application_id", "opening_id", "employee_id", "stage"],
            ["applications.id", "applications.opening_id", "applications.employee_id", "applications.stage"],
            name="fk_placements_accepted_application",
        ),
    )


class CancellationRow(Row):
    """That HR cancelled an opening: who, when, and the reason that every applicant reads; never changed."""

    __tablename__ = "cancellations"

    opening_id: Mapped[int] = mapped_column(ForeignKey("openings.id"), primary_key=True)
    by_slack_id: Mapped[str] = mapped_column(String(32))
    by_name: Mapped[str] = mapped_column(String(250))
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("length(trim(by_name)) > 0", name="named"),
        CheckConstraint("length(trim(reason)) > 0", name="reasoned"),
    )

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from career.training import EnrolmentState
from storage.tables.base import Row
from storage.types import TextEnum


class ProgrammeRow(Row):
    """What is taught."""

    __tablename__ = "programmes"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(150))
    title_code: Mapped[str] = mapped_column(String(200), unique=True)
    description: Mapped[str] = mapped_column(Text)
    provider: Mapped[str | None] = mapped_column(String(150))
    qualifies_for_tuition_assistance: Mapped[bool]
    is_offered: Mapped[bool]
    created_at: Mapped[datetime]


class ProgrammeSkillRow(Row):
    """A skill that a programme teaches."""

    __tablename__ = "programme_skills"

    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), primary_key=True)
    skill_id: Mapped[int] = mapped_column(ForeignKey("skills.id"), primary_key=True)


class WorkshopRow(Row):
    """One dated session of a programme; the zone is the venue's."""

    __tablename__ = "workshops"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    zone: Mapped[str] = mapped_column(String(64))
    venue: Mapped[str] = mapped_column(String(200))
    seats: Mapped[int]


class InterestRow(Row):
    """An employee's wish: for a programme, or in their own words for what nobody offers yet."""

    __tablename__ = "interests"

    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employees.id"))
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programmes.id"), index=True)
    words: Mapped[str] = mapped_column(String(200))
    about: Mapped[str] = mapped_column(String(250))
    """What makes it the same wish again: ``programme:7``, or ``words:`` and the code of the words."""
    logged_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("employee_id", "about"),)


class EnrolmentRow(Row):
    """A seat, or a place on the waitlist, for one employee in one workshop."""

    __tablename__ = "enrolments"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id"))
    employee_id: Mapped[int] = mapped_column(ForeignKey("employees.id"), index=True)
    state: Mapped[EnrolmentState] = mapped_column(TextEnum(EnrolmentState))
    asked_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("workshop_id", "employee_id"),
        Index("ix_enrolments_workshop_state", "workshop_id", "state", "asked_at"),
    )

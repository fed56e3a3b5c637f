from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, PrimaryKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from career.employees import EmploymentStatus, SkillSource, SlackMatch
from storage.tables.base import PartialIndex, Row
from storage.types import TextEnum


class EmployeeRow(Row):
    """A person from the HR system; each text that rules compare is kept as shown and as its code."""

    __tablename__ = "employees"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(64), unique=True)
    given_name: Mapped[str] = mapped_column(String(120))
    family_name: Mapped[str] = mapped_column(String(120))
    full_name_key: Mapped[str] = mapped_column(String(250), index=True)
    email: Mapped[str | None] = mapped_column(String(254), index=True)
    status: Mapped[EmploymentStatus] = mapped_column(TextEnum(EmploymentStatus))
    left_on: Mapped[date | None]
    job_title: Mapped[str | None] = mapped_column(String(200))
    job_title_code: Mapped[str | None] = mapped_column(String(200))
    department: Mapped[str | None] = mapped_column(String(200))
    department_code: Mapped[str | None] = mapped_column(String(200))
    location: Mapped[str | None] = mapped_column(String(200))
    location_code: Mapped[str | None] = mapped_column(String(200))
    job_family: Mapped[str | None] = mapped_column(String(200))
    job_family_code: Mapped[str | None] = mapped_column(String(200))
    level: Mapped[int | None]
    hired_on: Mapped[date | None]
    in_role_since: Mapped[date | None]
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("employees.id"), index=True)
    lot: Mapped[int]
    """The number drawn once for this person, from which every nudge's hold-out is computed (career/holdout.py)."""
    slack_id: Mapped[str | None] = mapped_column(String(32), unique=True)
    slack_id_before: Mapped[str | None] = mapped_column(String(32))
    """The account that they were linked to before. Where it is linked to somebody else, whatever quiet it asked for goes along."""
    slack_match: Mapped[SlackMatch | None] = mapped_column(TextEnum(SlackMatch))
    zone: Mapped[str | None] = mapped_column(String(64))
    """The IANA time zone that Slack gives, refreshed daily."""
    is_slack_active: Mapped[bool] = mapped_column(default=True)
    missing_since: Mapped[datetime | None]
    """When an import of everybody first came without this person: flagged, never deleted."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    __table_args__ = (
        Index("ix_employees_department_code", "department_code"),
        # Whoever looks for people reads them in this order, a page at a time.
        Index("ix_employees_name", "family_name", "given_name", "id"),
        PartialIndex("ix_employees_slack_id_before", "slack_id_before", where="slack_id_before IS NOT NULL"),
        PartialIndex(
            "ix_employees_zone_active",
            "zone",
            where="status = 'active' AND slack_id IS NOT NULL",
        ),
    )


class SkillRow(Row):
    """A skill by its name; the code is what is compared."""

    __tablename__ = "skills"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    code: Mapped[str] = mapped_column(String(120), unique=True)


class EmployeeSkillRow(Row):
    """One skill that one employee has."""

    __tablename__ = "employee_skills"

    employee_id: Mapped[int] = mapped_column(ForeignKey("employees.id"))
    skill_id: Mapped[int] = mapped_column(ForeignKey("skills.id"))
    glance: Mapped[int | None] = mapped_column(BigInteger)
    """What can be told of the employee without looking further: bits that SQLite itself keeps (storage/rules/glances.py)."""
    level: Mapped[int | None]
    source: Mapped[SkillSource] = mapped_column(TextEnum(SkillSource), server_default=SkillSource.IMPORTED.value)

    __table_args__ = (
        # The skill stands before the employee: whoever asks who has several skills goes along each of them in order, and
        # finds the next person next to the last one. The other way round each is on a page of its own.
        PrimaryKeyConstraint("skill_id", "employee_id"),
        Index("ix_employee_skills_employee_id", "employee_id"),
        # The rows themselves in that order: SQLite reads them without a way from an index to the row.
        {"sqlite_with_rowid": False},
    )


class ReviewRow(Row):
    """One performance review; the rating is read by rules and never by a message."""

    __tablename__ = "reviews"

    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employees.id"))
    reviewed_on: Mapped[date | None]
    rating: Mapped[int | None]
    rating_label: Mapped[str | None] = mapped_column(String(120))

    __table_args__ = (Index("uq_reviews_employee_id_reviewed_on", "employee_id", "reviewed_on", unique=True),)

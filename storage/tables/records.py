from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from career.recognition import RecognitionKind
from storage.tables.base import Row
from storage.types import TextEnum


class CompletionRow(Row):
    """A training that one employee completed, here or, as HR's files say, elsewhere."""

    __tablename__ = "completions"

    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employees.id"))
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programmes.id"), index=True)
    """The programme it was, where HR offers or offered it."""
    title: Mapped[str] = mapped_column(String(150))
    title_code: Mapped[str] = mapped_column(String(200))
    completed_on: Mapped[date]
    created_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("employee_id", "title_code", "completed_on"),
        Index("ix_completions_title_employee", "title_code", "employee_id"),
    )


class RecognitionRow(Row):
    """Thanks that one employee received: kudos from a colleague, or an award from HR."""

    __tablename__ = "recognitions"

    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employees.id"))
    kind: Mapped[RecognitionKind] = mapped_column(TextEnum(RecognitionKind))
    by_slack_id: Mapped[str | None] = mapped_column(String(32))
    """None where a file of HR's says so."""
    by_name: Mapped[str] = mapped_column(String(250))
    words: Mapped[str] = mapped_column(Text)
    given_on: Mapped[date]
    created_at: Mapped[datetime]

    __table_args__ = (
        Index("ix_recognitions_employee_day", "employee_id", "given_on", "kind"),
        Index("ix_recognitions_giver_day", "by_slack_id", "given_on"),
    )


class LeaveRow(Row):
    """Days on which one employee is away, first and last included; nothing is sent on them."""

    __tablename__ = "leaves"

    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employees.id"))
    first_day: Mapped[date]
    last_day: Mapped[date]

    __table_args__ = (UniqueConstraint("employee_id", "first_day"),)


class HolidayRow(Row):
    """A day of the company calendar on which nobody at a place works."""

    __tablename__ = "holidays"

    day: Mapped[date] = mapped_column(primary_key=True)
    location_code: Mapped[str] = mapped_column(String(200), primary_key=True)
    """Empty: everywhere."""
    name: Mapped[str] = mapped_column(String(150))

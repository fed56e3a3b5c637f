from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from career.tuition import RequestState
from storage.tables.base import Row
from storage.types import TextEnum


class TuitionPolicyRow(Row):
    """What HR pays for one person in one calendar year; the newest row holds, and none is ever changed."""

    __tablename__ = "tuition_policies"

    id: Mapped[int] = mapped_column(primary_key=True)
    cap_parts: Mapped[int] = mapped_column(BigInteger)
    """In ten-thousandths of the currency's unit, like every amount here (career/money.py)."""
    currency: Mapped[str] = mapped_column(String(3))
    set_by: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]

    __table_args__ = (CheckConstraint("cap_parts > 0", name="cap_above_nothing"),)


class TuitionRequestRow(Row):
    """Somebody's request to have a training paid, with what became of it.

    Triggers hold for any statement: what is granted to one person for trainings that start in one calendar year never
    exceeds the policy's cap, and what was granted is not changed (migration 0001).
    """

    __tablename__ = "tuition_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employees.id"))
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programmes.id"), index=True)
    """The programme it is for, where HR offers or offered it."""
    title: Mapped[str] = mapped_column(String(150))
    provider: Mapped[str] = mapped_column(String(150))
    cost_parts: Mapped[int] = mapped_column(BigInteger)
    cost_currency: Mapped[str] = mapped_column(String(3))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    why: Mapped[str] = mapped_column(Text)
    state: Mapped[RequestState] = mapped_column(TextEnum(RequestState))
    asked_at: Mapped[datetime]
    granted_parts: Mapped[int | None] = mapped_column(BigInteger)
    granted_currency: Mapped[str | None] = mapped_column(String(3))
    decided_by: Mapped[str | None] = mapped_column(String(32))
    decided_by_name: Mapped[str | None] = mapped_column(String(250))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(Text)
    """What the HR member wrote, which the employee reads."""

    __table_args__ = (
        CheckConstraint("cost_parts > 0", name="cost_above_nothing"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_it_starts"),
        CheckConstraint(
            "state NOT IN ('approved', 'declined') OR (decided_at IS NOT NULL AND "
            "coalesce(trim(decided_by_name), '') <> '' AND coalesce(trim(reason), '') <> '')",
            name="decided_by_somebody_with_a_reason",
        ),
        CheckConstraint(
            "state <> 'approved' OR (coalesce(granted_parts, 0) > 0 AND granted_currency IS NOT NULL)",
            name="approved_grants_something",
        ),
        Index("ix_tuition_requests_state", "state", "asked_at", "id"),
        Index("ix_tuition_requests_employee_start", "employee_id", "starts_on"),
    )

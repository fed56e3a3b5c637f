from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from career.notices import NoticeDrop, NoticeKind
from career.outcomes import DeliveryState
from storage.tables.base import PartialIndex, Row
from storage.types import TextEnum


class NoticeRow(Row):
    """Something that one person, or one channel, is to be told at most once because it happened (promise 7)."""

    __tablename__ = "notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[UUID] = mapped_column(Uuid, unique=True)
    """What the message carries in its metadata, so that it can be found again after an uncertain answer."""
    key: Mapped[str] = mapped_column(String(128), unique=True)
    """What makes it the same notice again, such as ``consideration:12``."""
    kind: Mapped[NoticeKind] = mapped_column(TextEnum(NoticeKind))
    employee_id: Mapped[int | None] = mapped_column(ForeignKey("employees.id"), index=True)
    channel_id: Mapped[str | None] = mapped_column(String(32))
    """The Slack channel it is for, where it is not for an employee."""
    details: Mapped[dict[str, Any]]
    """Ids and plain facts that its words are made from; what may change is read again when it is sent."""
    state: Mapped[DeliveryState] = mapped_column(TextEnum(DeliveryState))
    drop_reason: Mapped[NoticeDrop | None] = mapped_column(TextEnum(NoticeDrop))
    trouble: Mapped[str | None] = mapped_column(String(64))
    """Slack's own error code, where there was one."""
    due_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    """From when on it would come too late to be of use; None: never."""
    lease_until: Mapped[datetime | None]
    claims: Mapped[int] = mapped_column(default=0)
    attempted_at: Mapped[datetime | None]
    recipient: Mapped[str | None] = mapped_column(String(32))
    sent_at: Mapped[datetime | None]
    channel: Mapped[str | None] = mapped_column(String(32))
    """The conversation that Slack put it into."""
    message_ts: Mapped[str | None] = mapped_column(String(32))
    created_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("(employee_id IS NULL) <> (channel_id IS NULL)", name="one_recipient"),
        PartialIndex(
            "ix_notices_due",
            "due_at",
            "id",
            where="state IN ('due', 'claimed')",
        ),
    )

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Row


class SlackPersonRow(Row):
    """A person in the Slack workspace as the directory last showed them."""

    __tablename__ = "slack_people"

    slack_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    real_name: Mapped[str] = mapped_column(String(250))
    full_name_key: Mapped[str] = mapped_column(String(250), index=True)
    email: Mapped[str | None] = mapped_column(String(254), index=True)
    zone: Mapped[str | None] = mapped_column(String(64))
    is_active: Mapped[bool]
    is_guest: Mapped[bool]
    is_bot: Mapped[bool]
    seen_at: Mapped[datetime]


class HrMemberRow(Row):
    """A member of the HR channel who may act for HR: no guest, no bot, nobody deactivated."""

    __tablename__ = "hr_members"

    slack_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    seen_at: Mapped[datetime]


class MarkRow(Row):
    """When something that is done again and again was last done in full, such as reading the HR channel's members."""

    __tablename__ = "marks"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime]


class HandledRequestRow(Row):
    """A request that created something, by Slack's own id of it: the same one delivered twice creates nothing twice."""

    __tablename__ = "handled_requests"

    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    made: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]

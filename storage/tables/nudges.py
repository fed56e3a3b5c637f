from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Float, ForeignKey, Index, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from career.nudges import NudgeStatus
from career.outcomes import DeliveryState, DropReason, Response
from career.quiet import Scope, Why
from career.targets import Topic
from storage.tables.base import PartialIndex, Row
from storage.types import TextEnum


class QuietRow(Row):
    """An employee's wish to hear less: of everything, of a topic, or of one target; `until` None is for good."""

    __tablename__ = "quiets"

    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employees.id"))
    scope: Mapped[Scope] = mapped_column(TextEnum(Scope))
    about: Mapped[str] = mapped_column(String(64))
    """Empty for everything, the topic, or the target's key such as ``opening:12``."""
    why: Mapped[Why] = mapped_column(TextEnum(Why))
    origin: Mapped[str] = mapped_column(String(36), default="")
    """The token of the nudge under which it was said, or empty: taking that answer back leaves every other wish."""
    until: Mapped[datetime | None]
    created_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("employee_id", "scope", "about", "why", "origin"),)


class NudgeRow(Row):
    """A message that HR wrote, for an audience, on a cadence, with an end."""

    __tablename__ = "nudges"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(150))
    target: Mapped[dict[str, Any]]
    topic: Mapped[Topic] = mapped_column(TextEnum(Topic))
    target_key: Mapped[str] = mapped_column(String(64))
    words: Mapped[str] = mapped_column(Text)
    audience: Mapped[dict[str, Any]]
    """HR's extra criteria, a rule as versioned JSON; the target's own requirements come on top."""
    cadence: Mapped[dict[str, Any]]
    reach: Mapped[dict[str, Any]]
    status: Mapped[NudgeStatus] = mapped_column(TextEnum(NudgeStatus))
    previewed_fingerprint: Mapped[str | None] = mapped_column(String(64))
    version: Mapped[int] = mapped_column(default=1)
    """The number of the version (`NudgeVersionRow`) that it is at now."""
    salt_multiplier: Mapped[int] = mapped_column(BigInteger)
    salt_offset: Mapped[int] = mapped_column(BigInteger)
    next_due_at: Mapped[datetime | None]
    """The next instant at which some zone's moment comes; the tick looks at nothing else."""
    looked_until: Mapped[datetime | None]
    """Up to when occasions have been recorded."""
    created_by: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    __table_args__ = (
        PartialIndex(
            "ix_nudges_due",
            "next_due_at",
            where="status = 'running' AND next_due_at IS NOT NULL",
        ),
    )


class NudgeVersionRow(Row):
    """What HR wrote, as it was at one time: a nudge that has started gets a new version whenever that changes."""

    __tablename__ = "nudge_versions"

    nudge_id: Mapped[int] = mapped_column(ForeignKey("nudges.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(Text)
    audience: Mapped[dict[str, Any]]
    cadence: Mapped[dict[str, Any]]
    reach: Mapped[dict[str, Any]]
    by: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime]


class DeliveryRow(Row):
    """The ledger: one person's copy of one occasion of one nudge, at most once (promise 7)."""

    __tablename__ = "deliveries"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[UUID] = mapped_column(Uuid, unique=True)
    """What the message carries in its metadata, so that it can be found again after an uncertain answer."""
    nudge_id: Mapped[int] = mapped_column(ForeignKey("nudges.id"))
    occasion: Mapped[str] = mapped_column(String(32))
    employee_id: Mapped[int] = mapped_column(ForeignKey("employees.id"))
    state: Mapped[DeliveryState] = mapped_column(TextEnum(DeliveryState))
    drop_reason: Mapped[DropReason | None] = mapped_column(TextEnum(DropReason))
    trouble: Mapped[str | None] = mapped_column(String(64))
    """Slack's own error code, where there was one."""
    due_at: Mapped[datetime | None]
    """When it may next be worked on; None while its nudge is paused."""
    lease_until: Mapped[datetime | None]
    """Until when the worker that claimed it may be at it; after that another one looks what became of it."""
    claims: Mapped[int] = mapped_column(default=0)
    """How often it was claimed; each claim's number fences off the ones before it."""
    attempted_at: Mapped[datetime | None]
    """When a claim last got as far as Slack without a clear answer: then it is looked up before it is sent again."""
    recipient: Mapped[str | None] = mapped_column(String(32))
    """The Slack account it was last sent to, which may no longer be the employee's own."""
    sent_at: Mapped[datetime | None]
    channel: Mapped[str | None] = mapped_column(String(32))
    message_ts: Mapped[str | None] = mapped_column(String(32))
    version: Mapped[int | None]
    """The version of the nudge that it was sent with; None while it was not."""
    response: Mapped[Response | None] = mapped_column(TextEnum(Response))
    responded_at: Mapped[datetime | None]
    last_tap: Mapped[str | None] = mapped_column(String(32))
    """When, by Slack's clock, its buttons were pressed last: an older press that comes late changes nothing."""
    created_at: Mapped[datetime]

    __table_args__ = (
        # The employee stands before the occasion, so that it also finds what one person had of one nudge.
        UniqueConstraint("nudge_id", "employee_id", "occasion"),
        PartialIndex(
            "ix_deliveries_due",
            "due_at",
            "id",
            where="state IN ('due', 'claimed')",
        ),
        Index("ix_deliveries_person_sent", "employee_id", "sent_at"),
    )


class DrawRow(Row):
    """Whether somebody who matched a nudge is held out, gets no message: recorded before anything is sent, and for good."""

    __tablename__ = "draws"

    nudge_id: Mapped[int] = mapped_column(ForeignKey("nudges.id"), primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employees.id"), primary_key=True)
    is_held_out: Mapped[bool]
    drawn_at: Mapped[datetime]
    first_due_at: Mapped[datetime]
    """When their first copy was due, or would have been: for both arms alike, from then on it counts what they do."""
    held_out_buckets: Mapped[int]
    """How many of the 10,000 buckets were held out then (career/holdout.py); HR may change the share later."""


class PaceRow(Row):
    """The next free slot for a message to Slack, shared by every worker on this database."""

    __tablename__ = "pace"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    next_free: Mapped[float] = mapped_column(Float)
    """Seconds since 1970, as are the others."""
    blocked_from: Mapped[float] = mapped_column(Float)
    """When Slack last said that everybody has to wait."""
    blocked_until: Mapped[float] = mapped_column(Float)
    waits: Mapped[int] = mapped_column(server_default="0")
    """How often Slack said so."""

"""What HR's channel is told of what waits too long for HR."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.notices.message import NoticeMessage
from bot.usecases.messages.overdue import overdue
from bot.views.hr import overdue as hr_overdue
from storage.messages.notices import Told


def compose_overdue(session: Session, told: Told, now: datetime) -> NoticeMessage | None:  # noqa: ARG001  the same for every kind
    """Say in the HR channel who and what waits too long by now; None once nothing does."""
    late = overdue(session, hr_overdue.MOST_NAMED, now)
    return NoticeMessage(hr_overdue.as_text(late), hr_overdue.blocks(late)) if late.is_anything else None

"""What applicants are told about a cancelled opening, and HR about a nudge that an edited opening has stopped."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.notices.message import NoticeMessage
from bot.views import opening_news
from career.nudges import NudgeStatus
from storage.messages.notices import Told
from storage.nudges.records import nudge_by_id
from storage.openings.histories import history_of
from storage.openings.records import opening_by_id


def compose_opening_cancelled(session: Session, told: Told, now: datetime) -> NoticeMessage | None:  # noqa: ARG001  the same for every kind
    """Tell somebody that the opening they applied for is cancelled, by whom and why; `details` names the ``application``."""
    if told.employee_id is None:
        return None
    history = history_of(session, int(told.details["application"]), told.employee_id)
    if history is None or history.cancellation is None:
        return None
    blocks = opening_news.cancelled_blocks(history, history.cancellation, told.zone)
    return NoticeMessage(opening_news.cancelled_as_text(history), blocks)


def compose_nudge_paused(session: Session, told: Told, now: datetime) -> NoticeMessage | None:  # noqa: ARG001  the same for every kind
    """Tell the HR channel that a nudge waits for another preview; None once it does not stand still any more.

    `details` names the ``nudge`` and the ``opening`` that was changed.
    """
    nudge = nudge_by_id(session, int(told.details["nudge"]))
    opening = opening_by_id(session, int(told.details["opening"]))
    if nudge is None or opening is None or nudge.status is not NudgeStatus.PAUSED:
        return None
    words = opening_news.nudge_paused_as_text(nudge.id, nudge.text.title, opening.id, opening.title)
    return NoticeMessage(words, opening_news.nudge_paused_blocks(nudge.id, words))

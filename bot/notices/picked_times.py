"""The reminder at the time that somebody picked under a nudge."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.notices.message import NoticeMessage
from bot.usecases.nudges.picking import reminder_due
from bot.views.nudge_answers import reminder_message
from storage.messages.notices import Occupied, Told


def compose_picked_time(session: Session, told: Told, now: datetime) -> NoticeMessage | Occupied | None:
    """Remind somebody of what a nudge was about; `details` holds the ``delivery`` and the ``number`` of the pick.

    None where they have acted, asked for quiet, picked another time or are away, or where it is over; occupied while
    somebody is just changing what it would offer.
    """
    reminder = reminder_due(session, told, now)
    if reminder is None or isinstance(reminder, Occupied):
        return reminder
    message = reminder_message(reminder)
    return NoticeMessage(message.text, message.blocks)

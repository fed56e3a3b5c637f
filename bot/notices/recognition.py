"""What people, and the kudos channel, are told about recognition."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.notices.message import NoticeMessage
from bot.views import recognition
from bot.views.blocks import context, section
from storage.messages.notices import Told
from storage.people.employees import employee_by_id
from storage.people.recognition import recognition_by_id


def compose_recognition_received(session: Session, told: Told, now: datetime) -> NoticeMessage | None:  # noqa: ARG001  the same for every kind
    """Tell somebody that they were thanked; `details` names the recognition."""
    found = recognition_by_id(session, int(told.details["recognition_id"]))
    if found is None:
        return None
    words = recognition.received(found[1])
    return NoticeMessage(words, [section(words), context("All your recognition: `/career`. Thank somebody: `/kudos`.")])


def compose_recognition_shared(session: Session, told: Told, now: datetime) -> NoticeMessage | None:  # noqa: ARG001  the same for every kind
    """Tell the kudos channel who thanks whom; `details` names the recognition."""
    found = recognition_by_id(session, int(told.details["recognition_id"]))
    thanked = None if found is None else employee_by_id(session, found[0])
    if found is None or thanked is None:
        return None
    words = recognition.shared(found[1], thanked.full_name)
    return NoticeMessage(words, [section(words)])

"""What people are told about the trainings that they asked for."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.notices.message import NoticeMessage
from bot.views import workshop_news
from storage.messages.notices import Told
from storage.training.demand import words_asked_with
from storage.training.programmes import programme_as_written


def compose_programme_offered(session: Session, told: Told, now: datetime) -> NoticeMessage | None:  # noqa: ARG001  the same for every kind
    """Tell somebody that what they are interested in is offered, unless it or their interest is gone by now."""
    programme = programme_as_written(session, told.details["programme_id"])
    if programme is None or not programme.text.is_offered or told.employee_id is None:
        return None
    words = words_asked_with(session, programme.id, told.employee_id)
    if words is None:
        return None
    return NoticeMessage(*workshop_news.programme_offered(programme.text.title, programme.id, words))

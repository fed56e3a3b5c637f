"""What applicants are told about their applications."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.notices.message import NoticeMessage
from bot.views import application_news
from storage.messages.notices import Told
from storage.openings.histories import decided


def compose_application_decided(session: Session, told: Told, now: datetime) -> NoticeMessage | None:  # noqa: ARG001  the same for every kind
    """Tell an applicant what was decided, by whom and why; `details` names the ``consideration``.

    None once they have withdrawn, also where they have applied again since: then it is no news to them any more.
    """
    news = decided(session, told.details["consideration"])
    if news is None or not news.application.stage.is_standing or news.consideration.at < news.application.submitted_at:
        return None
    return NoticeMessage(application_news.as_text(news), application_news.blocks(news, told.zone))

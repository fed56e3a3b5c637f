"""What people are told about funding."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.notices.message import NoticeMessage
from bot.views import funding_news
from bot.views.blocks import section
from bot.views.hr import funding as hr_funding
from career.tuition import RequestState, year_of
from storage.funding.tuition import balance_of, request_by_id
from storage.messages.notices import Told


def compose_funding_decided(session: Session, told: Told, now: datetime) -> NoticeMessage | None:  # noqa: ARG001  the same for every kind
    """Tell an employee what HR decided and why; `details` names the request.

    None once they have withdrawn it.
    """
    request = request_by_id(session, int(told.details["request_id"]))
    if request is None or request.state not in {RequestState.APPROVED, RequestState.DECLINED}:
        return None
    balance = balance_of(session, request.employee_id, year_of(request.wanted.starts_on))
    return NoticeMessage(funding_news.as_text(request), funding_news.blocks(request, balance))


def compose_funding_given_back(session: Session, told: Told, now: datetime) -> NoticeMessage | None:  # noqa: ARG001  the same for every kind
    """Tell the HR channel that somebody withdrew an approved request; `details` names it."""
    request = request_by_id(session, int(told.details["request_id"]))
    if request is None:
        return None
    words = hr_funding.given_back(request)
    return NoticeMessage(words, [section(words)])

"""What follows when a workshop moves to another time or place, in the transaction that moves it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.usecases.training.seats import news
from career.notices import NoticeKind
from career.offers import answer_by
from career.training import EnrolmentState, Workshop
from storage.messages.notices import call_off_all, owe_all, still_owed
from storage.training.enrolments import Participant
from storage.training.nominations import shorten_nomination
from storage.training.workshops import standing_to_json


def tell_of_move(
    session: Session, before: Workshop, after: Workshop, concerned: Sequence[Participant], now: datetime
) -> None:
    """Have everybody concerned told how it is now, and how it was when they last heard of it.

    Who has not heard of an earlier change yet hears of both at once.
    """
    ids = [person.employee_id for person in concerned]
    unheard = [
        each
        for each in still_owed(session, NoticeKind.WORKSHOP_CHANGED, ids)
        if each.details["workshop_id"] == after.id
    ]
    called_off = call_off_all(session, [each.key for each in unheard])
    known = {each.employee_id: each.details["before"] for each in unheard if each.key in called_off}
    stood = standing_to_json(before)
    kind, what = NoticeKind.WORKSHOP_CHANGED, f"changed:{after.revision}"
    changes = [news(kind, after, each, now, what, before=known.get(each.employee_id, stood)) for each in concerned]
    owe_all(session, changes, now)


def shorten_offers(session: Session, after: Workshop, concerned: Sequence[Participant], now: datetime) -> None:
    """Keep no seat for a nominee longer than the new start allows."""
    for person in concerned:
        if person.state is EnrolmentState.OFFERED:
            shorten_nomination(session, person.enrolment_id, answer_by(after.starts_at, person.zone, now))

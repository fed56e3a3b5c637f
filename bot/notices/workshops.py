"""What people are told about their workshops; each composer reads anew whether it is still true."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.notices.message import NoticeMessage
from bot.usecases.training.feedback import TOOK_PART
from bot.views import workshop_news
from bot.views.workshop_news import News
from career.reminders import Ahead
from career.training import STANDS, EnrolmentState, NominationAnswer, WorkshopStatus
from storage.messages.notices import Told
from storage.training.enrolments import Participant, participant
from storage.training.feedback import has_answered
from storage.training.nominations import open_nomination
from storage.training.programmes import taught_skills
from storage.training.workshops import TitledWorkshop, as_it_stood, workshop_by_id


def compose_workshop_seat(session: Session, told: Told, now: datetime) -> NoticeMessage | None:
    """Tell somebody who waited of their seat, unless they have left it or it has begun."""
    found, person = _of(session, told)
    if person.state is not EnrolmentState.SEAT or not _is_ahead(found, now):
        return None
    return _message(workshop_news.seat(found.title, found.workshop, told.zone))


def compose_workshop_no_seat(session: Session, told: Told, now: datetime) -> NoticeMessage | None:  # noqa: ARG001  the same for every kind
    """Tell somebody who waited until it began that no seat came free."""
    found, person = _of(session, told)
    if person.state is not EnrolmentState.WAITLIST or found.workshop.status is WorkshopStatus.CANCELLED:
        return None
    return _message(workshop_news.no_seat(found.title, found.workshop))


def compose_workshop_changed(session: Session, told: Told, now: datetime) -> NoticeMessage | None:
    """Tell of a new time or place, as it is by now, unless that is how it was ``before``."""
    found, person = _of(session, told)
    before = as_it_stood(found.workshop, told.details["before"])
    if person.state not in STANDS or not _is_ahead(found, now) or before == found.workshop:
        return None
    nomination = open_nomination(session, person.enrolment_id)
    until = None if nomination is None else nomination.answer_by
    return _message(workshop_news.changed(found.title, before, found.workshop, (person.state, until), told.zone))


def compose_workshop_cancelled(session: Session, told: Told, now: datetime) -> NoticeMessage | None:  # noqa: ARG001  the same for every kind
    """Tell that there will be no workshop; `details` may hold HR's ``reason``."""
    found, _ = _of(session, told)
    reason = str(told.details.get("reason") or "")
    return _message(workshop_news.cancelled(found.title, found.workshop, told.zone, reason))


def compose_workshop_taken_out(session: Session, told: Told, now: datetime) -> NoticeMessage | None:
    """Tell somebody whom HR took out, unless they have come back or it has begun."""
    found, person = _of(session, told)
    if person.state is not EnrolmentState.LEFT or not _is_ahead(found, now):
        return None
    return _message(workshop_news.taken_out(found.title, found.workshop, told.zone))


def compose_workshop_reminder(session: Session, told: Told, now: datetime) -> NoticeMessage | None:
    """Remind somebody who still has a seat of a workshop that is still to come; `details` says how far ``ahead``."""
    found, person = _of(session, told)
    if person.state is not EnrolmentState.SEAT or not _is_ahead(found, now):
        return None
    ahead = Ahead(told.details["ahead"])
    return _message(workshop_news.reminder(found.title, found.workshop, ahead, told.zone))


def compose_workshop_feedback(session: Session, told: Told, now: datetime) -> NoticeMessage | None:  # noqa: ARG001  the same for every kind
    """Ask who took part how it was, unless they have said so already."""
    found, person = _of(session, told)
    is_off = found.workshop.status is WorkshopStatus.CANCELLED
    if is_off or person.state not in TOOK_PART or has_answered(session, found.workshop.id, person.employee_id):
        return None
    return _message(workshop_news.ask_for_feedback(found.title, found.workshop))


def compose_workshop_completed(session: Session, told: Told, now: datetime) -> NoticeMessage | None:  # noqa: ARG001  the same for every kind
    """Tell somebody that they completed a training, and which skills are on record."""
    found, _ = _of(session, told)
    skills = tuple(taught_skills(session, found.workshop.programme_id).values())
    return _message(workshop_news.completed(found.title, skills))


def compose_nomination_offered(session: Session, told: Told, now: datetime) -> NoticeMessage | None:
    """Ask somebody whether they take the seat that HR keeps for them, unless that is settled."""
    found, person = _of(session, told)
    nomination = open_nomination(session, person.enrolment_id)
    if nomination is None or not _is_ahead(found, now):
        return None
    by, answer_by = nomination.by_name, nomination.answer_by
    return _message(workshop_news.offered(found.title, found.workshop, by, answer_by, told.zone))


def compose_nomination_ended(session: Session, told: Told, now: datetime) -> NoticeMessage | None:
    """Tell somebody that a seat is not kept for them any more, unless they have got one otherwise."""
    found, person = _of(session, told)
    if person.state is not EnrolmentState.LEFT or not _is_ahead(found, now):
        return None
    answer = NominationAnswer(told.details["answer"])
    return _message(workshop_news.offer_ended(found.title, found.workshop, answer, told.zone))


def compose_nomination_answered(session: Session, told: Told, now: datetime) -> NoticeMessage | None:  # noqa: ARG001  the same for every kind
    """Tell HR's channel what a nominee answered."""
    found, person = _of(session, told)
    answer = NominationAnswer(told.details["answer"])
    return _message(workshop_news.answered(found.title, found.workshop, person.name, answer))


def _of(session: Session, told: Told) -> tuple[TitledWorkshop, Participant]:
    """Return the workshop and the person that a notice is about: neither is ever deleted."""
    found = workshop_by_id(session, told.details["workshop_id"])
    person = participant(session, told.details["enrolment_id"])
    if found is None or person is None:
        raise RuntimeError("A notice about a workshop or an enrolment that is not there.")
    return found, person


def _is_ahead(found: TitledWorkshop, now: datetime) -> bool:
    return found.workshop.status is WorkshopStatus.PLANNED and found.workshop.starts_at > now


def _message(news: News) -> NoticeMessage:
    sentence, blocks = news
    return NoticeMessage(sentence, blocks)

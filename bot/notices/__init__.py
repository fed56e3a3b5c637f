"""Notices: what people and channels are told because it happened, from the table to the message."""

from collections.abc import Mapping

from bot.notices.applications import compose_application_decided
from bot.notices.disputes import compose_record_disputed
from bot.notices.funding import compose_funding_decided, compose_funding_given_back
from bot.notices.message import Composer, NoticeMessage
from bot.notices.openings import compose_nudge_paused, compose_opening_cancelled
from bot.notices.overdue import compose_overdue
from bot.notices.picked_times import compose_picked_time
from bot.notices.programmes import compose_programme_offered
from bot.notices.recognition import compose_recognition_received, compose_recognition_shared
from bot.notices.workshops import (
    compose_nomination_answered,
    compose_nomination_ended,
    compose_nomination_offered,
    compose_workshop_cancelled,
    compose_workshop_changed,
    compose_workshop_completed,
    compose_workshop_feedback,
    compose_workshop_no_seat,
    compose_workshop_reminder,
    compose_workshop_seat,
    compose_workshop_taken_out,
)
from career.notices import NoticeKind

__all__ = ["COMPOSERS", "Composer", "NoticeMessage"]

COMPOSERS: Mapping[NoticeKind, Composer] = {
    NoticeKind.APPLICATION_DECIDED: compose_application_decided,
    NoticeKind.OPENING_CANCELLED: compose_opening_cancelled,
    NoticeKind.NUDGE_PAUSED: compose_nudge_paused,
    NoticeKind.PICKED_TIME: compose_picked_time,
    NoticeKind.RECORD_DISPUTED: compose_record_disputed,
    NoticeKind.FUNDING_DECIDED: compose_funding_decided,
    NoticeKind.FUNDING_GIVEN_BACK: compose_funding_given_back,
    NoticeKind.RECOGNITION_RECEIVED: compose_recognition_received,
    NoticeKind.RECOGNITION_SHARED: compose_recognition_shared,
    NoticeKind.OVERDUE: compose_overdue,
    NoticeKind.WORKSHOP_SEAT: compose_workshop_seat,
    NoticeKind.WORKSHOP_NO_SEAT: compose_workshop_no_seat,
    NoticeKind.WORKSHOP_CHANGED: compose_workshop_changed,
    NoticeKind.WORKSHOP_CANCELLED: compose_workshop_cancelled,
    NoticeKind.WORKSHOP_TAKEN_OUT: compose_workshop_taken_out,
    NoticeKind.WORKSHOP_REMINDER: compose_workshop_reminder,
    NoticeKind.WORKSHOP_FEEDBACK: compose_workshop_feedback,
    NoticeKind.WORKSHOP_COMPLETED: compose_workshop_completed,
    NoticeKind.NOMINATION_OFFERED: compose_nomination_offered,
    NoticeKind.NOMINATION_ENDED: compose_nomination_ended,
    NoticeKind.NOMINATION_ANSWERED: compose_nomination_answered,
    NoticeKind.PROGRAMME_OFFERED: compose_programme_offered,
}
"""Who makes the words of each kind; a composer imports `NoticeMessage` from `bot.notices.message`."""

"""What people are told one by one because something happened: told once, and as soon as it may be."""

from enum import StrEnum


class NoticeKind(StrEnum):
    """What a notice is about; each has one composer in `bot/notices/`."""

    APPLICATION_DECIDED = "application.decided"
    OVERDUE = "applications.overdue"
    """Applications, and since then requests for funding: the name is kept, as it stands in ledgers."""
    OPENING_CANCELLED = "opening.cancelled"

    NUDGE_PAUSED = "nudge.paused"
    PICKED_TIME = "nudge.picked_time"
    RECORD_DISPUTED = "record.disputed"

    WORKSHOP_SEAT = "workshop.seat"
    WORKSHOP_NO_SEAT = "workshop.no_seat"
    WORKSHOP_CHANGED = "workshop.changed"
    WORKSHOP_CANCELLED = "workshop.cancelled"
    WORKSHOP_TAKEN_OUT = "workshop.taken_out"
    WORKSHOP_REMINDER = "workshop.reminder"
    WORKSHOP_FEEDBACK = "workshop.feedback"
    WORKSHOP_COMPLETED = "workshop.completed"
    NOMINATION_OFFERED = "nomination.offered"
    NOMINATION_ENDED = "nomination.ended"
    NOMINATION_ANSWERED = "nomination.answered"
    PROGRAMME_OFFERED = "programme.offered"

    FUNDING_DECIDED = "funding.decided"
    FUNDING_GIVEN_BACK = "funding.given_back"

    RECOGNITION_RECEIVED = "recognition.received"
    RECOGNITION_SHARED = "recognition.shared"


class NoticeDrop(StrEnum):
    """Why a notice that was owed is never sent."""

    CALLED_OFF = "called_off"
    NO_LONGER_TRUE = "no_longer_true"
    EXPIRED = "expired"
    LEFT = "left"
    NO_SLACK = "no_slack"
    SLACK_DEACTIVATED = "slack_deactivated"
    TOLD_BY_HR = "told_by_hr"

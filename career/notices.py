"""What people are told one by one because something happened: told once, and as soon as it may be."""

from enum import StrEnum


class NoticeKind(StrEnum):
    """What a notice is about; each has one composer in `bot/notices/`."""

    APPLICATION_DECIDED = "application.decided"

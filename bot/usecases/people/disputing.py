"""An employee tells HR, in their own words, that something held about them is wrong."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from career.notices import NoticeKind
from storage.house.audit import note
from storage.messages.notices import Notice, ToChannel, is_owed, owe

LONGEST_NOTE = 1_000


@dataclass(frozen=True, slots=True)
class NoteToHr:
    """What somebody wrote for HR's `channel`; `request` is Slack's id of the form, which sent twice is one note."""

    words: str
    channel: str
    request: str


@dataclass(frozen=True, slots=True)
class HrTold:
    """HR gets the note."""


@dataclass(frozen=True, slots=True)
class NothingSaid:
    """There are no words to tell HR."""


def send_note(
    session: Session, slack_id: str, employee_id: int, written: NoteToHr, now: datetime, nudge_id: int | None = None
) -> HrTold | NothingSaid:
    """Owe HR the note of this employee, who writes under `slack_id`; `nudge_id` is the nudge that was wrong, if one was."""
    words = written.words.strip()[:LONGEST_NOTE]
    if not words:
        return NothingSaid()
    about = {} if nudge_id is None else {"nudge_id": nudge_id}
    details = {"employee_id": employee_id, **about, "words": words}
    notice = Notice(NoticeKind.RECORD_DISPUTED, f"disputed:{written.request}", ToChannel(written.channel), details, now)
    if not is_owed(session, notice.key):
        owe(session, notice, now)
        subject = f"employee:{employee_id}" if nudge_id is None else f"nudge:{nudge_id}"
        note(session, slack_id, "record.disputed", subject, now)
    return HrTold()

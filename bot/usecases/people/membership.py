"""Leaving HR: whoever goes from the HR channel loses their authority at once."""

from datetime import datetime

from storage.database import Database
from storage.house.audit import note
from storage.people.membership import remove_hr_member


def leave_hr(database: Database, slack_id: str, now: datetime) -> bool:
    """Take an account out of HR; return whether it was in it.

    A reading of the channel that began before may bring it back; the next one takes it out again.
    """
    with database.begin() as session:
        was_member = remove_hr_member(session, slack_id)
        if was_member:
            note(session, "Slack", "hr.left", "hr_channel", now, slack_id=slack_id)
    return was_member

"""Where somebody's own copy of a nudge stands in Slack."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from storage.database import Database
from storage.deliveries import delivery_by_token
from storage.employees import employee_by_slack_id


@dataclass(frozen=True, slots=True)
class Place:
    """One message in Slack: its conversation, and its time stamp as Slack wrote it."""

    channel: str
    ts: str


def place_of_copy(database: Database, slack_id: str, delivery: str) -> Place | None:
    """Return where the copy with the token `delivery` stands; None where it is not this person's, or not known yet."""
    with database.read() as session:
        return _place(session, slack_id, delivery)


def _place(session: Session, slack_id: str, delivery: str) -> Place | None:
    copy = delivery_by_token(session, delivery)
    employee = employee_by_slack_id(session, slack_id)
    if copy is None or employee is None or copy.employee_id != employee.id:
        return None
    return None if copy.channel is None or copy.message_ts is None else Place(copy.channel, copy.message_ts)

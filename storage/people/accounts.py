"""Single accounts of the Slack workspace, as they were last read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.tables import SlackPersonRow


@dataclass(frozen=True, slots=True)
class Account:
    """Who is behind a Slack account; `name` is empty where Slack has none."""

    name: str
    is_guest: bool
    is_bot: bool


def account_of(session: Session, slack_id: str) -> Account | None:
    """Return one account; None where the directory has not shown it yet."""
    query = select(SlackPersonRow.real_name, SlackPersonRow.is_guest, SlackPersonRow.is_bot)
    row = session.execute(query.where(SlackPersonRow.slack_id == slack_id)).one_or_none()
    return None if row is None else Account(*row)


def names_of(session: Session, slack_ids: Collection[str]) -> Mapping[str, str]:
    """Return the names of those of these accounts that are known."""
    query = select(SlackPersonRow.slack_id, SlackPersonRow.real_name)
    found = session.execute(query.where(SlackPersonRow.slack_id.in_(slack_ids)))
    return {slack_id: name for slack_id, name in found if name.strip()}

"""Taking one account out of the members of the HR channel."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from storage.tables import HrMemberRow


def remove_hr_member(session: Session, slack_id: str) -> bool:
    """Let this account act for HR no more; return whether it could."""
    statement = delete(HrMemberRow).where(HrMemberRow.slack_id == slack_id).returning(HrMemberRow.slack_id)
    return session.execute(statement).scalar_one_or_none() is not None

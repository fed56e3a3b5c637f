"""What HR is told when somebody says that something held about them is wrong."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.notices.message import NoticeMessage
from bot.views.blocks import section
from bot.views.disputing import note_to_hr
from storage.messages.notices import Told
from storage.nudges.records import nudge_by_id
from storage.people.employees import employee_by_id


def compose_record_disputed(session: Session, told: Told, now: datetime) -> NoticeMessage | None:  # noqa: ARG001  the same for every kind
    """Tell the HR channel who says so, in their own words; `details` names the person, and the nudge where one was wrong.

    It goes with the person, when their data are erased.
    """
    employee = employee_by_id(session, int(told.details["employee_id"]))
    nudge_id = told.details.get("nudge_id")
    nudge = None if nudge_id is None else nudge_by_id(session, int(nudge_id))
    if employee is None or (nudge is None and nudge_id is not None):
        return None
    came_up = None if nudge is None else (nudge.id, nudge.text.title)
    words = note_to_hr(employee.full_name, employee.number, came_up, str(told.details["words"]))
    return NoticeMessage(words, [section(words)])

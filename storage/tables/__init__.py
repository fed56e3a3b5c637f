"""Mapped rows by topic."""

from storage.tables.audit import AuditRow, ImportRow
from storage.tables.base import Row
from storage.tables.choices import OwnHoursRow, PickedTimeRow
from storage.tables.employees import EmployeeRow, EmployeeSkillRow, ReviewRow, SkillRow
from storage.tables.erasures import ErasureRow
from storage.tables.notices import NoticeRow
from storage.tables.nudges import DeliveryRow, DrawRow, NudgeRow, NudgeVersionRow, PaceRow, QuietRow
from storage.tables.openings import (
    ApplicationEventRow,
    ApplicationRow,
    CancellationRow,
    ConsiderationRow,
    OpeningRow,
    PlacementRow,
)
from storage.tables.records import CompletionRow, HolidayRow, LeaveRow, RecognitionRow
from storage.tables.settings import SettingRow
from storage.tables.slack import HandledRequestRow, HrMemberRow, MarkRow, SlackPersonRow
from storage.tables.training import InterestRow, ProgrammeRow, ProgrammeSkillRow
from storage.tables.tuition import TuitionPolicyRow, TuitionRequestRow
from storage.tables.workshops import (
    EnrolmentEventRow,
    EnrolmentRow,
    FeedbackRow,
    NominationRow,
    WorkshopEventRow,
    WorkshopRow,
)

__all__ = [
    "ApplicationEventRow",
    "ApplicationRow",
    "AuditRow",
    "CancellationRow",
    "CompletionRow",
    "ConsiderationRow",
    "DeliveryRow",
    "DrawRow",
    "EmployeeRow",
    "EmployeeSkillRow",
    "EnrolmentEventRow",
    "EnrolmentRow",
    "ErasureRow",
    "FeedbackRow",
    "HandledRequestRow",
    "HolidayRow",
    "HrMemberRow",
    "ImportRow",
    "InterestRow",
    "LeaveRow",
    "MarkRow",
    "NominationRow",
    "NoticeRow",
    "NudgeRow",
    "NudgeVersionRow",
    "OpeningRow",
    "OwnHoursRow",
    "PaceRow",
    "PickedTimeRow",
    "PlacementRow",
    "ProgrammeRow",
    "ProgrammeSkillRow",
    "QuietRow",
    "RecognitionRow",
    "ReviewRow",
    "Row",
    "SettingRow",
    "SkillRow",
    "SlackPersonRow",
    "TuitionPolicyRow",
    "TuitionRequestRow",
    "WorkshopEventRow",
    "WorkshopRow",
]

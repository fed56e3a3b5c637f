"""Mapped rows by topic."""

from storage.tables.audit import AuditRow, ImportRow
from storage.tables.base import Row
from storage.tables.employees import EmployeeRow, EmployeeSkillRow, ReviewRow, SkillRow
from storage.tables.notices import NoticeRow
from storage.tables.nudges import DeliveryRow, DrawRow, NudgeRow, PaceRow, QuietRow
from storage.tables.openings import ApplicationEventRow, ApplicationRow, ConsiderationRow, OpeningRow, PlacementRow
from storage.tables.records import CompletionRow, HolidayRow, LeaveRow, RecognitionRow
from storage.tables.settings import SettingRow
from storage.tables.slack import HandledRequestRow, HrMemberRow, MarkRow, SlackPersonRow
from storage.tables.training import EnrolmentRow, InterestRow, ProgrammeRow, ProgrammeSkillRow, WorkshopRow

__all__ = [
    "ApplicationEventRow",
    "ApplicationRow",
    "AuditRow",
    "CompletionRow",
    "ConsiderationRow",
    "DeliveryRow",
    "DrawRow",
    "EmployeeRow",
    "EmployeeSkillRow",
    "EnrolmentRow",
    "HandledRequestRow",
    "HolidayRow",
    "HrMemberRow",
    "ImportRow",
    "InterestRow",
    "LeaveRow",
    "MarkRow",
    "NoticeRow",
    "NudgeRow",
    "OpeningRow",
    "PaceRow",
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
    "WorkshopRow",
]

"""Mapped rows by topic."""

from storage.tables.audit import AuditRow, ImportRow
from storage.tables.base import Row
from storage.tables.employees import EmployeeRow, EmployeeSkillRow, ReviewRow, SkillRow
from storage.tables.nudges import DeliveryRow, DrawRow, NudgeRow, PaceRow, QuietRow
from storage.tables.openings import ApplicationEventRow, ApplicationRow, ConsiderationRow, OpeningRow, PlacementRow
from storage.tables.slack import HandledRequestRow, HrMemberRow, MarkRow, SlackPersonRow
from storage.tables.training import EnrolmentRow, InterestRow, ProgrammeRow, ProgrammeSkillRow, WorkshopRow

__all__ = [
    "ApplicationEventRow",
    "ApplicationRow",
    "AuditRow",
    "ConsiderationRow",
    "DeliveryRow",
    "DrawRow",
    "EmployeeRow",
    "EmployeeSkillRow",
    "EnrolmentRow",
    "HandledRequestRow",
    "HrMemberRow",
    "ImportRow",
    "InterestRow",
    "MarkRow",
    "NudgeRow",
    "OpeningRow",
    "PaceRow",
    "PlacementRow",
    "ProgrammeRow",
    "ProgrammeSkillRow",
    "QuietRow",
    "ReviewRow",
    "Row",
    "SkillRow",
    "SlackPersonRow",
    "WorkshopRow",
]

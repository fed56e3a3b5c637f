"""The names under which HR systems export what we keep, most telling first.

Names are compared without case, spaces, underscores and punctuation. Where a file has two columns for one field, the
one whose name stands first here is used. The names were collected from exports and import templates of common
systems: SAP SuccessFactors (USERID, HIREDATE, NO_MGR), Workday, BambooHR, ADP, UKG, Personio, Cornerstone, Workhuman,
Outlook calendars, and public HR data sets.
"""

import unicodedata
from collections.abc import Mapping
from enum import Enum, auto
from functools import cache, lru_cache

from hris.records import Kind


class Field(Enum):
    """What a column tells."""

    __hash__ = object.__hash__  # at every cell a field is looked up, and an Enum's own hash is a call into Python

    NUMBER = auto()
    GIVEN_NAME = auto()
    FAMILY_NAME = auto()
    FULL_NAME = auto()
    EMAIL = auto()
    JOB_TITLE = auto()
    DEPARTMENT = auto()
    LOCATION = auto()
    JOB_FAMILY = auto()
    LEVEL = auto()
    HIRED_ON = auto()
    IN_ROLE_SINCE = auto()
    STATUS = auto()
    STATUS_CODE = auto()
    LEFT_FLAG = auto()
    ACTIVE_FLAG = auto()
    LEFT_ON = auto()
    MANAGER = auto()
    MANAGER_NUMBER = auto()
    MANAGER_NAME = auto()
    RATING = auto()
    RATING_LABEL = auto()
    REVIEWED_ON = auto()
    SKILL = auto()
    SKILL_LEVEL = auto()
    COURSE = auto()
    COMPLETED_ON = auto()
    COURSE_STATUS = auto()
    PRAISE = auto()
    PRAISE_KIND = auto()
    PRAISED_BY = auto()
    PRAISED_ON = auto()
    FIRST_DAY = auto()
    LAST_DAY = auto()
    LEAVE_STATUS = auto()
    HOLIDAY = auto()
    HOLIDAY_ON = auto()


Headers = Mapping[Field, tuple[str, ...]]

_NUMBERS = (
    "Employee Number", "Employee ID", "EmpID", "Emp No", "Emp Number", "Emp Num", "Employee No",
    "Personnel Number", "Personnel No", "Pers No", "PERNR", "Staff Number", "Staff No", "Staff ID", "Worker ID",
    "Worker Number", "Associate ID", "Payroll Number", "Payroll ID", "File Number", "Badge ID", "Badge Number", "Badge No",
    "Person Number", "Person ID", "Person ID External", "User ID", "Employee Code", "Emp Code",
)  # fmt: skip
_EMAILS = (
    "Work Email", "Work Email Address", "Business Email", "Business Email Address", "Company Email", "Corporate Email",
    "Office Email", "AD Email", "Email - Work", "Primary Work Email", "Email", "Email Address",
    "Employee Email", "Mail", "Email ID", "Primary Email", "User Principal Name", "UPN",
)  # fmt: skip

EMPLOYEE_HEADERS: Headers = {
    Field.NUMBER: _NUMBERS,
    Field.GIVEN_NAME: ("First Name", "Given Name", "Legal First Name", "Forename", "FName", "First"),
    Field.FAMILY_NAME: ("Last Name", "Family Name", "Surname", "Legal Last Name", "LName", "Last"),
    Field.FULL_NAME: (
        "Employee Name", "Full Name", "Name", "Display Name", "Worker", "Worker Name", "Employee", "Emp Name",
        "Legal Name", "Formatted Name", "Employee Full Name", "Person Name", "Staff Name",
    ),
    Field.EMAIL: _EMAILS,
    Field.JOB_TITLE: (
        "Job Title", "Position", "Position Title", "Business Title", "Title", "Job Role", "Job", "Job Name", "Role",
        "Designation", "Job Profile", "Job Position", "Position Name", "Current Role", "Occupation",
    ),
    Field.DEPARTMENT: (
        "Department", "Department Name", "Dept Name", "Dept", "Home Department", "Department Description", "Dept Desc",
        "Organizational Unit", "Org Unit", "Organization Unit", "Supervisory Organization", "Team", "Division",
        "Business Unit",
    ),
    Field.LOCATION: (
        "Location", "Work Location", "Location Name", "Office Location", "Office", "Site", "Work Site", "Workplace",
        "Location Description", "Work City", "City", "Work State", "State", "State/Province", "Province", "Country",
    ),
    Field.JOB_FAMILY: ("Job Family", "Job Family Name", "Job Family Group", "Job Group", "Job Function", "Job Category"),
    Field.LEVEL: ("Level", "Job Level", "Grade", "Job Grade", "Grade Level", "Career Level", "Management Level", "Band"),
    Field.HIRED_ON: (
        "Hire Date", "Date of Hire", "Date Hired", "Hired On", "Hired", "Last Hire Date", "Most Recent Hire Date",
        "Original Hire Date", "Employment Start Date", "Start Date", "Date of Joining", "Joining Date", "Join Date",
        "Date Joined", "DOJ", "Entry Date", "Date Started", "Seniority Date", "Service Date",
    ),
    Field.IN_ROLE_SINCE: (
        "In Role Since", "Start Date in Role", "Role Start Date", "Date in Role", "Time in Role Since",
        "Start Date in Position", "Position Start Date", "Position Entry Date", "Date in Position", "Job Entry Date",
        "Job Start Date", "Date in Job", "Current Role Since", "Current Role Start Date", "Title Start Date",
        "Effective Date of Position",
    ),
    Field.STATUS: (
        "Employment Status", "Employee Status", "Emp Status", "Worker Status", "Assignment Status", "Work Status",
        "Status", "HR Status", "Job Status", "Current Status",
    ),
    Field.STATUS_CODE: ("Emp Status ID", "Employment Status ID", "Status ID", "Employment Status Code", "Status Code"),
    Field.LEFT_FLAG: ("Termd", "Terminated", "Is Terminated", "Terminated Flag", "Termination Flag", "Has Left", "Attrition"),
    Field.ACTIVE_FLAG: ("Active", "Is Active", "Active Flag", "Active Status", "Currently Employed", "Enabled"),
    Field.LEFT_ON: (
        "Date of Termination", "Termination Date", "Term Date", "Last Working Day", "Last Day of Work", "Last Day Worked",
        "Last Work Date", "Leaving Date", "Leave Date", "Date Left", "Date of Leaving", "Exit Date", "End Date",
        "Employment End Date", "Separation Date", "Date of Separation", "Resignation Date", "Date of Exit",
    ),
    Field.MANAGER: (
        "Manager", "Supervisor", "Reports To", "Line Manager", "Direct Manager", "Reporting Manager", "Reporting To",
        "Direct Supervisor",
    ),
    Field.MANAGER_NUMBER: (
        "Manager ID", "Manager Number", "Manager No", "Manager Employee ID", "Manager Emp ID", "Manager Employee Number",
        "Supervisor ID", "Supervisor Number", "Supervisor Employee ID", "Reports To ID", "Line Manager ID", "Manager User ID",
        "Manager Personnel Number", "Manager Badge ID", "Manager Worker ID",
    ),
    Field.MANAGER_NAME: (
        "Manager Name", "Supervisor Name", "Reports To Name", "Line Manager Name", "Manager Full Name", "Direct Manager Name",
        "Supervisor Full Name",
    ),
    Field.RATING: (
        "Perf Score ID", "Performance Score ID", "Performance Rating ID", "Performance Rating", "Rating", "Last Rating",
        "Current Employee Rating", "Current Rating", "Overall Rating", "Review Rating", "Last Performance Rating",
        "Performance Rating Code", "Appraisal Rating", "Last Review Rating",
    ),
    Field.RATING_LABEL: (
        "Performance Score", "Performance", "Perf Score", "Performance Rating Description", "Rating Description",
        "Rating Label", "Performance Level", "Performance Review Rating",
    ),
    Field.REVIEWED_ON: (
        "Last Performance Review Date", "Last Review Date", "Review Date", "Performance Review Date", "Rating Date",
        "Date of Last Review", "Last Appraisal Date", "Appraisal Date", "Last Reviewed On",
    ),
}  # fmt: skip

SKILL_HEADERS: Headers = {
    Field.NUMBER: _NUMBERS,
    Field.EMAIL: _EMAILS,
    Field.SKILL: ("Skill", "Skill Name", "Skill Title", "Competency", "Competency Name", "Skills"),
    Field.SKILL_LEVEL: (
        "Skill Level", "Proficiency", "Proficiency Level", "Skill Rating", "Skill Proficiency", "Competency Level",
        "Level", "Rating",
    ),
}  # fmt: skip

COMPLETION_HEADERS: Headers = {
    Field.NUMBER: _NUMBERS,
    Field.EMAIL: _EMAILS,
    Field.COURSE: (
        "Course", "Course Title", "Course Name", "Training", "Training Title", "Training Name", "Training Course",
        "Learning Item", "Learning Title", "Learning Object", "Learning Object Title", "Item Title", "Item Name",
        "Content Title", "Activity Name", "Programme", "Program", "Programme Title", "Program Title", "Program Name",
        "Programme Name", "Certification", "Certification Name", "Certificate", "Certificate Name", "Class", "Class Name",
        "Module", "Module Name", "Curriculum", "Workshop", "Workshop Title",
    ),
    Field.COMPLETED_ON: (
        "Completion Date", "Completed On", "Date Completed", "Completed Date", "Date of Completion", "Training Completion Date",
        "Course Completion Date", "Transcript Completed Date", "Finish Date", "Finished On", "Date Finished",
        "Certification Date", "Certified On", "Date Certified", "Issue Date", "Date Issued", "Completed", "Training Date",
    ),
    Field.COURSE_STATUS: (
        "Completion Status", "Training Status", "Course Status", "Transcript Status", "Learning Status", "Enrollment Status",
        "Enrolment Status", "Item Status", "Certification Status", "Status", "Result",
    ),
}  # fmt: skip

REVIEW_HEADERS: Headers = {
    Field.NUMBER: _NUMBERS,
    Field.EMAIL: _EMAILS,
    Field.RATING: EMPLOYEE_HEADERS[Field.RATING],
    Field.RATING_LABEL: EMPLOYEE_HEADERS[Field.RATING_LABEL],
    Field.REVIEWED_ON: (
        *EMPLOYEE_HEADERS[Field.REVIEWED_ON], "Review Completed On", "Review Completion Date", "Reviewed On", "Date Reviewed",
        "Evaluation Date", "Review Period End", "Period End", "Period End Date", "Review End Date", "Cycle End Date",
    ),
}  # fmt: skip

RECOGNITION_HEADERS: Headers = {
    Field.NUMBER: (
        *_NUMBERS, "Recipient ID", "Recipient Employee ID", "Recipient Number", "Recipient Employee Number", "Nominee ID",
        "Receiver ID", "Awardee ID",
    ),
    Field.EMAIL: (*_EMAILS, "Recipient Email", "Recipient Email Address", "Nominee Email", "Receiver Email", "Awardee Email"),
    Field.PRAISE: (
        "Recognition Message", "Recognition", "Recognition Text", "Citation", "Praise", "Award Reason", "Award", "Award Name",
        "Award Title", "Kudos", "Kudos Message", "Appreciation", "Message", "Badge",
    ),
    Field.PRAISE_KIND: ("Recognition Type", "Recognition Kind", "Type", "Kind"),
    Field.PRAISED_BY: (
        "Given By", "Recognised By", "Recognized By", "Awarded By", "Giver", "Giver Name", "Sender", "Sender Name", "From",
        "Nominator", "Nominator Name", "Nominated By", "Presented By",
    ),
    Field.PRAISED_ON: (
        "Recognition Date", "Award Date", "Date Awarded", "Awarded On", "Given On", "Date Given", "Recognised On",
        "Recognized On", "Kudos Date", "Sent On", "Date Sent", "Sent Date", "Date", "Created At", "Created On",
    ),
}  # fmt: skip

LEAVE_HEADERS: Headers = {
    Field.NUMBER: _NUMBERS,
    Field.EMAIL: _EMAILS,
    Field.FIRST_DAY: (
        "First Day", "First Day of Leave", "First Day of Absence", "Leave Start", "Leave Start Date", "Leave Begin Date",
        "Leave From", "Absence Start", "Absence Start Date", "Absence From", "Time Off Start", "Time Off Start Date",
        "Time Off From", "Away From", "First Day Away", "Start Date", "Begin Date", "Start", "From Date", "Date From", "From",
    ),
    Field.LAST_DAY: (
        "Last Day", "Last Day of Leave", "Last Day of Absence", "Leave End", "Leave End Date", "Leave To", "Leave Until",
        "Absence End", "Absence End Date", "Absence To", "Time Off End", "Time Off End Date", "Time Off To", "Away Until",
        "Last Day Away", "End Date", "Finish Date", "End", "To Date", "Date To", "To", "Until",
    ),
    Field.LEAVE_STATUS: (
        "Leave Status", "Absence Status", "Time Off Status", "Request Status", "Approval Status", "Status", "Approved",
    ),
}  # fmt: skip

CALENDAR_HEADERS: Headers = {
    Field.HOLIDAY: (
        "Holiday", "Holiday Name", "Public Holiday", "Bank Holiday", "Company Holiday", "Occasion", "Name of Holiday", "Name",
        "Event", "Subject", "Summary", "Title", "Description",
    ),
    Field.HOLIDAY_ON: (
        "Holiday Date", "Date of Holiday", "Holiday On", "Date", "Observed On", "Observed Date", "Day Off", "On", "Start Date",
    ),
    Field.LOCATION: (*EMPLOYEE_HEADERS[Field.LOCATION], "Region", "Applies To", "Calendar", "Sites", "Locations"),
}  # fmt: skip

HEADERS: Mapping[Kind, Headers] = {
    Kind.EMPLOYEES: EMPLOYEE_HEADERS,
    Kind.SKILLS: SKILL_HEADERS,
    Kind.COMPLETIONS: COMPLETION_HEADERS,
    Kind.REVIEWS: REVIEW_HEADERS,
    Kind.RECOGNITION: RECOGNITION_HEADERS,
    Kind.LEAVE: LEAVE_HEADERS,
    Kind.CALENDAR: CALENDAR_HEADERS,
}


@lru_cache(maxsize=4096)
def squeeze(header: str) -> str:
    """Give the letters and digits of a header without case and accents: what headers are compared by. "#" reads "no"."""
    folded = unicodedata.normalize("NFKD", header).casefold().replace("#", "no")
    return "".join(character for character in folded if character.isalnum())


def rank(headers: Headers, header: str) -> tuple[Field, int] | None:
    """Tell which field a header names, and how far from the best name for that field it is (0 is the best)."""
    key = squeeze(header)
    return _ranks(tuple(headers.items())).get(key)


def is_known(header: str) -> bool:
    """Tell whether any kind of file knows a column of this name."""
    return any(rank(headers, header) is not None for headers in HEADERS.values())


def same_field(one: str, other: str) -> bool:
    """Tell whether two headers name the same field of some kind of file."""
    for headers in HEADERS.values():
        first, second = rank(headers, one), rank(headers, other)
        if first is not None and second is not None and first[0] is second[0]:
            return True
    return False


@cache
def _ranks(headers: tuple[tuple[Field, tuple[str, ...]], ...]) -> dict[str, tuple[Field, int]]:
    return {squeeze(name): (field, place) for field, names in headers for place, name in enumerate(names)}

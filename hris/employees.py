"""Employees files: rows -> `EmployeeRecord`s, each checked, and what was found about the file as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from hris import identities
from hris.answers import UnreadableError, WrongRow
from hris.cells import stated
from hris.date_columns import DateColumn
from hris.dated_rows import date_columns, dates_of, questions_of
from hris.employee_notes import (
    TELL_WHO_IS_HERE,
    note_on_ratings,
    note_on_status_codes,
    notes_on_columns,
    notes_on_people,
)
from hris.headers import Field, squeeze
from hris.levels import level_number
from hris.managers import Managers, NamedManager, absent_managers, named_manager
from hris.name_order import NameOrder, find_name_order
from hris.names import split_full_name
from hris.records import EmployeeRecord, Review
from hris.reviews import rating_of
from hris.rows import Row
from hris.sheets import Asked, Checked, Sheet
from hris.statuses import Disagreement, Evidence, Standing, settle

REQUIRED: tuple[tuple[Field, ...], ...] = (
    (Field.NUMBER,),
    (Field.GIVEN_NAME, Field.FULL_NAME),
    (Field.FAMILY_NAME, Field.FULL_NAME),
)

_DATES = (Field.HIRED_ON, Field.IN_ROLE_SINCE, Field.LEFT_ON, Field.REVIEWED_ON)
_COURTESY_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "herr", "frau"})


@dataclass(frozen=True, slots=True)
class _Person:
    """A row with what was read of it before the file as a whole was understood."""

    row: Row
    number: str | None
    given_name: str
    family_name: str
    manager: NamedManager
    in_two_columns: bool


@dataclass(frozen=True, slots=True)
class _File:
    """What is known of the whole file when its rows are settled."""

    sheet: Sheet
    today: date
    dates: Mapping[Field, DateColumn]
    managers: Managers
    lines: Mapping[str, list[int]]


def read_employees(sheet: Sheet, asked: Asked) -> Checked:
    """Check every row of an employees file.

    Raises:
        UnreadableError: the only sign of who left are numeric codes.
    """
    sheet = _with_status_in_words(sheet)
    people, order = _people(sheet)
    managers = Managers({one.number: (one.given_name, one.family_name) for one in people if one.number is not None})
    managers.learn([one.manager for one in people])
    file = _File(
        sheet,
        asked.today,
        date_columns(sheet, asked, _DATES, may_lie_ahead=(Field.LEFT_ON,)),
        managers,
        identities.lines_by_number(sheet),
    )
    answers = [_settled(one, file) for one in people]
    records, shared, email_note = identities.own_emails(
        [answer for answer in answers if isinstance(answer, EmployeeRecord)]
    )
    codes = {row.line: sheet.text(row, Field.STATUS_CODE) for row in sheet.rows} if sheet.has(Field.STATUS_CODE) else {}
    notes = [
        order.note,
        *managers.notes(sheet.names),
        absent_managers(managers.people, [record.manager for record in records]),
        *notes_on_columns(sheet),
        note_on_status_codes(codes, records, sheet.names),
        note_on_ratings(records, sheet.names),
        email_note,
        *notes_on_people(records, asked.today),
    ]
    return Checked(
        records=tuple(records),
        wrong=(*(answer for answer in answers if isinstance(answer, WrongRow)), *shared),
        notes=tuple(note for note in notes if note is not None),
        questions=questions_of(file.dates),
    )


def _people(sheet: Sheet) -> tuple[list[_Person], NameOrder]:
    """Read numbers, names and managers, and put given and family names where they belong."""
    two_columns = sheet.has(Field.GIVEN_NAME) and sheet.has(Field.FAMILY_NAME)
    numbers = {sheet.text(row, Field.NUMBER) for row in sheet.rows}
    people: list[_Person] = []
    for row in sheet.rows:
        given, family = sheet.text(row, Field.GIVEN_NAME), sheet.text(row, Field.FAMILY_NAME)
        in_two = two_columns and bool(given or family)
        if not in_two:
            given, family = split_full_name(sheet.text(row, Field.FULL_NAME))
        number = stated(sheet.text(row, Field.NUMBER))
        people.append(_Person(row, number, given, family, named_manager(sheet, row, numbers), in_two))
    if not two_columns:
        return people, NameOrder(exchanged=False, note=None)
    order = find_name_order(
        [(one.given_name, one.family_name) for one in people if one.in_two_columns],
        [one.manager.name for one in people if one.manager.name is not None],
        sheet.names,
    )
    if order.exchanged:
        people = [_exchanged(one) if one.in_two_columns else one for one in people]
    return people, order


def _exchanged(one: _Person) -> _Person:
    return replace(one, given_name=one.family_name, family_name=one.given_name)


def _settled(one: _Person, file: _File) -> EmployeeRecord | WrongRow | None:
    """Turn one person's row into a record or the reasons why not; `None` while a question is open."""
    sheet, row = file.sheet, one.row
    reasons: list[str] = []
    number = identities.number_of(sheet, row, reasons)
    if number is None and not reasons:
        reasons.append(f"{sheet.names[Field.NUMBER]} is empty")
    if number is not None and (others := identities.also_on(file.lines[number.casefold()], row.line)):
        reasons.append(f"{sheet.names[Field.NUMBER]} {number} {others}")
    if not one.given_name and not one.family_name:
        reasons.append("the name is empty")
    email = identities.email_of(sheet, row, reasons)
    dates, waits = dates_of(sheet, row, file.dates, reasons)
    standing = None if waits or reasons else settle(_evidence(row, file.sheet, dates), file.today)
    if isinstance(standing, Disagreement):
        reasons.append(standing.reason)
    if reasons:
        return WrongRow(row.line, "; ".join(reasons))
    if number is None or not isinstance(standing, Standing):
        return None
    return EmployeeRecord(
        line=row.line,
        number=number,
        given_name=one.given_name,
        family_name=one.family_name,
        email=email,
        job_title=_job_title(sheet, row),
        department=stated(sheet.text(row, Field.DEPARTMENT)),
        location=stated(sheet.text(row, Field.LOCATION)),
        job_family=stated(sheet.text(row, Field.JOB_FAMILY)),
        level=level_number(sheet.text(row, Field.LEVEL)),
        hired_on=dates.get(Field.HIRED_ON),
        in_role_since=dates.get(Field.IN_ROLE_SINCE),
        status=standing.status,
        left_on=standing.left_on,
        manager=file.managers.settle(number, one.manager),
        review=_review(sheet, row, dates.get(Field.REVIEWED_ON)),
    )


def _evidence(row: Row, sheet: Sheet, dates: Mapping[Field, date]) -> Evidence:
    return Evidence(
        words=sheet.cell(row, Field.STATUS),
        left_flag=sheet.cell(row, Field.LEFT_FLAG),
        active_flag=sheet.cell(row, Field.ACTIVE_FLAG),
        left_on=(sheet.names[Field.LEFT_ON], dates.get(Field.LEFT_ON)) if sheet.has(Field.LEFT_ON) else None,
        hired_on=dates.get(Field.HIRED_ON),
    )


def _review(sheet: Sheet, row: Row, reviewed_on: date | None) -> Review | None:
    score, label = rating_of(stated(sheet.text(row, Field.RATING)), stated(sheet.text(row, Field.RATING_LABEL)))
    return None if score is None and label is None and reviewed_on is None else Review(score, label, reviewed_on)


def _job_title(sheet: Sheet, row: Row) -> str | None:
    """Read the job title; a column "Title" may hold "Mrs" instead, which is nobody's business."""
    title = stated(sheet.text(row, Field.JOB_TITLE))
    return None if title is None or squeeze(title) in _COURTESY_TITLES else title


def _with_status_in_words(sheet: Sheet) -> Sheet:
    """Use a column of status codes for the status where nothing else tells it and the codes are words."""
    if not sheet.has(Field.STATUS_CODE) or any(sheet.has(field) for field in TELL_WHO_IS_HERE):
        return sheet
    header = sheet.names[Field.STATUS_CODE]
    if any(text.isdigit() for _, text in sheet.column(Field.STATUS_CODE)):
        raise UnreadableError(
            f"Who has left cannot be told: {header} holds numbers that only your HR system explains. "
            "Please add a column with the status in words, or with the leaving date."
        )
    renamed = {Field.STATUS: Field.STATUS_CODE}
    return Sheet(
        sheet.rows,
        {
            field: sheet.places[renamed.get(field, field)]
            for field in {*sheet.places, Field.STATUS} - {Field.STATUS_CODE}
        },
        {field: sheet.names[renamed.get(field, field)] for field in {*sheet.names, Field.STATUS} - {Field.STATUS_CODE}},
    )

"""Skills files: one row per person and skill."""

from hris import identities
from hris.answers import WrongRow
from hris.cells import stated
from hris.headers import Field
from hris.levels import level_number, note_on_levels
from hris.records import SkillRecord
from hris.rows import Row
from hris.sheets import Asked, Checked, Sheet

REQUIRED: tuple[tuple[Field, ...], ...] = ((Field.NUMBER, Field.EMAIL), (Field.SKILL,))


def read_skills(sheet: Sheet, asked: Asked) -> Checked:  # noqa: ARG001 - every kind's reader has one form; skills have no dates
    """Check every row of a skills file; the same skill of the same person twice is wrong both times."""
    lines = identities.grouped((_key(sheet, row), row.line) for row in sheet.rows)
    answers = [_settled(sheet, row, lines[_key(sheet, row)]) for row in sheet.rows]
    return Checked(
        records=tuple(answer for answer in answers if isinstance(answer, SkillRecord)),
        wrong=tuple(answer for answer in answers if isinstance(answer, WrongRow)),
        notes=_notes_on_levels(sheet),
    )


def _settled(sheet: Sheet, row: Row, lines: list[int]) -> SkillRecord | WrongRow:
    reasons: list[str] = []
    number = identities.number_of(sheet, row, reasons)
    email = identities.email_of(sheet, row, reasons)
    skill = stated(sheet.text(row, Field.SKILL))
    if number is None and email is None and not reasons:
        reasons.append("the row names nobody")
    if skill is None:
        reasons.append(f"{sheet.names[Field.SKILL]} is empty")
    elif others := identities.also_on(lines, row.line):
        reasons.append(f"the same skill of the same person {others}")
    if reasons or skill is None:
        return WrongRow(row.line, "; ".join(reasons))
    return SkillRecord(row.line, number, email, skill, level_number(sheet.text(row, Field.SKILL_LEVEL)))


def _key(sheet: Sheet, row: Row) -> tuple[str, ...]:
    return tuple(sheet.text(row, field).casefold() for field in (Field.NUMBER, Field.EMAIL, Field.SKILL))


def _notes_on_levels(sheet: Sheet) -> tuple[str, ...]:
    if not sheet.has(Field.SKILL_LEVEL):
        return ()
    note = note_on_levels(sheet.names[Field.SKILL_LEVEL], sheet.column(Field.SKILL_LEVEL))
    return (note,) if note is not None else ()

"""Files of completed training, as learning systems export their transcripts: one row per person and course."""

from hris.cells import quote
from hris.headers import Field
from hris.personal import WHOSE, Entry, one_of, read_rows
from hris.records import CompletionRecord
from hris.sheets import Asked, Checked, Sheet

REQUIRED: tuple[tuple[Field, ...], ...] = (WHOSE, (Field.COURSE,), (Field.COMPLETED_ON,))

_COMPLETED = one_of([
    "completed", "complete", "passed", "pass", "attended", "finished", "certified", "successful", "yes", "y", "true", "active",
    "completed successfully", "valid",
])  # fmt: skip


def read_completions(sheet: Sheet, asked: Asked) -> Checked:
    """Check every row; a course that was begun and not completed is no completion."""

    def completion(entry: Entry) -> CompletionRecord:
        status = entry.text(Field.COURSE_STATUS)
        if status is not None and status.casefold() not in _COMPLETED:
            entry.reasons.append(f"{sheet.names[Field.COURSE_STATUS]} is {quote(status)}, which is not completed")
        return CompletionRecord(
            entry.row.line,
            entry.number,
            entry.email,
            entry.needed(Field.COURSE),
            entry.day(Field.COMPLETED_ON, not_after=asked.today),
        )

    return read_rows(sheet, asked, (Field.COMPLETED_ON,), completion)

"""Files of performance reviews: one row per person and review, ratings as in the employees' file."""

from hris.cells import rating
from hris.headers import Field
from hris.personal import WHOSE, Entry, read_rows
from hris.records import Review, ReviewRecord
from hris.sheets import Asked, Checked, Sheet

REQUIRED: tuple[tuple[Field, ...], ...] = (WHOSE, (Field.RATING, Field.RATING_LABEL), (Field.REVIEWED_ON,))


def read_reviews(sheet: Sheet, asked: Asked) -> Checked:
    """Check every row."""

    def review(entry: Entry) -> ReviewRecord:
        score, label = rating_of(entry.text(Field.RATING), entry.text(Field.RATING_LABEL))
        if score is None and label is None:
            columns = [sheet.names[field] for field in (Field.RATING, Field.RATING_LABEL) if sheet.has(field)]
            entry.reasons.append(f"{' and '.join(columns)} {'are' if len(columns) > 1 else 'is'} empty")
        reviewed_on = entry.day(Field.REVIEWED_ON, not_after=asked.today)
        return ReviewRecord(entry.row.line, entry.number, entry.email, Review(score, label, reviewed_on))

    return read_rows(sheet, asked, (Field.REVIEWED_ON,), review)


def rating_of(number: str | None, words: str | None) -> tuple[int | None, str | None]:
    """Read a rating from the column of its number and that of its words, either of which may hold both."""
    score, label = rating(number or "")
    other_score, other_label = rating(words or "")
    return other_score if score is None else score, other_label or label

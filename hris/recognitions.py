"""Files of awards and thanks: one row per person and recognition."""

from hris.cells import quote
from hris.headers import Field, squeeze
from hris.personal import WHOSE, Entry, read_rows
from hris.records import RecognitionRecord
from hris.sheets import Asked, Checked, Sheet

REQUIRED: tuple[tuple[Field, ...], ...] = (WHOSE, (Field.PRAISE,), (Field.PRAISED_ON,))

_AWARDS = ("award", "prize", "trophy", "spotbonus", "servicemilestone", "nomination")
_THANKS = ("kudo", "thank", "praise", "appreciat", "peer", "badge", "shoutout", "highfive", "ecard", "recogni")


def read_recognitions(sheet: Sheet, asked: Asked) -> Checked:
    """Check every row; where no column tells awards from thanks, the header of the words does."""

    def recognition(entry: Entry) -> RecognitionRecord:
        return RecognitionRecord(
            entry.row.line,
            entry.number,
            entry.email,
            _is_award(entry),
            entry.needed(Field.PRAISE),
            entry.text(Field.PRAISED_BY),
            entry.day(Field.PRAISED_ON, not_after=asked.today),
        )

    return read_rows(sheet, asked, (Field.PRAISED_ON,), recognition)


def _is_award(entry: Entry) -> bool:
    kind = entry.text(Field.PRAISE_KIND)
    told = squeeze(kind if kind is not None else entry.sheet.names[Field.PRAISE])
    if any(word in told for word in _AWARDS):
        return True
    if kind is not None and not any(word in told for word in _THANKS):
        header = entry.sheet.names[Field.PRAISE_KIND]
        entry.reasons.append(f"{header} {quote(kind)} is neither an award nor kudos")
    return False

"""Which files are meant for the importer, and how what they say becomes a preview."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from bot.usecases.importing.file import Applied, Preview, SettledBefore, Source, apply_once, foresee
from bot.usecases.importing.memory import given_back
from hris.answers import DroppedColumn, Question, Refused
from hris.dates import DateOrder
from hris.reading import read_file
from storage.database import Database
from storage.importing.bulk import Progress
from storage.requests import made_by

_OTHERWISE_SHARED = frozenset(
    {".pdf", ".doc", ".docx", ".odt", ".rtf", ".ppt", ".pptx", ".odp", ".key", ".pages", ".md", ".eml", ".ics", ".html"}
)
_MEDIA = ("image/", "video/", "audio/")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file says and would change: everything that HR decides on."""

    source: Source
    preview: Preview
    dropped: tuple[DroppedColumn, ...]
    unused: tuple[str, ...]
    notes: tuple[str, ...]
    questions: tuple[Question, ...]
    date_order: DateOrder | None


@dataclass(frozen=True, slots=True)
class AnotherFile:
    """The file is not the one that HR was shown."""


def is_for_the_importer(filename: str, media_type: str) -> bool:
    """Tell whether HR means a file to be imported; pictures and letters are shared among people."""
    return not media_type.startswith(_MEDIA) and PurePath(filename).suffix.casefold() not in _OTHERWISE_SHARED


def take_on(database: Database, file_id: str, now: datetime) -> bool:
    """Take a file on that was dropped; false where that has been done before."""
    with database.begin() as session:
        return made_by(session, f"dropped:{file_id}", now) is None


@given_back()
def look(
    database: Database, content: bytes, filename: str, date_order: DateOrder | None, now: datetime, progress: Progress
) -> Seen | Refused:
    """Read a file and compare it with what is stored; nothing is changed."""
    reading = read_file(content, filename, today=now.date(), date_order=date_order)
    if isinstance(reading, Refused):
        return reading
    return Seen(
        source=Source.of(filename, content),
        preview=foresee(database, reading, now, progress).preview,
        dropped=reading.dropped,
        unused=reading.unused,
        notes=reading.notes,
        questions=reading.questions,
        date_order=date_order,
    )


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What HR confirmed: the file by the SHA-256 it had when it was shown, and how its dates are read."""

    request: str
    sha256: str
    date_order: DateOrder | None
    by: str


@given_back()
def import_confirmed(
    database: Database, content: bytes, filename: str, confirmed: Confirmed, now: datetime, progress: Progress
) -> Applied | SettledBefore | Refused | AnotherFile:
    """Apply the very file that was shown, compared anew with what is stored by now; once, however often it is confirmed."""
    source = Source.of(filename, content)
    if source.sha256 != confirmed.sha256:
        return AnotherFile()
    reading = read_file(content, filename, today=now.date(), date_order=confirmed.date_order)
    if isinstance(reading, Refused):
        return reading
    if reading.questions:
        return AnotherFile()
    return apply_once(database, reading, source, confirmed.by, confirmed.request, now, progress)

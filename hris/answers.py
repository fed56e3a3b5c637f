"""What reading a file answers. Every sentence is written for a person in HR; views escape it on the way out."""

from dataclasses import dataclass

from hris.records import Kind, Record


@dataclass(frozen=True, slots=True)
class Refused:
    """The file as a whole cannot be read; `sentence` says why and what to do."""

    sentence: str


@dataclass(frozen=True, slots=True)
class WrongRow:
    """A row that became no record. `line` is where it begins in the file, the first line being 1.

    `number` is the employee number as the row has it, where it has one.
    """

    line: int
    reason: str
    number: str | None = None


@dataclass(frozen=True, slots=True)
class DroppedColumn:
    """A column that was thrown away unread because it tells a protected characteristic, or pay.

    `why` names which in a word or two: "age", "marital status", "pay".
    """

    header: str
    why: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something the file leaves open and that is not guessed: whether day or month comes first in `column`.

    Its rows stay out of the records until the file is read again with an answer.
    """

    column: str
    examples: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says. All records are of `kind`, in the order of the file.

    Every row that is not blank is a record, a wrong row, or waits for a question.
    """

    kind: Kind
    records: tuple[Record, ...]
    wrong: tuple[WrongRow, ...]
    dropped: tuple[DroppedColumn, ...]
    unused: tuple[str, ...]
    notes: tuple[str, ...]
    questions: tuple[Question, ...]


class UnreadableError(Exception):
    """Raised deep inside a reader of bytes, and turned into `Refused` where the reading began."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence

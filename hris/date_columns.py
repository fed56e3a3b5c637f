"""Whether day or month comes first in a column: decided by all its values together, asked where they do not tell."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from hris.answers import Question
from hris.cells import enumerate_words, quote
from hris.dates import DateOrder, NoDate, NumericDate, read_date

_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Undecided:
    """A date that waits for the answer to its column's question."""


@dataclass(slots=True)
class DateColumn:
    """One column's dates. `latest` bounds years of two digits; `answer` is what a person said about the order."""

    header: str
    latest: date
    answer: DateOrder | None
    _parsed: dict[str, date | NumericDate | NoDate | None] = field(default_factory=dict)
    _proofs: dict[DateOrder, tuple[int, str]] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)

    def learn(self, texts: Iterable[tuple[int, str]]) -> None:
        """Take in all cells of the column, cleaned, with their lines; dates repeat, so each text is parsed once."""
        for line, text in texts:
            if text in self._parsed:
                continue
            parsed = self._parsed[text] = read_date(text, self.latest)
            if isinstance(parsed, NumericDate):
                proof = parsed.decides()
                if proof is not None:
                    self._proofs.setdefault(proof, (line, parsed.text))
                elif parsed.read(DateOrder.DAY_FIRST) is not None:
                    self._open.append(parsed.text)

    @property
    def order(self) -> DateOrder | None:
        """What the values prove, else what was answered; a column that proves both ways needs an answer too."""
        return next(iter(self._proofs)) if len(self._proofs) == 1 else self.answer

    @property
    def question(self) -> Question | None:
        """Ask about the order, if no value proves it, it matters, and nobody has answered."""
        if not self._open or self._proofs or self.order is not None:
            return None
        examples = tuple(self._open[:_EXAMPLES])
        shown = enumerate_words([quote(example) for example in examples])
        return Question(
            column=self.header,
            examples=examples,
            sentence=f"Does the day or the month come first in {self.header}? It holds dates such as {shown}, and none that tells.",
        )

    def value(self, text: str) -> date | Undecided | NoDate | None:
        """Give the date of a cell that was learnt; `None` where the cell says that there is none."""
        parsed = self._parsed[text]
        if not isinstance(parsed, NumericDate):
            return parsed
        order = self.order
        if order is not None:
            return parsed.read(order) or NoDate(f"{quote(parsed.text)} is not a day of the calendar, {order.value}")
        only = parsed.decides()
        if only is not None:
            return parsed.read(only)
        if parsed.read(DateOrder.DAY_FIRST) is None:
            return NoDate(f"{quote(parsed.text)} is not a day of the calendar")
        return (
            NoDate(f"{quote(parsed.text)} can be read two ways: {self._contradiction()}")
            if self._proofs
            else Undecided()
        )

    def _contradiction(self) -> str:
        """Name one proof for each order."""
        proofs = [
            f"line {line} has {quote(text)}, {order.value}"
            for order, (line, text) in sorted(self._proofs.items(), key=lambda proof: proof[1])
        ]
        return " and ".join(proofs)

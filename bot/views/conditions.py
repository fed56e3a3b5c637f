"""What HR reads about conditions in words: what they ask, or the one thing to mend.

The sentences are plain text with examples in backticks: of errors beside an input Slack shows neither mrkdwn nor
entities, anywhere else both (`as_mrkdwn`, `as_error`).
"""

from typing import assert_never

from bot.usecases.conditions import Misunderstood, NeverAsked, NotUnderstood, UnknownText
from bot.views.text import escaped, shortened
from career.search_mistakes import (
    AtLeastOfWhat,
    LoneWord,
    NotANumber,
    NotCompared,
    NothingBeside,
    NoValue,
    StrayComma,
    TooDeep,
    TooMuch,
    UnknownWord,
    Unpaired,
    WrongShape,
    WrongWord,
)
from career.search_words import SEARCH_WORDS

_LONGEST_REPEATED = 60
_ALL_WORDS = "See what you can ask for with `/hr find`."


def as_mrkdwn(sentence: str) -> str:
    """Return a sentence of this module for a message."""
    return escaped(sentence)


def as_error(sentence: str) -> str:
    """Return a sentence of this module for beside an input."""
    return sentence.replace("`", "")


def unknown_text(found: UnknownText) -> str:
    """Return what HR reads of something that nobody here is known to have."""
    meant = f" Did you mean `{found.sort}:{_as_value(found.nearest)}`?" if found.nearest else ""
    return f"We know of no {found.sort} “{_repeated(found.text)}”.{meant}"


def not_understood(answer: NotUnderstood) -> str:
    """Return the one thing to mend in what was typed."""
    match answer:
        case NeverAsked(characteristic):
            return f"Nobody can be chosen by {characteristic}: nothing like that is kept here, on purpose. {_ALL_WORDS}"
        case Misunderstood(mistake, meant):
            return _of_a_word(mistake, meant) if isinstance(mistake, WrongWord) else _put_together(mistake)
        case _:
            assert_never(answer)


def _of_a_word(mistake: WrongWord, meant: str | None) -> str:
    match mistake:
        case UnknownWord(word, rest):
            step = _ALL_WORDS if meant is None else f"Did you mean `{_repeated(f'{meant}{rest}')}`?"
            return f"I do not know “{_repeated(word)}:”. {step}"
        case NoValue(word):
            return f"Say which {word} right after it, such as `{SEARCH_WORDS[word].example}`."
        case NotANumber(word, value, most):
            return (
                f"“{_repeated(value)}” is no whole number up to {most}. Write it like `{SEARCH_WORDS[word].example}`."
            )
        case NotCompared(word):
            return f"A {word} is not more or less. Write it like `{SEARCH_WORDS[word].example}`."
        case _:
            assert_never(mistake)


def _put_together(mistake: WrongShape) -> str:  # noqa: PLR0911  one sentence for each mistake
    """Return what is wrong with how conditions were put together."""
    match mistake:
        case LoneWord(word):
            return f"What is “{_repeated(word)}”? Say it right before, such as `skill:{_as_value(word)}`."
        case NothingBeside(sign):
            return _NOTHING_BESIDE.get(sign, _NOTHING_IN_BRACKETS).format(sign)
        case Unpaired(sign):
            return _UNPAIRED[sign]
        case StrayComma():
            return "A comma could mean “and” or “or”. Write which, such as `skill:Python or level>=4`."
        case AtLeastOfWhat():
            return "Write it like `at least 2 of (skill:Python, skill:SQL, skill:R)`."
        case TooDeep(most):
            return f"Brackets and “not” go {most} deep at the most. Put it more simply."
        case TooMuch(words, characters):
            return f"That is too much at once: {words} words in {characters:,} characters are the most."
        case _:
            assert_never(mistake)


_NOTHING_BESIDE = {
    "or": "Something is missing beside “{0}”. Write it like `skill:Python or level>=4`.",
    "and": "Something is missing beside “{0}”. Write it like `skill:Python and level>=4`.",
    "not": "Say what after “{0}”, such as `not department:Sales`.",
    "-": "Say what after “{0}”, such as `-department:Sales`.",
}
_NOTHING_IN_BRACKETS = "Something is missing in the brackets. Write it like `(skill:Python or skill:R)`."
_UNPAIRED = {
    "(": "A bracket stays open. Close it with “)”.",
    ")": "There is one “)” too many. Take it away, or open a bracket before it.",
    '"': 'A quotation mark stays open. Write it like `skill:"Data analysis"`.',
}


def _as_value(text: str) -> str:
    shown = _repeated(text)
    return f'"{shown}"' if " " in text or "," in text else shown


def _repeated(text: str) -> str:
    return shortened(text, _LONGEST_REPEATED)

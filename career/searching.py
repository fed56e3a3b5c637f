"""What HR types to say whom something is for, such as ``skill:Python level>=4``, read into a rule and words of a name.

    search    = all { "or" all }
    all       = one { [ "and" ] one }
    one       = ( "not" | "-" ) one | "(" search ")" | "at least" N "of" "(" search { "," search } ")" | condition | name
    condition = word ( ":" | "=" | ">=" | "<=" | ">" | "<" ) value { "," value }
    value     = text without spaces, commas and brackets | "text in quotes"

What stands side by side must all hold, and binds closer than ``or``. Of several values any one will do. A name is no
condition: it stands beside them, never within. The words are those of `career.search_words`, and
`career.search_writing` is the way back, from a rule to what one would type.
"""

import re
from dataclasses import dataclass, field

from career.criteria import AtLeast, Criterion, Every, Some, Unless
from career.search_mistakes import (
    AtLeastOfWhat,
    LoneWord,
    Mistake,
    NothingBeside,
    NoValue,
    StrayComma,
    TooDeep,
    TooMuch,
    Unpaired,
)
from career.search_words import PLAIN_VALUE, SEARCH_WORDS, condition

MOST_TERMS = 30
LONGEST_CONDITIONS = 1_000
LONGEST_SEARCH = 400
"""Characters of a search: the buttons of a list carry them along."""

DEEPEST = 5
"""Brackets and "not"s within each other; what is stored may be nested no deeper than `career.rule_json` says."""


@dataclass(frozen=True, slots=True)
class Search:
    """What was asked for: a rule, and words that each begin a word of the name or are the employee number."""

    rule: Every
    names: tuple[str, ...] = ()


def search_for(text: str, longest: int = LONGEST_SEARCH) -> Search | Mistake:
    """Return what `text` of up to `longest` characters asks for, or the first mistake in it."""
    if len(text) > longest:
        return TooMuch(MOST_TERMS, longest)
    plain = text.translate(_AS_TYPED)
    if plain.count('"') % 2:
        return Unpaired('"')
    tokens = [found for found in _TOKEN.finditer(plain) if found.lastgroup != "space"]
    if sum(found.lastgroup in {"condition", "quoted", "name"} for found in tokens) > MOST_TERMS:
        return TooMuch(MOST_TERMS, longest)
    try:
        return _Reading(tokens).whole()
    except _MistakeError as error:
        return error.mistake


_AS_TYPED = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "≥": ">=", "≤": "<=", "−": "-"}  # noqa: RUF001  what is meant
)
"""What telephones make of quotation marks, and the one-letter comparisons."""

_ASKS = rf"(?:{'|'.join(SEARCH_WORDS)})\s*[:=<>]"
_VALUE = rf'(?:"[^"]*"|(?!-?{_ASKS}){PLAIN_VALUE})'
_TOKEN = re.compile(
    rf"(?P<space>\s+)"
    rf"|at\s+least\s+(?P<at_least>\d{{1,2}})\s+of\b"
    rf"|(?P<at_least_what>at\s+least\b)"
    rf"|(?P<condition>(?P<word>[^\W\d_]+)\s*(?P<compared>>=|<=|[:=<>])\s*(?P<values>{_VALUE}(?:,{_VALUE})*)?)"
    rf"|(?P<joining>(?:and|or|not)(?![^\s()]))"
    rf"|(?P<sign>[(),]|-(?=\S|\s+(?:{_ASKS}|\()))"
    rf'|"(?P<quoted>[^"]*)"'
    rf'|(?P<name>[^\s"(),]+)',
    re.IGNORECASE,
)
_ONE_VALUE = re.compile(_VALUE, re.IGNORECASE)


class _MistakeError(Exception):
    """Carries a mistake out of however many brackets; it never leaves this module."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake)
        self.mistake = mistake


@dataclass(slots=True)
class _Parts:
    """What stands side by side: conditions, and words that are none."""

    conditions: list[Criterion] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.conditions or self.names)

    def as_one(self) -> Criterion:
        if self.names:
            raise _MistakeError(LoneWord(self.names[0]))
        return self.conditions[0] if len(self.conditions) == 1 else Every(tuple(self.conditions))


@dataclass(slots=True)
class _Reading:
    """The words and signs of a search, read from left to right; `at` is the next one."""

    tokens: list[re.Match[str]]
    at: int = 0

    def whole(self) -> Search:
        alternatives = self._alternatives(0)
        if self._next() == ")":
            raise _MistakeError(Unpaired(")"))
        if self._next() == ",":
            raise _MistakeError(StrayComma())
        if len(alternatives) == 1:
            return Search(Every(tuple(alternatives[0].conditions)), tuple(alternatives[0].names))
        return Search(Every((Some(tuple(each.as_one() for each in alternatives)),)))

    def _next(self) -> str:
        """Return the next sign or joining word; empty where it is neither, or nothing is left."""
        if self.at >= len(self.tokens):
            return ""
        found = self.tokens[self.at]
        return found[0].casefold() if found.lastgroup in {"joining", "sign"} else ""

    def _take(self, sign: str) -> bool:
        """Go past a sign or a joining word, if it comes next."""
        if self._next() != sign:
            return False
        self.at += 1
        return True

    def _alternatives(self, depth: int) -> list[_Parts]:
        found = [self._side_by_side(depth)]
        while self._take("or"):
            found.append(self._side_by_side(depth))
        if len(found) > 1 and not all(found):
            raise _MistakeError(NothingBeside("or"))
        return found

    def _side_by_side(self, depth: int) -> _Parts:
        parts = _Parts()
        while True:
            is_joined = self._take("and")
            if self.at >= len(self.tokens) or self._next() in {"or", ")", "and"} or (is_joined and not parts):
                if is_joined:
                    raise _MistakeError(NothingBeside("and"))
                return parts
            if self._next() == ",":
                if depth or parts.conditions:
                    return parts
                self.at += 1  # as in "Lovering, Ada"
                continue
            self._one(parts, depth)

    def _one(self, parts: _Parts, depth: int) -> None:
        if depth > DEEPEST:
            raise _MistakeError(TooDeep(DEEPEST))
        token = self.tokens[self.at]
        self.at += 1
        match token.lastgroup:
            case "condition":
                parts.conditions.append(_condition(token))
            case "at_least":
                parts.conditions.append(self._at_least(int(token["at_least"]), depth + 1))
            case "sign" if token[0] == "(":
                parts.conditions.append(self._in_brackets(depth + 1))
            case "joining" | "sign":
                parts.conditions.append(self._turned(token[0], depth + 1))
            case "at_least_what":
                raise _MistakeError(AtLeastOfWhat())
            case "quoted":
                parts.names += token["quoted"].split()
            case _:
                parts.names.append(_name(token["name"]))

    def _turned(self, sign: str, depth: int) -> Criterion:
        if self.at >= len(self.tokens) or self._next() in {"or", "and", ")", ","}:
            raise _MistakeError(NothingBeside(sign.casefold()))
        turned = _Parts()
        self._one(turned, depth)
        if not turned:
            raise _MistakeError(NothingBeside(sign.casefold()))
        return Unless(turned.as_one())

    def _in_brackets(self, depth: int) -> Criterion:
        found = self._group(depth)
        if self._next() == ",":
            raise _MistakeError(StrayComma())
        self._close()
        return found

    def _at_least(self, count: int, depth: int) -> Criterion:
        if not self._take("("):
            raise _MistakeError(AtLeastOfWhat())
        parts = [self._group(depth)]
        while self._take(","):
            parts.append(self._group(depth))
        self._close()
        if len(parts) < 2 or not 1 <= count <= len(parts):  # noqa: PLR2004  of one thing there is nothing to choose
            raise _MistakeError(AtLeastOfWhat())
        return AtLeast(count, tuple(parts))

    def _group(self, depth: int) -> Criterion:
        alternatives = self._alternatives(depth)
        if not alternatives[0] and self.at < len(self.tokens):
            raise _MistakeError(NothingBeside("," if self._next() == "," else "("))
        if not alternatives[0]:
            raise _MistakeError(Unpaired("("))
        parts = tuple(each.as_one() for each in alternatives)
        return parts[0] if len(parts) == 1 else Some(parts)

    def _close(self) -> None:
        if not self._take(")"):
            raise _MistakeError(Unpaired("("))


def _condition(token: re.Match[str]) -> Criterion:
    texts = (" ".join(each.strip('"').split()) for each in _ONE_VALUE.findall(token["values"] or ""))
    found = condition(token["word"], token["compared"], [text for text in texts if text])
    if not isinstance(found, Criterion):
        raise _MistakeError(found)
    return found


def _name(typed: str) -> str:
    if typed.casefold() in SEARCH_WORDS:
        raise _MistakeError(NoValue(typed.casefold()))
    return typed

"""Which wishes in free words mean the same: case, the order of words and a slip of the pen do not count.

rapidfuzz takes 4 MB, so it is imported where it is asked.
"""
# ruff: noqa: PLC0415

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from career.codes import code_of

_WORDS = re.compile(r"[\w+#]+")
"""With what tells C++ from C#."""
_DIGITS = re.compile(r"\d+")

_ONE_SLIP_FROM = 5
_TWO_SLIPS_FROM = 12
_MOST_SLIPS = 2
_FARTHEST = 3
"""Edits that two slips may be, one of them two letters that changed places."""
_AT_ONCE = 500
"""Keys compared with the others in one call; so many distances are held at a time, each in one byte."""


def groups_of(texts: Iterable[str]) -> Mapping[str, str]:
    """Return for each of `texts` the one that stands for its group.

    The most frequent spelling stands for a group, of equally frequent ones that whose words are used most; and each other
    one joins the first of these that is like it. So what somebody adds between two groups does not melt them into one,
    and neither the order of `texts` nor the time at which they came makes a difference.
    """
    spellings: dict[str, Counter[str]] = {}
    for text in texts:
        spellings.setdefault(_key(text), Counter())[text] += 1
    leaders = _leaders(_ranked({key: counter.total() for key, counter in spellings.items()}))
    shown = {key: min(counter, key=lambda each: (-counter[each], each)) for key, counter in spellings.items()}
    return {text: shown[leaders[key]] for key, counter in spellings.items() for text in counter}


def saying(words: str, texts: Mapping[int, str]) -> frozenset[int]:
    """Return the keys of those `texts` that say every one of `words`, or a word like it; none where there are no words."""
    said = {key: frozenset(code_of(text).split()) for key, text in texts.items()}
    known = sorted(frozenset[str]().union(*said.values()))
    wanted = [_words_like(word, known) for word in code_of(words).split()]
    return frozenset(key for key, its in said.items() if wanted and all(like & its for like in wanted))


def _words_like(word: str, known: Sequence[str]) -> frozenset[str]:
    """Return those of the `known` words, all codes, that begin with `word` or differ from it by a slip."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    allowed = _slips_in(len(word))
    near = process.extract(word, known, scorer=OSA.distance, score_cutoff=allowed, limit=None) if allowed else []
    return frozenset(each for each, *_ in near) | {each for each in known if each.startswith(word)}


def _key(text: str) -> str:
    """Return what a wish is compared by: its words in one order, without what stands between them."""
    code = code_of(text)
    return " ".join(sorted(set(_WORDS.findall(code)))) or code


def _ranked(total: Mapping[str, int]) -> Sequence[str]:
    """Return the keys, what is written most often first; a misspelt word is a rare one."""
    used: Counter[str] = Counter()
    for key, count in total.items():
        used.update(dict.fromkeys(key.split(), count))
    familiar = {key: sum(used[word] for word in key.split()) / max(1, len(key.split())) for key in total}
    return sorted(total, key=lambda key: (-total[key], -familiar[key], key))


def _leaders(ranked: Sequence[str]) -> Mapping[str, str]:
    """Return for each key the one it joins: the first before it that is like it and joined no other, else itself.

    Distances are counted in C, many at once, and only to those that lead, hold the same numbers and are about as long:
    10,000 different wishes take a fraction of a second.
    """
    joins: dict[str, str] = {}
    rank = {key: at for at, key in enumerate(ranked)}
    shelves: dict[_Shelf, list[str]] = {}
    for start in range(0, len(ranked), _AT_ONCE):
        some = ranked[start : start + _AT_ONCE]
        on_shelves: dict[_Shelf, list[str]] = {}
        for key in some:
            on_shelves.setdefault(_shelf(key), []).append(key)
        near = {
            key: others
            for shelf, keys in on_shelves.items()
            for key, others in _near(keys, [*_about(shelves, shelf), *_about(on_shelves, shelf)])
        }
        for key in some:
            before = sorted((each for each in near.get(key, ()) if rank[each] < rank[key]), key=rank.__getitem__)
            joins[key] = next((each for each in before if joins[each] == each and _is_a_slip(key, each)), key)
            if joins[key] == key:
                shelves.setdefault(_shelf(key), []).append(key)
    return joins


_Shelf = tuple[tuple[str, ...], int]
"""What must be equal, the numbers in a key, and what must be near, its length."""


def _shelf(key: str) -> _Shelf:
    return tuple(_DIGITS.findall(key)), len(key)


def _about(shelves: Mapping[_Shelf, Sequence[str]], shelf: _Shelf) -> Iterator[str]:
    numbers, length = shelf
    for near in range(length - _MOST_SLIPS, length + _MOST_SLIPS + 1):
        yield from shelves.get((numbers, near), ())


def _near(keys: Sequence[str], others: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield each of the `keys`, all of one length, with those of the `others` that may differ by slips alone."""
    if len(keys[0]) < _ONE_SLIP_FROM or not others:
        return
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    distances = process.cdist(keys, others, scorer=Levenshtein.distance, score_cutoff=_FARTHEST, dtype="uint8")
    for key, row in zip(keys, distances <= _FARTHEST, strict=True):
        yield key, [others[at] for at in row.nonzero()[0]]


def _is_a_slip(one: str, other: str) -> bool:
    """Whether two keys differ by a slip, or by two in longer ones."""
    from rapidfuzz.distance import OSA

    allowed = _slips_in(min(len(one), len(other)))
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _slips_in(length: int) -> int:
    """Return how many slips words of that length may hold: short ones are soon another word."""
    if length < _ONE_SLIP_FROM:
        return 0
    return 1 if length < _TWO_SLIPS_FROM else _MOST_SLIPS

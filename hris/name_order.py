"""Whether the columns of given and family name hold what their headers say, as far as the file itself can tell.

Some exports fill the two the other way round. Where the managers are written out in full and are employees of the same
file, each of them shows in which order the two columns make up a name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hris.cells import enumerate_words
from hris.headers import Field
from hris.names import full_name_keys, written_as

_CLEARLY = 10
"""How many times more names must speak for exchanging than against it."""


@dataclass(frozen=True, slots=True)
class NameOrder:
    """`exchanged`: what stands under the header of the given name is the family name, and the other way round."""

    exchanged: bool
    note: str | None


def find_name_order(
    people: Iterable[tuple[str, str]], full_names: Iterable[str], headers: Mapping[Field, str]
) -> NameOrder:
    """Compare names in two parts, as (given, family) by their headers, with full names written "Given Family"."""
    named = {full_name_keys(name): name for name in dict.fromkeys(full_names)}
    by_key: dict[str, list[tuple[str, str]]] = {}
    for given, family in people if named else ():
        by_key.setdefault(full_name_keys(given, family), []).append((given, family))
    straight: list[str] = []
    reversed_: list[str] = []
    for key, name in named.items():
        namesakes = by_key.get(key, [])
        as_headed = any(written_as(given, family, name) for given, family in namesakes)
        other_way = any(written_as(family, given, name) for given, family in namesakes)
        if as_headed != other_way:
            (straight if as_headed else reversed_).append(name)
    if not reversed_:
        return NameOrder(exchanged=False, note=None)
    given_header, family_header = headers[Field.GIVEN_NAME], headers[Field.FAMILY_NAME]
    against = f"{len(straight) or 'none'} the other way round"
    if len(reversed_) >= _CLEARLY * len(straight):
        found = "1 manager was" if len(reversed_) == 1 else f"{len(reversed_)} managers were"
        return NameOrder(
            exchanged=True,
            note=f"{given_header} holds family names: {found} found as “{family_header} {given_header}”, {against}; "
            "the two were exchanged.",
        )
    return NameOrder(
        exchanged=False,
        note=f"{given_header} and {family_header} may be exchanged in some rows: {enumerate_words(reversed_)} "
        f"{'is' if len(reversed_) == 1 else 'are'} named as manager in that order, {against}. Nothing was exchanged.",
    )

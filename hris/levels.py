"""Levels and grades, which are kept as whole numbers so that rules can compare them."""

import re
from collections.abc import Iterable

from hris.cells import stated

_LEVEL = re.compile(r"[^\W\d]*[\s.:_-]*([0-9]{1,3})(?:\.0+)?")


def level_number(text: str) -> int | None:
    """Read a level: "5", "L5", "IC 4", "Grade 7"; `None` where the number is not plain."""
    match = _LEVEL.fullmatch(text)
    return int(match.group(1)) if match else None


def note_on_levels(header: str, cells: Iterable[tuple[int, str]]) -> str | None:
    """Count the cells that say something but are no number; `cells` are (line, cleaned text)."""
    texts = (stated(text) for _, text in cells)
    unread = sum(1 for text in texts if text is not None and level_number(text) is None)
    if not unread:
        return None
    return f"{header} has no plain number in {unread:,} row{'s' if unread > 1 else ''}; no level is kept there."

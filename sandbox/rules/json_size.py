import json
from typing import Final

BEYOND_MEASURE: Final = 10**9


def json_size(value: object) -> int:
    """Return the bytes of a value as compact UTF-8 JSON; `BEYOND_MEASURE` where it is nested too deep to be written."""
    try:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    except RecursionError:
        return BEYOND_MEASURE
    return len(text.encode(errors="replace"))

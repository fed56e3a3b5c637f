"""What a modal's submission holds, by the names of its inputs."""

import re
from collections.abc import Mapping
from typing import Any

from bot.views.ids import Block

NO_NUMBER = -1
"""Out of every range, so that whoever checks the form says so beside the input."""

_WHOLE = re.compile(r"-?\d{1,9}")


def typed(view: Mapping[str, Any], block: Block) -> str:
    """Return the text typed into an input, without padding; empty if it was left empty."""
    return str(_state(view, block).get("value") or "").strip()


def chosen(view: Mapping[str, Any], block: Block) -> str | None:
    """Return the value of the option chosen in a select, radio or date input; None if none was."""
    state = _state(view, block)
    option = state.get("selected_option")
    if option is not None:
        return str(option["value"])
    for name in ("selected_date", "selected_time", "selected_user", "selected_conversation"):
        if state.get(name):
            return str(state[name])
    return None


def all_chosen(view: Mapping[str, Any], block: Block) -> tuple[str, ...]:
    """Return the values of every option chosen in a multi-select or in checkboxes."""
    return tuple(str(option["value"]) for option in _state(view, block).get("selected_options") or ())


def whole_number(view: Mapping[str, Any], block: Block) -> int | None:
    """Return the number typed into an input, `NO_NUMBER` where it is none; None if it was left empty."""
    text = typed(view, block)
    if not text:
        return None
    return int(text) if _WHOLE.fullmatch(text) else NO_NUMBER


def moment_chosen(view: Mapping[str, Any], block: Block) -> int | None:
    """Return the instant chosen in a picker of day and hour, in seconds since 1970; None if none was."""
    seconds = _state(view, block).get("selected_date_time")
    return int(seconds) if seconds else None


def _state(view: Mapping[str, Any], block: Block) -> Mapping[str, Any]:
    found: Mapping[str, Any] = view.get("state", {}).get("values", {}).get(block.value, {}).get(block.value, {})
    return found

"""What the inputs of a view or message hold, in the shape of Slack's ``state.values``."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sandbox.blocks import elements_of
from sandbox.payloads import Payload

Values = dict[str, dict[str, Payload]]


class Holding(NamedTuple):
    """How one type of element says what it holds: the key in its state, the key of its start, and emptiness."""

    key: str
    initial: str
    empty: Any = None


HOLDINGS: Mapping[str, Holding] = {
    "plain_text_input": Holding("value", "initial_value"),
    "email_text_input": Holding("value", "initial_value"),
    "url_text_input": Holding("value", "initial_value"),
    "number_input": Holding("value", "initial_value"),
    "rich_text_input": Holding("rich_text_value", "initial_value"),
    "static_select": Holding("selected_option", "initial_option"),
    "external_select": Holding("selected_option", "initial_option"),
    "radio_buttons": Holding("selected_option", "initial_option"),
    "users_select": Holding("selected_user", "initial_user"),
    "conversations_select": Holding("selected_conversation", "initial_conversation"),
    "channels_select": Holding("selected_channel", "initial_channel"),
    "multi_static_select": Holding("selected_options", "initial_options", ()),
    "multi_external_select": Holding("selected_options", "initial_options", ()),
    "multi_users_select": Holding("selected_users", "initial_users", ()),
    "multi_conversations_select": Holding("selected_conversations", "initial_conversations", ()),
    "multi_channels_select": Holding("selected_channels", "initial_channels", ()),
    "checkboxes": Holding("selected_options", "initial_options", ()),
    "datepicker": Holding("selected_date", "initial_date"),
    "timepicker": Holding("selected_time", "initial_time"),
    "datetimepicker": Holding("selected_date_time", "initial_date_time"),
    "file_input": Holding("files", "initial_files", ()),
}
"""The elements that hold something; the others (buttons, overflow menus) are only pressed."""


def starting_state(element: Payload) -> Payload | None:
    """What the element holds before anybody touched it; ``None`` for one that holds nothing."""
    holding = HOLDINGS.get(element["type"])
    if holding is None:
        return None
    start = element.get(holding.initial, holding.empty)
    return {"type": element["type"], holding.key: list(start) if isinstance(start, tuple) else start}


def state_values(blocks: Sequence[Payload], typed: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Values:
    """What every element holds: what the person put there, else its start."""
    values: Values = {}
    for block in blocks:
        for element in elements_of(block):
            start = starting_state(element)
            if start is not None:
                given = typed.get(block["block_id"], {}).get(element["action_id"], {})
                values.setdefault(block["block_id"], {})[element["action_id"]] = start | dict(given)
    return values


def complaints(blocks: Sequence[Payload], values: Values) -> dict[str, str]:
    """What Slack's client itself says about an unfinished form, by ``block_id``; it then submits nothing."""
    found = {}
    for block in blocks:
        if block.get("type") == "input":
            element = block["element"]
            holding = HOLDINGS[element["type"]]
            held = values[block["block_id"]][element["action_id"]].get(holding.key)
            complaint = next(_complain(element, held, optional=bool(block.get("optional"))), None)
            if complaint is not None:
                found[block["block_id"]] = complaint
    return found


def _complain(element: Payload, held: Any, *, optional: bool) -> Iterator[str]:  # noqa: ANN401  any state value
    if held in (None, "", []):
        if not optional:
            yield "Please complete this required field."
        return
    match element["type"]:
        case "plain_text_input":
            if len(held) < element.get("min_length", 0):
                yield f"Please enter at least {element['min_length']} characters."
            if len(held) > element.get("max_length", 3000):
                yield f"Please enter at most {element.get('max_length', 3000)} characters."
        case "email_text_input" if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", held):
            yield "Please enter a valid email address."
        case "url_text_input" if not re.match(r"https?://\S+$", held):
            yield "Please enter a valid URL."
        case "number_input":
            yield from _complain_of_number(element, str(held))
        case _:
            return


def _complain_of_number(element: Payload, held: str) -> Iterator[str]:
    shape = r"-?\d+(\.\d+)?" if element.get("is_decimal_allowed") else r"-?\d+"
    if not re.fullmatch(shape, held):
        yield "Please enter a valid number."
        return
    if "min_value" in element and float(held) < float(element["min_value"]):
        yield f"Please enter a number of at least {element['min_value']}."
    if "max_value" in element and float(held) > float(element["max_value"]):
        yield f"Please enter a number of at most {element['max_value']}."

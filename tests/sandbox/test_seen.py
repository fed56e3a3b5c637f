from typing import Any

import pytest

from sandbox.elements import HOLDINGS, complaints, starting_state, state_values
from sandbox.seen import SeenMessage, state_of
from tests.sandbox.village import buttons

OPTIONS = [{"text": {"type": "plain_text", "text": words}, "value": words.lower()} for words in ("Port", "Starboard")]


def message(blocks: list[dict[str, Any]]) -> SeenMessage:
    return SeenMessage(
        "D1", "1.0", "U1", "Rower", "fallback", blocks, [], ephemeral=False, edited=False, files=[], thread_ts=None
    )


def an_input(element: dict[str, Any], **block: object) -> list[dict[str, Any]]:
    element = {"action_id": "a"} | element
    return [
        {"type": "input", "block_id": "b", "label": {"type": "plain_text", "text": "L"}, "element": element} | block
    ]


def test_words_are_what_a_person_reads() -> None:
    section = {"type": "section", "block_id": "s", "text": {"type": "mrkdwn", "text": "R&amp;D &lt;3"}}
    assert message([section, *buttons("Row")]).words == "R&D <3\nRow"
    assert message([]).words == "fallback"


def test_buttons_are_found_by_id_or_words_and_told_apart_by_value_or_block() -> None:
    twice = [*buttons("Row"), *[block | {"block_id": "other"} for block in buttons("Row")]]
    seen = message(twice)
    assert seen.buttons == ["Row", "Row"]
    assert seen.field("Row", block_id="other").block_id == "other"
    with pytest.raises(LookupError, match="2 elements are named 'Row'"):
        seen.field("Row")
    with pytest.raises(LookupError, match="0 elements are named 'Row'"):
        seen.field("Row", value="Rest")


@pytest.mark.parametrize(
    ("element", "wanted", "state"),
    [
        ({"type": "plain_text_input"}, "x", {"value": "x"}),
        ({"type": "number_input"}, 3, {"value": "3"}),
        ({"type": "static_select", "options": OPTIONS}, "Port", {"selected_option": OPTIONS[0]}),
        ({"type": "radio_buttons", "options": OPTIONS}, "starboard", {"selected_option": OPTIONS[1]}),
        ({"type": "overflow", "options": OPTIONS}, "port", {"selected_option": OPTIONS[0]}),
        ({"type": "external_select"}, OPTIONS[0], {"selected_option": OPTIONS[0]}),
        ({"type": "static_select", "option_groups": [{"options": OPTIONS}]}, None, {"selected_option": None}),
        ({"type": "checkboxes", "options": OPTIONS}, ["Port"], {"selected_options": [OPTIONS[0]]}),
        ({"type": "datepicker"}, "2027-01-31", {"selected_date": "2027-01-31"}),
        ({"type": "datetimepicker"}, 1795435200, {"selected_date_time": 1795435200}),
        ({"type": "users_select"}, "U1", {"selected_user": "U1"}),
        ({"type": "multi_conversations_select"}, ["C1"], {"selected_conversations": ["C1"]}),
    ],
)
def test_what_somebody_chooses_becomes_the_elements_state(
    element: dict[str, Any], wanted: object, state: dict[str, Any]
) -> None:
    assert state_of(element, wanted) == state


def test_what_is_not_offered_cannot_be_chosen() -> None:
    with pytest.raises(LookupError, match="No option 'Aft'"):
        state_of({"type": "static_select", "options": OPTIONS}, "Aft")
    with pytest.raises(LookupError, match="is pressed"):
        state_of({"type": "button"}, "x")


@pytest.mark.parametrize("kind", sorted(HOLDINGS))
def test_every_input_holds_its_start_or_nothing(kind: str) -> None:
    holding = HOLDINGS[kind]
    assert starting_state({"type": kind}) in ({"type": kind, holding.key: None}, {"type": kind, holding.key: []})
    assert starting_state({"type": kind, holding.initial: "start"}) == {"type": kind, holding.key: "start"}


@pytest.mark.parametrize(
    ("element", "typed", "complaint"),
    [
        ({"type": "plain_text_input"}, "", "Please complete this required field."),
        ({"type": "plain_text_input", "min_length": 3}, "ab", "Please enter at least 3 characters."),
        ({"type": "email_text_input"}, "somebody", "Please enter a valid email address."),
        ({"type": "url_text_input"}, "village.example", "Please enter a valid URL."),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "Please enter a valid number."),
        ({"type": "number_input", "min_value": "2"}, "1", "Please enter a number of at least 2."),
        ({"type": "number_input", "max_value": "2"}, "3", "Please enter a number of at most 2."),
        ({"type": "number_input", "is_decimal_allowed": True, "min_value": "1"}, "1.5", None),
        ({"type": "email_text_input"}, "a@village.example", None),
        ({"type": "url_text_input"}, "https://village.example", None),
    ],
)
def test_slacks_client_checks_what_was_typed(element: dict[str, Any], typed: str, complaint: str | None) -> None:
    blocks = an_input(element)
    values = state_values(blocks, {"b": {"a": {"value": typed}}})
    assert complaints(blocks, values) == ({} if complaint is None else {"b": complaint})
    assert complaints(an_input(element, optional=True), state_values(blocks, {})) == {}

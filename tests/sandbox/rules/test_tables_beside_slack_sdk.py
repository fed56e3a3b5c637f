"""The tables know every block and element that slack_sdk's models know, with the same members and limits."""

import inspect
from collections.abc import Iterator, Mapping

import pytest
from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    BlockElement,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    DatePickerElement,
    DateTimePickerElement,
    DividerBlock,
    HeaderBlock,
    ImageBlock,
    InputBlock,
    LinkButtonElement,
    MarkdownBlock,
    MarkdownTextObject,
    Option,
    OptionGroup,
    OverflowMenuElement,
    PlainTextInputElement,
    PlainTextObject,
    SectionBlock,
    StaticMultiSelectElement,
    StaticSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from sandbox.rules import check_call
from sandbox.rules.blocks import BLOCKS, SOURCES
from sandbox.rules.elements import ELEMENTS
from sandbox.rules.objects import CONFIRM, option, option_group
from sandbox.rules.rich_text import CONTAINERS, PARTS
from sandbox.rules.shape import Items, Kind, OneOf, Shape, Words

TABLES = {**PARTS, **CONTAINERS, **ELEMENTS, **SOURCES}
# slack_sdk says "less than" for these two, and "at most" for all others.
ONE_LESS = {("video", "title"), ("video", "author_name")}
# Twelve thousand is the limit of all markdown blocks together.
IN_TOTAL = {("markdown", "text")}


def descendants(parent: type) -> Iterator[type]:
    children: list[type] = parent.__subclasses__()
    for child in children:
        yield child
        yield from descendants(child)


def models(parent: type) -> list[tuple[str, type]]:
    found = [(model.__dict__.get("type"), model) for model in descendants(parent) if model is not LinkButtonElement]
    return [(name, model) for name, model in found if isinstance(name, str)]


def members(model: type) -> set[str]:
    named = [
        parameter.name
        for parameter in inspect.signature(model).parameters.values()
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY
    ]
    return set(named) - {"type", "subtype"}


def limit(kind: Kind) -> int | None:
    match kind:
        case Words(most) | Items(_, most):
            return most
        case OneOf(shapes) if "plain_text" in shapes:
            return limit(shapes["plain_text"].fields["text"].kind)
        case _:
            return None


def limits(model: type) -> Iterator[tuple[str, int]]:
    for name, value in vars(model).items():
        if name.endswith("_max_length") and isinstance(value, int):
            yield name.removesuffix("_max_length"), value


def shape_of(name: str, parent: type) -> Shape:
    tables: Mapping[str, Shape] = BLOCKS if parent is Block else TABLES
    return tables[name]


def test_the_blocks_are_those_of_slack_sdk() -> None:
    assert set(BLOCKS) == {name for name, _ in models(Block)}


def test_the_elements_are_those_of_slack_sdk() -> None:
    assert set(TABLES) == {name for name, _ in models(BlockElement)}


@pytest.mark.parametrize(
    ("parent", "name", "model"),
    [(parent, *entry) for parent in (Block, BlockElement) for entry in models(parent)],
)
def test_every_member_and_limit_of_a_model_is_in_the_tables(parent: type, name: str, model: type) -> None:
    shape = shape_of(name, parent)

    assert members(model) <= set(shape.fields)
    for member, most in limits(model):
        if member in shape.fields and (name, member) not in IN_TOTAL:
            assert limit(shape.fields[member].kind) == most - ((name, member) in ONE_LESS)


def test_options_and_confirmations_have_the_limits_of_slack_sdk() -> None:
    single, group = option(), option_group()

    assert limit(single.fields["text"].kind) == Option.label_max_length
    assert limit(single.fields["value"].kind) == Option.value_max_length
    assert limit(group.fields["label"].kind) == OptionGroup.label_max_length
    assert limit(group.fields["options"].kind) == OptionGroup.options_max_length
    assert limit(BLOCKS["divider"].fields["block_id"].kind) == Block.block_id_max_length
    for member, most in limits(ConfirmObject):
        assert limit(CONFIRM.fields[member].kind) == most


def test_what_slack_sdk_builds_passes() -> None:
    options = [Option(value=str(number), label=f"Choice {number}") for number in range(3)]
    confirm = ConfirmObject(title="Sure?", text="It counts", confirm="Yes", deny="No")
    blocks: list[Block] = [
        HeaderBlock(text="Openings"),
        SectionBlock(text=MarkdownTextObject(text="*Baker*"), accessory=ButtonElement(text="Apply", action_id="apply")),
        SectionBlock(fields=["*Level* 4", "*Skills* 3 of 4"]),
        ContextBlock(elements=[PlainTextObject(text="Why you"), MarkdownTextObject(text="You know _Python_")]),
        ActionsBlock(
            elements=[
                ButtonElement(text="Not now", action_id="later", value="7", style="danger", confirm=confirm),
                OverflowMenuElement(action_id="more", options=options),
                StaticSelectElement(action_id="one", options=options, initial_option=options[0], placeholder="Pick"),
                StaticSelectElement(action_id="grouped", option_groups=[OptionGroup(label="All", options=options)]),
                StaticMultiSelectElement(action_id="some", options=options, max_selected_items=2),
                DatePickerElement(action_id="day", initial_date="2026-11-22"),
                DateTimePickerElement(action_id="hour", initial_date_time=1_700_000_000),
                UserSelectElement(action_id="who"),
            ]
        ),
        ImageBlock(image_url="https://a.example/funnel.png", alt_text="Funnel", title="Funnel"),
        DividerBlock(),
        MarkdownBlock(text="**Done**"),
    ]
    message = {"channel": "D1", "text": "Openings", "blocks": [block.to_dict() for block in blocks]}
    asked = InputBlock(
        block_id="note",
        label="Note",
        hint="A line is enough",
        optional=True,
        element=PlainTextInputElement(action_id="note", multiline=True, max_length=3000),
    )
    view = View(type="modal", title="Apply", submit="Send", close="Back", callback_id="apply", blocks=[asked])

    assert check_call("chat.postMessage", message, "application/json", "xoxb-1") == []
    shown = {"trigger_id": "1.2.3", "view": view.to_dict()}
    assert check_call("views.open", shown, "application/json", "xoxb-1") == []

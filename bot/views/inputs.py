"""Inputs of forms: the element's `action_id` is the text of its block's id."""

from slack_sdk.models.blocks import InputBlock, InputInteractiveElement, NumberInputElement, PlainTextObject

from bot.views.ids import Block


def labelled(
    block: Block,
    label: str,
    element: InputInteractiveElement,
    hint: str | None = None,
    *,
    is_optional: bool = False,
    dispatches: bool = False,
) -> InputBlock:
    """Return an element with its label; what `dispatches` tells at once when it is changed."""
    return InputBlock(
        block_id=block,
        label=PlainTextObject(text=label),
        hint=None if hint is None else PlainTextObject(text=hint),
        optional=is_optional,
        dispatch_action=dispatches or None,
        element=element,
    )


def number(block: Block, label: str, limits: tuple[int, int], given: int, hint: str | None = None) -> InputBlock:
    """Return an input for a whole number from the first to the second of `limits`, filled in with `given`."""
    least, most = limits
    element = NumberInputElement(
        action_id=block, is_decimal_allowed=False, initial_value=str(given), min_value=least, max_value=most
    )
    return labelled(block, label, element, hint)

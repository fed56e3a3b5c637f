from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from sandbox.rules.breach import Breach, Place, Surface
from sandbox.rules.message import TEXT_MOST, check_content
from sandbox.rules.objects import option, option_group
from sandbox.rules.shape import Anything, Choice, Field, Flag, Items, Shape, Words
from sandbox.rules.view import check_view, input_block_ids

_MESSAGE: Final = Shape(
    {
        "response_type": Field(Choice(("ephemeral", "in_channel"))),
        "text": Field(Words()),
        "blocks": Field(Anything()),
        "attachments": Field(Items(Anything())),
        "metadata": Field(Anything()),
        "thread_ts": Field(Words()),
        "mrkdwn": Field(Flag()),
        "parse": Field(Words()),
        "link_names": Field(Flag()),
        "unfurl_links": Field(Flag()),
        "unfurl_media": Field(Flag()),
        "replace_original": Field(Flag()),
        "delete_original": Field(Flag()),
    }
)
_OPTIONS: Final = Shape(
    {"options": Field(Items(option(), 100)), "option_groups": Field(Items(option_group(), 100))},
)
_FOLLOWS: Final = {"errors": "errors", "update": "view", "push": "view", "clear": None}
"""What must stand beside each `response_action`."""


def check_ack(interaction: str, body: object, view: Mapping[str, object] | None) -> list[Breach]:
    """Say what Slack would refuse or ignore in the body of one acknowledgement.

    `interaction` is `slash_commands`, `block_actions`, `view_submission`, `view_closed`, `block_suggestion`,
    `events_api` or any other of Slack's. `body` is the decoded JSON, or a string, or `None`. `view` is the view that
    was submitted. The error codes are the closest of the Web API's: Slack itself shows the person a failure.

    https://docs.slack.dev/interactivity/handling-user-interaction
    """
    root = Place("", Surface.MESSAGE, "invalid_arguments")
    empty = body is None or body in ("", {})
    breaches: Iterable[Breach]
    match interaction:
        case "slash_commands":
            breaches = () if empty else _check_command_answer(body, root)
        case "view_submission":
            breaches = () if empty else _check_submission_answer(body, root, view or {})
        case "block_suggestion":
            breaches = _check_suggestions(body, root.under("ack.options"))
        case _:
            sentence = f"Slack ignores the body of the answer to {interaction}"
            breaches = () if empty else (root.warn("ack.payload_ignored", sentence),)
    return list(breaches)


def _check_command_answer(body: object, root: Place) -> Iterator[Breach]:
    if isinstance(body, str):
        yield from check_content({"text": body}, root, TEXT_MOST)
        return
    yield from _MESSAGE.check(body, root.under("ack.bad_payload"))
    if isinstance(body, Mapping) and body.get("delete_original") is not True:
        yield from check_content(body, root, TEXT_MOST)


def _check_submission_answer(body: object, root: Place, view: Mapping[str, object]) -> Iterator[Breach]:
    place = root.under("ack.bad_payload")
    action = body.get("response_action") if isinstance(body, Mapping) else None
    if not isinstance(body, Mapping) or not isinstance(action, str) or action not in _FOLLOWS:
        yield place.at("response_action").refuse("ack.bad_payload", f"must be one of {', '.join(_FOLLOWS)}")
        return
    companion = _FOLLOWS[action]
    for name in body:
        if name not in ("response_action", companion):
            yield place.at(name).refuse("ack.bad_payload", f"does not go with response_action {action}")
    answer = body.get(companion) if companion is not None else None
    if companion is not None and not (isinstance(answer, Mapping) and answer):
        yield place.at(companion).refuse("ack.bad_payload", f"response_action {action} needs an object here")
    elif isinstance(answer, Mapping) and companion == "view":
        yield from check_view(answer, Surface.MODAL)
    elif isinstance(answer, Mapping):
        yield from _check_errors(answer, root.at("errors"), view)


def _check_errors(errors: Mapping[str, object], place: Place, view: Mapping[str, object]) -> Iterator[Breach]:
    inputs = input_block_ids(view)
    for block_id, sentence in errors.items():
        here = place.at(block_id)
        if block_id not in inputs:
            yield here.refuse("ack.errors_block_id", f"not the block_id of an input block of the view: {block_id}")
        if not isinstance(sentence, str) or not sentence:
            yield here.refuse("ack.bad_payload", "must be a sentence")


def _check_suggestions(body: object, place: Place) -> Iterator[Breach]:
    yield from _OPTIONS.check(body, place)
    if isinstance(body, Mapping) and ("options" in body) == ("option_groups" in body):
        yield place.refuse("ack.options", "give either options or option_groups")

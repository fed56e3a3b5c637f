"""What Slack would refuse or stumble over in a view, asked of the sandbox's rules."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from sandbox.rules import Breach, check_call

_TOKEN = "xoxb-test"
_FINE = frozenset({"bk.action_id_reused"})
"""Lists repeat their buttons; what is pressed is told by the button's value."""


def of_message(text: str, blocks: Sequence[Block]) -> list[Breach]:
    """Return what is wrong with a message."""
    return _breaches("chat.postMessage", channel="D0ADA00000", text=text, blocks=[each.to_dict() for each in blocks])


def of_home(view: View) -> list[Breach]:
    """Return what is wrong with a Home tab."""
    return _breaches("views.publish", user_id="U0ADA00000", view=view.to_dict())


def of_modal(view: View) -> list[Breach]:
    """Return what is wrong with a modal."""
    return _breaches("views.open", trigger_id="1.2.3", view=view.to_dict())


def words(blocks: Sequence[Block]) -> str:
    """Return every text in `blocks`, one a line, as Slack is given it."""
    return "\n".join(_texts([each.to_dict() for each in blocks]))


def buttons(blocks: Sequence[Block]) -> list[str]:
    """Return the action ids of every button in `blocks`, in order."""
    return list(_action_ids([each.to_dict() for each in blocks]))


def _breaches(method: str, **arguments: object) -> list[Breach]:
    found = check_call(method, arguments, "application/json", _TOKEN)
    return [breach for breach in found if breach.rule not in _FINE]


def _texts(thing: object) -> list[str]:
    match thing:
        case {"type": "plain_text" | "mrkdwn", "text": str(text)}:
            return [text]
        case dict():
            return [text for part in thing.values() for text in _texts(part)]
        case list():
            return [text for part in thing for text in _texts(part)]
        case _:
            return []


def _action_ids(thing: object) -> list[str]:
    match thing:
        case {"type": "button", "action_id": str(action_id)}:
            return [action_id]
        case dict():
            return [found for part in thing.values() for found in _action_ids(part)]
        case list():
            return [found for part in thing for found in _action_ids(part)]
        case _:
            return []

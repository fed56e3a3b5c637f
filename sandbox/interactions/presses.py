"""Buttons, menus and pickers: ``block_actions`` and ``block_suggestion``.

https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
"""

from collections.abc import Mapping
from typing import Any

from sandbox.elements import HOLDINGS, starting_state
from sandbox.interactions.delivery import common_part, deliver, refusal_in
from sandbox.interactions.places import InView, OnMessage, Place, element_at, find_place
from sandbox.line import Acknowledged, Interaction, Unacknowledged
from sandbox.payloads import Payload
from sandbox.people import User
from sandbox.slack import Slack

SHOWN_IN_ACTION = ("text", "value", "style", "placeholder", "url")
DEFAULT_LEAST_QUERY = 3


async def press(slack: Slack, person: User, asked: Mapping[str, Any]) -> Payload:
    """Somebody presses a button or chooses from a menu.

    Args:
        slack: the workspace.
        person: who does it.
        asked: the place, ``block_id``, ``action_id``, for a menu its new state as ``value``, and for a view the
            state of its other inputs as ``values``.

    Raises:
        RefusedError: there is no such place or element.
    """
    place = find_place(slack, person, asked)
    block_id, action_id = str(asked.get("block_id")), str(asked.get("action_id"))
    element = element_at(place, block_id, action_id)
    remember(place, asked.get("values") or {})
    chosen = dict(asked.get("value") or {})
    if element["type"] in HOLDINGS:
        remember(place, {block_id: {action_id: chosen}})
        chosen = (starting_state(element) or {}) | chosen
    action = {key: element[key] for key in SHOWN_IN_ACTION if key in element} | chosen
    action |= {"type": element["type"], "action_id": action_id, "block_id": block_id, "action_ts": slack.clock.stamp()}
    payload = {"type": "block_actions"} | common_part(slack, person) | place.part(slack) | {"actions": [action]}
    payload["trigger_id"] = slack.triggers.issue(
        person.id, from_modal=isinstance(place, InView) and place.view.kind == "modal"
    )
    view = None
    match place:
        case OnMessage(_, channel, message):
            payload["response_url"] = slack.response_url(channel.id, person.id, message.ts)
        case InView(_, opened):
            view = opened.describe(slack.team_id)
    outcome, _ = await deliver(slack, Interaction("interactive", payload), "block_actions", view)
    match outcome:
        case Acknowledged(_, seconds):
            return {"ok": True, "ack_ms": seconds * 1000}
        case Unacknowledged(error, seconds):
            show_trouble(slack, place, error)
            return {"ok": False, "error": error, "ack_ms": seconds * 1000}


async def suggest(slack: Slack, person: User, asked: Mapping[str, Any]) -> Payload:
    """Somebody types into a menu that the app fills: ``{"options", "option_groups"}``.

    Raises:
        RefusedError: there is no such place or element.
    """
    place = find_place(slack, person, asked)
    block_id, action_id, query = str(asked.get("block_id")), str(asked.get("action_id")), str(asked.get("query", ""))
    element = element_at(place, block_id, action_id)
    if len(query) < element.get("min_query_length", DEFAULT_LEAST_QUERY):
        return {"options": [], "option_groups": []}
    payload = {"type": "block_suggestion"} | common_part(slack, person) | place.part(slack)
    payload |= {"action_id": action_id, "block_id": block_id, "value": query}
    outcome, breaches = await deliver(slack, Interaction("interactive", payload, takes_answer=True), "block_suggestion")
    if isinstance(outcome, Acknowledged) and outcome.answer and refusal_in(breaches) is None:
        return {"options": outcome.answer.get("options", []), "option_groups": outcome.answer.get("option_groups", [])}
    return {"options": [], "option_groups": []}


def remember(place: Place, values: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
    """Keep what the person put into inputs, in the shape of ``state.values``."""
    for block_id, actions in values.items():
        for action_id, state in actions.items():
            element_at(place, block_id, action_id)
            place.typed.setdefault(block_id, {})[action_id] = dict(state)


def show_trouble(slack: Slack, place: Place, error: str) -> None:
    """Show the person that the app did not take it."""
    match place:
        case OnMessage(person, channel, _):
            slack.slackbot_says(channel, person.id, f'That did not work: the app failed with the error "{error}"')
        case InView(_, view):
            view.notice = "We had some trouble connecting. Try again?"
            slack.views.show(view)

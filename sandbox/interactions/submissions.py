"""Modals submitted and closed: https://docs.slack.dev/surfaces/modals."""

from collections.abc import Mapping
from typing import Any

from sandbox.elements import complaints, state_values
from sandbox.interactions.delivery import common_part, deliver, refusal_in
from sandbox.interactions.places import InView, view_of
from sandbox.interactions.presses import remember, show_trouble
from sandbox.line import Acknowledged, Interaction, Unacknowledged
from sandbox.payloads import Payload
from sandbox.people import User
from sandbox.refusals import RefusedError
from sandbox.slack import Slack
from sandbox.views import View


async def submit(slack: Slack, person: User, view_id: str, values: Mapping[str, Any]) -> Payload:
    """Somebody sends a form: ``{"ok"}``, with ``errors`` by ``block_id`` where it is not right yet.

    What Slack's client itself checks (required, length, number …) is not sent to the app.

    Raises:
        RefusedError: no such modal is open for this person, or it has no such input.
    """
    view = view_of(slack, person, view_id)
    place = InView(person, view)
    remember(place, values)
    view.errors, view.notice = complaints(view.blocks, state_values(view.blocks, view.typed)), None
    slack.views.show(view)
    if view.errors:
        return {"ok": False, "errors": view.errors}
    described = view.describe(slack.team_id)
    payload = {"type": "view_submission"} | common_part(slack, person) | {"view": described, "response_urls": []}
    payload["trigger_id"] = slack.triggers.issue(person.id, from_modal=True)
    outcome, breaches = await deliver(
        slack, Interaction("interactive", payload, takes_answer=True), "view_submission", described
    )
    match outcome:
        case Unacknowledged(error, seconds):
            show_trouble(slack, place, error)
            return {"ok": False, "error": error, "ack_ms": seconds * 1000}
        case Acknowledged(answer, seconds):
            refusal = refusal_in(breaches)
            if refusal is not None:
                show_trouble(slack, place, refusal)
                return {"ok": False, "error": refusal, "ack_ms": seconds * 1000}
            return _carry_out(slack, view, answer or {}) | {"ack_ms": seconds * 1000}


def _carry_out(slack: Slack, view: View, answer: Payload) -> Payload:
    try:
        match answer.get("response_action"):
            case "errors":
                view.errors = answer["errors"]
                slack.views.show(view)
                answered: Payload = {"ok": False, "errors": view.errors}
                return answered
            case "clear":
                slack.views.close(view, whole_stack=True)
            case "update":
                slack.views.replace(view, answer["view"], None)
            case "push":
                slack.views.push(view.owner, answer["view"])
            case _:
                slack.views.close(view)
    except RefusedError as refused:
        view.notice = "We had some trouble connecting. Try again?"
        slack.views.show(view)
        return {"ok": False, "error": refused.error}
    return {"ok": True}


async def close(slack: Slack, person: User, view_id: str) -> Payload:
    """Somebody closes a modal; the app hears of it where the view asks for that.

    Raises:
        RefusedError: no such modal is open for this person.
    """
    view = view_of(slack, person, view_id)
    clears = bool(view.content.get("clear_on_close"))
    for closed in slack.views.close(view, whole_stack=clears):
        if closed.content.get("notify_on_close"):
            place = {"view": closed.describe(slack.team_id), "is_cleared": clears}
            payload = {"type": "view_closed"} | common_part(slack, person) | place
            await deliver(slack, Interaction("interactive", payload), "view_closed")
    return {"ok": True}

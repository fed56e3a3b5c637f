"""Opening a modal before its trigger dies, and filling it in once the data is there."""

import time
from collections.abc import Callable, Mapping
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View

from bot.logs import REFERENCE
from bot.views import problems
from bot.views.modals import loading
from bot.views.values import OutOfDateError


def turn_into(client: WebClient, body: Mapping[str, Any], title: str, fill: Callable[[], View]) -> None:
    """Show what `fill` returns in the modal that was pressed in, or open one where it was elsewhere.

    The next step of one and the same thing takes its place: three modals lie on each other at the most
    (docs.slack.dev, surfaces, modals).
    """
    pressed_in = body.get("view") or {}
    if pressed_in.get("type") != "modal":
        open_and_fill(client, body, title, fill)
        return
    client.views_update(view_id=pressed_in["id"], view=loading(title))
    _show(lambda view: client.views_update(view_id=pressed_in["id"], view=view), fill)


def open_and_fill(client: WebClient, body: Mapping[str, Any], title: str, fill: Callable[[], View]) -> None:
    """Open a modal called `title` at once, then show what `fill` returns in it.

    A trigger lives for three seconds (docs.slack.dev, handling user interaction), and a database may be slow. What was
    pressed inside a modal opens on top of it; anywhere else it opens on its own. `body` is the interaction's.
    """
    pressed_in = body.get("view") or {}
    show = client.views_push if pressed_in.get("type") == "modal" else client.views_open
    opened = show(trigger_id=body["trigger_id"], view=loading(title))
    _show(lambda view: client.views_update(view_id=opened["view"]["id"], view=view), fill)


def name_while_worked_on(view: Mapping[str, Any]) -> str:
    """Return the name, Slack's `external_id`, of what stands in place of a form that was sent while it is worked on."""
    return f"form:{view['id']}"


def fill_once_shown(client: WebClient, external_id: str, fill: Callable[[], View]) -> None:
    """Show what `fill` returns in the modal of this name, which an acknowledgement is just showing.

    What is done behind an acknowledgement may overtake it, and would then be written over by it. By its own name Slack
    knows the modal only once the acknowledgement has come; whoever has closed it in the meantime is shown nothing.
    """

    def update(view: View) -> object:
        for pause in _UNTIL_SHOWN:
            try:
                return client.views_update(external_id=external_id, view=view)
            except SlackApiError as error:
                if error.response["error"] != "not_found":
                    raise
            time.sleep(pause)
        return None

    _show(update, fill)


_UNTIL_SHOWN = (0.1, 0.2, 0.4, 0.8, 1.6)
"""Seconds waited after each try."""


def _show(update: Callable[[View], object], fill: Callable[[], View]) -> None:
    """Show what `fill` returns; where that breaks, say so in place of waiting for ever, and let it go on its way."""
    try:
        view = fill()
    except Exception as error:
        is_old = isinstance(error, OutOfDateError)
        update(problems.modal(problems.OUT_OF_DATE if is_old else problems.went_wrong(REFERENCE.get())))
        raise
    update(view)

"""Opening a modal before its trigger dies, and filling it in once the data is there."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.views.modals import loading


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
    client.views_update(view_id=pressed_in["id"], view=fill())


def open_and_fill(client: WebClient, body: Mapping[str, Any], title: str, fill: Callable[[], View]) -> None:
    """Open a modal called `title` at once, then show what `fill` returns in it.

    A trigger lives for three seconds (docs.slack.dev, handling user interaction), and a database may be slow. What was
    pressed inside a modal opens on top of it; anywhere else it opens on its own. `body` is the interaction's.
    """
    pressed_in = body.get("view") or {}
    show = client.views_push if pressed_in.get("type") == "modal" else client.views_open
    opened = show(trigger_id=body["trigger_id"], view=loading(title))
    client.views_update(view_id=opened["view"]["id"], view=fill())

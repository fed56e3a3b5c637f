"""The Home tab: shown when somebody opens it, and anew after what they did there or in a modal above it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from bot.handlers.desk import Desk
from bot.handlers.errors import acknowledge, afterwards
from bot.slack.homes import publish_home
from bot.usecases.shelves import FIRST_PAGES, Turned

_HOME = "home"


def register(app: App, desk: Desk) -> None:
    """Listen to people opening the app's tabs."""
    listen = _Listeners(desk)
    app.event("app_home_opened")(ack=acknowledge, lazy=[afterwards(listen.show)])


def publish(client: WebClient, desk: Desk, slack_id: str, notice: str = "", turned: Turned = FIRST_PAGES) -> None:
    """Show this person's Home tab as things stand now; `notice` (escaped mrkdwn) tells what an action did."""
    publish_home(client, desk.database, slack_id, desk.now(), notice, turned)


def is_home(body: Mapping[str, Any]) -> bool:
    """Whether an interaction took place on the Home tab."""
    return bool((body.get("view") or {}).get("type") == _HOME)


def publishing(desk: Desk) -> Callable[..., None]:
    """Return a lazy listener that shows the Home tab anew after an action on it, or in a modal, which may lie over it.

    After an action in a message there is no need: whoever opens the tab then gets it anew.
    """

    def show(client: WebClient, body: dict[str, Any], context: BoltContext) -> None:
        if body.get("view"):
            publish(client, desk, str(context.user_id))

    return show


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def show(self, client: WebClient, event: dict[str, Any]) -> None:
        if event.get("tab") == _HOME:
            publish(client, self.desk, event["user"])

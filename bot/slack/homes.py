"""The Home tab: shown as things stand now, after what people did and after what they were told."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.client import HTTPException
from threading import Lock
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.ledger import Letter
from bot.usecases.hub import hub_of
from bot.usecases.shelves import FIRST_PAGES, Turned
from bot.views import hub
from storage.database import Database

_PEOPLE = ("U", "W")
"""How the ids of people begin; those of conversations begin otherwise."""

_LATELY = timedelta(hours=1)
_MOST_ONLOOKERS = 500
"""People remembered; the one who opened the tab longest ago is forgotten first."""

_log = logging.getLogger(__name__)


def publish_home(
    client: WebClient,
    database: Database,
    slack_id: str,
    now: datetime,
    notice: str = "",
    turned: Turned = FIRST_PAGES,
) -> None:
    """Show this person's Home tab as things stand; `notice` (escaped mrkdwn) tells what an action did.

    Raises:
        SlackApiError: Slack refuses it.
    """
    mine = hub_of(database, slack_id, turned, hub.ON_THE_HOME_TAB, now)
    client.views_publish(user_id=slack_id, view=hub.home(mine, notice))


@dataclass(frozen=True, slots=True)
class Homes:
    """Shows the Home tab anew to whoever has just been told something.

    Whatever HR does that changes what somebody sees there is told to that person: a decision, a seat, a nomination, funding,
    an award. So this is the one place that keeps the tab right after what others do. Where Slack does not take it just then,
    nothing is lost: whoever opens the tab gets it anew.
    """

    client: WebClient
    database: Database
    clock: Callable[[], datetime]

    def renew(self, letter: Letter) -> None:
        """Show the recipient's Home tab anew, if a person has got the letter."""
        if letter.recipient.startswith(_PEOPLE):
            self.show(letter.recipient)

    def show(self, slack_id: str) -> None:
        """Show this person's Home tab anew, if Slack takes it."""
        try:
            publish_home(self.client, self.database, slack_id, self.clock())
        except SlackApiError as error:
            _log.warning("Slack did not take a Home tab: %s", error.response["error"])
        except (OSError, HTTPException) as error:
            _log.warning("A Home tab did not get to Slack: %s", type(error).__name__)


class Onlookers:
    """Who has opened their Home tab lately, as far as this process was told.

    What they then do elsewhere, by a command or a button under a message, is shown there too: the tab may stand open in
    another window. For anybody else it would cost Slack a call at every command, and they get it anew when they open it.
    What is done on the tab itself or in a modal above it is shown by whoever handles it, with a word about it.
    """

    def __init__(self, homes: Homes, executor: Executor) -> None:
        self._homes = homes
        self._executor = executor
        self._lock = Lock()
        self._since: OrderedDict[str, datetime] = OrderedDict()

    def answered(self, body: Mapping[str, Any]) -> None:
        """Take note of a request of Slack's that has been answered, and let the tab follow it."""
        match body:
            case {"event": {"type": "app_home_opened", "user": str(slack_id), "tab": str(tab)}}:
                self._note(slack_id, is_looking=tab == "home")
            case {"command": str(), "user_id": str(slack_id)} | {
                "type": "block_actions",
                "container": {"type": "message"},
                "user": {"id": str(slack_id)},
            } if self._is_looking(slack_id):
                self._executor.submit(self._homes.show, slack_id)
            case _:
                return

    def _note(self, slack_id: str, *, is_looking: bool) -> None:
        with self._lock:
            self._since.pop(slack_id, None)
            if is_looking:
                self._since[slack_id] = self._homes.clock()
            if len(self._since) > _MOST_ONLOOKERS:
                self._since.popitem(last=False)

    def _is_looking(self, slack_id: str) -> bool:
        with self._lock:
            since = self._since.get(slack_id)
        return since is not None and self._homes.clock() - since < _LATELY

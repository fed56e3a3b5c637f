"""Renewing a modal while somebody fills it in: the newest change counts, and nothing is shown over another view."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View

_MOST_VIEWS = 500
"""Modals remembered; the one longest untouched is forgotten first, and then merely shows a count later."""

_GONE = frozenset({"hash_conflict", "not_found"})
"""What Slack answers when the modal was sent, closed or renewed by another process in the meantime."""


@dataclass(slots=True)
class _Live:
    newest: float = 0.0
    hash_after: dict[str, str] = field(default_factory=dict)
    turn: Lock = field(default_factory=Lock)


class LiveViews:
    """The modals being filled in just now, as far as this process renews them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._views: OrderedDict[str, _Live] = OrderedDict()

    def note_change(self, body: Mapping[str, Any]) -> None:
        """Take note of a change in the acknowledging half, so that an older one is not shown any more."""
        live = self._live(body["view"]["id"])
        with self._lock:
            live.newest = max(live.newest, _moment(body))

    def renew(self, client: WebClient, body: Mapping[str, Any], make: Callable[[], View]) -> None:
        """Show what `make` returns, unless a newer change came or the modal is no longer the one that was changed.

        The modal's `hash` names the version that a change was made in. What this process showed since is taken for the
        same modal; anything else, such as the answer to sending the form, makes Slack refuse (docs.slack.dev,
        views.update, `hash_conflict`).
        """
        view = body["view"]
        live = self._live(view["id"])
        with live.turn:
            if _moment(body) < live.newest:
                return
            made = make()
            version = str(view["hash"])
            while version in live.hash_after:
                version = live.hash_after[version]
            try:
                shown = client.views_update(view_id=view["id"], hash=version, view=made)
            except SlackApiError as error:
                if error.response["error"] in _GONE:
                    return
                raise
            live.hash_after[version] = str(shown["view"]["hash"])

    def _live(self, view_id: str) -> _Live:
        with self._lock:
            live = self._views.setdefault(view_id, _Live())
            self._views.move_to_end(view_id)
            if len(self._views) > _MOST_VIEWS:
                self._views.popitem(last=False)
            return live


def _moment(body: Mapping[str, Any]) -> float:
    return float(body["actions"][0]["action_ts"])

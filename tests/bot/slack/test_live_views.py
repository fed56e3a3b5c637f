"""A modal is renewed for the newest change only, and never over what has taken its place."""

from itertools import count
from threading import Event, Thread
from typing import Any, cast

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View

from bot.slack.live_views import LiveViews
from bot.views.modals import done


class OneView:
    """A modal as Slack keeps it: an update must name the version it is of."""

    def __init__(self) -> None:
        self.version = "v0"
        self.title = "form"
        self._versions = count(1)
        self.may_answer = Event()
        self.may_answer.set()
        self.asked = Event()

    def views_update(self, *, view_id: str, hash: str, view: View) -> dict[str, Any]:  # noqa: A002  Slack's own name
        """Show another view if `hash` is the one shown."""
        assert view_id == "V1"
        self.asked.set()
        self.may_answer.wait(5)
        if hash != self.version:
            raise SlackApiError("hash_conflict", {"ok": False, "error": "hash_conflict"})  # type: ignore[no-untyped-call]
        return {"view": {"hash": self.show(str(view.title.text if view.title else ""))}}

    def show(self, title: str) -> str:
        """Put another view in its place."""
        self.version, self.title = f"v{next(self._versions)}", title
        return self.version


@pytest.fixture
def slack() -> OneView:
    return OneView()


def _change(at: str, version: str = "v0") -> dict[str, Any]:
    return {"view": {"id": "V1", "hash": version}, "actions": [{"action_ts": at}]}


def _renew(live: LiveViews, slack: OneView, change: dict[str, Any], title: str) -> None:
    live.renew(cast("WebClient", slack), change, lambda: done(title, []))


def test_an_older_change_is_not_shown_any_more(slack: OneView) -> None:
    live, older, newer = LiveViews(), _change("10.1"), _change("10.2")
    live.note_change(newer)
    live.note_change(older)
    _renew(live, slack, newer, "newer")
    _renew(live, slack, older, "older")
    assert slack.title == "newer"


def test_a_change_made_before_the_last_one_was_shown_is_shown_after_it(slack: OneView) -> None:
    live, first, second = LiveViews(), _change("10.1"), _change("10.2")
    live.note_change(first)
    slack.may_answer.clear()
    showing = Thread(target=_renew, args=(live, slack, first, "first"))
    showing.start()
    slack.asked.wait(5)
    live.note_change(second)
    following = Thread(target=_renew, args=(live, slack, second, "second"))
    following.start()
    slack.may_answer.set()
    showing.join()
    following.join()
    assert slack.title == "second"


def test_what_took_the_place_of_the_form_stays(slack: OneView) -> None:
    live, change = LiveViews(), _change("10.1")
    live.note_change(change)
    slack.show("sent")
    _renew(live, slack, change, "form again")
    assert slack.title == "sent"

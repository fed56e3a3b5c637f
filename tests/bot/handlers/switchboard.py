"""The whole app with nobody at the other end, and everything that can be sent to it, found from what listens."""

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import Any

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request import BoltRequest
from slack_sdk import WebClient

from bot import handlers
from bot.handlers.desk import Desk
from bot.views.ids import Modal

HR_CHANNEL = "C0HRADMIN0"


class AtOnce(Executor):
    """Runs what is lazy in the thread that asks, so that nothing is left to wait for."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that a listener waits for: of which kind, by which name; `inside` are the modals it may come from."""

    kind: str
    name: str
    inside: tuple[str, ...] = ()

    def payloads(self, slack_id: str, value: str, state: dict[str, Any] | None = None) -> Iterator[dict[str, Any]]:
        """Yield it as somebody sends it, carrying `value`; `state` is what a form holds."""
        sender: dict[str, Any] = {"user": {"id": slack_id, "team_id": "T0"}, "team": {"id": "T0"}}
        sender["trigger_id"] = "1.2.3"
        match self.kind:
            case "command":
                yield command(slack_id, value, self.name)
            case "event":
                event = {"type": self.name, "user": slack_id, "user_id": slack_id, "file_id": "F1"}
                event |= {"channel": HR_CHANNEL, "channel_id": HR_CHANNEL}
                yield {"type": "event_callback", "team_id": "T0", "event": event}
            case "view":
                yield sender | {"type": "view_submission", "view": view(self.name, value, state)}
            case "options":
                asked = {"type": "block_suggestion", "action_id": self.name, "block_id": self.name, "value": "a"}
                yield sender | asked | {"view": view("", value)}
            case "action" if self.inside:
                for modal in self.inside:
                    yield sender | press(self.name, value) | {"view": view(modal, value, state)}
            case "action":
                yield sender | press(self.name, value) | {"channel": {"id": HR_CHANNEL}}
            case unknown:
                raise ValueError(unknown)


class Switchboard(App):
    """The app, which remembers what its listeners wait for: whoever adds a listener adds it here by that."""

    def __init__(self, desk: Desk) -> None:
        identity = AuthorizeResult(enterprise_id=None, team_id="T0", bot_user_id="U0COXSWAIN", bot_token="xoxb-1")
        super().__init__(
            client=WebClient(base_url="http://127.0.0.1:9/", timeout=1, retry_handlers=[]),
            authorize=lambda: identity,
            request_verification_enabled=False,
            process_before_response=True,
            listener_executor=AtOnce(),
        )
        self.heard: dict[Heard, None] = {}
        handlers.register(self, desk)

    def command(self, command: Any, *given: Any, **more: Any) -> Any:
        return self._hear("command", command, super().command, given, more)

    def event(self, event: Any, *given: Any, **more: Any) -> Any:
        return self._hear("event", event, super().event, given, more)

    def action(self, constraints: Any, *given: Any, **more: Any) -> Any:
        return self._hear("action", constraints, super().action, given, more)

    def block_action(self, constraints: Any, *given: Any, **more: Any) -> Any:
        return self._hear("action", constraints, super().block_action, given, more)

    def options(self, constraints: Any, *given: Any, **more: Any) -> Any:
        return self._hear("options", constraints, super().options, given, more)

    def block_suggestion(self, action_id: Any, *given: Any, **more: Any) -> Any:
        return self._hear("options", action_id, super().block_suggestion, given, more)

    def view(self, constraints: Any, *given: Any, **more: Any) -> Any:
        return self._hear("view", constraints, super().view, given, more)

    def view_submission(self, constraints: Any, *given: Any, **more: Any) -> Any:
        return self._hear("view", constraints, super().view_submission, given, more)

    def listeners(self) -> list[Any]:
        """Return every listener, in the order in which they are asked."""
        return list(self._listeners)

    def send(self, payload: dict[str, Any]) -> Any:
        """Send something as Slack would, and return what the app acknowledged it with."""
        response = self.dispatch(BoltRequest(body=json.dumps(payload), mode="socket_mode"))
        assert response.status in {200, 404}
        return json.loads(response.body) if response.body.startswith("{") else response.body

    def _hear(self, kind: str, name: Any, register: Any, given: Sequence[Any], more: dict[str, Any]) -> Any:
        self.heard[Heard(kind, str(name), _inside(kind, more.get("matchers") or ()))] = None
        return register(name, *given, **more)


def command(slack_id: str, text: str, name: str, channel: str = HR_CHANNEL) -> dict[str, Any]:
    """Return a slash command as Slack sends it."""
    return {
        "command": name,
        "text": text,
        "user_id": slack_id,
        "team_id": "T0",
        "channel_id": channel,
        "trigger_id": "1.2.3",
    }


def press(action_id: str, value: str) -> dict[str, Any]:
    """Return the part of a press that says on what."""
    pressed = {"type": "button", "action_id": action_id, "block_id": "b", "value": value, "action_ts": "1.2"}
    return {"type": "block_actions", "actions": [pressed]}


def view(modal: str, metadata: str, state: dict[str, Any] | None = None, view_id: str = "V1") -> dict[str, Any]:
    """Return a modal as Slack sends it along."""
    values: dict[str, Any] = {"values": state or {}}
    identity = {"id": view_id, "type": "modal", "callback_id": modal, "hash": "1.2"}
    return identity | {"private_metadata": metadata, "state": values}


def _inside(kind: str, matchers: Sequence[Any]) -> tuple[str, ...]:
    if kind != "action" or not matchers:
        return ()
    return tuple(
        modal.value
        for modal in Modal
        if all(matcher(body={"view": {"callback_id": modal.value}}) for matcher in matchers)
    )

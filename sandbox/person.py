"""A person of the workspace, to tell a test as a story: what they type, press and see."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from sandbox.control_client import ControlClient
from sandbox.payloads import Payload
from sandbox.seen import Field, Seen, SeenMessage, SeenView, state_of
from sandbox.workspace import direct_message_id

Found = TypeVar("Found")


@dataclass(frozen=True)
class CommandResult:
    """What came of a command: how long its acknowledgement took, and what came with it."""

    ok: bool
    ack_ms: float
    error: str | None
    reply: SeenMessage | None

    @property
    def words(self) -> str:
        """What the person reads at once; empty if the app said nothing in the acknowledgement."""
        return self.reply.words if self.reply else ""


@dataclass(frozen=True)
class Done:
    """What came of a press or a form. ``errors`` stand by the ``block_id`` of what is not right yet."""

    ok: bool
    ack_ms: float
    error: str | None
    errors: Mapping[str, str]


class Person:
    """Acts as one account over the control API. A conversation not named is the direct message with the app."""

    def __init__(self, user_id: str, control: ControlClient) -> None:
        self.id = user_id
        self._control = control

    def command(self, text: str, channel: str | None = None) -> CommandResult:
        """Type a slash command and wait for its acknowledgement."""
        place = channel or self._direct_message()
        answer = self._post("command", {"channel": place, "text": text})
        reply = answer["reply"] and SeenMessage(channel=place, **answer["reply"])
        return CommandResult(answer["ok"], answer["ack_ms"], answer.get("error"), reply)

    def say(self, text: str, channel: str | None = None) -> None:
        """Write a message."""
        self._post("message", {"channel": channel, "text": text})

    def upload(self, filename: str, content: bytes, channel: str | None = None, text: str = "") -> None:
        """Drop a file into a conversation."""
        encoded = base64.b64encode(content).decode()
        self._post("upload", {"channel": channel, "filename": filename, "content_base64": encoded, "text": text})

    def messages(self, channel: str | None = None) -> list[SeenMessage]:
        """What there is to read, oldest first."""
        place = channel or self._direct_message()
        answer = self._get(f"conversations/{place}/messages")
        return [SeenMessage(channel=place, **message) for message in answer["messages"]]

    def dm(self) -> list[SeenMessage]:
        """The direct message with the app."""
        return self.messages()

    def last(self, channel: str | None = None) -> SeenMessage:
        """The newest message.

        Raises:
            LookupError: there is none yet.
        """
        messages = self.messages(channel)
        if not messages:
            raise LookupError("There is no message yet.")
        return messages[-1]

    def ephemerals(self, channel: str | None = None) -> list[SeenMessage]:
        """What only this person sees."""
        return [message for message in self.messages(channel) if message.ephemeral]

    def unread(self, channel: str | None = None) -> int:
        """How many messages came since this person last looked."""
        place = channel or self._direct_message()
        conversations: list[Payload] = self._get("conversations")["conversations"]
        return int(next(each["unread"] for each in conversations if each["id"] == place))

    def read(self, channel: str | None = None) -> None:
        """Look at a conversation."""
        self._post(f"conversations/{channel or self._direct_message()}/read", {})

    def home(self) -> SeenView | None:
        """The Home tab, as it stands."""
        view = self._get("home")["view"]
        return view and SeenView(**view)

    def open_home(self) -> None:
        """Open the Home tab; the app is told."""
        self._post("home", {})

    def views(self) -> list[SeenView]:
        """The open modals, bottom first."""
        return [SeenView(**view) for view in self._get("views")["views"]]

    def view(self) -> SeenView | None:
        """The modal on top."""
        return next(reversed(self.views()), None)

    def press(
        self,
        where: Seen,
        named: str,
        *,
        block_id: str | None = None,
        value: str | None = None,
    ) -> Done:
        """Press a button, named by its ``action_id`` or its words; ``value`` tells equal ones apart."""
        return self._press(where, where.field(named, block_id, value), None)

    def choose(self, where: Seen, named: str, wanted: Any, *, block_id: str | None = None) -> Done:  # noqa: ANN401  an option, a date, words …
        """Choose from a menu or a picker, and let the app know at once."""
        field = where.field(named, block_id)
        return self._press(where, field, state_of(field.element, wanted))

    def suggestions(self, where: Seen, named: str, query: str) -> list[Payload]:
        """What a menu that the app fills offers for these letters."""
        field = where.field(named)
        asked = {**where.place, "block_id": field.block_id, "action_id": field.action_id, "query": query}
        answer = self._post("options", asked)
        grouped = [option for group in answer["option_groups"] for option in group["options"]]
        return [*answer["options"], *grouped]

    def submit(self, view: SeenView | None = None, values: Mapping[str, Any] | None = None, **named: Any) -> Done:  # noqa: ANN401  as in choose
        """Send a form (the one on top). Inputs are named by ``action_id``, ``block_id`` or label.

        Raises:
            LookupError: no modal is open, or it has no such input.
        """
        form = view or self._top()
        states: dict[str, dict[str, Payload]] = {}
        for name, wanted in {**(values or {}), **named}.items():
            field = form.field(name)
            states.setdefault(field.block_id, {})[field.action_id] = state_of(field.element, wanted)
        return _done(self._post("submit", {"view_id": form.id, "values": states}))

    def close(self, view: SeenView | None = None) -> None:
        """Close a modal (the one on top)."""
        self._post("close", {"view_id": (view or self._top()).id})

    def join(self, channel: str) -> None:
        """Come into a conversation."""
        self._post("join", {"channel": channel})

    def leave(self, channel: str) -> None:
        """Leave a conversation."""
        self._post("leave", {"channel": channel})

    def change(self, **fields: Any) -> None:  # noqa: ANN401  the fields of an account
        """Change this account, such as its ``tz``, ``email`` or ``deleted``."""
        self._control.post(f"users/{self.id}", fields)

    def wait_for(self, condition: Callable[[], Found | None], timeout: float = 10) -> Found:
        """What ``condition`` finds, as soon as it finds something.

        Raises:
            TimeoutError: nothing within so many seconds.
        """
        return self._control.wait_for(condition, timeout)

    def wait_for_message(self, words: str, channel: str | None = None, timeout: float = 10) -> SeenMessage:
        """The newest message that has these words in it, as soon as there is one.

        Raises:
            TimeoutError: none within so many seconds.
        """

        def message_with_words() -> SeenMessage | None:
            return next((message for message in reversed(self.messages(channel)) if words in message.words), None)

        return self.wait_for(message_with_words, timeout)

    def wait_for_view(self, heading: str | None = None, timeout: float = 10) -> SeenView:
        """The modal on top, as soon as there is one (with this title).

        Raises:
            TimeoutError: none within so many seconds.
        """

        def view_on_top() -> SeenView | None:
            view = self.view()
            return view if view is not None and heading in (None, view.heading) else None

        return self.wait_for(view_on_top, timeout)

    def _press(self, where: Seen, field: Field, state: Payload | None) -> Done:
        asked: Payload = {**where.place, "block_id": field.block_id, "action_id": field.action_id}
        return _done(self._post("press", asked | ({} if state is None else {"value": state})))

    def _top(self) -> SeenView:
        view = self.view()
        if view is None:
            raise LookupError("No modal is open.")
        return view

    def _direct_message(self) -> str:
        return direct_message_id(self.id)

    def _get(self, path: str) -> Payload:
        return self._control.get(f"people/{self.id}/{path}")

    def _post(self, path: str, body: Mapping[str, Any]) -> Payload:
        return self._control.post(f"people/{self.id}/{path}", body)


def _done(answer: Payload) -> Done:
    return Done(answer["ok"], answer.get("ack_ms", 0.0), answer.get("error"), answer.get("errors") or {})

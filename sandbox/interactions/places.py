"""Where somebody acts: on a message, in a modal, or on the Home tab."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.blocks import find_element
from sandbox.channels import Channel
from sandbox.elements import Values, state_values
from sandbox.messages import Message
from sandbox.payloads import Payload
from sandbox.people import User
from sandbox.refusals import RefusedError
from sandbox.slack import Slack
from sandbox.views import View
from sandbox.workspace import APP_ID


@dataclass(frozen=True)
class OnMessage:
    """A message that the person sees."""

    person: User
    channel: Channel
    message: Message

    @property
    def blocks(self) -> list[Payload]:
        """What is shown."""
        return self.message.blocks

    @property
    def typed(self) -> Values:
        """What the person chose there."""
        return self.message.typed.setdefault(self.person.id, {})

    def part(self, slack: Slack) -> Payload:
        """The payload's fields about the place. Slack leaves an ephemeral message itself out."""
        ephemeral = self.message.only_for is not None
        part: Payload = {
            "container": {
                "type": "message",
                "message_ts": self.message.ts,
                "channel_id": self.channel.id,
                "is_ephemeral": ephemeral,
            },
            "channel": {"id": self.channel.id, "name": self.channel.name_in_command},
            "state": {"values": state_values(self.blocks, self.typed)},
        }
        if not ephemeral:
            part["message"] = self.message.describe(slack.team_id, APP_ID, with_metadata=True)
        return part


@dataclass(frozen=True)
class InView:
    """A modal or the Home tab of the person."""

    person: User
    view: View

    @property
    def blocks(self) -> list[Payload]:
        """What is shown."""
        return self.view.blocks

    @property
    def typed(self) -> Values:
        """What the person put in."""
        return self.view.typed

    def part(self, slack: Slack) -> Payload:
        """The payload's fields about the place."""
        return {"container": {"type": "view", "view_id": self.view.id}, "view": self.view.describe(slack.team_id)}


Place = OnMessage | InView


def find_place(slack: Slack, person: User, asked: Mapping[str, Any]) -> Place:
    """The place that a request names by ``channel`` and ``ts``, by ``view_id``, or by ``home``.

    Raises:
        RefusedError: the person sees no such message or view.
    """
    if asked.get("home"):
        home = slack.views.home(person.id)
        if home is None:
            raise RefusedError("not_found", detail="The app has published no Home tab for this person.")
        return InView(person, home)
    if asked.get("view_id"):
        return InView(person, view_of(slack, person, str(asked["view_id"])))
    channel = slack.workspace.channel_seen_by(person.id, str(asked.get("channel")))
    message = slack.messages.find(channel.id, str(asked.get("ts")))
    if message.only_for not in (None, person.id):
        raise RefusedError("message_not_found", detail="Only somebody else sees this message.")
    return OnMessage(person, channel, message)


def view_of(slack: Slack, person: User, view_id: str) -> View:
    """A view that is open for this person.

    Raises:
        RefusedError: ``not_found``.
    """
    view = slack.views.find(view_id)
    if view.owner != person.id:
        raise RefusedError("not_found", detail="Only somebody else sees this view.")
    return view


def element_at(place: Place, block_id: str, action_id: str) -> Payload:
    """An element that is shown there.

    Raises:
        RefusedError: ``no_such_element``.
    """
    element = find_element(place.blocks, block_id, action_id)
    if element is None:
        raise RefusedError("no_such_element", detail=f"There is no element {action_id!r} in block {block_id!r}.")
    return element

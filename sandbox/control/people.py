"""What one person sees and does."""

import asyncio
import base64
import contextlib
import json

from aiohttp import web

from sandbox.channels import Channel
from sandbox.control.requests import body_of
from sandbox.interactions.commands import run_command
from sandbox.interactions.events import tell_of_home, tell_of_membership
from sandbox.interactions.presses import press, suggest
from sandbox.interactions.submissions import close, submit
from sandbox.interactions.words import say, upload
from sandbox.payloads import Payload
from sandbox.people import User
from sandbox.refusals import RefusedError
from sandbox.slack import Slack

SECONDS_BETWEEN_SIGNS_OF_LIFE = 15.0


class PeopleApi:
    """``/sandbox/people/{user}/…``."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def routes(self) -> list[web.RouteDef]:
        """What is served here."""
        root = "/sandbox/people/{user}"
        return [
            web.get(f"{root}/conversations", self.conversations),
            web.get(f"{root}/conversations/{{channel}}/messages", self.messages),
            web.post(f"{root}/conversations/{{channel}}/read", self.read),
            web.get(f"{root}/home", self.home),
            web.post(f"{root}/home", self.open_home),
            web.get(f"{root}/views", self.views),
            web.get(f"{root}/events", self.events),
            web.post(f"{root}/command", self.command),
            web.post(f"{root}/message", self.message),
            web.post(f"{root}/upload", self.upload),
            web.post(f"{root}/file", self.keep_file),
            web.post(f"{root}/press", self.press),
            web.post(f"{root}/options", self.options),
            web.post(f"{root}/submit", self.submit),
            web.post(f"{root}/close", self.close),
            web.post(f"{root}/join", self.join),
            web.post(f"{root}/leave", self.leave),
        ]

    async def conversations(self, request: web.Request) -> web.Response:
        """The person's channels and direct messages, the one with the app among them."""
        person = self._person(request)
        self._slack.workspace.direct_message(person.id)
        listed = [self._listed(person, channel) for channel in self._slack.workspace.conversations_of(person.id)]
        return web.json_response({"conversations": listed})

    async def messages(self, request: web.Request) -> web.Response:
        """What the person sees in one conversation, oldest first."""
        person = self._person(request)
        channel = self._slack.workspace.channel_seen_by(person.id, request.match_info["channel"])
        seen = self._slack.messages.seen_by(person.id, channel.id)
        return web.json_response({"messages": [message.as_seen() for message in seen]})

    async def read(self, request: web.Request) -> web.Response:
        """The person has looked at a conversation."""
        person = self._person(request)
        channel = self._slack.workspace.channel_seen_by(person.id, request.match_info["channel"])
        self._slack.messages.mark_read(person.id, channel.id)
        self._slack.changes.announce([person.id], "conversations")
        return web.json_response({"ok": True})

    async def home(self, request: web.Request) -> web.Response:
        """The person's Home tab."""
        view = self._slack.views.home(self._person(request).id)
        return web.json_response({"view": view and view.as_seen()})

    async def open_home(self, request: web.Request) -> web.Response:
        """The person opens the Home tab."""
        person = self._person(request)
        tell_of_home(self._slack, person)
        view = self._slack.views.home(person.id)
        return web.json_response({"ok": True, "view": view and view.as_seen()})

    async def views(self, request: web.Request) -> web.Response:
        """The person's open modals, bottom first."""
        stack = self._slack.views.stack(self._person(request).id)
        return web.json_response({"views": [view.as_seen() for view in stack]})

    async def events(self, request: web.Request) -> web.StreamResponse:
        """What changes for the person, as server-sent events, until the page goes."""
        person = self._person(request)
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
        await stream.prepare(request)
        # A page that is gone shows only when the next word to it cannot be written.
        with self._slack.changes.listen(person.id) as queue, contextlib.suppress(ConnectionError):
            await stream.write(b": here\n\n")
            while True:
                try:
                    change = await asyncio.wait_for(queue.get(), SECONDS_BETWEEN_SIGNS_OF_LIFE)
                except TimeoutError:
                    await stream.write(b": still here\n\n")
                else:
                    await stream.write(f"data: {json.dumps(change)}\n\n".encode())
        return stream

    async def command(self, request: web.Request) -> web.Response:
        """The person types a slash command."""
        person, body = self._person(request), await body_of(request)
        return web.json_response(await run_command(self._slack, person, self._channel(person, body), str(body["text"])))

    async def message(self, request: web.Request) -> web.Response:
        """The person writes a message."""
        person, body = self._person(request), await body_of(request)
        said = say(self._slack, person, self._channel(person, body), str(body["text"]))
        return web.json_response({"ok": True, "ts": said.ts})

    async def keep_file(self, request: web.Request) -> web.Response:
        """The person chooses a file for a form, which nobody sees before the form is sent."""
        person, body = self._person(request), await body_of(request)
        file = self._slack.files.keep(str(body["filename"]), _content_of(body), person.id)
        return web.json_response({"file": file.describe(self._slack.address, self._slack.team_id)})

    async def upload(self, request: web.Request) -> web.Response:
        """The person drops a file."""
        person, body = self._person(request), await body_of(request)
        said = upload(
            self._slack,
            person,
            self._channel(person, body),
            str(body["filename"]),
            _content_of(body),
            str(body.get("text") or ""),
        )
        return web.json_response({"ok": True, "ts": said.ts, "file_id": said.files[0]["id"]})

    async def press(self, request: web.Request) -> web.Response:
        """The person presses a button or chooses from a menu."""
        return web.json_response(await press(self._slack, self._person(request), await body_of(request)))

    async def options(self, request: web.Request) -> web.Response:
        """The person types into a menu that the app fills."""
        return web.json_response(await suggest(self._slack, self._person(request), await body_of(request)))

    async def submit(self, request: web.Request) -> web.Response:
        """The person sends a form."""
        person, body = self._person(request), await body_of(request)
        return web.json_response(await submit(self._slack, person, str(body["view_id"]), body.get("values") or {}))

    async def close(self, request: web.Request) -> web.Response:
        """The person closes a modal."""
        person, body = self._person(request), await body_of(request)
        return web.json_response(await close(self._slack, person, str(body["view_id"])))

    async def join(self, request: web.Request) -> web.Response:
        """Somebody (also the bot) comes into a conversation."""
        user, channel = self._anybody(request), await self._channel_named(request)
        if user.id not in channel.members:
            channel.members.append(user.id)
            tell_of_membership(self._slack, channel, user, "member_joined_channel")
            self._slack.changes.announce(channel.members, "conversations")
        return web.json_response({"ok": True})

    async def leave(self, request: web.Request) -> web.Response:
        """Somebody (also the bot) leaves a conversation."""
        user, channel = self._anybody(request), await self._channel_named(request)
        if user.id in channel.members:
            self._slack.changes.announce(channel.members, "conversations")
            channel.members.remove(user.id)
            tell_of_membership(self._slack, channel, user, "member_left_channel")
        return web.json_response({"ok": True})

    def _person(self, request: web.Request) -> User:
        person = self._slack.workspace.person(request.match_info["user"])
        if person.deleted and request.method != "GET":
            raise RefusedError("account_inactive", detail="This account is deactivated and can do nothing.")
        return person

    def _anybody(self, request: web.Request) -> User:
        user = self._slack.workspace.users.get(request.match_info["user"])
        if user is None:
            raise RefusedError("user_not_found", detail="There is no such account.")
        return user

    async def _channel_named(self, request: web.Request) -> Channel:
        named = str((await body_of(request)).get("channel"))
        if named not in self._slack.workspace.channels:
            raise RefusedError("channel_not_found", detail=f"There is no conversation {named}.")
        return self._slack.workspace.channels[named]

    def _channel(self, person: User, body: Payload) -> Channel:
        if not body.get("channel"):
            return self._slack.workspace.direct_message(person.id)
        return self._slack.workspace.channel_seen_by(person.id, str(body["channel"]))

    def _listed(self, person: User, channel: Channel) -> Payload:
        seen = self._slack.messages.seen_by(person.id, channel.id)
        listed: Payload = {
            "id": channel.id,
            "name": channel.name,
            "is_private": channel.is_private,
            "is_im": channel.is_im,
            "members": channel.members,
            "last_ts": seen[-1].ts if seen else None,
            "unread": self._slack.messages.unread(person.id, channel.id),
        }
        return listed | ({"user": channel.partner_of(person.id)} if channel.is_im else {})


def _content_of(body: Payload) -> bytes:
    return base64.b64decode(body["content_base64"], validate=True)

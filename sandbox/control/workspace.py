"""The workspace as a whole: who is there, what was recorded, what shall go wrong, what time it is."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from aiohttp import web

from sandbox.control.requests import body_of
from sandbox.faults import read_fault
from sandbox.interactions.events import tell_of_account
from sandbox.payloads import Payload
from sandbox.people import User, read_user
from sandbox.refusals import RefusedError
from sandbox.signed_http import SignedHttp
from sandbox.slack import Slack

LONGEST_WAIT = 30.0

PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


class WorkspaceApi:
    """``/sandbox/…`` apart from the people."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def routes(self) -> list[web.RouteDef]:
        """What is served here."""
        return [
            web.get("/sandbox/state", self.state),
            web.get("/sandbox/changes", self.changes),
            web.get("/sandbox/record", self.record),
            web.post("/sandbox/users", self.add_user),
            web.post("/sandbox/users/{user}", self.change_user),
            web.get("/sandbox/files/{file}", self.file),
            web.post("/sandbox/faults", self.arm_fault),
            web.delete("/sandbox/faults", self.clear_faults),
            web.post("/sandbox/url-verification", self.verify_address),
            web.get("/sandbox/clock", self.clock),
            web.post("/sandbox/clock", self.move_clock),
        ]

    async def state(self, _request: web.Request) -> web.Response:
        """Team, app, people, conversations and commands."""
        workspace = self._slack.workspace
        people = [user for user in workspace.users.values() if user.is_person]
        channels: list[Payload] = []
        for channel in workspace.channels.values():
            described: Payload = {
                "id": channel.id,
                "name": channel.name,
                "is_private": channel.is_private,
                "is_im": channel.is_im,
                "members": channel.members,
            }
            channels.append(described | ({"user": channel.partner_of(workspace.bot.id)} if channel.is_im else {}))
        return web.json_response(
            {
                "team": asdict(workspace.team),
                "bot": {"user_id": workspace.bot.id, "name": workspace.bot.real_name},
                "users": [asdict(user) for user in people],
                "channels": channels,
                "commands": [command.describe() for command in workspace.manifest.commands.values()],
            }
        )

    async def changes(self, request: web.Request) -> web.Response:
        """For those who wait: answer once anything is later than ``after``, or when ``seconds`` are over."""
        seconds = min(float(request.query.get("seconds", "0")), LONGEST_WAIT)
        version = await self._slack.changes.later_than(int(request.query.get("after", "-1")), seconds)
        return web.json_response({"version": version})

    async def record(self, request: web.Request) -> web.Response:
        """What happened, from entry ``since`` on."""
        entries = self._slack.record.since(int(request.query.get("since", "0")))
        return web.json_response(
            {"entries": [{"entry": type(entry).__name__.lower()} | _plain(entry) for entry in entries]}
        )

    async def add_user(self, request: web.Request) -> web.Response:
        """Somebody comes into the workspace."""
        user = read_user(await body_of(request))
        if user.id in self._slack.workspace.users:
            raise RefusedError("user_exists", detail=f"There is a user {user.id} already.")
        self._slack.workspace.users[user.id] = user
        return self._changed(user, "team_join")

    async def change_user(self, request: web.Request) -> web.Response:
        """An account changes: it moves, is renamed or is deactivated."""
        user = self._slack.workspace.person(request.match_info["user"])
        self._slack.workspace.change(user, await body_of(request))
        return self._changed(user, "user_change")

    async def file(self, request: web.Request) -> web.Response:
        """A file's bytes, for the page: shown there if it is a picture, else only to be saved, for it might run."""
        file = self._slack.files.find(request.match_info["file"])
        mimetype = file.describe("", "")["mimetype"]
        shown = "inline" if mimetype in PICTURES else "attachment"
        headers = {
            "Content-Disposition": f'{shown}; filename="{file.id}"',
            "X-Content-Type-Options": "nosniff",
        }
        return web.Response(body=file.content or b"", content_type=mimetype, headers=headers)

    async def arm_fault(self, request: web.Request) -> web.Response:
        """Let something go wrong, now or at the next occasion."""
        body = await body_of(request)
        match body.get("kind"):
            case "drop":
                self._slack.sockets.drop()
            case "reset":
                self._slack.sockets.reset()
            case "half_open":
                self._slack.sockets.half_open()
            case "refresh":
                await self._slack.sockets.refresh()
            case _:
                self._slack.faults.arm(read_fault(body))
        return web.json_response({"ok": True})

    async def clear_faults(self, _request: web.Request) -> web.Response:
        """Let everything go well again."""
        self._slack.faults.clear()
        return web.json_response({"ok": True})

    async def verify_address(self, _request: web.Request) -> web.Response:
        """Check the app's address in HTTP mode, as Slack does when it is entered."""
        if not isinstance(self._slack.line, SignedHttp):
            raise RefusedError(
                "socket_mode_enabled", detail="This app takes its events over a socket and has no address."
            )
        return web.json_response({"ok": await self._slack.line.verify_address()})

    async def clock(self, _request: web.Request) -> web.Response:
        """How far the sandbox's clock runs ahead."""
        clock = self._slack.clock
        return web.json_response({"ahead_seconds": clock.ahead_seconds, "now": clock.now().isoformat()})

    async def move_clock(self, request: web.Request) -> web.Response:
        """Move the sandbox's clock forward."""
        self._slack.clock.move_to(float((await body_of(request))["ahead_seconds"]))
        self._slack.changes.announce(self._slack.workspace.users, "clock")
        return await self.clock(request)

    def _changed(self, user: User, happening: str) -> web.Response:
        tell_of_account(self._slack, user, happening)
        self._slack.changes.announce(self._slack.workspace.users, "conversations")
        return web.json_response({"ok": True, "user": asdict(user)})


def _plain(entry: Any) -> Payload:  # noqa: ANN401  any dataclass of the record
    return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in asdict(entry).items()}

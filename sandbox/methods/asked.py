"""One Web API call as its method reads it: arguments come as JSON values or as the strings of a form."""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sandbox.channels import Channel
from sandbox.payloads import Payload
from sandbox.record import Remarks
from sandbox.refusals import RefusedError
from sandbox.slack import Slack
from sandbox.workspace import BOT_USER_ID

Item = TypeVar("Item")
DEFAULT_PAGE = 100


@dataclass(frozen=True)
class Asked:
    """A call that has passed the checks that need no workspace."""

    slack: Slack
    arguments: Mapping[str, Any]
    remarks: Remarks

    def text(self, name: str, default: str = "") -> str:
        """An argument in words."""
        value = self.arguments.get(name)
        return default if value is None else str(value)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """An argument that is true or false; forms say ``1``, ``true``, ``0`` or ``false``."""
        value = self.arguments.get(name)
        return default if value is None else str(value).lower() in ("1", "true")

    def structure(self, name: str) -> Any:  # noqa: ANN401  any JSON value
        """An argument that is a list or an object; forms carry its JSON text."""
        value = self.arguments.get(name)
        return json.loads(value) if isinstance(value, str) and value else value

    def words(self, name: str) -> list[str]:
        """An argument that is a list of words, with commas between them in a form."""
        value = self.arguments.get(name) or ()
        return (
            [word.strip() for word in value.split(",") if word.strip()]
            if isinstance(value, str)
            else [str(word) for word in value]
        )

    def needs_scope(self, scope: str) -> None:
        """Refuse the call where the app was not granted this scope.

        Raises:
            RefusedError: ``missing_scope``.
        """
        provided = self.slack.workspace.manifest.scopes
        if scope not in provided:
            raise missing_scope(scope, provided)

    def channel(self, name: str, permission: str) -> Channel:
        """The conversation an argument names, which the bot may see and has the scope for.

        Raises:
            RefusedError: ``channel_not_found`` or ``missing_scope``.
        """
        channel = self.slack.workspace.channel_seen_by(BOT_USER_ID, self.text(name))
        if permission:
            self.needs_scope(f"{channel.scope_prefix}:{permission}")
        return channel

    def page(self, items: Sequence[Item]) -> tuple[list[Item], Payload]:
        """The page of a list that ``cursor`` and ``limit`` ask for, and the answer's ``response_metadata``.

        Raises:
            RefusedError: ``invalid_cursor``.
        """
        start = _read_cursor(self.text("cursor"))
        stop = start + int(self.text("limit") or DEFAULT_PAGE)
        return list(items[start:stop]), {"next_cursor": _cursor(stop) if stop < len(items) else ""}


def missing_scope(scope: str, provided: frozenset[str]) -> RefusedError:
    """The refusal of a call whose scope was not granted, in Slack's words."""
    return RefusedError(
        "missing_scope",
        rule="scope.missing",
        detail=f"This needs the scope {scope}.",
        needed=scope,
        provided=",".join(sorted(provided)),
    )


def _cursor(offset: int) -> str:
    return base64.b64encode(f"offset:{offset}".encode()).decode()


def _read_cursor(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        kind, _, offset = base64.b64decode(cursor, validate=True).decode().partition(":")
    except (ValueError, binascii.Error):
        kind, offset = "", ""
    if kind != "offset" or not offset.isdecimal():
        raise RefusedError("invalid_cursor", rule="page.cursor", detail="This cursor was not given by Slack.")
    return int(offset)

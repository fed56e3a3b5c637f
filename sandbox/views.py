"""Views: each person's stack of modals and their Home tab."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sandbox.blocks import with_ids
from sandbox.changes import Changes
from sandbox.clock import Clock
from sandbox.elements import Values, state_values
from sandbox.identifiers import new_id
from sandbox.payloads import Payload
from sandbox.refusals import RefusedError
from sandbox.workspace import APP_ID, BOT_ID

MOST_ON_STACK = 3


@dataclass
class View:
    """One modal or Home tab of one person. ``typed`` is what the person put into its inputs."""

    id: str
    owner: str
    kind: Literal["modal", "home"]
    content: Payload
    hash: str
    root_id: str
    previous_id: str | None = None
    typed: Values = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    notice: str | None = None

    @property
    def blocks(self) -> list[Payload]:
        """Its blocks, every one with its ids."""
        blocks: list[Payload] = self.content["blocks"]
        return blocks

    def describe(self, team_id: str) -> Payload:
        """The view object of https://docs.slack.dev/reference/views, with what its inputs hold."""
        return {
            "id": self.id,
            "team_id": team_id,
            "type": self.kind,
            "blocks": self.blocks,
            "private_metadata": self.content.get("private_metadata", ""),
            "callback_id": self.content.get("callback_id", ""),
            "external_id": self.content.get("external_id", ""),
            "state": {"values": state_values(self.blocks, self.typed)},
            "hash": self.hash,
            "title": self.content.get("title"),
            "submit": self.content.get("submit"),
            "close": self.content.get("close"),
            "clear_on_close": bool(self.content.get("clear_on_close")),
            "notify_on_close": bool(self.content.get("notify_on_close")),
            "submit_disabled": bool(self.content.get("submit_disabled")),
            "root_view_id": self.root_id,
            "previous_view_id": self.previous_id,
            "app_id": APP_ID,
            "app_installed_team_id": team_id,
            "bot_id": BOT_ID,
        }

    def as_seen(self) -> Payload:
        """The view as the page and a test's person see it."""
        seen: Payload = {
            key: self.content.get(key) for key in ("type", "title", "blocks", "submit", "close", "callback_id")
        }
        values = state_values(self.blocks, self.typed)
        return seen | {"id": self.id, "hash": self.hash, "values": values, "errors": self.errors, "notice": self.notice}


class Views:
    """The modals that are open, by person and bottom first, and the Home tabs."""

    def __init__(self, clock: Clock, changes: Changes) -> None:
        self._clock = clock
        self._changes = changes
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[str, View] = {}

    def stack(self, user_id: str) -> list[View]:
        """The person's open modals, bottom first."""
        return self._stacks.get(user_id, [])

    def home(self, user_id: str) -> View | None:
        """The person's Home tab, if the app has published one."""
        return self._homes.get(user_id)

    def open(self, user_id: str, content: Mapping[str, Any]) -> View:
        """Show a modal alone."""
        self._refuse_taken_external_id(content)
        view = self._make(user_id, content)
        self._stacks[user_id] = [view]
        self.show(view)
        return view

    def push(self, user_id: str, content: Mapping[str, Any]) -> View:
        """Show a modal over the open ones.

        Raises:
            RefusedError: three are open already, or the ``external_id`` is taken.
        """
        stack = self.stack(user_id)
        if not stack:
            raise RefusedError("not_found", rule="view.not_found", detail="There is no open modal to push onto.")
        if len(stack) >= MOST_ON_STACK:
            raise RefusedError("push_limit_reached", rule="view.push_limit", detail="Three modals are open already.")
        self._refuse_taken_external_id(content)
        view = self._make(user_id, content)
        view.root_id, view.previous_id = stack[0].id, stack[-1].id
        stack.append(view)
        self.show(view)
        return view

    def publish(self, user_id: str, content: Mapping[str, Any]) -> View:
        """Set a person's first Home tab."""
        view = self._homes[user_id] = self._make(user_id, content)
        self.show(view)
        return view

    def replace(self, view: View, content: Mapping[str, Any], expected_hash: str | None) -> None:
        """Change a view in its place; inputs that keep both their ids keep what the person typed.

        Raises:
            RefusedError: ``hash_conflict``, where the view changed since the app read it.
        """
        if expected_hash and expected_hash != view.hash:
            raise RefusedError("hash_conflict", detail="The view has changed since this hash was given.")
        view.content = _filled(content)
        view.hash = self._new_hash(view.id)
        view.errors, view.notice = {}, None
        self.show(view)

    def find(self, view_id: str | None = None, external_id: str | None = None) -> View:
        """An open modal or a Home tab.

        Raises:
            RefusedError: ``not_found``.
        """
        for view in self:
            if view_id == view.id or (external_id and external_id == view.content.get("external_id")):
                return view
        raise RefusedError("not_found", rule="view.not_found", detail="There is no such open view.")

    def close(self, view: View, *, whole_stack: bool = False) -> list[View]:
        """Close a modal and those above it, or all; what was closed, top first."""
        stack = self.stack(view.owner)
        if view not in stack:
            return []
        keep = 0 if whole_stack else stack.index(view)
        closed = stack[keep:][::-1]
        del stack[keep:]
        self.show(view)
        return closed

    def show(self, view: View) -> None:
        """Tell the person's page that a view came, changed or went."""
        self._changes.announce([view.owner], "home" if view.kind == "home" else "views")

    def __iter__(self) -> Iterator[View]:
        for stack in self._stacks.values():
            yield from stack
        yield from self._homes.values()

    def _make(self, user_id: str, content: Mapping[str, Any]) -> View:
        view_id = new_id("V")
        kind: Literal["modal", "home"] = "home" if content.get("type") == "home" else "modal"
        return View(view_id, user_id, kind, _filled(content), self._new_hash(view_id), root_id=view_id)

    def _new_hash(self, view_id: str) -> str:
        stamp = self._clock.stamp()
        return f"{stamp.split('.')[0]}.{hashlib.sha256((view_id + stamp).encode()).hexdigest()[:8]}"

    def _refuse_taken_external_id(self, content: Mapping[str, Any]) -> None:
        external_id = content.get("external_id")
        if external_id and any(view.content.get("external_id") == external_id for view in self):
            raise RefusedError(
                "duplicate_external_id", rule="view.external_id", detail=f"external_id {external_id} is in use."
            )


def _filled(content: Mapping[str, Any]) -> Payload:
    return dict(content) | {"blocks": with_ids(content.get("blocks", ()))}

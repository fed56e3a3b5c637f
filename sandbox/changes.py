"""Word of what changed: to the pages that people look at, and to whoever waits for something to happen."""

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sandbox.payloads import Payload


class Changes:
    """Everything here runs on the server's own event loop."""

    def __init__(self) -> None:
        self.version = 0
        self._listeners: dict[str, list[asyncio.Queue[Payload]]] = {}
        self._moved = asyncio.Event()

    def touch(self) -> None:
        """Something changed that a test may be waiting for."""
        self.version += 1
        self._moved.set()
        self._moved = asyncio.Event()

    def announce(self, people: Iterable[str], what: str, channel: str | None = None) -> None:
        """Tell these people's pages that a ``conversation``, ``conversations``, ``home``, ``views`` or the ``clock`` changed."""
        change: Payload = {"changed": what} if channel is None else {"changed": what, "channel": channel}
        for person in people:
            for queue in self._listeners.get(person, ()):
                queue.put_nowait(change)
        self.touch()

    @contextmanager
    def listen(self, person: str) -> Iterator[asyncio.Queue[Payload]]:
        """A queue of the changes that concern one person, while the block runs."""
        queue: asyncio.Queue[Payload] = asyncio.Queue()
        self._listeners.setdefault(person, []).append(queue)
        try:
            yield queue
        finally:
            self._listeners[person].remove(queue)

    async def later_than(self, version: int, seconds: float) -> int:
        """The version, as soon as it is later than the given one, or as it stands when the seconds are over."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while self.version <= version:
            try:
                await asyncio.wait_for(self._moved.wait(), deadline - loop.time())
            except TimeoutError:
                break
        return self.version

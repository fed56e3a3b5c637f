"""One durable commit for several threads' transactions.

SQLite writes one transaction at a time, and waiting for the disk is most of each. Threads take turns on one connection,
each inside a savepoint of its own; the last of a group commits for all, and nobody is answered before that commit is
on the disk.
"""

import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Lock, local
from typing import Generic, TypeVar

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from storage.shared_connection import Writer

T = TypeVar("T")

LARGEST_GROUP = 32
"""How many transactions may wait for one commit: enough to share the disk, few enough that the first waits little."""


class _Gate:
    """What one thread waits at. A bare lock: an Event holds three, and this is passed at every transaction."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._lock.acquire()

    def wait(self) -> None:
        self._lock.acquire()

    def open(self) -> None:
        self._lock.release()


class _Group:
    """The transactions that are committed together."""

    def __init__(self) -> None:
        self.waiting: list[_Gate] = []
        self.error: BaseException | None = None


class _Job(_Gate, Generic[T]):
    """Work that a thread waits for; whoever is inside does it there and then, which saves waking that thread first.

    When its gate opens, the work was done in `group`, or its own thread has the turn and does it.
    """

    def __init__(self, work: Callable[[Session], T]) -> None:
        super().__init__()
        self._work = work
        self._results: list[T] = []
        self._error: BaseException | None = None
        self._group: _Group | None = None

    @property
    def was_done(self) -> bool:
        """Whether another thread has done it."""
        return self._group is not None

    def do(self, writer: Writer, group: _Group) -> None:
        """Do the work as one turn of `group`."""
        self._group = group
        group.waiting.append(self)
        try:
            writer.shared.begin_turn()
            self._results.append(self._work(writer.session))
            writer.session.flush()
            writer.shared.keep_turn()
        except BaseException as error:  # noqa: BLE001  its own thread raises it
            self._error = error
            if not writer.shared.undo_turn():
                group.error = error
        finally:
            writer.session.close()

    def result(self) -> T:
        """Return what the work returned, once its group is settled.

        Raises:
            Exception: the work's own, or what kept the group from being durable.
        """
        for error in (self._error, self._group.error if self._group else None):
            if error is not None:
                raise error
        return self._results[0]


class GroupCommit:
    """Hands one writing connection round, first come, first served."""

    def __init__(self, connect: Callable[[], Connection]) -> None:
        """Prepare for connections by `connect`, whose driver's connection is a `SharedConnection`."""
        self._connect = connect
        self._lock = Lock()
        self._queue: deque[_Gate] = deque()
        self._is_taken = False
        self._inside = local()
        # These two are touched only by the thread whose turn it is.
        self._writer: Writer | None = None
        self._group: _Group | None = None

    def run(self, work: Callable[[Session], T]) -> T:
        """Do `work` as one transaction, like the block of `transaction`; it may be done in another thread.

        Raises:
            RuntimeError: this thread is inside a transaction already and would wait for itself.
        """
        self._refuse_to_wait_for_oneself()
        job = _Job(work)
        self._take_turn(job)
        if job.was_done:
            return job.result()
        with self._turn() as session:
            return work(session)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Run the block as one transaction; on leaving it is durable, or it raised and nothing of it was kept.

        Raises:
            RuntimeError: this thread is inside a transaction already and would wait for itself.
        """
        self._refuse_to_wait_for_oneself()
        self._take_turn(_Gate())
        with self._turn() as session:
            yield session

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every other transaction waiting while the block writes on a connection of its own.

        SQLite would keep them out as well, but whoever waits there tries again now and then, and may never be the first.

        Raises:
            RuntimeError: this thread is inside a transaction already and would wait for itself.
        """
        self._refuse_to_wait_for_oneself()
        self._take_turn(_Gate())
        self._inside.flag = True
        try:
            self._end_group()
            yield
        finally:
            self._inside.flag = False
            self._pass_on()

    @contextmanager
    def _turn(self) -> Iterator[Session]:
        """Run the block as one turn of a group; this thread has been let in."""
        self._inside.flag = True
        try:
            writer, group = self._enter_group()
            settled = _Gate()
            group.waiting.append(settled)
            try:
                yield writer.session
                writer.session.flush()
                writer.shared.keep_turn()
            except BaseException as error:
                if not writer.shared.undo_turn():
                    group.error = error
                raise
            finally:
                writer.session.close()
                self._leave(group, writer)
            settled.wait()
            if group.error is not None:
                raise group.error
        finally:
            self._inside.flag = False

    def close(self) -> None:
        """Close the writing connection once the last transaction has ended."""
        self._take_turn(_Gate())
        try:
            self._end_group()
            if self._writer is not None:
                self._writer.connection.close()
                self._writer = None
        finally:
            self._pass_on()

    def _refuse_to_wait_for_oneself(self) -> None:
        if getattr(self._inside, "flag", False):
            raise RuntimeError("This thread is inside a transaction already.")

    def _take_turn(self, gate: _Gate) -> None:
        """Wait at `gate` until this thread is let in; a job may have been done by then."""
        with self._lock:
            if not self._is_taken:
                self._is_taken = True
                return
            self._queue.append(gate)
        gate.wait()

    def _enter_group(self) -> tuple[Writer, _Group]:
        try:
            if self._writer is None:
                self._writer = Writer(self._connect())
            if self._group is None:
                self._writer.shared.begin_group()
                self._group = _Group()
            self._writer.shared.begin_turn()
        except BaseException:
            self._pass_on()
            raise
        return self._writer, self._group

    def _leave(self, group: _Group, writer: Writer) -> None:
        """Do the jobs that wait, or let the next thread in; when neither may join this group, commit for it before."""
        while len(group.waiting) < LARGEST_GROUP and group.error is None:
            with self._lock:
                if not self._queue:
                    break
                next_ = self._queue.popleft()
            if not isinstance(next_, _Job):
                next_.open()
                return
            next_.do(writer, group)
        self._group = None
        self._settle(group, writer)
        # First whoever waits for a turn, for the next group depends on it; then the many who have only to answer.
        self._pass_on()
        for each in group.waiting:
            each.open()

    def _end_group(self) -> None:
        """Commit for those who have had their turn, for whoever has it now does not join them."""
        group, self._group = self._group, None
        if group is not None and self._writer is not None:
            self._settle(group, self._writer)
            for each in group.waiting:
                each.open()

    def _settle(self, group: _Group, writer: Writer) -> None:
        """Make a group durable, or undo it: never raises, for whoever comes next must get their turn.

        SQLAlchemy closes a connection in whose statement somebody was interrupted; the next group connects anew.
        """
        try:
            if group.error is None:
                writer.shared.commit_group()
            else:
                writer.shared.rollback_group()
        except BaseException as error:  # noqa: BLE001  every thread of the group raises it in its own place
            group.error = error
            with suppress(sqlite3.Error):
                writer.shared.rollback_group()
        if writer.connection.invalidated:
            writer.connection.close()
            self._writer = None

    def _pass_on(self) -> None:
        """Pass the turn on, or leave it for whoever comes."""
        with self._lock:
            if not self._queue:
                self._is_taken = False
                return
            next_ = self._queue.popleft()
        next_.open()

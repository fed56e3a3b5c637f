"""What a large file has left free goes back to the system, so that the next one does not take as much on top of it."""

import platform
import sys
from pathlib import Path

import pytest

from bot.usecases.importing.dropped_files import look
from bot.usecases.importing.memory import give_back
from hris.answers import Refused
from storage.database import Database
from tests.factories import NOW

_MEGABYTES = 128
_A_PIECE = 64 * 1024
"""Small enough to come from a heap, not from the system by itself."""


def _resident() -> float:
    """Return how much memory this process holds, in megabytes."""
    status = Path("/proc/self/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS:")).split()[1]) / 1024


def _a_heap_left_free() -> tuple[float, bytearray]:
    """Leave much free memory in a heap below something that is still used; return what was held, and that."""
    pieces = [bytearray(_A_PIECE) for _ in range(_MEGABYTES * 2**20 // _A_PIECE)]
    last = bytearray(_A_PIECE)
    pieces.clear()
    return _resident(), last


@pytest.mark.skipif(
    sys.platform != "linux" or platform.libc_ver()[0] != "glibc", reason="the system's allocator is another one"
)
def test_memory_that_is_free_goes_back_to_the_system(sqlite_database: Database) -> None:
    for give in (give_back, lambda: look(sqlite_database, b"", "nothing.csv", None, NOW, lambda _done, _total: None)):
        before, still_used = _a_heap_left_free()
        answer = give()
        assert answer is None or isinstance(answer, Refused)
        assert before - _resident() > _MEGABYTES / 2
        assert still_used


def test_where_the_allocator_cannot_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    give_back()

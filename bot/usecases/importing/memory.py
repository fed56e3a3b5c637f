"""Memory that a large file has left behind, on its way back to the system."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import CDLL


def give_back() -> None:
    """Hand memory that is free back to the system.

    Each thread may take its memory from a heap of its own, and glibc by itself gives back only what lies at the end of one.
    A large file leaves hundreds of megabytes free in the heap of the thread that read it; the next one, read by another
    thread, would take as much again in another heap.
    """
    trim = getattr(CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)


@contextmanager
def given_back() -> Iterator[None]:
    """Hand it back once this is over: around a whole function, as its decorator, what it held is free by then."""
    try:
        yield
    finally:
        give_back()

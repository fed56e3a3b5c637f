"""Ports for servers of our own that are told theirs by number."""

import socket
from contextlib import suppress
from random import SystemRandom

_BELOW_WHAT_THE_SYSTEM_HANDS_OUT = range(20_000, 32_000)
"""Whoever connects anywhere is given a port from above; one from there might be gone before the server starts."""


def free_port() -> int:
    """Return a port on which nobody listens, and which the system gives to nobody else."""
    for port in SystemRandom().sample(_BELOW_WHAT_THE_SYSTEM_HANDS_OUT, 100):
        with suppress(OSError), socket.socket() as found:
            found.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("No port is free.")

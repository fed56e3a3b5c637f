"""The settings as they stand outside: the environment, and `.env` beside where the command is typed."""

import os
from collections.abc import Mapping

from dotenv import dotenv_values


def environment() -> Mapping[str, str]:
    """Return the environment with what `.env` adds to it; the environment wins."""
    written = {name: value for name, value in dotenv_values(".env").items() if value is not None}
    return {**written, **os.environ}

"""The settings as they stand outside: the environment, and `.env` beside where the command is typed."""

import os
from collections.abc import Mapping

from dotenv import dotenv_values

from bot.config import SettingsError


def environment() -> Mapping[str, str]:
    """Return the environment with what `.env` adds to it; the environment wins.

    Raises:
        SettingsError: there is an `.env` that this account may not read.
    """
    try:
        written = {name: value for name, value in dotenv_values(".env").items() if value is not None}
    except OSError as error:
        raise SettingsError(
            f".env cannot be read ({error.strerror}); give it to the account that runs Coxswain."
        ) from error
    return {**written, **os.environ}

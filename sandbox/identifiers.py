"""Ids in the shapes Slack uses: a letter for the kind, then capitals and digits."""

import secrets
import string

_ALPHABET = string.ascii_uppercase + string.digits


def new_id(kind: str) -> str:
    """A fresh id such as ``F08K2M4Q7RT`` for kind ``F``."""
    return f"{kind}0{''.join(secrets.choice(_ALPHABET) for _ in range(9))}"


def new_mark(length: int = 5) -> str:
    """A short random mark, as Slack gives to a block or an action that brought no id of its own."""
    return "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(length))

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What an argument must look like."""

    WORDS = "words"
    FLAG = "flag"
    WHOLE = "whole number"
    CONVERSATION = "conversation id"
    DESTINATION = "conversation id, user id or channel name"
    USER = "user id"
    COMMA_LIST = "comma-separated list"
    MESSAGE_TS = "message timestamp"
    MOMENT = "timestamp or seconds"
    LIMIT = "page size"
    CURSOR = "page cursor"
    BLOCKS = "blocks"
    ATTACHMENTS = "attachments"
    METADATA = "metadata"
    VIEW = "view"
    FILES = "list of uploaded files"


class TokenKind(StrEnum):
    """Which token a method takes: https://docs.slack.dev/authentication/tokens."""

    BOT = "bot"
    APP = "app"
    NONE = "none"


@dataclass(frozen=True)
class Method:
    """One Web API method.

    `scopes`: any one of them grants the call; none are needed where it is empty. `kinds` names every argument, and
    `required` those that must be there. Of each group in `exactly_one` one argument must be given. `json_allowed` says
    whether a JSON body is read. `any_argument`: unnamed arguments are read too. `most_per_page` is the largest `limit`,
    and `wants_limit` marks lists that a large workspace refuses to give without one.
    """

    name: str
    kinds: Mapping[str, Kind]
    scopes: tuple[str, ...] = ()
    required: frozenset[str] = frozenset()
    exactly_one: tuple[frozenset[str], ...] = ()
    json_allowed: bool = True
    token: TokenKind = TokenKind.BOT
    any_argument: bool = False
    most_per_page: int = 1000
    wants_limit: bool = False

    @property
    def optional(self) -> frozenset[str]:
        """The names of the arguments that may be left out."""
        return frozenset(self.kinds) - self.required

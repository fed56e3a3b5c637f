from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal


@dataclass(frozen=True)
class Breach:
    """One rule that a call, an acknowledgement or a manifest breaks.

    `rule` is the rule's name, such as `bk.too_long`. `severity` is `error` where Slack refuses, and `warn` where it
    accepts a known trap. `error` is the code Slack would answer (`invalid_blocks` ...); empty for a warning.
    `detail` is one line in the form of Slack's `response_metadata.messages`: a sentence, then a JSON pointer (RFC 6901).
    """

    rule: str
    severity: Literal["error", "warn"]
    error: str
    detail: str


class Surface(StrEnum):
    """Where blocks are shown: https://docs.slack.dev/surfaces."""

    MESSAGE = "message"
    MODAL = "modal"
    HOME = "home"


@dataclass(frozen=True)
class Place:
    """A place inside a document under check, and how a breach found there is to be told.

    `pointer` is the JSON pointer to it, `error` the code Slack answers for the document, and `rule`, where given, the
    one rule every error below is filed under.
    """

    pointer: str
    surface: Surface
    error: str
    rule: str | None = None

    def at(self, key: str | int) -> "Place":
        """Return the place of a member or an item of this one."""
        token = str(key).replace("~", "~0").replace("/", "~1")
        return replace(self, pointer=f"{self.pointer}/{token}")

    def under(self, rule: str | None) -> "Place":
        """Return the same place with its errors filed under `rule`; `None` changes nothing."""
        return self if rule is None else replace(self, rule=rule)

    def refuse(self, rule: str, sentence: str, error: str | None = None) -> Breach:
        """Return the breach of an error found here; `error` replaces the document's own code."""
        detail = f"[ERROR] {sentence} [json-pointer:{self.pointer}]"
        return Breach(self.rule or rule, "error", error or self.error, detail)

    def warn(self, rule: str, sentence: str) -> Breach:
        """Return the breach of a warning found here."""
        return Breach(rule, "warn", "", f"[WARN] {sentence} [json-pointer:{self.pointer}]")

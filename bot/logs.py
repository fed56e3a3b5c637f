"""What is logged, and where: one line each to standard error, with a reference that a person can be asked for.

Names, message texts and secrets are in no line: what is logged are our own words, ids, Slack's error codes and times.
"""

import json
import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from secrets import token_hex

REFERENCE: ContextVar[str] = ContextVar("reference", default="")
"""The reference of the request that is being answered; empty outside of any."""


class LogFormat(StrEnum):
    """How a line looks."""

    TEXT = "text"
    JSON = "json"


def new_reference() -> str:
    """Return a reference for one request, short enough to be read out on the telephone."""
    return token_hex(4)


def set_up_logging(form: LogFormat = LogFormat.TEXT) -> None:
    """Log to standard error, one line each; libraries speak up only when something is wrong."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_with_reference)
    handler.setFormatter(_Json() if form is LogFormat.JSON else logging.Formatter(_TEXT))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for chatty in ("alembic", "apscheduler", "slack_sdk", "slack_bolt", "coxswain.bolt"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    # An answer that is not JSON it logs as it came, page by page; what becomes of the call we log ourselves.
    logging.getLogger("slack_sdk.web").setLevel(logging.CRITICAL)
    logging.getLogger("coxswain.bolt").addFilter(_is_news)


_TEXT = "%(asctime)s %(levelname)s %(name)s%(reference_in_brackets)s: %(message)s"


def _with_reference(record: logging.LogRecord) -> bool:
    """Give the record the reference of the request under way."""
    reference = REFERENCE.get()
    record.__dict__ |= {"reference": reference, "reference_in_brackets": f" [{reference}]" if reference else ""}
    return True


def _is_news(record: logging.LogRecord) -> bool:
    """Leave out that Bolt uses our client and not the token it finds in the environment: so it shall be."""
    return "`token` will be unused" not in record.getMessage()


class _Json(logging.Formatter):
    """One JSON object a line, for whatever collects logs."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "message": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        reference = getattr(record, "reference", "")
        if reference:
            line["reference"] = reference
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)

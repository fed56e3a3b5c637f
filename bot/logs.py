"""What is logged, and where."""

import logging
import sys


def set_up_logging() -> None:
    """Log to standard error, one line each; libraries speak up only when something is wrong."""
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for chatty in ("alembic", "apscheduler", "slack_sdk", "slack_bolt", "coxswain.bolt"):
        logging.getLogger(chatty).setLevel(logging.WARNING)

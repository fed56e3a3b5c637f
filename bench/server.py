"""The product's server in HTTP mode, with one more command that does nothing: `python -m bench.server`."""

import os
import sys
from functools import partial

from slack_bolt import Ack

from bot.app import Coxswain, clock_for
from bot.config import Settings
from bot.web import Application, application, run_server

NOTHING = "/nothing"
NOTHING_DONE = "Nothing done."


def build(settings: Settings) -> Application:
    """Return the product's application with the command added to it."""
    coxswain = Coxswain(settings, clock_for(settings))
    coxswain.start(listens=True, works=False)
    coxswain.load()
    app = coxswain.app

    def nothing(ack: Ack) -> None:
        ack(text=NOTHING_DONE)

    app.command(NOTHING)(nothing)
    # Bolt asks its listeners one after the other, and /apply is among the first: this one shall be found as soon.
    app._listeners.insert(1, app._listeners.pop())  # noqa: SLF001  Bolt has no way to say so
    return application(app)


if __name__ == "__main__":
    chosen = Settings.from_env(os.environ)
    sys.exit(run_server(partial(build, chosen), chosen.port))

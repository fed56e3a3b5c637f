"""What nobody foresaw: the person gets a kind sentence with a reference, the log the trace under the same one."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from slack_bolt import Ack, App, BoltContext, BoltResponse

from bot.logs import REFERENCE, new_reference
from bot.views import problems
from bot.views.values import OutOfDateError

_log = logging.getLogger(__name__)


def register(app: App) -> None:
    """Answer for every listener that raised before it had acknowledged."""

    def answer(error: Exception, body: dict[str, Any]) -> BoltResponse:
        sentence = _sentence(error)
        match body.get("type"):
            case "view_submission":
                # Pushed on top, so that what was typed is still there below.
                return BoltResponse(
                    status=200, body={"response_action": "push", "view": problems.modal(sentence).to_dict()}
                )
            case None if "command" in body:
                return BoltResponse(status=200, body={"response_type": "ephemeral", "text": sentence})
            case _:
                return BoltResponse(status=200, body="")

    app.error(answer)


def afterwards(listener: Callable[..., None]) -> Callable[..., None]:
    """Guard a lazy listener: Bolt itself would log its error in one line, with people's words in it, and go on."""

    @wraps(listener)
    def run(**arguments: Any) -> None:  # noqa: ANN401  whatever Bolt injects by name
        context = arguments.get("context")
        held = REFERENCE.set(str(context.get("reference") or "") if isinstance(context, BoltContext) else "")
        try:
            listener(**arguments)
        except Exception as error:  # noqa: BLE001  the last edge before Bolt's own, which tells nobody
            sentence = _sentence(error)
            if isinstance(context, BoltContext) and context.response_url and context.respond:
                context.respond(text=sentence, response_type="ephemeral", replace_original=False)
        finally:
            REFERENCE.reset(held)

    return run


def acknowledge(ack: Ack) -> None:
    """Acknowledge and do nothing else: the whole answer calls Slack, so it stands behind the acknowledgement."""
    ack()


def _sentence(error: Exception) -> str:
    """Return what the person reads; what is not their doing is logged, without the error's own words.

    An error's text may quote what a person wrote; the trace of files and lines does not.
    """
    if isinstance(error, OutOfDateError):
        return problems.OUT_OF_DATE
    reference = REFERENCE.get() or new_reference()
    frames = []
    trace = error.__traceback__
    while trace is not None:
        frames.append(f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}")
        trace = trace.tb_next
    _log.error("reference %s: %s at %s", reference, type(error).__name__, " > ".join(frames))
    return problems.went_wrong(reference)

"""Reading a control request, and answering one that cannot be done."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from sandbox.payloads import Payload
from sandbox.refusals import RefusedError

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


async def body_of(request: web.Request) -> Payload:
    """The JSON object that was sent; empty where nothing was.

    Raises:
        RefusedError: it is no JSON object.
    """
    text = await request.text()
    try:
        body: Any = json.loads(text) if text else {}
    except ValueError as wrong:
        raise RefusedError("invalid_json", detail="The body is not JSON.") from wrong
    if not isinstance(body, dict):
        raise RefusedError("invalid_json", detail="The body is not a JSON object.")
    return body


@web.middleware
async def explain_refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer 400 with the error and a sentence, where a control request cannot be done."""
    try:
        return await handler(request)
    except RefusedError as refused:
        return web.json_response({"ok": False, "error": refused.error, "detail": refused.detail}, status=400)
    except (KeyError, ValueError) as wrong:
        return web.json_response({"ok": False, "error": "invalid_arguments", "detail": str(wrong)}, status=400)

"""The Web API's edge: reading a call, the checks every call passes, faults, and the record."""

import asyncio
import json
import math
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from aiohttp import web

from sandbox.faults import CallFault
from sandbox.methods import ANSWERS
from sandbox.methods.asked import Asked, missing_scope
from sandbox.payloads import Payload
from sandbox.rate_limits import POST
from sandbox.record import Remarks
from sandbox.refusals import RefusedError
from sandbox.rules import check_call
from sandbox.rules.methods import METHODS
from sandbox.slack import Slack
from sandbox.workspace import direct_message_id

PLACES = ("channel", "channel_id", "user", "user_id", "users")


@dataclass(frozen=True)
class _Read:
    method: str
    arguments: dict[str, Any]
    content_type: str
    token: str | None
    token_in_query: bool
    remarks: Remarks


class WebApi:
    """Answers ``/api/<method>`` for one workspace."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer one call, and note it."""
        started = time.monotonic()
        remarks = Remarks()
        try:
            call = await _read(request, remarks)
        except RefusedError as refused:
            call = _Read(request.match_info["method"], {}, request.content_type, None, False, remarks)
            return self._finish(call, started, _refusal(refused, remarks))
        fault = self._slack.faults.for_call(call.method, self._places(call.arguments))
        if fault is None:
            return self._finish(call, started, self._answer(call))
        return await self._fail(request, call, fault, started)

    def _answer(self, call: _Read) -> web.Response:
        wait = self._slack.gate.admit(call.method, self._pace_key(call), self._slack.clock.now())
        if wait is not None:
            if wait.ignored:
                call.remarks.refuse(
                    "ratelimit.ignored", "ratelimited", f"{call.method} was called again before Retry-After had passed."
                )
            return _too_many(wait.retry_after)
        try:
            self._check(call)
            answer = ANSWERS[call.method](Asked(self._slack, call.arguments, call.remarks))
        except RefusedError as refused:
            return _refusal(refused, call.remarks)
        headers = {"x-oauth-scopes": ",".join(sorted(self._slack.workspace.manifest.scopes))}
        return web.json_response({"ok": True} | answer, headers=headers)

    def _check(self, call: _Read) -> None:
        if call.token_in_query:
            raise RefusedError(
                "not_authed", rule="auth.token_in_query", detail="A token in the query string is refused."
            )
        breaches = check_call(call.method, call.arguments, call.content_type, call.token)
        call.remarks.breaches.extend(breaches)
        errors = [breach for breach in breaches if breach.severity == "error"]
        if errors:
            raise RefusedError(errors[0].error, response_metadata={"messages": [breach.detail for breach in errors]})
        if call.method not in ANSWERS:
            raise RefusedError("unknown_method", rule="method.unknown", detail=f"{call.method} is not served here.")
        credentials, scopes = self._slack.credentials, self._slack.workspace.manifest.scopes
        if call.token == credentials.app_token or call.method == "api.test":
            return
        if call.token != credentials.bot_token:
            raise RefusedError("invalid_auth", rule="auth.invalid", detail="This workspace did not issue this token.")
        any_of = METHODS[call.method].scopes
        if any_of and not scopes.intersection(any_of):
            raise missing_scope(",".join(any_of), scopes)

    async def _fail(self, request: web.Request, call: _Read, fault: CallFault, started: float) -> web.StreamResponse:
        if fault.kind == "slow":
            return self._finish(call, started, await self._answer_slowly(call, fault), fault)
        if fault.accepted:
            self._answer(call)
        if fault.kind == "ratelimited":
            place = self._pace_key(call) if fault.channel or fault.user else ""
            until = self._slack.clock.now() + timedelta(seconds=fault.seconds)
            self._slack.gate.tell_to_wait(call.method, place, until)
        if fault.kind == "cut":
            self._note(call, started, None, fault)
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        return self._finish(call, started, _spoilt(fault), fault)

    async def _answer_slowly(self, call: _Read, fault: CallFault) -> web.Response:
        if fault.accepted:
            answer = self._answer(call)
            await asyncio.sleep(fault.seconds)
            return answer
        await asyncio.sleep(fault.seconds)
        return self._answer(call)

    def _finish(
        self, call: _Read, started: float, response: web.Response, fault: CallFault | None = None
    ) -> web.Response:
        self._note(call, started, response, fault)
        return response

    def _note(self, call: _Read, started: float, response: web.Response | None, fault: CallFault | None) -> None:
        is_json = response is not None and response.content_type == "application/json"
        self._slack.record.call(
            call.method,
            call.arguments,
            status=None if response is None else response.status,
            answer=json.loads(response.text or "") if response is not None and is_json else None,
            seconds=time.monotonic() - started,
            breaches=tuple(call.remarks.breaches),
            fault=fault and fault.label,
        )

    def _places(self, arguments: Mapping[str, Any]) -> frozenset[str]:
        named = {str(arguments[name]) for name in PLACES if arguments.get(name)}
        channels = [self._slack.workspace.channels[place] for place in named if place in self._slack.workspace.channels]
        return frozenset(named.union(*(channel.members for channel in channels if channel.is_im)))

    def _pace_key(self, call: _Read) -> str:
        place = str(call.arguments.get("channel", ""))
        is_person = call.method == POST and place in self._slack.workspace.users
        return direct_message_id(place) if is_person else place


async def _read(request: web.Request, remarks: Remarks) -> _Read:
    """Take a call apart.

    Raises:
        RefusedError: its body is no JSON object although it says so.
    """
    arguments: dict[str, Any] = dict(request.query)
    token_in_query = "token" in arguments
    content_type = request.headers.get("Content-Type", "application/octet-stream") if request.can_read_body else ""
    if request.content_type == "application/json" and request.can_read_body:
        try:
            body = json.loads(await request.text())
        except ValueError as wrong:
            raise RefusedError("invalid_json", rule="http.json_invalid", detail="The body is not JSON.") from wrong
        if not isinstance(body, dict):
            raise RefusedError("json_not_object", rule="http.json_invalid", detail="The body is not a JSON object.")
        arguments |= body
    else:
        arguments |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    field = arguments.pop("token", None)
    served = METHODS.get(request.match_info["method"])
    if served is not None and "team_id" not in served.kinds:
        # Bolt's client sends team_id with every call (App._init_context in slack_bolt); Slack lets it pass.
        arguments.pop("team_id", None)
    token = bearer if scheme.lower() == "bearer" else field
    return _Read(request.match_info["method"], arguments, content_type, token, token_in_query, remarks)


def _refusal(refused: RefusedError, remarks: Remarks) -> web.Response:
    answer: Payload = {"ok": False, "error": refused.error} | refused.answer
    if refused.rule is not None:
        remarks.refuse(refused.rule, refused.error, refused.detail)
    if refused.detail:
        answer.setdefault("response_metadata", {"messages": [refused.detail]})
    return web.json_response(answer)


def _spoilt(fault: CallFault) -> web.Response:
    match fault.kind:
        case "status":
            return web.Response(status=fault.status, text="Something went wrong at Slack.")
        case "error":
            return web.json_response({"ok": False, "error": fault.error})
        case "ratelimited":
            return _too_many(math.ceil(fault.seconds))
        case _:
            return web.Response(text="<!DOCTYPE html><title>Slack</title>", content_type="text/html")


def _too_many(retry_after: int) -> web.Response:
    return web.json_response(
        {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": str(retry_after)}
    )

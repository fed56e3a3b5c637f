"""Authority: whoever is no member of the HR channel reaches nothing of HR's, whatever they send."""

import itertools
import json
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from datetime import timedelta
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request import BoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk import WebClient
from sqlalchemy import func, select

from bot import handlers
from bot.config import Settings
from bot.handlers.desk import Desk
from bot.usecases.directory import refresh_hr_members, refresh_people
from bot.usecases.membership import leave_hr
from bot.views.ids import Action, Block, Command, Modal
from storage.database import Database
from storage.directory import SlackPerson
from storage.tables import AuditRow
from tests.factories import NOW, an_application, an_employee, an_opening

HR_CHANNEL, ELSEWHERE = "C0HRADMIN0", "C0GENERAL0"
MEMBER, EMPLOYEE, GUEST, BOT, FORMER, GONE = "U0MEMBER", "U0EMPLOYEE", "U0GUEST", "U0BOT", "U0FORMER", "U0GONE"
NOBODY = (EMPLOYEE, GUEST, BOT, FORMER, GONE, "U0STRANGER")
OUTSIDE = {"bot.handlers.hr_only", "bot.handlers.hr_membership"}
"""The refusals themselves, and what Slack itself tells."""


class AtOnce(Executor):
    """Runs what is lazy in the thread that asks, so that nothing is left to wait for."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


def _person(slack_id: str, **fields: Any) -> SlackPerson:
    values: dict[str, Any] = {"is_active": True, "is_guest": False, "is_bot": False} | fields
    return SlackPerson(slack_id=slack_id, real_name=slack_id, email=None, zone=None, **values)


@pytest.fixture
def desk(sqlite_database: Database) -> Desk:
    people = [_person(MEMBER), _person(EMPLOYEE), _person(FORMER), _person(GONE)]
    people += [_person(GUEST, is_guest=True), _person(BOT, is_bot=True)]
    refresh_people(sqlite_database, people, NOW)
    refresh_hr_members(sqlite_database, [MEMBER, GUEST, BOT, FORMER, GONE], NOW)
    leave_hr(sqlite_database, FORMER, NOW)
    refresh_people(sqlite_database, [_person(GONE, is_active=False)], NOW)
    with sqlite_database.begin() as session:
        person = an_employee(session, slack_id=EMPLOYEE)
        an_application(session, an_opening(session), person)
    environ = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "HR_CHANNEL": HR_CHANNEL}
    return Desk(sqlite_database, lambda: NOW, Settings.from_env(environ))


@pytest.fixture
def reached() -> list[Any]:
    return []


@pytest.fixture
def app(desk: Desk, reached: list[Any]) -> App:
    """The whole app, each of HR's listeners exchanged for one that takes note that it was reached."""
    app = _app(desk)
    for listener in _hr_listeners(app):
        listener.ack_function = _noting(reached, listener)
    for listener in app._listeners:  # noqa: SLF001  Bolt has no public way to list them
        listener.lazy_functions = []
    return app


def _app(desk: Desk) -> App:
    identity = AuthorizeResult(enterprise_id=None, team_id="T0", bot_user_id="U0COXSWAIN", bot_token="xoxb-1")
    app = App(
        client=WebClient(base_url="http://127.0.0.1:9/", timeout=1, retry_handlers=[]),
        authorize=lambda: identity,
        request_verification_enabled=False,
        process_before_response=True,
        listener_executor=AtOnce(),
    )
    handlers.register(app, desk)
    return app


def _noting(reached: list[Any], listener: Any) -> Callable[..., BoltResponse]:
    def note(**_arguments: Any) -> BoltResponse:
        reached.append(listener)
        return BoltResponse(status=200, body="")

    return note


def _hr_listeners(app: App) -> list[Any]:
    return [
        listener
        for listener in app._listeners  # noqa: SLF001  Bolt has no public way to list them
        if any(
            function.__module__.startswith("bot.handlers.hr") or function.__module__ == "bot.handlers.requirements"
            for function in (listener.ack_function, *listener.lazy_functions)
        )
        and listener.ack_function.__module__ not in OUTSIDE
    ]


def _send(app: App, payload: dict[str, Any]) -> Any:
    response = app.dispatch(BoltRequest(body=json.dumps(payload), mode="socket_mode"))
    assert response.status in {200, 404}
    return json.loads(response.body) if response.body.startswith("{") else response.body


def _forged(slack_id: str) -> Iterator[dict[str, Any]]:
    """Yield a payload for everything there is, as somebody could send it who had copied or forged it."""
    sender: dict[str, Any] = {"user": {"id": slack_id, "team_id": "T0"}, "team": {"id": "T0"}, "trigger_id": "1.2.3"}
    values = json.dumps({"opening_id": 1, "skip": 0}), json.dumps({"application_id": 1}), "{}"
    for command in Command:
        yield _command(slack_id, "opening close 1", command)
    for action, value in itertools.product(Action, values):
        yield sender | _press(action, value) | {"channel": {"id": HR_CHANNEL}}
    for block, modal in itertools.product(Block, Modal):
        view = {"id": "V1", "type": "modal", "callback_id": modal, "hash": "1.2"}
        yield sender | _press(block, "1") | {"view": view}
    for modal in Modal:
        metadata = json.dumps({"application_id": 1, "stage": "submitted", "submitted_at": NOW.isoformat()})
        yield sender | {"type": "view_submission", "view": _sent(modal, metadata)}
    for block in Block:
        yield sender | {"type": "block_suggestion", "action_id": block, "block_id": block, "value": "a"}


def _press(action_id: str, value: str) -> dict[str, Any]:
    pressed = {"type": "button", "action_id": action_id, "block_id": "b", "value": value, "action_ts": "1.2"}
    return {"type": "block_actions", "actions": [pressed]}


def _sent(modal: Modal, metadata: str) -> dict[str, Any]:
    state: dict[str, Any] = {"values": {}}
    return {"id": "V1", "type": "modal", "callback_id": modal, "private_metadata": metadata, "state": state}


def _command(slack_id: str, text: str, command: str = Command.HR, channel: str = HR_CHANNEL) -> dict[str, Any]:
    return {
        "command": command,
        "text": text,
        "user_id": slack_id,
        "team_id": "T0",
        "channel_id": channel,
        "trigger_id": "1.2.3",
    }


def _is_hrs(payload: dict[str, Any]) -> bool:
    """Whether a payload is named as HR's, so that the test knows it without asking the code."""
    actions = [action["action_id"] for action in payload.get("actions", ())]
    names = [payload.get("command", ""), payload.get("action_id", ""), *actions]
    if payload.get("type") == "view_submission":
        names.append(payload["view"]["callback_id"])
    return any(str(name).removeprefix("/").startswith("hr") for name in names)


def test_a_member_reaches_every_listener_of_hr(app: App, reached: list[Any]) -> None:
    for payload in filter(_is_hrs, _forged(MEMBER)):
        _send(app, payload)
    assert [listener for listener in _noting_listeners(app) if listener not in reached] == []


@pytest.mark.parametrize("slack_id", NOBODY)
def test_nobody_else_reaches_any_listener_of_hr_whatever_they_send(
    app: App, desk: Desk, reached: list[Any], slack_id: str
) -> None:
    with desk.database.read() as session:
        before = session.execute(select(func.count()).select_from(AuditRow)).scalar_one()
    for payload in filter(_is_hrs, _forged(slack_id)):
        _send(app, payload)
    assert reached == []
    with desk.database.read() as session:
        assert session.execute(select(func.count()).select_from(AuditRow)).scalar_one() == before


def test_every_listener_of_hr_stands_behind_the_door(app: App) -> None:
    assert [listener for listener in _noting_listeners(app) if not _has_door(listener)] == []
    assert len(_noting_listeners(app)) > 20


@pytest.mark.parametrize("slack_id", NOBODY)
def test_a_refusal_is_polite_and_says_what_there_is_instead(app: App, slack_id: str) -> None:
    assert "`/openings`" in _send(app, _command(slack_id, "opening close 1"))["text"]
    sent: dict[str, Any] = {"type": "view_submission", "user": {"id": slack_id}, "team": {"id": "T0"}}
    sent["view"] = _sent(Modal.HR_CONSIDER, "")
    assert "HR" in json.dumps(_send(app, sent))
    asked = {"type": "block_suggestion", "action_id": Block.HR_SKILLS_ALL, "user": {"id": slack_id}, "value": "P"}
    assert _send(app, asked) == {"options": []}


def test_a_command_of_hr_works_in_the_hr_channel_only(app: App, reached: list[Any]) -> None:
    assert f"<#{HR_CHANNEL}>" in _send(app, _command(MEMBER, "openings", channel=ELSEWHERE))["text"]
    assert reached == []
    _send(app, _command(MEMBER, "openings"))
    assert len(reached) == 1


def test_what_is_known_too_long_ago_lets_nobody_in(desk: Desk) -> None:
    later = _app(Desk(desk.database, lambda: NOW + timedelta(minutes=5), desk.settings))
    assert "try again in a minute" in _send(later, _command(MEMBER, "openings"))["text"]


def _noting_listeners(app: App) -> list[Any]:
    """Return HR's listeners of the app under test."""
    return [each for each in app._listeners if each.ack_function.__qualname__.startswith("_noting")]  # noqa: SLF001


def _has_door(listener: Any) -> bool:
    names = {getattr(getattr(each, "func", None), "__qualname__", "") for each in listener.middleware}
    return bool(names & {"HrOnly.let_in", "HrOnly.let_into_the_channel"})

"""Authority: whoever is no member of the HR channel reaches nothing of HR's, whatever they send."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from slack_bolt.response import BoltResponse
from sqlalchemy import func, select

from bot.config import Settings
from bot.handlers.desk import Desk
from bot.usecases.people.directory import STALE_AFTER, refresh_hr_members, refresh_people
from bot.usecases.people.membership import leave_hr
from bot.views.ids import Block, Command, Modal
from storage.database import Database
from storage.people.directory import SlackPerson
from storage.tables import AuditRow
from tests.bot.handlers.switchboard import HR_CHANNEL, Heard, Switchboard, command, view
from tests.factories import NOW, an_application, an_employee, an_opening

ELSEWHERE = "C0GENERAL0"
MEMBER, EMPLOYEE, GUEST, BOT, FORMER, GONE = "U0MEMBER", "U0EMPLOYEE", "U0GUEST", "U0BOT", "U0FORMER", "U0GONE"
NOBODY = (EMPLOYEE, GUEST, BOT, FORMER, GONE, "U0STRANGER")
DOORS = {"HrOnly.let_in", "HrOnly.let_into_the_channel"}
OUTSIDE = {"bot.handlers.hr.door", "bot.handlers.hr.membership"}
"""The refusals themselves, and what Slack itself tells."""


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
def app(desk: Desk, reached: list[Any]) -> Switchboard:
    """The whole app, each listener but the refusals exchanged for one that takes note that it was reached."""
    app = Switchboard(desk)
    for listener in app.listeners():
        if not _is_refusal(listener):
            listener.ack_function = _noting(reached, listener)
        listener.lazy_functions = []
    return app


def _noting(reached: list[Any], listener: Any) -> Callable[..., BoltResponse]:
    def note(**_arguments: Any) -> BoltResponse:
        reached.append(listener)
        return BoltResponse(status=200, body="")

    return note


def _functions(listener: Any) -> tuple[Any, ...]:
    return (listener.ack_function, *listener.lazy_functions)


def _is_refusal(listener: Any) -> bool:
    """Whether a listener is the one beside HR's that says no, or leaves alone what is not in HR's channel."""
    modules = {function.__module__ for function in _functions(listener)}
    return "bot.handlers.hr.door" in modules or modules == {"bot.handlers.errors"}


def _has_door(listener: Any) -> bool:
    return bool({getattr(getattr(each, "func", None), "__qualname__", "") for each in listener.middleware} & DOORS)


def _hrs(app: Switchboard, slack_id: str) -> Iterator[dict[str, Any]]:
    """Yield everything that HR's listeners wait for, as somebody could send it who had copied or forged it."""
    for heard in app.heard:
        if _is_hrs(heard):
            yield from heard.payloads(slack_id, "opening open 1" if heard.kind == "command" else "{}")


def _is_hrs(heard: Heard) -> bool:
    """Whether it is named as HR's, or happens in HR's channel; who is in that channel, Slack itself tells."""
    if heard.kind == "event":
        return heard.name == "file_shared"
    return heard.name.removeprefix("/").startswith("hr")


def test_a_member_reaches_every_listener_of_hr(app: Switchboard, reached: list[Any]) -> None:
    for payload in _hrs(app, MEMBER):
        app.send(payload)
    behind_the_door = [each for each in app.listeners() if _has_door(each)]
    assert [each for each in behind_the_door if each not in reached] == []
    assert len(behind_the_door) > 100


@pytest.mark.parametrize("slack_id", NOBODY)
def test_nobody_else_reaches_any_listener_of_hr_whatever_they_send(
    app: Switchboard, desk: Desk, reached: list[Any], slack_id: str
) -> None:
    with desk.database.read() as session:
        before = session.execute(select(func.count()).select_from(AuditRow)).scalar_one()
    for payload in _hrs(app, slack_id):
        app.send(payload)
    assert reached == []
    with desk.database.read() as session:
        assert session.execute(select(func.count()).select_from(AuditRow)).scalar_one() == before


def test_every_listener_in_a_module_of_hr_stands_behind_the_door(desk: Desk) -> None:
    listeners = [
        listener
        for listener in Switchboard(desk).listeners()
        if any(
            function.__module__.startswith("bot.handlers.hr.") or function.__module__ == "bot.handlers.requirements"
            for function in _functions(listener)
        )
        and not {function.__module__ for function in _functions(listener)} & OUTSIDE
    ]
    assert [listener for listener in listeners if not _has_door(listener)] == []
    assert len(listeners) > 100


@pytest.mark.parametrize("slack_id", [MEMBER, GUEST])
def test_what_happens_in_other_channels_is_no_business_of_hr(
    app: Switchboard, reached: list[Any], slack_id: str
) -> None:
    (dropped,) = Heard("event", "file_shared").payloads(slack_id, "")
    dropped["event"] |= {"channel": ELSEWHERE, "channel_id": ELSEWHERE}
    app.send(dropped)
    assert reached == []


def _command(slack_id: str, text: str, channel: str = HR_CHANNEL) -> dict[str, Any]:
    return command(slack_id, text, Command.HR, channel)


@pytest.mark.parametrize("slack_id", NOBODY)
def test_a_refusal_is_polite_and_says_what_there_is_instead(app: Switchboard, slack_id: str) -> None:
    assert "`/openings`" in app.send(_command(slack_id, "opening close 1"))["text"]
    sent: dict[str, Any] = {"type": "view_submission", "user": {"id": slack_id}, "team": {"id": "T0"}}
    sent["view"] = view(Modal.HR_CONSIDER, "")
    assert "HR" in json.dumps(app.send(sent))
    asked = {"type": "block_suggestion", "action_id": Block.HR_SKILLS_ALL, "user": {"id": slack_id}, "value": "P"}
    assert app.send(asked) == {"options": []}


def test_a_command_of_hr_works_in_the_hr_channel_only(app: Switchboard, reached: list[Any]) -> None:
    assert f"<#{HR_CHANNEL}>" in app.send(_command(MEMBER, "openings", channel=ELSEWHERE))["text"]
    assert reached == []
    app.send(_command(MEMBER, "openings"))
    assert len(reached) == 1


def test_what_is_known_too_long_ago_lets_nobody_in(desk: Desk) -> None:
    later = Switchboard(Desk(desk.database, lambda: NOW + STALE_AFTER + timedelta(seconds=1), desk.settings))
    assert "try again in a minute" in later.send(_command(MEMBER, "openings"))["text"]


def test_who_was_taken_out_of_the_channel_acts_no_more_within_a_minute(desk: Desk) -> None:
    """Slack tells at once; where that is lost the channel is read again, and what is older than this lets nobody in."""
    assert timedelta(minutes=1) >= STALE_AFTER
    refresh_hr_members(desk.database, [GUEST], NOW + timedelta(seconds=20))
    now = NOW + timedelta(seconds=20)
    app = Switchboard(Desk(desk.database, lambda: now, desk.settings))
    assert "`/openings`" in app.send(_command(MEMBER, "openings"))["text"]

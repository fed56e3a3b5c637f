"""Nobody acts on somebody else's things, nor reads them, whatever numbers and tokens they put into what they send.

Both the listeners and the values that they read are found in the app itself: who adds one is tested by that.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Any, get_args

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient, WebhookResponse
from sqlalchemy import select

from bot.config import Settings
from bot.handlers.desk import Desk
from bot.usecases.nudge_standing import Said
from bot.usecases.picking import pick
from bot.views import values
from bot.views.ids import Block
from career.applications import Stage
from career.employees import SkillSource
from career.targets import OpeningTarget
from career.training import EnrolmentState
from career.tuition import RequestState
from storage.database import Database
from storage.tables import (
    EmployeeSkillRow,
    EnrolmentRow,
    NominationRow,
    Row,
    TuitionRequestRow,
)
from tests.bot.handlers.switchboard import HR_CHANNEL, Heard, Switchboard
from tests.factories import (
    NOW,
    a_consideration,
    a_programme,
    a_sent_nudge,
    a_skill,
    a_workshop,
    an_application,
    an_employee,
    an_interest,
    an_opening,
)

OWNER, STRANGER, NOBODY = "U0OWNER", "U0STRANGER", "U0NOBODY"
OWNERS_WORDS = "zebulon"
"""Stands in everything that the owner or HR wrote about the owner, and in the owner's name; in lower case."""

COMMAND_TEXTS = ("", "1", "1 hello", "#1", "pause", "stop", "data", f"<@{OWNER}>")


@dataclass(frozen=True, slots=True)
class Things:
    """What belongs to the owner: each field's name with the values that name a thing of the owner's."""

    owner: int
    by_field: Mapping[str, tuple[Any, ...]]


@pytest.fixture
def desk(sqlite_database: Database) -> Desk:
    environ = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "HR_CHANNEL": HR_CHANNEL}
    return Desk(sqlite_database, lambda: NOW, Settings.from_env(environ))


@pytest.fixture
def things(sqlite_database: Database) -> Things:
    secret = f"{OWNERS_WORDS} wrote this"
    with sqlite_database.begin() as session:
        owner = an_employee(session, slack_id=OWNER, given_name="Zebulon", number="Z1", skills=("SQL",))
        an_employee(session, slack_id=STRANGER, skills=("Python",))
        opening = an_opening(session)
        application = an_application(session, opening, owner, note=secret, stage=Stage.IN_REVIEW)
        a_consideration(session, application, reason=secret)
        programme = a_programme(session, title="Rowing")
        seat, offered = (a_workshop(session, programme, seats=9) for _ in range(2))
        past = a_workshop(session, programme, seats=9, starts_at=NOW - timedelta(days=2))
        states = {seat: EnrolmentState.SEAT, offered: EnrolmentState.OFFERED, past: EnrolmentState.ATTENDED}
        enrolments = [
            EnrolmentRow(workshop_id=workshop, employee_id=owner, state=state, asked_at=NOW)
            for workshop, state in states.items()
        ]
        session.add_all(enrolments)
        session.flush()
        session.add(
            NominationRow(
                enrolment_id=enrolments[1].id,
                by_slack_id="UHR",
                by_name="Hana Novak",
                channel_id=HR_CHANNEL,
                at=NOW,
                answer_by=NOW + timedelta(days=3),
            )
        )
        wish = an_interest(session, owner, None, secret)
        wanted = an_interest(session, owner, programme)
        request = TuitionRequestRow(
            employee_id=owner,
            programme_id=programme,
            title=secret,
            provider=secret,
            cost_parts=10_000,
            cost_currency="EUR",
            starts_on=NOW.date() + timedelta(days=30),
            why=secret,
            state=RequestState.WAITING,
            asked_at=NOW,
        )
        session.add(request)
        skill = a_skill(session, "Cobol")
        session.add(EmployeeSkillRow(employee_id=owner, skill_id=skill, source=SkillSource.DECLARED))
        tokens = [str(a_sent_nudge(session, owner, OpeningTarget(opening), recipient=OWNER)) for _ in range(2)]
        session.flush()
        by_field = {
            "application_id": (application,),
            "opening_id": (opening,),
            "programme_id": (programme,),
            "workshop_id": (seat, offered, past),
            "enrolment_id": tuple(each.id for each in enrolments),
            "employee_id": (owner,),
            "number": ("Z1",),
            "slack_id": (OWNER,),
            "linked_to": (OWNER,),
            "interest_id": (wish, wanted),
            "instead_of": (wish,),
            "request_id": (request.id,),
            "delivery": tuple(tokens),
            "delivery_id": (1, 2),
            "notice_id": (1, 2),
            "nudge_id": (1, 2),
            "skill": ("Cobol",),
            "answer": tuple(Said),
            "words": ("Rowing",),
            "group": ("rowing",),
            "part": ("openings",),
            "stage": ("in_review",),
            "seen": ("seat",),
            "submitted_at": (NOW.isoformat(),),
            "fingerprint": ("x",),
            "file_id": ("F1",),
            "sha256": ("x",),
            "date_order": ("",),
            "day": ("2026-12-24",),
            "location_code": ("",),
            **dict.fromkeys(("skip", "revision"), (0,)),
            **dict.fromkeys(("at_least", "of", "count"), (1,)),
        }
    assert pick(sqlite_database, OWNER, tokens[1], NOW + timedelta(days=2), NOW) is not None
    return Things(owner, by_field)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Everything that the app sends to Slack, as text."""
    sent: list[str] = []

    def call(_client: WebClient, method: str, **arguments: Any) -> dict[str, Any]:
        sent.append(
            json.dumps([method, arguments], default=lambda thing: getattr(thing, "to_dict", lambda: str(thing))())
        )
        return {"ok": True, "view": {"id": "V1", "hash": "1"}, "ts": "1.1", "channel": "D1"}

    def respond(_client: WebhookClient, body: dict[str, Any], **_more: Any) -> WebhookResponse:
        sent.append(json.dumps(body, default=str))
        return WebhookResponse(url="", status_code=200, body="ok", headers={})

    monkeypatch.setattr(WebClient, "api_call", call)
    monkeypatch.setattr(WebhookClient, "send_dict", respond)
    return sent


@pytest.fixture
def read_as(monkeypatch: pytest.MonkeyPatch) -> list[type[Any]]:
    """The kinds of values as which the app has read what it was sent."""
    kinds: list[type[Any]] = []

    def note(kind: type[Any]) -> Any:
        kinds.append(kind)
        return fields(kind)

    monkeypatch.setattr(values, "fields", note)
    return kinds


def _values(kind: type[Any], things: Things) -> Iterator[str]:
    """Yield values of a kind, filled with what is the owner's, in all that it can name."""
    names = [field.name for field in fields(kind)]
    unknown = set(names) - set(things.by_field)
    assert not unknown, f"say in `things` what {unknown} of {kind.__name__} is of the owner's"
    for turn in range(max((len(things.by_field[name]) for name in names), default=1)):
        chosen = {name: things.by_field[name][turn % len(things.by_field[name])] for name in names}
        yield values.encoded(kind(**chosen))


def _state() -> dict[str, Any]:
    """Return what a form could hold, in every input that there is."""
    filled = {
        "value": "4",
        "selected_option": {"value": "4"},
        "selected_options": [{"value": "Cobol"}],
        "selected_date": "2026-12-24",
        "selected_time": "10:00",
        "selected_date_time": int((NOW + timedelta(days=1)).timestamp()),
        "selected_user": NOBODY,
    }
    return {block.value: {block.value: filled} for block in Block}


def _employees(app: Switchboard) -> Iterator[Heard]:
    """Yield what the listeners that are not HR's wait for."""
    for heard in app.heard:
        if heard.kind != "event" and not heard.name.removeprefix("/").startswith("hr"):
            yield heard


def _walk(app: Switchboard, slack_id: str, things: Things, read_as: list[type[Any]]) -> list[str]:
    """Let somebody send all of it, each listener what it reads; return what they read in the answers."""
    answers, state = [], _state()

    def send(heard: Heard, value: str) -> None:
        for payload in heard.payloads(slack_id, value, state):
            if "view" not in payload:
                payload["response_url"] = "http://127.0.0.1:9/answer"
            answers.append(json.dumps(app.send(payload)))

    for heard in _employees(app):
        if heard.kind == "command":
            for text in COMMAND_TEXTS:
                send(heard, text)
            continue
        known: set[type[Any]] = set()
        read_as.clear()
        send(heard, "{}")
        while new := set(read_as) - known:
            known |= new
            for kind in new:
                for value in _values(kind, things):
                    send(heard, value)
    return answers


def _rows(database: Database) -> dict[tuple[str, tuple[Any, ...]], dict[str, Any]]:
    """Return every row of every table by its key."""
    found = {}
    with database.read() as session:
        for table in Row.metadata.sorted_tables:
            for row in session.execute(select(table)).mappings():
                key = tuple(row[column] for column in table.primary_key.columns)
                found[table.name, key] = {str(name): value for name, value in row.items()}
    return found


def test_of_every_kind_of_value_it_is_known_what_the_owner_has(things: Things) -> None:
    for kind in get_args(values.Value):
        assert list(_values(kind, things))


@pytest.mark.parametrize("slack_id", [STRANGER, NOBODY])
def test_nothing_of_the_owners_changes_and_nothing_of_it_is_read(
    desk: Desk, things: Things, said: list[str], read_as: list[type[Any]], slack_id: str
) -> None:
    before = _rows(desk.database)
    read = _walk(Switchboard(desk), slack_id, things, read_as)
    after = _rows(desk.database)
    assert {key: after.get(key) for key in before} == before, "what was there stays as it was"
    new = [row for key, row in after.items() if key not in before]
    assert [row for row in new if row.get("employee_id") == things.owner] == []
    assert [text for text in (*said, *read) if OWNERS_WORDS in text.casefold()] == []


def test_the_owner_does_all_of_it_by_the_same_walk(
    desk: Desk, things: Things, said: list[str], read_as: list[type[Any]]
) -> None:
    before = _rows(desk.database)
    read = _walk(Switchboard(desk), OWNER, things, read_as)
    after = _rows(desk.database)
    touched = {table for table, key in before if after.get((table, key)) != before[table, key]}
    touched |= {table for table, key in after if (table, key) not in before}
    assert touched >= {
        "applications",
        "deliveries",
        "enrolments",
        "feedback",
        "interests",
        "nominations",
        "quiets",
        "tuition_requests",
    }
    assert [text for text in (*said, *read) if OWNERS_WORDS in text.casefold()] != []

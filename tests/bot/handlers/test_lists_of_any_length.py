"""Every list of HR's keeps Slack's limits with nothing in it, with one, with as many as a page holds, and with ten thousand."""

import json
from collections.abc import Iterator
from datetime import time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient, WebhookResponse
from sqlalchemy import Insert, insert, select
from sqlalchemy.orm import Session

from bot.config import Settings
from bot.handlers.desk import Desk
from bot.usecases.directory import refresh_hr_members, refresh_people
from bot.views.ids import Command
from career.applications import Stage
from career.cadences import Once, cadence_to_json
from career.criteria import EVERYONE
from career.employees import EmploymentStatus
from career.notices import NoticeKind
from career.nudges import NudgeStatus, Reach, reach_to_json
from career.openings import OpeningStatus
from career.outcomes import DeliveryState
from career.rule_json import rule_to_json
from career.targets import SuitingOpenings, target_to_json
from sandbox.rules import check_call
from storage.database import Database
from storage.directory import SlackPerson
from storage.tables import ApplicationRow, DeliveryRow, EmployeeRow, NoticeRow, NudgeRow, OpeningRow
from tests.bot.handlers.switchboard import HR_CHANNEL, Switchboard, command, press
from tests.factories import NOW, a_nudge, an_employee, an_opening

HANA = "U0HANA"
LENGTHS = (0, 1, 49, 51, 10_000)
LISTS = (
    "openings",
    "applications",
    "applications 1",
    "applications ended",
    "nudges",
    "uncertain",
    "untold",
    "find ada",
    "unmatched",
)
LONG = "<!channel> & *Vessel traffic services operator* " * 3
_FINE = frozenset({"bk.action_id_reused"})


def _people(number: int) -> dict[str, Any]:
    return {
        "number": f"{number:06}",
        "given_name": "Ada",
        "family_name": f"{LONG[:80]}{number}",
        "full_name_key": f"ada rower{number}",
        "status": EmploymentStatus.ACTIVE,
        "lot": number + 1,
        "job_title": LONG,
        "zone": "Europe/Berlin",
        "created_at": NOW,
        "updated_at": NOW,
    }


def _fill(session: Session, many: int) -> None:
    """Have so many of everything that HR has a list of, each with texts as long as they may be."""
    if not many:
        return
    session.execute(insert(EmployeeRow), [_people(number) for number in range(many)])
    people = session.scalars(select(EmployeeRow.id).where(EmployeeRow.given_name == "Ada")).all()
    stamps = {"created_by": "UHR", "created_at": NOW, "updated_at": NOW}
    opening = {"description": LONG, "status": OpeningStatus.OPEN, "requirements": rule_to_json(EVERYONE), **stamps}
    first, second = an_opening(session), an_opening(session)
    openings = [{"title": LONG, "title_code": f"t{number}", **opening} for number in range(many - 1)]
    nudge = {
        "title": LONG,
        "target": target_to_json(SuitingOpenings()),
        "topic": SuitingOpenings().topic,
        "target_key": SuitingOpenings().key,
        "words": LONG,
        "audience": rule_to_json(EVERYONE),
        "cadence": cadence_to_json(Once(NOW.date(), time(11))),
        "reach": reach_to_json(Reach()),
        "status": NudgeStatus.ENDED,
        "salt_multiplier": 1,
        "salt_offset": 0,
        **stamps,
    }
    sent = a_nudge(session, SuitingOpenings())
    waiting = {"opening_id": first, "note": LONG, "stage": Stage.SUBMITTED, "submitted_at": NOW}
    ended = {"opening_id": second, "note": "", "stage": Stage.WITHDRAWN, "submitted_at": NOW - timedelta(days=1)}
    copy = {"nudge_id": sent, "occasion": "x", "state": DeliveryState.UNCERTAIN, "due_at": NOW, "claims": 1}
    news = {"kind": NoticeKind.OPENING_CANCELLED, "details": {"application": 1}, "state": DeliveryState.FAILED}
    rows: list[tuple[Insert, list[dict[str, Any]]]] = [
        (insert(OpeningRow), openings),
        (insert(NudgeRow), [nudge] * (many - 1)),
        (insert(ApplicationRow), [{"employee_id": each, **waiting} for each in people]),
        (insert(ApplicationRow), [{"employee_id": each, **ended} for each in people]),
        (
            insert(DeliveryRow),
            [
                {"token": uuid4(), "employee_id": each, "attempted_at": NOW, "created_at": NOW, **copy}
                for each in people
            ],
        ),
        (
            insert(NoticeRow),
            [
                {
                    "token": uuid4(),
                    "key": f"n{each}",
                    "employee_id": each,
                    "claims": 1,
                    "due_at": NOW,
                    "created_at": NOW,
                    **news,
                }
                for each in people
            ],
        ),
    ]
    for statement, values in rows:
        if values:
            session.execute(statement, values)


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What was answered below a command or a press."""
    bodies: list[dict[str, Any]] = []

    def respond(_client: WebhookClient, body: dict[str, Any], **_more: Any) -> WebhookResponse:
        bodies.append(json.loads(json.dumps(body, default=lambda block: block.to_dict())))
        return WebhookResponse(url="", status_code=200, body="ok", headers={})

    monkeypatch.setattr(WebhookClient, "send_dict", respond)
    monkeypatch.setattr(WebClient, "api_call", lambda *_, **__: {"ok": True, "view": {"id": "V1", "hash": "1"}})
    return bodies


@pytest.fixture(params=LENGTHS)
def app(request: pytest.FixtureRequest, sqlite_database: Database) -> Switchboard:
    hana = SlackPerson(HANA, "Hana Novak", None, "Europe/Berlin", is_active=True, is_guest=False, is_bot=False)
    refresh_people(sqlite_database, [hana], NOW)
    refresh_hr_members(sqlite_database, [HANA], NOW)
    with sqlite_database.begin() as session:
        an_employee(session, slack_id=HANA, given_name="Hana", full_name_key="hana novak")
        _fill(session, request.param)
    environ = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "HR_CHANNEL": HR_CHANNEL}
    return Switchboard(Desk(sqlite_database, lambda: NOW, Settings.from_env(environ)))


def _pages(app: Switchboard, answered: list[dict[str, Any]], typed: str) -> Iterator[dict[str, Any]]:
    """Yield the first pages of a list, the last ones, and what is beyond its end, as the buttons would ask for them."""

    def send(payload: dict[str, Any]) -> dict[str, Any]:
        answered.clear()
        acknowledged = app.send(payload | {"response_url": "http://127.0.0.1:9/answer"})
        if answered:
            return answered[-1]
        return {"text": acknowledged} if isinstance(acknowledged, str) else acknowledged

    page = send(command(HANA, typed, Command.HR))
    yield page
    turn = _more_in(page)
    if turn is None:
        return
    action_id, value = turn
    for skip in (value["skip"], 9_995, 20_000):
        sender = {"user": {"id": HANA, "team_id": "T0"}, "team": {"id": "T0"}, "trigger_id": "1.2.3"}
        yield send(sender | press(action_id, json.dumps(value | {"skip": skip})) | {"channel": {"id": HR_CHANNEL}})


def _more_in(page: dict[str, Any]) -> tuple[str, dict[str, Any]] | None:
    for block in page.get("blocks", []):
        for element in block.get("elements", []):
            if str(element.get("action_id", "")).endswith(".more"):
                return element["action_id"], json.loads(element["value"])
    return None


def test_every_list_keeps_within_what_slack_takes(
    app: Switchboard, answered: list[dict[str, Any]], request: pytest.FixtureRequest
) -> None:
    many = request.node.callspec.params["app"]
    for typed in LISTS:
        pages = list(_pages(app, answered, typed))
        assert len(pages) > 1 or many < LENGTHS[-2], f"{typed} has no second page"
        for page in pages:
            assert page.get("text"), typed
            assert "went wrong" not in page["text"], typed
            arguments = {"channel": HR_CHANNEL, "text": page["text"], "blocks": page.get("blocks", [])}
            found = check_call("chat.postMessage", arguments, "application/json", "xoxb-1")
            assert [each for each in found if each.rule not in _FINE] == [], typed

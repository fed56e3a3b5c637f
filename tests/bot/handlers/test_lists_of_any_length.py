"""Whatever can be typed and every page that can be turned keeps Slack's limits, with nothing there and with ten thousand.

What there is to type and to turn is found in what listens: who adds a list finds it here, or a test fails.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient, WebhookResponse

from bot.config import Settings
from bot.handlers.career_words import CareerWord
from bot.handlers.desk import Desk
from bot.handlers.hr.command import all_orders
from bot.usecases.people.directory import refresh_hr_members, refresh_people
from bot.views.ids import Action, Block, Command
from bot.views.values import OpeningForm, encoded
from sandbox.rules import Breach, check_ack, check_call
from storage.database import Database
from storage.people.directory import SlackPerson
from tests.bot.handlers.crowd import HANA, HANAS_NUMBER, fill
from tests.bot.handlers.switchboard import HR_CHANNEL, Switchboard, command, press
from tests.factories import NOW

LENGTHS = (0, 1, 49, 51, 10_000)
_FINE = frozenset({"bk.action_id_reused"})
_ALSO = ("applications ended", "find ada", "attendance 2", "roster 2", f"portfolio {HANAS_NUMBER}", "audit uhr")
"""What HR can type besides the words of each order, with the number 1 where it takes one."""


_CARRIED: Mapping[str, str] = {Block.HR_FILLED_BY: encoded(OpeningForm(2, 1))}
"""What a form carries whose menu asks about it."""


@dataclass(slots=True)
class Shown:
    """Something that was shown: by which of Slack's methods, and with what."""

    method: str
    arguments: dict[str, Any]

    def view(self) -> dict[str, Any]:
        """Return the modal or the Home tab, as Slack sends it along with a press; empty where it is a message."""
        shown: dict[str, Any] = self.arguments.get("view") or {}
        return shown and {**shown, "id": "V1", "hash": "1.2", "state": {"values": {}}}

    def buttons(self) -> Iterator[tuple[str, str]]:
        """Yield what can be pressed: action ids with the values they carry."""
        for block in self.view().get("blocks", ()) or self.arguments.get("blocks", ()):
            for element in (*block.get("elements", ()), block.get("accessory") or {}):
                if element.get("type") == "button":
                    yield element["action_id"], element.get("value", "")


@dataclass(slots=True)
class House:
    """The whole app in a company with so many of everything, and all that was shown there."""

    many: int
    desk: Desk
    app: Switchboard
    shown: list[Shown] = field(default_factory=list)

    @property
    def far(self) -> int:
        """How many entries come before the last page of the longest lists, or, in shorter ones, before a page beyond all."""
        return LENGTHS[-1] - 5

    def send(self, payload: dict[str, Any]) -> list[Shown]:
        """Send something as Hana would; return what she is shown then."""
        self.shown.clear()
        acknowledged = self.app.send(payload | {"response_url": "http://127.0.0.1:9/answer"})
        if "command" in payload:
            assert _wrong(check_ack("slash_commands", acknowledged, None)) == [], payload["text"]
            if acknowledged:
                content = {"text": acknowledged} if isinstance(acknowledged, str) else dict(acknowledged)
                content.pop("response_type", None)
                self.shown.append(Shown("chat.postMessage", {"channel": HR_CHANNEL, **content}))
        return list(self.shown)


@pytest.fixture(params=LENGTHS)
def house(request: pytest.FixtureRequest, sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> House:
    hana = SlackPerson(HANA, "Hana Novak", None, "Europe/Berlin", is_active=True, is_guest=False, is_bot=False)
    refresh_people(sqlite_database, [hana], NOW)
    refresh_hr_members(sqlite_database, [HANA], NOW)
    with sqlite_database.begin() as session:
        fill(session, request.param)
    environ = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "HR_CHANNEL": HR_CHANNEL}
    desk = Desk(sqlite_database, lambda: NOW, Settings.from_env(environ))
    house = House(request.param, desk, Switchboard(desk))

    def as_json(thing: Any) -> Any:
        return json.loads(json.dumps(thing, default=lambda block: block.to_dict()))

    def call(_client: WebClient, method: str, **arguments: Any) -> dict[str, Any]:
        if method.startswith(("views.", "chat.")):
            house.shown.append(Shown(method, as_json(arguments["json"])))
        return {"ok": True, "view": {"id": "V1", "hash": "1"}, "channel": {"id": "D1"}, "upload_url": "", "file_id": ""}

    def respond(_client: WebhookClient, body: dict[str, Any], **_more: Any) -> WebhookResponse:
        content = as_json(body)
        wanted = {name: content[name] for name in ("text", "blocks") if content.get(name)}
        house.shown.append(Shown("chat.postMessage", {"channel": HR_CHANNEL, **wanted}))
        return WebhookResponse(url="", status_code=200, body="ok", headers={})

    monkeypatch.setattr(WebClient, "api_call", call)
    monkeypatch.setattr(WebhookClient, "send_dict", respond)
    return house


def _everything_to_type(house: House) -> Iterator[dict[str, Any]]:
    for order in all_orders(house.desk):
        yield command(HANA, order.words, Command.HR)
        if {"N", "[N]"} & set(order.usage.split()):
            yield command(HANA, f"{order.words} 1", Command.HR)
    for typed in _ALSO:
        yield command(HANA, typed, Command.HR)
    for name in Command:
        if name not in {Command.HR, Command.CAREER}:
            yield from (command(HANA, typed, name) for typed in ("", "1", "vessel traffic"))
    for word in ("", *CareerWord):
        if word != CareerWord.DATA:
            yield command(HANA, word, Command.CAREER)
    event = {"type": "app_home_opened", "user": HANA, "tab": "home", "channel": "D1"}
    yield {"type": "event_callback", "team_id": "T0", "event": event}


def _said(payload: dict[str, Any]) -> str:
    return f"{payload.get('command', 'Home')} {payload.get('text', '')}"


def _pressed(shown: Shown, action_id: str, value: str) -> dict[str, Any]:
    sender = {"user": {"id": HANA, "team_id": "T0"}, "team": {"id": "T0"}, "trigger_id": "1.2.3"}
    view = shown.view()
    return sender | press(action_id, value) | ({"view": view} if view else {"channel": {"id": HR_CHANNEL}})


def _wrong(found: Sequence[Breach]) -> list[Breach]:
    return [each for each in found if each.rule not in _FINE]


def _check(house: House, shown: Shown, after: str) -> None:
    found = check_call(shown.method, shown.arguments, "application/json", "xoxb-1")
    assert _wrong(found) == [], (after, house.many)
    said = json.dumps(shown.arguments)
    assert "went wrong" not in said, after
    assert "older message" not in said, after


def _turn_every_page(house: House, turns: set[str], opens: set[str]) -> set[str]:
    """Type everything, open every list that is seen, and turn its pages; return by what they were turned."""
    seen: set[tuple[str, str, str]] = set()
    to_look_at = [(_said(payload), house.send(payload)) for payload in _everything_to_type(house)]
    while to_look_at:
        after, answers = to_look_at.pop()
        for shown in answers:
            _check(house, shown, after)
            for action_id, value in shown.buttons():
                if action_id not in turns | opens:
                    continue
                carried = json.loads(value)
                # The hub and a portfolio have a list for each of their parts, turned by the same button.
                place = (shown.method, action_id, carried.get("part", "") if action_id in turns else "")
                if place in seen:
                    continue
                seen.add(place)
                skips = (carried["skip"], house.far) if action_id in turns else (None,)
                for skip in skips:
                    asked = value if skip is None else json.dumps(carried | {"skip": skip})
                    pressed = house.send(_pressed(shown, action_id, asked))
                    to_look_at.append((f"{after} > {action_id} {skip}", pressed))
    return {action_id for _, action_id, _ in seen}


def _open_every_menu(house: House) -> None:
    for heard in house.app.heard:
        if heard.kind == "options":
            for payload in heard.payloads(HANA, _CARRIED.get(heard.name, "{}")):
                for typed in ("", "a", "vessel"):
                    acknowledged = house.app.send(payload | {"value": typed})
                    assert _wrong(check_ack("block_suggestion", acknowledged, None)) == [], heard.name


def test_whatever_is_shown_or_offered_keeps_within_what_slack_takes(house: House) -> None:
    listens = {heard.name for heard in house.app.heard if heard.kind == "action"}
    turns = {name for name in listens & set(Action) if name.endswith(".more")}
    opens = {name.removesuffix(".more") for name in turns} & listens
    turned = _turn_every_page(house, turns, opens)
    if house.many >= LENGTHS[-2]:
        assert turns - turned == set(), "nothing that can be typed or opened leads to a second page of these"
    _open_every_menu(house)

"""Whatever is sent once more, or out of order, makes nothing twice: by Slack's retry, by a double press, or by hand.

The forms and the buttons are found in what listens: who adds a form says here how one fills it in, or a test fails.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

from bot.views import values
from bot.views.ids import Block, Modal
from career.applications import Stage
from tests.bot.handlers.house import House, Rows
from tests.bot.handlers.switchboard import view
from tests.bot.handlers.things import OWNER, STRANGER
from tests.factories import NOW
from tests.statements import recorded_statements

LATER = NOW + timedelta(minutes=1)
"""When it is sent again: whatever notes the time would note another one."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it is sent: what it carries, and what stands in its inputs."""

    carries: values.Value | None
    filled: Mapping[Block, Mapping[str, Any]]


def _typed(text: str) -> dict[str, Any]:
    return {"type": "plain_text_input", "value": text}


def _chosen(value: str) -> dict[str, Any]:
    return {"selected_option": {"value": value}}


def _ticked(*chosen: str) -> dict[str, Any]:
    return {"selected_options": [{"value": value} for value in chosen]}


def _on(day: int) -> dict[str, Any]:
    return {"selected_date": (NOW + timedelta(days=day)).date().isoformat()}


def _at(hour: int) -> dict[str, Any]:
    return {"selected_time": f"{hour:02}:00"}


_PICKED = {"selected_date_time": int((NOW + timedelta(days=3)).timestamp())}
_REASON = {Block.HR_REASON: _typed("It is the best for everybody.")}
_OPENING = {Block.HR_TITLE: _typed("Cox"), Block.HR_DESCRIPTION: _typed("Steer."), Block.HR_START: _chosen("open")}
_PROGRAMME = {
    Block.HR_TITLE: _typed("Sculling"),
    Block.HR_DESCRIPTION: _typed("Two days."),
    Block.HR_TEACHES: _ticked("Sculling"),
    Block.HR_QUALIFIES: _chosen("yes"),
    Block.HR_OFFERED: _chosen("yes"),
}
_WORKSHOP = {
    Block.HR_DAY: _on(20),
    Block.HR_BEGINS: _at(9),
    Block.HR_ENDS: _at(11),
    Block.HR_ZONE: _chosen("Europe/Berlin"),
    Block.HR_VENUE: _typed("Quay"),
    Block.HR_SEATS: _typed("7"),
}
_NUDGE = {
    Block.HR_TITLE: _typed("Come"),
    Block.HR_NUDGE_ABOUT: _chosen("suiting"),
    Block.HR_NUDGE_WORDS: _typed("Hello {first_name}."),
    Block.HR_NUDGE_RHYTHM: _chosen("once"),
    Block.HR_NUDGE_DAY: _on(5),
    Block.HR_NUDGE_HOUR: _at(10),
    Block.HR_NUDGE_TIMES: _typed("1"),
    Block.HR_NUDGE_DAYS_BETWEEN: _typed("7"),
    Block.HR_NUDGE_HOLD_OUT: _typed("0"),
}
_SETTINGS = {
    Block.HR_DELIVERY_DAYS: _ticked("0", "1"),
    Block.HR_OPENS: _at(8),
    Block.HR_CLOSES: _at(18),
    Block.HR_PER_DAY: _typed("2"),
    Block.HR_PER_WEEK: _typed("3"),
    Block.HR_CONSIDER_WITHIN: _typed("4"),
    Block.HR_KUDOS_PER_DAY: _typed("5"),
    Block.HR_FALLBACK_ZONE: _typed("Europe/Berlin"),
}
_FUNDING = {
    Block.FUNDING_TITLE: _typed("Navigation"),
    Block.FUNDING_PROVIDER: _typed("Harbour School"),
    Block.FUNDING_COST: _typed("100 EUR"),
    Block.FUNDING_STARTS: _on(30),
    Block.FUNDING_WHY: _typed("So that I can steer."),
}
_THANKS = {Block.KUDOS_TO: {"selected_user": STRANGER}, Block.KUDOS_WORDS: _typed("for the help")}

FORMS: Mapping[str, Callable[[House], Sent]] = {
    "apply": lambda house: Sent(values.OpeningChoice(house.made["untried"]), {Block.NOTE: _typed("I row.")}),
    "rate": lambda house: Sent(
        values.WorkshopChoice(house.made["held"]), {Block.RATING: _chosen("5"), Block.COMMENT: _typed("Good.")}
    ),
    "funding": lambda _: Sent(values.FundingFor(), _FUNDING),
    "held": lambda house: Sent(
        values.DeliveryChoice(house.things.by_field["delivery"][0]), {Block.HELD_WRONG: _typed("I know SQL well.")}
    ),
    "kudos": lambda _: Sent(None, _THANKS),
    "own_hours": lambda _: Sent(
        None, {Block.HOURS_WEEKDAYS: _ticked("1", "2"), Block.HOURS_FROM: _at(10), Block.HOURS_UNTIL: _at(15)}
    ),
    "pick_time": lambda house: Sent(
        values.DeliveryChoice(house.things.by_field["delivery"][0]), {Block.PICKED_TIME: _PICKED}
    ),
    "portfolio": lambda _: Sent(None, {Block.HELD_WRONG: _typed("My level is wrong.")}),
    "skills": lambda _: Sent(None, {Block.SKILLS_ADD: _ticked("Excel")}),
    "hr.award": lambda _: Sent(None, _THANKS),
    "hr.consider": lambda house: Sent(
        values.SeenApplication(house.made["waiting"], Stage.SUBMITTED, NOW.isoformat()),
        {Block.HR_DECISION: _chosen("decline"), **_REASON},
    ),
    "hr.forget": lambda _: Sent(values.EmployeeChoice("L1"), {Block.HR_FORGET_NUMBER: _typed("L1")}),
    "hr.funding": lambda house: Sent(
        values.RequestChoice(house.things.by_field["request_id"][0]), {Block.HR_DECISION: _chosen("decline"), **_REASON}
    ),
    "hr.funding.policy": lambda _: Sent(values.PolicyForm(0), {Block.HR_FUNDING_CAP: _typed("1500 EUR")}),
    "hr.holiday": lambda _: Sent(None, {Block.HR_HOLIDAY_DAY: _on(31), Block.HR_HOLIDAY_NAME: _typed("Feast")}),
    "hr.nudge": lambda _: Sent(values.NudgeForm(0), _NUDGE),
    "hr.opening": lambda _: Sent(values.OpeningForm(0), _OPENING),
    "hr.opening.close": lambda house: Sent(values.OpeningForm(house.made["untried"], 1), {}),
    "hr.opening.fill": lambda house: Sent(
        values.OpeningForm(house.made["fillable"], 1), {Block.HR_FILLED_BY: _chosen(str(house.made["accepted"]))}
    ),
    "hr.opening.cancel": lambda house: Sent(values.OpeningForm(house.made["untried"], 1), _REASON),
    "hr.programme": lambda _: Sent(values.ProgrammeForm(0), _PROGRAMME),
    "hr.settings": lambda _: Sent(values.SettingsForm(), _SETTINGS),
    "hr.wishes.offered": lambda house: Sent(
        values.Page("knots", 0), {Block.HR_MEANT_PROGRAMME: _chosen(str(house.made["programme"]))}
    ),
    "hr.workshop": lambda house: Sent(values.WorkshopForm(0, house.made["programme"]), _WORKSHOP),
    "hr.workshop.cancel": lambda house: Sent(values.WorkshopForm(house.made["planned"], 0), _REASON),
}
"""How each form is filled in so that it changes something in the house, by its name."""


def _send(house: House, modal: Modal, sent: Sent, view_id: str = "V1") -> Any:
    """Let the owner send a form; return the acknowledgement."""
    payload = {"type": "view_submission", "user": {"id": OWNER, "team_id": "T0"}, "team": {"id": "T0"}}
    carried = "" if sent.carries is None else values.encoded(sent.carries)
    filled = {block.value: {block.value: state} for block, state in sent.filled.items()}
    return house.app.send({**payload, "trigger_id": "1.2.3", "view": view(modal, carried, filled, view_id)})


def test_of_every_form_it_is_known_how_one_fills_it_in(house: House) -> None:
    assert {heard.name for heard in house.app.heard if heard.kind == "view"} == set(FORMS)


@pytest.mark.parametrize("modal", FORMS)
def test_a_form_that_is_sent_again_changes_nothing_more(house: House, modal: str) -> None:
    sent = FORMS[modal](house)
    before = house.rows()
    answer = _send(house, Modal(modal), sent)
    after = house.rows()
    assert after != before, f"it shall change something the first time, but {answer}"
    house.clock[0] = LATER
    _send(house, Modal(modal), sent)
    assert house.rows() == after


def test_forms_that_are_sent_again_in_another_order_make_nothing_twice(house: House, seed: int) -> None:
    draws = Random(seed)
    everything = {modal: fill(house) for modal, fill in FORMS.items()}
    done = []
    for number, modal in enumerate(draws.sample(sorted(everything), len(everything))):
        before = house.rows()
        _send(house, Modal(modal), everything[modal], f"V{number}")
        if house.rows() != before:
            done.append((modal, f"V{number}"))
    assert len(done) > len(everything) / 2
    house.clock[0] = LATER
    after = house.rows()
    for modal, view_id in draws.sample(done, len(done)):
        _send(house, Modal(modal), everything[modal], view_id)
        assert house.rows() == after, modal


def _press(house: House, payload: dict[str, Any], before: Rows) -> Rows:
    """Let the owner press a button; return all that is stored then, which is read only if anything was written."""
    with recorded_statements() as statements:
        house.app.send(payload)
    is_read_only = all(each.lstrip().startswith(("SELECT", "WITH")) for each in statements)
    return before if is_read_only else house.rows()


def _timeless(rows: Rows) -> Rows:
    """Leave out every instant: "quiet for a week" pressed a minute later is quiet a minute longer."""
    return {
        key: {name: value for name, value in row.items() if not isinstance(value, datetime)}
        for key, row in rows.items()
    }


def test_a_button_that_is_pressed_again_makes_nothing_twice(house: House, read_as: list[type[Any]]) -> None:
    changed: set[str] = set()
    rows = house.rows()
    for heard, payload in house.presses(read_as):
        before, house.clock[0] = rows, NOW
        rows = _press(house, payload, before)
        if rows != before:
            changed.add(heard.name)
            house.clock[0] = LATER
            again = _press(house, payload, rows)
            assert _timeless(again) == _timeless(rows), heard.name
            rows = again
    assert changed >= {
        "application.withdraw",
        "hr.finish",
        "hr.nominate",
        "hub.stop",
        "nudge.not_now",
        "workshop.enrol",
    }

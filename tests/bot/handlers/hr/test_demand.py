"""What HR does about wishes is acknowledged before anybody looks which of all wishes are alike."""

from collections.abc import Mapping
from typing import Any

import pytest

from bot.config import Settings
from bot.handlers.desk import Desk
from bot.usecases.people.directory import refresh_hr_members, refresh_people
from bot.usecases.training import demand
from bot.views.ids import Block, Modal
from bot.views.values import Page, ProgrammeForm, Value, encoded
from storage.database import Database
from storage.people.directory import SlackPerson
from storage.training.demand import interested_ids
from tests.bot.handlers.switchboard import HR_CHANNEL, Switchboard, view
from tests.factories import NOW, a_programme, an_employee, an_interest

HANA = "U0HANA"


@pytest.fixture
def app(sqlite_database: Database) -> Switchboard:
    hana = SlackPerson(HANA, "Hana Novak", None, "Europe/Berlin", is_active=True, is_guest=False, is_bot=False)
    refresh_people(sqlite_database, [hana], NOW)
    refresh_hr_members(sqlite_database, [HANA], NOW)
    with sqlite_database.begin() as session:
        a_programme(session, id=7, title="Sculling")
        for _ in range(2):
            an_interest(session, an_employee(session), None, "oars for one")
    environ = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "HR_CHANNEL": HR_CHANNEL}
    return Switchboard(Desk(sqlite_database, lambda: NOW, Settings.from_env(environ)))


def _chosen(value: str) -> dict[str, Any]:
    return {"selected_option": {"value": value}}


FORMS: Mapping[Modal, tuple[Value, dict[Block, dict[str, Any]]]] = {
    Modal.HR_WISHES_OFFERED: (Page("oars for one", 0), {Block.HR_MEANT_PROGRAMME: _chosen("7")}),
    Modal.HR_PROGRAMME: (
        ProgrammeForm(0, group="oars for one"),
        {
            Block.HR_TITLE: {"type": "plain_text_input", "value": "Oars"},
            Block.HR_DESCRIPTION: {"type": "plain_text_input", "value": "One boat, one oar."},
            Block.HR_QUALIFIES: _chosen("no"),
            Block.HR_OFFERED: _chosen("yes"),
        },
    ),
}


def _send(app: Switchboard, modal: Modal, **other: str) -> Any:
    carries, filled = FORMS[modal]
    filled = filled | {Block(name): {"type": "plain_text_input", "value": text} for name, text in other.items()}
    state = {block.value: {block.value: value} for block, value in filled.items()}
    sender = {"user": {"id": HANA, "team_id": "T0"}, "team": {"id": "T0"}, "trigger_id": "1.2.3"}
    return app.send(sender | {"type": "view_submission", "view": view(modal, encoded(carries), state)})


@pytest.mark.parametrize("modal", FORMS)
def test_the_form_is_acknowledged_before_it_is_known_which_wishes_are_alike(
    app: Switchboard, said: list[str], monkeypatch: pytest.MonkeyPatch, modal: Modal
) -> None:
    def never(_texts: object) -> None:
        raise TimeoutError

    monkeypatch.setattr(demand, "groups_of", never)
    acknowledged = _send(app, modal)
    assert acknowledged["response_action"] == "update"
    name = acknowledged["view"]["external_id"]
    assert any(f'"external_id": "{name}"' in each and "Something went wrong" in each for each in said)


@pytest.mark.parametrize("modal", FORMS)
def test_it_tells_afterwards_how_many_are_interested(app: Switchboard, said: list[str], modal: Modal) -> None:
    _send(app, modal)
    told = next(each for each in said if "views.update" in each)
    assert "2 people" in told


def test_what_is_wrong_with_a_programme_made_of_wishes_is_said_beside_it_at_once(app: Switchboard) -> None:
    assert list(_send(app, Modal.HR_PROGRAMME, **{Block.HR_TITLE: "Sculling"})["errors"]) == [Block.HR_TITLE]
    assert list(_send(app, Modal.HR_PROGRAMME, **{Block.HR_DESCRIPTION: ""})["errors"]) == [Block.HR_DESCRIPTION]


@pytest.mark.usefixtures("said")
def test_a_programme_made_of_wishes_is_made_once_however_often_the_form_is_sent(
    app: Switchboard, sqlite_database: Database, said: list[str]
) -> None:
    for _ in range(2):
        assert _send(app, Modal.HR_PROGRAMME)["response_action"] == "update"
    assert "has made programme #8 already" in said[-1]
    with sqlite_database.read() as session:
        assert len(interested_ids(session, 8)) == 2

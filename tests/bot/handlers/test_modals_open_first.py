"""A trigger dies after three seconds, and a database may be slow: so every modal opens before the database is asked.

Buttons are found in what listens: who adds one is tested by that. What an acknowledgement itself asks is not counted here.
"""

from collections.abc import Iterator
from concurrent.futures import Future
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.views.ids import Command
from tests.bot.handlers.house import House
from tests.bot.handlers.switchboard import AtOnce, command
from tests.bot.handlers.things import OWNER
from tests.statements import recorded_statements

COMMANDS = (
    (Command.APPLY, "1"),
    (Command.CAREER, "hours"),
    (Command.CAREER, "skills"),
    (Command.KUDOS, ""),
    *(
        (Command.HR, words)
        for words in (
            *("opening new", "opening edit 1", "opening close 1", "opening fill 1", "opening cancel 1"),
            *("programme new", "programme edit 1", "workshop new 1", "funding policy", "settings"),
            *("nudge new", "nudge edit 1", "nudge preview 1", "award", f"portfolio <@{OWNER}>", "forget L1"),
        )
    ),
)
"""What is typed to get a modal."""

_NEED_A_TRIGGER = frozenset({"views.open", "views.push"})


@pytest.fixture
def asked_before(monkeypatch: pytest.MonkeyPatch, house: House) -> Iterator[list[int]]:  # noqa: ARG001  made before the counting
    """How many statements had been sent, since what is acknowledged was left behind, whenever a modal opened."""
    counts: list[int] = []
    submit, call = AtOnce.submit, WebClient.api_call
    with recorded_statements() as statements:

        def begin(executor: AtOnce, *given: Any, **more: Any) -> Future[Any]:
            statements.clear()
            return submit(executor, *given, **more)

        def note(client: WebClient, method: str, **arguments: Any) -> Any:
            if method in _NEED_A_TRIGGER:
                counts.append(len(statements))
            return call(client, method, **arguments)

        monkeypatch.setattr(AtOnce, "submit", begin)
        monkeypatch.setattr(WebClient, "api_call", note)
        yield counts


def test_a_button_opens_its_modal_before_the_database_is_asked(
    house: House, asked_before: list[int], read_as: list[type[Any]]
) -> None:
    opening = set()
    for heard, payload in house.presses(read_as):
        asked_before.clear()
        house.app.send(payload)
        assert not any(asked_before), heard.name
        opening |= {heard.name} if asked_before else set()
    assert opening >= {"hr.opening.edit", "hr.nudge.preview", "nudge.pick_time", "opening.apply", "workshop.rate"}


@pytest.mark.parametrize(("name", "words"), COMMANDS)
def test_a_command_opens_its_modal_before_the_database_is_asked(
    house: House, asked_before: list[int], name: Command, words: str
) -> None:
    house.app.send(command(OWNER, words, name))
    assert asked_before == [0]

"""What a person is told when something breaks can be found in the log, and no log line holds what people wrote."""

import logging
import re

import pytest
from sqlalchemy import text

from tests.scenarios.nudging import modal
from tests.scenarios.world import World


def test_the_reference_a_person_reads_out_is_the_one_in_the_log(world: World, caplog: pytest.LogCaptureFixture) -> None:
    with world.database.begin() as session:
        session.execute(text("ALTER TABLE openings RENAME TO openings_gone"))
    with caplog.at_level(logging.INFO):
        answer = world.ada.command("/apply 1 I am Ada and my secret is rosemary").words
    found = re.search(r"\b[0-9a-f]{8}\b", answer)
    assert found is not None, answer
    errors = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert any(found.group() in error for error in errors)
    assert not any("rosemary" in record.getMessage() or "Ada" in record.getMessage() for record in caplog.records)


def test_every_request_is_logged_by_our_own_name_of_it(world: World, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        world.ada.command("/openings")  # Bolt changes the levels of loggers at its first request
        world.ada.command("/interest rosemary")
    line = world.wait_for(lambda: next((r.getMessage() for r in caplog.records if "/interest" in r.getMessage()), None))
    assert line.startswith("command /interest ")
    assert "rosemary" not in caplog.text


def test_a_modal_that_cannot_be_filled_in_says_so_in_place_of_waiting_for_ever(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    with world.database.begin() as session:
        session.execute(text("ALTER TABLE settings RENAME TO settings_gone"))
    with caplog.at_level(logging.ERROR):
        assert world.hr("/hr settings") == ""
        told = modal(world, "Something went wrong on our side")
        found = re.search(r"\b[0-9a-f]{8}\b", told.words)
        assert found is not None, told.words
        # It is shown first and logged on its way out.
        assert world.wait_for(lambda: found.group() in caplog.text or None)

import json
import logging

import pytest

from bot.slack.hello import hearing


@pytest.mark.parametrize(("connections", "ours", "warns"), [(1, 1, False), (2, 1, True), (2, 2, False), (3, 2, True)])
def test_more_connections_than_ours_are_a_warning(
    caplog: pytest.LogCaptureFixture, connections: int, ours: int, *, warns: bool
) -> None:
    with caplog.at_level(logging.INFO):
        hearing(ours)(json.dumps({"type": "hello", "num_connections": connections}))
    assert [record.levelname for record in caplog.records] == (["INFO", "WARNING"] if warns else ["INFO"])


def test_a_message_that_only_says_hello_is_none(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        hearing(1)(json.dumps({"type": "slash_commands", "payload": {"text": '"hello"'}}))
    assert caplog.records == []

import json
import logging
from collections.abc import Iterator

import pytest

from bot.logs import REFERENCE, LogFormat, set_up_logging


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    yield
    root.handlers[:] = before
    root.setLevel(level)


def _log_within(reference: str) -> None:
    held = REFERENCE.set(reference)
    logging.getLogger("bot.test").info("%s done", "it is", extra={"facts": {"kind": "command"}})
    REFERENCE.reset(held)


def test_a_line_of_text_carries_the_reference(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging()
    _log_within("ab12cd34")
    assert capsys.readouterr().err.rstrip().endswith("INFO bot.test [ab12cd34]: it is done")


def test_a_line_outside_of_any_request_has_none(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging()
    _log_within("")
    assert capsys.readouterr().err.rstrip().endswith("INFO bot.test: it is done")


def test_a_line_of_json_is_one_object_with_its_facts(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging(LogFormat.JSON)
    _log_within("ab12cd34")
    line = json.loads(capsys.readouterr().err)
    assert line.pop("at").endswith("+00:00")
    assert line == {
        "level": "info",
        "from": "bot.test",
        "message": "it is done",
        "kind": "command",
        "reference": "ab12cd34",
    }


def _fail() -> None:
    raise KeyError


def test_an_error_brings_its_trace_in_the_same_line(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging(LogFormat.JSON)
    try:
        _fail()
    except KeyError:
        logging.getLogger("bot.test").exception("lost")
    assert "KeyError" in json.loads(capsys.readouterr().err)["trace"]

"""A finding fails; a network that is not there does not, but nobody takes that for a clean bill."""

import json
import re
from pathlib import Path

import pytest

from supply.audit import PINS, CouldNotLook, Found, NothingFound, judged, told
from supply.licences import PINS as RUN_PINS
from supply.licences import pinned

CLEAN = {"name": "rower", "version": "1.0", "vulns": []}
SKIPPED = {"name": "oar", "skip_reason": "Dependency not found on PyPI and could not be audited: oar (2.0)"}
ILL = {"name": "hull", "version": "3.1", "vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["3.2"]}]}
HOPELESS = {"name": "keel", "version": "3.1", "vulns": [{"id": "PYSEC-2026-2", "fix_versions": []}]}


def said(*dependencies: object) -> str:
    return json.dumps({"dependencies": dependencies, "fixes": []})


def test_a_finding_fails_and_says_where_it_is_mended() -> None:
    found = judged(said(CLEAN, SKIPPED, ILL, HOPELESS), "")
    assert found == Found(("hull 3.1: PYSEC-2026-1, mended in 3.2", "keel 3.1: PYSEC-2026-2, mended in no version yet"))
    words, status = told(found)
    assert status == 1
    assert "PYSEC-2026-1" in words


def test_where_nothing_is_known_all_is_well() -> None:
    assert judged(said(CLEAN), "") == NothingFound(1, ())
    assert told(NothingFound(1, ())) == ("AUDIT: nothing is known against the 1 pinned packages.", 0)


def test_what_was_not_looked_up_is_named() -> None:
    words, status = told(judged(said(CLEAN, SKIPPED), ""))
    assert status == 0
    assert "NOT LOOKED UP: oar" in words


@pytest.mark.parametrize(
    ("written", "complaints"),
    [
        (said(SKIPPED), ""),
        (said(), ""),
        ("", "ERROR:pip_audit._cli:Could not connect to PyPI's vulnerability feed"),
        ("[]", ""),
    ],
)
def test_a_network_that_is_not_there_is_no_clean_bill_and_no_failure(written: str, complaints: str) -> None:
    found = judged(written, complaints)
    assert isinstance(found, CouldNotLook)
    words, status = told(found)
    assert status == 0
    assert words.startswith("AUDIT SKIPPED")


def test_the_pins_of_the_tests_hold_all_that_runs() -> None:
    assert set(pinned(RUN_PINS.read_text("utf-8"))) <= set(pinned(PINS.read_text("utf-8")))


@pytest.mark.parametrize("pins", [PINS, RUN_PINS], ids=lambda pins: pins.name)
def test_every_pin_has_its_hashes(pins: Path) -> None:
    entries = re.split(r"\n(?=\S)", pins.read_text("utf-8").strip())
    assert entries
    assert all(re.match(r"[\w.-]+(\[[\w,-]+\])?==\S+", entry) and " --hash=sha256:" in entry for entry in entries)

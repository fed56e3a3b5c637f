"""What runs is under licences that somebody has looked at."""

from email.message import Message
from importlib.metadata import PackageMetadata
from pathlib import Path
from typing import cast

import pytest

from supply.licences import EXCEPTIONS, PINS, Licensed, as_markdown, licence_of, licences, pinned

PAGE = Path(__file__).parents[2] / "docs" / "licences.md"


def test_everything_that_runs_has_an_accepted_licence_or_a_reason() -> None:
    refused = [each for each in licences(PINS.read_text("utf-8")) if not each.is_accepted]
    assert not refused


def test_every_exception_is_still_needed() -> None:
    found = {each.name: each.licence for each in licences(PINS.read_text("utf-8"))}
    assert all(found[name] in reason for name, reason in EXCEPTIONS.items())


def test_the_page_lists_what_is_pinned() -> None:
    assert PAGE.read_text("utf-8") == as_markdown(licences(PINS.read_text("utf-8"))), "run: make licences"


@pytest.mark.parametrize("licence", ["GPL-3.0-only", "AGPL-3.0-or-later", "MIT AND GPL-2.0-only", "unknown", ""])
def test_what_nobody_has_looked_at_is_refused(licence: str) -> None:
    assert not Licensed("something", licence).is_accepted


@pytest.mark.parametrize("licence", ["MIT", "BSD-3-Clause AND Zlib", "GPL-2.0-only OR Apache-2.0"])
def test_a_choice_with_an_accepted_licence_is_accepted(licence: str) -> None:
    assert Licensed("something", licence).is_accepted


def test_only_what_this_machine_installs_counts() -> None:
    pins = "a==1 ; python_version < '3.0' \\\n    --hash=sha256:00\nb==2 \\\n    --hash=sha256:00\n"
    assert pinned(pins) == ("b",)


@pytest.mark.parametrize(
    ("fields", "licence"),
    [
        ([("License-Expression", "MIT"), ("License", "something else")], "MIT"),
        ([("License", "Apache 2.0")], "Apache-2.0"),
        ([("License", "Copyright …\n" * 50), ("Classifier", "License :: OSI Approved :: MIT License")], "MIT"),
        ([("Classifier", "License :: A"), ("Classifier", "License :: B")], "unknown"),
        ([], "unknown"),
    ],
)
def test_a_licence_is_read_where_packages_write_it(fields: list[tuple[str, str]], licence: str) -> None:
    about = Message()
    for name, value in fields:
        about[name] = value
    assert licence_of(cast("PackageMetadata", about)) == licence

"""A fresh machine installs what is pinned, also with the pip that came with its Python, and also tomorrow."""

from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

REQUIREMENTS = Path(__file__).parents[2] / "requirements"


def pins(file: str) -> list[Requirement]:
    lines = (REQUIREMENTS / file).read_text("utf-8").splitlines()
    return [Requirement(line.split(" \\")[0]) for line in lines if line and not line.startswith((" ", "#"))]


@pytest.mark.parametrize("file", ["run.txt", "test.txt"])
def test_a_pin_names_the_extras_that_others_ask_for(file: str) -> None:
    """Else pip, in its mode of hashes, takes the newest release for one without a pin, and refuses it (pypa/pip#9644)."""
    here = [each for each in pins(file) if each.marker is None or each.marker.evaluate()]
    pinned = {canonicalize_name(each.name): each.extras for each in here}
    asked: set[tuple[NormalizedName, str]] = set()
    for name, extras in pinned.items():
        for each in (Requirement(line) for line in requires(name) or ()):
            needed = each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in ("", *extras))
            asked |= {(canonicalize_name(each.name), extra) for extra in each.extras if needed}
    assert (canonicalize_name("coverage"), "toml") in asked or file == "run.txt"
    assert [(name, extra) for name, extra in sorted(asked) if extra not in pinned[name]] == []


@pytest.mark.parametrize("file", ["run.txt", "test.txt"])
def test_no_file_of_pins_names_an_index(file: str) -> None:
    assert "://" not in (REQUIREMENTS / file).read_text("utf-8")

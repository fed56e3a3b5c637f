"""What Coxswain builds on while it runs, and under which licences: `python -m supply.licences` prints docs/licences.md."""

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, metadata
from pathlib import Path

from packaging.requirements import Requirement

PINS = Path(__file__).parent.parent / "requirements" / "run.txt"
"""Everything that is installed to run, with what that needs in turn."""

ACCEPTED = frozenset(
    {"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "MIT", "MIT-CMU", "PSF-2.0", "Zlib"}
)
"""SPDX names of licences that ask for no more than to be passed on with the copy."""

EXCEPTIONS: Mapping[str, str] = dict.fromkeys(
    ("psycopg", "psycopg-binary"),
    "LGPL-3.0-only: installed beside Coxswain as it is, imported as a library, and replaceable by anybody; no part of it is copied here.",
)
"""Other licences, by package, each with the reason why it may be used."""

_SPDX: Mapping[str, str] = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Python Software Foundation License": "PSF-2.0",
}
"""What packages without an SPDX expression call their licence. All of these that say BSD alone carry the three clauses."""

_LONGEST_NAME = 40
"""Characters; what is longer in the field License is the licence's text."""

_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Licensed:
    """A package with its licence, as an SPDX expression where it has one."""

    name: str
    licence: str

    @property
    def is_accepted(self) -> bool:
        """Whether every licence that holds is an accepted one, or the package is an exception."""
        return self.name in EXCEPTIONS or any(
            all(part.strip(" ()") in ACCEPTED for part in choice.split(" AND "))
            for choice in self.licence.split(" OR ")
        )


def pinned(pins: str) -> tuple[str, ...]:
    """Return the names of the packages that a file of pins installs on this machine, each once."""
    lines = [line.rstrip(" \\") for line in pins.splitlines() if re.match(r"[A-Za-z0-9]", line)]
    wanted = [Requirement(line) for line in lines]
    return tuple(sorted({each.name for each in wanted if each.marker is None or each.marker.evaluate()}))


def licence_of(about: PackageMetadata) -> str:
    """Return what a package says its licence is: the expression, else a short name, else the classifier."""
    (expression, *_), (named, *_) = _field(about, "License-Expression"), _field(about, "License")
    if expression:
        return expression
    if named and len(named) <= _LONGEST_NAME and "\n" not in named:
        return _SPDX.get(named, named)
    classified = [each for each in _field(about, "Classifier") if each.startswith("License :: ")]
    name = classified[0].rsplit(" :: ", 1)[-1] if len(classified) == 1 else ""
    return _SPDX.get(name, name) or _UNKNOWN


def _field(about: PackageMetadata, name: str) -> list[str]:
    """Return every value of a field, and an empty one where there is none."""
    return [str(value).strip() for value in about.get_all(name) or [""]]


def licences(pins: str) -> tuple[Licensed, ...]:
    """Return every pinned package with its licence; all of them must be installed.

    Raises:
        importlib.metadata.PackageNotFoundError: one is not.
    """
    return tuple(Licensed(name, licence_of(metadata(name))) for name in pinned(pins))


def as_markdown(found: tuple[Licensed, ...]) -> str:
    """Return the page that lists them."""
    rows = [f"| [{each.name}](https://pypi.org/project/{each.name}/) | {each.licence} |" for each in found]
    reasons = [f"- **{name}**: {reason}" for name, reason in EXCEPTIONS.items()]
    return "\n".join([_HEAD, *rows, "", "## Other licences, and why they may be used", "", *reasons, _FOOT])


_HEAD = """\
# Licences

Coxswain is under the [Apache License 2.0](../LICENSE). This is what it installs to run, by what each package says of itself; the
versions are in [requirements/run.txt](../requirements/run.txt). The page is made by `make licences`, and a test refuses what is neither accepted
nor explained below.

| package | licence |
|---|---|"""

_FOOT = """
## What wheels bring along

Some packages come with libraries inside that they name in their own files: psycopg-binary has libpq (PostgreSQL licence) and OpenSSL (Apache-2.0);
numpy and scipy have OpenBLAS (BSD-3-Clause) and GCC's run-time libraries (GPL with the run-time library exception, which allows this use).

The sample company is made from O\\*NET data under CC BY 4.0: see its [credits](../sandbox/company/CREDITS.md).
"""


if __name__ == "__main__":
    sys.stdout.write(as_markdown(licences(PINS.read_text("utf-8"))))

"""Looks for known vulnerabilities in what is pinned: `python -m supply.audit`.

pip-audit calls it a success when it could look nothing up. Here that is said loudly; and where the advisories cannot be
reached at all, as on a machine without a network, nothing fails: only a finding does.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import assert_never

PINS = Path(__file__).parent.parent / "requirements" / "test.txt"
"""The pins of the tests hold all pins that run."""

_LONGEST_WAIT = 300
"""Seconds for the whole audit; in a minute it is done where the network is good."""

_LONGEST_LINE = 300


@dataclass(frozen=True, slots=True)
class Found:
    """Known vulnerabilities, one line each: package, version, advisory, and where it is mended."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NothingFound:
    """None is known of `looked_up` packages; of the packages `missing` nobody could say."""

    looked_up: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CouldNotLook:
    """Nothing could be looked up; `why` says what stood in the way."""

    why: str


Audit = Found | NothingFound | CouldNotLook


def judged(written: str, complaints: str) -> Audit:
    """Judge what pip-audit wrote as JSON, and what it complained of beside it."""
    try:
        dependencies = json.loads(written)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return CouldNotLook((complaints.strip().splitlines() or ["pip-audit said nothing"])[-1][:_LONGEST_LINE])
    findings = [
        f"{each['name']} {each['version']}: {finding['id']}, mended in {', '.join(finding['fix_versions']) or 'no version yet'}"
        for each in dependencies
        for finding in each.get("vulns", ())
    ]
    if findings:
        return Found(tuple(findings))
    missing = tuple(each["name"] for each in dependencies if "skip_reason" in each)
    looked_up = len(dependencies) - len(missing)
    return NothingFound(looked_up, missing) if looked_up else CouldNotLook("no package was found at the advisories")


def told(audit: Audit) -> tuple[str, int]:
    """Return what to print, and the exit status: 1 for a finding alone."""
    match audit:
        case Found(lines):
            return "\n".join(["AUDIT: known vulnerabilities in what is pinned:", *lines]), 1
        case NothingFound(looked_up, ()):
            return f"AUDIT: nothing is known against the {looked_up} pinned packages.", 0
        case NothingFound(looked_up, missing):
            return f"AUDIT: nothing is known against {looked_up} packages; NOT LOOKED UP: {', '.join(missing)}.", 0
        case CouldNotLook(why):
            return f"AUDIT SKIPPED, nothing was looked up: {why}", 0
        case _:
            assert_never(audit)


def audit(pins: Path) -> Audit:
    """Ask pip-audit about every package of a file of pins."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(pins), "--disable-pip", "--require-hashes"]
    command += ["--format", "json", "--progress-spinner", "off"]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_LONGEST_WAIT)  # noqa: S603  our own words
    except subprocess.TimeoutExpired:
        return CouldNotLook(f"no answer within {_LONGEST_WAIT} seconds")
    return judged(ended.stdout, ended.stderr)


def main(words: Sequence[str]) -> int:
    """Audit the pins, or the file named in `words`; return the exit status."""
    said, status = told(audit(Path(words[0]) if words else PINS))
    sys.stdout.write(f"{said}\n")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

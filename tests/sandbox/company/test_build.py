"""Building the sample: repeatable, and picky about what was written by hand."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from sandbox.company import FOLDER
from sandbox.company.build import build, check_openings
from sandbox.company.cast import Job
from sandbox.company.onet import Occupation, Tool

TABLES = Path(os.environ.get("ONET_TABLES", FOLDER.parents[2] / "shared" / "data"))

BREWER = Job("Tea Brewer", "51-0001.00", "Kitchen", "Brewing", "")
OCCUPATIONS = {
    "51-0001.00": Occupation("Brewers", 2, {}, ("51-0002.00",)),
    "51-0002.00": Occupation("Tasters", 3, {Tool("Spoon", frozenset()): 4.0}, ()),
    "51-0003.00": Occupation("Acrobats", 3, {Tool("Spoon", frozenset()): 4.0}, ()),
}


def opening(**changed: object) -> Mapping[str, Any]:
    """What the firm of one brewer may well look for, but for the changes."""
    requirements = {"skills_all": ["Spoon"], "skills_some": {"at_least": 1, "of": ["Spoon"]}}
    return {"title": "Taster", "occupation": "51-0002.00", "level": 3, "requirements": requirements} | changed


def test_an_opening_next_door_to_somebodys_job_is_accepted() -> None:
    check_openings([opening()], OCCUPATIONS, {BREWER.position: BREWER})


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"occupation": "99-9999.00"}, "no occupation 99-9999.00"),
        ({"level": 4}, "Tasters in Job Zone 3"),
        ({"requirements": {"skills_all": ["Fork"], "skills_some": None}}, r"\['Fork'\] for Tasters"),
        (
            {"requirements": {"skills_all": [], "skills_some": {"at_least": 1, "of": ["Fork"]}}},
            r"\['Fork'\] for Tasters",
        ),
        ({"occupation": "51-0003.00"}, "related to no occupation in the firm"),
    ],
)
def test_an_opening_that_onet_or_the_firm_does_not_know_is_refused(changed: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValueError, match=f"^Taster: .*{complaint}"):
        check_openings([opening(**changed)], OCCUPATIONS, {BREWER.position: BREWER})


@pytest.mark.skipif(not (TABLES / "Technology_Skills.txt").exists(), reason="O*NET's tables are not here")
def test_building_again_gives_the_very_files_that_are_kept(tmp_path: Path) -> None:
    build(TABLES, tmp_path)
    for name in ("employees.csv", "skills.csv", "workspace.json"):
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes(), name

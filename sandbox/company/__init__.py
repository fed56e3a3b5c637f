"""The sample company: made-up people, openings, programmes and nudges, as files that need nothing else."""

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parent
"""Holds `workspace.json`, `employees.csv`, `skills.csv`, `openings.json`, `programmes.json` and `nudges.json`."""

"""What the sample takes from O*NET 29.2: levels, tools and neighbouring occupations."""

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

EVERYDAY: Final = frozenset({"Access", "Outlook", "PowerPoint", "Word"})
"""Tools that O*NET lists for almost every job, and that say little about anyone."""


@dataclass(frozen=True)
class Tool:
    """A technology that the firm uses, as people call it; `used_in` names departments, none meaning all."""

    said_as: str
    used_in: frozenset[str]


@dataclass(frozen=True)
class Occupation:
    """One O*NET occupation: Job Zone 1 to 5, the firm's tools for it, related codes with the closest first."""

    title: str
    zone: int
    tools: Mapping[Tool, float]
    related: tuple[str, ...]

    def tools_in(self, department: str) -> dict[str, float]:
        """The names of the tools that this department uses, each with its weight: how telling it is of the trade."""
        return {
            tool.said_as: weight
            for tool, weight in self.tools.items()
            if not tool.used_in or department in tool.used_in
        }


def read_rows(file: Path, delimiter: str = ",") -> list[dict[str, str]]:
    """All rows of a table with one header line."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=delimiter))


def read_tools(file: Path) -> dict[str, Tool]:
    """The firm's tools by the technology example that O*NET has for each; two examples may be one tool."""
    return {
        row["onet_example"]: Tool(row["said_as"], frozenset(place for place in row["used_in"].split(";") if place))
        for row in read_rows(file)
    }


def read_occupations(tables: Path, tools: Mapping[str, Tool]) -> dict[str, Occupation]:
    """The occupations that have a Job Zone, by code; of their tools those in `tools`, which is by O*NET's example.

    A tool that employers ask
    for ("In Demand"), or that is of this trade more than of all ("Hot Technology" is N), weighs more.
    Source of the columns: https://www.onetcenter.org/dictionary/29.2/text/
    """
    code = "O*NET-SOC Code"
    zones = {row[code]: int(row["Job Zone"]) for row in read_rows(tables / "Job_Zones.txt", "\t")}
    weights: defaultdict[str, dict[Tool, float]] = defaultdict(dict)
    for row in read_rows(tables / "Technology_Skills.txt", "\t"):
        tool = tools.get(row["Example"])
        if tool is not None:
            telling = row["In Demand"] == "Y" or row["Hot Technology"] == "N"
            weights[row[code]][tool] = 0.5 if tool.said_as in EVERYDAY else 4.0 if telling else 1.0
    related: defaultdict[str, list[str]] = defaultdict(list)
    for row in sorted(read_rows(tables / "Related_Occupations.txt", "\t"), key=lambda row: int(row["Index"])):
        related[row[code]].append(row["Related O*NET-SOC Code"])
    return {
        row[code]: Occupation(row["Title"], zones[row[code]], weights[row[code]], tuple(related[row[code]]))
        for row in read_rows(tables / "Occupation_Data.txt", "\t")
        if row[code] in zones
    }

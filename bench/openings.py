"""A company to measure with: how many employees, and what its openings ask for. It is made in `bench/draws.py`."""

from dataclasses import dataclass
from datetime import UTC, datetime

from career.criteria import Every, Fact, FactName, Relation, Where

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
TODAY = NOW.date()


@dataclass(frozen=True)
class Company:
    """So many employees and openings; `asked` has the skills that each opening asks for."""

    employees: int
    asked: tuple[tuple[int, ...], ...]

    @property
    def openings(self) -> int:
        """How many openings there are; they are numbered from 1."""
        return len(self.asked)

    def rule(self, opening: int) -> Every:
        """Return what the opening with this number asks for."""
        has = (Where(Fact(FactName.SKILL, skill_name(skill)), Relation.IS, True) for skill in self.asked[opening - 1])
        return Every(tuple(has))


def skill_name(number: int) -> str:
    """Return the name of a skill."""
    return f"Skill {number:03}"

"""One person's reading of a rule: does it hold, and which comparisons decided it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from career.criteria import Criterion, Fact, SettledBound, Where, comparisons, read


@dataclass(frozen=True, slots=True)
class Finding:
    """One comparison of a rule beside what is known of a person: met, not met, or unknown (None)."""

    criterion: Where
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says of one person.

    `holds` is None where the answer is unknown, as SQL's NULL. `because` holds the findings that decided: those that
    make it hold when it holds, those that stand against it when it does not, the unknown ones when nobody knows.
    """

    holds: bool | None
    because: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Judge:
    """Reads a rule for the person whose facts these are; a fact that is absent or None is unknown."""

    facts: Mapping[Fact, Any]

    def where(self, criterion: Where, bound: SettledBound) -> Verdict:
        """Compare one fact."""
        value = self.facts.get(criterion.fact)
        holds = None if value is None else bool(criterion.relation.test(value, bound))
        return Verdict(holds, (Finding(criterion, holds),))

    def every(self, parts: Sequence[Verdict]) -> Verdict:
        """Hold when no part fails and none is unknown."""
        return self.at_least(len(parts), parts)

    def some(self, parts: Sequence[Verdict]) -> Verdict:
        """Hold when one part holds."""
        return self.at_least(1, parts)

    def at_least(self, count: int, parts: Sequence[Verdict]) -> Verdict:
        """Hold when `count` parts hold; fail when too few are left that could; else nobody knows."""
        met = [part for part in parts if part.holds is True]
        unknown = [part for part in parts if part.holds is None]
        if len(met) >= count:
            return Verdict(holds=True, because=_findings(met))
        if len(met) + len(unknown) < count:
            return Verdict(holds=False, because=_findings([part for part in parts if part.holds is False]))
        return Verdict(holds=None, because=_findings(unknown))

    def unless(self, part: Verdict) -> Verdict:
        """Turn the answer round; the same findings decide it."""
        return Verdict(None if part.holds is None else not part.holds, part.because)


def judge(rule: Criterion, facts: Mapping[Fact, Any], today: date) -> Verdict:
    """Return the verdict of `rule` on the person with `facts`, as of `today`."""
    return read(rule, Judge(facts), today)


def findings(rule: Criterion, facts: Mapping[Fact, Any], today: date) -> tuple[Finding, ...]:
    """Return every comparison of `rule` with its own answer, in the order in which HR wrote them."""
    return tuple(Finding(each, judge(each, facts, today).holds) for each in comparisons(rule))


def _findings(parts: Sequence[Verdict]) -> tuple[Finding, ...]:
    return tuple(dict.fromkeys(finding for part in parts for finding in part.because))

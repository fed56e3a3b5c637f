"""What speaks for somebody who is about to apply, and what would be good to tell: never what stands against them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, assert_never

from career.criteria import AtLeast, Criterion, Every, Fact, FactName, Some, Unless, Where
from career.reasons import sentence, why_you
from career.verdicts import Finding, Verdict, judge

_MOST_SKILLS = 3


@dataclass(frozen=True, slots=True)
class Encouragement:
    """In words to the person: what they bring, and what HR would like to read in their note."""

    brings: tuple[str, ...]
    tell: tuple[str, ...]


def encouragement(rule: Criterion, facts: Mapping[Fact, Any], today: date) -> Encouragement:
    """Return what to say to the person with `facts` about the requirements `rule` of an opening.

    Each requirement counts by itself, so that one which is met is named also where another is not. What is private, a
    rating, is in neither (promise 6), nor is what a rule rules out.
    """
    met: list[Finding] = []
    untold: list[Where] = []
    for part in _requirements(rule):
        verdict = judge(part, facts, today)
        if verdict.holds is True:
            met += verdict.because
        else:
            for each in _wished(part):
                finding = judge(each, facts, today)
                if finding.holds is True:
                    met += finding.because
                else:
                    untold.append(each)
    brings = why_you(Verdict(True, tuple(met)))
    return Encouragement(brings, _good_to_tell(untold))


def _requirements(rule: Criterion) -> Iterator[Criterion]:
    if isinstance(rule, Every):
        for part in rule.parts:
            yield from _requirements(part)
    elif not isinstance(rule, Unless):
        yield rule


def _wished(rule: Criterion) -> Iterator[Where]:
    """Yield the comparisons that speak for somebody when they hold."""
    match rule:
        case Where(bound=bound):
            if bound is not False:
                yield rule
        case Every(parts) | Some(parts) | AtLeast(_, parts):
            for part in parts:
                yield from _wished(part)
        case Unless():
            return
        case _:
            assert_never(rule)


def _good_to_tell(untold: list[Where]) -> tuple[str, ...]:
    shown = [each.fact for each in untold if not each.fact.name.is_private]
    skills = list(dict.fromkeys(fact.about for fact in shown if fact.name is FactName.SKILL))[:_MOST_SKILLS]
    told = [f"what you have done with {sentence(skills)}, or something like it"] if skills else []
    if any(fact.name is not FactName.SKILL for fact in shown):
        told.append("what draws you to this opening, and what you have done that prepares you for it")
    return tuple(told)

"""A rule and a verdict in the plain words that a person reads."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from career.criteria import Ago, AtLeast, Criterion, Every, Fact, FactName, Relation, Some, Unless, Where
from career.spans import months_in
from career.verdicts import Finding, Verdict


def why_you(verdict: Verdict) -> tuple[str, ...]:
    """Return what speaks for this person, in words to them; a rating is never among it (promise 6)."""
    if verdict.holds is not True:
        return ()
    speaking = [finding.criterion for finding in verdict.because if _speaks_for(finding)]
    named = [
        f"{verb} {sentence(things)}"
        for name, verb in _NAMING.items()
        if (things := list(dict.fromkeys(each.fact.about for each in speaking if each.fact.name is name)))
    ]
    others = [_to_the_person(each) for each in speaking if each.fact.name not in _NAMING]
    return (*named, *dict.fromkeys(others))


_NAMING = {
    FactName.SKILL: "you know",
    FactName.COMPLETED_TRAINING: "you completed",
    FactName.DECLARED_INTEREST: "you asked for",
}
"""Facts of which several are told in one breath."""


def requirement(criterion: Where) -> str:  # noqa: PLR0911  one line of words for each fact
    """Return one comparison as HR reads it, such as ``level 3 or above``."""
    bound = criterion.bound
    match criterion.fact.name:
        case FactName.DEPARTMENT | FactName.LOCATION:
            return f"{_noun(criterion.fact)} {bound}"
        case FactName.JOB_TITLE | FactName.JOB_FAMILY:
            return f"{_noun(criterion.fact)} “{bound}”"
        case FactName.LEVEL | FactName.LAST_RATING:
            return f"{_noun(criterion.fact)} {bound}{_or_above(criterion.relation)}"
        case FactName.SKILL:
            return criterion.fact.about if bound is True else f"no {criterion.fact.about}"
        case FactName.COMPLETED_TRAINING:
            return f"training “{criterion.fact.about}” {'completed' if bound is True else 'not completed'}"
        case FactName.DECLARED_INTEREST:
            return f"{'interested' if bound is True else 'not interested'} in “{criterion.fact.about}”"
        case FactName.HIRED_ON:
            return f"{_span(criterion)} with the company"
        case FactName.IN_ROLE_SINCE:
            return f"{_span(criterion)} in the current role"
        case FactName.RECOGNISED:
            return _recognised(criterion)


def in_words(rule: Criterion) -> str:  # noqa: PLR0911  one phrase for each shape
    """Return a whole rule as one phrase for HR; ``everyone`` where it asks for nothing."""
    match rule:
        case Where():
            return requirement(rule)
        case Every(()):
            return "everyone"
        case Every(parts):
            return "; ".join(in_words(part) for part in parts)
        case Some(parts):
            return " or ".join(_held_together(part) for part in parts) or "no one"
        case AtLeast(count, parts):
            return f"at least {count} of {', '.join(_held_together(part) for part in parts)}"
        case Unless(Where() as part):
            return _turned(part)
        case Unless(part):
            return f"not ({in_words(part)})"


def sentence(phrases: Sequence[str]) -> str:
    """Join phrases as a person would: ``a, b and c``, with one comma more where a phrase has an "and" of its own."""
    if len(phrases) < 2:  # noqa: PLR2004  there is nothing to join
        return "".join(phrases)
    last = ", and " if any(" and " in phrase for phrase in phrases) else " and "
    return f"{', '.join(phrases[:-1])}{last}{phrases[-1]}"


_IN_PLACE = {
    FactName.DEPARTMENT: "you work in {}",
    FactName.LOCATION: "you are based in {}",
    FactName.JOB_TITLE: "you work as {}",
    FactName.JOB_FAMILY: "your job family is {}",
}


def _to_the_person(criterion: Where) -> str:  # noqa: PLR0911  one line of words for each fact
    name, bound = criterion.fact.name, criterion.bound
    match name:
        case FactName.DEPARTMENT | FactName.LOCATION | FactName.JOB_TITLE | FactName.JOB_FAMILY:
            return _IN_PLACE[name].format(bound)
        case FactName.LEVEL:
            return f"you are at level {bound}{_or_above(criterion.relation)}"
        case FactName.SKILL | FactName.COMPLETED_TRAINING | FactName.DECLARED_INTEREST:
            return f"{_NAMING[name]} {criterion.fact.about}"
        case FactName.HIRED_ON:
            return f"you have been here {_lasting(criterion)}"
        case FactName.IN_ROLE_SINCE:
            return f"you have been in your role {_lasting(criterion)}"
        case FactName.RECOGNISED:
            return f"you were {_recognised(criterion)}"
        case FactName.LAST_RATING:
            return "your last review"


def _speaks_for(finding: Finding) -> bool:
    """Whether a finding is one to name to the person: met, about something that is there, and not private."""
    criterion = finding.criterion
    is_lack = criterion.bound is False or (
        criterion.fact.name is FactName.RECOGNISED and criterion.relation is Relation.BY
    )
    return finding.holds is True and not is_lack and not criterion.fact.name.is_private


def _held_together(rule: Criterion) -> str:
    return in_words(rule) if isinstance(rule, Where | Unless) else f"({in_words(rule)})"


def _turned(criterion: Where) -> str:
    """Say that a comparison does not hold, as briefly as it can be said."""
    match criterion:
        case Where(_, Relation.IS, True):
            return requirement(replace(criterion, bound=False))
        case Where(Fact(FactName.LEVEL | FactName.LAST_RATING), Relation.AT_LEAST, bound):
            return f"{_noun(criterion.fact)} below {bound}"
        case Where(Fact(FactName.HIRED_ON | FactName.IN_ROLE_SINCE), Relation.BY, Ago()):
            return f"less than {requirement(criterion)}"
        case Where(Fact(FactName.RECOGNISED), Relation.SINCE):
            return requirement(replace(criterion, relation=Relation.BY))
        case Where(_, Relation.IS, str()):
            return f"not {requirement(criterion)}"
        case _:
            return f"not ({requirement(criterion)})"


def _noun(fact: Fact) -> str:
    return fact.name.value.replace("_", " ")


def _or_above(relation: Relation) -> str:
    return " or above" if relation is Relation.AT_LEAST else ""


def _recognised(criterion: Where) -> str:
    since = _since(criterion.bound)
    if isinstance(criterion.bound, Ago):
        since = f"in the last {since.removeprefix('1 ')}"
    times, is_fewer = int(criterion.fact.about), criterion.relation is Relation.BY
    if times == 1:
        return f"not recognised {since}" if is_fewer else f"recognised at least once {since}"
    return f"recognised {'less than' if is_fewer else 'at least'} {times} times {since}"


def _lasting(criterion: Where) -> str:
    """Say to the person how long something has lasted: what the rule asks for, which may be less than it is by now."""
    is_at_most = criterion.relation is Relation.SINCE
    if isinstance(criterion.bound, date):
        written = f"{criterion.bound.day} {criterion.bound:%B %Y}"
        return f"since {written} or {'later' if is_at_most else 'longer'}"
    return f"for {_since(criterion.bound)} or {'less' if is_at_most else 'more'}"


def _span(criterion: Where) -> str:
    """Say how long something has lasted: at least so long, or, where it began no earlier, at most."""
    match criterion.relation, criterion.bound:
        case Relation.SINCE, Ago() as ago:
            return f"{_since(ago)} or less"
        case Relation.SINCE, date() as day:
            return f"no longer than {_since(day)}"
        case _, bound:
            return _since(bound)


def _since(bound: object) -> str:
    """Say a span of days in the unit in which somebody thought of it."""
    match bound:
        case Ago(days):
            months = months_in(days)
            if months and months % 12 == 0:
                return _counted(months // 12, "year")
            return _counted(months, "month") if months else _counted(days, "day")
        case date():
            return f"since {bound.isoformat()}"
        case _:
            return str(bound)


def _counted(count: int, unit: str) -> str:
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"

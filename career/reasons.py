"""A rule and a verdict in the plain words that a person reads."""

from collections.abc import Sequence
from datetime import date

from career.criteria import Ago, AtLeast, Criterion, Every, Fact, FactName, Relation, Some, Unless, Where
from career.verdicts import Verdict

_DAYS_A_YEAR = 365.25
_DAYS_A_MONTH = _DAYS_A_YEAR / 12


def why_you(verdict: Verdict) -> tuple[str, ...]:
    """Return what speaks for this person, in words to them; a rating is never among it (promise 6)."""
    if verdict.holds is not True:
        return ()
    speaking = [
        finding.criterion
        for finding in verdict.because
        if finding.holds is True and finding.criterion.bound is not False and not finding.criterion.fact.name.is_private
    ]
    skills = list(dict.fromkeys(each.fact.about for each in speaking if each.fact.name is FactName.SKILL))
    others = [_to_the_person(each) for each in speaking if each.fact.name is not FactName.SKILL]
    return (*([f"you know {sentence(skills)}"] if skills else []), *dict.fromkeys(others))


def requirement(criterion: Where) -> str:
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
        case FactName.HIRED_ON:
            return f"{_since(bound)} with the company"
        case FactName.IN_ROLE_SINCE:
            return f"{_since(bound)} in the current role"


def in_words(rule: Criterion) -> str:
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
        case Unless(part):
            return f"not ({in_words(part)})"


def sentence(phrases: Sequence[str]) -> str:
    """Join phrases as a person would: ``a, b and c``, with one comma more where a phrase has an "and" of its own."""
    if len(phrases) < 2:  # noqa: PLR2004  there is nothing to join
        return "".join(phrases)
    last = ", and " if any(" and " in phrase for phrase in phrases) else " and "
    return f"{', '.join(phrases[:-1])}{last}{phrases[-1]}"


def _to_the_person(criterion: Where) -> str:  # noqa: PLR0911  one line of words for each fact
    bound = criterion.bound
    match criterion.fact.name:
        case FactName.DEPARTMENT:
            return f"you work in {bound}"
        case FactName.LOCATION:
            return f"you are based in {bound}"
        case FactName.JOB_TITLE:
            return f"you work as {bound}"
        case FactName.JOB_FAMILY:
            return f"your job family is {bound}"
        case FactName.LEVEL:
            return f"you are at level {bound}{_or_above(criterion.relation)}"
        case FactName.SKILL:
            return f"you know {criterion.fact.about}"
        case FactName.HIRED_ON:
            return f"you have been here for {_since(bound)}"
        case FactName.IN_ROLE_SINCE:
            return f"you have been in your role for {_since(bound)}"
        case FactName.LAST_RATING:
            return "your last review"


def _held_together(rule: Criterion) -> str:
    return in_words(rule) if isinstance(rule, Where | Unless) else f"({in_words(rule)})"


def _noun(fact: Fact) -> str:
    return fact.name.value.replace("_", " ")


def _or_above(relation: Relation) -> str:
    return " or above" if relation is Relation.AT_LEAST else ""


def _since(bound: object) -> str:
    """Say a span of days in the unit in which somebody thought of it."""
    match bound:
        case Ago(days):
            months = round(days / _DAYS_A_MONTH)
            if months and months % 12 == 0:
                return _counted(months // 12, "year")
            return _counted(months, "month") if months else _counted(days, "day")
        case date():
            return f"since {bound.isoformat()}"
        case _:
            return str(bound)


def _counted(count: int, unit: str) -> str:
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"

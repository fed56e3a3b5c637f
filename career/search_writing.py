"""From a rule back to what one would type for it, so that it can be changed where it was written."""

from career.criteria import AtLeast, Criterion, Every, Some, Unless, Where
from career.search_words import written
from career.searching import LONGEST_CONDITIONS, Search, search_for


def typed_for(rule: Every) -> str | None:
    """Return what HR would type for `rule`: read again, it is that very rule. None where the language cannot say it."""
    text = " ".join(_side_by_side(part, is_alone=len(rule.parts) == 1) for part in rule.parts)
    return text if search_for(text, LONGEST_CONDITIONS) == Search(rule) else None


def _side_by_side(part: Criterion, *, is_alone: bool) -> str:
    return _in_list(part) if is_alone and isinstance(part, Some) else _held_together(part)


def _in_list(part: Criterion) -> str:
    """Return it without brackets around all of it."""
    condition = _condition(part)
    match part:
        case _ if condition:
            return condition
        case Every(parts):
            return " ".join(map(_held_together, parts))
        case Some(parts):
            return " or ".join(map(_held_together, parts))
        case _:
            return _held_together(part)


def _held_together(part: Criterion) -> str:
    """Return it so that what stands beside it changes nothing; what cannot be said is left out, which does not read back."""
    condition = _condition(part)
    match part:
        case _ if condition:
            return condition
        case Every() | Some():
            return f"({_in_list(part)})"
        case AtLeast(count, parts):
            return f"at least {count} of ({', '.join(map(_in_list, parts))})"
        case Unless(turned):
            return f"not {_held_together(turned)}"
        case Where():
            return ""


def _condition(part: Criterion) -> str:
    """Return one condition, which may have several values; empty where no single one says it."""
    if isinstance(part, Some):
        several = [found for each in part.parts if (found := written(each)) is not None]
        before = {found.before for found in several}
        if len(several) == len(part.parts) > 1 and len(before) == 1:
            return f"{before.pop()}{','.join(found.value for found in several)}"
        return ""
    found = written(part)
    return "" if found is None else f"{found.before}{found.value}"

"""Rules as versioned JSON: what is stored, and what is refused on the way back in."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, assert_never

from career.criteria import (
    RELATIONS,
    Ago,
    AtLeast,
    Bound,
    Criterion,
    Every,
    Fact,
    FactKind,
    FactName,
    Relation,
    Some,
    Unless,
    Where,
)

VERSION = 1
_DEEPEST = 20
_COUNT = re.compile(r"[1-9][0-9]?")


def rule_to_json(rule: Criterion) -> dict[str, Any]:
    """Return `rule` as a JSON object with its version."""
    return {"version": VERSION, "rule": _node(rule)}


def rule_from_json(document: Mapping[str, Any]) -> Criterion:
    """Return the rule that `document` holds.

    Raises:
        ValueError: the version is unknown, a fact or relation has no name here, or a bound does not fit its fact.
    """
    if document.get("version") != VERSION:
        raise ValueError(f"This rule is of version {document.get('version')!r}; only version {VERSION} is known.")
    return _criterion(document.get("rule"), 0)


def _node(rule: Criterion) -> dict[str, Any]:
    match rule:
        case Where(fact, relation, bound):
            about = {"about": fact.about} if fact.about else {}
            return {"fact": fact.name.value, **about, "relation": relation.value, "bound": _bound_node(bound)}
        case Every(parts):
            return {"every": [_node(part) for part in parts]}
        case Some(parts):
            return {"some": [_node(part) for part in parts]}
        case AtLeast(count, parts):
            return {"at_least": count, "of": [_node(part) for part in parts]}
        case Unless(part):
            return {"unless": _node(part)}
        case _:
            assert_never(rule)


def _bound_node(bound: Bound) -> Any:  # noqa: ANN401  a JSON value
    match bound:
        case Ago(days):
            return {"days_ago": days}
        case date():
            return {"date": bound.isoformat()}
        case _:
            return bound


def _criterion(node: object, depth: int) -> Criterion:
    if depth > _DEEPEST:
        raise ValueError(f"A rule is nested deeper than {_DEEPEST} levels; write it flatter.")
    match node:
        case {"every": list(parts)}:
            return Every(_parts(parts, depth))
        case {"some": list(parts)}:
            return Some(_parts(parts, depth))
        case {"at_least": int(count), "of": list(parts)} if not isinstance(count, bool) and 0 <= count <= len(parts):
            return AtLeast(count, _parts(parts, depth))
        case {"unless": part}:
            return Unless(_criterion(part, depth + 1))
        case {"fact": str(name), "relation": str(relation), "bound": bound, **others}:
            return _comparison(name, others.get("about", ""), relation, bound)
        case _:
            raise ValueError(f"This is no criterion: {str(node)[:80]!r}.")


def _parts(nodes: Sequence[object], depth: int) -> tuple[Criterion, ...]:
    return tuple(_criterion(node, depth + 1) for node in nodes)


def _comparison(name: str, about: object, relation: str, bound: object) -> Where:
    if name not in {each.value for each in FactName}:
        raise ValueError(f"No rule can ask about {name!r}.")
    if relation not in {each.value for each in Relation}:
        raise ValueError(f"{relation!r} is no relation.")
    fact, related = Fact(FactName(name), str(about)), Relation(relation)
    if related not in RELATIONS[fact.name.kind]:
        raise ValueError(f"{name!r} cannot be compared by {relation!r}.")
    if bool(fact.name.is_about) != bool(fact.about.strip()):
        raise ValueError(f"{name!r} {'names one ' + fact.name.is_about if fact.name.is_about else 'names nothing'}.")
    if fact.name is FactName.RECOGNISED and not _COUNT.fullmatch(fact.about):
        raise ValueError(f"{fact.about[:80]!r} is no number of times from 1 to 99.")
    return Where(fact, related, _bound(fact.name, bound))


def _bound(name: FactName, node: object) -> Bound:
    match name.kind, node:
        case FactKind.TEXT, str(text) if text.strip():
            return text
        case FactKind.NUMBER, int(number) if not isinstance(number, bool):
            return number
        case FactKind.YES_OR_NO, bool(answer):
            return answer
        case FactKind.DAY, {"days_ago": int(days)} if not isinstance(days, bool) and days >= 0:
            return Ago(days)
        case FactKind.DAY, {"date": str(text)}:
            return date.fromisoformat(text)
        case _:
            raise ValueError(f"{str(node)[:80]!r} is nothing to compare {name.value!r} with.")

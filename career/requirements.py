"""What an opening, or the extra audience of a nudge, asks for: the form that HR fills in, and the rule it means."""

from dataclasses import dataclass, field

from career.criteria import (
    EVERYONE,
    Ago,
    AtLeast,
    Criterion,
    Every,
    Fact,
    FactKind,
    FactName,
    Relation,
    Some,
    Where,
    flat,
)
from career.search_writing import typed_for
from career.spans import RECENT_DAYS, days_in, months_in


@dataclass(frozen=True, slots=True)
class Requirements:
    """Everything that was filled in must hold; of a list of texts any one will do; an empty field asks nothing.

    Months are counted as twelfths of a year. `skills_some` are skills of which at least `some_count` are known. All of
    `skills_all` and of the trainings in `completed` are asked for, and any one of the `interests`. Recognition counts
    within `RECENT_DAYS`. `more` is what HR typed beside that, in the language of `career.searching`.
    """

    skills_all: tuple[str, ...] = ()
    skills_some: tuple[str, ...] = ()
    some_count: int = 1
    level_at_least: int | None = None
    months_in_role: int | None = None
    months_of_service: int | None = None
    departments: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    job_families: tuple[str, ...] = ()
    job_titles: tuple[str, ...] = ()
    last_rating_at_least: int | None = None
    completed: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    recognised_at_least: int | None = None
    more: Every = EVERYONE

    def rule(self) -> Every:
        """Return the rule that this form means; the last part is all of `more`, so that it is told from the rest again."""
        parts: list[Criterion] = [_knows(skill) for skill in self.skills_all]
        if self.skills_some:
            count = min(self.some_count, len(self.skills_some))
            parts.append(AtLeast(count, tuple(_knows(skill) for skill in self.skills_some)))
        parts += [
            *_any_of(FactName.DEPARTMENT, self.departments),
            *_any_of(FactName.LOCATION, self.locations),
            *_any_of(FactName.JOB_FAMILY, self.job_families),
            *_any_of(FactName.JOB_TITLE, self.job_titles),
            *_threshold(FactName.LEVEL, self.level_at_least),
            *_for_months(FactName.IN_ROLE_SINCE, self.months_in_role),
            *_for_months(FactName.HIRED_ON, self.months_of_service),
            *_threshold(FactName.LAST_RATING, self.last_rating_at_least),
            *(_is_so(FactName.COMPLETED_TRAINING, title) for title in self.completed),
            *_interested(self.interests),
            *_recognised(self.recognised_at_least),
            *([self.more] if self.more != EVERYONE else []),
        ]
        return Every(tuple(parts))


def requirements_of(rule: Criterion) -> Requirements | None:
    """Return the form that means `rule`, so that it can be edited; None where no form can say it.

    A rule of another making than the form's is said in its words alone, where those can.
    """
    parts = rule.parts if isinstance(rule, Every) else (rule,)
    in_fields, more = (parts[:-1], parts[-1]) if parts and isinstance(parts[-1], Every) else (parts, EVERYONE)
    form = _Form()
    if all(form.take(part) for part in in_fields) and typed_for(more) is not None and form.done(more).rule() == rule:
        return form.done(more)
    in_words = Requirements(more=Every(parts))
    is_sayable = typed_for(in_words.more) is not None and flat(in_words.rule()) == flat(rule)
    return in_words if is_sayable else None


@dataclass(slots=True)
class _Form:
    """A form being filled in from the parts of a rule."""

    skills_all: list[str] = field(default_factory=list)
    completed: list[str] = field(default_factory=list)
    values: dict[str, object] = field(default_factory=dict)

    def take(self, part: Criterion) -> bool:
        match part:
            case Where(Fact(FactName.SKILL, about), _, True):
                self.skills_all.append(about)
            case Where(Fact(FactName.COMPLETED_TRAINING, about), _, True):
                self.completed.append(about)
            case Where():
                return self._take_number(part)
            case AtLeast(count, parts):
                self.values |= {"skills_some": _abouts(parts), "some_count": count}
            case Some(parts) if parts and all(_is_interest(part) for part in parts):
                self.values["interests"] = _abouts(parts)
            case Some((Where(Fact(name)), *_) as parts) if name.kind is FactKind.TEXT:
                self.values[_plural(name)] = _texts(parts)
            case _:
                return False
        return True

    def _take_number(self, part: Where) -> bool:
        match part:
            case Where(Fact(FactName.LEVEL), Relation.AT_LEAST, int(bound)):
                self.values["level_at_least"] = bound
            case Where(Fact(FactName.LAST_RATING), Relation.AT_LEAST, int(bound)):
                self.values["last_rating_at_least"] = bound
            case Where(Fact(FactName.IN_ROLE_SINCE), _, Ago(days)):
                self.values["months_in_role"] = months_in(days)
            case Where(Fact(FactName.HIRED_ON), _, Ago(days)):
                self.values["months_of_service"] = months_in(days)
            case Where(Fact(FactName.RECOGNISED, about), _, Ago()):
                self.values["recognised_at_least"] = int(about)
            case _:
                return False
        return True

    def done(self, more: Every) -> Requirements:
        texts = {"skills_all": tuple(self.skills_all), "completed": tuple(self.completed)}
        return Requirements(**texts, **self.values, more=more)  # type: ignore[arg-type]  # set by take


def _plural(name: FactName) -> str:
    return "job_families" if name is FactName.JOB_FAMILY else f"{name.value}s"


def _knows(skill: str) -> Where:
    return _is_so(FactName.SKILL, skill)


def _is_so(name: FactName, about: str) -> Where:
    return Where(Fact(name, about), Relation.IS, True)


def _interested(titles: tuple[str, ...]) -> list[Criterion]:
    return [Some(tuple(_is_so(FactName.DECLARED_INTEREST, title) for title in titles))] if titles else []


def _is_interest(part: Criterion) -> bool:
    return isinstance(part, Where) and part.fact.name is FactName.DECLARED_INTEREST


def _recognised(times: int | None) -> list[Criterion]:
    return [] if times is None else [Where(Fact(FactName.RECOGNISED, str(times)), Relation.SINCE, Ago(RECENT_DAYS))]


def _any_of(name: FactName, texts: tuple[str, ...]) -> list[Criterion]:
    return [Some(tuple(Where(Fact(name), Relation.IS, text) for text in texts))] if texts else []


def _threshold(name: FactName, bound: int | None) -> list[Criterion]:
    return [] if bound is None else [Where(Fact(name), Relation.AT_LEAST, bound)]


def _for_months(name: FactName, months: int | None) -> list[Criterion]:
    return [] if months is None else [Where(Fact(name), Relation.BY, Ago(days_in(months)))]


def _abouts(parts: tuple[Criterion, ...]) -> tuple[str, ...]:
    return tuple(part.fact.about for part in parts if isinstance(part, Where))


def _texts(parts: tuple[Criterion, ...]) -> tuple[str, ...]:
    return tuple(str(part.bound) for part in parts if isinstance(part, Where))

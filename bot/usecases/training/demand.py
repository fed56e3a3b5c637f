"""What people would like to learn, all of them together: interest by programme, free words grouped by likeness."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.usecases.training.likeness import groups_of
from bot.usecases.training.looking import NoSuchProgramme
from career.training import Workshop
from storage.database import Database
from storage.people.zones import zone_of_account
from storage.training.demand import LoggedWish, names_of, programme_demand, wishes
from storage.training.nominations import InterestedPerson, how_many_interested, interested_people
from storage.training.offers import programme_by_id, workshops_ahead


@dataclass(frozen=True, slots=True)
class Group:
    """Wishes that mean the same, whoever wished first at the top; `words` is how most put it."""

    words: str
    wishes: tuple[LoggedWish, ...]

    @property
    def people(self) -> int:
        """How many different people wish for it."""
        return len({wish.employee_id for wish in self.wishes})

    @property
    def spellings(self) -> tuple[str, ...]:
        """The other ways in which it was put, by the alphabet."""
        return tuple(sorted({wish.words for wish in self.wishes} - {self.words}))


@dataclass(frozen=True, slots=True)
class Wanted:
    """One line of the demand: a programme, or a group of wishes (then `programme_id` is None).

    `served` of the people have a seat in a workshop of the programme, or had one.
    """

    programme_id: int | None
    words: str
    people: int
    spellings: tuple[str, ...] = ()
    is_offered: bool = False
    served: int = 0


@dataclass(frozen=True, slots=True)
class Demand:
    """A page of what people would like to learn, what most want first."""

    wanted: tuple[Wanted, ...]
    skip: int
    total: int


@dataclass(frozen=True, slots=True)
class InterestedInProgramme:
    """A page of those who are interested in one programme, whoever said so first at the top, and its next workshops."""

    programme_id: int
    title: str
    people: tuple[InterestedPerson, ...]
    workshops: tuple[Workshop, ...]
    skip: int
    total: int
    zone: str | None = None
    """The reader's."""


@dataclass(frozen=True, slots=True)
class Wisher:
    """Somebody in a group of wishes, with their own words."""

    name: str
    words: str
    since: datetime


@dataclass(frozen=True, slots=True)
class GroupPage:
    """A page of those who wish for something in free words; `words` is how most put it."""

    words: str
    people: tuple[Wisher, ...]
    skip: int
    total: int
    zone: str | None = None
    """The reader's."""


def demand(database: Database, skip: int, most: int) -> Demand:
    """Return a page of the demand, what most still wait for first; the first page where `skip` is past the end."""
    with database.read() as session:
        programmes = [
            Wanted(each.programme_id, each.title, each.count, is_offered=each.is_offered, served=each.served)
            for each in programme_demand(session)
        ]
        free = [Wanted(None, each.words, each.people, each.spellings) for each in groups(wishes(session))]
    wanted = sorted([*programmes, *free], key=_what_most_miss)
    start = skip if 0 <= skip < len(wanted) else 0
    return Demand(tuple(wanted[start : start + most]), start, len(wanted))


def _what_most_miss(wanted: Wanted) -> tuple[int, int, str, int]:
    return wanted.served - wanted.people, -wanted.people, wanted.words, wanted.programme_id or 0


def interested(
    database: Database, by: str, programme_id: int, skip: int, most: int, now: datetime
) -> InterestedInProgramme | NoSuchProgramme:
    """Return, for `by` to read, a page of those interested in a programme, with its workshops not begun at `now`."""
    with database.read() as session:
        programme = programme_by_id(session, programme_id)
        if programme is None:
            return NoSuchProgramme(programme_id)
        total = how_many_interested(session, programme_id)
        start = skip if 0 <= skip < total else 0
        people = tuple(interested_people(session, programme_id, None, start, most))
        ahead = tuple(workshops_ahead(session, [programme_id], now).get(programme_id, ()))
        zone = zone_of_account(session, by)
        return InterestedInProgramme(programme_id, programme.title, people, ahead, start, total, zone)


def wishers(database: Database, by: str, words: str, skip: int, most: int) -> GroupPage:
    """Return, for `by` to read, a page of those whose wish is in one group with `words`."""
    with database.read() as session:
        group = group_of(session, words)
        start = skip if 0 <= skip < len(group.wishes) else 0
        shown = group.wishes[start : start + most]
        names = names_of(session, [wish.employee_id for wish in shown])
        zone = zone_of_account(session, by)
    people = tuple(Wisher(names[wish.employee_id], wish.words, wish.logged_at) for wish in shown)
    return GroupPage(group.words, people, start, len(group.wishes), zone)


def group_of(session: Session, words: str) -> Group:
    """Return the group that `words` belong to; one without wishes where nobody wishes for it any more."""
    return next(
        (group for group in groups(wishes(session)) if words in {wish.words for wish in group.wishes}),
        Group(words, ()),
    )


def groups(logged: Sequence[LoggedWish]) -> Sequence[Group]:
    """Return wishes grouped by likeness, in no particular order."""
    standing_for = groups_of(wish.words for wish in logged)
    found: dict[str, list[LoggedWish]] = {}
    for wish in sorted(logged, key=lambda each: (each.logged_at, each.interest_id)):
        found.setdefault(standing_for[wish.words], []).append(wish)
    return [Group(words, tuple(wished)) for words, wished in found.items()]

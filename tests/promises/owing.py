"""What makes that somebody is owed a message, which is then still on its way."""

from collections.abc import Mapping

from tests.promises.company import PEOPLE, Company
from tests.promises.employees import Deed, apply, enrol, thank
from tests.promises.hr import award, decide_on


def is_thanked(company: Company, who: str, which: int) -> None:
    others = [colleague for colleague in PEOPLE if colleague != who]
    thank(company, others[which % len(others)], PEOPLE.index(who))


def gets_an_award(company: Company, who: str, _which: int) -> None:
    award(company, PEOPLE.index(who))


def is_decided_on(company: Company, who: str, which: int) -> None:
    apply(company, who, which)
    decide_on(company, who, which)


def takes_a_seat(company: Company, who: str, which: int) -> None:
    """They are reminded of it later."""
    enrol(company, who, which)


OWES: Mapping[str, Deed] = {deed.__name__: deed for deed in (is_thanked, gets_an_award, is_decided_on, takes_a_seat)}

"""Whom a row is about that names its person by number, by e-mail, or by both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from career.employees import EmploymentStatus
from storage.importing.imports import KnownPerson, known_people


@dataclass(frozen=True, slots=True)
class Persons:
    """Everybody who is known, by number with its case folded and by e-mail."""

    by_number: Mapping[str, KnownPerson]
    by_email: Mapping[str, Sequence[KnownPerson]]

    def find(self, number: str | None, email: str | None) -> KnownPerson | str:
        """Find whom a row is about, or say why that cannot be told."""
        bearers = self.by_email.get(email or "", ())
        if number is None:
            return _only_one_here(email or "", bearers)
        numbered = self.by_number.get(number.casefold())
        if numbered is None:
            return f"nobody has the employee number {number}; import employees first"
        if bearers and numbered not in bearers:
            return f"the number {number} and the e-mail address {email} are those of two people"
        return numbered


def persons(session: Session) -> Persons:
    """Return everybody who is known."""
    known = known_people(session)
    by_email: dict[str, list[KnownPerson]] = {}
    for person in known.values():
        if person.email is not None:
            by_email.setdefault(person.email, []).append(person)
    return Persons(known, by_email)


def _only_one_here(email: str, bearers: Sequence[KnownPerson]) -> KnownPerson | str:
    """Find who has an address; of those who left, whom it belonged to is told only by a number."""
    here = [person for person in bearers if person.status is not EmploymentStatus.LEFT] or bearers
    match here:
        case [only]:
            return only
        case []:
            return f"nobody has the e-mail address {email}; import employees first"
        case _:
            return f"{len(here)} people who have left had the e-mail address {email}; please give the number"

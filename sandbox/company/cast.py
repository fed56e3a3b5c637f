"""The made-up people and their jobs, as written by hand in `cast.csv` and `jobs.csv`."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Final

from sandbox.company import FOLDER
from sandbox.company.onet import read_rows

SEED: Final = "lighthouse"
DOMAIN: Final = "harbourfield.example"


class Circumstance(StrEnum):
    """What is unusual about one person, so that the sample shows what real files and workspaces contain."""

    CAPITALS = "e-mail in capitals"
    NO_EMAIL = "no e-mail"
    NO_SLACK = "no Slack account"
    SLACK_CLOSED = "Slack account closed"
    SLACK_ONLY = "Slack only"
    GUEST = "guest"
    HR = "HR channel"
    LEAVE = "on leave"
    LEFT = "left"


@dataclass(frozen=True)
class Job:
    """One kind of job in the firm; `occupation` is its O*NET code, `reports_to` a position or empty."""

    position: str
    occupation: str
    department: str
    job_family: str
    reports_to: str


@dataclass(frozen=True)
class Person:
    """One made-up person; `email` is the address in Slack, which the HR file may lack."""

    first_name: str
    last_name: str
    location: str
    position: str
    email: str
    circumstances: frozenset[Circumstance]

    def dice(self, topic: str) -> Random:
        """Chance of this person's own, so that a new colleague changes nobody else's draw."""
        return Random(f"{SEED}/{self.email}/{topic}")  # noqa: S311  # a sample has to be repeatable, not secret


def read_jobs() -> dict[str, Job]:
    """Every job by its position."""
    return {row["position"]: Job(**row) for row in read_rows(FOLDER / "jobs.csv")}


def read_cast() -> list[Person]:
    """Everybody, in the order written; a second bearer of a name gets a number in the address, as firms do."""
    cast: list[Person] = []
    bearers: Counter[str] = Counter()
    for row in read_rows(FOLDER / "cast.csv"):
        handle = f"{_plain_letters(row['first_name'])}.{_plain_letters(row['last_name'])}"
        bearers[handle] += 1
        number = "" if bearers[handle] == 1 else str(bearers[handle])
        cast.append(
            Person(
                first_name=row["first_name"],
                last_name=row["last_name"],
                location=row["location"],
                position=row["position"],
                email=f"{handle}{number}@{DOMAIN}",
                circumstances=frozenset(Circumstance(word) for word in row["circumstances"].split(";") if word),
            )
        )
    return cast


def superior_of(person: Person, jobs: Mapping[str, Job], staff: Iterable[Person]) -> Person | None:
    """The person in the job that this one reports to, from the same office where there is one; None at the top."""
    wanted = jobs[person.position].reports_to
    bearers = [other for other in staff if other.position == wanted and Circumstance.LEFT not in other.circumstances]
    return min(bearers, key=lambda other: other.location != person.location, default=None)


def _plain_letters(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in folded if letter.isascii() and (letter.isalpha() or letter == "-"))

"""Erasing a leaver's personal data on request."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.usecases.people.directory import PEOPLE
from storage.database import Database
from storage.house.audit import note
from storage.people.erasing import (
    Person,
    Unfinished,
    digest_of,
    erase,
    erased_digests,
    find_traces,
    person_of,
    unfinished_of,
)
from storage.turns import take_turns


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody whose data may be erased."""

    number: str
    full_name: str


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Nothing here says any more who employee `number` was."""

    number: str


@dataclass(frozen=True, slots=True)
class NotForgotten:
    """Nothing was erased; `sentence` says why and what to do. It may hold what was typed: escape it on the way out."""

    sentence: str
    is_about_typing: bool = False


def leaver(database: Database, number: str) -> Leaver | NotForgotten:
    """Return the leaver of this employee number, or why nothing of theirs may be erased."""
    with database.read() as session:
        found = _erasable(session, number)
    return found if isinstance(found, NotForgotten) else Leaver(found.number, found.full_name)


def forget(database: Database, by: str, number: str, typed: str, now: datetime) -> Forgotten | NotForgotten:
    """Erase a leaver's personal data, once whoever asks for it has typed the employee number again.

    All texts are looked through first, where nobody waits for it; only then is the database written.
    """
    if typed.strip().casefold() != number.casefold():
        return NotForgotten(f"Please type {number} to confirm.", is_about_typing=True)
    with database.read() as session:
        found = _erasable(session, number)
        if isinstance(found, NotForgotten):
            return found
        traces = find_traces(session, found)
    with database.begin() as session:
        take_turns(session, PEOPLE)
        again = _erasable(session, number)
        if isinstance(again, NotForgotten):
            return again
        erase(session, again, traces, by, now)
        note(session, by, "person.forgotten", f"employee:{again.id}", now)
    return Forgotten(number)


def _erasable(session: Session, number: str) -> Person | NotForgotten:
    person = person_of(session, number)
    if person is None:
        if digest_of(number) in erased_digests(session):
            return NotForgotten(f"The data of employee {number} have been erased already.")
        return NotForgotten(
            f"Nobody has the employee number “{number}”. Please type it as your HR system has it, such as 00123."
        )
    who = f"{person.full_name} ({number})"
    if not person.has_left:
        return NotForgotten(
            f"{who} works here. Only the data of somebody who has left can be erased; import a file that says so first."
        )
    waits = _what_waits(unfinished_of(session, person.id))
    if waits:
        return NotForgotten(
            f"Something of {who} still waits for HR: {', '.join(waits)}. Please decide on it first: afterwards nobody "
            "could tell whose it is."
        )
    if person.is_slack_active:
        return NotForgotten(
            f"The Slack account of {who} is still active, so Slack would tell me their name again tomorrow. "
            "Please have the account deactivated first."
        )
    return person


def _what_waits(unfinished: Unfinished) -> list[str]:
    """Return in words what waits, each with the command that leads to it."""
    waits = [f"an application (`/hr applications {opening_id}`)" for opening_id in unfinished.openings]
    return [*waits, *(["a request for funding (`/hr funding`)"] if unfinished.requests else [])]

"""Thanking: kudos from a colleague, an award from HR; the person is told, and the kudos channel where one is set."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from bot.usecases.deciding import NoName
from bot.usecases.openings.browsing import local_day
from bot.usecases.people.speaker import NoEmployee, employee_of
from career.employees import Employee, EmploymentStatus
from career.notices import NoticeKind
from career.recognition import MOST_QUARTERS, NoThanks, RecognitionKind, ThanksTooLong, last_quarters, thanks
from storage.database import Database
from storage.house.audit import note
from storage.house.settings import house_settings
from storage.messages.notices import Notice, ToChannel, ToEmployee, owe
from storage.openings.considerations import name_behind
from storage.people.accounts import Account, account_of, names_of
from storage.people.employees import employee_by_slack_id
from storage.people.recognition import (
    Giver,
    Recognised,
    add_recognition,
    how_many_given,
    recognised,
)
from storage.people.zones import zone_of_account
from storage.requests import made_by, note_made
from storage.turns import take_turn

_NOT_GIVEN = "recognition:none"
"""What a request made that came when the day's kudos were given: asked again, it makes nothing either."""


@dataclass(frozen=True, slots=True)
class Thanked:
    """The recognition stands; `is_new` unless the same request gave it before. `channel` is told too, where one is."""

    name: str
    kind: RecognitionKind
    channel: str | None
    is_new: bool


@dataclass(frozen=True, slots=True)
class ToOneself:
    """Nobody thanks themselves."""


@dataclass(frozen=True, slots=True)
class ToABot:
    """The account is a bot's."""


@dataclass(frozen=True, slots=True)
class NotAColleague:
    """The account is no employee's, so nothing can be kept for them; `name` is empty where nobody knows it."""

    name: str
    is_guest: bool


@dataclass(frozen=True, slots=True)
class ColleagueLeft:
    """The HR system says that they have left."""

    name: str


@dataclass(frozen=True, slots=True)
class EnoughToday:
    """So many kudos a day is the house's limit, and they are given."""

    limit: int


ThankAnswer = (
    Thanked
    | ToOneself
    | ToABot
    | NotAColleague
    | ColleagueLeft
    | EnoughToday
    | NoName
    | ThanksTooLong
    | NoThanks
    | NoEmployee
)


@dataclass(frozen=True, slots=True)
class Consistency:
    """A page of who has recognition in at least `at_least` of the last `of` quarters, the running one included."""

    people: tuple[Recognised, ...]
    at_least: int
    of: int
    skip: int
    total: int


def give_kudos(
    database: Database, slack_id: str, to: str, words: str, channel: str | None, request: str, now: datetime
) -> ThankAnswer:
    """Thank a colleague, given by their Slack account, for something.

    `request` is Slack's id of the command or the form, which thanks once at the most; `channel` is where everybody reads
    it, None for nowhere. A guest who is in the HR system is a colleague like any other.
    """
    said = thanks(words)
    if not isinstance(said, str):
        return said
    with database.begin() as session:
        giving = employee_of(session, slack_id)
        if not isinstance(giving, Employee):
            return giving
        thanked = _colleague(session, slack_id, to)
        if not isinstance(thanked, Employee):
            return thanked
        take_turn(session, giving.id)
        giver = Giver(slack_id, giving.full_name, local_day(giving.zone, now))
        key = f"kudos:{request}"
        before, limit = made_by(session, key, now), house_settings(session).kudos_per_day
        if before == _NOT_GIVEN or (before is None and how_many_given(session, giver) >= limit):
            note_made(session, key, _NOT_GIVEN)
            return EnoughToday(limit)
        if before is None:
            made = _give(session, thanked, RecognitionKind.KUDOS, giver, said, now)
            note_made(session, key, f"recognition:{made}")
            if channel is not None:
                share = NoticeKind.RECOGNITION_SHARED
                details = {"recognition_id": made}
                owe(session, Notice(share, f"recognition.shared:{made}", ToChannel(channel), details, now), now)
        return Thanked(thanked.full_name, RecognitionKind.KUDOS, channel, is_new=before is None)


def give_award(database: Database, by: str, to: str, words: str, now: datetime) -> ThankAnswer:
    """Give somebody an award in HR's name; the person is told, and nobody else.

    The same words to the same person on one day are the same award, however often they are sent.
    """
    said = thanks(words)
    if not isinstance(said, str):
        return said
    with database.begin() as session:
        name = name_behind(session, by)
        if name is None:
            return NoName()
        thanked = _colleague(session, by, to)
        if not isinstance(thanked, Employee):
            return thanked
        giver = Giver(by, name, local_day(zone_of_account(session, by), now))
        key = f"award:{sha256(repr((giver, thanked.id, said)).encode()).hexdigest()}"
        is_new = made_by(session, key, now) is None
        if is_new:
            made = _give(session, thanked, RecognitionKind.AWARD, giver, said, now)
            note_made(session, key, f"recognition:{made}")
            note(session, by, "award.given", f"employee:{thanked.id}", now, recognition=made)
        return Thanked(thanked.full_name, RecognitionKind.AWARD, None, is_new=is_new)


def names_behind(database: Database, slack_ids: Collection[str]) -> Mapping[str, str]:
    """Return the names of those of these accounts that are known."""
    if not slack_ids:
        return {}
    with database.read() as session:
        return names_of(session, slack_ids)


def consistency(
    database: Database, by: str, at_least: int, of: int, skip: int, most: int, now: datetime
) -> Consistency:
    """Return a page of the people recognised consistently; numbers that make no sense are brought within reason."""
    quarters_wanted = min(max(of, 1), MOST_QUARTERS)
    needed = min(max(at_least, 1), quarters_wanted)
    with database.read() as session:
        quarters = last_quarters(local_day(zone_of_account(session, by), now), quarters_wanted)
        people, total = recognised(session, quarters, needed, max(skip, 0), most)
        if skip > 0 and not total:
            return consistency(database, by, at_least, of, 0, most, now)
        return Consistency(people, needed, quarters_wanted, max(skip, 0), total)


def _give(session: Session, thanked: Employee, kind: RecognitionKind, giver: Giver, words: str, now: datetime) -> int:
    made = add_recognition(session, thanked.id, kind, giver, words, now)
    received, details = NoticeKind.RECOGNITION_RECEIVED, {"recognition_id": made}
    owe(session, Notice(received, f"recognition.received:{made}", ToEmployee(thanked.id), details, now), now)
    return made


def _colleague(session: Session, by: str, to: str) -> Employee | ToOneself | ToABot | NotAColleague | ColleagueLeft:
    if to == by:
        return ToOneself()
    account = account_of(session, to) or Account("", is_guest=False, is_bot=False)
    if account.is_bot:
        return ToABot()
    thanked = employee_by_slack_id(session, to)
    if thanked is None:
        return NotAColleague(account.name, account.is_guest)
    return ColleagueLeft(thanked.full_name) if thanked.status is EmploymentStatus.LEFT else thanked

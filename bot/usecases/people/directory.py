"""Keeping up with Slack: who has an account, and who may act for HR."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from career.employees import SlackMatch
from hris.names import full_name_keys
from storage.batches import BATCH, batches
from storage.database import Database
from storage.house.audit import note
from storage.people.directory import (
    SlackPerson,
    accounts_known,
    hr_members_read_at,
    hr_standing,
    renew_linked_employees,
    replace_hr_members,
    store_people,
)
from storage.people.linking import link_accounts, pairs_by_email
from storage.turns import take_turns

PEOPLE = "people"
"""What everything that adds people or links them takes turns at, so that nobody is linked on what was true before."""

_AT_ONCE = 5 * BATCH
"""Accounts or links written in one transaction: a few hundredths of a second of the processor."""

_HR_MEMBERS = "hr members"

STALE_AFTER = timedelta(seconds=60)
"""How long a reading of the HR channel may be relied on.

Whoever is taken out of the channel must lose their authority within a minute, also when Slack's event about it was
lost, and also while Slack cannot be reached: then nobody's membership is known any more, and HR's commands wait rather
than let everybody in who was there once. Counted from the moment the reading began, so read the channel about every
20 seconds: two readings may fail before HR notices.
"""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """So many accounts were stored, employees brought up to date, and employees newly linked by their e-mail."""

    accounts: int
    renewed: int
    linked: int


@dataclass(frozen=True, slots=True)
class MembersRead:
    """Who of the channel's members may act for HR, and who is not known yet and so may not."""

    acting: frozenset[str]
    unknown: frozenset[str]


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A later reading of the channel is there already; this one changed nothing."""


@dataclass(frozen=True, slots=True)
class Yes:
    """This account may act for HR."""


@dataclass(frozen=True, slots=True)
class No:
    """This account may not act for HR."""


@dataclass(frozen=True, slots=True)
class CannotTell:
    """The HR channel has not been read lately, so nobody may act for HR just now; it is worth trying again."""


HrAnswer = Yes | No | CannotTell


def refresh_people(database: Database, people: Sequence[SlackPerson], now: datetime) -> Refreshed:
    """Store accounts, bring the employees behind them up to date, and link employees by e-mail.

    `people` is everybody, or just those that Slack told of. An e-mail links where exactly one person on both sides has
    it; a name alone never does. All of a large company in one transaction would keep commands waiting for too long: it is
    done in several, and what breaks off in between is made good by the next reading.
    """
    by_id = {person.slack_id: (person, full_name_keys(person.real_name)) for person in people}
    slack_ids = sorted(by_id)
    renewed = 0
    for some in batches(slack_ids, _AT_ONCE):
        with database.begin() as session:
            take_turns(session, PEOPLE)
            store_people(session, {slack_id: by_id[slack_id] for slack_id in some}, now)
            renewed += renew_linked_employees(session, some, now)
    return Refreshed(len(by_id), renewed, link_by_email(database, now, slack_ids if len(slack_ids) <= BATCH else None))


def link_by_email(database: Database, now: datetime, among: Collection[str] | None = None) -> int:
    """Link employees to accounts by e-mail and return how many; `among` narrows the accounts looked at.

    Whom that is about is looked for where nobody waits for it, and looked at once more when they are linked.
    """
    with database.read() as session:
        found = [slack_id for _, slack_id in pairs_by_email(session, among)]
    linked = 0
    for some in batches(found, _AT_ONCE):
        with database.begin() as session:
            take_turns(session, PEOPLE)
            pairs = pairs_by_email(session, some)
            if pairs:
                link_accounts(session, pairs, SlackMatch.EMAIL, now)
                note(
                    session, "Coxswain", "employees.linked", "employees", now, match=SlackMatch.EMAIL, count=len(pairs)
                )
            linked += len(pairs)
    return linked


def refresh_hr_members(database: Database, member_ids: Collection[str], now: datetime) -> MembersRead | Overtaken:
    """Let those of the HR channel's members act for HR who are full members of the workspace.

    `now` is when the reading began, before Slack was asked for the first page. Guests, bots and deactivated accounts are
    left out, and so is who is not known yet: look the `unknown` up, refresh them, and call this again with the same
    `now`.
    """
    with database.begin() as session:
        take_turns(session, _HR_MEMBERS)
        before = hr_members_read_at(session)
        if before is not None and before > now:
            return Overtaken()
        known = accounts_known(session, member_ids)
        acting = frozenset(slack_id for slack_id, may_act in known.items() if may_act)
        replace_hr_members(session, acting, now)
    return MembersRead(acting, frozenset(member_ids) - known.keys())


def is_hr(session: Session, slack_id: str, now: datetime) -> HrAnswer:
    """Say whether this account may act for HR at this moment."""
    read_at, is_member = hr_standing(session, slack_id)
    if read_at is None or abs(now - read_at) > STALE_AFTER:
        return CannotTell()
    return Yes() if is_member else No()

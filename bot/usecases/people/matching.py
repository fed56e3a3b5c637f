"""Linking people to their Slack accounts where no e-mail does: by a full name that HR confirms, or by HR's own word."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.usecases.people.directory import PEOPLE
from career.employees import EmploymentStatus, SlackMatch
from storage.database import Database
from storage.house.audit import note
from storage.people.linking import (
    Account,
    KnownAccount,
    Linkable,
    UnlinkedEmployee,
    accounts_by_name,
    known_account,
    link_accounts,
    linkable,
    linked_to,
    release_account,
    set_apart,
    unlinked_employees,
)
from storage.turns import take_turns


@dataclass(frozen=True, slots=True)
class Proposal:
    """An employee and an account whose full name nobody else bears on either side."""

    employee_number: str
    employee_name: str
    slack_id: str


@dataclass(frozen=True, slots=True)
class SharedName:
    """A full name that several bear, so that only HR can say who is who; the accounts are those still free."""

    name: str
    employee_numbers: tuple[str, ...]
    slack_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WithoutAccount:
    """Somebody whose name no free account bears."""

    employee_number: str
    employee_name: str


@dataclass(frozen=True, slots=True)
class Unmatched:
    """Everybody who works here and has no Slack account yet, each in one of the four; by employee number."""

    proposals: tuple[Proposal, ...]
    shared: tuple[SharedName, ...]
    without_account: tuple[WithoutAccount, ...]
    apart: tuple[WithoutAccount, ...] = ()
    """Those whose match HR took away."""

    @property
    def people(self) -> int:
        """How many people these are."""
        shared = sum(len(each.employee_numbers) for each in self.shared)
        return len(self.proposals) + shared + len(self.without_account) + len(self.apart)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Which proposals were linked, and which had stopped being true since they were shown and were not."""

    linked: tuple[Proposal, ...]
    changed: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class LinkMade:
    """The employee is linked to the account."""

    employee_number: str
    employee_name: str
    slack_id: str


@dataclass(frozen=True, slots=True)
class LinkUnsure:
    """Nothing was linked yet, for it looks like a slip, and HR is asked whether it is meant.

    The employee is linked to `instead_of`, or, where that is empty, the two have no word of their names in common.
    """

    employee_number: str
    employee_name: str
    slack_id: str
    instead_of: str


@dataclass(frozen=True, slots=True)
class Unlinked:
    """The employee is linked to no account any more; `slack_id` was the one."""

    employee_number: str
    employee_name: str
    slack_id: str


@dataclass(frozen=True, slots=True)
class LinkRefused:
    """Nothing was linked; `sentence` says why and what to do. It holds names: escape it on the way out."""

    sentence: str


LinkAnswer = LinkMade | LinkUnsure | LinkRefused


def unmatched(database: Database, now: datetime) -> Unmatched:  # noqa: ARG001  every use case takes the time
    """Return everybody who works here and has no Slack account yet, with whom their name proposes."""
    with database.read() as session:
        return _unmatched(session)


def confirm_matches(database: Database, by: str, proposals: Collection[Proposal], now: datetime) -> Confirmed:
    """Link the proposals that HR confirmed, as far as they are still what the names propose."""
    with database.begin() as session:
        take_turns(session, PEOPLE)
        still = {(each.employee_number, each.slack_id) for each in _unmatched(session).proposals}
        ids = {employee.number: employee.id for employee in unlinked_employees(session)}
        asked = dict.fromkeys(proposals)
        linked = tuple(each for each in asked if (each.employee_number, each.slack_id) in still)
        changed = tuple(each for each in asked if (each.employee_number, each.slack_id) not in still)
        link_accounts(session, [(ids[each.employee_number], each.slack_id) for each in linked], SlackMatch.NAME, now)
        for each in linked:
            _note_link(session, by, ids[each.employee_number], each.slack_id, SlackMatch.NAME, now)
    return Confirmed(linked, changed)


def link(
    database: Database, by: str, employee_number: str, slack_id: str, now: datetime, *, meant: str | None = None
) -> LinkAnswer:
    """Link an employee to an account because HR says so; the account may be a guest's, but no bot's.

    An account that somebody who left still holds goes over to the person linked now: people come back under a new number.
    What looks like a slip is asked about first: `meant` is the `instead_of` of that question once HR said yes to it.
    """
    with database.begin() as session:
        take_turns(session, PEOPLE)
        employee = linkable(session, employee_number)
        account = known_account(session, slack_id)
        refusal = _refusal(employee, account, employee_number)
        if refusal is not None:
            return LinkRefused(refusal)
        if employee is None or account is None:
            raise RuntimeError("Nobody to link was not refused.")
        instead_of = employee.slack_id if employee.slack_id is not None and employee.is_slack_active else ""
        if (instead_of or not _alike(employee, account)) and meant != instead_of:
            return LinkUnsure(employee_number, employee.full_name, slack_id, instead_of)
        if account.holder_id is not None and account.holder_id != employee.employee_id:
            release_account(session, account.holder_id, now)
        if instead_of:
            _note_unlink(session, by, employee.employee_id, instead_of, now)
        link_accounts(session, [(employee.employee_id, slack_id)], SlackMatch.HR, now)
        _note_link(session, by, employee.employee_id, slack_id, SlackMatch.HR, now)
        return LinkMade(employee_number, employee.full_name, slack_id)


def unlink(
    database: Database, by: str, employee_number: str, now: datetime, *, slack_id: str | None = None
) -> Unlinked | LinkRefused:
    """Take a wrong match away because HR says so: the person is linked again by HR's own word only.

    They are named by their number, or by the account that they are linked to, `slack_id`.
    """
    with database.begin() as session:
        take_turns(session, PEOPLE)
        employee = linkable(session, employee_number) if slack_id is None else linked_to(session, slack_id)
        if employee is None and slack_id is not None:
            return LinkRefused("Nobody is linked to that Slack account.")
        if employee is None:
            return LinkRefused(f"Nobody has the employee number {employee_number}. Please check it.")
        if employee.slack_id is None:
            return LinkRefused(f"{_named(employee)} is not linked to any Slack account.")
        set_apart(session, employee.employee_id, now)
        _note_unlink(session, by, employee.employee_id, employee.slack_id, now)
        return Unlinked(employee.number, employee.full_name, employee.slack_id)


def _unmatched(session: Session) -> Unmatched:
    proposals: list[Proposal] = []
    without: list[WithoutAccount] = []
    apart: list[WithoutAccount] = []
    accounts = accounts_by_name(session)
    by_name: dict[str, list[UnlinkedEmployee]] = {}
    for employee in unlinked_employees(session):
        if employee.is_apart:
            apart.append(WithoutAccount(employee.number, employee.full_name))
            continue
        by_name.setdefault(employee.full_name_key, []).append(employee)
    shared: list[SharedName] = []
    for key, employees in by_name.items():
        bearers = accounts.get(key, ())
        free = [account for account in bearers if not account.is_linked]
        if not free:
            without.extend(WithoutAccount(each.number, each.full_name) for each in employees)
        elif len(bearers) == 1 and employees[0].namesakes == 1:
            proposals.append(_proposal(employees[0], free[0]))
        else:
            numbers = tuple(each.number for each in employees)
            shared.append(SharedName(employees[0].full_name, numbers, tuple(each.slack_id for each in free)))
    by_number = sorted(without, key=lambda each: each.employee_number)
    return Unmatched(tuple(proposals), tuple(shared), tuple(by_number), tuple(apart))


def _proposal(employee: UnlinkedEmployee, account: Account) -> Proposal:
    return Proposal(employee.number, employee.full_name, account.slack_id)


def _refusal(employee: Linkable | None, account: KnownAccount | None, employee_number: str) -> str | None:
    """Say why the two may not be linked; None where they may."""
    if employee is None:
        return f"Nobody has the employee number {employee_number}. Please check it, or import the person first."
    if employee.status is EmploymentStatus.LEFT:
        return f"{_named(employee)} has left the company. Please link the number they have now."
    return _refusal_of_account(employee, account)


def _refusal_of_account(employee: Linkable, account: KnownAccount | None) -> str | None:
    if account is None:
        return "I have not met that Slack account yet. Please try again in a minute."
    if account.is_bot:
        return f"{account.real_name} is a bot. Please choose the person's own account."
    if not account.is_active:
        return "That account is deactivated. Please choose the one they use now."
    if account.holder_id == employee.employee_id:
        return f"{_named(employee)} is linked to that account already."
    if account.holder_id is not None and not account.holder_has_left:
        return (
            f"That account is linked to {account.holder_name} ({account.holder_number}) already. "
            f"If that is wrong, type `/hr unlink {account.holder_number}` first."
        )
    return None


def _alike(employee: Linkable, account: KnownAccount) -> bool:
    """Whether it may well be the same person: they have a word of their names in common, or the e-mail."""
    same_words = set(employee.full_name_key.split()) & set(account.full_name_key.split())
    return bool(same_words) or (employee.email is not None and employee.email == account.email)


def _named(employee: Linkable) -> str:
    return f"{employee.full_name} ({employee.number})"


def _note_unlink(session: Session, by: str, employee_id: int, slack_id: str, now: datetime) -> None:
    note(session, by, "employee.unlinked", f"employee:{employee_id}", now, slack_id=slack_id)


def _note_link(session: Session, by: str, employee_id: int, slack_id: str, match: SlackMatch, now: datetime) -> None:
    note(session, by, "employee.linked", f"employee:{employee_id}", now, slack_id=slack_id, match=match)

"""Who in the HR system is who in Slack: the queries behind linking employees to accounts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, func, null, select, update
from sqlalchemy.orm import Session, aliased

from career.employees import EmploymentStatus, SlackMatch
from storage.batches import batches
from storage.nudges.quiets import carry_over
from storage.tables import EmployeeRow, SlackPersonRow


@dataclass(frozen=True, slots=True)
class UnlinkedEmployee:
    """Somebody who works here and has no Slack account yet; `namesakes` counts everybody here of that name.

    `is_apart`: HR took a wrong match away, so that no name proposes one again.
    """

    id: int
    number: str
    full_name: str
    full_name_key: str
    namesakes: int
    is_apart: bool


@dataclass(frozen=True, slots=True)
class Account:
    """An active account of a person, by name, and whether an employee is linked to it."""

    slack_id: str
    real_name: str
    full_name_key: str
    is_linked: bool


@dataclass(frozen=True, slots=True)
class Linkable:
    """What decides whether an employee and an account may be linked by HR."""

    employee_id: int
    number: str
    full_name: str
    full_name_key: str
    email: str | None
    status: EmploymentStatus
    slack_id: str | None
    is_slack_active: bool


@dataclass(frozen=True, slots=True)
class KnownAccount:
    """One account and, where an employee is linked to it, that employee's name and whether they have left."""

    real_name: str
    full_name_key: str
    email: str | None
    is_active: bool
    is_bot: bool
    holder_id: int | None
    holder_number: str
    holder_name: str
    holder_has_left: bool


def pairs_by_email(session: Session, among: Collection[str] | None) -> Sequence[tuple[int, str]]:
    """Return (employee id, Slack id) for everybody whose e-mail exactly one person on both sides has.

    Of employees those who work here count, of accounts the active ones of people; neither is linked yet. Both sides keep
    e-mails in lower case. `among` narrows the accounts looked at; None looks at all of them.
    """
    other_employee, other_account, holder = aliased(EmployeeRow), aliased(SlackPersonRow), aliased(EmployeeRow)
    query = (
        select(EmployeeRow.id, SlackPersonRow.slack_id)
        .join(SlackPersonRow, SlackPersonRow.email == EmployeeRow.email)
        .where(
            EmployeeRow.slack_id.is_(None),
            EmployeeRow.slack_match.is_distinct_from(SlackMatch.APART),
            _works_here(EmployeeRow),
            SlackPersonRow.is_active,
            ~SlackPersonRow.is_bot,
            ~select(other_employee.id)
            .where(
                other_employee.email == EmployeeRow.email,
                other_employee.id != EmployeeRow.id,
                _works_here(other_employee),
            )
            .exists(),
            ~select(other_account.slack_id)
            .where(
                other_account.email == SlackPersonRow.email,
                other_account.slack_id != SlackPersonRow.slack_id,
                other_account.is_active,
                ~other_account.is_bot,
            )
            .exists(),
            ~select(holder.id).where(holder.slack_id == SlackPersonRow.slack_id).exists(),
        )
    )
    if among is not None:
        query = query.where(SlackPersonRow.slack_id.in_(among))
    return session.execute(query.order_by(EmployeeRow.id)).all()


def link_accounts(session: Session, pairs: Sequence[tuple[int, str]], match: SlackMatch, now: datetime) -> None:
    """Link each employee to an account, with the account's zone.

    The same person stands behind an account, whichever employee it is linked to: somebody who came back under a new number,
    or for whom another was taken. So whatever quiet they asked for under the number before holds under this one (promise 4).
    """
    account = SlackPersonRow.slack_id == bindparam("to_slack_id")
    zone = select(SlackPersonRow.zone).where(account).scalar_subquery()
    is_active = select(SlackPersonRow.is_active).where(account).scalar_subquery()
    statement = (
        update(EmployeeRow)
        .where(EmployeeRow.id == bindparam("of_employee"))
        .values(
            slack_id_before=_let_go_of(bindparam("to_slack_id")),
            slack_id=bindparam("to_slack_id"),
            slack_match=match,
            zone=zone,
            is_slack_active=is_active,
            updated_at=now,
        )
    )
    for batch in batches(pairs):
        session.connection().execute(
            statement, [{"of_employee": employee_id, "to_slack_id": slack_id} for employee_id, slack_id in batch]
        )
        carry_over(session, [employee_id for employee_id, _ in batch])


def release_account(session: Session, employee_id: int, now: datetime) -> None:
    """Let go of the account that an employee is linked to."""
    session.execute(
        update(EmployeeRow)
        .where(EmployeeRow.id == employee_id)
        .values(slack_id=None, slack_id_before=_let_go_of(null()), slack_match=None, updated_at=now)
    )


def set_apart(session: Session, employee_id: int, now: datetime) -> None:
    """Let go of a wrong account, and with it of its zone, so that neither e-mail nor name links it again."""
    values = {"slack_id": None, "slack_match": SlackMatch.APART, "zone": None, "updated_at": now}
    before = _let_go_of(null())
    session.execute(update(EmployeeRow).where(EmployeeRow.id == employee_id).values(slack_id_before=before, **values))


def unlinked_employees(session: Session) -> Sequence[UnlinkedEmployee]:
    """Return everybody who works here and has no Slack account, by number."""
    bearers = (
        select(EmployeeRow.full_name_key, func.count().label("bearers"))
        .where(_works_here(EmployeeRow))
        .group_by(EmployeeRow.full_name_key)
        .subquery()
    )
    query = (
        select(
            EmployeeRow.id,
            EmployeeRow.number,
            EmployeeRow.given_name,
            EmployeeRow.family_name,
            EmployeeRow.full_name_key,
            bearers.c.bearers,
            EmployeeRow.slack_match,
        )
        .join(bearers, bearers.c.full_name_key == EmployeeRow.full_name_key)
        .where(_works_here(EmployeeRow), EmployeeRow.slack_id.is_(None))
        .order_by(EmployeeRow.number)
    )
    return [
        UnlinkedEmployee(
            row.id,
            row.number,
            _full_name(row),
            row.full_name_key,
            row.bearers,
            is_apart=row.slack_match is SlackMatch.APART,
        )
        for row in session.execute(query)
    ]


def how_many_unlinked(session: Session) -> int:
    """Return how many work here and have no Slack account yet."""
    query = select(func.count()).where(_works_here(EmployeeRow), EmployeeRow.slack_id.is_(None))
    return session.execute(query).scalar_one()


def accounts_by_name(session: Session) -> Mapping[str, Sequence[Account]]:
    """Return the active accounts of people by the key of their name, leaving out names without a letter."""
    is_linked = select(EmployeeRow.id).where(EmployeeRow.slack_id == SlackPersonRow.slack_id).exists()
    query = (
        select(SlackPersonRow.slack_id, SlackPersonRow.real_name, SlackPersonRow.full_name_key, is_linked)
        .where(SlackPersonRow.is_active, ~SlackPersonRow.is_bot, SlackPersonRow.full_name_key != "")
        .order_by(SlackPersonRow.slack_id)
    )
    found: dict[str, list[Account]] = {}
    for slack_id, real_name, key, linked in session.execute(query):
        found.setdefault(key, []).append(Account(slack_id, real_name, key, bool(linked)))
    return found


def linkable(session: Session, employee_number: str) -> Linkable | None:
    """Return the employee of this number, who cannot be changed before this transaction ends."""
    return _linkable(session, EmployeeRow.number == employee_number)


def linked_to(session: Session, slack_id: str) -> Linkable | None:
    """Return the employee who is linked to an account, and cannot be changed before this transaction ends."""
    return _linkable(session, EmployeeRow.slack_id == slack_id)


def known_account(session: Session, slack_id: str) -> KnownAccount | None:
    """Return one account and who is linked to it."""
    query = (
        select(
            SlackPersonRow.real_name,
            SlackPersonRow.full_name_key,
            SlackPersonRow.email,
            SlackPersonRow.is_active,
            SlackPersonRow.is_bot,
            EmployeeRow.id,
            EmployeeRow.number,
            EmployeeRow.given_name,
            EmployeeRow.family_name,
            EmployeeRow.status,
        )
        .outerjoin(EmployeeRow, EmployeeRow.slack_id == SlackPersonRow.slack_id)
        .where(SlackPersonRow.slack_id == slack_id)
    )
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    number, name = ("", "") if row.id is None else (row.number, _full_name(row))
    has_left = row.status is EmploymentStatus.LEFT
    return KnownAccount(*row[:5], row.id, number, name, has_left)


def _linkable(session: Session, which: ColumnElement[bool]) -> Linkable | None:
    query = select(
        EmployeeRow.id,
        EmployeeRow.number,
        EmployeeRow.given_name,
        EmployeeRow.family_name,
        EmployeeRow.full_name_key,
        EmployeeRow.email,
        EmployeeRow.status,
        EmployeeRow.slack_id,
        EmployeeRow.is_slack_active,
    )
    row = session.execute(query.where(which).with_for_update()).one_or_none()
    return None if row is None else Linkable(row.id, row.number, _full_name(row), *row[4:])


def _let_go_of(instead: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the account that an employee is linked to until now, or was last, once it is `instead`."""
    return func.coalesce(func.nullif(EmployeeRow.slack_id, instead), EmployeeRow.slack_id_before)


def _works_here(employee: type[EmployeeRow]) -> ColumnElement[bool]:
    return employee.status != EmploymentStatus.LEFT


def _full_name(row: Row[*tuple[object, ...]]) -> str:
    return f"{row.given_name} {row.family_name}".strip()

"""The people of the Slack workspace and the members of the HR channel, as they were last read."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from storage.batches import batches, insert_or_update
from storage.tables import EmployeeRow, HrMemberRow, MarkRow, SlackPersonRow

_HR_MEMBERS_READ = "hr members read"
_LONGEST_NAME = 250
_LONGEST_EMAIL = 254
_LONGEST_ZONE = 64


@dataclass(frozen=True, slots=True)
class SlackPerson:
    """One account of the workspace.

    `zone` is an IANA name, None where Slack tells none, as it does for deactivated accounts. `is_guest` holds for
    everybody who is not a full member: guests of either kind, and people of another company in a shared channel.
    """

    slack_id: str
    real_name: str
    email: str | None
    zone: str | None
    is_active: bool
    is_guest: bool
    is_bot: bool


def store_people(session: Session, people: Mapping[str, tuple[SlackPerson, str]], now: datetime) -> None:
    """Add or renew accounts, given by their id, each with the key of its full name.

    Of a deactivated one neither name nor e-mail is kept: nobody is matched to it, and Slack lists those who left for ever.
    E-mails are kept in lower case. What is longer than any e-mail, zone or name is not kept, and a name cut short has
    no key: it would be somebody else's.
    """
    columns = ("real_name", "full_name_key", "email", "zone", "is_active", "is_guest", "is_bot", "seen_at")
    statement = insert_or_update(session, SlackPersonRow, ("slack_id",), columns)
    for batch in batches([people[slack_id] for slack_id in sorted(people)]):
        session.connection().execute(
            statement,
            [
                {
                    "slack_id": person.slack_id,
                    "real_name": person.real_name[:_LONGEST_NAME] if person.is_active else "",
                    "full_name_key": key if person.is_active and len(key) <= _LONGEST_NAME else "",
                    "email": _email(person) if person.is_active else None,
                    "zone": person.zone if person.zone and len(person.zone) <= _LONGEST_ZONE else None,
                    "is_active": person.is_active,
                    "is_guest": person.is_guest,
                    "is_bot": person.is_bot,
                    "seen_at": now,
                }
                for person, key in batch
            ],
        )


def _email(person: SlackPerson) -> str | None:
    return person.email.lower() if person.email and len(person.email) <= _LONGEST_EMAIL else None


def renew_linked_employees(session: Session, slack_ids: Sequence[str], now: datetime) -> int:
    """Bring zone and activity of the employees behind these accounts up to date; return how many had changed.

    A deactivated account has no zone any more: then the last one known stays.
    """
    zone = func.coalesce(SlackPersonRow.zone, EmployeeRow.zone)
    changed = 0
    for batch in batches(slack_ids):
        behind = update(EmployeeRow).where(
            EmployeeRow.slack_id == SlackPersonRow.slack_id,
            SlackPersonRow.slack_id.in_(batch),
            or_(
                EmployeeRow.zone.is_distinct_from(zone),
                EmployeeRow.is_slack_active != SlackPersonRow.is_active,
            ),
        )
        values = {"zone": zone, "is_slack_active": SlackPersonRow.is_active, "updated_at": now}
        changed += session.connection().execute(behind.values(values)).rowcount
    return changed


def accounts_known(session: Session, slack_ids: Collection[str]) -> Mapping[str, bool]:
    """Return which of these accounts are known, and whether each is an active full member and no bot."""
    is_full_member = SlackPersonRow.is_active & ~SlackPersonRow.is_guest & ~SlackPersonRow.is_bot
    known: dict[str, bool] = {}
    for batch in batches(sorted(slack_ids)):
        query = select(SlackPersonRow.slack_id, is_full_member).where(SlackPersonRow.slack_id.in_(batch))
        known.update(session.execute(query).all())
    return known


def replace_hr_members(session: Session, slack_ids: Collection[str], read_at: datetime) -> None:
    """Let exactly these accounts be the members of the HR channel, as of the moment the reading of it began."""
    session.execute(delete(HrMemberRow))
    if slack_ids:
        session.execute(insert(HrMemberRow), [{"slack_id": each, "seen_at": read_at} for each in sorted(slack_ids)])
    mark = insert_or_update(session, MarkRow, ("name",), ("at",)).values(name=_HR_MEMBERS_READ, at=read_at)
    session.execute(mark)


def hr_members_read_at(session: Session) -> datetime | None:
    """Return when the reading began from which the HR channel's members are known; None before the first."""
    return session.execute(select(MarkRow.at).where(MarkRow.name == _HR_MEMBERS_READ)).scalar_one_or_none()


def hr_standing(session: Session, slack_id: str) -> tuple[datetime | None, bool]:
    """Return when the HR channel was last read, and whether this account was a member and may still act for HR.

    Who became a guest or was deactivated since is out at once, not at the next reading of the channel.
    """
    read_at = select(MarkRow.at).where(MarkRow.name == _HR_MEMBERS_READ).scalar_subquery()
    is_member = (
        select(HrMemberRow.slack_id)
        .join(SlackPersonRow, SlackPersonRow.slack_id == HrMemberRow.slack_id)
        .where(
            HrMemberRow.slack_id == slack_id,
            SlackPersonRow.is_active,
            ~SlackPersonRow.is_guest,
            ~SlackPersonRow.is_bot,
        )
        .exists()
    )
    found = session.execute(select(read_at, is_member)).one()
    return found[0], bool(found[1])

"""What waits for HR longer than HR allows itself is brought up in the HR channel, once on every working day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from career.localtime import clock_of, first_instant, local_time
from career.notices import NoticeKind
from career.workdays import WorkingDays
from storage.database import Database
from storage.funding.tuition import waiting_since_before
from storage.house.settings import house_settings
from storage.messages.notices import Notice, ToChannel, is_owed, owe
from storage.nudges.speaking import holidays_at
from storage.openings.considerations import Candidate, how_many_wait_since_before, who_waits_since_before

_ONE_DAY = timedelta(days=1)
_LONGEST_BACK = timedelta(days=400)
"""How far back days are counted; a longer wait is said to be at least as long."""


@dataclass(frozen=True, slots=True)
class Late:
    """An application that nobody has considered within the time; it has been waiting for so many working days."""

    candidate: Candidate
    working_days: int


@dataclass(frozen=True, slots=True)
class LateRequests:
    """So many requests for funding wait too long, the oldest for so many working days; both 0 where none does."""

    count: int = 0
    longest: int = 0


@dataclass(frozen=True, slots=True)
class Overdue:
    """What waits longer than `within` working days: `count` applications, the `first` of them longest first, and requests."""

    within: int
    count: int
    first: tuple[Late, ...]
    requests: LateRequests = LateRequests()

    @property
    def is_anything(self) -> bool:
        """Whether anything waits too long."""
        return bool(self.count or self.requests.count)


def overdue(session: Session, most: int, now: datetime) -> Overdue:
    """Return what waits too long at `now`; of the applications `most` are named."""
    settings = house_settings(session)
    clock = clock_of(settings.sending.fallback_zone)
    today = local_time(now, clock).date()
    working = _working_days(session, today)
    in_time = working.first_within(settings.consider_within, today)
    before = first_instant(datetime.combine(in_time, time()), clock)

    def waited(since: datetime) -> int:
        return working.since(max(local_time(since, clock).date(), today - _LONGEST_BACK), today)

    requests, oldest = waiting_since_before(session, before)
    return Overdue(
        within=settings.consider_within,
        count=how_many_wait_since_before(session, before),
        first=tuple(Late(each, waited(each.submitted_at)) for each in who_waits_since_before(session, before, most)),
        requests=LateRequests() if oldest is None else LateRequests(requests, waited(oldest)),
    )


def bring_up(database: Database, hr_channel: str, now: datetime) -> bool:
    """Owe the HR channel today's note about what is overdue, if there is anything; return whether it is owed now.

    It comes on working days once the working hours have begun, on the company's clock, and not any more the day after.
    """
    with database.read() as session:
        sending = house_settings(session).sending
        clock = clock_of(sending.fallback_zone)
        local = local_time(now, clock)
        is_early = local.time() < sending.hours.opens or not _working_days(session, local.date()).holds(local.date())
        if is_early or is_owed(session, _key(local.date())) or not overdue(session, 0, now).is_anything:
            return False
    expires_at = first_instant(datetime.combine(local.date() + _ONE_DAY, time()), clock)
    with database.begin() as session:
        notice = Notice(
            kind=NoticeKind.OVERDUE,
            key=_key(local.date()),
            to=ToChannel(hr_channel),
            details={},
            due_at=now,
            expires_at=expires_at,
        )
        owe(session, notice, now)
    return True


def _key(day: date) -> str:
    return f"applications.overdue:{day.isoformat()}"


def _working_days(session: Session, today: date) -> WorkingDays:
    weekdays = house_settings(session).sending.hours.weekdays
    return WorkingDays(weekdays, holidays_at(session, None, today - _LONGEST_BACK))

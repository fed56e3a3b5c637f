"""May this copy go out now? Asked when it is claimed, and again as the last thing before it is posted."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from career.cadences import Weekly
from career.nudges import NudgeStatus
from career.outcomes import DropReason
from career.quiet import earliest, next_open
from career.repeats import today_in
from career.terms import SendingTerms
from storage.deliveries import Claim, received, rivals
from storage.nudges import Nudge, nudge_by_id, nudge_to_send
from storage.standings import Person, hold_and_judge
from storage.targets import About, about

_GIVE_WAY = timedelta(minutes=1)
"""How long a copy waits for another with a nearer deadline before it asks again."""

_BUDGET_LOOKS_BACK = timedelta(days=8)
"""A budget counts seven days back, and by the calendar day of a clock that may differ from ours."""


@dataclass(frozen=True, slots=True)
class Send:
    """It may go out now, to this Slack account."""

    nudge: Nudge
    target: About
    recipient: str
    first_name: str


@dataclass(frozen=True, slots=True)
class Drop:
    """It never goes out."""

    reason: DropReason


@dataclass(frozen=True, slots=True)
class PutOff:
    """Not now; asked again at `until`."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Park:
    """Not before its nudge runs again."""


@dataclass(frozen=True, slots=True)
class NeedsPreview:
    """Not before HR has previewed what the nudge has become since it was started."""


Judgement = Send | Drop | PutOff | Park | NeedsPreview
"""What is to become of a claimed copy."""


def judge_delivery(session: Session, claim: Claim, now: datetime, terms: SendingTerms) -> Judgement:
    """Return whether the claimed copy may go out at `now`.

    Target, nudge and person are held, in this order as everywhere, until the transaction ends: nothing that would stop
    this copy can be committed between this answer and what the caller writes down beside it.
    """
    nudge = nudge_by_id(session, claim.nudge_id)
    target = None if nudge is None else about(session, nudge.text.target, hold=True)
    nudge = nudge_to_send(session, claim.nudge_id)
    if nudge is None or target is None or nudge.status is NudgeStatus.ENDED:
        return Drop(DropReason.NUDGE_ENDED)
    rule = nudge.rule(target)
    person = hold_and_judge(session, nudge, rule, claim.employee_id, claim.id, now, terms.fallback_zone)
    stop = _stop(nudge, target, person, now, terms)
    if stop is not None:
        return Drop(stop)
    if nudge.status is not NudgeStatus.RUNNING:
        return Park()
    if not nudge.is_previewed(target):
        return NeedsPreview()
    at = _earliest(session, claim, nudge, target, person.zone, now, terms)
    if at > now:
        return Drop(DropReason.EXPIRED) if _is_past(_last_day(nudge, target), at, person.zone, terms) else PutOff(at)
    return Send(nudge, target, person.slack_id or "", person.given_name)


def _stop(nudge: Nudge, target: About, person: Person, now: datetime, terms: SendingTerms) -> DropReason | None:
    """Return why the copy never goes out, None where nothing stands against it."""
    if target.is_over(now, person.zone, terms.fallback_zone):
        return DropReason.TARGET_CLOSED
    if person.reason is not None:
        return person.reason
    return DropReason.NUDGE_ENDED if _is_past(_last_day(nudge, target), now, person.zone, terms) else None


def _earliest(
    session: Session, claim: Claim, nudge: Nudge, target: About, zone: str | None, now: datetime, terms: SendingTerms
) -> datetime:
    """Return when the copy may go out at the earliest: within delivery hours, the budget, and behind what is nearer."""
    before = received(session, claim.employee_id, now - _BUDGET_LOOKS_BACK, claim.id)
    at = earliest(terms.budget, before, now, zone, terms.fallback_zone)
    if at == now and _must_give_way(session, claim, _last_day(nudge, target), now):
        at = now + _GIVE_WAY
    return next_open(terms.hours, at, zone, fallback=terms.fallback_zone)


def _must_give_way(session: Session, claim: Claim, own: date | None, now: datetime) -> bool:
    """Whether something with a nearer deadline is due to the same person; of equal ones the older goes first."""
    ours = (own or date.max, claim.id)
    for other in rivals(session, claim.employee_id, claim.id, now):
        nudge = nudge_by_id(session, other.nudge_id)
        target = None if nudge is None else about(session, nudge.text.target)
        if nudge is None or target is None or nudge.status is not NudgeStatus.RUNNING:
            continue
        if (_last_day(nudge, target) or date.max, other.id) < ours:
            return True
    return False


def _last_day(nudge: Nudge, target: About) -> date | None:
    """Return the last day on which the copy still makes sense: the target's, or the nudge's own, whichever is nearer."""
    own = nudge.text.cadence.ends_on if isinstance(nudge.text.cadence, Weekly) else None
    return min((day for day in (own, target.deadline) if day is not None), default=None)


def _is_past(last: date | None, at: datetime, zone: str | None, terms: SendingTerms) -> bool:
    return last is not None and today_in(zone, at, terms.fallback_zone) > last

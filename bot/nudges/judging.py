"""May this copy go out now? Asked when it is claimed, and again as the last thing before it is posted."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from bot.slack.ledger import IN_A_MOMENT
from career.letters import Pick
from career.nudges import NudgeStatus
from career.outcomes import DropReason
from career.quiet import earliest
from career.repeats import today_in
from career.terms import SendingTerms
from storage.house.settings import house_settings
from storage.nudges.days_off import last_day
from storage.nudges.deliveries import DeliveryClaim, received, rivals
from storage.nudges.picks import held_picks, needs_picks
from storage.nudges.records import Nudge, nudge_by_id, nudge_to_send
from storage.nudges.speaking import speaking_to
from storage.nudges.standings import Person, hold_and_judge
from storage.nudges.targets import About, about

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
    zone: str | None
    picks: tuple[Pick, ...]


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


def judge_delivery(session: Session, claim: DeliveryClaim, now: datetime) -> Judgement:
    """Return whether the claimed copy may go out at `now`, on the terms that HR has set.

    Target, nudge and person are held, in this order as everywhere, until the transaction ends, and so is what the copy
    offers: nothing that would stop it can be committed between this answer and what the caller writes down beside it.
    """
    nudge = nudge_by_id(session, claim.nudge_id)
    target = None if nudge is None else about(session, nudge.text.target, hold=True)
    nudge = nudge_to_send(session, claim.nudge_id)
    if nudge is None or target is None or nudge.status is NudgeStatus.ENDED:
        return Drop(DropReason.NUDGE_ENDED)
    terms = house_settings(session).sending
    rule = nudge.rule(target)
    person = hold_and_judge(session, nudge, rule, claim.employee_id, claim.id, now, terms.fallback_zone)
    stop = _stop(nudge, target, person, now, terms)
    if stop is not None:
        return Drop(stop)
    if nudge.status is not NudgeStatus.RUNNING:
        return Park()
    if not nudge.is_previewed(target):
        return NeedsPreview()
    picks = held_picks(session, nudge.text.target, claim.employee_id, person.zone, now, terms.fallback_zone)
    kept = _has_nothing_to_offer(nudge, picks, now) or _kept_back(session, claim, last_day(nudge, target), now, terms)
    return kept or Send(nudge, target, person.slack_id or "", person.given_name, person.zone, picks or ())


def _stop(nudge: Nudge, target: About, person: Person, now: datetime, terms: SendingTerms) -> DropReason | None:
    """Return why the copy never goes out, None where nothing stands against it."""
    if target.is_over(now, person.zone, terms.fallback_zone):
        return DropReason.TARGET_CLOSED
    if person.reason is not None:
        return person.reason
    return DropReason.NUDGE_ENDED if _is_past(last_day(nudge, target), now, person.zone, terms) else None


def _has_nothing_to_offer(nudge: Nudge, picks: tuple[Pick, ...] | None, now: datetime) -> PutOff | Drop | None:
    if picks is None:
        return PutOff(now + IN_A_MOMENT)
    return Drop(DropReason.NO_LONGER_QUALIFIED) if not picks and needs_picks(nudge.text.target) else None


def _kept_back(
    session: Session, claim: DeliveryClaim, end: date | None, now: datetime, terms: SendingTerms
) -> PutOff | Drop | None:
    """Return why the copy does not go out at this very moment: the hours and days of its reader, the budget, a rival.

    It waits for its next chance, unless that comes after its last day.
    """
    speaking = speaking_to(session, claim.employee_id, now, terms)
    before = received(session, claim.employee_id, now - _BUDGET_LOOKS_BACK, claim.id)
    free = earliest(terms.budget, before, now, speaking.zone, terms.fallback_zone)
    if free == now and _must_give_way(session, claim, end, now):
        free = now + _GIVE_WAY
    at = speaking.next(free)
    if at == now:
        return None
    if not _is_past(end, at, speaking.zone, terms):
        return PutOff(at)
    is_leave = not _is_past(end, speaking.next_but_for_leave(free), speaking.zone, terms)
    return Drop(DropReason.ON_LEAVE if is_leave else DropReason.EXPIRED)


def _must_give_way(session: Session, claim: DeliveryClaim, own: date | None, now: datetime) -> bool:
    """Whether something with a nearer deadline is due to the same person; of equal ones the older goes first."""
    ours = (own or date.max, claim.id)
    for other in rivals(session, claim.employee_id, claim.id, now):
        nudge = nudge_by_id(session, other.nudge_id)
        target = None if nudge is None else about(session, nudge.text.target)
        if nudge is None or target is None or nudge.status is not NudgeStatus.RUNNING:
            continue
        if (last_day(nudge, target) or date.max, other.id) < ours:
            return True
    return False


def _is_past(last: date | None, at: datetime, zone: str | None, terms: SendingTerms) -> bool:
    return last is not None and today_in(zone, at, terms.fallback_zone) > last

"""HR reads whether its nudges made a difference: who was drawn, who was reached, who acted, against who was held out.

What only the person may know leaves this module as `None` unless five or more share it (promise 6).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.usecases.nudges.steering import NoSuchNudge
from career.arms import OUTCOME_WITHIN, Arm, Stratum, total
from career.nudges import NudgeStatus
from career.outcomes import FEWEST_SHOWN, LeftOut, Response, left_out
from measuring.effect import Effect, compare
from measuring.power import USUAL_DIFFERENCE, people_needed
from storage.database import Database
from storage.house.audit import note
from storage.nudges.arms import Arms, arms_of, nudges_with_draws, stops_of
from storage.nudges.reached import ANSWERS, Reached, reached
from storage.nudges.records import Nudge, nudge_by_id
from storage.nudges.targets import about


@dataclass(frozen=True, slots=True)
class Funnel:
    """People on their way: all who were drawn, those meant to get it, those it reached, those who acted in time.

    The other numbers say where those are whom it has not reached. `reached` is None where one to four were left out after
    the draw: whatever the reason, so few could be picked out.
    """

    drawn: int
    held_out: int
    meant: int
    reached: int | None
    uncertain: int
    waiting: int
    refused: int
    acted: int
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Needed:
    """How many people it takes, held-out ones included, to tell a difference from chance.

    `as_seen` for a difference as large as the one seen so far, None where that is smaller than usual; `as_usual` for what
    nudges bring on average.
    """

    as_seen: int | None
    as_usual: int | None


@dataclass(frozen=True, slots=True)
class Compared:
    """The hold-out comparison; `needed` where it is inconclusive."""

    effect: Effect
    needed: Needed | None


@dataclass(frozen=True, slots=True)
class NobodyHeldOut:
    """Everybody gets it, so nobody can tell what would have happened without it."""


@dataclass(frozen=True, slots=True)
class TooEarly:
    """Nobody's days are over; the first comparison is possible from `begins_at` on."""

    begins_at: datetime


@dataclass(frozen=True, slots=True)
class OneArmOnly:
    """So few were drawn that one of the two arms has nobody in it yet."""


Comparison = Compared | NobodyHeldOut | TooEarly | OneArmOnly
"""What can be said of the effect."""


@dataclass(frozen=True, slots=True)
class Costs:
    """People who stopped nudges within their days, in either arm, and who said no with a button; None for fewer than five."""

    stopped: int | None
    stopped_held_out: int | None
    answers: tuple[tuple[Response, int | None], ...]


@dataclass(frozen=True, slots=True)
class NudgeReport:
    """What came of one nudge."""

    id: int
    title: str
    about: str
    status: NudgeStatus
    funnel: Funnel
    comparison: Comparison
    costs: Costs


@dataclass(frozen=True, slots=True)
class AllNudges:
    """What came of all of them together, and of each, the newest first."""

    nudges: tuple[NudgeReport, ...]
    funnel: Funnel
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class NothingSent:
    """Nobody has been drawn yet: for the nudge `nudge_id`, or None for any nudge at all."""

    nudge_id: int | None = None
    status: NudgeStatus | None = None


ReportAnswer = NudgeReport | AllNudges | NothingSent | NoSuchNudge


def report(database: Database, nudge_id: int | None, now: datetime) -> ReportAnswer:
    """Return the report on one nudge, or with None on all of them."""
    with database.read() as session:
        return _on_all(session, now) if nudge_id is None else _on_one(session, nudge_id, now)


def note_export(database: Database, by: str, nudge_id: int | None, now: datetime) -> None:
    """Write down that `by` (a Slack id) took the numbers out as a file."""
    with database.begin() as session:
        note(session, by, "report.exported", "nudges" if nudge_id is None else f"nudge:{nudge_id}", now)


def _on_one(session: Session, nudge_id: int, now: datetime) -> NudgeReport | NothingSent | NoSuchNudge:
    nudge = nudge_by_id(session, nudge_id)
    if nudge is None:
        return NoSuchNudge(nudge_id)
    arms = arms_of(session, nudge.id, nudge.text.target, now)
    return NothingSent(nudge_id, nudge.status) if arms.begins_at is None else _nudge_report(session, nudge, arms, now)


def _on_all(session: Session, now: datetime) -> AllNudges | NothingSent:
    nudges = [nudge for nudge in (nudge_by_id(session, each) for each in nudges_with_draws(session)) if nudge]
    arms = [arms_of(session, nudge.id, nudge.text.target, now) for nudge in nudges]
    if not nudges:
        return NothingSent()
    reports = tuple(_nudge_report(session, nudge, each, now) for nudge, each in zip(nudges, arms, strict=True))
    return AllNudges(reports, _together([each.funnel for each in reports]), _comparison(arms, now))


def _nudge_report(session: Session, nudge: Nudge, arms: Arms, now: datetime) -> NudgeReport:
    copies = reached(session, nudge.id)
    stops = stops_of(session, nudge.id, nudge.text.target.topic, now)
    target = about(session, nudge.text.target)
    return NudgeReport(
        id=nudge.id,
        title=nudge.text.title,
        about="" if target is None else target.title,
        status=nudge.status,
        funnel=_funnel(arms, copies),
        comparison=_comparison([arms], now),
        costs=Costs(
            _if_enough(stops.nudged),
            _if_enough(stops.held_out),
            tuple((answer, _if_enough(copies.answers[answer])) for answer in ANSWERS),
        ),
    )


def _funnel(arms: Arms, copies: Reached) -> Funnel:
    few = 0 < sum(copies.dropped.values()) < FEWEST_SHOWN
    return Funnel(
        drawn=arms.nudged.people + arms.held_out.people,
        held_out=arms.held_out.people,
        meant=arms.nudged.people,
        # Who acted before their first copy was due is in neither arm; one who took it back may have got it after all.
        reached=None if few else min(copies.got_it, arms.nudged.people),
        uncertain=copies.uncertain,
        waiting=copies.waiting,
        refused=copies.refused,
        acted=arms.nudged.acted,
        left_out=left_out(copies.dropped),
    )


def _together(funnels: Sequence[Funnel]) -> Funnel:
    """Add funnels up: one person counts once for each nudge. Where one number is withheld, so is their sum."""
    each_reached = [funnel.reached for funnel in funnels]
    known = [people for people in each_reached if people is not None]
    return Funnel(
        drawn=sum(funnel.drawn for funnel in funnels),
        held_out=sum(funnel.held_out for funnel in funnels),
        meant=sum(funnel.meant for funnel in funnels),
        reached=sum(known) if len(known) == len(funnels) else None,
        uncertain=sum(funnel.uncertain for funnel in funnels),
        waiting=sum(funnel.waiting for funnel in funnels),
        refused=sum(funnel.refused for funnel in funnels),
        acted=sum(funnel.acted for funnel in funnels),
        left_out=(),
    )


def _comparison(arms: Sequence[Arms], now: datetime) -> Comparison:
    strata = [stratum for each in arms for stratum in each.measured]
    effect = compare(strata)
    if effect is not None:
        return Compared(effect, None if effect.is_conclusive else _needed(strata, effect))
    if not sum(each.held_out.people for each in arms):
        return NobodyHeldOut() if sum(each.nudged.people for each in arms) else OneArmOnly()
    begins_at = min(each.begins_at for each in arms if each.begins_at is not None) + OUTCOME_WITHIN
    return TooEarly(begins_at) if begins_at > now else OneArmOnly()


def _needed(strata: Sequence[Stratum], effect: Effect) -> Needed:
    nudged, held_out = effect.nudged.people, effect.held_out.people
    share = held_out / (nudged + held_out)
    seen = effect.difference if abs(effect.difference) >= USUAL_DIFFERENCE else None
    base = _base(total([stratum.held_out for stratum in strata]), effect)
    return Needed(
        as_seen=None if seen is None else people_needed(base, seen, share),
        as_usual=people_needed(base, USUAL_DIFFERENCE, share),
    )


def _base(held_out: Arm, effect: Effect) -> float:
    """Return how many act without a nudge, as far as is known.

    From few people a share of none at all, or of all, says little, so the middle of its interval stands for it.
    """
    if 0 < held_out.acted < held_out.people:
        return effect.held_out_share
    return (effect.held_out_interval.low + effect.held_out_interval.high) / 2


def _if_enough(people: int) -> int | None:
    return people if people >= FEWEST_SHOWN else None

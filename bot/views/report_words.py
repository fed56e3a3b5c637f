"""What a report says, in words that fit a phone: the same for the message, the picture and whoever cannot see it."""

from datetime import datetime
from math import floor, log10
from typing import assert_never

from bot.usecases.nudges.reporting import (
    Compared,
    Comparison,
    Costs,
    Funnel,
    Needed,
    NobodyHeldOut,
    NothingSent,
    OneArmOnly,
    TooEarly,
)
from bot.views.dates import counted, your_time
from career.arms import OUTCOME_WITHIN
from career.nudges import NudgeStatus
from career.outcomes import FEWEST_SHOWN, Response
from measuring.effect import Effect, Interval
from measuring.power import USUAL_DIFFERENCE

DAYS = OUTCOME_WITHIN.days
FEW = f"fewer than {FEWEST_SHOWN}"
ALL_BUT_A_FEW = "all but a few"
NUDGED = "Drawn to get it"
HELD_OUT = "Held out"

_ANSWER_WORDS = {Response.NOT_NOW: "Not now", Response.NOT_FOR_ME: "Not for me"}


def verdict(comparison: Comparison) -> str:
    """Return the one thing to know of the effect, in two to five words."""
    match comparison:
        case Compared(effect) if not effect.is_conclusive:
            return "Inconclusive so far"
        case Compared(effect):
            return "It made a difference" if effect.difference > 0 else "Fewer acted than without it"
        case NobodyHeldOut():
            return "Nobody is held out"
        case TooEarly():
            return "Too early to compare"
        case OneArmOnly():
            return "Too few people to compare"
        case _:
            assert_never(comparison)


def explanation(comparison: Comparison, zone: str | None) -> str:
    """Return what stands behind the verdict; `zone` is that of whoever reads it."""
    match comparison:
        case Compared(effect, needed):
            found = (
                f"{_shares(effect)}: *{points(effect.difference)}*.\n"
                f"The real difference most likely lies between {bounds(effect.interval)} points (95 % interval)."
            )
            return found if needed is None else f"Chance alone may explain it.\n{found}\n{needed_words(needed, effect)}"
        case NobodyHeldOut():
            return "So nobody can tell what would have happened without it. Leave a hold-out share in the next one."
        case TooEarly(begins_at):
            return f"{_begins(begins_at, zone)} the first people have had their {DAYS} days."
        case OneArmOnly():
            return "One of the two groups has nobody in it yet."
        case _:
            assert_never(comparison)


def in_a_line(comparison: Comparison) -> str:
    """Return the comparison in a few words, for a list."""
    if not isinstance(comparison, Compared):
        return verdict(comparison).lower()
    effect = comparison.effect
    found = f"{points(effect.difference)} ({interval(effect.interval)})"
    return f"*{found}*" if effect.is_conclusive else f"{found}, inconclusive"


def needed_words(needed: Needed, effect: Effect) -> str:
    """Return how many people it would take; rounded up, for it is an estimate."""
    so_far = effect.nudged.people + effect.held_out.people
    usual = f"the {100 * USUAL_DIFFERENCE:.1f} points that nudges bring on average"
    parts = []
    if needed.as_seen is not None:
        parts.append(f"about *{_rounded(needed.as_seen)}* people to be sure of a difference this large")
    if needed.as_usual is not None:
        sure = "" if parts else " people to be sure"
        parts.append(f"about *{_rounded(needed.as_usual)}*{sure} of {usual}")
    return f"It takes {', or '.join(parts)}. So far: {so_far:,}." if parts else f"So far: {so_far:,} people."


def needed_at_a_glance(compared: Compared) -> str:
    """Return the number of people needed in a dozen words; empty where the comparison is conclusive."""
    needed, effect = compared.needed, compared.effect
    number = None if needed is None else needed.as_seen or needed.as_usual
    so_far = effect.nudged.people + effect.held_out.people
    return "" if number is None else f"To be sure: about {_rounded(number)} people. So far: {so_far:,}"


def percent(share: float) -> str:
    """Return a share such as ``10.8 %``."""
    return f"{100 * share:.1f} %"


def points(difference: float) -> str:
    """Return a difference such as ``+2.8 points``."""
    return f"{_signed(difference)} points"


def interval(found: Interval) -> str:
    """Return an interval such as ``+0.4 to +7.6``."""
    return f"{_signed(found.low)} to {_signed(found.high)}"


def bounds(found: Interval) -> str:
    """Return an interval to stand after "between", such as ``+0.4 and +7.6``."""
    return f"{_signed(found.low)} and {_signed(found.high)}"


def people(number: int | None) -> str:
    """Return how many people, as far as it may be told."""
    return FEW if number is None else f"{number:,}"


def funnel_lines(funnel: Funnel) -> tuple[tuple[str, str], ...]:
    """Return the steps of the funnel, each with its number as it is written."""
    got_it = ALL_BUT_A_FEW if funnel.reached is None else f"{funnel.reached:,}"
    return (
        ("In the draw", f"{funnel.drawn:,}"),
        (NUDGED, f"{funnel.meant:,}"),
        ("Got it", got_it),
        (f"Acted in {DAYS} days", f"{funnel.acted:,}"),
    )


def other_lines(funnel: Funnel) -> tuple[tuple[str, str], ...]:
    """Return where the others are, as far as there are any."""
    lines = [(HELD_OUT, funnel.held_out), ("Waiting for their hour", funnel.waiting)]
    lines += [("Slack refused", funnel.refused), ("Slack never said", funnel.uncertain)]
    return tuple((label, f"{number:,}") for label, number in lines if number)


def cost_words(costs: Costs, held_out: int) -> str:
    """Return what the nudge cost in goodwill; `held_out` is how many people got no message."""
    stopped = f"Stopped nudges within {DAYS} days: *{people(costs.stopped)}* of those drawn to get it"
    stopped += f", *{people(costs.stopped_held_out)}* of those held out." if held_out else "."
    answers = ", ".join(f"“{_ANSWER_WORDS[answer]}” *{people(number)}*" for answer, number in costs.answers)
    return f"{stopped}\nAnswered {answers}."


def nothing_sent(answer: NothingSent) -> str:
    """Return what HR reads before there is anything to report."""
    if answer.nudge_id is None:
        return "No nudge has gone out yet, so there is nothing to report. Write one with `/hr nudge new`."
    number = answer.nudge_id
    match answer.status:
        case NudgeStatus.DRAFT:
            return f"Nudge #{number} has not started. Look at its preview with `/hr nudge preview {number}`."
        case NudgeStatus.ENDED:
            return f"Nudge #{number} ended before anybody's turn came, so there is nothing to report."
        case _:
            return f"Nudge #{number} has not been due for anybody yet. See when with `/hr nudge preview {number}`."


def _shares(effect: Effect) -> str:
    return (
        f"*{percent(effect.nudged_share)}* of {counted(effect.nudged.people, 'person', 'people')} drawn to get it acted, "
        f"*{percent(effect.held_out_share)}* of {effect.held_out.people:,} held out"
    )


def _signed(difference: float) -> str:
    """Return points with their sign, a real minus; what rounds to nothing has none."""
    rounded = round(100 * difference, 1)
    sign = "" if rounded == 0 else "+" if rounded > 0 else "−"  # noqa: RUF001  the sign that a reader expects
    return f"{sign}{abs(rounded):.1f}"


def _rounded(number: int) -> str:
    """Return a number rounded up to two digits that count."""
    step = 10 ** max(floor(log10(number)) - 1, 0)
    return f"{-(-number // step) * step:,}"


def _begins(at: datetime, zone: str | None) -> str:
    return f"The comparison begins on {your_time(at, zone)}: then"

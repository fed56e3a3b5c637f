"""Did the nudge make a difference? The two arms of the random draw compared, with an interval that says how sure.

One comparison is one or several strata: one for each nudge, and for each share that was held out of it. The difference is
weighted over them as by N. Mantel and W. Haenszel (1959), so that neither a share that HR changed nor a nudge that many
would have followed anyway is taken for an effect. The interval is X. Yan and X. G. Su's stratified one, "Stratified Wilson
and Newcombe Confidence Intervals for Multiple Binomial Proportions", Statistics in Biopharmaceutical Research 2 (2010)
329-335. With one stratum, the usual case, it is R. G. Newcombe's hybrid score interval: method 10 in "Interval estimation
for the difference between independent proportions", Statistics in Medicine 17 (1998) 873-890. Unlike the textbook's
interval it holds for small groups and for shares near 0, which is what a hold-out of 10 % brings.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from career.arms import Arm, Stratum, total

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """The 95 % interval of a share or of a difference, as parts of 1."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Effect:
    """What the comparison found: shares as parts of 1, `difference` nudged less held out, each with its interval.

    `nudged` and `held_out` count the people compared. With several strata the shares are weighted, so they need not be
    what dividing these counts gives.
    """

    nudged: Arm
    held_out: Arm
    nudged_share: float
    held_out_share: float
    nudged_interval: Interval
    held_out_interval: Interval
    difference: float
    interval: Interval

    @property
    def is_conclusive(self) -> bool:
        """Whether chance alone is no likely reason: the interval does not cover zero."""
        return self.interval.low > 0 or self.interval.high < 0


def compare(strata: Sequence[Stratum]) -> Effect | None:
    """Return how the arms differ; None where no stratum has people in both."""
    both = [stratum for stratum in strata if stratum.nudged.people and stratum.held_out.people]
    if not both:
        return None
    nudged, held_out = [stratum.nudged for stratum in both], [stratum.held_out for stratum in both]
    weights = _weights(both)
    nudged_interval, held_out_interval = _stratified_wilson(nudged, weights), _stratified_wilson(held_out, weights)
    nudged_share, held_out_share = _weighted(nudged, weights), _weighted(held_out, weights)
    difference = nudged_share - held_out_share
    down = _distance(nudged, nudged_interval.low, held_out, held_out_interval.high, weights)
    up = _distance(nudged, nudged_interval.high, held_out, held_out_interval.low, weights)
    return Effect(
        nudged=total(nudged),
        held_out=total(held_out),
        nudged_share=nudged_share,
        held_out_share=held_out_share,
        nudged_interval=nudged_interval,
        held_out_interval=held_out_interval,
        difference=difference,
        interval=Interval(max(difference - down, -1.0), min(difference + up, 1.0)),
    )


def wilson(arm: Arm, confidence: float = CONFIDENCE) -> Interval:
    """Return the score interval for an arm's share (E. B. Wilson, 1927); the arm has somebody in it."""
    from scipy.stats import binomtest  # noqa: PLC0415  scipy takes a second and 60 MB: only a report pays for it

    found = binomtest(arm.acted, arm.people).proportion_ci(confidence, method="wilson")
    return Interval(float(found.low), float(found.high))


def _weights(strata: Sequence[Stratum]) -> Sequence[float]:
    """Return Mantel and Haenszel's weights, which add up to 1."""
    raw = [
        stratum.nudged.people * stratum.held_out.people / (stratum.nudged.people + stratum.held_out.people)
        for stratum in strata
    ]
    return [weight / sum(raw) for weight in raw]


def _weighted(arms: Sequence[Arm], weights: Sequence[float]) -> float:
    return sum(weight * arm.share for arm, weight in zip(arms, weights, strict=True))


def _stratified_wilson(arms: Sequence[Arm], weights: Sequence[float]) -> Interval:
    """Return the interval of the arms' weighted share.

    It adds up the strata's own intervals, each at the lower confidence at which together they are as wide as the whole
    should be. The variances that say how much lower are taken at the middles of those intervals instead of at the shares,
    for a share of 0 has none.
    """
    from scipy.stats import norm  # noqa: PLC0415  as above

    z = _z(CONFIDENCE)
    middles = [(arm.acted + z * z / 2) / (arm.people + z * z) for arm in arms]
    parts = [
        weight * sqrt(middle * (1 - middle) / arm.people)
        for arm, weight, middle in zip(arms, weights, middles, strict=True)
    ]
    lower_z = z * sqrt(sum(part * part for part in parts)) / sum(parts)
    confidence = float(2 * norm.cdf(lower_z) - 1)
    found = [wilson(arm, confidence) for arm in arms]
    low = sum(weight * each.low for each, weight in zip(found, weights, strict=True))
    high = sum(weight * each.high for each, weight in zip(found, weights, strict=True))
    return Interval(low, high)


def _distance(
    nudged: Sequence[Arm], nudged_at: float, held_out: Sequence[Arm], held_out_at: float, weights: Sequence[float]
) -> float:
    """Return how far a limit lies from the difference, when the arms' shares stand at these limits of their own."""
    spread = sum(
        weight * weight * share * (1 - share) / arm.people
        for arms, share in ((nudged, nudged_at), (held_out, held_out_at))
        for arm, weight in zip(arms, weights, strict=True)
    )
    return _z(CONFIDENCE) * sqrt(max(spread, 0.0))


def _z(confidence: float) -> float:
    from scipy.stats import norm  # noqa: PLC0415  as above

    return float(norm.ppf((1 + confidence) / 2))

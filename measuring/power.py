"""How many people it would take to tell a difference from chance."""

from math import ceil, sqrt

from measuring.effect import CONFIDENCE

POWER = 0.80
"""How often a difference of that size would be found."""

USUAL_DIFFERENCE = 0.014
"""What nudges bring on average where they are used at scale: 1.4 percentage points, over 126 trials with 23 million people
(S. DellaVigna and E. Linos, "RCTs to Scale", NBER working paper 27594, 2020)."""

_SMALLEST = 1e-6
"""What is smaller counts as none: no company has the people to tell."""


def people_needed(base: float, difference: float, held_out: float) -> int | None:
    """Return how many people both arms together need.

    With so many, a true `difference` from the held-out people's share `base` is found in 80 of 100 cases, at the 5 % level,
    two-sided. All are parts of 1; `held_out` is the share that the draw holds out. None where nobody could act any more or
    any less, or there is next to nothing to tell. The formula is J. L. Fleiss, B. Levin and M. C. Paik's for groups of unequal size, "Statistical Methods for
    Rates and Proportions", 3rd edition (2003), section 4.3, without the correction for continuity.
    """
    from scipy.stats import norm  # noqa: PLC0415  scipy takes a second and 60 MB: only a report pays for it

    nudged = min(max(base + difference, 0.0), 1.0)
    if abs(nudged - base) < _SMALLEST or not _SMALLEST < held_out < 1 - _SMALLEST:
        return None
    ratio = held_out / (1 - held_out)
    middle = (nudged + ratio * base) / (1 + ratio)
    by_chance = float(norm.ppf((1 + CONFIDENCE) / 2)) * sqrt((1 + ratio) * middle * (1 - middle))
    if_true = float(norm.ppf(POWER)) * sqrt(ratio * nudged * (1 - nudged) + base * (1 - base))
    nudged_people = (by_chance + if_true) ** 2 / (ratio * (nudged - base) ** 2)
    return max(ceil(nudged_people), 1) + max(ceil(nudged_people * ratio), 1)

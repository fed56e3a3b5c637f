"""The comparison says what is so: checked against the published figures, and against made-up worlds whose truth is known."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from career.arms import Arm, Stratum
from measuring import effect as measuring_effect
from measuring.effect import Effect, compare, wilson

WORLDS = 2_000
FEWER_WORLDS = 300
ALMOST_SURELY = 0.9999
"""How sure the bounds are: a sound method leaves them once in ten thousand seeds."""


@pytest.fixture
def remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each interval be computed once: in thousands of worlds the same few counts come again and again."""
    monkeypatch.setattr(measuring_effect, "wilson", cache(wilson))


def compared(*strata: tuple[int, int, int, int]) -> Effect:
    """Compare strata, each given as acted and people of those drawn to get it, then of those held out."""
    found = compare([Stratum(Arm(n1, x1), Arm(n0, x0)) for x1, n1, x0, n0 in strata])
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((0, 10, 0, 10), -0.2775, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0),
        ((10, 10, 0, 10), 0.6075, 1.0),
    ],
)
def test_one_draw_is_compared_as_newcombe_did(counts: tuple[int, int, int, int], low: float, high: float) -> None:
    """The eight examples of his table II, method 10."""
    found = compared(counts).interval
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


def test_a_share_has_the_interval_that_wilson_gave_it() -> None:
    """Newcombe's companion paper, Statistics in Medicine 17 (1998) 857-872, table I, method 3."""
    found = wilson(Arm(263, 81))
    assert (found.low, found.high) == pytest.approx((0.2553, 0.3662), abs=5e-5)


@pytest.mark.usefixtures("remembered")
@pytest.mark.parametrize(
    ("nudged", "held_out", "base", "effect"),
    [
        (900, 100, 0.08, 0.05),
        (450, 50, 0.02, 0.06),
        (4_500, 500, 0.05, 0.014),
        (300, 300, 0.4, -0.1),
        (90, 10, 0.3, 0.2),
    ],
)
def test_the_interval_covers_a_known_effect_about_95_times_in_100(
    nudged: int, held_out: int, base: float, effect: float
) -> None:
    covered = sum(
        found.interval.low <= effect <= found.interval.high
        for found in _worlds([(nudged, held_out, base)], effect, seed=nudged)
    )
    fewest, most = binom.interval(ALMOST_SURELY, WORLDS, 0.95)
    assert fewest <= covered
    assert covered <= most or held_out <= 50, "with few people the whole numbers make it cover a little more"


@pytest.mark.usefixtures("remembered")
@pytest.mark.parametrize(
    ("nudged", "held_out", "base"),
    [(900, 100, 0.08), (450, 50, 0.02), (4_500, 500, 0.05), (300, 300, 0.4), (18, 2, 0.1)],
)
def test_no_effect_is_found_where_there_is_none_more_than_about_5_times_in_100(
    nudged: int, held_out: int, base: float
) -> None:
    found = sum(world.is_conclusive for world in _worlds([(nudged, held_out, base)], 0.0, seed=held_out))
    assert found <= binom.ppf(ALMOST_SURELY, WORLDS, 0.05)


def test_several_nudges_together_are_as_honest_as_one() -> None:
    strata = [(900, 100, 0.05), (90, 10, 0.5), (200, 200, 0.1), (45, 5, 0.0)]
    fewest, most = binom.interval(ALMOST_SURELY, FEWER_WORLDS, 0.95)
    with_effect = _worlds(strata, 0.04, seed=5, worlds=FEWER_WORLDS)
    assert fewest <= sum(each.interval.low <= 0.04 <= each.interval.high for each in with_effect) <= most
    without = _worlds(strata, 0.0, seed=6, worlds=FEWER_WORLDS)
    assert sum(each.is_conclusive for each in without) <= binom.ppf(ALMOST_SURELY, FEWER_WORLDS, 0.05)


def test_a_share_that_hr_changed_is_not_taken_for_an_effect() -> None:
    """Half of the eager ones held out, a tenth of the others: thrown together, the nudge would seem to do harm."""
    eager, others = (50, 100, 50, 100), (90, 900, 10, 100)
    assert compared(eager, others).difference == pytest.approx(0, abs=1e-12)
    thrown_together = compared((140, 1_000, 60, 200))
    assert thrown_together.interval.high < 0


def test_a_group_with_nobody_in_it_says_nothing() -> None:
    nobody = Arm(0, 0)
    assert compare([]) is None
    assert compare([Stratum(Arm(90, 9), nobody), Stratum(nobody, Arm(10, 1))]) is None
    alone = compared((9, 90, 1, 10))
    assert compare([Stratum(Arm(90, 9), Arm(10, 1)), Stratum(Arm(500, 400), nobody)]) == alone


counts = st.integers(1, 10**6).flatmap(lambda people: st.tuples(st.integers(0, people), st.just(people)))


@given(strata=st.lists(st.tuples(counts, counts), min_size=1, max_size=4))
def test_an_interval_holds_what_was_seen_and_stays_within_what_is_possible(
    strata: list[tuple[tuple[int, int], tuple[int, int]]],
) -> None:
    found = compared(*((*nudged, *held_out) for nudged, held_out in strata))
    slack = 1e-9
    for low, seen, high in (
        (found.interval.low, found.difference, found.interval.high),
        (found.nudged_interval.low, found.nudged_share, found.nudged_interval.high),
        (found.held_out_interval.low, found.held_out_share, found.held_out_interval.high),
    ):
        assert -1 <= low <= seen + slack
        assert seen - slack <= high <= 1


def _worlds(strata: Sequence[tuple[int, int, float]], effect: float, seed: int, worlds: int = WORLDS) -> list[Effect]:
    """Let people act by chance, those drawn to get it that much more often, in so many worlds; compare in each."""
    random = np.random.default_rng(seed)
    drawn = [
        (
            random.binomial(nudged, min(base + effect, 1.0), worlds).tolist(),
            random.binomial(held_out, base, worlds).tolist(),
        )
        for nudged, held_out, base in strata
    ]
    return [
        compared(
            *(
                (acted[world], nudged, without[world], held_out)
                for (nudged, held_out, _), (acted, without) in zip(strata, drawn, strict=True)
            )
        )
        for world in range(worlds)
    ]

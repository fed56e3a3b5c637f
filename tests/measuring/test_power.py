import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from career.arms import Arm, Stratum
from measuring.effect import compare
from measuring.power import people_needed


@pytest.mark.parametrize(
    ("base", "difference", "in_each_arm"),
    [(0.05, 0.014, 4_304), (0.05, 0.05, 435), (0.10, 0.05, 686), (0.60, 0.10, 356)],
)
def test_equal_groups_take_as_many_as_the_tables_say(base: float, difference: float, in_each_arm: int) -> None:
    """The usual ones: two-sided, 5 %, power 80 %, without the correction for continuity."""
    assert people_needed(base, difference, 0.5) == 2 * in_each_arm


def test_with_so_many_people_a_true_difference_is_found_about_80_times_in_100() -> None:
    needed = people_needed(0.08, 0.05, 0.1)
    assert needed is not None
    held_out, worlds = round(needed * 0.1), 500
    nudged = needed - held_out
    random = np.random.default_rng(80)
    acted, without = random.binomial(nudged, 0.13, worlds), random.binomial(held_out, 0.08, worlds)
    found = 0
    for one, other in zip(acted.tolist(), without.tolist(), strict=True):
        effect = compare([Stratum(Arm(nudged, one), Arm(held_out, other))])
        found += effect is not None and effect.is_conclusive
    fewest, most = binom.interval(0.9999, worlds, 0.80)
    assert fewest - 0.02 * worlds <= found <= most + 0.02 * worlds, (
        "the formula itself is good to about two in a hundred"
    )


@given(base=st.floats(0, 1), difference=st.floats(-1, 1), held_out=st.floats(0, 1))
def test_a_number_of_people_or_none(base: float, difference: float, held_out: float) -> None:
    needed = people_needed(base, difference, held_out)
    assert needed is None or needed >= 2


def test_a_smaller_hold_out_takes_more_people() -> None:
    tenth, half = people_needed(0.05, 0.014, 0.1), people_needed(0.05, 0.014, 0.5)
    assert tenth is not None
    assert half is not None
    assert 2.5 * half < tenth < 3.2 * half


@pytest.mark.parametrize(("base", "difference"), [(1.0, 0.014), (0.0, -0.05), (0.3, 0.0)])
def test_where_nobody_could_act_more_no_number_would_do(base: float, difference: float) -> None:
    assert people_needed(base, difference, 0.1) is None

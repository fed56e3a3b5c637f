import sqlite3
from collections import Counter
from itertools import combinations
from math import sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from career.holdout import BUCKETS, PRIME, Salt, bucket, draw, fresh_lot, fresh_salt, held_out_buckets

lots = st.integers(1, PRIME - 1)
salts = st.builds(Salt, st.integers(1, PRIME - 1), st.integers(0, PRIME - 1))


def seeded(seed: int) -> Random:
    return Random(seed)


def five_deviations(people: int, share: float) -> float:
    """How far a binomial count strays from its mean once in 1.7 million times."""
    return 5 * sqrt(people * share * (1 - share))


@given(lot=lots, salt=salts)
def test_a_database_puts_everybody_in_the_same_bucket(lot: int, salt: Salt) -> None:
    connection = sqlite3.connect(":memory:")
    try:
        row = connection.execute(
            "SELECT ((? * ? + ?) % 2147483647) % 10000", (lot, salt.multiplier, salt.offset)
        ).fetchone()
    finally:
        connection.close()

    assert row == (bucket(lot, salt),)


def test_no_step_leaves_a_signed_integer_of_64_bits() -> None:
    assert (PRIME - 1) * (PRIME - 1) + (PRIME - 1) < 2**63


@given(lot=lots, salt=salts, share=st.floats(0, 0.5))
def test_a_draw_is_never_drawn_again_differently(lot: int, salt: Salt, share: float) -> None:
    assert draw(lot, salt, share) == draw(lot, salt, share)


@given(lot=lots, salt=salts, hundredths=st.integers(0, 49))
def test_whoever_a_small_share_holds_out_a_larger_one_does_too(lot: int, salt: Salt, hundredths: int) -> None:
    assert draw(lot, salt, hundredths / 100) <= draw(lot, salt, (hundredths + 1) / 100)


@given(lot=lots, salt=salts)
def test_without_a_hold_out_nobody_is_held_out(lot: int, salt: Salt) -> None:
    assert not draw(lot, salt, 0)


@pytest.mark.parametrize("hundredths", range(51))
def test_a_share_in_whole_percents_is_exactly_so_many_buckets(hundredths: int) -> None:
    assert held_out_buckets(hundredths / 100) == hundredths * 100


@pytest.mark.parametrize("share", [0.01, 0.05, 0.10, 0.25, 0.50])
def test_in_every_nudge_the_share_held_out_is_the_one_asked_for(share: float) -> None:
    random = seeded(20261122)
    people = [fresh_lot(random) for _ in range(4_000)]

    for salt in (fresh_salt(random) for _ in range(25)):
        held_out = sum(draw(lot, salt, share) for lot in people)
        assert abs(held_out - len(people) * share) < five_deviations(len(people), share)


def test_everybody_is_held_out_of_their_share_of_nudges() -> None:
    random = seeded(20261123)
    nudges = [fresh_salt(random) for _ in range(2_000)]

    for lot in (fresh_lot(random) for _ in range(50)):
        held_out = sum(draw(lot, salt, 0.10) for salt in nudges)
        assert abs(held_out - len(nudges) * 0.10) < five_deviations(len(nudges), 0.10)


def test_being_held_out_of_one_nudge_says_nothing_about_another() -> None:
    random = seeded(20261124)
    people = [fresh_lot(random) for _ in range(4_000)]
    nudges = [[draw(lot, salt, 0.20) for lot in people] for salt in (fresh_salt(random) for _ in range(20))]

    for one, other in combinations(nudges, 2):
        both = sum(first and second for first, second in zip(one, other, strict=True))
        assert abs(both - len(people) * 0.04) < five_deviations(len(people), 0.04)


def test_what_one_person_draws_says_nothing_about_another() -> None:
    random = seeded(20261125)
    nudges = [fresh_salt(random) for _ in range(4_000)]
    people = [[draw(lot, salt, 0.20) for salt in nudges] for lot in (fresh_lot(random) for _ in range(20))]

    for one, other in combinations(people, 2):
        both = sum(first and second for first, second in zip(one, other, strict=True))
        assert abs(both - len(nudges) * 0.04) < five_deviations(len(nudges), 0.04)


def test_people_fill_the_buckets_evenly() -> None:
    random = seeded(20261126)
    salt = fresh_salt(random)
    tenths = Counter(bucket(fresh_lot(random), salt) * 10 // BUCKETS for _ in range(20_000))

    expected = 20_000 / 10
    chi_squared = sum((tenths[tenth] - expected) ** 2 / expected for tenth in range(10))
    assert chi_squared < 33.7  # the chi-squared distribution with 9 degrees of freedom exceeds it once in 10,000 times


def test_lots_and_salts_stay_in_their_bounds() -> None:
    random = seeded(20261127)

    assert all(1 <= fresh_lot(random) < PRIME for _ in range(1_000))
    assert len({fresh_salt(random) for _ in range(1_000)}) == 1_000


@pytest.mark.parametrize(("multiplier", "offset"), [(0, 0), (PRIME, 0), (1, PRIME), (1, -1)])
def test_a_salt_out_of_bounds_is_refused(multiplier: int, offset: int) -> None:
    with pytest.raises(ValueError, match="multiplier"):
        Salt(multiplier, offset)

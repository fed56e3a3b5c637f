"""The random draw that keeps some people without a nudge, so that its effect can be measured.

Every employee has a lot, every nudge a salt, both random and never changed, so a draw can be repeated by anyone at
any time. The bucket of a lot is ((lot * multiplier + offset) mod p) mod 10,000 with p = 2**31 - 1: the universal
class H1 of J. L. Carter and M. N. Wegman, "Universal classes of hash functions", Journal of Computer and System
Sciences 18 (1979) 143-154. Two people's buckets are as good as independent, and so are one person's in two nudges.
No step leaves 63 bits, so a database's signed 64-bit integers draw alike:

    ((lot * :multiplier + :offset) % 2147483647) % 10000 < :held_out_buckets
"""

from dataclasses import dataclass
from random import Random

PRIME = 2**31 - 1
BUCKETS = 10_000


@dataclass(frozen=True, slots=True)
class Salt:
    """What makes one nudge's draw its own: `multiplier` from 1 and `offset` from 0, both up to p - 1."""

    multiplier: int
    offset: int

    def __post_init__(self) -> None:
        if not 1 <= self.multiplier < PRIME or not 0 <= self.offset < PRIME:
            raise ValueError(f"A salt's multiplier is 1 to {PRIME - 1} and its offset 0 to {PRIME - 1}.")


def draw(lot: int, salt: Salt, share: float) -> bool:
    """Whether the employee with this `lot` (1 to p - 1) is held out, when a `share` of 0 to 1 is."""
    return bucket(lot, salt) < held_out_buckets(share)


def bucket(lot: int, salt: Salt) -> int:
    """Return the bucket, 0 to 9,999, in which a nudge's salt puts an employee's lot."""
    return (lot * salt.multiplier + salt.offset) % PRIME % BUCKETS


def held_out_buckets(share: float) -> int:
    """Return how many of the 10,000 buckets are held out: the whole number that both Python and SQL compare with.

    Rounded, because 0.07 * 10,000 is a little more than 700 in binary fractions and would hold out one bucket more.
    """
    return round(share * BUCKETS)


def fresh_salt(random: Random) -> Salt:
    """Draw the salt of a new nudge; pass `random.SystemRandom()` where nobody may foresee it."""
    return Salt(multiplier=random.randrange(1, PRIME), offset=random.randrange(PRIME))


def fresh_lot(random: Random) -> int:
    """Draw the lot of a new employee, 1 to p - 1; pass `random.SystemRandom()` where nobody may foresee it."""
    return random.randrange(1, PRIME)

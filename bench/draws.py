"""Who has which skills, and what is asked for: drawn from one seed, so that every run and every database has the same."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from bench.openings import Company

SKILLS = 500
SKILLS_EACH = 8
FEWEST_ASKED, MOST_ASKED = 3, 6

_SEED = 20261122
BATCH = 50_000
"""So many people are drawn at a time."""
_SKEW = 1.0
"""Skill number r is drawn in proportion to 1/r to this power (Zipf's law): three people in four have the first one, and
one in 140 has the rarest of the skills that an opening asks for."""

_MOST_DRAWS = 40
"""So many draws are enough for anybody to come by eight different skills."""

Skills = NDArray[np.int32]
"""One row of skill numbers, from 1 on, for each person."""


def a_company(employees: int, openings: int) -> Company:
    """Return a company; the openings ask for three to six skills, the common ones more often."""
    draws = np.random.default_rng((_SEED, 1))
    counts = draws.integers(FEWEST_ASKED, MOST_ASKED + 1, openings)
    return Company(employees, tuple(tuple(_some_skills(draws, 1, count)[0].tolist()) for count in counts))


def skills_of_everybody(company: Company) -> Iterator[Skills]:
    """Yield everybody's skills, those of `BATCH` people at a time, in the order of their ids from 1 on."""
    draws = np.random.default_rng((_SEED, 2))
    for first in range(1, company.employees + 1, BATCH):
        yield _some_skills(draws, min(BATCH, company.employees + 1 - first), SKILLS_EACH)


def _some_skills(draws: np.random.Generator, people: int, count: int) -> Skills:
    """Draw `count` different skills for each of so many people, one after the other, the popular ones more often."""
    weights = 1.0 / np.arange(1, SKILLS + 1) ** _SKEW
    border = np.cumsum(weights / weights.sum())
    drawn = np.searchsorted(border, draws.random((people, _MOST_DRAWS))).astype(np.int32) + 1
    is_new = np.ones(drawn.shape, dtype=bool)
    for place in range(1, _MOST_DRAWS):
        is_new[:, place] = (drawn[:, :place] != drawn[:, place : place + 1]).all(axis=1)
    place_of = np.cumsum(is_new, axis=1)
    assert place_of[:, -1].min() >= count, "somebody drew the same few skills again and again"
    return drawn[is_new & (place_of <= count)].reshape(people, count)

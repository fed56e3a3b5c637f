"""What chance decides about a person, the same on every run: years with the firm, last review, skills."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from sandbox.company.cast import Circumstance, Job, Person
from sandbox.company.onet import Occupation

DRAWN_ON: Final = date(2026, 11, 2)
"""The day the HR file is from; a fixed day, so that the files stay the same."""

_PRIMARY: Final = 10
"""O*NET calls the ten closest of the twenty related occupations primary."""


@dataclass(frozen=True)
class Post:
    """What the HR system holds about a person's time with the firm; `reviewed` and `rating` are None for newcomers."""

    hired: date
    in_role_since: date
    left: date | None
    reviewed: date | None
    rating: int | None


def draw_post(person: Person) -> Post:
    """A plausible history up to the day of the draw: from five months to twelve years, a move, a review in February."""
    dice = person.dice("post")
    left = None
    if Circumstance.LEFT in person.circumstances:
        left = DRAWN_ON - timedelta(days=30 + int(dice.random() * 200))
    tenure = 150 + int(dice.random() ** 1.2 * 4300)
    hired = (left or DRAWN_ON) - timedelta(days=tenure)
    [moves] = dice.choices((tenure > 2 * 365, False), (60, 40))
    in_role_since = hired + timedelta(days=365 + int(dice.random() * (tenure - 455))) if moves else hired
    reviewed = date(2026, 2, 2) + timedelta(days=int(dice.random() * 26))
    [rating] = dice.choices((5, 4, 3, 2), (12, 30, 50, 8))
    if hired > date(2025, 9, 1):
        return Post(hired, in_role_since, left, None, None)
    return Post(hired, in_role_since, left, reviewed, rating)


def number_employees(posts: Mapping[Person, Post]) -> dict[Person, str]:
    """Employee numbers of five digits in the order of hiring, with the gaps that those who left long ago make."""
    number = 0
    numbers: dict[Person, str] = {}
    for person in sorted(posts, key=lambda person: (posts[person].hired, person.email)):
        number += 3 + int(person.dice("number").random() * 17)
        numbers[person] = f"{number:05d}"
    return numbers


def draw_skills(
    person: Person, job: Job, jobs: Collection[Job], onet: Mapping[str, Occupation]
) -> dict[str, int | None]:
    """Five to nine tools with the person's level (1 to 5, None where unsaid).

    All are of the person's own trade but one, which is picked up from a neighbouring trade in the firm, if there is one.
    """
    dice = person.dice("skills")
    own = onet[job.occupation]
    at_hand = own.tools_in(job.department)
    chosen = _draw(dice, at_hand, 4 + int(dice.random() * 5))
    neighbours = [job for code in own.related[:_PRIMARY] for job in jobs if job.occupation == code]
    beyond = {
        tool: weight
        for neighbour in neighbours
        for tool, weight in onet[neighbour.occupation].tools_in(neighbour.department).items()
        if weight > 1 and tool not in chosen
    }
    rest = {tool: weight for tool, weight in at_hand.items() if tool not in chosen}
    chosen += _draw(dice, beyond or rest, 1)
    return dict(zip(chosen, dice.choices((None, 2, 3, 4, 5), (10, 20, 25, 25, 20), k=len(chosen)), strict=True))


def _draw(dice: Random, weights: Mapping[str, float], count: int) -> list[str]:
    # Weighted, without putting back, after Efraimidis and Spirakis (2006): the greatest u ** (1 / weight) win.
    keys = {tool: dice.random() ** (1 / weights[tool]) for tool in sorted(weights)}
    return sorted(keys, key=lambda tool: -keys[tool])[:count]

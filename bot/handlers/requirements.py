"""Requirements as HR fills them in: what a form holds, and what its menus offer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk.models.blocks import Option

from bot.handlers.desk import Desk
from bot.handlers.hr.door import HrOnly
from bot.handlers.submitted import all_chosen, typed, whole_number
from bot.usecases.conditions import Fitting, NotUnderstood, conditions_in, unknown_in
from bot.usecases.suggesting import suggestions
from bot.views.choices import LONGEST_VALUE, MOST_OPTIONS, option
from bot.views.ids import Block
from bot.views.requirements_form import MENUS
from career.criteria import Every, FactName
from career.requirements import Requirements

_PLACES = {Block.HR_DEPARTMENT: FactName.DEPARTMENT, Block.HR_LOCATION: FactName.LOCATION}
"""Menus in which something new may be typed as well."""


def register(app: App, desk: Desk) -> None:
    """Fill the menus in which HR chooses among what the company's own data knows."""
    listen = _Listeners(desk)
    hr = HrOnly(app, desk)
    for block in (*MENUS, *_PLACES):
        hr.options(block, listen.offer)


def requirements_in(view: Mapping[str, Any]) -> Requirements | NotUnderstood:
    """Return the requirements that a form holds; a number that is none becomes one out of every range.

    Where the conditions in words cannot be read, that is the answer.
    """
    more = conditions_in(typed(view, Block.HR_MORE))
    if not isinstance(more, Every):
        return more
    return Requirements(
        skills_all=all_chosen(view, Block.HR_SKILLS_ALL),
        skills_some=all_chosen(view, Block.HR_SKILLS_SOME),
        some_count=_one_if_none(whole_number(view, Block.HR_SOME_COUNT)),
        level_at_least=whole_number(view, Block.HR_LEVEL),
        months_in_role=whole_number(view, Block.HR_MONTHS_IN_ROLE),
        months_of_service=whole_number(view, Block.HR_MONTHS_OF_SERVICE),
        departments=all_chosen(view, Block.HR_DEPARTMENTS),
        locations=all_chosen(view, Block.HR_LOCATIONS),
        job_families=all_chosen(view, Block.HR_JOB_FAMILIES),
        job_titles=all_chosen(view, Block.HR_JOB_TITLES),
        last_rating_at_least=whole_number(view, Block.HR_LAST_RATING),
        completed=all_chosen(view, Block.HR_COMPLETED),
        interests=all_chosen(view, Block.HR_INTERESTS),
        recognised_at_least=whole_number(view, Block.HR_RECOGNISED),
        more=more,
    )


def fitting_of(
    desk: Desk, asked: Requirements | NotUnderstood, count: Callable[[Requirements], int | None]
) -> Fitting | NotUnderstood:
    """Return how far what is asked reaches, as `count` has it."""
    if not isinstance(asked, Requirements):
        return asked
    return Fitting(count(asked), asked.more, unknown_in(desk.database, asked.more))


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def offer(self, ack: Ack, payload: dict[str, Any]) -> None:
        block, words = Block(payload["action_id"]), str(payload.get("value") or "").strip()
        name = MENUS.get(block) or _PLACES[block]
        known = suggestions(self.desk.database, name, words, longest=LONGEST_VALUE, most=MOST_OPTIONS)
        options = [option(text, text) for text in known]
        if block in _PLACES and words:
            options = [*_as_typed(words, known), *options][:MOST_OPTIONS]
        ack(options=options)


def _as_typed(words: str, known: tuple[str, ...]) -> list[Option]:
    is_known = words.casefold() in {text.casefold() for text in known}
    return [] if is_known else [option(words[:LONGEST_VALUE], words[:LONGEST_VALUE])]


def _one_if_none(count: int | None) -> int:
    return 1 if count is None else count

"""The menu in which HR chooses what a nudge is about."""

from typing import assert_never

from slack_sdk.models.blocks import ExternalDataSelectElement, InputBlock, Option, OptionGroup, PlainTextObject

from bot.usecases.nudges.nudge_drafts import KnownTarget, TargetMenu
from bot.views.choices import option
from bot.views.dates import day
from bot.views.ids import Block
from bot.views.inputs import labelled
from career.targets import (
    FEWEST_DAYS_AWAY,
    MOST_DAYS_AWAY,
    NoActivity,
    OpeningTarget,
    ProgrammeTarget,
    SuitingOpenings,
    UnmetInterest,
    WorkshopTarget,
    name_for_hr,
)


def about_input(known: KnownTarget | None) -> InputBlock:
    """Return the menu, with what is chosen already."""
    menu = ExternalDataSelectElement(
        action_id=Block.HR_NUDGE_ABOUT,
        placeholder=PlainTextObject(text="Type to search"),
        initial_option=None if known is None else _option(known),
        min_query_length=0,
    )
    hint = (
        "An opening, a training, one of its dates, or whoever it suits. "
        f"For no activity, type any number of days from {FEWEST_DAYS_AWAY} to {MOST_DAYS_AWAY}."
    )
    return labelled(Block.HR_NUDGE_ABOUT, "What it is about", menu, hint, dispatches=True)


def target_groups(menu: TargetMenu) -> list[OptionGroup]:
    """Return what a nudge can be about as the menu shows it; a group of nothing is left out."""
    groups = (
        ("Whoever they are", menu.people),
        ("Openings", menu.openings),
        ("Training", menu.programmes),
        ("Workshops", menu.workshops),
    )
    return [
        OptionGroup(label=PlainTextObject(text=label), options=[_option(each) for each in known])
        for label, known in groups
        if known
    ]


def _option(known: KnownTarget) -> Option:
    match known.target:
        case OpeningTarget(opening_id):
            label = f"#{opening_id} {known.title}" if known.is_open else f"#{opening_id} (not open) {known.title}"
        case ProgrammeTarget(programme_id):
            label = f"Training #{programme_id} {known.title}"
        case WorkshopTarget():
            label = known.title if known.day is None else f"{day(known.day)}: {known.title}"
        case SuitingOpenings() | UnmetInterest() | NoActivity():
            label = name_for_hr(known.target, known.title)
        case _:
            assert_never(known.target)
    return option(label, known.target.key)

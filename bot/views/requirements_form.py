"""The inputs by which HR says whom something is for, wherever that is asked."""

from collections.abc import Callable, Sequence

from slack_sdk.models.blocks import Block as SlackBlock
from slack_sdk.models.blocks import (
    ExternalDataMultiSelectElement,
    InputBlock,
    NumberInputElement,
    PlainTextInputElement,
    PlainTextObject,
)
from slack_sdk.models.blocks.basic_components import DispatchActionConfig

from bot.usecases.conditions import Fitting, NotUnderstood
from bot.usecases.openings.posting import MOST_LEVEL, MOST_MONTHS
from bot.views.blocks import context, section
from bot.views.choices import option
from bot.views.conditions import as_error, as_mrkdwn, not_understood, unknown_text
from bot.views.dates import counted
from bot.views.ids import Block
from bot.views.text import fitted
from career.criteria import EVERYONE, Every, FactName
from career.reasons import in_words
from career.requirements import Requirements
from career.search_writing import typed_for
from career.searching import LONGEST_CONDITIONS
from career.spans import MOST_RECOGNITIONS

MENUS = {
    Block.HR_SKILLS_ALL: FactName.SKILL,
    Block.HR_SKILLS_SOME: FactName.SKILL,
    Block.HR_DEPARTMENTS: FactName.DEPARTMENT,
    Block.HR_LOCATIONS: FactName.LOCATION,
    Block.HR_JOB_FAMILIES: FactName.JOB_FAMILY,
    Block.HR_JOB_TITLES: FactName.JOB_TITLE,
    Block.HR_COMPLETED: FactName.COMPLETED_TRAINING,
    Block.HR_INTERESTS: FactName.DECLARED_INTEREST,
}
"""What each menu offers; its options come from the company's own data, by what is typed."""

NUMBERS = (
    Block.HR_SOME_COUNT,
    Block.HR_LEVEL,
    Block.HR_MONTHS_IN_ROLE,
    Block.HR_MONTHS_OF_SERVICE,
    Block.HR_LAST_RATING,
    Block.HR_RECOGNISED,
)

INPUTS = (*MENUS, *NUMBERS, Block.HR_MORE)
"""Every input here; each tells at once when it is changed, so that the count can follow."""

_MOST_CHOSEN = 25
_ONE_IF_EMPTY = "One, if left empty."
_ABOUT_RATINGS = "On your own scale. It chooses who is told; no message ever names a rating."


def requirement_inputs(asked: Requirements | None = None) -> list[InputBlock]:
    """Return the inputs, filled in with what is `asked`; all are optional, and what is left empty asks nothing."""
    asked = asked or Requirements()
    some_count = asked.some_count if asked.skills_some else None
    return [
        _menu(Block.HR_SKILLS_ALL, "Skills, all of these", asked.skills_all),
        _menu(Block.HR_SKILLS_SOME, "Skills, some of these", asked.skills_some),
        _number(Block.HR_SOME_COUNT, "How many of those, at least", (1, _MOST_CHOSEN), some_count, _ONE_IF_EMPTY),
        _number(Block.HR_LEVEL, "Level, at least", (0, MOST_LEVEL), asked.level_at_least),
        _number(
            Block.HR_MONTHS_IN_ROLE, "Months in the current role, at least", (0, MOST_MONTHS), asked.months_in_role
        ),
        _number(
            Block.HR_MONTHS_OF_SERVICE, "Months with the company, at least", (0, MOST_MONTHS), asked.months_of_service
        ),
        _menu(Block.HR_DEPARTMENTS, "From one of these departments", asked.departments),
        _menu(Block.HR_LOCATIONS, "From one of these locations", asked.locations),
        _menu(Block.HR_JOB_FAMILIES, "From one of these job families", asked.job_families),
        _menu(Block.HR_JOB_TITLES, "With one of these job titles", asked.job_titles),
        _menu(Block.HR_COMPLETED, "Completed all of these trainings", asked.completed),
        _menu(Block.HR_INTERESTS, "Interested in one of these", asked.interests),
        _number(
            Block.HR_RECOGNISED,
            "Recognised in the last year, times at least",
            (1, MOST_RECOGNITIONS),
            asked.recognised_at_least,
        ),
        _number(
            Block.HR_LAST_RATING, "Last rating, at least", (0, MOST_LEVEL), asked.last_rating_at_least, _ABOUT_RATINGS
        ),
        _more(asked.more),
    ]


def fitting_blocks(fitting: Fitting | NotUnderstood, line: Callable[[int | None], str]) -> list[SlackBlock]:
    """Return how far the form reaches, as `line` says a count, and what its conditions in words were understood as."""
    if not isinstance(fitting, Fitting):
        return [section(f":warning: *{_MORE}:* {as_mrkdwn(not_understood(fitting))}")]
    blocks: list[SlackBlock] = [section(line(fitting.people))]
    if fitting.unknown is not None:
        blocks.append(section(f":warning: {as_mrkdwn(unknown_text(fitting.unknown))}"))
    if fitting.more != EVERYONE:
        blocks.append(context(f"{_MORE}, read as: {fitted(in_words(fitting.more), _LONGEST_READ)}"))
    return blocks


def so_far(fitting: Fitting | NotUnderstood, line: Callable[[int | None], str]) -> list[SlackBlock]:
    """Return the count alone, for above the inputs: on a telephone what stands below them is far away."""
    if isinstance(fitting, Fitting) and fitting.people is not None:
        return [context(line(fitting.people))]
    return []


def more_error(answer: NotUnderstood) -> dict[str, str]:
    """Return the one thing to mend in the conditions in words, by their block's id."""
    return {Block.HR_MORE.value: as_error(not_understood(answer))}


def count_line(count: int | None) -> str:
    """Return how many people qualify; empty requirements reach everybody, so there is always a count."""
    if not count:
        return "*Nobody* qualifies with these requirements. Take one away to reach somebody."
    return f"*{counted(count, 'employee')}* {'qualifies' if count == 1 else 'qualify'} with these requirements."


_MORE = "More conditions"
_EXAMPLE = "(skill:R or kudos>=3) not department:Sales"
_LONGEST_READ = 2_500


def _more(asked: Every) -> InputBlock:
    return InputBlock(
        block_id=Block.HR_MORE,
        label=PlainTextObject(text=_MORE),
        hint=PlainTextObject(text=f"For “or”, “not” and brackets, such as {_EXAMPLE}. /hr find shows all the words."),
        optional=True,
        dispatch_action=True,
        element=PlainTextInputElement(
            action_id=Block.HR_MORE,
            initial_value=typed_for(asked) or None,
            multiline=True,
            max_length=LONGEST_CONDITIONS,
            dispatch_action_config=DispatchActionConfig(trigger_actions_on=["on_character_entered"]),
        ),
    )


def _menu(block: Block, label: str, chosen: Sequence[str]) -> InputBlock:
    return InputBlock(
        block_id=block,
        label=PlainTextObject(text=label),
        optional=True,
        dispatch_action=True,
        element=ExternalDataMultiSelectElement(
            action_id=block,
            placeholder=PlainTextObject(text="Type to search"),
            initial_options=[option(text, text) for text in chosen] or None,
            min_query_length=0,
            max_selected_items=_MOST_CHOSEN,
        ),
    )


def _number(
    block: Block, label: str, limits: tuple[int, int], given: int | None, hint: str | None = None
) -> InputBlock:
    least, most = limits
    return InputBlock(
        block_id=block,
        label=PlainTextObject(text=label),
        hint=None if hint is None else PlainTextObject(text=hint),
        optional=True,
        dispatch_action=True,
        element=NumberInputElement(
            action_id=block,
            is_decimal_allowed=False,
            initial_value=None if given is None else str(given),
            min_value=least,
            max_value=most,
            dispatch_action_config=DispatchActionConfig(trigger_actions_on=["on_character_entered"]),
        ),
    )

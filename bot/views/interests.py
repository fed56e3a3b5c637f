"""What somebody would like to learn, as they see it."""

from typing import assert_never

from slack_sdk.models.blocks import Block

from bot.usecases.people.speaker import HasLeft, NoEmployee, NotLinked
from bot.usecases.training.interests import (
    InterestAnswer,
    Interested,
    MyInterests,
    Removed,
    WhichProgramme,
    Wished,
)
from bot.usecases.training.looking import NoSuchProgramme
from bot.views import problems, training
from bot.views.blocks import actions, button, context, header, section
from bot.views.dates import counted, day_of
from bot.views.ids import Action
from bot.views.paging import Place, searched
from bot.views.text import escaped, shortened
from bot.views.values import InterestChoice, ProgrammeChoice, WishChoice
from career.codes import code_of
from career.training import LONGEST_WISH
from career.wishes import NoWords, WishTooLong
from storage.training.interests import Interest

PAGE_SIZE = 20
"""Interests on one page: with a head and a foot, within the 50 blocks of a message."""

MOST_CHOICES = 10
"""Programmes offered when words match several: what fits a phone screen; more words narrow it down."""

_LONGEST_WORDS_ON_BUTTON = 40
_HOW_TO_ADD = (
    "Add one any time: `/interest` and a programme's title, or any words. See what is offered with `/training`."
)


def answer(answer: InterestAnswer) -> str:  # noqa: PLR0911  one sentence for each answer
    """Return what whoever said what they would like to learn reads."""
    match answer:
        case Interested(programme_id, title, is_offered, is_new):
            noted = "Noted: you are interested in" if is_new else "It is noted already: you are interested in"
            follows = (
                f"HR sees it when it plans workshops. See dates with `/training {programme_id}`."
                if is_offered
                else "HR does not offer it just now, and sees that you would like it."
            )
            return f"{noted} *{escaped(title)}*. {follows}"
        case Wished(words, is_new):
            noted = "Noted in your own words" if is_new else "It is noted already, in your own words"
            return f"{noted}: “{escaped(words)}”. HR sees what people wish for. See all of yours with `/interest`."
        case WhichProgramme(words):
            return f"Several programmes match “{escaped(words)}”. Which one do you mean?"
        case NoSuchProgramme():
            return training.not_there(answer)
        case WishTooLong(excess):
            return f"That is {counted(excess, 'character')} too long; {LONGEST_WISH} fit. Please say it more briefly."
        case NoWords():
            return "I found no words in that. Say what you would like to learn, such as: `/interest bookkeeping basics`"
        case NotLinked() | HasLeft():
            return problems.no_employee(answer)
        case _:
            assert_never(answer)


def answer_blocks(answered: InterestAnswer) -> list[Block]:
    """Return the same with what to press, where the words may have been meant otherwise."""
    told = section(answer(answered))
    match answered:
        case WhichProgramme(words, programmes):
            choices = [
                section(
                    f"*{escaped(each.title)}*\n{training.facts_line(each)}",
                    button("This one", Action.TRAINING_INTERESTED, ProgrammeChoice(each.id)),
                )
                for each in programmes[:MOST_CHOICES]
            ]
            none_of_these = button("None of these: log my words", Action.INTEREST_WORDS, WishChoice(words))
            return [told, *choices, actions(none_of_these)]
        case Interested(title=title, words=words) if words and code_of(words) != code_of(title):
            shown = shortened(words, _LONGEST_WORDS_ON_BUTTON)
            instead = WishChoice(words, answered.interest_id if answered.is_new else 0)
            return [told, actions(button(f"No, I meant “{shown}”", Action.INTEREST_WORDS, instead))]
        case _:
            return [told]


def answer_to_remove(removed: Removed | NoEmployee) -> str:
    """Return what whoever took back an interest reads."""
    match removed:
        case Removed(was_there):
            return "Removed." if was_there else "That was removed before."
        case NotLinked() | HasLeft():
            return problems.no_employee(removed)
        case _:
            assert_never(removed)


def interest_list(mine: MyInterests | NoEmployee) -> list[Block]:
    """Return one page of what one person would like to learn."""
    if not isinstance(mine, MyInterests) or not mine.page.total:
        return [section(list_as_text(mine))]
    place = Place(mine.page.skip, PAGE_SIZE, mine.page.total)
    blocks: list[Block] = [header("What you would like to learn")]
    for each in mine.page.entries:
        remove = button("Remove", Action.INTEREST_REMOVE, InterestChoice(each.id, place.skip))
        blocks.append(section(in_words(each, mine.zone), remove))
    foot = place.foot(Action.INTERESTS_BACK, Action.INTERESTS_MORE, searched(""))
    return [*blocks, *foot, context(_HOW_TO_ADD)]


def list_as_text(mine: MyInterests | NoEmployee) -> str:
    """Return what a notification or a screen reader gets of the list."""
    match mine:
        case MyInterests(page) if page.total:
            return f"You would like to learn {counted(page.total, 'thing')}."
        case MyInterests():
            return f"You have not said yet what you would like to learn. {_HOW_TO_ADD}"
        case NotLinked() | HasLeft():
            return problems.no_employee(mine)
        case _:
            assert_never(mine)


def in_words(interest: Interest, zone: str | None) -> str:
    """Return one interest with the day on which it was logged, by the clock of a viewer in `zone`."""
    title = escaped(interest.title)
    shown = f"“{title}”" if interest.programme_id is None else f"*{title}* · #{interest.programme_id}"
    return f"{shown}\nnoted on {day_of(interest.logged_at, zone)}"

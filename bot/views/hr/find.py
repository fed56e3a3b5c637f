"""What HR reads who looks for people: those found, or what could not be understood and the nearest that could."""

from typing import assert_never

from slack_sdk.models.blocks import Block, ButtonElement

from bot.usecases.conditions import Misunderstood, NeverAsked, UnknownText
from bot.usecases.people.finding import FindAnswer, FoundPeople, NobodyFound, NothingTyped
from bot.views.blocks import actions, button, context, header, section
from bot.views.conditions import as_mrkdwn, not_understood, unknown_text
from bot.views.dates import counted
from bot.views.ids import Action
from bot.views.paging import Place, searched
from bot.views.text import escaped, fitted, shortened
from bot.views.values import Page, PortfolioPage
from career.criteria import EVERYONE, Criterion
from career.reasons import in_words
from career.search_mistakes import LoneWord
from career.search_words import SEARCH_WORDS
from storage.rules.finding import FoundPerson

PAGE_SIZE = 20
"""People on one page: one block each, with a head and a foot within the 50 blocks of a message."""

FILE_NAME = "people.csv"
FILE_TITLE = "People"

_LONGEST_PART = 100
_LONGEST_RULE = 700
_LONGEST_CALLED = 60

_EXAMPLE = "`/hr find skill:Python level&gt;=4 rating&gt;=4`"

HOW_TO_FIND = "\n".join(
    (
        f"Say whom you look for, such as {_EXAMPLE}, or a name: `/hr find ada`. You can ask for:",
        " · ".join(f"`{escaped(known.example)}`" for known in SEARCH_WORDS.values()),
        "All of it must hold. `skill:Python,R` is either; `not skill:Java`, or `-skill:Java`, is without.",
        "Say more with `or` and brackets: `(skill:R or level&gt;=4) not department:Sales`.",
        "Or with `at least 2 of (skill:Python, skill:SQL, kudos&gt;=3)`.",
        "`kudos` counts recognition of the last year; `tenure` and `inrole` are months.",
    )
)


def found_list(found: FoundPeople) -> list[Block]:
    """Return one page of those found, each with the way to their portfolio."""
    blocks: list[Block] = [header(_how_many(found)), context(_asked(found.rule, found.names))]
    blocks += [section(_line(each), _open(each)) for each in found.people]
    place = Place(found.skip, PAGE_SIZE, found.total)
    turning = place.buttons(Action.HR_FIND_BACK, Action.HR_FIND_MORE, searched(found.typed))
    blocks.append(actions(*turning, button("CSV file", Action.HR_FIND_CSV, Page(found.typed, 0))))
    if found.has_more:
        blocks.append(
            context(f"Only the first {found.total:,} have pages. Ask for more to find fewer; the file has all.")
        )
    return [*blocks, context(f"{place.words}.")] if turning else blocks


def _how_many(found: FoundPeople) -> str:
    people = counted(found.total, "person", "people")
    return f"More than {people}" if found.has_more else people


def answer_as_text(answer: FindAnswer) -> str:
    """Return the one sentence of an answer: all of it, but where people were found what a screen reader gets."""
    match answer:
        case FoundPeople():
            return f"{_how_many(answer)} found"
        case NobodyFound(_, _, UnknownText() as unknown):
            return as_mrkdwn(unknown_text(unknown))
        case NobodyFound(rule, names):
            return _nobody(rule, names)
        case NothingTyped():
            return HOW_TO_FIND
        case Misunderstood(LoneWord()):
            return f"{as_mrkdwn(not_understood(answer))} A name stands by itself, without “or” and brackets."
        case Misunderstood() | NeverAsked():
            return as_mrkdwn(not_understood(answer))
        case _:
            assert_never(answer)


MAKING = "I am writing the file; it comes here in a moment."
"""What HR reads while the file is made."""


def table_comment(rows: int, by: str) -> str:
    """Return the words that go with the file."""
    return f"<@{by}> asked for this: {counted(rows, 'person', 'people')}."


def _nobody(rule: Criterion, names: tuple[str, ...]) -> str:
    if rule == EVERYONE:
        called = fitted(" ".join(names), _LONGEST_CALLED)
        return f"Nobody here is called “{called}” or has that number. Try how a name begins, such as `/hr find ada`."
    return f"Nobody is like that: {_asked(rule, names)}. Ask for less, or put several words in quotes."


def _asked(rule: Criterion, names: tuple[str, ...]) -> str:
    told = [] if rule == EVERYONE else [shortened(in_words(rule), _LONGEST_RULE)]
    told += [f"called “{' '.join(names)}”"] if names else []
    return fitted("; ".join(told), 2 * _LONGEST_RULE)


def _line(person: FoundPerson) -> str:
    facts = [fitted(part, _LONGEST_PART) for part in (person.job_title, person.department, person.location) if part]
    away = " · on leave" if person.is_on_leave else ""
    head = f"*{escaped(person.full_name)}* ({escaped(person.number)}){away}"
    return f"{head}\n{' · '.join(facts)}" if facts else head


def _open(person: FoundPerson) -> ButtonElement:
    return button("Portfolio", Action.HR_PORTFOLIO, PortfolioPage(person.id))

"""Who is recognised consistently, as HR reads it."""

from slack_sdk.models.blocks import Block

from bot.usecases.people.recognising import Consistency
from bot.views.blocks import context, header, section
from bot.views.dates import counted
from bot.views.ids import Action
from bot.views.paging import Place
from bot.views.text import escaped, fitted
from bot.views.values import ConsistencyPage
from storage.people.recognition import Recognised

PAGE_SIZE = 30
"""People on one page, in sections of five: with a head and a foot far within the 50 blocks of a message."""

_A_SECTION = 5
_LONGEST_PART = 100


def people_list(found: Consistency) -> list[Block]:
    """Return one page of the people, those recognised in most quarters first."""
    how = context(
        "The running quarter counts. Ask for others with `/hr recognition 2 of 6`: "
        "at least 2 of the last 6 quarters, up to 12."
    )
    if not found.people:
        return [section(as_text(found)), how]
    lines = [_line(each, found.of) for each in found.people]
    sections = [section("\n".join(lines[at : at + _A_SECTION])) for at in range(0, len(lines), _A_SECTION)]
    place = Place(found.skip, PAGE_SIZE, found.total)
    foot = place.foot(
        Action.HR_RECOGNITION_BACK,
        Action.HR_RECOGNITION_MORE,
        lambda skip: ConsistencyPage(found.at_least, found.of, skip),
    )
    return [header(as_text(found)), *sections, *foot, how]


def as_text(found: Consistency) -> str:
    """Return what a notification or a screen reader gets of the list."""
    if not found.total:
        return f"Nobody has recognition in {_quarters(found)} yet. Give the first with `/hr award @person &lt;for what&gt;`."
    return f"{counted(found.total, 'person', 'people')} with recognition in {_quarters(found)}"


HOW_TO_ASK = "Please say it like `/hr recognition 3 of 4`: recognition in at least 3 of the last 4 quarters, up to 12."


def _quarters(found: Consistency) -> str:
    if found.of == 1:
        return "this quarter"
    least = "all" if found.at_least == found.of else f"at least {found.at_least}"
    return f"{least} of the last {found.of} quarters"


def _line(each: Recognised, of: int) -> str:
    facts = [fitted(part, _LONGEST_PART) for part in (each.job_title, each.department) if part]
    about = f" · {', '.join(facts)}" if facts else ""
    awards = f" and {counted(each.awards, 'award')}" if each.awards else ""
    share = f"{each.quarters} of {of} quarters: " if of > 1 else ""
    return f"*{escaped(each.name)}*{about}\n{share}{each.kudos:,} kudos{awards}"

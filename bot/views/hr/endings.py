"""HR's record of the applications that have ended: who decided, when, and with what reason."""

from slack_sdk.models.blocks import Block

from bot.usecases.openings.considering import EndedPage
from bot.views.blocks import context, header, section
from bot.views.dates import counted, your_time
from bot.views.hr.decisions import DECIDED_WORDS, STAGE_WORDS
from bot.views.ids import Action
from bot.views.paging import Place, searched
from bot.views.text import fitted
from storage.openings.endings import Ending

PAGE_SIZE = 20
"""Applications on one page: at two blocks each, with a head and a foot, within the 50 blocks of a message."""

_LONGEST_NAME = 300
_LONGEST_REASON = 1_500


def ended_list(page: EndedPage, zone: str | None) -> list[Block]:
    """Return one page of the record, the latest first, its instants in the reader's `zone`."""
    if not page.endings:
        return [section(ended_as_text(page))]
    blocks: list[Block] = [header(ended_as_text(page))]
    for ending in page.endings:
        blocks += [section(_line(ending)), context(_who(ending, zone))]
    foot = Place(page.skip, PAGE_SIZE, page.total).foot(Action.HR_ENDINGS_BACK, Action.HR_ENDINGS_MORE, searched(""))
    return [*blocks, *foot]


def ended_as_text(page: EndedPage) -> str:
    """Return what a notification or a screen reader gets of the record."""
    if not page.total:
        return "No application has ended yet. See who waits with `/hr applications`."
    return f"{counted(page.total, 'application')} ended"


def _line(ending: Ending) -> str:
    who, title = fitted(ending.name, _LONGEST_NAME), fitted(ending.opening_title, _LONGEST_NAME)
    line = f"*{who}* for #{ending.opening_id} {title}: {STAGE_WORDS[ending.stage]}"
    why = ending.decision or ending.cancellation
    return line if why is None else f"{line}\n“{fitted(why.reason, _LONGEST_REASON)}”"


def _who(ending: Ending, zone: str | None) -> str:
    if ending.cancellation is not None:
        cancelled = ending.cancellation
        by = f"{fitted(cancelled.by_name, _LONGEST_NAME)} cancelled the opening"
        return f"{by}, {your_time(cancelled.at, zone)}"
    if ending.decision is None:
        return f"The applicant took it back, {your_time(ending.ended_at, zone)}"
    decided = ending.decision
    by = f"{fitted(decided.by_name, _LONGEST_NAME)} {DECIDED_WORDS[decided.decision]}"
    return f"{by}, {your_time(decided.at, zone)}"

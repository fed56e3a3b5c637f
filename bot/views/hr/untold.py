"""Who was not told of something by Slack, for HR to tell them."""

from slack_sdk.models.blocks import Block

from bot.usecases.telling import UntoldPage
from bot.views.blocks import button, header, section
from bot.views.dates import counted, day_of, your_time
from bot.views.ids import Action
from bot.views.paging import Place, searched
from bot.views.text import fitted
from bot.views.values import NoticeChoice
from career.outcomes import DeliveryState
from storage.untold import Untold

PAGE_SIZE = 40
"""People on one page: at one block each, with what stands above and below, within the 50 blocks of a message."""

_LONGEST_NAME = 300


def untold_list(page: UntoldPage, zone: str | None, answer: str = "") -> list[Block]:
    """Return one page of them, each with a button to say that they have been told; `answer` stands above it.

    Instants are in the reader's `zone`.
    """
    above: list[Block] = [section(answer)] if answer else []
    if not page.people:
        return [*above, section(untold_as_text(page))]
    entries = [
        section(_line(each, zone), button("I told them", Action.HR_TOLD, NoticeChoice(each.notice_id, page.skip)))
        for each in page.people
    ]
    foot = Place(page.skip, PAGE_SIZE, page.total).foot(Action.HR_UNTOLD_BACK, Action.HR_UNTOLD_MORE, searched(""))
    return [*above, header(untold_as_text(page)), *entries, *foot]


def untold_as_text(page: UntoldPage) -> str:
    """Return what a notification or a screen reader gets of it."""
    if not page.total:
        return "Everybody has been told what they are owed."
    return f"{counted(page.total, 'message')} did not get through. Please tell them yourself."


def answer_to_told(*, is_new: bool) -> str:
    """Return what HR reads who said that they told somebody."""
    return "Thank you. That is written down." if is_new else "Somebody in HR was faster; that is settled already."


def _line(untold: Untold, zone: str | None) -> str:
    who = fitted(untold.name, _LONGEST_NAME)
    went = "may not have arrived" if untold.state is DeliveryState.UNCERTAIN else "could not be delivered"
    return f"*{who}*: {_about(untold)}, {your_time(untold.since, zone)}, {went}"


def _about(untold: Untold) -> str:
    """Say what a notice is about: what it concerns and what happened, as its kind has them, and which workshop."""
    what, workshop = untold.kind.value.replace(".", " ").replace("_", " "), untold.workshop
    if workshop is None:
        return what
    which = f"#{workshop.id} {fitted(workshop.title, _LONGEST_NAME)}, {day_of(workshop.starts_at, workshop.zone)}"
    return f"{what} ({which})"

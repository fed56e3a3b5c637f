"""Who was not told of something by Slack, for HR to tell them."""

from collections.abc import Mapping
from typing import assert_never

from slack_sdk.models.blocks import Block

from bot.usecases.messages.telling import UntoldPage
from bot.views.blocks import button, header, section
from bot.views.dates import counted, day_of, your_time
from bot.views.funding import STATE_WORDS as REQUEST_WORDS
from bot.views.ids import Action
from bot.views.paging import Place, searched
from bot.views.text import fitted
from bot.views.values import NoticeChoice
from career.applications import Decision
from career.notices import NoticeKind
from career.outcomes import DeliveryState
from career.recognition import RecognitionKind
from storage.messages.news import OpeningMeant, ProgrammeMeant, RequestMeant, ThanksMeant, WorkshopMeant
from storage.messages.untold import Untold

PAGE_SIZE = 15
"""People on one page: at one block each, far within the 50 blocks of a message; a few lines each are enough for a phone."""

_LONGEST_NAME = 300
_LONGEST_REASON = 1_000

_DECISIONS: Mapping[Decision, str] = {
    Decision.REVIEW: "taken into review",
    Decision.INTERVIEW: "invited to an interview",
    Decision.OFFER: "an offer is made to them",
    Decision.ACCEPT: "accepted",
    Decision.DECLINE: "declined",
}
_WORKSHOP_NEWS: Mapping[NoticeKind, str] = {
    NoticeKind.WORKSHOP_SEAT: "a seat came free, and it is theirs",
    NoticeKind.WORKSHOP_NO_SEAT: "they waited, and no seat came free",
    NoticeKind.WORKSHOP_CHANGED: "its time or place has changed",
    NoticeKind.WORKSHOP_CANCELLED: "it is cancelled",
    NoticeKind.WORKSHOP_TAKEN_OUT: "HR took them out of it",
    NoticeKind.WORKSHOP_REMINDER: "a reminder that it is coming up",
    NoticeKind.WORKSHOP_COMPLETED: "they have completed it",
    NoticeKind.NOMINATION_OFFERED: "HR keeps a seat for them and waits for their answer",
    NoticeKind.NOMINATION_ENDED: "the seat that HR kept for them is not kept any more",
}
"""What happened to somebody's workshop."""


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
    return f"*{who}*\n{_news(untold)}\n{your_time(untold.since, zone)}, {went}"


def _news(untold: Untold) -> str:  # noqa: PLR0911  one sentence for each sort of news
    """Say what HR has to tell: what happened, and to what."""
    match untold.meant:
        case OpeningMeant(id_, title, decision, reason) if decision is not None:
            return f"Decision on their application for #{id_} {_title(title)}: {_DECISIONS[decision]}.{_why(reason)}"
        case OpeningMeant(id_, title, _, reason):
            return f"The opening #{id_} {_title(title)}, for which they applied, is cancelled.{_why(reason)}"
        case WorkshopMeant(id_, title, starts_at, zone):
            which = f"#{id_} {_title(title)}, {day_of(starts_at, zone)}"
            return f"Workshop {which}: {_WORKSHOP_NEWS[untold.kind]}."
        case ProgrammeMeant(id_, title):
            return f"What they wanted to learn is offered now: programme #{id_} {_title(title)}."
        case RequestMeant(title, state, reason):
            return f"Decision on their request for funding of {_title(title)}: {REQUEST_WORDS[state]}.{_why(reason)}"
        case ThanksMeant(kind, by_name):
            what = "An award" if kind is RecognitionKind.AWARD else "Kudos"
            return f"{what} from {_title(by_name)}."
        case None:
            return f"{untold.kind.value.replace('.', ' ').replace('_', ' ').capitalize()}."
        case _:
            assert_never(untold.meant)


def _why(reason: str) -> str:
    return f"\n“{fitted(reason, _LONGEST_REASON)}”" if reason else ""


def _title(text: str) -> str:
    return fitted(text, _LONGEST_NAME)

"""What a decision on an application says, to whoever took it and to the applicant."""

from typing import assert_never

from slack_sdk.models.blocks import Block

from bot.usecases.deciding import NoName, ReasonTooLong, ReasonTooShort
from bot.usecases.openings.considering import (
    ConsiderAnswer,
    Considered,
    NoSuchApplication,
    NotDecidable,
    Overtaken,
    Withdrawn,
)
from bot.views.blocks import actions, button, section
from bot.views.dates import your_time
from bot.views.deciding import no_name, no_reason
from bot.views.ids import Action
from bot.views.text import escaped, shortened
from bot.views.values import ApplicationChoice
from career.applications import Decision, Stage

LONGEST_PIECE = 2_400
"""Characters shown of a text of up to 2,000, which may grow when it is escaped."""

STAGE_WORDS = {
    Stage.SUBMITTED: "submitted",
    Stage.IN_REVIEW: "in review",
    Stage.INTERVIEW: "interview",
    Stage.OFFERED: "offered",
    Stage.ACCEPTED: "accepted",
    Stage.DECLINED: "declined",
    Stage.WITHDRAWN: "withdrawn",
    Stage.OPENING_CANCELLED: "opening cancelled",
}

DECIDED_WORDS = {
    Decision.REVIEW: "took it into review",
    Decision.INTERVIEW: "invited to an interview",
    Decision.OFFER: "offered it",
    Decision.ACCEPT: "accepted it",
    Decision.DECLINE: "declined it",
}


def answer_as_text(answer: ConsiderAnswer, zone: str | None) -> str:  # noqa: PLR0911  one sentence for each answer
    """Return what whoever decided reads."""
    match answer:
        case Considered():
            return _recorded(answer)
        case Overtaken():
            return _overtaken(answer, zone)
        case NotDecidable(candidate) if candidate.stage is Stage.OPENING_CANCELLED:
            return f"*{escaped(candidate.opening_title)}* was cancelled, so there is nothing to decide any more."
        case NotDecidable(candidate):
            return (
                f"This cannot be decided while the application is {STAGE_WORDS[candidate.stage]}. Please open it again."
            )
        case ReasonTooShort() | ReasonTooLong():
            return no_reason(answer, "The applicant will read it.")
        case NoName():
            return no_name("A decision")
        case Withdrawn() | NoSuchApplication():
            return gone()
        case _:
            assert_never(answer)


def answer_blocks(answer: ConsiderAnswer, zone: str | None) -> list[Block]:
    """Return the same, with the way to whoever waits longest now."""
    told: list[Block] = [section(answer_as_text(answer, zone))]
    if isinstance(answer, Considered) and answer.waits_longest is not None:
        following = ApplicationChoice(answer.waits_longest)
        told.append(actions(button("Open the next", Action.HR_APPLICATION, following, "primary")))
    return told


def gone() -> str:
    """Return what HR reads who opens an application that is not there any more."""
    return "This application is not there any more: it was withdrawn. See who waits with `/hr applications`."


def left_mark(*, has_left: bool) -> str:
    """Return what stands behind the name of somebody who has left the company; empty behind anybody else's."""
    return " (has left)" if has_left else ""


def quoted(text: str) -> str:
    """Return what somebody wrote as a quotation, escaped."""
    lines = shortened(escaped(text), LONGEST_PIECE).splitlines()
    return "\n".join(f">{line}" for line in lines)


def _recorded(answer: Considered) -> str:
    told = f"Recorded: you {DECIDED_WORDS[answer.consideration.decision]}, for *{escaped(answer.candidate.name)}*."
    if answer.candidate.has_left:
        return f"{told} They have left the company, so nobody is told."
    if answer.applicant is None:
        return f"{told} They are not on Slack yet, so please tell them yourself."
    return f"{told} They get a message with your reason."


def _overtaken(answer: Overtaken, zone: str | None) -> str:
    name, latest = escaped(answer.candidate.name), answer.latest
    if latest is None:
        return f"*{name}* has sent this application anew since you opened it. Please open it again."
    return (
        f"{escaped(latest.by_name)} was faster and {DECIDED_WORDS[latest.decision]}, {your_time(latest.at, zone)}, "
        f"for *{name}*. Nothing of yours was recorded. Please open it again if there is more to decide."
    )

"""Sentences and modals for when something cannot be done."""

from typing import assert_never

from slack_sdk.models.blocks import MarkdownTextObject, PlainTextObject, SectionBlock
from slack_sdk.models.views import View

from bot.usecases.people.speaker import HasLeft, NoEmployee, NotLinked
from bot.views.ids import Modal

OUT_OF_DATE = "That button comes from an older message. Please type the command again and use the fresh one."

NOT_LINKED = (
    "I could not find you in the HR system yet, so I cannot do this for you. "
    "Please ask HR to link your Slack account; it takes them a minute."
)

HAS_LEFT = "The HR system says that you have left the company, so I cannot do this. If that is wrong, please tell HR."

NOT_HR = "This is for HR, in the HR channel. See what is there for you with `/openings`, `/training` and `/career`."

CANNOT_TELL_HR = "I cannot tell just now who is in the HR channel. Please try again in a minute."


def no_employee(reason: NoEmployee) -> str:
    """Return what somebody reads who cannot act as an employee."""
    match reason:
        case NotLinked():
            return NOT_LINKED
        case HasLeft():
            return HAS_LEFT
        case _:
            assert_never(reason)


def went_wrong(reference: str) -> str:
    """Return the sentence for what nobody foresaw; the log holds the trace under `reference`."""
    return f"Something went wrong on our side and nothing was changed. Please try again; if it stays, tell HR “{reference}”."


def could_not_share(code: str) -> str:
    """Return what HR reads where Slack did not take a file, or may not have, for the reason `code`."""
    if code == "missing_scope":
        return "I may not share files here: whoever looks after this app has to install it again, with `files:write`."
    return "Slack did not say that it took the file. If it is not here, please try again in a minute."


def not_here(hr_channel: str) -> str:
    """Return what somebody of HR reads who used HR's command elsewhere; `hr_channel` is a channel's id."""
    return f"This works in the HR channel only, so nothing was done here. Please type it again in <#{hr_channel}>."


def modal(sentence: str, title: str = "Sorry") -> View:
    """Return a modal that says one thing."""
    return View(
        type="modal",
        callback_id=Modal.DONE,
        title=PlainTextObject(text=title),
        close=PlainTextObject(text="Close"),
        blocks=[SectionBlock(text=MarkdownTextObject(text=sentence))],
    )

"""What HR reads where a decision lacks what each one bears: a reason, or a name."""

from bot.usecases.deciding import NoReason, ReasonTooLong, ReasonTooShort
from bot.views.dates import counted


def no_reason(answer: NoReason, for_whom: str) -> str:
    """Return the sentence about the reason that was typed; `for_whom` says who will read it, as a sentence."""
    match answer:
        case ReasonTooShort(least):
            return f"Please write a reason of {least} characters or more. {for_whom}"
        case ReasonTooLong(excess, most):
            return f"The reason is {counted(excess, 'character')} too long; {most:,} fit."


def no_name(what: str) -> str:
    """Return the sentence for somebody whose name nobody knows yet; `what` is what would bear it, as ``A decision``."""
    return f"{what} bears your name, and I do not know it yet. Please try again in a minute."

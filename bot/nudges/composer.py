"""From a delivery that may go out to the message that does."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.nudges.judging import Send
from bot.views.nudges import NudgeMessage, nudge_message
from career import letters
from career.reasons import why_you
from storage.nudges.deliveries import DeliveryClaim
from storage.rules.facts import verdict_on


def compose(session: Session, claim: DeliveryClaim, send: Send, now: datetime) -> NudgeMessage:
    """Return the message of the claimed copy: HR's words filled in, why this person, the deadline, the buttons."""
    text = send.nudge.text
    verdict = verdict_on(session, claim.employee_id, send.nudge.rule(send.target), now.date())
    reader = letters.Reader(send.first_name, why_you(verdict), send.zone, send.picks)
    letter = letters.write(text.words, text.target, send.target.title, reader, send.target.deadline)
    return nudge_message(letter, str(claim.token))

"""What follows when a seat is given, or comes free, in the transaction that does it.

Who gets a seat is owed its reminders; who loses it is not reminded any more; and a seat that comes free goes to whoever
has waited longest, who is told. Every function here is given a workshop that is held.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from career.notices import NoticeKind
from career.reminders import ASK_AFTER, ASK_WITHIN, Ahead, reminders
from career.training import EnrolmentState, NominationAnswer, Workshop, WorkshopStatus
from storage.messages.notices import Notice, ToChannel, ToEmployee, call_off, call_off_all, owe, owe_all
from storage.training.enrolments import Participant, give_free_seats, move, participant
from storage.training.nominations import close_nomination


def promote(
    session: Session, workshop: Workshop, now: datetime, *, but_tell_not: int | None = None
) -> tuple[Participant, ...]:
    """Give every free seat to whoever has waited longest, and have them told; return whom. Not once it has begun.

    `but_tell_not` is the employee who is just asking, and gets an answer anyway.
    """
    if workshop.starts_at <= now or workshop.status is not WorkshopStatus.PLANNED:
        return ()
    lucky = give_free_seats(session, workshop.id, now)
    owe_reminders(session, workshop, lucky, now)
    told = [person for person in lucky if person.employee_id != but_tell_not]
    seats = [news(NoticeKind.WORKSHOP_SEAT, workshop, each, now, f"seat:{each.stint}") for each in told]
    owe_all(session, seats, now)
    return lucky


def seat(session: Session, workshop: Workshop, person: Participant, by: str, now: datetime) -> None:
    """Give somebody the seat that is kept for them, and owe them its reminders."""
    answer_offer(session, workshop, person, NominationAnswer.ACCEPTED, now)
    move(session, [person.enrolment_id], EnrolmentState.SEAT, by, now)
    seated = participant(session, person.enrolment_id)
    if seated is None:
        raise RuntimeError("Somebody who has just got a seat is not in the workshop.")
    owe_reminders(session, workshop, [seated], now)


def take_out(
    session: Session,
    workshop: Workshop,
    person: Participant,
    by: str,
    now: datetime,
    *,
    because: NominationAnswer = NominationAnswer.DECLINED,
) -> tuple[Participant, ...]:
    """Take somebody out, from the seat, the offer or the waitlist; return who got a seat thereby.

    `because` is what becomes of the offer, where there was one; whose it was hears of it unless they answered.
    """
    if person.state is EnrolmentState.OFFERED:
        answer_offer(session, workshop, person, because, now)
        if because is not NominationAnswer.DECLINED:
            what = f"offer:{now.isoformat()}"
            tell(session, NoticeKind.NOMINATION_ENDED, workshop, person, now, what, answer=because.value)
    return vacate(session, workshop, person, by, now)


def vacate(
    session: Session, workshop: Workshop, person: Participant, by: str, now: datetime
) -> tuple[Participant, ...]:
    """Take somebody out who has no open offer, without a word to them; return who got a seat thereby."""
    call_off_reminders(session, workshop, [person])
    move(session, [person.enrolment_id], EnrolmentState.LEFT, by, now)
    return promote(session, workshop, now)


def answer_offer(
    session: Session, workshop: Workshop, person: Participant, answer: NominationAnswer, now: datetime
) -> None:
    """Record what became of somebody's offer, if there is one, and have HR told of what they answered themselves."""
    closed = close_nomination(session, person.enrolment_id, answer, now)
    if closed is None:
        return
    nomination_id, nomination = closed
    call_off(session, f"nomination:{nomination_id}")
    if answer in {NominationAnswer.ACCEPTED, NominationAnswer.DECLINED, NominationAnswer.LAPSED}:
        details = {"workshop_id": workshop.id, "enrolment_id": person.enrolment_id, "answer": answer.value}
        to = ToChannel(nomination.channel_id)
        key = f"nomination.answered:{nomination_id}"
        owe(session, Notice(NoticeKind.NOMINATION_ANSWERED, key, to, details, now), now)


NO_SEAT = "no_seat"
"""What names the news that no seat came free before a workshop began."""


def tell(
    session: Session,
    kind: NoticeKind,
    workshop: Workshop,
    person: Participant,
    now: datetime,
    what: str,
    **facts: object,
) -> None:
    """Have somebody told of a change in a workshop of theirs; `what` makes it that change and no other."""
    owe(session, news(kind, workshop, person, now, what, **facts), now)


def news(
    kind: NoticeKind, workshop: Workshop, person: Participant, now: datetime, what: str, **facts: object
) -> Notice:
    """Return what tells somebody of a change in a workshop of theirs; `facts` are plain ones, as JSON can."""
    details = {"workshop_id": workshop.id, "enrolment_id": person.enrolment_id, **facts}
    key = f"workshop:{workshop.id}:{person.employee_id}:{what}"
    too_late = None if workshop.ends_at <= now else workshop.ends_at
    return Notice(kind, key, ToEmployee(person.employee_id), details, now, too_late)


def owe_reminders(session: Session, workshop: Workshop, people: Sequence[Participant], now: datetime) -> None:
    """Owe those of these people who have a seat the reminders that are still to come, and the question how it was."""
    seated = [person for person in people if person.state is EnrolmentState.SEAT]
    owe_all(session, [notice for person in seated for notice in _reminders(workshop, person, now)], now)


def call_off_reminders(session: Session, workshop: Workshop, people: Sequence[Participant]) -> None:
    """Owe these people no reminder any more of a workshop as it was planned in `workshop`'s revision."""
    seated = [person for person in people if person.state is EnrolmentState.SEAT]
    call_off_all(session, [_key(workshop, person, each) for person in seated for each in (*Ahead, _FEEDBACK)])


def _reminders(workshop: Workshop, person: Participant, now: datetime) -> Iterator[Notice]:
    details = {"workshop_id": workshop.id, "enrolment_id": person.enrolment_id}
    to = ToEmployee(person.employee_id)
    for each in reminders(workshop.starts_at, person.zone, now):
        ahead = details | {"ahead": each.ahead.value}
        key = _key(workshop, person, each.ahead.value)
        yield Notice(NoticeKind.WORKSHOP_REMINDER, key, to, ahead, each.due_at, each.expires_at)
    asked = workshop.ends_at + ASK_AFTER
    key = _key(workshop, person, _FEEDBACK)
    yield Notice(NoticeKind.WORKSHOP_FEEDBACK, key, to, details, asked, asked + ASK_WITHIN)


_FEEDBACK = "feedback"


def _key(workshop: Workshop, person: Participant, what: str) -> str:
    """Name what is owed for this seat at this time of the workshop: a new seat or a new time is reminded of anew."""
    return f"workshop:{workshop.id}:{person.employee_id}:{person.stint}.{workshop.revision}:{what}"

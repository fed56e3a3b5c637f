"""Everything that employees do, each by the use case behind the command or the button."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from bot.usecases.funding import asking as funding
from bot.usecases.nudges import answering, picking, quiet
from bot.usecases.nudges.answering import NotYours, Tap
from bot.usecases.nudges.nudge_standing import Acted, Declined, Reminding, Said, said
from bot.usecases.openings import applying
from bot.usecases.people import recognising
from bot.usecases.people.speaker import HasLeft
from bot.usecases.training import enrolling, feedback, interests, nominating
from career.openings import OpeningStatus
from career.quiet import Scope, Why
from career.targets import OpeningTarget, ProgrammeTarget, Topic, target_from_json
from career.training import WorkshopStatus
from storage.tables import (
    ApplicationRow,
    DeliveryRow,
    NudgeRow,
    OpeningRow,
    ProgrammeRow,
    QuietRow,
    TuitionRequestRow,
    WorkshopRow,
)
from tests.promises.company import KUDOS_CHANNEL, PEOPLE, Company, secret
from tests.promises.memory import Wish

CLOCKS_CHANGE = timedelta(hours=1)
"""So much longer or shorter is a day on which daylight saving begins or ends."""

Deed = Callable[[Company, str, int], object]
"""What somebody does; the number chooses among what there is to do it to."""


def _one(found: Any, which: int) -> Any:
    return found[which % len(found)] if found else None


def apply(company: Company, who: str, which: int) -> None:
    """Promise 1: nobody who works here is refused, whatever they know."""
    opening_id = _one(company.column(OpeningRow.id), which)
    (status,) = company.column(OpeningRow.status, OpeningRow.id == opening_id)
    answer = applying.apply(company.database, who, opening_id, secret(who), company.now)
    if status is OpeningStatus.OPEN and company.works_here(who):
        assert isinstance(answer, applying.Applied | applying.AlreadyApplied), answer
    if isinstance(answer, applying.Applied):
        company.memory.applied.add((who, opening_id))


def withdraw(company: Company, who: str, which: int) -> None:
    mine = company.column(ApplicationRow.id, ApplicationRow.employee_id == company.ids[who])
    if mine:
        applying.withdraw(company.database, who, _one(mine, which), company.now)


def want(company: Company, who: str, which: int) -> None:
    """Promise 1: any programme, offered or not, and anything in one's own words."""
    if which % 2:
        answer = interests.want_words(company.database, who, secret(who), company.now)
    else:
        programme_id = _one(company.column(ProgrammeRow.id), which // 2)
        answer = interests.want_programme(company.database, who, programme_id, company.now)
    if company.works_here(who):
        assert isinstance(answer, interests.Interested | interests.Wished), answer


def enrol(company: Company, who: str, which: int) -> None:
    """Promise 1: a full workshop means a waitlist."""
    workshop_id = _one(company.column(WorkshopRow.id), which)
    ahead = company.column(
        WorkshopRow.id,
        WorkshopRow.id == workshop_id,
        WorkshopRow.status == WorkshopStatus.PLANNED,
        WorkshopRow.starts_at > company.now,
    )
    answer = enrolling.enrol(company.database, who, workshop_id, company.now)
    if ahead and company.works_here(who):
        assert isinstance(answer, enrolling.Seated | enrolling.Waiting), answer


def leave_workshop(company: Company, who: str, which: int) -> None:
    enrolling.leave(company.database, who, _one(company.column(WorkshopRow.id), which), company.now)


def answer_offer(company: Company, who: str, which: int) -> None:
    workshop_id = _one(company.column(WorkshopRow.id), which // 2)
    nominating.answer(company.database, who, workshop_id, company.now, accepts=bool(which % 2))


def rate(company: Company, who: str, which: int) -> None:
    workshop_id = _one(company.column(WorkshopRow.id), which)
    feedback.rate(company.database, who, workshop_id, 1 + which % 5, secret(who), company.now)


def thank(company: Company, who: str, which: int) -> None:
    to = PEOPLE[which % len(PEOPLE)]
    words, request = "the help", company.request()
    recognising.give_kudos(company.database, who, to, words, KUDOS_CHANNEL, request, company.now)


def ask_for_funding(company: Company, who: str, which: int) -> None:
    starts_on = company.now.date() + timedelta(days=20)
    filled = funding.Filled(0, f"Course {which}", "", "400 EUR", starts_on, None, secret(who))
    answer = funding.ask(company.database, who, filled, company.request(), company.now)
    if company.works_here(who):
        assert isinstance(answer, funding.Asked), answer


def withdraw_funding(company: Company, who: str, which: int) -> None:
    mine = company.column(TuitionRequestRow.id, TuitionRequestRow.employee_id == company.ids[who])
    if mine:
        funding.withdraw(company.database, who, _one(mine, which), "CHR", company.now)


def pause(company: Company, who: str, which: int) -> None:
    days = 1 + which
    answer = quiet.pause(company.database, who, f"{days}d", company.now)
    if isinstance(answer, quiet.Paused):
        company.memory.asks(who, Wish(Scope.ALL, "", answer.until, Why.PAUSED))
        assert abs(answer.until - company.now - timedelta(days=days)) <= CLOCKS_CHANGE


def resume(company: Company, who: str, _which: int) -> None:
    if not isinstance(quiet.resume(company.database, who, company.now), HasLeft):
        company.memory.takes_back(who, lambda wish: wish.why is Why.PAUSED)


def stop(company: Company, who: str, which: int) -> None:
    topic = (None, *Topic)[which % 3]
    if not isinstance(quiet.stop(company.database, who, topic, company.now), HasLeft):
        scope = Scope.ALL if topic is None else Scope.TOPIC
        company.memory.asks(who, Wish(scope, topic or "", None, Why.STOPPED))


def start(company: Company, who: str, which: int) -> None:
    topic = (None, *Topic)[which % 3]
    if not isinstance(quiet.start(company.database, who, topic, company.now), HasLeft):
        company.memory.starts(who, topic)


def decline(company: Company, who: str, which: int) -> None:
    """Say in a list that something is not for oneself."""
    openings = [OpeningTarget(number) for number in company.column(OpeningRow.id)]
    target = _one([*openings, *(ProgrammeTarget(number) for number in company.column(ProgrammeRow.id))], which)
    if isinstance(quiet.decline_target(company.database, who, target, company.now), Declined):
        company.memory.asks(who, Wish(Scope.TARGET, target.key, None, Why.NOT_FOR_ME))


def like_after_all(company: Company, who: str, which: int) -> None:
    """Take back in the list that something is not for oneself."""
    target = _one([OpeningTarget(number) for number in company.column(OpeningRow.id)], which)
    if isinstance(quiet.undecline_target(company.database, who, target, company.now), quiet.MayComeUp):
        gone = (Scope.TARGET, target.key, Why.NOT_FOR_ME)
        company.memory.takes_back(who, lambda wish: (wish.scope, wish.about, wish.why) == gone)


def not_now(company: Company, who: str, which: int) -> None:
    _tapped(company, who, which, answering.not_now, Scope.TARGET, Why.NOT_NOW)


def not_for_me(company: Company, who: str, which: int) -> None:
    _tapped(company, who, which, answering.not_for_me, Scope.TARGET, Why.NOT_FOR_ME)


def stop_these(company: Company, who: str, which: int) -> None:
    _tapped(company, who, which, answering.stop_these, Scope.TOPIC, Why.STOPPED)


def stop_all(company: Company, who: str, which: int) -> None:
    _tapped(company, who, which, answering.stop_all, Scope.ALL, Why.STOPPED)


def _tapped(company: Company, who: str, which: int, button: answering.ActOnNudge, scope: Scope, why: Why) -> None:
    token = _one(company.memory.copies[who], which)
    if token is None:
        return
    answer = button(company.database, Tap(who, token), company.now)
    if isinstance(answer, NotYours | HasLeft):
        return
    target = _target(company, token)
    about = {Scope.ALL: "", Scope.TOPIC: target.topic.value, Scope.TARGET: target.key}[scope]
    until = company.now + timedelta(days=14) if why is Why.NOT_NOW else None
    company.memory.asks(who, Wish(scope, about, until, why, token))


_TAKEN_BACK = {
    Said.NOT_NOW: Why.NOT_NOW,
    Said.NOT_FOR_ME: Why.NOT_FOR_ME,
    Said.STOPPED: Why.STOPPED,
    Said.STOPPED_ALL: Why.STOPPED,
}


def undo(company: Company, who: str, which: int) -> None:
    token = _one(company.memory.copies[who], which)
    if token is None:
        return
    standing = answering.standing_now(company.database, who, token, company.now)
    if isinstance(standing, NotYours | HasLeft):
        return
    shown = said(standing)  # type: ignore[arg-type]  # everybody here is linked
    if shown is None:
        return
    answering.undo(company.database, Tap(who, token), shown, company.now)
    if shown in _TAKEN_BACK:
        why = _TAKEN_BACK[shown]
        company.memory.takes_back(who, lambda wish: (wish.under, wish.why) == (token, why))


def pick_a_time(company: Company, who: str, which: int) -> None:
    token = _one(company.memory.copies[who], which)
    if token is not None:
        at = company.now + timedelta(hours=20 + which)
        answer = picking.pick(company.database, who, token, at, company.now)
        # Whoever acted while they picked is answered alike whether the time came first or the act; the rows tell.
        stands = company.column(QuietRow.id, QuietRow.origin == token, QuietRow.why == Why.NOT_NOW)
        if isinstance(answer, Reminding) or (isinstance(answer, Acted) and not stands):
            company.memory.takes_back(who, lambda wish: (wish.under, wish.why) == (token, Why.NOT_NOW))


def apply_from_nudge(company: Company, who: str, which: int) -> None:
    """Press what the nudge is for."""
    token = _one(company.memory.copies[who], which)
    if token is None:
        return
    match _target(company, token):
        case OpeningTarget(opening_id):
            answer = applying.apply(company.database, who, opening_id, "", company.now, token)
            if isinstance(answer, applying.Applied):
                company.memory.applied.add((who, opening_id))
        case ProgrammeTarget(programme_id):
            interests.want_programme(company.database, who, programme_id, company.now, token)
        case _:
            pass


def _target(company: Company, token: str) -> Any:
    (nudge_id,) = company.column(DeliveryRow.nudge_id, DeliveryRow.token == UUID(token))
    (target,) = company.column(NudgeRow.target, NudgeRow.id == nudge_id)
    return target_from_json(target)


UNDER_NUDGES = ("not_for_me", "not_now", "stop_all", "stop_these")
"""What can be said under a nudge and taken back."""

ANSWERS: Mapping[str, Deed] = {
    deed.__name__: deed
    for deed in (
        not_now,
        not_for_me,
        stop_these,
        stop_all,
        undo,
        pick_a_time,
        apply_from_nudge,
        decline,
        like_after_all,
    )
}
"""What can be done about a nudge that has arrived; the last two elsewhere than under it."""

WISHES = ("decline", "not_for_me", "pause", "stop", "stop_all")
"""What asks for quiet, and is not taken back by itself."""

QUIETENING: Mapping[str, Deed] = {
    deed.__name__: deed for deed in (stop, pause, decline, apply, want, stop_all, not_for_me, withdraw, resume, start)
}
"""What bears on whether the next nudge is welcome."""

OTHERS: Mapping[str, Deed] = {
    deed.__name__: deed
    for deed in (enrol, leave_workshop, answer_offer, rate, thank, ask_for_funding, withdraw_funding)
}

DEEDS: Mapping[str, Deed] = {**ANSWERS, **QUIETENING, **OTHERS}

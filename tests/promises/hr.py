"""Everything that HR does, each by the use case behind the command or the form; the files that it imports are in files.py."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

from sqlalchemy import select

from bot.usecases.funding import granting
from bot.usecases.nudges import previewing, settling, steering
from bot.usecases.openings import considering, opening_cancelling, opening_edits, opening_moves
from bot.usecases.people import recognising
from bot.usecases.training import attendance, nominating, programmes, rosters, workshop_plans
from bot.usecases.training.written_plans import WrittenPlan, as_written
from career.applications import Stage, decisions_from
from career.cadences import Once, Weekly
from career.criteria import EVERYONE, Fact, FactName, Relation, Where
from career.holdout import Salt
from career.localtime import Weekday
from career.nudges import Reach
from career.openings import OpeningStatus
from career.targets import OpeningTarget, ProgrammeTarget, SuitingOpenings, Target, WorkshopTarget
from career.training import EnrolmentState
from career.tuition import FundingDecision
from storage.nudges.records import NudgeText, nudge_by_id
from storage.openings.postings import OpeningText
from storage.openings.records import opening_by_id
from storage.tables import (
    ApplicationRow,
    DeliveryRow,
    EnrolmentRow,
    OpeningRow,
    ProgrammeRow,
    TuitionRequestRow,
    WorkshopRow,
)
from storage.training.programmes import programme_as_written
from storage.training.workshops import workshop_by_id
from tests.factories import let_the_draw_fall
from tests.promises.company import HR, HR_CHANNEL, PEOPLE, Company, asking_for, post
from tests.promises.memory import Written

Order = Callable[[Company, int], object]
"""What HR does; the number chooses among what there is to do it to, and how."""

FORGETS = 5
"""The number with which HR switches a nudge on that it has not looked at."""

_CREW = Where(Fact(FactName.DEPARTMENT), Relation.IS, "crew")


def _one(found: Any, which: int) -> Any:
    return found[which % len(found)] if found else None


def post_an_opening(company: Company, which: int) -> None:
    post(company, OpeningStatus.OPEN if which % 2 else OpeningStatus.DRAFT)


def one_that_is_open(company: Company, which: int) -> int:
    """Return by which number an open opening is chosen; a new one is posted where the one of this number is not open."""
    statuses = company.column(OpeningRow.status)
    if statuses[which % len(statuses)] is OpeningStatus.OPEN:
        return which
    post(company, OpeningStatus.OPEN)
    return len(statuses)


def _opening(company: Company, which: int) -> Any:
    with company.database.read() as session:
        ids = session.scalars(select(OpeningRow.id).order_by(OpeningRow.id)).all()
        return opening_by_id(session, _one(ids, which))


def open_an_opening(company: Company, which: int) -> None:
    opening_moves.open_opening(company.database, HR, _opening(company, which).id, company.now)


def edit_an_opening(company: Company, which: int) -> None:
    """Ask for something else: nudges about it go to others than HR has seen."""
    opening = _opening(company, which)
    company.requests += 1
    wanted = asking_for(company.requests)
    text = OpeningText(opening.title, opening.description, None, None, None)
    written = opening_edits.WrittenOpening(opening.id, opening.revision, text, wanted)
    answer = opening_edits.edit_opening(company.database, HR, written, HR_CHANNEL, company.now)
    if isinstance(answer, opening_edits.Edited):
        for nudge in company.memory.nudges.values():
            if nudge.about == OpeningTarget(opening.id).key:
                nudge.seen = nudge.live = None


def close_an_opening(company: Company, which: int) -> None:
    opening = _opening(company, which)
    opening_moves.close_opening(company.database, HR, opening.id, opening.revision, company.now)


def fill_an_opening(company: Company, which: int) -> None:
    """Try to place anybody, also who was not accepted, or for another opening."""
    opening, application_id = _opening(company, which), _one(company.column(ApplicationRow.id), which // 3)
    if application_id is not None:
        opening_moves.fill_opening(company.database, HR, opening.id, opening.revision, application_id, company.now)


def cancel_an_opening(company: Company, which: int) -> None:
    opening = _opening(company, which)
    opening_cancelling.cancel_opening(
        company.database, HR, opening.id, opening.revision, "The money is gone this year.", company.now
    )


def consider_an_application(company: Company, which: int) -> None:
    application_id = _one(company.column(ApplicationRow.id), which)
    if application_id is not None:
        _consider(company, application_id, which // 2)


def decide_on(company: Company, who: str, how: int) -> None:
    """Decide on the latest application of somebody, if there is one."""
    for application_id in company.column(ApplicationRow.id, ApplicationRow.employee_id == company.ids[who])[-1:]:
        _consider(company, application_id, how)


def _consider(company: Company, application_id: int, how: int) -> None:
    with company.database.read() as session:
        application = session.get_one(ApplicationRow, application_id)
    decision = _one(decisions_from(application.stage), how)
    if decision is not None:
        seen = considering.Seen(application.stage, application.submitted_at)
        reason = "You steer well in the dark."
        considering.consider(company.database, HR, application.id, decision, reason, seen, company.now)


def plan_a_workshop(company: Company, which: int) -> None:
    programme_id = _one(company.column(ProgrammeRow.id), which)
    day = company.now.date() + timedelta(days=1 + which)
    plan = WrittenPlan(day, time(10), time(12), "Europe/Berlin", "Boathouse", 1 + which % 2)
    workshop_plans.plan(company.database, HR, programme_id, plan, company.request(), company.now)


def _workshop(company: Company, which: int) -> Any:
    with company.database.read() as session:
        ids = session.scalars(select(WorkshopRow.id).order_by(WorkshopRow.id)).all()
        found = workshop_by_id(session, _one(ids, which))
    assert found is not None
    return found.workshop


def change_a_workshop(company: Company, which: int) -> None:
    workshop = _workshop(company, which)
    written = as_written(workshop)
    changed = replace(written, seats=1 + which % 3) if which % 2 else replace(written, begins=time(9, which))
    workshop_plans.change(company.database, HR, workshop.id, workshop.revision, changed, company.now)


def cancel_a_workshop(company: Company, which: int) -> None:
    workshop = _workshop(company, which)
    workshop_plans.cancel(company.database, HR, workshop.id, workshop.revision, "The coach is ill.", company.now)


def nominate_somebody(company: Company, which: int) -> None:
    workshop, nominee = _workshop(company, which), company.ids[PEOPLE[which % len(PEOPLE)]]
    nominating.nominate(company.database, HR, workshop.id, nominee, HR_CHANNEL, company.now)


def take_somebody_out(company: Company, which: int) -> None:
    enrolment_id = _one(company.column(EnrolmentRow.id), which)
    if enrolment_id is not None:
        (state,) = company.column(EnrolmentRow.state, EnrolmentRow.id == enrolment_id)
        rosters.take_somebody_out(company.database, HR, enrolment_id, state, company.now)


def write_down_attendance(company: Company, which: int) -> None:
    workshop = _workshop(company, which)
    seated = company.column(
        EnrolmentRow.id, EnrolmentRow.workshop_id == workshop.id, EnrolmentRow.state == EnrolmentState.SEAT
    )
    for enrolment_id in seated[: which % 2]:
        state = EnrolmentState.SEAT
        attendance.mark(company.database, HR, enrolment_id, state, EnrolmentState.ABSENT, company.now)
    attendance.mark_the_rest(company.database, HR, workshop.id, company.now)
    attendance.finish(company.database, HR, workshop.id, company.now)


def offer_or_not(company: Company, which: int) -> None:
    programme_id = _one(company.column(ProgrammeRow.id), which)
    with company.database.read() as session:
        programme = programme_as_written(session, programme_id)
    assert programme is not None
    text = replace(programme.text, is_offered=not programme.text.is_offered)
    programmes.change(company.database, HR, programme_id, programme.revision, text, company.now)


def decide_on_funding(company: Company, which: int) -> None:
    request_id = _one(company.column(TuitionRequestRow.id), which)
    if request_id is not None:
        decision = FundingDecision.DECLINE if which % 4 == 0 else FundingDecision.APPROVE
        granting.decide(company.database, HR, request_id, decision, "400 EUR", "It helps us.", company.now)


def award(company: Company, which: int) -> None:
    to = PEOPLE[which % len(PEOPLE)]
    recognising.give_award(company.database, HR, to, "for the rescue", company.now)


def settle_an_uncertain_one(company: Company, which: int) -> None:
    """Say truly whether a message arrived."""
    with company.database.read() as session:
        uncertain = session.scalars(select(DeliveryRow).where(DeliveryRow.state == "uncertain")).all()
    copy = _one(uncertain, which)
    if copy is not None:
        settling.settle(company.database, HR, copy.id, company.now, arrived=company.mail.has(copy.token))


def _targets(company: Company) -> list[Target]:
    return [
        SuitingOpenings(),
        *(OpeningTarget(number) for number in company.column(OpeningRow.id)),
        *(ProgrammeTarget(number) for number in company.column(ProgrammeRow.id)),
        *(WorkshopTarget(number) for number in company.column(WorkshopRow.id)),
    ]


def _text(company: Company, target: Target, draft: int, which: int) -> NudgeText:
    tomorrow = company.now.date() + timedelta(days=1)
    every_day = Weekly(frozenset(Weekday), time(11), company.now.date())
    return NudgeText(
        title="Join us",
        target=target,
        words=f"Hello {{first_name}}, this is draft {draft} of ours.",
        extra=_CREW if which % 3 == 0 else EVERYONE,
        cadence=every_day if which % 2 else Once(tomorrow, time(11)),
        reach=Reach(times_per_person=1 + which % 3, hold_out=0.3 if which % 5 == 0 else 0.0),
    )


def start_a_new_nudge(company: Company, which: int) -> None:
    """Write, look, switch on: what HR does most; now and then it forgets to look."""
    target = _one(_targets(company), which)
    text = _text(company, target, 1, which)
    saved = steering.save_new(company.database, HR, text, company.now, company.request())
    assert isinstance(saved, steering.Saved), saved
    with company.database.begin() as session:
        let_the_draw_fall(session, saved.nudge_id, Salt(48_271, 1_000 * which))
    company.memory.nudges[saved.nudge_id] = Written(target.key, 1)
    if which != FORGETS:
        _look(company, saved.nudge_id)
    _switch_on(company, saved.nudge_id)


def rewrite_a_nudge(company: Company, which: int) -> None:
    nudge_id = _one(list(company.memory.nudges), which)
    if nudge_id is None:
        return
    with company.database.read() as session:
        nudge = nudge_by_id(session, nudge_id)
    assert nudge is not None
    written = company.memory.nudges[nudge_id]
    text = _text(company, nudge.text.target, written.draft + 1, which)
    if isinstance(steering.save_changed(company.database, HR, nudge_id, text, company.now), steering.Saved):
        written.draft += 1


def look_at_a_nudge(company: Company, which: int) -> None:
    _look(company, _one(list(company.memory.nudges), which))


def switch_a_nudge_on(company: Company, which: int) -> None:
    """Try it, whether it was looked at or not."""
    _switch_on(company, _one(list(company.memory.nudges), which))


def pause_a_nudge(company: Company, which: int) -> None:
    _halt(company, which, steering.pause)


def end_a_nudge(company: Company, which: int) -> None:
    _halt(company, which, steering.end)


def start_a_nudge_anew(company: Company, which: int) -> None:
    """Halt one that may be running, look at it, switch it on."""
    nudge_id = _one(list(company.memory.nudges), which)
    _halt(company, which, steering.pause)
    _look(company, nudge_id)
    _switch_on(company, nudge_id)


def _look(company: Company, nudge_id: int | None) -> None:
    if nudge_id is not None:
        shown = previewing.preview(company.database, HR, nudge_id, company.now)
        if isinstance(shown, previewing.Preview):
            company.memory.nudges[nudge_id].seen = company.memory.nudges[nudge_id].draft


def _switch_on(company: Company, nudge_id: int | None) -> None:
    if nudge_id is not None:
        written = company.memory.nudges[nudge_id]
        if isinstance(steering.start(company.database, HR, nudge_id, company.now), steering.Started):
            assert written.seen == written.draft, "A nudge starts that HR has not looked at."
            written.live = written.draft


def _halt(company: Company, which: int, how: Callable[..., object]) -> None:
    nudge_id = _one(list(company.memory.nudges), which)
    if nudge_id is not None and isinstance(how(company.database, HR, nudge_id, company.now), steering.Halted):
        company.memory.nudges[nudge_id].live = None


def consider_everybody(company: Company, which: int, how: int) -> None:
    """Decide on every application for one opening, each in another way, and a little later than it was sent."""
    opening = _opening(company, which)
    company.clock.move(minutes=1)
    for number, application in enumerate(company.column(ApplicationRow.id, ApplicationRow.opening_id == opening.id)):
        _consider(company, application, how + number)


def end_an_opening(company: Company, which: int) -> None:
    """Fill an opening with whoever was accepted, or else close it."""
    opening = _opening(company, which)
    accepted = company.column(
        ApplicationRow.id, ApplicationRow.opening_id == opening.id, ApplicationRow.stage == Stage.ACCEPTED
    )
    if accepted:
        opening_moves.fill_opening(company.database, HR, opening.id, opening.revision, accepted[0], company.now)
    else:
        opening_moves.close_opening(company.database, HR, opening.id, opening.revision, company.now)


ABOUT_NUDGES: Mapping[str, Order] = {
    order.__name__: order
    for order in (
        edit_an_opening,
        settle_an_uncertain_one,
        rewrite_a_nudge,
        look_at_a_nudge,
        switch_a_nudge_on,
        pause_a_nudge,
        end_a_nudge,
    )
}

REST: Mapping[str, Order] = {
    order.__name__: order
    for order in (
        post_an_opening,
        open_an_opening,
        close_an_opening,
        fill_an_opening,
        cancel_an_opening,
        consider_an_application,
        plan_a_workshop,
        change_a_workshop,
        cancel_a_workshop,
        nominate_somebody,
        take_somebody_out,
        write_down_attendance,
        offer_or_not,
        decide_on_funding,
        award,
    )
}

ORDERS: Mapping[str, Order] = {**ABOUT_NUDGES, **REST}

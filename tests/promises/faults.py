"""Faults to plant: each breaks one promise in the running code, as a slip in it would. The tests here have to find every one.

`python -m tests.promises.finding` says how long the random days take to; see there.
"""

# ruff: noqa: SLF001  a slip is made where nobody looks in from outside

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import String, delete, false, literal, update
from sqlalchemy.orm import Session

from bot.slack.errand import Errand
from bot.slack.mail import Posted
from bot.slack.trouble import Trouble, Uncertain, Wait
from bot.usecases.nudges import answering, nudge_list, quiet, reporting, steering
from bot.usecases.openings import applying, opening_moves
from bot.usecases.openings.applying import OpeningNotOpen
from bot.usecases.training import enrolling
from bot.usecases.training.enrolling import WorkshopStarted
from bot.usecases.training.seats import promote
from career import outcomes
from career.applications import Stage
from career.criteria import FactName
from career.pauses import pause_until
from career.quiet import Quiet, Why
from career.training import EnrolmentState, Workshop
from career.verdicts import Verdict
from storage.messages import notices
from storage.messages.claims import release, settle_sent
from storage.messages.notices import Reached, Unreachable
from storage.nudges import standings
from storage.nudges.records import Nudge, set_running
from storage.openings.postings import place
from storage.openings.records import opening_by_id
from storage.people.employees import employee_by_id
from storage.rules.facts import verdict_on
from storage.tables import ApplicationRow, QuietRow
from storage.training.enrolments import move, participants
from storage.training.workshops import TitledWorkshop

Plant = Callable[[pytest.MonkeyPatch], None]
"""Changes the code until the patch is undone."""


def only_the_qualified_may_apply(patch: pytest.MonkeyPatch) -> None:
    """Promise 1."""
    submit = applying._submit

    def ask_first(session: Session, slack_id: str, employee_id: int, opening_id: int, *rest: Any) -> Any:
        opening = opening_by_id(session, opening_id)
        if opening is not None and not qualifies(
            verdict_on(session, employee_id, opening.requirements, rest[-1].date())
        ):
            return OpeningNotOpen(opening.title)
        return submit(session, slack_id, employee_id, opening_id, *rest)

    def qualifies(verdict: Verdict) -> bool:
        return verdict.holds is True

    patch.setattr(applying, "_submit", ask_first)


def a_full_workshop_says_no(patch: pytest.MonkeyPatch) -> None:
    """Promise 1."""
    look = enrolling.open_workshop

    def is_it_full(session: Session, workshop_id: int, now: datetime) -> Any:
        found = look(session, workshop_id, now)
        if isinstance(found, TitledWorkshop) and found.workshop.is_full:
            return WorkshopStarted(found.title, found.workshop.programme_id)
        return found

    patch.setattr(enrolling, "open_workshop", is_it_full)


def an_opening_closes_over_somebody(patch: pytest.MonkeyPatch) -> None:
    """Promise 2."""
    patch.setattr(opening_moves, "unconsidered", lambda *_: ())


def a_filled_opening_declines_the_rest(patch: pytest.MonkeyPatch) -> None:
    """Promise 2: nobody decided about them."""

    def and_decline(session: Session, opening_id: int, application_id: int, *rest: Any) -> None:
        place(session, opening_id, application_id, *rest)
        others = (ApplicationRow.opening_id == opening_id, ApplicationRow.id != application_id)
        session.execute(update(ApplicationRow).where(*others).values(stage=Stage.DECLINED, considered_at=rest[-1]))

    patch.setattr(opening_moves, "place", and_decline)


def applying_again_counts_as_considered(patch: pytest.MonkeyPatch) -> None:
    """Promise 2: what somebody thought of the first application is not about the second."""

    def keep(session: Session, application_id: int, note: str, now: datetime) -> bool:
        again = update(ApplicationRow).where(ApplicationRow.id == application_id)
        session.execute(again.values(stage=Stage.SUBMITTED, note=note, submitted_at=now))
        return True

    patch.setattr(applying, "resubmit", keep)


def a_stop_is_not_heard_at_the_send(patch: pytest.MonkeyPatch) -> None:
    """Promise 4: whoever asks for quiet between the tick and the send gets the message all the same."""
    ask = standings._person_query.__wrapped__

    def deaf(*of: Any) -> Any:
        with patch.context() as meanwhile:
            meanwhile.setattr(standings, "_quiet", lambda *_: literal(None, String()))
            return ask(*of)

    patch.setattr(standings, "_person_query", deaf)


def who_has_acted_is_nudged_on(patch: pytest.MonkeyPatch) -> None:
    """Promise 4."""
    patch.setattr(standings, "has_acted", lambda *_: false())


def a_new_nudge_ends_every_stop(patch: pytest.MonkeyPatch) -> None:
    """Promise 4: HR undoes what people said."""

    def and_forget(session: Session, *rest: Any) -> None:
        set_running(session, *rest)
        session.execute(delete(QuietRow).where(QuietRow.why == Why.STOPPED))

    patch.setattr(steering, "set_running", and_forget)


def undo_takes_back_more_than_was_said(patch: pytest.MonkeyPatch) -> None:
    """Promise 4: what was said under another nudge, or elsewhere, ends too."""

    def end_all(session: Session, employee_id: int, _origin: str, why: Why) -> None:
        session.execute(delete(QuietRow).where(QuietRow.employee_id == employee_id, QuietRow.why == why))

    patch.setattr(answering, "end_said_under", end_all)


def not_for_me_fades(patch: pytest.MonkeyPatch) -> None:
    """Promise 4: it holds for a week, and not for good."""
    for room in (answering, quiet):
        add = room.add_quiet

        def for_a_week(session: Session, who: int, wish: Quiet, now: datetime, *rest: Any, add: Any = add) -> None:
            fades = wish.why is Why.NOT_FOR_ME
            add(session, who, replace(wish, until=now + timedelta(days=7)) if fades else wish, now, *rest)

        patch.setattr(room, "add_quiet", for_a_week)


def a_pause_ends_early(patch: pytest.MonkeyPatch) -> None:
    """Promise 4."""

    def half_as_long(words: str, now: datetime, *rest: Any) -> Any:
        end = pause_until(words, now, *rest)
        return now + (end - now) / 2 if isinstance(end, datetime) else end

    patch.setattr(quiet, "pause_until", half_as_long)


def who_left_is_told_on(patch: pytest.MonkeyPatch) -> None:
    """Promise 4."""
    hold = notices._hold_person

    def hold_anybody(session: Session, employee_id: int) -> Any:
        found, employee = hold(session, employee_id), employee_by_id(session, employee_id)
        if isinstance(found, Unreachable) and employee is not None and employee.slack_id is not None:
            return Reached(employee.slack_id, employee.zone)
        return found

    patch.setattr(notices, "_hold_person", hold_anybody)


def what_nobody_looked_at_goes_out(patch: pytest.MonkeyPatch) -> None:
    """Promise 5."""
    patch.setattr(Nudge, "is_previewed", lambda *_: True)


def a_rating_is_a_reason(patch: pytest.MonkeyPatch) -> None:
    """Promise 6: it stands in a "why"."""
    patch.setattr(FactName, "is_private", property(lambda _: False))


def one_person_is_counted(patch: pytest.MonkeyPatch) -> None:
    """Promise 6: HR sees who said no by counting."""
    for room in (reporting, nudge_list, outcomes):
        patch.setattr(room, "FEWEST_SHOWN", 1)


def what_may_have_arrived_is_sent_again(patch: pytest.MonkeyPatch) -> None:
    """Promise 7: nobody looks first."""
    patch.setattr(Errand, "_is_absent", lambda *_: True)


def no_answer_is_taken_for_a_good_one(patch: pytest.MonkeyPatch) -> None:
    """Promise 7: what was lost on its way counts as sent."""
    settled = Errand._settled

    def hope(self: Errand[Any], session: Session, answer: Posted | Trouble, *rest: Any) -> bool:
        if isinstance(answer, Uncertain):
            return settle_sent(session, self.ledger.table, self.claim, "D", "1.0", rest[-1])
        return settled(self, session, answer, *rest)

    patch.setattr(Errand, "_settled", hope)


def who_is_told_to_wait_waits_for_ever(patch: pytest.MonkeyPatch) -> None:
    """Promise 7: after a 429 the message is due at no time."""
    settled = Errand._settled

    def give_up(self: Errand[Any], session: Session, answer: Posted | Trouble, *rest: Any) -> bool:
        if isinstance(answer, Wait):
            return release(session, self.ledger.table, self.claim, None)
        return settled(self, session, answer, *rest)

    patch.setattr(Errand, "_settled", give_up)


def everybody_gets_the_last_seat(patch: pytest.MonkeyPatch) -> None:
    """Two people in one seat."""

    def squeeze_in(session: Session, workshop: Workshop, now: datetime, **rest: Any) -> Any:
        lucky = promote(session, workshop, now, **rest)
        waiting = [each.enrolment_id for each in participants(session, workshop.id, EnrolmentState.WAITLIST)]
        move(session, waiting, EnrolmentState.SEAT, "coxswain", now)
        return lucky

    patch.setattr(enrolling, "promote", squeeze_in)


FAULTS: Mapping[str, Plant] = {
    plant.__name__: plant
    for plant in (
        only_the_qualified_may_apply,
        a_full_workshop_says_no,
        an_opening_closes_over_somebody,
        a_filled_opening_declines_the_rest,
        applying_again_counts_as_considered,
        a_stop_is_not_heard_at_the_send,
        who_has_acted_is_nudged_on,
        a_new_nudge_ends_every_stop,
        undo_takes_back_more_than_was_said,
        not_for_me_fades,
        a_pause_ends_early,
        who_left_is_told_on,
        what_nobody_looked_at_goes_out,
        a_rating_is_a_reason,
        one_person_is_counted,
        what_may_have_arrived_is_sent_again,
        no_answer_is_taken_for_a_good_one,
        who_is_told_to_wait_waits_for_ever,
        everybody_gets_the_last_seat,
    )
}


@contextmanager
def planted(name: str) -> Iterator[None]:
    """Break the code while the block lasts."""
    with pytest.MonkeyPatch.context() as patch:
        standings._person_query.cache_clear()  # it remembers queries of before
        FAULTS[name](patch)
        yield
    standings._person_query.cache_clear()

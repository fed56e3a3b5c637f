"""Promise 4 where a nudge names nothing by itself: what its message offers is still open, and still not done, when it goes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.nudges.engine import tick
from bot.slack.courier import Idle
from bot.usecases.nudges import quiet
from bot.usecases.openings.applying import apply
from bot.usecases.openings.opening_cancelling import Cancelled as OpeningCancelled
from bot.usecases.openings.opening_cancelling import cancel_opening
from bot.usecases.openings.opening_edits import Edited, WrittenOpening, edit_opening
from bot.usecases.openings.opening_moves import Moved, close_opening
from bot.usecases.training import enrolling, interests
from bot.usecases.training.programmes import Saved, change
from bot.usecases.training.workshop_plans import Cancelled as WorkshopCancelled
from bot.usecases.training.workshop_plans import cancel
from career.openings import OpeningStatus
from career.outcomes import DeliveryState
from career.requirements import Requirements
from career.targets import NoActivity, OpeningTarget, SuitingOpenings, Target, UnmetInterest
from storage.database import Database
from storage.nudges import picks
from storage.openings.postings import OpeningText, move_opening
from storage.openings.records import opening_by_id
from storage.training.programmes import programme_as_written
from tests.bot.nudges.rig import (
    ATTEMPT_IS_COMMITTED,
    HR,
    Clock,
    Interrupted,
    Mailbox,
    a_courier,
    a_running_nudge,
    ledger,
    waited_for_the_attempt,
)
from tests.factories import NOW, a_programme, a_slack_account, a_workshop, an_employee, an_interest, an_opening

GONE, STAYS = "Boatswain", "Cook"
"""What somebody does something about while the message is on its way, and what else the message offers."""


@dataclass(frozen=True)
class Offered:
    """The numbers of what somebody does something about: an opening, or a workshop with its programme and the interest."""

    opening: int = 0
    workshop: int = 0
    programme: int = 0
    interest: int = 0


Act = Callable[[Database, Offered], object]


def hr_closes_it(database: Database, gone: Offered) -> None:
    assert isinstance(close_opening(database, HR, gone.opening, 1, NOW), Moved)


def hr_cancels_it(database: Database, gone: Offered) -> None:
    assert isinstance(cancel_opening(database, HR, gone.opening, 1, "The money is gone.", NOW), OpeningCancelled)


def hr_asks_for_more(database: Database, gone: Offered) -> None:
    wanted = Requirements(skills_all=("navigation",))
    written = WrittenOpening(gone.opening, 1, OpeningText(GONE, "Come.", None, None, None), wanted)
    assert isinstance(edit_opening(database, HR, written, "CHR", NOW), Edited)


def hr_calls_it_off(database: Database, gone: Offered) -> None:
    assert isinstance(cancel(database, HR, gone.workshop, 0, "The coach is ill.", NOW), WorkshopCancelled)


def hr_offers_it_no_more(database: Database, gone: Offered) -> None:
    with database.read() as session:
        programme = programme_as_written(session, gone.programme)
    assert programme is not None
    text = replace(programme.text, is_offered=False)
    assert isinstance(change(database, HR, gone.programme, programme.revision, text, NOW), Saved)


ABOUT_OPENINGS: dict[str, Act] = {
    "applies": lambda database, gone: apply(database, "UADA", gone.opening, "", NOW),
    "declines": lambda database, gone: quiet.decline_target(database, "UADA", OpeningTarget(gone.opening), NOW),
    "hr closes it": hr_closes_it,
    "hr cancels it": hr_cancels_it,
    "hr asks for more": hr_asks_for_more,
}
ABOUT_TRAINING: dict[str, Act] = {
    "enrols": lambda database, gone: enrolling.enrol(database, "UADA", gone.workshop, NOW),
    "takes the interest back": lambda database, gone: interests.remove(database, "UADA", gone.interest),
    "hr calls it off": hr_calls_it_off,
    "hr offers it no more": hr_offers_it_no_more,
}
STORIES: dict[str, tuple[Target, Act]] = {
    **{f"suits: {name}": (SuitingOpenings(), act) for name, act in ABOUT_OPENINGS.items()},
    **{f"quiet for a month: {name}": (NoActivity(30), act) for name, act in ABOUT_OPENINGS.items()},
    **{f"asked for: {name}": (UnmetInterest(), act) for name, act in ABOUT_TRAINING.items()},
}
BY_THEMSELVES = ("applies", "declines")


@pytest.fixture(params=STORIES)
def story(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def one_due(database: Database, target: Target) -> Offered:
    """Let one person, UADA, be due a message that offers two things; return the numbers of the one that will be gone."""
    long_ago = NOW - timedelta(days=90)
    with database.begin() as session:
        a_slack_account(session, HR)
        ada = an_employee(session, slack_id="UADA", created_at=long_ago)
        if isinstance(target, UnmetInterest):
            gone = training(session, ada, GONE)
            training(session, ada, STAYS)
        else:
            gone = Offered(opening=an_opening(session, title=GONE))
            an_opening(session, title=STAYS)
    a_running_nudge(database, target, words="Hello {first_name}.")
    tick(database, NOW)
    return gone


def training(session: Session, who: int, title: str) -> Offered:
    programme = a_programme(session, title=title)
    workshop = a_workshop(session, programme, revision=0, seats=5)
    return Offered(workshop=workshop, programme=programme, interest=an_interest(session, who, programme))


@pytest.mark.parametrize("step", [2, 4, ATTEMPT_IS_COMMITTED])
def test_no_message_that_had_not_begun_offers_what_is_gone(database: Database, story: str, step: int) -> None:
    target, act = STORIES[story]
    gone = one_due(database, target)
    mail = Mailbox(Clock())

    def do(now: int) -> None:
        if now == step:
            act(database, gone)

    a_courier(Interrupted(database, do), mail).run_until_idle()
    had_begun = step == ATTEMPT_IS_COMMITTED
    is_active_again = isinstance(target, NoActivity) and story.endswith(BY_THEMSELVES)
    offered = [] if is_active_again and not had_begun else [had_begun]
    assert [GONE in shown for shown in mail.shown] == offered
    assert all(STAYS in shown for shown in mail.shown)
    assert [entry.state for entry in ledger(database)] == [DeliveryState.SENT if offered else DeliveryState.DROPPED]


def test_it_waits_while_a_message_that_offers_it_is_being_written_down(database: Database, story: str) -> None:
    """Else it could be committed between the last look at it and the note that the message goes out."""
    target, act = STORIES[story]
    gone = one_due(database, target)
    mail = Mailbox(Clock())
    assert waited_for_the_attempt(
        database, lambda held_up: a_courier(held_up, mail).deliver_next(), lambda: act(database, gone)
    )
    assert [GONE in shown for shown in mail.shown] == [True]


def test_while_somebody_is_just_changing_what_it_offers_the_message_waits_a_moment_and_for_nobody(
    postgresql_database: Database,
) -> None:
    """Whoever cancels an opening holds it, and then writes to people; to wait for that, holding a person, would never end."""
    gone = one_due(postgresql_database, SuitingOpenings())
    mail = Mailbox(Clock())
    courier = a_courier(postgresql_database, mail)
    with postgresql_database.begin() as session:
        opening_by_id(session, gone.opening, hold=True)
        courier.deliver_next()
        move_opening(session, gone.opening, OpeningStatus.CLOSED, NOW)
    assert (mail.taken, courier.deliver_next()) == ([], Idle())
    mail.clock.move(seconds=1)
    courier.run_until_idle()
    assert [(GONE in shown, STAYS in shown) for shown in mail.shown] == [(False, True)]


def test_what_is_closed_between_the_look_at_it_and_the_hold_is_not_offered(
    postgresql_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = one_due(postgresql_database, SuitingOpenings())
    hold = picks._hold  # noqa: SLF001  the moment in question lies within

    def too_late(*of: Any) -> bool:
        if not mail.clock.now > NOW:
            hr_closes_it(postgresql_database, gone)
            mail.clock.move(seconds=1)
        return hold(*of)

    mail = Mailbox(Clock())
    monkeypatch.setattr(picks, "_hold", too_late)
    courier = a_courier(postgresql_database, mail)
    courier.deliver_next()
    assert mail.taken == []
    courier.run_until_idle()
    assert [(GONE in shown, STAYS in shown) for shown in mail.shown] == [(False, True)]

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.notices.applications import compose_application_decided
from bot.usecases.hub import OneApplication
from bot.usecases.openings.applying import Applied, CannotWithdraw, NoSuchApplication, Withdrawn, apply, withdraw
from bot.usecases.openings.considering import Considered, Seen, consider
from bot.usecases.people.speaker import NotLinked
from bot.views.applications import answer_to_apply
from bot.views.histories import details, in_short
from career.applications import Decision, Stage
from career.notices import NoticeKind
from hris.names import full_name_keys
from storage.database import Database
from storage.messages.notices import Told
from storage.openings.histories import history_of
from storage.people.directory import SlackPerson, store_people
from storage.tables import ApplicationEventRow, ApplicationRow, NoticeRow
from tests.bot.views import slack_says
from tests.factories import NOW, an_application, an_employee, an_opening


def ada_at(database: Database, stage: Stage) -> tuple[int, int]:
    """Let Ada have an application at `stage`; return the opening's number and the application's."""
    with database.begin() as session:
        ada = an_employee(session, slack_id="UADA")
        an_employee(session, slack_id="UBEN")
        opening = an_opening(session)
        return opening, an_application(session, opening, ada, stage=stage)


def stage_of(database: Database, application_id: int) -> Stage:
    with database.read() as session:
        return session.get_one(ApplicationRow, application_id).stage


@pytest.mark.parametrize("stage", [Stage.SUBMITTED, Stage.IN_REVIEW, Stage.INTERVIEW, Stage.OFFERED])
def test_whoever_applied_can_take_it_back_until_it_has_ended(database: Database, stage: Stage) -> None:
    opening, application = ada_at(database, stage)
    assert withdraw(database, "UADA", application, NOW) == Withdrawn(opening, "Data Analyst")
    assert stage_of(database, application) is Stage.WITHDRAWN


@pytest.mark.parametrize("stage", [Stage.ACCEPTED, Stage.DECLINED])
def test_what_was_accepted_or_declined_stays_so(database: Database, stage: Stage) -> None:
    _, application = ada_at(database, stage)
    assert isinstance(withdraw(database, "UADA", application, NOW), CannotWithdraw)
    assert stage_of(database, application) is stage


def test_withdrawing_twice_is_harmless_and_one_step_in_the_history(database: Database) -> None:
    opening, application = ada_at(database, Stage.SUBMITTED)
    for _ in range(2):
        assert withdraw(database, "UADA", application, NOW) == Withdrawn(opening, "Data Analyst")
    with database.read() as session:
        steps = session.scalars(
            select(ApplicationEventRow.by).where(ApplicationEventRow.application_id == application)
        ).all()
    assert steps == ["UADA"]


def test_nobody_withdraws_another_persons_application(database: Database) -> None:
    _, application = ada_at(database, Stage.SUBMITTED)
    assert withdraw(database, "UBEN", application, NOW) == NoSuchApplication()
    assert withdraw(database, "UNOBODY", application, NOW) == NotLinked()
    assert stage_of(database, application) is Stage.SUBMITTED


def test_what_was_withdrawn_can_be_applied_for_again(database: Database) -> None:
    opening, application = ada_at(database, Stage.IN_REVIEW)
    withdraw(database, "UADA", application, NOW)
    assert apply(database, "UADA", opening, "again", NOW) == Applied(application, opening, "Data Analyst")
    assert stage_of(database, application) is Stage.SUBMITTED


def test_what_was_decided_before_is_no_news_about_the_application_made_again(database: Database) -> None:
    opening, application = ada_at(database, Stage.SUBMITTED)
    seen = Seen(Stage.SUBMITTED, NOW)
    later = [NOW + timedelta(minutes=minutes) for minutes in (1, 2, 3)]
    with database.begin() as session:
        hana = SlackPerson("UHR", "Hana Novak", None, None, is_active=True, is_guest=False, is_bot=False)
        store_people(session, {"UHR": (hana, full_name_keys("Hana Novak"))}, NOW)
    answer = consider(database, "UHR", application, Decision.REVIEW, "Come and see us.", seen, later[0])
    assert isinstance(answer, Considered)
    withdraw(database, "UADA", application, later[1])
    apply(database, "UADA", opening, "again", later[2])
    with database.begin() as session:
        told = session.scalars(select(NoticeRow).where(NoticeRow.kind == NoticeKind.APPLICATION_DECIDED)).one()
        about = Told(told.kind, told.key, told.employee_id, None, told.details, None)
        assert compose_application_decided(session, about, later[2]) is None
        mine = history_of(session, application, told.employee_id or 0)
    assert mine is not None
    assert "Hana Novak" not in in_short(mine, None)
    details_of_it = slack_says.words(details(OneApplication(mine, None)).blocks or ())
    assert "Nobody has considered it yet. What stands below is from before you applied again." in details_of_it
    assert "Come and see us." in details_of_it


def test_the_day_on_which_somebody_applied_is_a_day_of_their_own_clock(database: Database) -> None:
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    with database.begin() as session:
        an_employee(session, slack_id="UADA", zone="Asia/Kolkata")
        opening = an_opening(session)
    apply(database, "UADA", opening, "", late)
    told = answer_to_apply(apply(database, "UADA", opening, "another note", late))
    assert "on 25 November 2026, and that stands as you sent it" in told

import pytest
from sqlalchemy import select

from bot.usecases.applying import Applied, CannotWithdraw, NoSuchApplication, Withdrawn, apply, withdraw
from bot.usecases.people import NotLinked
from career.applications import Stage
from storage.database import Database
from storage.tables import ApplicationEventRow, ApplicationRow
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

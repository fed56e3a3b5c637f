from datetime import timedelta

from bot.usecases.house.hr_hub import hub
from bot.views.hr.hub import hub_blocks
from career.applications import Stage
from career.employees import EmploymentStatus
from career.training import WorkshopStatus
from storage.database import Database
from storage.house.hr_counts import HrCounts
from tests.bot.views import slack_says
from tests.factories import NOW, a_programme, a_workshop, an_application, an_employee, an_opening


def test_an_empty_hub_counts_nothing(database: Database) -> None:
    assert hub(database, NOW).counts == HrCounts(0, None, 0, 0, 0, 0, 0, 0, 0)


def test_the_hub_counts_what_waits_and_since_when(database: Database) -> None:
    with database.begin() as session:
        opening = an_opening(session)
        oldest = NOW - timedelta(days=4)
        an_application(session, opening, an_employee(session), submitted_at=NOW)
        an_application(session, opening, an_employee(session), submitted_at=oldest)
        long_ago = NOW - timedelta(days=30)
        an_application(session, opening, an_employee(session), submitted_at=long_ago, stage=Stage.WITHDRAWN)
        considered = an_employee(session, slack_id=None)
        an_application(session, opening, considered, submitted_at=long_ago, stage=Stage.DECLINED, considered_at=NOW)
        an_employee(session, slack_id=None, status=EmploymentStatus.LEFT)
    counts = hub(database, NOW).counts
    assert (counts.unconsidered, counts.oldest_since, counts.without_slack) == (2, oldest, 1)


def test_the_hub_counts_the_interest_of_those_who_are_here_as_the_list_of_it_does(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, interests=("Sailing", "Knots"))
        an_employee(session, interests=("Sailing",), status=EmploymentStatus.LEFT)
    assert hub(database, NOW).counts.interests == 2


def test_the_hub_counts_workshops_that_are_over_without_attendance(database: Database) -> None:
    over, under_way = NOW - timedelta(minutes=1), NOW + timedelta(minutes=1)
    with database.begin() as session:
        programme = a_programme(session)
        for ends_at, status in (
            (over, WorkshopStatus.PLANNED),
            (over, WorkshopStatus.HELD),
            (over, WorkshopStatus.CANCELLED),
            (under_way, WorkshopStatus.PLANNED),
        ):
            a_workshop(session, programme, starts_at=NOW - timedelta(hours=2), ends_at=ends_at, status=status)
    words = slack_says.words(hub_blocks(hub(database, NOW)))
    assert "*1 workshop* over, attendance missing" in words
    assert "attendance missing" not in slack_says.words(hub_blocks(hub(database, NOW - timedelta(hours=1))))

from datetime import timedelta

from bot.usecases.hr_hub import hub
from career.applications import Stage
from career.employees import EmploymentStatus
from storage.database import Database
from storage.hr_counts import HrCounts
from tests.factories import NOW, an_application, an_employee, an_opening


def test_an_empty_hub_counts_nothing(database: Database) -> None:
    assert hub(database, NOW).counts == HrCounts(0, None, 0, 0, 0, 0, 0, 0)


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

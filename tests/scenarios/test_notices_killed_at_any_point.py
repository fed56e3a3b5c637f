"""Promise 7 for what people are told of a decision: told once, and nobody forgotten, however often we are killed."""

from datetime import UTC, datetime
from pathlib import Path
from random import Random

from sqlalchemy import func, select

from bot.usecases.openings.considering import Considered, Seen, consider
from career.applications import Decision, Stage
from career.outcomes import DeliveryState
from sandbox.local_slack import LocalSlack
from storage.database import Database
from storage.tables import ApplicationRow, NoticeRow
from tests.factories import a_slack_account, an_application, an_employee, an_opening
from tests.scenarios.killing import PEOPLE, let_it_finish, slack_id, worker, workspace
from tests.scenarios.world import MANIFEST_PATH, settings_for

KILLS = 3


def _everybody_is_decided_on(database: Database, now: datetime) -> None:
    with database.begin() as session:
        a_slack_account(session, slack_id(0), "Crew Member 0", seen_at=now)
        opening = an_opening(session)
        people = [an_employee(session, slack_id=slack_id(number)) for number in range(PEOPLE)]
        applications = [an_application(session, opening, person) for person in people]
    for application in applications:
        with database.read() as session:
            submitted_at = session.execute(
                select(ApplicationRow.submitted_at).where(ApplicationRow.id == application)
            ).scalar_one()
        seen = Seen(Stage.SUBMITTED, submitted_at)
        answer = consider(database, slack_id(0), application, Decision.INTERVIEW, "We would like to meet.", seen, now)
        assert isinstance(answer, Considered), answer


def _count(database: Database, *states: DeliveryState) -> int:
    with database.read() as session:
        query = select(func.count()).select_from(NoticeRow).where(NoticeRow.state.in_(states))
        return session.execute(query).scalar_one()


def test_killed_again_and_again_nobody_is_forgotten_and_nobody_is_told_twice(
    database: Database, tmp_path: Path, seed: int
) -> None:
    random = Random(seed)
    clock_file = tmp_path / "clock"
    with LocalSlack(workspace(), MANIFEST_PATH, clock_file=clock_file) as slack:
        _everybody_is_decided_on(database, datetime.now(UTC))
        environ = settings_for(slack, database.url) | {"CLOCK_FILE": str(clock_file)}
        # Each message is taken, but the answer is late: many kills come between the two.
        slack.faults.slow("chat.postMessage", 0.2, accepted=True, count=None, probability=0.5, seed=seed)
        for _ in range(KILLS):
            wanted = len(slack.record.accepted) + random.randint(1, 3)
            with worker(environ):
                slack.wait_for(
                    lambda: len(slack.record.accepted) >= wanted or not _count(database, DeliveryState.DUE) or None,  # noqa: B023  called before it changes
                    timeout=30,
                )
        slack.faults.clear()
        let_it_finish(slack, database, NoticeRow, environ)
        posts = {number: len(slack.record.posts_to(slack_id(number))) for number in range(PEOPLE)}
        assert posts == dict.fromkeys(range(PEOPLE), 1)
        assert _count(database, DeliveryState.SENT) == PEOPLE
        assert slack.record.errors == []

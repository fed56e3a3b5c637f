"""Promise 7: one person gets one occasion of one nudge at most once, and nobody is lost, however often we are killed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import func, select

from career.outcomes import DeliveryState
from sandbox.local_slack import LocalSlack
from storage.database import Database
from storage.tables import DeliveryRow
from tests.scenarios.killing import PEOPLE, let_it_finish, next_tuesday, slack_id, start_nudge, worker, workspace
from tests.scenarios.world import MANIFEST_PATH, settings_for

KILLS = 3
_OPENED = timedelta(minutes=1)


def _all_claimed(database: Database) -> bool:
    """Whether the killed workers hold everything that is left, until their leases lapse."""
    with database.read() as session:
        free = select(func.count()).where(DeliveryRow.state == DeliveryState.DUE)
        recorded = select(func.count()).select_from(DeliveryRow)
        return bool(session.scalar(recorded) == PEOPLE and session.scalar(free) == 0)


def _wait_for_posts(slack: LocalSlack, database: Database, count: int) -> None:
    slack.wait_for(lambda: len(slack.record.accepted) >= count or _all_claimed(database) or None, timeout=30)


def test_killed_again_and_again_nobody_is_lost_and_nobody_hears_twice(
    database: Database, tmp_path: Path, seed: int
) -> None:
    random = Random(seed)
    clock_file = tmp_path / "clock"
    with LocalSlack(workspace(), MANIFEST_PATH, clock_file=clock_file) as slack:
        hour = next_tuesday(datetime.now(UTC))
        start_nudge(database, hour)
        slack.move_clock((hour + _OPENED - datetime.now(UTC)).total_seconds())
        environ = settings_for(slack, database.url) | {"CLOCK_FILE": str(clock_file)}
        # Each message is taken, but the answer is late: many kills come between the two.
        slack.faults.slow("chat.postMessage", 0.2, accepted=True, count=None, probability=0.5, seed=seed)
        for _ in range(KILLS):
            seen = len(slack.record.accepted)
            with worker(environ):
                _wait_for_posts(slack, database, seen + random.randint(1, 3))
        slack.faults.clear()
        let_it_finish(slack, database, DeliveryRow, environ)
        posts = {number: len(slack.record.posts_to(slack_id(number))) for number in range(PEOPLE)}
        assert posts == dict.fromkeys(range(PEOPLE), 1)
        with database.read() as session:
            states = set(session.scalars(select(DeliveryRow.state)))
        assert states == {DeliveryState.SENT}
        assert slack.record.errors == []

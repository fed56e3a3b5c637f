"""The database and the pure core give one answer about quiet, whoever asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from career.outcomes import drop_reason
from career.quiet import Quiet, Scope, Why, silences
from career.targets import OpeningTarget, Topic
from storage.database import Database
from storage.nudges.standings import Asked, standing
from storage.tables import EmployeeRow, QuietRow
from tests.bot.nudges.rig import text_about
from tests.factories import NOW, an_employee

TARGET = OpeningTarget(12)
ABOUT = {
    Scope.ALL: st.just(""),
    Scope.TOPIC: st.sampled_from([topic.value for topic in Topic]),
    Scope.TARGET: st.sampled_from(["opening:12", "opening:1", "programme:12"]),
}
ENDS = st.none() | st.sampled_from([NOW, *(NOW + timedelta(seconds=seconds) for seconds in (-1, 1, 60))])


@st.composite
def quiets(draw: st.DrawFn) -> Quiet:
    scope = draw(st.sampled_from(Scope))
    return Quiet(scope, draw(ABOUT[scope]), draw(ENDS), draw(st.sampled_from(Why)))


def _key(quiet: Quiet) -> tuple[str, str, str]:
    return quiet.scope, quiet.about, quiet.why


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wishes=st.lists(quiets(), max_size=5, unique_by=_key))
def test_the_database_reads_quiet_as_the_core_does(database: Database, wishes: list[Quiet]) -> None:
    with _rolled_back(database) as session:
        person = an_employee(session)
        for quiet in wishes:
            session.add(
                QuietRow(
                    employee_id=person,
                    scope=quiet.scope,
                    about=quiet.about,
                    until=quiet.until,
                    why=quiet.why,
                    created_at=NOW,
                )
            )
        session.flush()
        reason = standing(7, text_about(TARGET), Asked(NOW, "2026-11-18", NOW, NOW.date()))
        found = session.scalar(select(reason).where(EmployeeRow.id == person))
    silence = silences(wishes, Topic.OPENINGS, TARGET.key, NOW)
    assert found == (None if silence is None else drop_reason(silence.why))


@contextmanager
def _rolled_back(database: Database) -> Iterator[Session]:
    """Hand out a transaction of which nothing is kept, so that each example starts from nothing."""
    with database.begin() as session:
        yield session
        session.rollback()

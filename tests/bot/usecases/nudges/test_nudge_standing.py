"""How somebody stands to a nudge costs the same to find out, however much else they did."""

from collections.abc import Callable

import pytest

from bot.usecases.nudges.answering import standing_now
from bot.usecases.nudges.nudge_standing import AppliedFor, EnrolledIn, InterestedIn, NudgeStanding, Unanswered
from bot.usecases.openings.applying import apply
from bot.usecases.training.enrolling import enrol
from bot.usecases.training.interests import want_programme
from career.targets import OpeningTarget, ProgrammeTarget, Target, WorkshopTarget
from storage.database import Database
from tests.bot.usecases.plenty import so_many_of_each
from tests.factories import NOW, a_programme, a_sent_nudge, a_workshop, an_employee, an_opening
from tests.statements import recorded_statements, rows_read

Make = Callable[[Database], tuple[Target, Callable[[], object]]]
"""Makes what a nudge is about, and returns it with what acts on it."""


def _a_job(database: Database) -> tuple[Target, Callable[[], object]]:
    with database.begin() as session:
        opening = an_opening(session)
    return OpeningTarget(opening), lambda: apply(database, "UADA", opening, "", NOW)


def _a_programme(database: Database) -> tuple[Target, Callable[[], object]]:
    with database.begin() as session:
        programme = a_programme(session)
    return ProgrammeTarget(programme), lambda: want_programme(database, "UADA", programme, NOW)


def _a_workshop(database: Database) -> tuple[Target, Callable[[], object]]:
    with database.begin() as session:
        workshop = a_workshop(session, a_programme(session))
    return WorkshopTarget(workshop), lambda: enrol(database, "UADA", workshop, NOW)


@pytest.mark.parametrize(
    ("make", "acted"), [(_a_job, AppliedFor), (_a_programme, InterestedIn), (_a_workshop, EnrolledIn)]
)
def test_hundreds_of_acts_and_wishes_are_not_read_to_find_the_one_in_question(
    database: Database, make: Make, acted: type[NudgeStanding]
) -> None:
    with database.begin() as session:
        ada = an_employee(session, slack_id="UADA")
    target, act = make(database)
    with database.begin() as session:
        token = str(a_sent_nudge(session, ada, target))
    efforts = []
    for count in (20, 300):
        with database.begin() as session:
            so_many_of_each(session, ada, count)
        with recorded_statements() as statements, rows_read() as rows:
            assert isinstance(standing_now(database, "UADA", token, NOW), Unanswered)
        efforts.append((len(statements), sum(rows)))
    assert efforts[0] == efforts[1]
    act()
    assert isinstance(standing_now(database, "UADA", token, NOW), acted)


def test_an_interest_in_own_words_is_no_answer_to_a_nudge_about_a_job(database: Database) -> None:
    with database.begin() as session:
        ada = an_employee(session, slack_id="UADA", interests=("knitting",))
        token = str(a_sent_nudge(session, ada, OpeningTarget(an_opening(session))))
    assert isinstance(standing_now(database, "UADA", token, NOW), Unanswered)

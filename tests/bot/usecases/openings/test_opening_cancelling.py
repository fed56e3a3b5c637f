"""A job that is cancelled: everybody who applied is told why, once, and nobody was declined."""

from datetime import timedelta

import pytest
from sqlalchemy import func, insert, select

from bot.notices import COMPOSERS
from bot.notices.message import NoticeMessage
from bot.usecases.deciding import NoName, ReasonTooLong, ReasonTooShort
from bot.usecases.openings.applying import AlreadyApplied, CannotWithdraw, apply, withdraw
from bot.usecases.openings.considering import (
    NotDecidable,
    Seen,
    consider,
    ended_applications,
)
from bot.usecases.openings.opening_cancelling import Cancelled, cancel_opening
from bot.usecases.openings.opening_moves import CannotMove, Filled, Overtaken, fill_opening, open_opening
from bot.usecases.openings.posting import NoSuchPosting, posting_page
from bot.views import histories
from bot.views.hr import endings as hr_endings
from career.applications import Decision, Stage
from career.notices import NoticeKind
from career.openings import OpeningStatus
from storage.database import Database
from storage.messages.notices import Told
from storage.openings.histories import history_page
from storage.tables import ApplicationEventRow, ApplicationRow, AuditRow, NoticeRow, OpeningRow
from tests.bot.views import slack_says
from tests.factories import NOW, an_application, an_employee, an_opening
from tests.statements import recorded_statements
from tests.storage.openings.test_endings import HANA, hana_is_known

REASON = "The team moves to <Oslo> & the budget is gone."
LATER = NOW + timedelta(hours=1)


def _cancel(database: Database, opening: int, reason: str = REASON, seen: int = 1) -> object:
    return cancel_opening(database, HANA, opening, seen, reason, LATER)


def _an_opening_with_everybody(database: Database) -> tuple[int, dict[Stage, int]]:
    """Return an opening with one application at every stage, by stage."""
    hana_is_known(database)
    stages = [stage for stage in Stage if stage is not Stage.OPENING_CANCELLED]
    with database.begin() as session:
        opening = an_opening(session, title="Pilot")
        people = {stage: an_employee(session, slack_id=f"U{stage.value.upper()}") for stage in stages}
        return opening, {
            stage: an_application(session, opening, person, stage=stage) for stage, person in people.items()
        }


def _stages(database: Database) -> dict[int, Stage]:
    with database.read() as session:
        return {row.id: row.stage for row in session.execute(select(ApplicationRow.id, ApplicationRow.stage))}


def test_every_application_that_stands_ends_as_opening_cancelled_whoever_had_not_considered_it(
    database: Database,
) -> None:
    opening, applications = _an_opening_with_everybody(database)
    answer = _cancel(database, opening)
    assert isinstance(answer, Cancelled)
    assert (answer.ended, answer.told) == (5, 6)
    kept = {Stage.DECLINED, Stage.WITHDRAWN}
    expected = {each: stage if stage in kept else Stage.OPENING_CANCELLED for stage, each in applications.items()}
    assert _stages(database) == expected
    with database.read() as session:
        steps = session.execute(select(ApplicationEventRow.stage, ApplicationEventRow.by, ApplicationEventRow.at)).all()
        assert steps == [(Stage.OPENING_CANCELLED, HANA, LATER)] * 5
        assert session.scalars(select(OpeningRow.status)).one() is OpeningStatus.CANCELLED
        action, details = session.execute(select(AuditRow.action, AuditRow.details)).one()
        assert action == "opening.cancelled"
        assert REASON not in str(details), "what HR wrote is told, not audited"


def test_everybody_who_applied_and_stayed_is_told_once_by_whom_and_why(database: Database) -> None:
    opening, applications = _an_opening_with_everybody(database)
    _cancel(database, opening)
    assert isinstance(_cancel(database, opening), CannotMove)
    told = {}
    with database.read() as session:
        for row in session.scalars(select(NoticeRow)):
            news = COMPOSERS[row.kind](
                session, Told(row.kind, row.key, row.employee_id, None, row.details, "Europe/Berlin"), LATER
            )
            assert isinstance(news, NoticeMessage)
            assert slack_says.of_message(news.text, news.blocks) == []
            told[row.details["application"]] = slack_says.words(news.blocks)
        assert {each.kind for each in session.scalars(select(NoticeRow))} == {NoticeKind.OPENING_CANCELLED}
    assert set(told) == set(applications.values()) - {applications[Stage.WITHDRAWN]}
    for stage, application in applications.items():
        if stage is Stage.WITHDRAWN:
            continue
        assert "*Pilot*, for which you applied, was cancelled" in told[application]
        assert "Hana Novak cancelled it on" in told[application]
        assert ">The team moves to &lt;Oslo&gt; &amp; the budget is gone." in told[application]
        assert ("Nobody declined it" in told[application]) == (stage is not Stage.DECLINED)


def test_a_notice_for_somebody_else_says_nothing(database: Database) -> None:
    opening, applications = _an_opening_with_everybody(database)
    _cancel(database, opening)
    with database.begin() as session:
        stranger = an_employee(session)
        told = Told(
            NoticeKind.OPENING_CANCELLED, "k", stranger, None, {"application": applications[Stage.OFFERED]}, None
        )
        assert COMPOSERS[NoticeKind.OPENING_CANCELLED](session, told, NOW) is None


def test_hr_and_the_applicant_both_read_who_cancelled_when_and_why(database: Database) -> None:
    opening, _ = _an_opening_with_everybody(database)
    _cancel(database, opening)
    page = ended_applications(database, 0, 20)
    record = slack_says.words(hr_endings.ended_list(page, None))
    assert record.count("opening cancelled\n“The team moves to &lt;Oslo&gt; &amp; the budget is gone.”") == 5
    assert record.count("Hana Novak cancelled the opening, Tue 24 Nov 2026") == 5
    with database.read() as session:
        person = session.scalars(select(ApplicationRow.employee_id).order_by(ApplicationRow.id)).first()
        assert person is not None
        (mine,) = history_page(session, person, 0, 9)[0]
    short = histories.in_short(mine, "Europe/Berlin")
    assert "ended, because the opening was cancelled" in short
    assert "Hana Novak cancelled the opening on" in short
    assert "the budget is gone" in short
    assert "declined" not in short


def test_nothing_is_decided_withdrawn_or_applied_for_any_more(database: Database) -> None:
    opening, applications = _an_opening_with_everybody(database)
    _cancel(database, opening)
    for stage in (Stage.SUBMITTED, Stage.OFFERED):
        for seen in (stage, Stage.OPENING_CANCELLED):
            answer = consider(database, HANA, applications[stage], Decision.DECLINE, REASON, Seen(seen, NOW), LATER)
            assert isinstance(answer, NotDecidable)
    assert isinstance(withdraw(database, "USUBMITTED", applications[Stage.SUBMITTED], LATER), CannotWithdraw)
    assert isinstance(apply(database, "USUBMITTED", opening, "", LATER), AlreadyApplied)
    assert isinstance(open_opening(database, HANA, opening, LATER), CannotMove)
    assert isinstance(fill_opening(database, HANA, opening, 2, applications[Stage.ACCEPTED], LATER), CannotMove)
    assert posting_page(database, HANA, 0, 10, LATER).postings[0].unconsidered == 0


def test_a_filled_job_is_not_cancelled(database: Database) -> None:
    hana_is_known(database)
    with database.begin() as session:
        opening = an_opening(session)
        application = an_application(session, opening, an_employee(session), stage=Stage.ACCEPTED)
    assert isinstance(fill_opening(database, HANA, opening, 1, application, NOW), Filled)
    assert isinstance(_cancel(database, opening, seen=2), CannotMove)
    assert _stages(database) == {application: Stage.ACCEPTED}


@pytest.mark.parametrize(
    ("reason", "seen", "expected"),
    [
        ("  too few  ", 1, ReasonTooShort),
        ("x" * 2_001, 1, ReasonTooLong),
        (REASON, 2, Overtaken),
    ],
)
def test_without_a_reason_or_from_an_old_form_nothing_is_cancelled(
    database: Database, reason: str, seen: int, expected: type
) -> None:
    opening, applications = _an_opening_with_everybody(database)
    assert isinstance(_cancel(database, opening, reason, seen), expected)
    assert _stages(database) == {each: stage for stage, each in applications.items()}
    with database.read() as session:
        assert session.execute(select(func.count()).select_from(NoticeRow)).scalar_one() == 0


def test_somebody_without_a_name_cancels_nothing(sqlite_database: Database) -> None:
    with sqlite_database.begin() as session:
        opening = an_opening(session)
    assert isinstance(cancel_opening(sqlite_database, "UNOBODY", opening, 1, REASON, NOW), NoName)
    hana_is_known(sqlite_database)
    assert cancel_opening(sqlite_database, HANA, 99, 1, REASON, NOW) == NoSuchPosting(99)


def test_applicants_of_other_jobs_are_left_alone(sqlite_database: Database) -> None:
    hana_is_known(sqlite_database)
    with sqlite_database.begin() as session:
        opening, first = an_opening(session), an_employee(session)
        people = [first, *(an_employee(session) for _ in range(99))]
        others = [an_opening(session) for _ in range(2)]
        rows = [
            {"opening_id": each, "employee_id": person, "note": "", "stage": Stage.SUBMITTED, "submitted_at": NOW}
            for each in (opening, *others)
            for person in people
        ]
        session.execute(insert(ApplicationRow), rows)
    answer = _cancel(sqlite_database, opening)
    assert isinstance(answer, Cancelled)
    assert (answer.ended, answer.told) == (100, 100)
    assert sum(stage is Stage.SUBMITTED for stage in _stages(sqlite_database).values()) == 200, "other jobs go on"


def test_cancelling_takes_as_many_statements_for_many_applicants_as_for_few(sqlite_database: Database) -> None:
    """Slack waits three seconds for the answer, and ten thousand may have applied."""
    hana_is_known(sqlite_database)
    counts = []
    for applicants in (2, 40):
        with sqlite_database.begin() as session:
            opening = an_opening(session)
            for _ in range(applicants):
                an_application(session, opening, an_employee(session))
        with recorded_statements() as statements:
            answer = _cancel(sqlite_database, opening)
        assert isinstance(answer, Cancelled)
        assert (answer.ended, answer.told) == (applicants, applicants)
        counts.append(len(statements))
    few, many = counts
    assert few == many
    with sqlite_database.read() as session:
        assert session.scalar(select(func.count()).select_from(NoticeRow)) == 42
        assert session.scalar(select(func.count(NoticeRow.token.distinct()))) == 42

from datetime import timedelta

from sqlalchemy import select

from bot.usecases.training import attendance, enrolling, feedback
from bot.usecases.training.attendance import (
    AlreadyEnded,
    AttendanceList,
    Finished,
    Marked,
    MarkedMeanwhile,
    NotBegun,
    StillOpen,
)
from bot.usecases.training.feedback import AnsweredBefore, CommentTooLong, NotAsked, Thanked
from bot.usecases.training.rosters import Comments, Roster, comments, roster
from career.employees import SkillSource
from career.notices import NoticeKind
from career.training import EnrolmentState
from storage.database import Database
from storage.tables import CompletionRow, EmployeeSkillRow, SkillRow
from storage.training.workshops import TitledWorkshop
from tests.bot.usecases.training.training_rig import DAY, ENDS, STARTS, notices, people, states, workshop
from tests.factories import NOW, a_skill

HR = "UHR"


def enrolment_ids(database: Database, there: int) -> list[int]:
    page = attendance.attendance(database, there, 0, 50, STARTS)
    assert isinstance(page, AttendanceList)
    return [each.enrolment_id for each in page.people]


def seated(database: Database, *slack_ids: str, skills: tuple[str, ...] = ()) -> int:
    there = workshop(database, seats=10, skills=skills)
    for each in slack_ids:
        enrolling.enrol(database, each, there, NOW)
    return there


def mark(database: Database, enrolment: int, seen: EnrolmentState, state: EnrolmentState) -> attendance.MarkAnswer:
    return attendance.mark(database, HR, enrolment, seen, state, STARTS)


def test_nobody_is_marked_before_it_has_begun(database: Database) -> None:
    people(database)
    there = seated(database, "UADA")
    (enrolment,) = enrolment_ids(database, there)
    early = attendance.mark(
        database, HR, enrolment, EnrolmentState.SEAT, EnrolmentState.ATTENDED, STARTS - timedelta(seconds=1)
    )
    assert isinstance(early, NotBegun)


def test_a_slip_is_put_right_until_it_is_finished(database: Database) -> None:
    people(database)
    there = seated(database, "UADA")
    (enrolment,) = enrolment_ids(database, there)
    assert isinstance(mark(database, enrolment, EnrolmentState.SEAT, EnrolmentState.ABSENT), Marked)
    assert isinstance(mark(database, enrolment, EnrolmentState.ABSENT, EnrolmentState.ATTENDED), Marked)
    assert isinstance(attendance.finish(database, HR, there, STARTS), Finished)
    assert isinstance(mark(database, enrolment, EnrolmentState.COMPLETED, EnrolmentState.ABSENT), AlreadyEnded)
    assert states(database, there) == {"UADA": EnrolmentState.COMPLETED}


def test_of_two_who_mark_the_same_person_differently_the_second_is_told(database: Database) -> None:
    people(database)
    there = seated(database, "UADA")
    (enrolment,) = enrolment_ids(database, there)
    mark(database, enrolment, EnrolmentState.SEAT, EnrolmentState.ATTENDED)
    answer = mark(database, enrolment, EnrolmentState.SEAT, EnrolmentState.ABSENT)
    assert isinstance(answer, MarkedMeanwhile)
    assert states(database, there) == {"UADA": EnrolmentState.ATTENDED}


def test_it_is_finished_only_once_everybody_is_marked(database: Database) -> None:
    people(database)
    there = seated(database, "UADA", "UBEN")
    mark(database, enrolment_ids(database, there)[0], EnrolmentState.SEAT, EnrolmentState.ABSENT)
    assert attendance.finish(database, HR, there, STARTS) == StillOpen(_found(database, there), 1)
    attendance.mark_the_rest(database, HR, there, STARTS)
    answer = attendance.finish(database, HR, there, STARTS)
    assert isinstance(answer, Finished)
    assert (answer.completed, answer.absent) == (1, 1)
    assert isinstance(attendance.finish(database, "UHUGO", there, STARTS), AlreadyEnded)
    assert len(notices(database, NoticeKind.WORKSHOP_COMPLETED)) == 1


def test_completion_grants_the_skills_and_keeps_what_was_there(database: Database) -> None:
    ids = people(database)
    there = seated(database, "UADA", "UBEN", "UCHI", skills=("Rowing",))
    with database.begin() as session:
        rowing = a_skill(session, "Rowing")
        session.add(EmployeeSkillRow(employee_id=ids["UBEN"], skill_id=rowing, level=4, source=SkillSource.IMPORTED))
        session.add(EmployeeSkillRow(employee_id=ids["UCHI"], skill_id=rowing, source=SkillSource.DECLARED))
    attendance.mark_the_rest(database, HR, there, STARTS)
    attendance.finish(database, HR, there, STARTS)
    with database.read() as session:
        query = select(EmployeeSkillRow.employee_id, EmployeeSkillRow.level, EmployeeSkillRow.source)
        had = {row.employee_id: (row.level, row.source) for row in session.execute(query.join(SkillRow))}
        completed = session.scalars(select(CompletionRow.completed_on)).all()
    assert had == {
        ids["UADA"]: (None, SkillSource.TRAINED),
        ids["UBEN"]: (4, SkillSource.IMPORTED),
        ids["UCHI"]: (None, SkillSource.TRAINED),
    }
    assert completed == [DAY] * 3


def test_whoever_was_absent_completes_nothing(database: Database) -> None:
    people(database)
    there = seated(database, "UADA", skills=("Rowing",))
    mark(database, enrolment_ids(database, there)[0], EnrolmentState.SEAT, EnrolmentState.ABSENT)
    attendance.finish(database, HR, there, STARTS)
    with database.read() as session:
        assert session.scalars(select(CompletionRow.id)).all() == []
        assert session.scalars(select(EmployeeSkillRow.employee_id)).all() == []


def test_who_took_part_answers_once(database: Database) -> None:
    people(database)
    there = seated(database, "UADA")
    assert feedback.rate(database, "UADA", there, 5, "", ENDS - timedelta(seconds=1)) == NotAsked()
    assert feedback.rate(database, "UADA", there, 5, "Good.", ENDS) == Thanked("Sculling")
    assert feedback.rate(database, "UADA", there, 1, "Bad.", ENDS) == AnsweredBefore("Sculling")
    assert feedback.rate(database, "UBEN", there, 1, "I was not there.", ENDS) == NotAsked()
    assert feedback.rate(database, "UADA", there, 1, "x" * 1_001, ENDS) == CommentTooLong(1)


def test_what_people_thought_is_shown_from_five_answers_on_and_never_whose_it_is(database: Database) -> None:
    names = tuple(f"U{number}" for number in range(5))
    people(database, *names)
    there = seated(database, *names)
    for number, each in enumerate(names[:4]):
        feedback.rate(database, each, there, 5, f"Comment {number}", ENDS)
    few, few_words = roster(database, there, 0, 30, ENDS), comments(database, there)
    assert isinstance(few, Roster)
    assert isinstance(few_words, Comments)
    assert (few.feedback.answers, few.feedback.average, few_words.comments) == (4, None, ())
    feedback.rate(database, names[4], there, 1, "Comment 4", ENDS)
    enough, words = roster(database, there, 0, 30, ENDS), comments(database, there)
    assert isinstance(enough, Roster)
    assert isinstance(words, Comments)
    assert enough.feedback.average == 4.2
    assert sorted(words.comments) == [f"Comment {number}" for number in range(5)]
    assert list(words.comments) != sorted(words.comments)


def _found(database: Database, there: int) -> TitledWorkshop:
    page = attendance.attendance(database, there, 0, 50, STARTS)
    assert isinstance(page, AttendanceList)
    return page.found

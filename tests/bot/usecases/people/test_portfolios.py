from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from bot.notices.disputes import compose_record_disputed
from bot.usecases.people.disputing import HrTold, NoteToHr, NothingSaid
from bot.usecases.people.portfolios import (
    NoSuchPerson,
    Part,
    Portfolio,
    employee_named,
    own_portfolio,
    portfolio_of,
    say_it_is_wrong,
)
from bot.usecases.people.speaker import NotLinked
from bot.usecases.shelves import Turned
from bot.usecases.training import enrolling
from bot.views.portfolios import SIZES, for_hr, for_oneself
from career.applications import Decision, Stage
from career.employees import SkillSource
from career.money import PARTS, Money
from career.notices import NoticeKind
from storage.database import Database
from storage.funding.tuition_policy import set_yearly_cap
from storage.messages.notices import Told
from storage.tables import EmployeeSkillRow, LeaveRow, NoticeRow
from tests.bot.usecases.training.training_rig import ENDS, STARTS, people, workshop
from tests.bot.views import slack_says
from tests.factories import (
    NOW,
    a_completion,
    a_consideration,
    a_recognition,
    a_skill,
    an_application,
    an_employee,
    an_interest,
    an_opening,
)

HR = "U0HR"


def ada_with_everything(database: Database) -> int:
    with database.begin() as session:
        boss = an_employee(session, given_name="Bea", family_name="Boss")
        ada = an_employee(
            session,
            slack_id="UADA",
            given_name="Ada",
            family_name="Lovering",
            skills=("Python",),
            rating=4,
            manager_id=boss,
            job_title="Planner",
            hired_on=date(2020, 1, 6),
        )
        knots = a_skill(session, "Knots & <bends>")
        session.add(EmployeeSkillRow(employee_id=ada, skill_id=knots, level=3, source=SkillSource.DECLARED))
        a_completion(session, ada, "First aid")
        an_interest(session, ada, None, "Sailing")
        a_recognition(session, ada, words="for the pumps")
        application = an_application(session, an_opening(session, title="Pilot"), ada, stage=Stage.INTERVIEW)
        a_consideration(session, application, decision=Decision.INTERVIEW)
        session.add(LeaveRow(employee_id=ada, first_day=date(2026, 12, 1), last_day=date(2026, 12, 3)))
        an_employee(session, slack_id="UOTHER", skills=("Latin",), rating=1)
    return ada


EVERYTHING = (
    "Python (from the HR system)",
    "Knots &amp; &lt;bends&gt; (level 3, declared)",
    "First aid, 24 November 2026 (from the HR system)",
    "“Sailing”",
    "for the pumps",
    "Pilot: interview",
    "Hana Novak invited to an interview",
    "24 November 2026: 4",
    "1 December 2026 to 3 December 2026",
    "Reports to: Bea Boss",
    "With the company since: 6 January 2020",
)


def test_hr_reads_everything_held_about_one_person_and_nothing_of_anybody_else(database: Database) -> None:
    ada = ada_with_everything(database)
    view = for_hr(portfolio_of(database, HR, ada, Turned(), SIZES, NOW))
    shown = slack_says.words(view.blocks or ())
    for each in EVERYTHING:
        assert each in shown
    assert "Latin" not in shown
    assert slack_says.of_modal(view) == []


def test_the_person_reads_the_same_with_their_own_rating_and_where_it_comes_from(database: Database) -> None:
    ada_with_everything(database)
    view = for_oneself(own_portfolio(database, "UADA", Turned(), SIZES, NOW))
    shown = slack_says.words(view.blocks or ())
    for each in EVERYTHING:
        assert each in shown
    assert slack_says.of_modal(view) == []
    assert own_portfolio(database, "UNOBODY", Turned(), SIZES, NOW) == NotLinked()


def test_whoever_still_waited_when_a_workshop_began_is_not_on_a_waitlist_any_more(database: Database) -> None:
    people(database, "UADA", "UBEN")
    there = workshop(database, seats=1)
    for turn, each in enumerate(("UADA", "UBEN")):
        enrolling.enrol(database, each, there, NOW + timedelta(seconds=turn))

    def shown(now: datetime) -> str:
        return slack_says.words(for_oneself(own_portfolio(database, "UBEN", Turned(), SIZES, now)).blocks or ())

    before, after = shown(STARTS - timedelta(seconds=1)), shown(STARTS)
    assert "Sculling, Tue 8 Dec 2026, 10:00: on the waitlist" in before
    assert "Sculling, Tue 8 Dec 2026, 10:00: waited, and no seat came free" in after
    assert "waitlist" not in after


def test_of_a_workshop_that_is_over_one_reads_that_nobody_wrote_down_who_came(database: Database) -> None:
    ada, there = people(database, "UADA")["UADA"], workshop(database)
    enrolling.enrol(database, "UADA", there, NOW)

    def shown(now: datetime) -> tuple[str, str]:
        to_ada = for_oneself(own_portfolio(database, "UADA", Turned(), SIZES, now))
        to_hr = for_hr(portfolio_of(database, HR, ada, Turned(), SIZES, now))
        return slack_says.words(to_ada.blocks or ()), slack_says.words(to_hr.blocks or ())

    for words in shown(ENDS - timedelta(seconds=1)):
        assert "Sculling, Tue 8 Dec 2026, 10:00: has a seat" in words
    to_ada, to_hr = shown(ENDS)
    assert "Sculling, Tue 8 Dec 2026, 10:00: it is over; HR has not written down yet who came" in to_ada
    assert "Sculling, Tue 8 Dec 2026, 10:00: it is over; please write down who came: `/hr attendance 1`" in to_hr
    assert "has a seat" not in to_ada + to_hr


def test_what_is_left_of_the_cap_is_told_to_hr_as_that_persons_and_to_the_person_as_theirs(database: Database) -> None:
    ada = ada_with_everything(database)
    with database.begin() as session:
        set_yearly_cap(session, Money(1_500 * PARTS, "EUR"), HR, NOW)
    to_hr = slack_says.words(for_hr(portfolio_of(database, HR, ada, Turned(), SIZES, NOW)).blocks or ())
    to_ada = slack_says.words(for_oneself(own_portfolio(database, "UADA", Turned(), SIZES, NOW)).blocks or ())
    assert "*Funding*\nLeft of the yearly cap: €1,500 of €1,500 in 2026\nNone yet." in to_hr
    assert "of your" not in to_hr
    assert "All of your *€1,500* is left for training that starts in 2026." in to_ada


def test_two_hundred_of_everything_fit_and_one_part_is_turned(database: Database) -> None:
    with database.begin() as session:
        ada = an_employee(session, slack_id="UADA", skills=tuple(f"Skill {'x' * 100} {each:03}" for each in range(200)))
        for each in range(60):
            a_recognition(session, ada, words="&" * 500, given_on=NOW.date() - timedelta(days=each))
            a_completion(session, ada, f"Course {each}" + "&" * 100, completed_on=NOW.date() - timedelta(days=each))
            an_application(session, an_opening(session, title=f"Job {each}" + "&" * 100), ada)
    for turned in (Turned(), Turned(Part.SKILLS, 180), Turned(Part.RECOGNITION, 56)):
        found = portfolio_of(database, HR, ada, turned, SIZES, NOW)
        assert isinstance(found, Portfolio)
        assert slack_says.of_modal(for_hr(found)) == []
        assert slack_says.of_modal(for_oneself(found)) == []
    assert "181 to 200 of 200" in slack_says.words(
        for_hr(portfolio_of(database, HR, ada, Turned(Part.SKILLS, 180), SIZES, NOW)).blocks or ()
    )
    beyond = portfolio_of(database, HR, ada, Turned(Part.SKILLS, 900), SIZES, NOW)
    assert isinstance(beyond, Portfolio)
    assert beyond.shelves[Part.SKILLS].skip == 0


def test_somebody_is_named_by_account_or_by_number(database: Database) -> None:
    with database.begin() as session:
        ada = an_employee(session, slack_id="UADA", number="00815")
    assert employee_named(database, "UADA", "") == ada
    assert employee_named(database, None, "00815") == ada
    assert employee_named(database, None, "815") is None
    assert employee_named(database, "UNOBODY", "") is None
    assert portfolio_of(database, HR, ada + 99, Turned(), SIZES, NOW) == NoSuchPerson()


def test_that_something_is_wrong_reaches_hr_once(database: Database) -> None:
    ada = ada_with_everything(database)
    assert say_it_is_wrong(database, "UADA", NoteToHr("I know SQL & more", "CHR", "V1"), NOW) == HrTold()
    assert say_it_is_wrong(database, "UADA", NoteToHr("I know SQL & more", "CHR", "V1"), NOW) == HrTold()
    assert say_it_is_wrong(database, "UADA", NoteToHr("  ", "CHR", "V2"), NOW) == NothingSaid()
    with database.read() as session:
        notice = session.scalars(select(NoticeRow)).one()
        told = Told(NoticeKind.RECORD_DISPUTED, notice.key, None, "CHR", notice.details, None)
        message = compose_record_disputed(session, told, NOW)
        assert session.scalar(select(func.count()).select_from(NoticeRow)) == 1
    assert notice.details["employee_id"] == ada
    assert message is not None
    assert "I know SQL &amp; more" in message.text
    assert "in their portfolio" in message.text

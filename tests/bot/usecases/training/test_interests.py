from datetime import timedelta

from sqlalchemy import select

from bot.usecases.people.speaker import HasLeft, NotLinked
from bot.usecases.training.interests import (
    Interested,
    MyInterests,
    Removed,
    WhichProgramme,
    Wished,
    ask,
    my_interests,
    remove,
    want_programme,
    want_words,
)
from bot.usecases.training.looking import NoSuchProgramme
from career.employees import EmploymentStatus
from career.outcomes import Response
from career.targets import ProgrammeTarget
from career.wishes import NoWords, WishTooLong
from storage.database import Database
from storage.tables import DeliveryRow, EmployeeRow, InterestRow
from tests.factories import NOW, a_programme, a_sent_nudge, an_employee, an_interest
from tests.statements import rows_read


def setting(database: Database, *titles: str) -> dict[str, int]:
    """Hire Ada and Ben, and offer programmes with these titles; return the programmes' numbers."""
    with database.begin() as session:
        an_employee(session, slack_id="UADA")
        an_employee(session, slack_id="UBEN")
        return {title: a_programme(session, title=title) for title in titles}


def mine(database: Database, slack_id: str = "UADA") -> list[str]:
    answer = my_interests(database, slack_id, 0, 20)
    assert isinstance(answer, MyInterests)
    return [each.title for each in answer.page.entries]


def sent(database: Database, slack_id: str, programme_id: int) -> str:
    """Send somebody a nudge about a programme; return the token of their copy."""
    with database.begin() as session:
        employee_id = session.scalars(select(EmployeeRow.id).where(EmployeeRow.slack_id == slack_id)).one()
        return str(a_sent_nudge(session, employee_id, ProgrammeTarget(programme_id)))


def test_words_of_one_title_log_interest_in_that_programme(database: Database) -> None:
    numbers = setting(database, "Introduction to Python", "Welding")
    answer = ask(database, "UADA", "python", NOW)
    assert isinstance(answer, Interested)
    assert (answer.programme_id, answer.is_new) == (numbers["Introduction to Python"], True)
    assert mine(database) == ["Introduction to Python"]


def test_words_of_several_titles_ask_which_and_log_nothing(database: Database) -> None:
    setting(database, "Python I", "Python II")
    answer = ask(database, "UADA", "python", NOW)
    assert isinstance(answer, WhichProgramme)
    assert {each.title for each in answer.programmes} == {"Python I", "Python II"}
    assert mine(database) == []


def test_a_whole_title_is_that_programme_though_others_begin_alike(database: Database) -> None:
    numbers = setting(database, "Python", "Python for divers")
    answer = ask(database, "UADA", " PYTHON ", NOW)
    assert isinstance(answer, Interested)
    assert answer.programme_id == numbers["Python"]


def test_what_nobody_offers_is_kept_in_the_persons_own_words(database: Database) -> None:
    setting(database, "Welding")
    assert ask(database, "UADA", "Deep-sea  knitting", NOW) == Wished("Deep-sea knitting", is_new=True)
    with database.read() as session:
        kept = session.scalars(select(InterestRow)).one()
        assert (kept.programme_id, kept.words, kept.about) == (None, "Deep-sea knitting", "words:deep-sea knitting")


def test_twice_is_harmless(database: Database) -> None:
    numbers = setting(database, "Welding")
    want_programme(database, "UADA", numbers["Welding"], NOW)
    again = want_programme(database, "UADA", numbers["Welding"], NOW + timedelta(days=1))
    assert isinstance(again, Interested)
    assert not again.is_new
    ask(database, "UADA", "knitting", NOW)
    assert ask(database, "UADA", "KNITTING", NOW + timedelta(days=1)) == Wished("KNITTING", is_new=False)
    assert mine(database) == ["knitting", "Welding"]


def test_a_programme_that_is_not_offered_now_may_be_wished_for(database: Database) -> None:
    setting(database)
    with database.begin() as session:
        retired = a_programme(session, title="Semaphore", is_offered=False)
    by_number = want_programme(database, "UADA", retired, NOW)
    assert isinstance(by_number, Interested)
    assert not by_number.is_offered
    assert isinstance(ask(database, "UBEN", "semaphore", NOW), Interested)


def test_words_that_look_like_our_own_key_for_a_programme_are_words(database: Database) -> None:
    numbers = setting(database, "Welding")
    want_programme(database, "UADA", numbers["Welding"], NOW)
    assert ask(database, "UADA", f"programme:{numbers['Welding']}", NOW) == Wished(
        f"programme:{numbers['Welding']}", is_new=True
    )


def test_meaning_something_else_puts_the_words_in_the_place_of_the_programme(database: Database) -> None:
    setting(database, "Python and pandas")
    first = ask(database, "UADA", "python", NOW)
    assert isinstance(first, Interested)
    want_words(database, "UADA", "python", NOW, instead_of=first.interest_id)
    assert mine(database) == ["python"]


def test_nobody_removes_another_persons_interest(database: Database) -> None:
    setting(database)
    ask(database, "UADA", "knitting", NOW)
    with database.read() as session:
        kept = session.scalars(select(InterestRow.id)).one()
    assert remove(database, "UBEN", kept) == Removed(was_there=False)
    want_words(database, "UBEN", "sailing", NOW, instead_of=kept)
    assert mine(database) == ["knitting"]
    assert remove(database, "UADA", kept) == Removed(was_there=True)
    assert remove(database, "UADA", kept) == Removed(was_there=False)


def test_what_cannot_be_kept_is_said(database: Database) -> None:
    setting(database)
    assert ask(database, "UADA", "x" * 201, NOW) == WishTooLong(1)
    assert ask(database, "UADA", "?!", NOW) == NoWords()
    assert want_programme(database, "UADA", 999_999, NOW) == NoSuchProgramme(999_999)
    assert mine(database) == []


def test_who_is_no_employee_is_told(database: Database) -> None:
    setting(database)
    with database.begin() as session:
        an_employee(session, slack_id="UGONE", status=EmploymentStatus.LEFT)
    assert ask(database, "UNOBODY", "knitting", NOW) == NotLinked()
    assert ask(database, "UGONE", "knitting", NOW) == HasLeft()
    assert my_interests(database, "UNOBODY", 0, 20) == NotLinked()


def test_an_interest_pressed_in_a_nudge_answers_that_nudge(database: Database) -> None:
    numbers = setting(database, "Welding")
    token = sent(database, "UADA", numbers["Welding"])
    want_programme(database, "UADA", numbers["Welding"], NOW, delivery=token)
    with database.read() as session:
        copy = session.scalars(select(DeliveryRow)).one()
        assert (copy.response, copy.responded_at) == (Response.INTERESTED, NOW)


def test_a_nudge_of_somebody_else_is_not_answered(database: Database) -> None:
    numbers = setting(database, "Welding")
    token = sent(database, "UBEN", numbers["Welding"])
    assert isinstance(want_programme(database, "UADA", numbers["Welding"], NOW, delivery=token), Interested)
    with database.read() as session:
        assert session.scalars(select(DeliveryRow.response)).one() is None


def test_a_page_of_hundreds_of_interests_is_read_and_no_more(database: Database) -> None:
    with database.begin() as session:
        ada = an_employee(session, slack_id="UADA")
        for number in range(300):
            an_interest(session, ada, words=f"wish {number}", logged_at=NOW + timedelta(minutes=number))
    with rows_read() as rows:
        found = my_interests(database, "UADA", 40, 20)
    assert isinstance(found, MyInterests)
    assert [each.title for each in found.page.entries] == [f"wish {number}" for number in range(259, 239, -1)]
    assert (found.page.skip, found.page.total) == (40, 300)
    assert sum(rows) <= 20 + 3
    assert my_interests(database, "UADA", 800, 20) == my_interests(database, "UADA", 0, 20)

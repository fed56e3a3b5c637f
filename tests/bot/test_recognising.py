"""Thanks by their use cases, on both databases: sent twice, sent at once, and long lists."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, insert, select

from bot.handlers.mentions import Addressed, addressed, people_in, spelled_out
from bot.notices.recognition import compose_recognition_received, compose_recognition_shared
from bot.usecases.deciding import NoName
from bot.usecases.people import recognising
from bot.views.hr import recognition as hr_recognition
from career.employees import EmploymentStatus
from career.notices import NoticeKind
from career.recognition import RecognitionKind, last_quarters, quarter_of
from storage.database import Database
from storage.messages.notices import Told
from storage.people.recognition import recognised
from storage.tables import EmployeeRow, NoticeRow, RecognitionRow
from tests.factories import NOW, a_slack_account, an_employee
from tests.statements import recorded_statements

TODAY = NOW.date()


@pytest.fixture
def ben(database: Database) -> str:
    """Ben's Slack id; Ada and he are employees, and Hana is known by name."""
    with database.begin() as session:
        an_employee(session, slack_id="UADA", given_name="Ada", family_name="Lovering")
        an_employee(session, slack_id="UBEN", given_name="Ben", family_name="Okafor")
        a_slack_account(session, "UHANA")
        a_slack_account(session, "UBOT", "Coxswain", is_bot=True)
    return "UBEN"


def thank(database: Database, to: str, request: str = "T1", **other: Any) -> recognising.ThankAnswer:
    values: dict[str, Any] = {"words": "for the pumps", "channel": "C0KUDOS", "now": NOW} | other
    return recognising.give_kudos(database, "UADA", to, request=request, **values)


def owed(database: Database, kind: NoticeKind) -> int:
    with database.read() as session:
        return session.execute(select(func.count()).where(NoticeRow.kind == kind)).scalar_one()


def kept(database: Database) -> int:
    with database.read() as session:
        return session.execute(select(func.count()).select_from(RecognitionRow)).scalar_one()


def test_the_same_command_delivered_again_thanks_once(database: Database, ben: str) -> None:
    together = Barrier(4)

    def deliver(_: int) -> recognising.ThankAnswer:
        together.wait()
        return thank(database, ben)

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(deliver, range(4)))
    assert sum(isinstance(each, recognising.Thanked) and each.is_new for each in answers) == 1
    assert all(isinstance(each, recognising.Thanked) for each in answers)
    assert kept(database) == 1
    assert owed(database, NoticeKind.RECOGNITION_RECEIVED) == owed(database, NoticeKind.RECOGNITION_SHARED) == 1


def test_many_at_once_stay_within_the_days_limit(database: Database, ben: str) -> None:
    together = Barrier(8)

    def deliver(number: int) -> recognising.ThankAnswer:
        together.wait()
        return thank(database, ben, f"T{number}")

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(deliver, range(8)))
    assert answers.count(recognising.EnoughToday(5)) == 3
    assert kept(database) == 5
    refused = answers.index(recognising.EnoughToday(5))
    assert thank(database, ben, f"T{refused}", now=NOW + timedelta(days=1)) == recognising.EnoughToday(5)


def test_a_day_is_the_givers_own(database: Database, ben: str) -> None:
    before_midnight = datetime(2026, 11, 24, 22, 59, tzinfo=UTC)  # 23:59 in Berlin
    for number in range(5):
        thank(database, ben, f"T{number}", now=before_midnight)
    assert thank(database, ben, "T5", now=before_midnight) == recognising.EnoughToday(5)
    assert isinstance(thank(database, ben, "T6", now=before_midnight + timedelta(minutes=2)), recognising.Thanked)


def test_without_a_kudos_channel_the_person_alone_is_told(database: Database, ben: str) -> None:
    thank(database, ben, channel=None)
    assert owed(database, NoticeKind.RECOGNITION_RECEIVED) == 1
    assert owed(database, NoticeKind.RECOGNITION_SHARED) == 0


@pytest.mark.parametrize(
    ("to", "answer"),
    [
        ("UADA", recognising.ToOneself()),
        ("UBOT", recognising.ToABot()),
        ("UHANA", recognising.NotAColleague("Hana Novak", is_guest=False)),
        ("UNOBODY", recognising.NotAColleague("", is_guest=False)),
    ],
)
@pytest.mark.usefixtures("ben")
def test_who_is_no_colleague_is_not_thanked(database: Database, to: str, answer: recognising.ThankAnswer) -> None:
    assert thank(database, to) == answer
    assert kept(database) == 0


def test_an_award_goes_to_the_person_alone_and_does_not_count_as_kudos(database: Database, ben: str) -> None:
    for number in range(7):
        answer = recognising.give_award(database, "UHANA", ben, f"for thing {number}", NOW)
        assert isinstance(answer, recognising.Thanked)
    again = recognising.give_award(database, "UHANA", ben, " for  thing 0", NOW)
    assert isinstance(again, recognising.Thanked)
    assert not again.is_new
    assert kept(database) == owed(database, NoticeKind.RECOGNITION_RECEIVED) == 7
    assert owed(database, NoticeKind.RECOGNITION_SHARED) == 0
    assert recognising.give_award(database, "UNOBODY", ben, "for fun", NOW) == NoName()


def test_what_is_told_is_escaped_and_dropped_when_it_is_gone(database: Database, ben: str) -> None:
    thank(database, ben, words="for <@U1> & <!here>")
    told = Told(NoticeKind.RECOGNITION_RECEIVED, "key", 1, None, {"recognition_id": 1}, None)
    gone = Told(NoticeKind.RECOGNITION_RECEIVED, "key", 1, None, {"recognition_id": 2}, None)
    with database.read() as session:
        for compose in (compose_recognition_received, compose_recognition_shared):
            message = compose(session, told, NOW)
            assert message is not None
            assert "for &lt;@U1&gt; &amp; &lt;!here&gt;" in message.text
            assert compose(session, gone, NOW) is None


days = st.integers(0, 800).map(lambda ago: TODAY - timedelta(days=ago))
thanked = st.lists(st.tuples(st.integers(0, 3), days, st.sampled_from(RecognitionKind)), max_size=40)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(thanked, st.integers(1, 12), st.integers(1, 12))
def test_the_report_counts_as_counting_by_hand_does(
    sqlite_database: Database, given_: list[tuple[int, date, RecognitionKind]], at_least: int, of: int
) -> None:
    with sqlite_database.begin() as session:
        session.execute(delete(RecognitionRow))
        people = [an_employee(session) for _ in range(4)]
        for who, day, kind in given_:
            _thank(session, people[who], kind, day)
    quarters = last_quarters(TODAY, of)
    expected = {}
    for number, person in enumerate(people):
        mine = [(quarter_of(day), kind) for who, day, kind in given_ if who == number and quarter_of(day) in quarters]
        kinds = [kind for _, kind in mine]
        if mine and len({quarter for quarter, _ in mine}) >= at_least:
            count = len({quarter for quarter, _ in mine})
            expected[person] = (count, kinds.count(RecognitionKind.KUDOS), kinds.count(RecognitionKind.AWARD))
    with sqlite_database.read() as session:
        found, total = recognised(session, quarters, at_least, 0, 100)
        assert total == len(found)
    assert {each.employee_id: (each.quarters, each.kudos, each.awards) for each in found} == expected
    assert [each.quarters for each in found] == sorted((each.quarters for each in found), reverse=True)


def test_the_report_is_set_based_and_leaves_leavers_out(database: Database, ben: str) -> None:
    with database.begin() as session:
        gone = an_employee(session, status=EmploymentStatus.LEFT)
        other = session.scalars(select(EmployeeRow.id).where(EmployeeRow.slack_id == ben)).one()
        for who in (gone, other):
            for day in (date(2026, 2, 1), date(2026, 6, 30), date(2026, 7, 1)):
                _thank(session, who, RecognitionKind.KUDOS, day)
    with recorded_statements() as statements:
        found = recognising.consistency(database, "UHANA", 3, 4, 0, 30, NOW)
    assert [each.name for each in found.people] == ["Ben Okafor"]
    assert len([each for each in statements if each.lstrip().startswith("SELECT")]) <= 2


@pytest.mark.parametrize("count", [0, 1, 49, 51, 10_000])
def test_the_report_pages_within_slacks_limits(sqlite_database: Database, count: int) -> None:
    with sqlite_database.begin() as session:
        people = [an_employee(session, given_name="&" * 120, job_title="<" * 200) for _ in range(min(count, 51))]
        if count > len(people):
            template = session.get_one(EmployeeRow, people[0])
            columns = {each.key: getattr(template, each.key) for each in EmployeeRow.__table__.columns}
            more = [
                columns | {"id": 1_000 + n, "number": f"X{n}", "slack_id": None} for n in range(count - len(people))
            ]
            session.execute(insert(EmployeeRow), more)
            people += [each["id"] for each in more]
        if people:
            row = {"kind": RecognitionKind.KUDOS, "by_name": "Ada", "words": "it", "given_on": TODAY, "created_at": NOW}
            session.execute(insert(RecognitionRow), [row | {"employee_id": each} for each in people])
    for skip in {0, count // 2, max(0, count - 1), count + 5}:
        found = recognising.consistency(sqlite_database, "UHANA", 1, 4, skip, hr_recognition.PAGE_SIZE, NOW)
        blocks = hr_recognition.people_list(found)
        assert found.total == count
        assert 0 < len(blocks) <= 50
        for block in blocks:
            block.validate_json()
            assert len(block.to_dict().get("text", {}).get("text", "x")) <= 3_000


@pytest.mark.parametrize(
    ("typed", "who", "words"),
    [
        ("<@U1|ada> for it", "U1", "for it"),
        ("<@U1>, thanks", "U1", "thanks"),
        ("  <@W12ABC>\nfor it", "W12ABC", "for it"),
        ("for it <@U1>", None, "for it <@U1>"),
        ("", None, ""),
    ],
)
def test_whom_words_begin_with(typed: str, who: str | None, words: str) -> None:
    assert addressed(typed) == Addressed(who, words)


def test_what_slack_marks_becomes_plain_words() -> None:
    names = {"U1": "Ada Lovering"}
    for typed, plain in (
        ("with <@U1|ada> and <@U2|ben> and <@U3>", "with @Ada Lovering and @ben and @somebody"),
        ("in <#C1|general> and <#C2>", "in #general and #C2"),
        ("<!here> <!subteam^S1|@rowers> <!subteam^S2>", "@here @rowers @subteam"),
        ("<https://a.example|see> <https://b.example>", "see https://b.example"),
        ("a &lt; b &amp;&amp; c", "a < b && c"),
    ):
        assert spelled_out(typed, names) == plain
    assert people_in("<@U1> <@U2|b> <@U1>") == ("U1", "U2")


@given(st.text(alphabet="<>@#!|&ltgamp;U1 ", max_size=40))
def test_no_words_make_it_fail(typed: str) -> None:
    assert isinstance(spelled_out(addressed(typed).rest, {}), str)


def _thank(session: Any, employee_id: int, kind: RecognitionKind, day: date) -> None:
    session.execute(
        insert(RecognitionRow).values(
            employee_id=employee_id, kind=kind, by_name="Ada", words="it", given_on=day, created_at=NOW
        )
    )

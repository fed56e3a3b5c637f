"""Funding by its use cases, on both databases: what two people do at once, what is sent twice, and long lists."""

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier

import pytest
from slack_sdk.models.blocks import Block as SlackBlock
from sqlalchemy import func, insert, select, update

from bot.usecases.deciding import NoName, ReasonTooLong, ReasonTooShort
from bot.usecases.funding import asking, funding_policy, granting, my_funding
from bot.usecases.funding.funding_policy import Programmes
from bot.usecases.people.speaker import NotLinked
from bot.usecases.training import programmes
from bot.views import funding
from bot.views.hr import funding as hr_funding
from bot.views.hr import funding_policy as hr_funding_policy
from career.employees import EmploymentStatus
from career.money import PARTS, Money
from career.notices import NoticeKind
from career.tuition import LONGEST_REASON, FundingDecision, RequestState
from storage.database import Database
from storage.funding.tuition import balance_of
from storage.funding.tuition_policy import set_yearly_cap, take_turn_at_the_cap
from storage.tables import EmployeeRow, NoticeRow, ProgrammeRow, TuitionRequestRow
from storage.training.programmes import WrittenProgramme
from tests.factories import NOW, a_programme, a_slack_account, an_employee

HR_CHANNEL = "C0HR"
NO_PROGRAMMES = Programmes()
APPROVE, DECLINE = FundingDecision.APPROVE, FundingDecision.DECLINE
NAVIGATION = asking.Filled(
    programme_id=0,
    title="Navigation at night",
    provider="Harbour School",
    cost="600 EUR",
    starts_on=date(2026, 12, 1),
    ends_on=None,
    why="So that we can sail in winter.",
)


@pytest.fixture
def ada(database: Database) -> str:
    """Ada's Slack id; Hana and Hugo are known by name, and nothing is set yet."""
    with database.begin() as session:
        for slack_id, name in (("UHANA", "Hana Novak"), ("UHUGO", "Hugo Brandt")):
            a_slack_account(session, slack_id, name)
        an_employee(session, slack_id="UADA")
    return "UADA"


def set_policy(
    database: Database, by: str, cap: str, programmes: Programmes = NO_PROGRAMMES, *, request: str
) -> funding_policy.SetAnswer:
    """Let somebody fill in the form of the policy as it stands, and send it."""
    seen = funding_policy.policy(database, 0).seen
    return funding_policy.set_policy(database, by, seen, cap, programmes, request, NOW)


def set_cap(database: Database, cap: str, request: str = "V1") -> None:
    answer = set_policy(database, "UHANA", cap, request=request)
    assert isinstance(answer, funding_policy.PolicySet)


def ask(database: Database, slack_id: str, request: str = "V1", **other: object) -> int:
    answer = asking.ask(database, slack_id, replace(NAVIGATION, **other), request, NOW)  # type: ignore[arg-type]
    assert isinstance(answer, asking.Asked)
    return answer.request.id


def decide(
    database: Database,
    request_id: int,
    sum_: str,
    by: str = "UHANA",
    decision: FundingDecision = APPROVE,
    reason: str = "It helps.",
) -> granting.DecideAnswer:
    return granting.decide(database, by, request_id, decision, sum_, reason, NOW)


def granted(database: Database, slack_id: str, year: int = 2026) -> Money | None:
    with database.read() as session:
        employee = session.scalars(select(EmployeeRow.id).where(EmployeeRow.slack_id == slack_id)).one()
        return balance_of(session, employee, year).granted


def owed(database: Database, kind: NoticeKind) -> int:
    with database.read() as session:
        return session.execute(select(func.count()).where(NoticeRow.kind == kind)).scalar_one()


def test_two_who_grant_at_once_never_exceed_the_cap(database: Database, ada: str) -> None:
    set_cap(database, "1000 EUR")
    requests = [ask(database, ada, f"V{number}", title=f"Course {number}") for number in range(6)]
    together = Barrier(6)

    def grant(request_id: int) -> granting.DecideAnswer:
        together.wait()
        return decide(database, request_id, "400", by="UHANA" if request_id % 2 else "UHUGO")

    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(grant, requests))
    assert sum(isinstance(each, granting.Decided) for each in answers) == 2
    assert sum(isinstance(each, granting.OverTheCap) for each in answers) == 4
    assert granted(database, ada) == Money(800 * PARTS, "EUR")
    assert owed(database, NoticeKind.FUNDING_DECIDED) == 2


def test_of_two_who_decide_on_one_request_at_once_one_wins(database: Database, ada: str) -> None:
    set_cap(database, "1000 EUR")
    request = ask(database, ada)
    together = Barrier(4)

    def grant(number: int) -> granting.DecideAnswer:
        together.wait()
        return decide(database, request, "400", decision=DECLINE if number % 2 else APPROVE)

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(grant, range(4)))
    assert sum(isinstance(each, granting.Decided) for each in answers) == 1
    assert sum(isinstance(each, granting.Overtaken) for each in answers) == 3
    assert owed(database, NoticeKind.FUNDING_DECIDED) == 1


def test_a_form_sent_twice_asks_once(database: Database, ada: str) -> None:
    assert ask(database, ada, "V1") == ask(database, ada, "V1", title="Changed on the way")
    assert granting.waiting(database, 0, 10, NOW).total == 1


def test_one_form_sent_by_many_at_once_asks_once(database: Database, ada: str) -> None:
    together = Barrier(6)

    def send(number: int) -> int:
        together.wait()
        return ask(database, ada, f"V{number}")

    with ThreadPoolExecutor(6) as threads:
        assert len(set(threads.map(send, range(6)))) == 1


def test_whatever_it_costs_and_whether_it_qualifies_one_may_ask(database: Database, ada: str) -> None:
    set_cap(database, "100 EUR")
    with database.begin() as session:
        other = a_programme(session, qualifies_for_tuition_assistance=False, is_offered=False)
    ask(database, ada, "V1", cost="5,000,000")
    ask(database, ada, "V2", programme_id=other, cost="70000 JPY")
    assert granting.waiting(database, 0, 10, NOW).total == 2


def test_the_year_that_counts_is_the_one_in_which_the_training_starts(database: Database, ada: str) -> None:
    set_cap(database, "1000 EUR")
    december = ask(database, ada, "V1", starts_on=date(2026, 12, 31), ends_on=date(2027, 6, 30))
    january = ask(database, ada, "V2", starts_on=date(2027, 1, 1))
    assert isinstance(decide(database, december, "1000"), granting.Decided)
    assert isinstance(decide(database, january, "1000"), granting.Decided)
    assert granted(database, ada, 2026) == granted(database, ada, 2027) == Money(1_000 * PARTS, "EUR")


def test_a_new_currency_leaves_grants_alone_and_asks_for_a_sum_in_it(database: Database, ada: str) -> None:
    set_cap(database, "1000 EUR")
    first, second = ask(database, ada, "V1"), ask(database, ada, "V2", title="Knots")
    assert isinstance(decide(database, first, "600"), granting.Decided)
    answer = set_policy(database, "UHANA", "500 USD", request="V9")
    assert isinstance(answer, funding_policy.PolicySet)
    assert answer.elsewhere == 1
    one = granting.one_request(database, second)
    assert one is not None
    assert one.balance.most_of(one.request.wanted.cost) is None
    assert isinstance(decide(database, second, "600 EUR"), granting.OtherCurrency)
    assert isinstance(decide(database, second, ""), granting.NotASum)
    assert isinstance(decide(database, second, "500"), granting.Decided)
    with database.read() as session:
        kept = session.execute(select(TuitionRequestRow.granted_parts, TuitionRequestRow.granted_currency))
        assert sorted(tuple(each) for each in kept) == [(500 * PARTS, "USD"), (600 * PARTS, "EUR")]


@pytest.mark.parametrize(
    ("reason", "refusal"),
    [(" \x00 ", ReasonTooShort), ("a" * (LONGEST_REASON + 1), ReasonTooLong)],
)
def test_a_decision_has_a_reason_that_can_be_read(
    database: Database, ada: str, reason: str, refusal: type[object]
) -> None:
    set_cap(database, "1000 EUR")
    assert isinstance(decide(database, ask(database, ada), "1", reason=reason), refusal)


def test_nobody_decides_namelessly_or_on_what_is_not_there(database: Database, ada: str) -> None:
    set_cap(database, "1000 EUR")
    assert decide(database, ask(database, ada), "1", by="UNOBODY") == NoName()
    assert decide(database, 999, "1") == granting.NoSuchRequest()


def test_a_withdrawn_request_is_neither_decided_nor_told(database: Database, ada: str) -> None:
    set_cap(database, "1000 EUR")
    request = ask(database, ada)
    assert isinstance(asking.withdraw(database, ada, request, HR_CHANNEL, NOW), asking.Withdrawn)
    assert isinstance(asking.withdraw(database, ada, request, HR_CHANNEL, NOW), asking.Withdrawn)
    assert isinstance(decide(database, request, "1"), granting.Overtaken)
    assert owed(database, NoticeKind.FUNDING_DECIDED) == owed(database, NoticeKind.FUNDING_GIVEN_BACK) == 0


def test_a_grant_is_given_back_before_the_training_begins_and_not_after(database: Database, ada: str) -> None:
    set_cap(database, "1000 EUR")
    request = ask(database, ada)
    decide(database, request, "600")
    begun = NOW + timedelta(days=30)
    assert isinstance(asking.withdraw(database, ada, request, HR_CHANNEL, begun), asking.CannotWithdraw)
    assert isinstance(asking.withdraw(database, ada, request, HR_CHANNEL, NOW), asking.Withdrawn)
    assert owed(database, NoticeKind.FUNDING_GIVEN_BACK) == 1
    assert granted(database, ada) is None


def test_nobody_withdraws_what_is_not_theirs(database: Database, ada: str) -> None:
    with database.begin() as session:
        an_employee(session, slack_id="UBEN")
    request = ask(database, ada)
    assert asking.withdraw(database, "UBEN", request, HR_CHANNEL, NOW) == asking.NoSuchRequest()
    assert asking.withdraw(database, "UNOBODY", request, HR_CHANNEL, NOW) == NotLinked()


def test_the_policy_keeps_what_others_chose_and_a_form_sent_twice_changes_nothing(database: Database) -> None:
    with database.begin() as session:
        one, other = a_programme(session), a_programme(session)
    set_policy(database, "UHANA", "1000 EUR", Programmes((one,)), request="V1")
    set_policy(database, "UHUGO", "1000", Programmes((other,)), request="V2")
    assert funding_policy.policy(database, 10).total == 2
    set_policy(database, "UHUGO", "1000", Programmes(removed=(one,)), request="V3")
    again = set_policy(database, "UHANA", "900 EUR", Programmes((one,)), request="V1")
    assert isinstance(again, funding_policy.PolicySet)
    assert [each.id for each in funding_policy.policy(database, 10).some] == [other]
    assert funding_policy.policy(database, 10).cap == Money(1_000 * PARTS, "EUR")


def test_whoever_only_adds_a_programme_does_not_take_back_the_cap_that_somebody_else_just_set(
    database: Database,
) -> None:
    with database.begin() as session:
        one = a_programme(session)
    set_cap(database, "1000 EUR", request="V1")
    seen = funding_policy.policy(database, 10).seen
    set_cap(database, "2000 EUR", request="V2")
    answer = funding_policy.set_policy(database, "UHUGO", seen, "1,000 EUR", Programmes((one,)), "V3", NOW)
    assert isinstance(answer, funding_policy.PolicySet)
    assert (answer.cap, answer.added) == (Money(2_000 * PARTS, "EUR"), 1)
    assert funding_policy.policy(database, 10).cap == Money(2_000 * PARTS, "EUR")


@pytest.mark.usefixtures("ada")
def test_of_two_who_set_different_caps_at_once_the_second_is_told(database: Database) -> None:
    with database.begin() as session:
        one = a_programme(session)
    seen = funding_policy.policy(database, 10).seen
    set_cap(database, "2000 EUR", request="V1")
    answer = funding_policy.set_policy(database, "UHUGO", seen, "900 EUR", Programmes((one,)), "V2", NOW)
    assert answer == funding_policy.CapOvertaken(Money(2_000 * PARTS, "EUR"), "Hana Novak")
    assert "Hana Novak set the yearly cap to" in str(hr_funding_policy.overtaken(answer).to_dict())
    standing = funding_policy.policy(database, 10)
    assert (standing.cap, standing.total) == (Money(2_000 * PARTS, "EUR"), 0)
    agreed = funding_policy.set_policy(database, "UHUGO", seen, "2000 EUR", Programmes((one,)), "V3", NOW)
    assert isinstance(agreed, funding_policy.PolicySet)


def test_an_approval_waits_for_a_cap_that_is_just_being_lowered(database: Database, ada: str) -> None:
    set_cap(database, "1000 EUR")
    request = ask(database, ada)
    with ThreadPoolExecutor(1) as another:
        with database.begin() as session:
            take_turn_at_the_cap(session)
            set_yearly_cap(session, Money(100 * PARTS, "EUR"), "UHANA", NOW)
            deciding = another.submit(decide, database, request, "600")
            assert not wait([deciding], timeout=0.5).done
        answer = deciding.result()
    assert isinstance(answer, granting.OverTheCap)
    assert answer.balance.cap == Money(100 * PARTS, "EUR")


def test_whoever_edits_a_programme_meanwhile_does_not_take_back_that_it_qualifies(database: Database) -> None:
    with database.begin() as session:
        one = a_programme(session)
    opened = programmes.written(database, one)
    assert isinstance(opened, WrittenProgramme)
    set_policy(database, "UHANA", "1000 EUR", Programmes((one,)), request="V1")
    text = replace(opened.text, provider="Harbour School")
    answer = programmes.change(database, "UHUGO", one, opened.revision, text, NOW)
    assert isinstance(answer, programmes.ChangedMeanwhile)
    assert answer.programme.text.qualifies_for_tuition_assistance


def test_a_programme_cannot_be_chosen_both_ways(database: Database) -> None:
    answer = set_policy(database, "UHANA", "1000 EUR", Programmes((1, 2), (2,)), request="V1")
    assert answer == funding_policy.BothWays(1)
    assert "1 programme is in both lists" in str(hr_funding_policy.errors(funding_policy.BothWays(1)))


@pytest.mark.parametrize("count", [0, 1, 49, 51, 10_000])
def test_every_list_pages_within_slacks_limits(sqlite_database: Database, count: int) -> None:
    with sqlite_database.begin() as session:
        employee = an_employee(session, slack_id="UADA", given_name="<" * 120)
        if count:
            session.execute(insert(ProgrammeRow), [_programme(number) for number in range(count)])
            session.execute(insert(TuitionRequestRow), [_request(employee, number) for number in range(count)])
    seen = 0
    for skip in dict.fromkeys((0, count // 2, max(0, count - 1))):
        waiting = granting.waiting(sqlite_database, skip, hr_funding.PAGE_SIZE, NOW)
        mine = my_funding.my_funding(sqlite_database, "UADA", skip, funding.PAGE_SIZE, NOW)
        found = my_funding.what_qualifies(sqlite_database, skip, funding.QUALIFYING_PAGE_SIZE)
        assert isinstance(mine, my_funding.Funding)
        assert waiting.total == mine.total == found.total == count
        for blocks in (
            hr_funding.request_list(waiting),
            funding.funding_page(mine, "told"),
            funding.qualifying_page(found),
            hr_funding_policy.policy_form(funding_policy.policy(sqlite_database, 10)).blocks or [],
        ):
            _fits(list(blocks))
        seen += len(waiting.requests)
    assert (seen > 0) is (count > 0)


def test_the_oldest_request_waits_first(database: Database, ada: str) -> None:
    for number in (2, 0, 1):
        asked = replace(NAVIGATION, title=f"Course {number}")
        asking.ask(database, ada, asked, f"V{number}", NOW + timedelta(hours=number))
    waiting = granting.waiting(database, 0, 10, NOW)
    assert [each.wanted.title for each in waiting.requests] == ["Course 0", "Course 1", "Course 2"]


def _fits(blocks: list[SlackBlock]) -> None:
    assert 0 < len(blocks) <= 50
    for block in blocks:
        block.validate_json()
        text = block.to_dict().get("text", {}).get("text", "x")
        assert 0 < len(text) <= 3_000


def _programme(number: int) -> dict[str, object]:
    return {
        "title": f"Programme {number} " + "&" * 130,
        "title_code": f"programme {number:05}",
        "description": "",
        "provider": "<" * 150,
        "qualifies_for_tuition_assistance": True,
        "is_offered": True,
        "created_at": NOW,
    }


def _request(employee_id: int, number: int) -> dict[str, object]:
    return {
        "employee_id": employee_id,
        "title": "&" * 150,
        "provider": "<" * 150,
        "cost_parts": PARTS,
        "cost_currency": "EUR",
        "starts_on": date(2026, 12, 1),
        "why": "<&>" * 500,
        "state": RequestState.WAITING,
        "asked_at": NOW + timedelta(seconds=number),
    }


def test_hr_is_not_promised_a_message_to_somebody_who_has_left(database: Database, ada: str) -> None:
    set_cap(database, "1000 EUR")
    approved, declined = (ask(database, ada, request, title=request) for request in ("V1", "V2"))
    with database.begin() as session:
        session.execute(update(EmployeeRow).values(status=EmploymentStatus.LEFT))
    for request, decision in ((approved, APPROVE), (declined, FundingDecision.DECLINE)):
        told = hr_funding.answer_as_text(decide(database, request, "100", decision=decision), None)
        assert "(has left)*. Nobody is told, as they have left." in told

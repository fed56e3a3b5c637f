"""Whatever stands in the database, no view of HR's is one that Slack refuses or stumbles over."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.usecases.conditions import Fitting, NotUnderstood
from bot.usecases.house.hr_hub import Hub
from bot.usecases.house.latest import Latest
from bot.usecases.openings.considering import ApplicationInFull, Check, Considered, EndedPage, Overtaken, Queue
from bot.usecases.openings.opening_cancelling import Cancelled
from bot.usecases.openings.opening_edits import CannotEdit, Edited, OpeningDraft
from bot.usecases.openings.opening_moves import (
    MOST_NAMED,
    AsksFirst,
    CannotMove,
    Filled,
    Moved,
    NobodyAccepted,
    NotAccepted,
    ToMove,
    Unconsidered,
)
from bot.usecases.openings.opening_moves import Overtaken as FormOvertaken
from bot.usecases.openings.posting import Posted, PostedBefore, PostingInFull, PostingPage, Wrong
from bot.usecases.people.matching import (
    LinkMade,
    LinkRefused,
    LinkUnsure,
    Proposal,
    SharedName,
    Unmatched,
    WithoutAccount,
)
from bot.views import application_news, problems
from bot.views.hr import applications as hr_applications
from bot.views.hr import decisions as hr_decisions
from bot.views.hr import endings as hr_endings
from bot.views.hr import hub as hr_hub
from bot.views.hr import opening_form as hr_opening_form
from bot.views.hr import opening_moves as hr_opening_moves
from bot.views.hr import openings as hr_openings
from bot.views.hr import people as hr_people
from bot.views.ids import Action
from bot.views.requirements_form import count_line
from career.applications import Application, Consideration, Decision, Stage
from career.cadences import Once
from career.criteria import EVERYONE, Every, Fact, FactName, Relation, Where
from career.employees import Employee, EmploymentStatus, SkillSource
from career.holdout import Salt
from career.nudges import NudgeStatus, Reach
from career.openings import Opening, OpeningStatus, OpeningVerb
from career.requirements import Requirements
from career.searching import MOST_TERMS
from career.targets import OpeningTarget
from storage.house.hr_counts import HrCounts
from storage.nudges.records import Nudge, NudgeText
from storage.openings.applicants import Applicant, Review, Skill
from storage.openings.considerations import Candidate, Standing
from storage.openings.endings import Ending
from storage.openings.histories import Decided
from storage.openings.postings import Posting
from tests.bot.views import slack_says
from tests.bot.views.strategies import fittings, texts
from tests.factories import NOW

COUNTS = (0, 1, 49, 51, 1_000)
few = settings(max_examples=40, deadline=None)
WORST = "&<!channel><@U0> " * 20


def _opening(title: str = "Pilot", **fields: Any) -> Opening:
    values: dict[str, Any] = {
        "description": "x",
        "department": None,
        "location": None,
        "status": OpeningStatus.OPEN,
        "requirements": EVERYONE,
        "closes_on": None,
    } | fields
    return Opening(id=12, title=title, **values)


def _candidates(count: int, name: str = "Ada Lovering") -> tuple[Candidate, ...]:
    since = NOW - timedelta(days=3)
    return tuple(Candidate(n, n, name[:240], 12, WORST[:150], Stage.SUBMITTED, since, None) for n in range(count))


def _page(count: int, skip: int) -> PostingPage:
    postings = [Posting(n, WORST[:150], OpeningStatus.OPEN, NOW.date(), 5, 3) for n in range(count)]
    return PostingPage(tuple(postings[skip : skip + hr_openings.PAGE_SIZE]), skip, count, NOW.date())


@pytest.mark.parametrize("count", COUNTS)
def test_every_page_of_openings_fits_and_every_opening_is_on_one(count: int) -> None:
    shown = ""
    for skip in range(0, max(count, 1), hr_openings.PAGE_SIZE):
        page = _page(count, skip)
        blocks = hr_openings.posting_list(page, "*Pilot* is closed now.")
        assert slack_says.of_message(hr_openings.list_as_text(page), blocks) == []
        shown += slack_says.words(blocks) + "\n"
    assert [number for number in range(count) if f"*#{number} " not in shown] == []


@pytest.mark.parametrize("count", COUNTS)
def test_every_page_of_applications_fits(count: int) -> None:
    everybody = _candidates(count, WORST)
    for skip in range(0, max(count, 1), hr_applications.PAGE_SIZE):
        page = everybody[skip : skip + hr_applications.PAGE_SIZE]
        for title in (None, WORST[:150]):
            queue = Queue(12 if title else 0, title, page, skip, Standing(count, count, count), NOW)
            blocks = hr_applications.queue_list(queue, None)
            assert slack_says.of_message(hr_applications.queue_as_text(queue), blocks) == []
            turns = {"hr.applications.more"} & set(slack_says.buttons(blocks))
            assert bool(turns) == (skip + len(page) < count)


@pytest.mark.parametrize("count", COUNTS)
def test_every_page_of_people_without_an_account_fits(count: int) -> None:
    accounts = tuple(f"U{number:08}" for number in range(count))
    found = Unmatched(
        tuple(Proposal(f"{n:05}", WORST[:240], f"U{n:08}") for n in range(count)),
        (SharedName(WORST[:240], tuple(f"{WORST[:60]}{n}" for n in range(count)), accounts),) if count else (),
        tuple(WithoutAccount(f"{WORST[:60]}{n}"[:64], WORST[:240]) for n in range(count)),
    )
    total = 2 * count + len(found.shared)
    for skip in range(0, max(total, 1), hr_people.PAGE_SIZE):
        blocks = hr_people.unmatched_list(found, skip)
        trouble = slack_says.of_message(hr_people.unmatched_as_text(found), blocks)
        assert [each for each in trouble if each.rule != "msg.unknown_mention"] == []
        assert ("hr.matches.confirm" in slack_says.buttons(blocks)) == bool(found.proposals)


LATEST = Latest(WORST[:240], "opening.closed", NOW)


@pytest.mark.parametrize("count", [1, 49, 51, 10_000])
def test_a_refusal_names_who_waits_and_opens_the_first(count: int) -> None:
    first = _candidates(min(count, MOST_NAMED), WORST)
    refusal = Unconsidered(_opening(WORST[:150]), OpeningVerb.CLOSE, first, count)
    blocks = hr_opening_moves.move_blocks(refusal, None)
    assert slack_says.of_message(hr_opening_moves.move_as_text(refusal, None), blocks) == []
    assert slack_says.of_modal(hr_opening_moves.form(refusal, None)) == []
    assert slack_says.buttons(blocks) == ["hr.application"]
    assert ("more" in slack_says.words(blocks)) == (count > MOST_NAMED)


def test_a_refusal_says_who_and_since_when() -> None:
    refusal = Unconsidered(_opening(), OpeningVerb.FILL, _candidates(2), 2)
    words = slack_says.words(hr_opening_moves.move_blocks(refusal, None))
    assert "cannot be filled yet: 2 applications wait" in words
    assert "• Ada Lovering, since 21 November 2026" in words
    assert "`/hr applications 12`" in words


def test_every_answer_to_a_move_fits() -> None:
    opening, candidates = _opening(WORST[:150]), _candidates(1, WORST)
    answers: list[Any] = [
        NobodyAccepted(opening),
        NotAccepted(opening),
        Filled(opening, candidates[0], 3),
        Cancelled(opening, 3, 4),
        Cancelled(opening, 0, 0),
        FormOvertaken(opening, LATEST),
        FormOvertaken(opening, None),
        *(Moved(opening, verb, 1) for verb in (OpeningVerb.OPEN, OpeningVerb.CLOSE)),
        *(CannotMove(opening, verb, LATEST) for verb in OpeningVerb),
    ]
    for answer in answers:
        assert slack_says.of_modal(hr_opening_moves.told("Opening", answer, None)) == []


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("verb", [OpeningVerb.CLOSE, OpeningVerb.FILL, OpeningVerb.CANCEL])
def test_every_form_of_a_move_fits(verb: AsksFirst, count: int) -> None:
    people = _candidates(count, WORST)
    start = ToMove(_opening(WORST[:150]), verb, Standing(count, 0, count), people, count)
    assert slack_says.of_modal(hr_opening_moves.form(start, None)) == []
    assert all(len(each.to_dict()["text"]["text"]) <= 75 for each in hr_opening_moves.choices(people))


def test_of_somebody_who_was_faster_hr_reads_who_and_what() -> None:
    hana = Latest("Hana Novak", "opening.closed", NOW)
    told = hr_opening_moves.move_as_text(FormOvertaken(_opening(), hana), None)
    assert "Hana Novak closed it, Tue 24 Nov 2026, 10:00 (UTC)" in told
    refused = CannotMove(_opening(status=OpeningStatus.CLOSED), OpeningVerb.CLOSE, hana)
    assert (
        "is closed already: Hana Novak closed it, Tue 24 Nov 2026, 10:00 (UTC). Nothing was changed."
        in hr_opening_moves.move_as_text(refused, None)
    )
    filled = CannotMove(_opening(status=OpeningStatus.CLOSED), OpeningVerb.OPEN, hana)
    assert "is closed: Hana Novak closed it, Tue 24 Nov 2026, 10:00 (UTC), so it" in hr_opening_moves.move_as_text(
        filled, None
    )


def test_what_hr_reads_about_openings_applications_and_decisions_is_by_the_readers_clock() -> None:
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    person = Employee(7, "7", "Ada", "Lovering", EmploymentStatus.ACTIVE, None, None, None, "U0ADA00000", None)
    seen = _in_full(person, "", "Glad to.", 0, Stage.IN_REVIEW, Requirements())
    decided = Consideration("Hana Novak", Decision.REVIEW, "Glad to.", late)
    seen = replace(
        seen,
        application=replace(seen.application, submitted_at=late),
        held=Applicant((), (), 0, None, None, None, None),
        considerations=(decided,),
    )
    candidate = replace(seen.candidate, stage=Stage.IN_REVIEW, submitted_at=late)
    queue = Queue(0, None, (candidate,), 0, Standing(1, 0, 1), NOW)
    ended = EndedPage((Ending(1, "Ada", 12, "Pilot", Stage.DECLINED, late, decided),), 0, 1)
    refusal = Unconsidered(_opening(), OpeningVerb.CLOSE, (candidate,), 1)
    overtaken = FormOvertaken(_opening(), Latest("Hana Novak", "opening.closed", late))
    said = {
        zone: "\n".join(
            (
                slack_says.words(hr_applications.consider_form(seen, zone).blocks),
                slack_says.words(hr_applications.queue_list(queue, zone)),
                slack_says.words(hr_endings.ended_list(ended, zone)),
                hr_decisions.answer_as_text(Overtaken(candidate, decided), zone),
                hr_opening_moves.move_as_text(overtaken, zone),
                hr_opening_form.cannot_edit(overtaken, zone),
                slack_says.words(hr_opening_moves.move_blocks(refusal, zone)),
            )
        )
        for zone in ("Europe/Berlin", None)
    }
    berlin, unknown = said["Europe/Berlin"], said[None]
    assert (berlin.count("Wed 25 Nov 2026, 00:30 (your time)"), berlin.count("25 November 2026")) == (6, 2)
    assert "24 Nov" not in berlin
    assert "UTC" not in berlin
    assert (unknown.count("Tue 24 Nov 2026, 23:30 (UTC)"), unknown.count("24 November 2026")) == (6, 2)


def test_a_draft_is_opened_or_called_off_but_never_closed() -> None:
    seen = PostingInFull(_opening(status=OpeningStatus.DRAFT), 3, Standing(0, 0, 0), NOW.date())
    blocks = list(hr_openings.in_full(seen).blocks or [])
    assert slack_says.buttons(blocks) == [Action.HR_OPENING_EDIT, Action.HR_OPENING_CANCEL]
    assert "/hr opening open 12" in slack_says.words(blocks)


MANY = tuple(f"{'&' * 140}{number}" for number in range(25))
LARGEST = Requirements(
    skills_all=MANY,
    skills_some=MANY,
    some_count=3,
    level_at_least=3,
    months_in_role=6,
    months_of_service=12,
    departments=MANY,
    locations=MANY,
    job_families=MANY,
    job_titles=MANY,
    last_rating_at_least=4,
    more=Every(tuple(Where(Fact(FactName.LEVEL), Relation.AT_LEAST, level) for level in range(MOST_TERMS))),
)


@few
@given(texts(150), texts(2_500), st.none() | texts(200), st.sampled_from((None, Requirements(), LARGEST)), fittings)
def test_the_form_of_an_opening_fits_a_modal(
    title: str, description: str, place: str | None, asked: Any, fitting: Fitting | NotUnderstood
) -> None:
    opening = _opening(title, description=description, department=place, location=place, closes_on=NOW.date())
    assert slack_says.of_modal(hr_opening_form.edit_form(OpeningDraft(opening, asked, 3), fitting)) == []
    for refused in (CannotEdit(opening, LATEST), FormOvertaken(opening, LATEST)):
        assert slack_says.of_modal(problems.modal(hr_opening_form.cannot_edit(refused, None))) == []


@pytest.mark.parametrize("count", COUNTS)
def test_however_many_nudges_wait_the_answer_to_an_edit_fits(count: int) -> None:
    text = NudgeText(WORST[:150], OpeningTarget(12), "x", EVERYONE, Once(NOW.date(), time(10)), Reach())
    nudge = Nudge(1, text, NudgeStatus.PAUSED, None, Salt(1, 1), None, None, "UHR")
    paused = tuple(replace(nudge, id=number) for number in range(count))
    seen = hr_opening_form.edited(Edited(12, WORST[:150], 3, paused))
    assert slack_says.of_modal(seen) == []
    assert ("Preview, then start again" in slack_says.words(seen.blocks)) == bool(count)


@few
@given(texts(150), texts(2_500), st.none() | texts(200), st.sampled_from((EVERYONE, LARGEST.rule())))
def test_one_opening_fits_a_modal(title: str, description: str, place: str | None, rule: Any) -> None:
    opening = _opening(
        title, description=description, department=place, location=place, requirements=rule, closes_on=NOW.date()
    )
    seen = PostingInFull(opening, 3, Standing(3, 2, 1), NOW.date())
    assert slack_says.of_modal(hr_openings.in_full(seen)) == []


HELD = Applicant(
    skills=tuple(Skill(f"{WORST[:100]}{n}", n % 5 or None, list(SkillSource)[n % 3]) for n in range(300)),
    completions=tuple((WORST[:150], NOW.date()) for _ in range(200)),
    recognitions=12,
    level=3,
    in_role_since=NOW.date(),
    hired_on=None,
    last_review=Review(5, WORST[:120], NOW.date()),
)


def _in_full(person: Employee, note: str, reason: str, decisions: int, stage: Stage, form: Requirements) -> Any:
    application = Application(5, 12, person.id, note, stage, NOW, None)
    rule = form.rule()
    parts = getattr(rule, "parts", ())
    return ApplicationInFull(
        application=application,
        candidate=Candidate(5, person.id, person.full_name, 12, "Pilot", stage, NOW, None),
        person=person,
        opening=_opening(requirements=rule),
        checks=tuple(Check(part, (True, False, None)[place % 3]) for place, part in enumerate(parts)),
        held=HELD,
        today=NOW.date(),
        considerations=tuple(Consideration("Hana", Decision.REVIEW, reason, NOW) for _ in range(decisions)),
        steps=(),
    )


@few
@given(
    texts(120),
    texts(200),
    st.just("") | texts(2_000),
    texts(2_000),
    st.sampled_from((0, 1, 49, 51)),
    st.sampled_from(Stage),
    st.sampled_from((Requirements(), LARGEST)),
)
def test_one_application_and_every_answer_to_a_decision_fit(
    name: str, place: str, note: str, reason: str, decisions: int, stage: Stage, form: Requirements
) -> None:
    person = Employee(7, "7", name, name, EmploymentStatus.ACTIVE, place, place, place, "U0ADA00000", None)
    seen = _in_full(person, note, reason, decisions, stage, form)
    assert slack_says.of_modal(hr_applications.consider_form(seen, None)) == []
    decided = Consideration(name, Decision.DECLINE, reason, NOW)
    for answer in (Considered(seen.candidate, decided, "U0ADA00000"), Overtaken(seen.candidate, decided)):
        assert slack_says.of_message(hr_decisions.answer_as_text(answer, None), []) == []
    news = Decided(seen.application, name, decided)
    assert slack_says.of_message(application_news.as_text(news), application_news.blocks(news, "Europe/Berlin")) == []


def test_hr_sees_whether_the_rating_is_met_and_never_a_number() -> None:
    person = Employee(7, "7", "Ada", "Lovering", EmploymentStatus.ACTIVE, None, None, None, "U0ADA00000", None)
    form = Requirements(skills_all=("Python",), last_rating_at_least=4)
    words = slack_says.words(
        list(hr_applications.consider_form(_in_full(person, "", "x", 0, Stage.SUBMITTED, form), None).blocks or [])
    )
    assert "met: Python" in words
    assert "not met: the last review" in words
    assert "4" not in words.split("*Requirements*")[1].split("*Skills*")[0]


def test_the_form_fits_and_every_wrong_input_is_named_at_its_place() -> None:
    form = hr_opening_form.new_form(Fitting(3, EVERYONE))
    assert slack_says.of_modal(form) == []
    inputs = {block.block_id for block in form.blocks or [] if block.type == "input"}
    for wrong in Wrong:
        (told,) = hr_opening_form.errors(frozenset({wrong})).items()
        assert told[0] in inputs
        assert told[1]


@pytest.mark.parametrize("qualified", [0, 1, 20_000])
def test_what_comes_of_the_form_tells_the_number_and_the_next_step(qualified: int) -> None:
    for status, step in ((OpeningStatus.OPEN, "/hr nudge new"), (OpeningStatus.DRAFT, "/hr opening open 12")):
        view = hr_opening_form.posted(Posted(12, WORST[:150], status, qualified))
        assert slack_says.of_modal(view) == []
        words = slack_says.words(list(view.blocks or []))
        assert "#12" in words
        assert step in words
    assert slack_says.of_modal(hr_opening_form.posted(PostedBefore(12))) == []
    assert count_line(qualified)


@pytest.mark.parametrize("count", [0, 1, 10_000])
def test_the_hub_and_the_help_fit(count: int) -> None:
    oldest = NOW - timedelta(days=count) if count else None
    seen = Hub(HrCounts(count, oldest, count, count, count, count, count, count, count), NOW)
    blocks = [*hr_hub.hub_blocks(seen), *hr_hub.help_blocks([("Openings", [("opening close N", "x" * 60)] * 40)])]
    assert slack_says.of_message(hr_hub.hub_as_text(seen), blocks) == []
    assert slack_says.words(hr_hub.help_blocks([("All", [("a N", "does")] * 40)])).count("`/hr a N`") == 40


@few
@given(texts(600), st.none() | st.just("opening close N"))
def test_an_unknown_order_is_repeated_harmlessly(typed: str, usage: str | None) -> None:
    trouble = slack_says.of_message(hr_hub.unknown_order(typed, usage), [])
    assert [each for each in trouble if each.rule != "msg.markdown_syntax"] == []


def test_what_came_of_linking_fits() -> None:
    for answer in (
        LinkMade(WORST[:64], WORST, "U0ADA00000"),
        LinkUnsure(WORST[:64], WORST, "U0ADA00000", ""),
        LinkUnsure(WORST[:64], WORST, "U0ADA00000", "U0BEN00000"),
        LinkRefused(WORST),
    ):
        trouble = slack_says.of_message(hr_people.link_answer(answer), hr_people.link_blocks(answer))
        assert [each for each in trouble if each.rule != "msg.unknown_mention"] == []
    assert "2 matches had changed" in hr_people.confirmed(3, 2)

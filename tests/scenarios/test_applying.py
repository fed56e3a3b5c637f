"""Promise 1: nobody is turned away from trying."""

from typing import Any

import pytest
from sqlalchemy import func, insert, select

from career.applications import LONGEST_TEXT, Stage
from career.criteria import Every, Fact, FactName, Relation, Where
from career.employees import EmploymentStatus
from career.openings import OpeningStatus
from storage.tables import ApplicationRow, EmployeeRow
from tests.factories import NOW, an_opening
from tests.scenarios.waiting import modal_with
from tests.scenarios.world import GENERAL, World, slack_id

HOSTILE = "hi <!channel> <@U0BEN00000> <https://evil.example|click> & <!here> `*_~ \u202e"
UNREACHABLE = Every(
    (
        Where(Fact(FactName.SKILL, "Falconry"), Relation.IS, True),
        Where(Fact(FactName.LEVEL), Relation.AT_LEAST, 9),
        Where(Fact(FactName.LAST_RATING), Relation.AT_LEAST, 5),
    )
)


def _opening(world: World, **fields: Any) -> int:
    with world.database.begin() as session:
        return an_opening(session, **fields)


def _applications(world: World) -> list[tuple[int, int, str, Stage]]:
    with world.database.read() as session:
        return [
            (row.opening_id, row.employee_id, row.note, row.stage) for row in session.scalars(select(ApplicationRow))
        ]


def test_somebody_who_meets_no_requirement_applies_like_anybody(world: World) -> None:
    opening = _opening(world, requirements=UNREACHABLE)
    said = world.ben.command(f"/apply {opening} I would love to learn this", GENERAL).words
    assert "You applied for *Data Analyst*" in said
    assert _applications(world) == [(opening, world.employees["ben"], "I would love to learn this", Stage.SUBMITTED)]


def test_no_reply_to_somebody_who_does_not_qualify_discourages(world: World) -> None:
    opening = _opening(world, requirements=UNREACHABLE)
    world.ben.command(f"/apply {opening}", GENERAL)
    form = modal_with(world.ben, "Data Analyst")
    listed = world.ben.command("/openings", GENERAL).words
    answered = world.ben.command(f"/apply #{opening} please", GENERAL).words
    said = f"{form.words} {listed} {answered}".casefold()
    for word in ("not qualif", "unfortunately", "missing", "lack", "rating", "require", "level 9", "only"):
        assert word not in said, word
    assert "falconry" not in f"{listed} {answered}".casefold()


def test_the_form_says_what_somebody_brings_and_invites_them_to_tell_the_rest(world: World) -> None:
    sql, falconry = (Where(Fact(FactName.SKILL, name), Relation.IS, bound=True) for name in ("SQL", "Falconry"))
    opening = _opening(world, requirements=Every((sql, falconry)))
    world.ada.command(f"/apply {opening}", GENERAL)
    form = modal_with(world.ada, "What you bring")
    assert "*What you bring:* you know SQL." in form.words
    assert "*What would be good to tell:* what you have done with Falconry, or something like it." in form.words


def test_somebody_on_leave_may_apply(world: World) -> None:
    opening = _opening(world)
    with world.database.begin() as session:
        session.get_one(EmployeeRow, world.employees["ada"]).status = EmploymentStatus.LEAVE
    assert "You applied" in world.ada.command(f"/apply {opening} from home", GENERAL).words


def test_applying_without_a_note_opens_a_form_and_the_form_applies(world: World) -> None:
    opening = _opening(world)
    assert world.ada.command(f"/apply {opening}", GENERAL).ok
    form = modal_with(world.ada, "Data Analyst")
    assert world.ada.submit(form, {"note": "With pleasure"}).ok
    modal_with(world.ada, "You applied")
    assert _applications(world) == [(opening, world.employees["ada"], "With pleasure", Stage.SUBMITTED)]


def test_applying_twice_is_harmless_and_keeps_the_first_note(world: World) -> None:
    opening = _opening(world)
    world.ada.command(f"/apply {opening} first", GENERAL)
    assert "You applied" in world.ada.command(f"/apply {opening} second", GENERAL).words
    assert [note for _, _, note, _ in _applications(world)] == ["first"]


def test_the_same_envelope_delivered_twice_applies_once(world: World) -> None:
    opening = _opening(world)
    world.slack.faults.envelope("twice")
    world.ada.command(f"/apply {opening} once", GENERAL)
    assert len(_applications(world)) == 1


def test_an_opening_is_found_by_words_of_its_title_and_several_are_asked_about(world: World) -> None:
    for title in ("Data Analyst", "Data Engineer", "Gardener"):
        _opening(world, title=title)
    assert world.ada.command("/apply gard", GENERAL).ok
    modal_with(world.ada, "Gardener")
    asked = world.ada.command("/apply data", GENERAL).reply
    assert asked is not None
    assert asked.buttons == ["Apply", "Apply"]
    assert "No opening" in world.ada.command("/apply astronaut", GENERAL).words
    assert _applications(world) == []


@pytest.mark.parametrize("status", [OpeningStatus.CLOSED, OpeningStatus.CANCELLED])
def test_an_opening_that_is_over_says_so_and_what_to_do(world: World, status: OpeningStatus) -> None:
    opening = _opening(world, status=status)
    said = world.ada.command(f"/apply {opening} please", GENERAL).words
    assert "takes no applications any more" in said
    assert "/openings" in said
    assert _applications(world) == []


def test_a_draft_is_nobodys_business_but_hrs(world: World) -> None:
    opening = _opening(world, status=OpeningStatus.DRAFT, title="Secret plan")
    said = world.ada.command(f"/apply {opening} please", GENERAL).words
    assert "Secret plan" not in said
    assert "Secret plan" not in world.ada.command("/openings", GENERAL).words


@pytest.mark.parametrize("words", ["999 please", "0 x", "999999999 x"])
def test_a_number_that_is_none_gets_one_sentence_that_says_what_to_do(world: World, words: str) -> None:
    said = world.ada.command(f"/apply {words}", GENERAL).words
    assert "There is no opening number" in said
    assert "/openings" in said


def test_a_note_that_is_too_long_is_refused_and_nothing_is_half_written(world: World) -> None:
    opening = _opening(world)
    said = world.ada.command(f"/apply {opening} {'x' * (LONGEST_TEXT + 7)}", GENERAL).words
    assert "7 characters too long" in said
    assert _applications(world) == []


def test_whoever_is_no_employee_yet_is_told_kindly_and_may_look(world: World) -> None:
    opening = _opening(world)
    assert "Data Analyst" in world.noa.command("/openings", GENERAL).words
    assert "ask HR to link" in world.noa.command(f"/apply {opening} please", GENERAL).words
    assert _applications(world) == []


def test_what_people_write_never_becomes_a_mention_a_ping_or_a_link(world: World) -> None:
    opening = _opening(world, title=f"Analyst {HOSTILE}"[:150], description=HOSTILE)
    world.ada.command(f"/apply {opening} {HOSTILE}", GENERAL)
    world.ada.command("/openings", GENERAL)
    world.ada.command(f"/openings {HOSTILE}", GENERAL)
    world.ada.command(f"/apply {HOSTILE}", GENERAL)
    world.ada.command(f"/apply {opening}", GENERAL)
    modal_with(world.ada, "Analyst")
    world.ada.command(f"/interest {HOSTILE}", GENERAL)
    world.ada.command("/interest", GENERAL)
    world.ada.command("/career", GENERAL)
    world.hr("/hr applications")
    world.hr("/hr openings")
    world.hr(f"/hr {HOSTILE}")
    named = {breach.rule for breach in world.slack.record.breaches}
    assert not named & {"msg.mentions_everyone", "msg.unescaped", "msg.unknown_mention"}
    for text in _texts(world):
        assert "<!" not in text
        assert f"<@{slack_id('ben')}" not in text
        assert "<https://evil" not in text


def _texts(world: World) -> list[str]:
    """Return every text that the app gave Slack, in acknowledgements and in calls."""
    found: list[str] = []

    def walk(value: Any) -> None:
        match value:
            case str():
                found.append(value)
            case dict():
                for each in value.values():
                    walk(each)
            case list():
                for each in value:
                    walk(each)
            case _:
                pass

    for sending in world.slack.record.sendings:
        walk(sending.answer)
    for call in world.slack.record.calls:
        walk(call.arguments)
    return found


def test_a_hundred_openings_are_turned_page_by_page_within_slacks_limits(world: World) -> None:
    with world.database.begin() as session:
        for number in range(100):
            an_opening(session, title=f"Job {number} {'&' * 100}", description="&" * 2500)
    page = world.ada.command("/openings", GENERAL).reply
    assert page is not None
    assert "1 to 8 of 100" in page.words
    world.ada.press(page, "More")
    world.wait_for(lambda: any("9 to 16 of 100" in shown.words for shown in world.ada.ephemerals(GENERAL)) or None)


def test_a_withdrawn_application_can_be_made_again(world: World) -> None:
    opening = _opening(world)
    with world.database.begin() as session:
        session.execute(
            insert(ApplicationRow).values(
                opening_id=opening,
                employee_id=world.employees["ada"],
                note="old",
                stage=Stage.WITHDRAWN,
                submitted_at=NOW,
                considered_at=NOW,
            )
        )
    assert "You applied" in world.ada.command(f"/apply {opening} again", GENERAL).words
    assert _applications(world) == [(opening, world.employees["ada"], "again", Stage.SUBMITTED)]
    with world.database.read() as session:
        assert session.scalar(select(func.count()).where(ApplicationRow.considered_at.is_(None))) == 1

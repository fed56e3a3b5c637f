"""Two of HR have the same thing before them at once: one wins, and the other reads who did what, and that nothing of theirs was done."""

from itertools import product

import pytest
from sqlalchemy import func, select

from bot.views.ids import Block, Modal
from career.applications import Stage
from storage.tables import AuditRow, NudgeRow, OpeningRow
from tests.factories import an_application, an_opening
from tests.scenarios import nudging
from tests.scenarios.world import HR_CHANNEL, World, slack_id

REASON = "The budget went to the cold stores."
FORMS = {
    "close": (Modal.HR_OPENING_CLOSE, {}),
    "fill": (Modal.HR_OPENING_FILL, {}),
    "cancel": (Modal.HR_OPENING_CANCEL, {Block.HR_REASON: REASON}),
    "edit": (Modal.HR_OPENING, {Block.HR_TITLE: "Pilot"}),
}
"""What can be done to an opening in a form, and what is filled in for it."""

STANDS = {
    "start": "This nudge is already running. Hana Novak started it, ",
    "pause": "This nudge is already paused. Hana Novak paused it, ",
    "end": "Nudge #1 has ended and sends nothing any more. Hana Novak ended it, ",
}
"""What the second reads of a nudge, up to the time of it."""


def test_whose_rewrite_of_a_nudge_came_second_keeps_the_words_and_one_way_on(world: World) -> None:
    with world.database.begin() as session:
        an_opening(session, title="Data Analyst")
    number = nudging.write(world)
    world.hana.close()
    for name in ("hana", "hugo"):
        assert world.person(name).command(f"/hr nudge edit {number}", HR_CHANNEL).ok
        nudging.modal(world, Modal.HR_NUDGE, name)
    assert nudging.submit(world, {Block.HR_NUDGE_WORDS: "From Hana."}).ok
    assert world.hugo.submit(None, {str(Block.HR_NUDGE_WORDS): "From *Hugo* & <friends>."}).ok
    told = nudging.modal(world, "while you had it open", "hugo")
    assert f"Hana Novak changed nudge #{number}" in nudging.plain(told)
    (yours,) = [block["text"] for block in told.blocks if "From *Hugo*" in str(block)]
    assert yours == {"type": "plain_text", "text": "From *Hugo* & <friends>.", "emoji": False}, (
        "to copy as it was typed"
    )
    world.hugo.press(told, "Open it again")
    again = nudging.modal(world, Modal.HR_NUDGE, "hugo")
    assert again.field(Block.HR_NUDGE_WORDS).element["initial_value"] == "From Hana."


def _opened(world: World, name: str, verb: str, opening: int) -> None:
    modal, _ = FORMS[verb]
    assert world.person(name).command(f"/hr opening {verb} {opening}", HR_CHANNEL).ok
    nudging.modal(world, modal, name)


def _sent(world: World, name: str, verb: str) -> str:
    """Let somebody send the form that is open; return what they read."""
    _, filled = FORMS[verb]
    assert world.person(name).submit(None, {str(block): value for block, value in filled.items()}).ok
    view = world.person(name).view()
    assert view is not None
    words = nudging.plain(view)
    world.person(name).close()
    return words


def _noted(world: World) -> int:
    with world.database.read() as session:
        return session.execute(select(func.count()).select_from(AuditRow)).scalar_one()


@pytest.mark.parametrize("first", FORMS)
def test_of_two_who_move_an_opening_the_second_is_told_of_the_first(world: World, first: str) -> None:
    for second in FORMS:
        with world.database.begin() as session:
            opening = an_opening(session)
            an_application(session, opening, world.employees["ben"], stage=Stage.ACCEPTED)
        _opened(world, "hana", first, opening)
        _opened(world, "hugo", second, opening)
        _sent(world, "hana", first)
        with world.database.read() as session:
            stands = session.get_one(OpeningRow, opening)
            was = (stands.status, stands.title)
        noted = _noted(world)
        told = _sent(world, "hugo", second)
        assert "Hana Novak" in told, (first, second, told)
        assert "(your time)" in told, (first, second, told)
        with world.database.read() as session:
            stands = session.get_one(OpeningRow, opening)
            assert (stands.status, stands.title) == was, (first, second)
        assert _noted(world) == noted


def test_of_two_who_start_pause_or_end_a_nudge_the_second_is_told_who_did_and_when(world: World) -> None:
    with world.database.begin() as session:
        an_opening(session, title="Data Analyst")
    number = nudging.write(world)
    nudging.preview(world)
    for verb, second in product(("start", "pause", "end"), ("hugo",)):
        world.hr(f"/hr nudge {verb} {number}")
        noted = _noted(world)
        told = world.person(second).command(f"/hr nudge {verb} {number}", HR_CHANNEL).words
        assert STANDS[verb] in told, (verb, told)
        assert "(your time)." in told, (verb, told)
        assert _noted(world) == noted, verb


def test_whoever_looks_at_a_nudge_that_a_colleague_has_ended_reads_who_and_writes_a_new_one_from_it(
    world: World,
) -> None:
    with world.database.begin() as session:
        an_opening(session, title="Data Analyst")
    number = nudging.a_running_nudge(world)
    assert world.hugo.command(f"/hr nudge edit {number}", HR_CHANNEL).ok
    nudging.modal(world, Modal.HR_NUDGE, "hugo")
    world.hr(f"/hr nudge end {number}")
    ended = f"Nudge #{number} has ended and sends nothing any more. Hana Novak ended it, Tue 24 Nov 2026, 11:00 (your time)."
    assert world.hugo.submit(None, {str(Block.HR_NUDGE_WORDS): "Other words about {opening}."}).ok
    assert ended in nudging.modal(world, "has ended", "hugo").words
    world.hugo.close()
    for look in ("preview", "edit"):
        assert world.hugo.command(f"/hr nudge {look} {number}", HR_CHANNEL).ok
        assert ended in nudging.modal(world, "has ended", "hugo").words
    world.hugo.press(nudging.modal(world, "has ended", "hugo"), "Write a new one from it")
    form = nudging.modal(world, f"written from #{number}", "hugo")
    world.hugo.choose(form, Block.HR_NUDGE_RHYTHM, "weekly")
    assert f"written from #{number}" in nudging.modal(world, "Empty: until you end it.", "hugo").words
    assert world.hugo.submit(None, {str(Block.HR_TITLE): "Come aboard again"}).ok
    nudging.modal(world, "is saved as nudge #2", "hugo")
    with world.database.read() as session:
        again = session.get_one(NudgeRow, number + 1)
        assert (again.words, again.created_by) == (nudging.WORDS, slack_id("hugo"))

"""HR says more than the form's inputs can, in words: or, not, brackets, at least so many of several."""

import pytest

from bot.views.ids import Block, Modal
from career.criteria import AtLeast, Every, Some, Unless
from storage.nudges.records import nudge_by_id
from storage.openings.records import opening_by_id
from tests.factories import an_opening
from tests.scenarios import nudging
from tests.scenarios.world import HR_CHANNEL, World

ADA_CHI_OR_NOBODY_ELSE = "(skill:Python or kudos>=3) not department:Sales"


def _form_reads(world: World, words: str) -> str:
    return nudging.modal(world, words).words


def test_what_is_typed_is_counted_while_it_is_typed_and_shown_back_in_plain_words(world: World) -> None:
    world.hr("/hr opening new")
    form = nudging.modal(world, Modal.HR_OPENING)
    assert world.hana.choose(form, Block.HR_MORE, ADA_CHI_OR_NOBODY_ELSE).ok
    words = _form_reads(world, "2 employees qualify")
    assert "read as: Python or recognised at least 3 times in the last year; not department Sales" in words
    assert world.hana.choose(form, Block.HR_MORE, "not (skill:Python or skill:Excel)").ok
    _form_reads(world, "Nobody qualifies")
    assert world.hana.choose(form, Block.HR_MORE, "at least 2 of (skill:Python, skill:SQL, skill:Excel)").ok
    _form_reads(world, "2 employees qualify")
    assert world.hana.choose(form, Block.HR_MORE, "").ok
    _form_reads(world, "5 employees qualify")


def test_a_mistake_is_told_while_it_is_typed_and_beside_the_input_when_it_is_sent(world: World) -> None:
    world.hr("/hr opening new")
    form = nudging.modal(world, Modal.HR_OPENING)
    assert world.hana.choose(form, Block.HR_MORE, "skil:SQL").ok
    assert "Did you mean `skill:SQL`?" in _form_reads(world, "I do not know")
    assert world.hana.choose(form, Block.HR_MORE, "skill:Pythn or skill:SQL").ok
    assert "Did you mean `skill:Python`?" in _form_reads(world, "We know of no skill “Pythn”")
    values = {Block.HR_TITLE: "Analyst", Block.HR_DESCRIPTION: "See."}
    sent = world.hana.submit(form, {str(name): value for name, value in values.items()} | {"hr.more": "age>=50"})
    assert sent.errors.keys() == {Block.HR_MORE}
    assert "Nobody can be chosen by age" in sent.errors[Block.HR_MORE]


def test_an_opening_keeps_what_was_typed_and_shows_it_again_to_be_changed(world: World) -> None:
    world.hr("/hr opening new")
    form = nudging.modal(world, Modal.HR_OPENING)
    values = {Block.HR_TITLE: "Analyst", Block.HR_DESCRIPTION: "See.", Block.HR_LEVEL: "1"}
    values[Block.HR_MORE] = "skill:SQL or -skill:Excel and level>=3"
    assert world.hana.submit(form, {str(name): value for name, value in values.items()}).ok
    world.hana.close()
    with world.database.read() as session:
        kept = opening_by_id(session, 1)
        assert kept is not None
        assert isinstance(kept.requirements, Every)
        (more,) = (part for part in kept.requirements.parts if isinstance(part, Every))
        assert isinstance(more.parts[0], Some)
    world.hr("/hr opening edit 1")
    form = nudging.modal(world, Modal.HR_OPENING)
    shown = form.field(Block.HR_MORE).element["initial_value"]
    assert shown == "skill:SQL or (not skill:Excel level>=3)"
    assert form.field(Block.HR_LEVEL).element["initial_value"] == "1"


def test_a_nudge_goes_to_whom_the_words_choose(world: World) -> None:
    with world.database.begin() as session:
        an_opening(session, title="Data Analyst")
    number = nudging.write(world, more="at least 1 of (skill:Python, department:Sales) not skill:Excel")
    assert "2 people" in nudging.plain(nudging.preview(world))
    with world.database.read() as session:
        nudge = nudge_by_id(session, number)
        assert nudge is not None
        assert isinstance(nudge.text.extra, Every)
        (more,) = nudge.text.extra.parts
        assert isinstance(more, Every)
        chosen, turned = more.parts
        assert isinstance(chosen, AtLeast)
        assert isinstance(turned, Unless)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("skill:Python or skill:Excel", "5 people"),
        ("not skill:Python", "3 people"),
        ("at least 2 of (skill:Python, skill:SQL, skill:Excel)", "2 people"),
        ("(ada or ben)", "What is “ada”? Say it right before, such as `skill:ada`. A name stands by itself"),
        ("skill:Python or", "Something is missing beside “or”"),
    ],
)
def test_a_search_understands_the_same_words(world: World, typed: str, read: str) -> None:
    world.hana.command(f"/hr find {typed}", HR_CHANNEL)
    world.hana.wait_for_message(read, HR_CHANNEL)

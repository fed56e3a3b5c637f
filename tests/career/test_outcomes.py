import pytest
from hypothesis import given
from hypothesis import strategies as st

from career.outcomes import (
    ASKED_FOR_QUIET,
    FEWEST_SHOWN,
    OTHER_REASONS,
    DropReason,
    LeftOut,
    drop_reason,
    left_out,
    words_for_hr,
)
from career.quiet import Why

QUIET = {DropReason.PAUSED, DropReason.STOPPED, DropReason.SNOOZED, DropReason.NOT_FOR_ME}


@pytest.mark.parametrize("reason", DropReason)
def test_every_reason_has_plain_words_for_hr(reason: DropReason) -> None:
    words = words_for_hr(reason)

    assert words != reason.value
    assert " " in words
    assert "_" not in words


def test_hr_cannot_tell_which_kind_of_quiet_a_person_chose() -> None:
    assert {reason for reason in DropReason if words_for_hr(reason) == ASKED_FOR_QUIET} == QUIET


def test_all_other_reasons_can_be_told_apart() -> None:
    assert len({words_for_hr(reason) for reason in DropReason}) == len(DropReason) - len(QUIET) + 1


def test_every_kind_of_quiet_drops_a_delivery_under_its_own_reason() -> None:
    assert {drop_reason(why) for why in Why} == QUIET


def test_quiet_of_all_kinds_is_one_count() -> None:
    assert left_out({DropReason.PAUSED: 2, DropReason.NOT_FOR_ME: 3, DropReason.ACTED: 9, DropReason.LEFT: 0}) == (
        LeftOut("has already applied, asked or enrolled", 9),
        LeftOut(ASKED_FOR_QUIET, 5),
    )


def test_a_few_who_asked_for_quiet_are_counted_among_others() -> None:
    assert left_out(
        {DropReason.NOT_FOR_ME: 1, DropReason.ACTED: 9, DropReason.ON_LEAVE: 2, DropReason.NO_SLACK: 3}
    ) == (
        LeftOut("has already applied, asked or enrolled", 9),
        LeftOut(OTHER_REASONS, 6),
    )


def test_too_few_altogether_are_not_counted_at_all() -> None:
    assert left_out({DropReason.STOPPED: 1, DropReason.ON_LEAVE: 2}) == (LeftOut(OTHER_REASONS, None),)


def test_where_nobody_asked_for_quiet_small_counts_are_shown() -> None:
    assert left_out({DropReason.ON_LEAVE: 1, DropReason.STOPPED: 0}) == (LeftOut("is on leave", 1),)


@given(counts=st.dictionaries(st.sampled_from(DropReason), st.integers(0, 12)))
def test_quiet_is_never_shown_or_to_be_worked_out_below_five(counts: dict[DropReason, int]) -> None:
    quiet = sum(counts.get(reason, 0) for reason in QUIET)
    lines = left_out(counts)

    shown = {line.words: line.people for line in lines}
    assert shown.get(ASKED_FOR_QUIET, FEWEST_SHOWN) in range(FEWEST_SHOWN, 49)
    if 0 < quiet < FEWEST_SHOWN:
        others = shown[OTHER_REASONS]
        assert others is None or others >= FEWEST_SHOWN
    if None not in shown.values():
        assert sum(people or 0 for people in shown.values()) == sum(counts.values())

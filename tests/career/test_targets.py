"""What a nudge can be about: names, topics, what the words may hold, and how each is stored."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from career import letters
from career.placeholders import Placeholder
from career.targets import (
    KINDS,
    NoActivity,
    OpeningTarget,
    ProgrammeTarget,
    SuitingOpenings,
    Target,
    Topic,
    UnmetInterest,
    WorkshopTarget,
    name_for_hr,
    target_from_json,
    target_from_key,
    target_to_json,
)
from career.words import check_words

ids = st.integers(1, 10**9 - 1)
targets: st.SearchStrategy[Target] = st.one_of(
    st.builds(OpeningTarget, ids),
    st.builds(ProgrammeTarget, ids),
    st.builds(WorkshopTarget, ids),
    st.just(SuitingOpenings()),
    st.just(UnmetInterest()),
    st.builds(NoActivity, st.integers(7, 730)),
)


@given(target=targets)
def test_a_target_comes_back_from_its_key_and_from_its_json(target: Target) -> None:
    assert target_from_key(target.key) == target
    assert target_from_json(target_to_json(target)) == target


def test_every_kind_is_listed() -> None:
    assert set(KINDS.values()) == set(get_args(Target))


@pytest.mark.parametrize(
    ("target", "key", "topic"),
    [
        (OpeningTarget(12), "opening:12", Topic.OPENINGS),
        (ProgrammeTarget(3), "programme:3", Topic.TRAINING),
        (WorkshopTarget(7), "workshop:7", Topic.TRAINING),
        (SuitingOpenings(), "suiting", Topic.OPENINGS),
        (UnmetInterest(), "unmet", Topic.TRAINING),
        (NoActivity(60), "no_activity:60", Topic.TAKING_PART),
    ],
)
def test_people_ask_for_quiet_about_a_target_by_its_key_or_its_topic(target: Target, key: str, topic: Topic) -> None:
    assert (target.key, target.topic) == (key, topic)


@pytest.mark.parametrize(
    "key",
    ["", "opening", "opening:", "opening:x", "opening:1:2", "suiting:1", "no_activity", "no_activity:6", "boat:1"],
)
def test_what_is_no_key_names_nothing(key: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        target_from_key(key)


@pytest.mark.parametrize("days", [6, 731])
def test_days_without_activity_have_their_limits(days: int) -> None:
    with pytest.raises(ValueError, match="7 to 730"):
        NoActivity(days)


def test_what_names_nothing_by_itself_has_no_title_and_no_deadline_to_fill_in() -> None:
    for target in (SuitingOpenings(), UnmetInterest(), NoActivity(30)):
        assert check_words("Hello {first_name}: {why}", target) == ()
        (told,) = check_words("{opening}", target)
        assert told == "Nothing is known for {opening}; what can be filled in is {first_name}, {why}."


@given(target=targets, reasons=st.lists(st.just("you know SQL"), max_size=1))
def test_a_letter_can_be_written_about_every_kind_and_says_why(target: Target, reasons: list[str]) -> None:
    names = "{first_name} {why}" + (f" {target.title_is.written} {{deadline}}" if target.title_is else "")
    letter = letters.write(names, target, "Cook", letters.Reader("Ada", reasons), None)
    assert letter.text.startswith(f"Ada {letter.why}")
    assert Placeholder.OPENING.written not in letter.text
    assert Placeholder.TRAINING.written not in letter.text
    assert all(reason in letter.why for reason in reasons)
    assert name_for_hr(target, "Cook")

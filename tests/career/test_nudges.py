import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from career.nudges import NudgeStatus, NudgeVerb, Reach, Refused, fingerprint, move, reach_from_json, reach_to_json
from career.targets import OpeningTarget, ProgrammeTarget, Target, Topic, target_from_json, target_to_json

RULE = {"version": 1, "every": [{"fact": "level", "relation": "at_least", "bound": 3}]}
CADENCE = {"version": 1, "kind": "once", "day": "2026-11-24", "hour": "10:00"}
WORDS = "Hello {first_name}, look at {opening}."

targets: st.SearchStrategy[Target] = st.builds(OpeningTarget, st.integers(1, 10**6)) | st.builds(
    ProgrammeTarget, st.integers(1, 10**6)
)
reaches = st.builds(Reach, st.integers(1, 3), st.integers(7, 365), st.floats(0, 0.5))


@pytest.mark.parametrize(
    ("status", "verb", "after"),
    [
        (NudgeStatus.DRAFT, NudgeVerb.START, NudgeStatus.RUNNING),
        (NudgeStatus.DRAFT, NudgeVerb.END, NudgeStatus.ENDED),
        (NudgeStatus.RUNNING, NudgeVerb.PAUSE, NudgeStatus.PAUSED),
        (NudgeStatus.RUNNING, NudgeVerb.END, NudgeStatus.ENDED),
        (NudgeStatus.PAUSED, NudgeVerb.START, NudgeStatus.RUNNING),
        (NudgeStatus.PAUSED, NudgeVerb.END, NudgeStatus.ENDED),
    ],
)
def test_a_nudge_starts_pauses_and_ends(status: NudgeStatus, verb: NudgeVerb, after: NudgeStatus) -> None:
    assert move(status, verb) is after


@pytest.mark.parametrize("verb", NudgeVerb)
def test_an_ended_nudge_stays_ended(verb: NudgeVerb) -> None:
    assert isinstance(move(NudgeStatus.ENDED, verb), Refused)


@pytest.mark.parametrize(("status", "verb"), [*product(NudgeStatus, NudgeVerb)])
def test_every_move_is_made_or_refused_with_a_sentence(status: NudgeStatus, verb: NudgeVerb) -> None:
    after = move(status, verb)

    if isinstance(after, Refused):
        assert after.sentence.endswith(".")
    else:
        assert after is not status


def test_nothing_goes_back_to_being_a_draft() -> None:
    assert all(move(status, verb) is not NudgeStatus.DRAFT for status, verb in product(NudgeStatus, NudgeVerb))


def test_a_target_has_a_topic_and_a_key_by_which_people_ask_for_quiet() -> None:
    assert (OpeningTarget(12).topic, OpeningTarget(12).key) == (Topic.OPENINGS, "opening:12")
    assert (ProgrammeTarget(3).topic, ProgrammeTarget(3).key) == (Topic.TRAINING, "programme:3")


@given(target=targets)
def test_a_stored_target_comes_back_the_same(target: Target) -> None:
    assert target_from_json(target_to_json(target)) == target


@given(reach=reaches)
def test_a_stored_reach_comes_back_the_same(reach: Reach) -> None:
    assert reach_from_json(reach_to_json(reach)) == reach


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param("opening:12", "JSON object", id="a text"),
        pytest.param({"version": 1, "kind": "person", "person_id": 1}, "one of opening, programme", id="another kind"),
        pytest.param({"version": 1, "kind": "opening", "opening_id": "12"}, "whole number", id="a text for a number"),
        pytest.param({"version": 1, "kind": "opening"}, "missing", id="no number"),
        pytest.param({"version": 1, "kind": "opening", "opening_id": 1, "x": 1}, "has no 'x'", id="a member too many"),
    ],
)
def test_what_is_no_target_is_refused_with_a_sentence(data: object, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        target_from_json(data)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"times_per_person": 0}, "1 to 3 times"),
        ({"times_per_person": 4}, "1 to 3 times"),
        ({"days_between": 6}, "7 to 365 days"),
        ({"days_between": 10**30}, "7 to 365 days"),
        ({"hold_out": -0.01}, "between 0 % and 50 %"),
        ({"hold_out": 0.51}, "between 0 % and 50 %"),
        ({"hold_out": float("nan")}, "between 0 % and 50 %"),
        ({"hold_out": 10**400}, "not a number"),
        ({"hold_out": "0.1"}, "not a number"),
        ({"times_per_person": 1.5}, "whole number"),
    ],
)
def test_a_reach_out_of_bounds_is_refused_with_a_sentence(change: dict[str, object], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        reach_from_json({**reach_to_json(Reach()), **change})


def test_by_default_a_person_gets_a_nudge_once_and_one_in_ten_is_held_out() -> None:
    assert Reach() == Reach(times_per_person=1, days_between=7, hold_out=0.10)


def test_a_fingerprint_is_stable_and_blind_to_the_order_of_members() -> None:
    reversed_rule = dict(reversed(RULE.items()))
    one = fingerprint(OpeningTarget(12), RULE, CADENCE, WORDS, Reach())

    assert re.fullmatch("[0-9a-f]{64}", one)
    assert one == fingerprint(OpeningTarget(12), reversed_rule, CADENCE, WORDS, Reach())
    assert one == "d2d5252eba4ff6f5a22ff7641e60dd24357d32b7e2db20d68918be64242cf68a"


@pytest.mark.parametrize(
    ("target", "rule", "cadence", "words", "reach"),
    [
        pytest.param(OpeningTarget(13), RULE, CADENCE, WORDS, Reach(), id="the target"),
        pytest.param(ProgrammeTarget(12), RULE, CADENCE, WORDS, Reach(), id="the kind of target"),
        pytest.param(OpeningTarget(12), {**RULE, "every": []}, CADENCE, WORDS, Reach(), id="the rule"),
        pytest.param(OpeningTarget(12), RULE, {**CADENCE, "hour": "11:00"}, WORDS, Reach(), id="the cadence"),
        pytest.param(OpeningTarget(12), RULE, CADENCE, WORDS + "!", Reach(), id="the words"),
        pytest.param(OpeningTarget(12), RULE, CADENCE, WORDS, Reach(hold_out=0.2), id="the hold-out"),
        pytest.param(OpeningTarget(12), RULE, CADENCE, WORDS, Reach(times_per_person=2), id="how often"),
    ],
)
def test_whatever_changes_who_gets_what_and_when_needs_a_new_preview(
    target: Target, rule: object, cadence: object, words: str, reach: Reach
) -> None:
    assert fingerprint(target, rule, cadence, words, reach) != fingerprint(
        OpeningTarget(12), RULE, CADENCE, WORDS, Reach()
    )

import pytest
from hypothesis import given
from hypothesis import strategies as st

from career.placeholders import Placeholder
from career.targets import OpeningTarget, ProgrammeTarget, WorkshopTarget
from career.words import MOST_CHARACTERS, allowed, check_words, fill, placeholders

OPENING = OpeningTarget(12)
PROGRAMME = ProgrammeTarget(3)
VALUES = {
    Placeholder.FIRST_NAME: "Asha",
    Placeholder.OPENING: "Data Engineer",
    Placeholder.TRAINING: "SQL in a Week",
    Placeholder.WHY: "you know Python",
    Placeholder.DEADLINE: "30 November",
}


def test_placeholders_are_filled_in() -> None:
    words = "Hello {first_name}, {opening} suits you: {why}. Apply by {deadline}, {first_name}!"

    assert check_words(words, OPENING) == ()
    assert fill(words, VALUES) == ("Hello Asha, Data Engineer suits you: you know Python. Apply by 30 November, Asha!")


def test_what_the_words_hold_tells_which_values_are_needed() -> None:
    assert placeholders("{first_name}: {why} {why} {salary}") == {Placeholder.FIRST_NAME, Placeholder.WHY}


def test_a_value_that_is_missing_stops_the_message() -> None:
    with pytest.raises(KeyError):
        fill("Apply by {deadline}", {Placeholder.FIRST_NAME: "Asha"})


def test_a_name_with_braces_fills_in_nothing_else() -> None:
    assert fill("{first_name} {why}", {Placeholder.FIRST_NAME: "{why}", Placeholder.WHY: "{first_name}"}) == (
        "{why} {first_name}"
    )


@pytest.mark.parametrize(
    "words",
    [
        "{}",
        "{0}",
        "{first_name.__class__}",
        "{first_name!r}",
        "{first_name:>99999}",
        "{ first_name }",
        "{First_Name}",
        "%(first_name)s ${first_name",
        "a } b { c",
        "\\g<0> \\1",
    ],
)
def test_every_other_brace_is_only_a_brace(words: str) -> None:
    assert fill(words, VALUES) == words
    assert placeholders(words) == frozenset()


def test_a_double_brace_is_no_escape() -> None:
    assert fill("{{first_name}}", VALUES) == "{Asha}"
    assert check_words("{{first_name}}", OPENING) != ()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        pytest.param("", "Write what the message should say.", id="nothing"),
        pytest.param(" \n ", "Write what the message should say.", id="only spaces"),
        pytest.param(
            "Hi {salary}",
            "Nothing is known for {salary}; what can be filled in is {first_name}, {opening}, {why}, {deadline}.",
            id="an unknown name",
        ),
        pytest.param(
            "Hi {training}",
            "Nothing is known for {training}; what can be filled in is {first_name}, {opening}, {why}, {deadline}.",
            id="a name of the other topic",
        ),
        pytest.param("Hi { First  Name }", "Write {first_name} instead of { First  Name }.", id="nearly right"),
        pytest.param(
            "Hi {first_name,",
            "A brace { stands alone; braces are only for {first_name}, {opening}, {why}, {deadline}.",
            id="never closed",
        ),
        pytest.param(
            "Hi first_name}",
            "A brace } stands alone; braces are only for {first_name}, {opening}, {why}, {deadline}.",
            id="never opened",
        ),
        pytest.param("a" * 2_001, "Shorten the words to 2,000 characters; they are 2,001 now.", id="too long"),
        pytest.param(
            "Hi\0", "Remove the invisible control characters; typing the words anew does it.", id="a control character"
        ),
        pytest.param(
            "Hi \ud83d", "Remove the invisible control characters; typing the words anew does it.", id="half an emoji"
        ),
    ],
)
def test_wrong_words_are_told_in_one_sentence(words: str, sentence: str) -> None:
    assert check_words(words, OPENING) == (sentence,)


def test_every_fault_is_told_once() -> None:
    words = "{salary} {salary} {age}" + "a" * MOST_CHARACTERS

    assert len(check_words(words, OPENING)) == 3


def test_words_of_the_full_length_with_line_breaks_and_emoji_are_fine() -> None:
    words = "🚣\n\t" + "ä" * (MOST_CHARACTERS - 3)

    assert check_words(words, OPENING) == ()


def test_a_nudge_about_training_names_the_training() -> None:
    assert check_words("{first_name}, try {training}: {why}", PROGRAMME) == ()
    assert check_words("{first_name}, try {training}: {why}, by {deadline}", WorkshopTarget(3)) == ()
    assert Placeholder.OPENING not in allowed(PROGRAMME)
    assert Placeholder.DEADLINE not in allowed(PROGRAMME), "a programme has none"
    assert Placeholder.DEADLINE in allowed(WorkshopTarget(3))


@given(
    words=st.text(alphabet=st.sampled_from("{}abc_ \n") | st.characters()),
    pieces=st.lists(st.sampled_from(Placeholder)),
)
def test_words_that_pass_the_check_leave_no_brace_behind(words: str, pieces: list[Placeholder]) -> None:
    whole = words + "".join(piece.written for piece in pieces)

    if check_words(whole, OPENING) == ():
        assert "{" not in fill(whole, VALUES)
        assert placeholders(whole) <= set(allowed(OPENING))


@given(words=st.text(alphabet=st.sampled_from("{}ab") | st.characters()))
def test_words_without_a_placeholder_stay_as_they_are(words: str) -> None:
    assert placeholders(words) or fill(words, {}) == words


def test_words_that_would_not_fit_once_filled_in_are_refused() -> None:
    assert check_words("{opening} " * 20, OpeningTarget(1)) == ()
    assert check_words("{opening} " * 21, OpeningTarget(1)) == (
        "Use at most 20 placeholders; filled in, more would not fit one message.",
    )

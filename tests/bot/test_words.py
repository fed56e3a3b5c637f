"""The same word for the same thing everywhere, in short kind sentences (docs/glossary.md)."""

import ast
import re

import pytest

from bot.handlers.career_words import CareerWord, Unknown, career_wish
from bot.usecases.openings.browsing import openings
from bot.views.career import HELP
from bot.views.ids import Command
from storage.database import Database
from tests.bot.said import HOLE, sources, texts
from tests.factories import NOW, an_employee, an_opening

OTHER_WORDS = {
    r"job postings?|vacanc(y|ies)": "opening",
    r"waiting[ -]list|wait list": "waitlist",
    r"sign(ed)? up|enroll|register(ed)? for": "enrol",
    r"candidates?": "applicant",
    r"reimburs\w+": "funding",
    r"program(s)?": "programme",
    r"unsubscribe": "stop",
    r"rejected?|rejection|turned down|den(y|ied)": "decline",
    r"email(s)?": "e-mail",
    r"staff|workers?|users?": "employee, person or people",
    r"click(ed)?": "tap or press",
}
"""What is not said, and what is said in its place."""

UNKIND = r"invalid|illegal|forbidden|oops|unfortunately|failed|failure|aborted|error|wrong input|must not|unable to|cannot be processed"
LONGEST_SENTENCE = 45
"""Words of one sentence that somebody reads on a phone."""

HELP_LINES = 14
"""What a phone shows at once."""


def test_what_the_app_says_is_found() -> None:
    said = {each.text for each in texts()}
    assert (
        "There is no opening just now. Tell us what you would like to learn with `/interest` and a few words." in said
    )
    assert f"No opening is found by “{HOLE}”. See all of them with `/openings`." in said


@pytest.mark.parametrize(("words", "instead"), OTHER_WORDS.items(), ids=OTHER_WORDS.values())
def test_one_thing_has_one_word(words: str, instead: str) -> None:
    found = [str(said) for said in texts() if re.search(rf"(?<![\w/{{])({words})(?![\w}}])", said.text, re.IGNORECASE)]
    assert not found, f"Write “{instead}”:\n" + "\n".join(found)


def test_everybody_reads_of_openings_and_never_of_jobs() -> None:
    """A job is what somebody has, with a title and a family; what is posted is an opening."""
    posted = re.compile(r"(?<![\w{])jobs?(?!\w)(?! (title|famil))", re.IGNORECASE)
    found = [str(said) for said in texts() if posted.search(said.text)]
    assert not found, "Write “opening”:\n" + "\n".join(found)


def test_nobody_is_scolded_or_told_of_errors() -> None:
    found = [str(said) for said in texts() if re.search(rf"\b({UNKIND})\b", said.text, re.IGNORECASE)]
    assert not found, "\n".join(found)


def test_texts_are_written_with_care() -> None:
    sloppy = re.compile(r"\w  \w| [,.;:!?](?:\s|$)|!!|\.\.\.|,,|\b(the the|a a|to to|is is)\b")
    found = [str(said) for said in texts() if sloppy.search(said.text)]
    assert not found, "\n".join(found)


def test_what_holds_several_sentences_ends_its_last_one() -> None:
    several = re.compile(r"[.!?] [A-Z]")
    ends = re.compile(rf"[.!?:…)”`*_~\s{HOLE}]$")
    found = [str(said) for said in texts() if several.search(said.text) and not ends.search(said.text)]
    assert not found, "\n".join(found)


def test_sentences_are_short() -> None:
    found = [
        str(said)
        for said in texts()
        for sentence in re.split(r"[.!?:;\n] |\n", said.text)
        if len(sentence.split()) > LONGEST_SENTENCE
    ]
    assert not found, "\n".join(found)


def test_whatever_has_blocks_has_a_text_for_the_notification() -> None:
    """Slack shows nothing else in a notification, and a screen reader reads nothing else."""
    found = [
        f"{file}:{node.lineno}"
        for file, module in sources()
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name | ast.Attribute)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) in {"ack", "respond", "chat_postMessage"}
        and "blocks" in (names := {keyword.arg for keyword in node.keywords})
        and "text" not in names
    ]
    assert not found, "\n".join(found)


def test_the_help_of_career_names_every_word_and_every_command_on_one_screen() -> None:
    assert not [word for word in CareerWord if word is not CareerWord.HELP and f"/career {word}" not in HELP]
    assert not [command for command in Command if command is not Command.HR and f"`{command}`" not in HELP]
    assert len(HELP.splitlines()) <= HELP_LINES


@pytest.mark.parametrize("word", list(CareerWord))
def test_two_letters_that_changed_places_are_understood(word: CareerWord) -> None:
    mistyped = word[1] + word[0] + word[2:]
    assert career_wish(mistyped) == Unknown(mistyped, word)


@pytest.mark.parametrize("typed", ["analyst", "data analist", "DATA anaylst"])
def test_a_mistyped_title_finds_the_opening_all_the_same(sqlite_database: Database, typed: str) -> None:
    with sqlite_database.begin() as session:
        an_employee(session, slack_id="UADA")
        an_opening(session, title="Data Analyst")
        an_opening(session, title="Boat Builder")
    found = openings(sqlite_database, "UADA", typed, 0, 8, NOW)
    assert [prospect.opening.title for prospect in found.page.entries] == ["Data Analyst"]


def test_words_that_are_like_nothing_find_nothing(sqlite_database: Database) -> None:
    with sqlite_database.begin() as session:
        an_opening(session, title="Data Analyst")
    assert not openings(sqlite_database, "UADA", "violinist", 0, 8, NOW).page.entries

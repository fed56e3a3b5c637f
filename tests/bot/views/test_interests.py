from bot.usecases.people.speaker import NotLinked
from bot.usecases.shelves import Shelf
from bot.usecases.training.interests import Interested, MyInterests, WhichProgramme, Wished
from bot.usecases.training.looking import NoSuchProgramme
from bot.views.interests import PAGE_SIZE, answer, answer_blocks, interest_list
from career.training import Programme
from career.wishes import NoWords, WishTooLong
from storage.training.interests import Interest
from tests.bot.views.slack_says import buttons, words
from tests.factories import NOW

PYTHON = Programme(7, "Python <3", "", None, ("pandas",), qualifies_for_tuition_assistance=False)


def interested(words: str) -> Interested:
    return Interested(7, "Python <3", is_offered=True, is_new=True, interest_id=3, words=words)


def test_whoever_is_asked_which_may_say_none_of_these() -> None:
    shown = answer_blocks(WhichProgramme("python", (PYTHON, PYTHON)))
    assert buttons(shown) == ["training.interested", "training.interested", "interest.words"]


def test_whose_words_were_only_part_of_a_title_may_mean_something_else() -> None:
    assert buttons(answer_blocks(interested("python"))) == ["interest.words"]
    assert buttons(answer_blocks(interested("PYTHON  <3"))) == []
    assert buttons(answer_blocks(interested(""))) == []


def test_no_answer_discourages() -> None:
    for given in (
        interested(""),
        Interested(7, "Old", is_offered=False, is_new=False, interest_id=3, words=""),
        Wished("knitting", is_new=True),
        Wished("knitting", is_new=False),
        NoSuchProgramme(7),
        WishTooLong(3),
        NoWords(),
    ):
        told = answer(given).casefold()
        assert not any(word in told for word in ("sorry", "cannot", "not allowed", "unfortunately"))


def test_what_somebody_typed_rings_for_nobody() -> None:
    assert "<" not in answer(Wished("<!channel>", is_new=True))
    assert "<" not in answer(interested(""))


def test_an_empty_list_says_how_to_add() -> None:
    assert "/interest" in words(interest_list(MyInterests(Shelf((), 0, 0), None)))
    assert "ask HR to link" in words(interest_list(NotLinked()))


def test_every_interest_can_be_removed_page_by_page() -> None:
    mine = tuple(Interest(each, None, f"Wish {each}", NOW) for each in range(45))
    pages = [Shelf(mine[skip : skip + PAGE_SIZE], skip, 45) for skip in (0, 20, 40)]
    shown = [words(interest_list(MyInterests(page, None))) for page in pages]
    assert "Wish 0\n" not in shown[1]
    assert "41 to 45 of 45" in shown[2]
    assert sum(page.count("Remove") for page in shown) == 45

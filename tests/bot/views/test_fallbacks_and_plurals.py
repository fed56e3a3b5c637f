"""What a notification shows and a screen reader reads makes sense by itself, and whatever is counted reads right at 0, 1 and 2."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from bot.usecases.funding.my_funding import Funding, Qualifying
from bot.usecases.openings.applying import NoteTooLong
from bot.usecases.openings.browsing import Openings, Prospect
from bot.usecases.people import recognising
from bot.usecases.shelves import Shelf
from bot.usecases.training import feedback, interests
from bot.usecases.training.looking import Offer, Offers
from bot.views import applications, funding, openings, quiet_settings, recognition, training, workshops
from bot.views import feedback as feedback_views
from bot.views import interests as interest_views
from bot.views.dates import deadline
from bot.views.paging import Place
from career.applications import Application, Stage
from career.criteria import EVERYONE
from career.money import Money
from career.openings import Opening, OpeningStatus
from career.recognition import ThanksTooLong
from career.training import Programme, Workshop, WorkshopStatus
from career.tuition import balance
from career.wishes import WishTooLong
from storage.nudges.quiets import QuietWishes
from tests.bot.views import slack_says
from tests.factories import NOW

COUNTS = (0, 1, 2, 1_200)
BALANCE = balance(2026, Money(150_000, "EUR"), ())


def opening(number: int, *, suits: bool = False, stage: Stage | None = None) -> Prospect:
    found = Opening(number, f"Post {number}", "…", None, None, OpeningStatus.OPEN, EVERYONE, None)
    application = None if stage is None else Application(number, number, 1, "", stage, NOW, None)
    return Prospect(found, suits, ("you know SQL",) if suits else (), application, is_declined=False)


def listed(*prospects: Prospect, words: str = "") -> Openings:
    suiting = sum(each.suits for each in prospects)
    return Openings(words, Shelf(prospects, 0, len(prospects)), suiting, NOW.date())


def programme(number: int = 1) -> Programme:
    return Programme(number, f"Course {number}", "", None, (), qualifies_for_tuition_assistance=False)


def workshop(seats: int = 4, taken: int = 0, waiting: int = 0) -> Workshop:
    ends_at = NOW + timedelta(hours=2)
    return Workshop(1, 1, NOW, ends_at, "Europe/Berlin", "Hall", seats, WorkshopStatus.PLANNED, 0, taken, waiting)


def _openings(count: int, words: str = "") -> str:
    return openings.list_as_text(listed(*(opening(1),) * count, words=words))


def _suiting(count: int) -> str:
    return openings.list_as_text(listed(*(opening(1, suits=True),) * count, opening(2)))


def _which(count: int) -> str:
    found = listed(*(opening(1),) * openings.MOST_CHOICES)
    more = replace(found.page, total=openings.MOST_CHOICES + count)
    return slack_says.words(openings.which_opening(replace(found, page=more)))


def _offers(count: int) -> str:
    return training.list_as_text(Offers("", Shelf((), 0, count), None))


def _dates_of(count: int) -> str:
    offer = Offer(programme(), (workshop(),) * (40 + count), {}, is_wanted=False)
    return slack_says.words(training.details(Offers("", Shelf((offer,), 0, 1), None)).blocks or ())


def _interests(count: int) -> str:
    return interest_views.list_as_text(interests.MyInterests(Shelf((), 0, count), None))


def _funding(count: int) -> str:
    return funding.as_text(Funding(BALANCE, (), 0, count, 0, NOW.date(), None))


COUNTED: Mapping[str, Callable[[int], str]] = {
    "openings": _openings,
    "openings searched": partial(_openings, words="data"),
    "openings that suit": _suiting,
    "which opening": _which,
    "programmes": _offers,
    "dates of a programme": _dates_of,
    "interests": _interests,
    "funding": _funding,
    "what qualifies": lambda count: funding.qualifying_as_text(Qualifying((), 0, count)),
    "a note too long": lambda count: applications.answer_to_apply(NoteTooLong(count)),
    "a wish too long": lambda count: interest_views.answer(WishTooLong(count)),
    "thanks too long": lambda count: recognition.answer(ThanksTooLong(count)),
    "a comment too long": lambda count: feedback_views.answer(feedback.CommentTooLong(count)),
    "kudos a day": lambda count: recognition.answer(recognising.EnoughToday(count)),
    "not for me": lambda count: quiet_settings.settings(QuietWishes((), count, 0), None),
    "not now": lambda count: quiet_settings.settings(QuietWishes((), 0, count), None),
    "seats": lambda count: workshops.seats(workshop(seats=count + 1, taken=1)) if count else "",
    "waiting": lambda count: workshops.seats(workshop(seats=1, taken=1, waiting=count)),
    "days": lambda count: deadline(NOW.date() + timedelta(days=count), NOW.date()),
}
"""Everything that an employee reads in which something is counted."""

_ONE_OF_MANY = re.compile(r"\b1 (?!of\b)\w+s\b(?<!1 days)|\b1 \w+ (are|match|come|wait|suit)\b")
_MANY_OF_ONE = re.compile(r"\b(0|2|1,200) (opening|programme|thing|character|request|seat|time|day|person)\b(?! wait)")


@pytest.mark.parametrize("what", COUNTED)
@pytest.mark.parametrize("count", COUNTS)
def test_whatever_is_counted_reads_right(what: str, count: int) -> None:
    said = COUNTED[what](count)
    assert not _ONE_OF_MANY.search(said), said
    assert not _MANY_OF_ONE.search(said), said
    assert not re.search(r"\b1200\b", said), f"thousands are set apart: {said}"


@pytest.mark.parametrize("what", COUNTED)
def test_nothing_yet_says_what_to_do_and_counts_no_zero(what: str) -> None:
    assert not re.search(r"(?<![€.,\d])\b0 (opening|programme|thing|request|person)", COUNTED[what](0))


def test_one_opening_that_suits_and_others_are_told_as_a_person_says_it() -> None:
    assert _suiting(1) == "2 openings, 1 of them suits you"
    assert _suiting(2) == "3 openings, 2 of them suit you"
    assert openings.list_as_text(listed(opening(1, suits=True))) == "1 opening, which suits you"
    many = replace(listed(opening(1, suits=True)), page=Shelf((), 0, 1_000), suiting=None)
    assert openings.list_as_text(many) == "1,000 openings, those that suit you first"


def test_the_last_page_with_one_entry_says_so() -> None:
    assert Place(20, 20, 21).words == "21 of 21"
    assert Place(20, 20, 22).words == "21 to 22 of 22"


def test_words_searched_for_neither_call_anybody_nor_fill_the_notification() -> None:
    said = openings.list_as_text(listed(opening(1), words="<!channel> & " + "x" * 500))
    assert "<" not in said
    assert len(said) < 200


def test_who_withdrew_may_apply_again_from_the_list_and_from_the_details() -> None:
    withdrawn, standing = opening(1, stage=Stage.WITHDRAWN), opening(1, stage=Stage.IN_REVIEW)
    for shown in (
        openings.opening_list(listed(withdrawn)),
        openings.details(withdrawn, NOW.date()).blocks or (),
    ):
        assert "opening.apply" in slack_says.buttons(shown)
        assert "You withdrew your application, and may apply again." in slack_says.words(shown)
    for shown in (
        openings.opening_list(listed(standing)),
        openings.details(standing, NOW.date()).blocks or (),
    ):
        assert "opening.apply" not in slack_says.buttons(shown)
        assert "application.view" in slack_says.buttons(shown), "there is a way to it, and so to withdrawing"


def test_what_was_not_for_somebody_can_be_taken_back_where_it_is_said() -> None:
    declined = replace(opening(1), is_declined=True)
    shown = openings.opening_list(listed(declined))
    assert {"opening.apply", "opening.for_me"} <= set(slack_says.buttons(shown))
    assert "opening.not_for_me" not in slack_says.buttons(shown)

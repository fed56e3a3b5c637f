"""Whatever stands in the database, no view of an employee's is one that Slack refuses or stumbles over."""

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.usecases.hub import Hub, OneApplication
from bot.usecases.openings.browsing import Openings
from bot.usecases.shelves import Shelf
from bot.usecases.training.interests import Interested, MyInterests, WhichProgramme, Wished
from bot.usecases.training.looking import Offer, Offers
from bot.views import histories, hub, interests, openings, training
from career.training import LONGEST_WISH, Programme
from career.wishes import Wish, wish
from tests.bot.views import slack_says
from tests.bot.views import strategies as some

few = settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
"""Without shrinking: two hundred of everything take minutes to shrink, and the breach says what is too much."""

notices = st.just("") | some.texts(600).map(lambda words: words.replace("<", "").replace(">", ""))


@few
@given(some.hubs(hub.ON_THE_HOME_TAB), notices)
def test_the_hub_fits_the_home_tab(mine: Hub, notice: str) -> None:
    assert slack_says.of_home(hub.home(mine, notice)) == []


@few
@given(some.hubs(hub.IN_A_MESSAGE), notices)
def test_the_hub_fits_a_message(mine: Hub, notice: str) -> None:
    assert slack_says.of_message(hub.as_text(mine), hub.message(mine, notice)) == []


@few
@given(some.one_application)
def test_an_application_fits_a_modal(one: OneApplication) -> None:
    assert slack_says.of_modal(histories.details(one)) == []


@few
@given(some.lists_of_offers(training.PAGE_SIZE))
def test_the_list_of_programmes_fits_a_message(offers: Offers) -> None:
    assert slack_says.of_message(training.list_as_text(offers), training.programme_list(offers)) == []


@few
@given(some.offers, some.zones)
def test_one_programme_fits_a_modal(offer: Offer, zone: str | None) -> None:
    token = "123e4567-e89b-12d3-a456-426614174000"
    assert slack_says.of_modal(training.details(Offers("", Shelf((offer,), 0, 1), zone), token)) == []


@few
@given(some.lists_of_openings(openings.PAGE_SIZE))
def test_the_list_of_openings_fits_a_message(found: Openings) -> None:
    assert slack_says.of_message(openings.list_as_text(found), openings.opening_list(found)) == []


@few
@given(some.lists_of_interests(interests.PAGE_SIZE))
def test_the_list_of_interests_fits_a_message(mine: MyInterests) -> None:
    assert slack_says.of_message(interests.list_as_text(mine), interests.interest_list(mine)) == []


@few
@given(some.texts(LONGEST_WISH), some.many(some.programmes), some.texts(150))
def test_answers_to_an_interest_fit_a_message_however_it_was_worded(
    typed: str, programmes: tuple[Programme, ...], title: str
) -> None:
    kept = wish(typed)
    if isinstance(kept, Wish):
        for answer in (
            WhichProgramme(kept.words, programmes),
            Interested(7, title, is_offered=True, is_new=True, interest_id=3, words=kept.words),
            Wished(kept.words, is_new=True),
        ):
            assert slack_says.of_message(interests.answer(answer), interests.answer_blocks(answer)) == []

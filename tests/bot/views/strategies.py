"""Random data for views: as long as the database keeps it, and as nasty as people type it."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TypeVar

from hypothesis import strategies as st

from bot.usecases.conditions import Fitting, NeverAsked, NotUnderstood, UnknownText, conditions_in
from bot.usecases.hub import Hub, Next, OneApplication, Part
from bot.usecases.openings.browsing import Openings, Prospect
from bot.usecases.shelves import Shelf
from bot.usecases.training.interests import MyInterests
from bot.usecases.training.looking import Offer, Offers
from career.applications import Application, Consideration, Decision, Stage
from career.criteria import EVERYONE, Every
from career.money import Money
from career.openings import Opening, OpeningStatus
from career.quiet import Quiet, Scope, Why
from career.recognition import LONGEST_THANKS, RecognitionKind
from career.targets import Topic
from career.training import EnrolmentState, Programme, Workshop, WorkshopStatus
from career.tuition import balance
from career.verdicts import Verdict
from storage.nudges.quiets import QuietWishes
from storage.openings.histories import History, Pressing
from storage.openings.suiting import Suits
from storage.people.recognition import Recognition
from storage.training.enrolments import Enrolment
from storage.training.interests import Interest
from tests.factories import NOW
from tests.strategies import conditions_of, search_texts

Thing = TypeVar("Thing")

_NASTY = ("&", "<!channel>", "<@U0ADA00000>", "😀", "\n", "`*_~", "x" * 50, "ﷺ", '"\\')


def texts(most: int) -> st.SearchStrategy[str]:
    """Return words of one character to `most`; a few pieces, repeated, so that long ones are common and cheap.

    No two stars stand together: what people write may look like Markdown, what we write may not.
    """
    return st.builds(
        lambda pieces, times: ("a" + re.sub(r"\*{2,}", "*", "".join(pieces) * times))[:most],
        st.lists(st.sampled_from(_NASTY) | st.text(max_size=20), max_size=4),
        st.sampled_from((1, 10, 2_000)),
    )


zones = st.sampled_from((None, "Europe/Berlin", "Asia/Kolkata", "America/St_Johns", "Mars/Base_One"))
ids = st.integers(1, 2**31 - 1)
moments = st.integers(-10_000, 10_000).map(lambda hours: NOW + timedelta(hours=hours))

fittings: st.SearchStrategy[Fitting | NotUnderstood] = st.one_of(
    st.builds(
        Fitting,
        st.none() | st.integers(0, 10**6),
        search_texts().map(conditions_of),
        st.none() | st.builds(UnknownText, st.just("skill"), texts(150), st.none() | texts(150)),
    ),
    texts(400).map(conditions_in).filter(lambda found: not isinstance(found, Every)),
    st.builds(NeverAsked, st.just("age")),
)
"""How many people a form reaches, or what is wrong in it."""

workshops = st.builds(
    lambda id_, programme_id, starts_at, hours, zone, *rest: Workshop(
        id_, programme_id, starts_at, starts_at + timedelta(hours=hours), zone or "UTC", *rest
    ),
    ids,
    ids,
    moments,
    st.integers(1, 90),
    zones,
    texts(200),
    st.integers(0, 500),
    st.sampled_from(WorkshopStatus),
    st.integers(0, 500),
    st.integers(0, 500),
    st.integers(0, 500),
)
enrolments = st.builds(Enrolment, workshops, texts(150), st.sampled_from(EnrolmentState), st.integers(0, 900))
interests = st.builds(Interest, ids, st.none() | ids, texts(200), moments)
programmes = st.builds(
    Programme,
    id=ids,
    title=texts(150),
    description=texts(40_000),
    provider=st.none() | texts(150),
    skills=st.lists(texts(120), max_size=40).map(tuple),
    qualifies_for_tuition_assistance=st.booleans(),
)
offers = st.builds(
    lambda programme, found, is_wanted: Offer(
        programme,
        tuple(found),
        {each.id: Enrolment(each, programme.title, EnrolmentState.WAITLIST, 3) for each in found[::2]},
        is_wanted,
    ),
    programmes,
    st.lists(workshops, max_size=6),
    st.booleans(),
)
applications = st.builds(
    Application,
    id=ids,
    opening_id=ids,
    employee_id=ids,
    note=st.just("") | texts(2_000),
    stage=st.sampled_from(Stage),
    submitted_at=moments,
    considered_at=st.none() | moments,
)
considerations = st.builds(Consideration, texts(250), st.sampled_from(Decision), texts(2_000), moments)
histories = st.builds(History, applications, texts(150), st.lists(considerations, max_size=20).map(tuple))
prospects = st.builds(
    lambda id_, title, place, reasons, closes: Prospect(
        Opening(id_, title, "…", place, place, OpeningStatus.OPEN, EVERYONE, closes), True, tuple(reasons), None, False
    ),
    ids,
    texts(150),
    st.none() | texts(200),
    st.lists(texts(160), max_size=3),
    st.none() | st.integers(-5, 50).map(lambda days: NOW.date() + timedelta(days=days)),
)
quiets = st.sampled_from(
    (
        Quiet(Scope.ALL, "", NOW + timedelta(days=3), Why.PAUSED),
        Quiet(Scope.ALL, "", None, Why.STOPPED),
        Quiet(Scope.TOPIC, Topic.OPENINGS, None, Why.STOPPED),
        Quiet(Scope.TOPIC, Topic.TRAINING, None, Why.STOPPED),
        Quiet(Scope.TOPIC, Topic.TAKING_PART, None, Why.STOPPED),
    )
)

thanks = st.builds(
    Recognition, ids, st.sampled_from(RecognitionKind), texts(250), texts(LONGEST_THANKS), moments.map(datetime.date)
)
balances = st.sampled_from(
    (balance(2026, None, ()), balance(2026, Money(10**16, "USD"), (Money(1, "USD"), Money(10**16, "EUR"))))
)


def many(things: st.SearchStrategy[Thing]) -> st.SearchStrategy[tuple[Thing, ...]]:
    """Return none of them, a few, or two hundred: a few, again and again."""
    few = st.lists(things, min_size=1, max_size=4)
    return st.tuples(few, st.sampled_from((0, 1, 200, 200, 200))).map(lambda drawn: tuple(drawn[0] * drawn[1])[:200])


def shelves(things: st.SearchStrategy[Thing], size: int) -> st.SearchStrategy[Shelf[Thing]]:
    """Return a page of up to `size` of them, the first or a later one, with others behind it or none."""
    return st.builds(
        lambda drawn, skip, more, is_counted: Shelf(
            drawn[:size], skip, skip + len(drawn[:size]) + more if drawn else 0, is_counted
        ),
        many(things),
        st.sampled_from((0, size, 9_000)),
        st.sampled_from((0, 1, 10_000)),
        st.booleans(),
    )


def lists_of_offers(size: int) -> st.SearchStrategy[Offers]:
    """Return pages of so many programmes."""
    return st.builds(Offers, st.just("") | texts(150), shelves(offers, size), zones)


def lists_of_openings(size: int) -> st.SearchStrategy[Openings]:
    """Return pages of so many openings."""
    return st.builds(
        Openings,
        st.just("") | texts(150),
        shelves(prospects, size),
        st.none() | st.integers(0, 9_000),
        st.just(NOW.date()),
    )


def lists_of_interests(size: int) -> st.SearchStrategy[MyInterests]:
    """Return pages of so many interests."""
    return st.builds(MyInterests, shelves(interests, size), zones)


suits = st.builds(
    lambda id_, title, closes_on: Suits(id_, title, closes_on, Verdict(True, ())),
    ids,
    texts(150),
    st.none() | moments.map(datetime.date),
)
coming = st.builds(
    Next,
    st.lists(st.builds(Pressing, texts(150), st.sampled_from((Stage.OFFERED, Stage.INTERVIEW))), max_size=2).map(tuple),
    st.lists(enrolments, max_size=2).map(tuple),
    st.lists(enrolments, max_size=2).map(tuple),
    st.lists(suits, max_size=2).map(tuple),
)


def hubs(sizes: Mapping[Part, int]) -> st.SearchStrategy[Hub]:
    """Return hubs that were read in pages of these sizes."""
    return st.builds(
        Hub,
        zone=zones,
        now=st.just(NOW),
        next=coming,
        suiting=shelves(prospects, sizes[Part.OPENINGS]),
        applications=shelves(histories, sizes[Part.APPLICATIONS]),
        enrolments=shelves(enrolments, sizes[Part.WORKSHOPS]),
        interests=shelves(interests, sizes[Part.INTERESTS]),
        recognition=shelves(thanks, sizes[Part.RECOGNITION]),
        quiet=st.builds(
            QuietWishes,
            st.lists(quiets, max_size=6, unique=True).map(tuple),
            st.integers(0, 10_000),
            st.integers(0, 10_000),
        ),
        funding=balances,
    )


one_application = st.builds(OneApplication, histories, zones)

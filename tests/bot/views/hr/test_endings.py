"""The record of ended applications and the note about late ones, with names and reasons of every length."""

from datetime import timedelta

import pytest

from bot.usecases.messages.overdue import Late, LateRequests, Overdue
from bot.usecases.openings.considering import EndedPage, Queue
from bot.views import applicants
from bot.views.hr import applications as hr_applications
from bot.views.hr import endings as hr_endings
from bot.views.hr import overdue as hr_overdue
from career.applications import Consideration, Decision, Stage
from storage.openings.applicants import Applicant
from storage.openings.considerations import Candidate, Standing
from storage.openings.endings import Ending
from tests.bot.views import slack_says
from tests.factories import NOW

COUNTS = (0, 1, 49, 51, 10_000)
WORST = "&<!channel><@U0> " * 20


def _candidate(number: int) -> Candidate:
    since = NOW - timedelta(days=30)
    return Candidate(number, number, WORST[:240], 12, WORST[:150], Stage.SUBMITTED, since, None)


def _pages(count: int, size: int) -> list[int]:
    """Return how many come before the first page, the second and the last."""
    last = max(count - 1, 0) // size * size
    return sorted({0, min(size, last), last})


@pytest.mark.parametrize("count", COUNTS)
def test_every_page_of_ended_applications_fits(count: int) -> None:
    decided = Consideration(WORST[:240], Decision.DECLINE, WORST * 8, NOW)
    for skip in _pages(count, hr_endings.PAGE_SIZE):
        here = range(skip, min(skip + hr_endings.PAGE_SIZE, count))
        page = EndedPage(
            tuple(
                Ending(n, WORST[:240], 12, WORST[:150], Stage.DECLINED, NOW, decided if n % 2 else None) for n in here
            ),
            skip,
            count,
        )
        blocks = hr_endings.ended_list(page, None)
        assert slack_says.of_message(hr_endings.ended_as_text(page), blocks) == []
        assert ("hr.endings.more" in slack_says.buttons(blocks)) == (skip + len(here) < count)
        assert ("hr.endings.back" in slack_says.buttons(blocks)) == (skip > 0)


@pytest.mark.parametrize("count", COUNTS)
def test_every_page_of_the_queue_fits(count: int) -> None:
    for skip in _pages(count, hr_applications.PAGE_SIZE):
        here = range(skip, min(skip + hr_applications.PAGE_SIZE, count))
        queue = Queue(0, None, tuple(map(_candidate, here)), skip, Standing(count, count, count), NOW)
        blocks = hr_applications.queue_list(queue, None)
        assert slack_says.of_message(hr_applications.queue_as_text(queue), blocks) == []
        assert ("hr.applications.more" in slack_says.buttons(blocks)) == (skip + len(here) < count)


@pytest.mark.parametrize("count", COUNTS[1:])
def test_the_note_about_late_applications_fits_and_leads_to_the_first(count: int) -> None:
    first = tuple(Late(_candidate(n), 250 + n) for n in range(min(count, hr_overdue.MOST_NAMED)))
    late = Overdue(5, count, first)
    blocks = hr_overdue.blocks(late)
    assert slack_says.of_message(hr_overdue.as_text(late), blocks) == []
    assert slack_says.buttons(blocks) == ["hr.application", "hr.applications"]
    words = slack_says.words(blocks)
    assert ", 250 working days: #12 " in words
    more = count - len(first)
    assert (f"and {more:,} more" in words) == (more > 0)


@pytest.mark.parametrize(
    ("requests", "said"),
    [
        (LateRequests(1, 8), "1 request for funding has waited 8 working days for a decision."),
        (
            LateRequests(3, 8),
            "3 requests for funding have waited longer than 5 working days for a decision, the oldest 8 working days.",
        ),
    ],
)
def test_the_note_says_in_one_line_how_many_requests_for_funding_wait(requests: LateRequests, said: str) -> None:
    alone = Overdue(5, 0, (), requests)
    assert hr_overdue.as_text(alone) == said
    assert slack_says.of_message(hr_overdue.as_text(alone), hr_overdue.blocks(alone)) == []
    assert slack_says.buttons(hr_overdue.blocks(alone)) == ["hr.funding"]
    both = Overdue(5, 1, (Late(_candidate(1), 6),), requests)
    assert hr_overdue.as_text(both) == f"1 application waits longer than 5 working days to be considered. {said}"
    assert f"*{said}* Decide with `/hr funding`." in slack_says.words(hr_overdue.blocks(both))
    assert slack_says.buttons(hr_overdue.blocks(both)) == ["hr.application", "hr.applications", "hr.funding"]


def test_who_ended_an_application_stands_beside_it() -> None:
    decided = Consideration("Hana Novak", Decision.DECLINE, "More SQL, please.", NOW)
    page = EndedPage(
        (
            Ending(1, "Ada Lovering", 12, "Pilot", Stage.DECLINED, NOW, decided),
            Ending(2, "Ben Okafor", 12, "Pilot", Stage.WITHDRAWN, NOW, None),
        ),
        0,
        2,
    )
    words = slack_says.words(hr_endings.ended_list(page, None))
    assert "*Ada Lovering* for #12 Pilot: declined\n“More SQL, please.”" in words
    assert "Hana Novak declined it, Tue 24 Nov 2026" in words
    assert "The applicant took it back, Tue 24 Nov 2026" in words


def test_an_applicant_of_whom_nothing_is_known_is_shown_without_a_gap() -> None:
    words = slack_says.words(applicants.held(Applicant((), (), 0, None, None, None, None), NOW.date()))
    assert words.count("None on record.") == 2
    assert "In the current role since an unknown day" in words
    assert "Last review: none on record." in words


@pytest.mark.parametrize(
    ("days", "said"), [(0, "less than a month"), (31, "1 month"), (365, "1 year"), (1_000, "2 years and 8 months")]
)
def test_time_is_said_in_years_and_months(days: int, said: str) -> None:
    today = NOW.date()
    assert applicants.time_since(today - timedelta(days=days), today) == said

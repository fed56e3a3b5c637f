"""HR's lists about training keep Slack's limits however long they are and whatever people wrote."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from bot.usecases.training.attendance import AttendanceList, Finished
from bot.usecases.training.demand import Demand, GroupPage, InterestedInProgramme, Wanted, Wisher
from bot.usecases.training.nominating import Candidates
from bot.usecases.training.programmes import ProgrammePage
from bot.usecases.training.rosters import Comments, Roster
from bot.usecases.training.workshop_plans import ToPlan, WorkshopPage
from bot.views import calendar_files
from bot.views.hr import attendance as hr_attendance
from bot.views.hr import demand as hr_demand
from bot.views.hr import nominations as hr_nominations
from bot.views.hr import programmes as hr_programmes
from bot.views.hr import rosters as hr_rosters
from bot.views.hr import workshop_form as hr_workshop_form
from bot.views.hr import workshops as hr_workshops
from bot.views.ids import Action
from bot.views.values import ProgrammeForm
from career.training import EnrolmentState, Programme, Workshop, WorkshopStatus
from storage.training.feedback import FeedbackScore
from storage.training.nominations import InterestedPerson
from storage.training.programmes import ListedProgramme, ProgrammeText
from storage.training.rosters import OnRoster
from storage.training.workshops import TitledWorkshop
from tests.bot.views.slack_says import buttons, of_message, of_modal, words
from tests.factories import NOW

STARTS = datetime(2026, 12, 8, 9, 0, tzinfo=UTC)
NASTY = "<!channel> & *bold* " * 7
"""As long as a title may be, and nothing of it is to be a format or a mention."""

WORKSHOP = Workshop(
    2**31 - 1, 2**31 - 1, STARTS, STARTS + timedelta(hours=2), "America/Argentina/ComodRivadavia", NASTY + NASTY[:60],
    500, WorkshopStatus.PLANNED, 99, 500, 9_500,
)  # fmt: skip
FOUND = TitledWorkshop(NASTY, WORKSHOP)
TOLD = "Somebody is out and will be told."
LENGTHS = (0, 1, 49, 51, 10_000)


def shown(total: int, size: int) -> range:
    return range(min(total, size))


@pytest.mark.parametrize("total", LENGTHS)
@pytest.mark.parametrize("is_last_page", [False, True])
def test_every_list_keeps_slacks_limits(total: int, is_last_page: bool) -> None:  # noqa: FBT001  parametrised
    def skip(size: int) -> int:
        return max(0, (total - 1) // size * size) if is_last_page else 0

    def people(size: int, state: EnrolmentState) -> tuple[OnRoster, ...]:
        return tuple(OnRoster(2**31 - 1 - each, NASTY, NASTY, state, NOW) for each in shown(total, size))

    wished = tuple(InterestedPerson(each, NASTY, NOW, NASTY, None) for each in shown(total, 40))
    roster = Roster(
        FOUND,
        people(hr_rosters.PAGE_SIZE, EnrolmentState.WAITLIST),
        {2**31 - 1 - each: each for each in range(50)},
        {},
        {EnrolmentState.WAITLIST: total},
        FeedbackScore(9, 4.5),
        skip(hr_rosters.PAGE_SIZE),
        total,
        NOW,
    )
    unmarked = people(hr_attendance.PAGE_SIZE, EnrolmentState.SEAT)
    attendance = AttendanceList(
        FOUND, unmarked, {EnrolmentState.SEAT: total}, skip(hr_attendance.PAGE_SIZE), total, NOW
    )
    wanted = tuple(Wanted(None, NASTY, 9_999, (NASTY,) * 50) for _ in shown(total, hr_demand.PAGE_SIZE))
    programmes = tuple(
        ListedProgramme(each, NASTY, is_offered=False, qualifies_for_tuition_assistance=True, interested=9, planned=9)
        for each in shown(total, hr_programmes.PAGE_SIZE)
    )
    many = hr_demand.PEOPLE_PAGE_SIZE
    for blocks in (
        hr_rosters.roster(roster, TOLD),
        hr_rosters.roster(replace(roster, now=STARTS + timedelta(days=1)), TOLD),
        hr_attendance.attendance(attendance, TOLD),
        hr_demand.demand(Demand(wanted, skip(hr_demand.PAGE_SIZE), total)),
        hr_demand.interested(InterestedInProgramme(1, NASTY, wished[:many], (WORKSHOP,) * 9, skip(many), total)),
        hr_demand.wishers(
            GroupPage(NASTY, tuple(Wisher(NASTY, NASTY, NOW) for _ in shown(total, many)), skip(many), total)
        ),
        hr_nominations.candidates(
            Candidates(FOUND, wished[: hr_nominations.PAGE_SIZE], skip(hr_nominations.PAGE_SIZE), total, NOW), TOLD
        ),
        hr_programmes.programme_list(ProgrammePage(programmes, skip(hr_programmes.PAGE_SIZE), total)),
        hr_workshops.workshop_list(
            WorkshopPage(
                tuple(FOUND for _ in shown(total, hr_workshops.PAGE_SIZE)), skip(hr_workshops.PAGE_SIZE), total, NOW
            )
        ),
    ):
        assert of_message("A list", blocks) == []


@pytest.mark.parametrize(
    ("workshop", "says", "next_step"),
    [
        (replace(WORKSHOP, seats=9, taken=9), "Every seat is taken", Action.HR_WORKSHOP_CHANGE),
        (replace(WORKSHOP, status=WorkshopStatus.CANCELLED, taken=0), "It is cancelled", Action.HR_ROSTER),
        (replace(WORKSHOP, starts_at=NOW, taken=0), "It has begun", Action.HR_ROSTER),
    ],
)
def test_where_no_seat_can_be_offered_nobody_is_and_what_to_do_instead_is_said(
    workshop: Workshop, says: str, next_step: Action
) -> None:
    person = InterestedPerson(1, "Ada Lovering", NOW, "", None)
    blocks = hr_nominations.candidates(Candidates(TitledWorkshop("Sculling", workshop), (person,), 0, 1, NOW))
    assert says in words(blocks)
    assert Action.HR_NOMINATE not in buttons(blocks)
    assert buttons(blocks)[-1] == next_step


def test_a_workshop_that_is_under_way_misses_nothing_yet() -> None:
    found = TitledWorkshop("Sculling", WORKSHOP)
    assert "under way" in hr_workshops.in_short(found, WORKSHOP.starts_at)
    assert "attendance is missing" in hr_workshops.in_short(found, WORKSHOP.ends_at)
    assert "9,500 waited" in hr_workshops.in_short(found, WORKSHOP.starts_at)
    assert "9,500 waiting" in hr_workshops.in_short(found, NOW)
    assert hr_workshops.in_short(found, NOW) == hr_workshops.in_short(found)


def test_whoever_still_waited_when_it_began_is_not_said_to_wait() -> None:
    waited = OnRoster(1, "Ben Okafor", None, EnrolmentState.WAITLIST, NOW)
    states = {EnrolmentState.WAITLIST: 1}
    page = Roster(
        TitledWorkshop("Sculling", WORKSHOP), (waited,), {1: 1}, {}, states, FeedbackScore(0, None), 0, 1, NOW
    )
    assert "number 1 on the waitlist" in words(hr_rosters.roster(page))
    assert "waited, and no seat came free" in words(hr_rosters.roster(replace(page, now=WORKSHOP.ends_at)))


def test_whoever_is_interested_is_one_tap_from_the_next_workshops() -> None:
    person = InterestedPerson(1, "Ada Lovering", NOW, "", None)
    seen = InterestedInProgramme(1, "Sculling", (person,), (WORKSHOP, replace(WORKSHOP, id=2)), 0, 1)
    assert buttons(hr_demand.interested(seen)) == [*[Action.HR_CANDIDATES] * 2, Action.HR_WORKSHOP_NEW]
    assert "Next: set a date." in words(hr_demand.interested(replace(seen, workshops=())))
    assert buttons(hr_demand.interested(replace(seen, people=(), total=0))) == [Action.HR_WORKSHOP_NEW]


def test_attendance_is_told_as_a_person_counts() -> None:
    found = TitledWorkshop("Sculling", WORKSHOP)
    begun = AttendanceList(found, (), {EnrolmentState.SEAT: 2}, 0, 2, NOW)
    assert hr_attendance.as_text(begun) == "0 attended, 2 not written down yet"
    done = replace(begun, states={EnrolmentState.ATTENDED: 1, EnrolmentState.ABSENT: 1})
    assert hr_attendance.as_text(done) == "1 attended, 1 absent"
    told = hr_attendance.answer_to_finish(Finished(found, 5, 0, ("SQL",)))
    assert told == "*Sculling* is finished: 5 people have completed it, nobody was absent. On record for them now: SQL."


def test_a_day_is_the_readers_own() -> None:
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    seen = InterestedInProgramme(
        1, "Sculling", (InterestedPerson(1, "Ada", late, "", None),), (), 0, 1, "Europe/Berlin"
    )
    assert "since 25 November 2026" in words(hr_demand.interested(seen))
    wished = GroupPage("knots", (Wisher("Ada", "knots", late),), 0, 1, "America/New_York")
    assert "since 24 November 2026" in words(hr_demand.wishers(wished))


def test_every_form_keeps_slacks_limits() -> None:
    text = ProgrammeText(
        "x" * 150,
        "x" * 2_500,
        "x" * 150,
        tuple(f"{number} {'x' * 100}" for number in range(25)),
        qualifies_for_tuition_assistance=True,
        is_offered=False,
    )
    programme = Programme(1, NASTY, "", None, (), qualifies_for_tuition_assistance=False)
    for view in (
        hr_programmes.form(ProgrammeForm(1, 2, "x" * 200), text),
        hr_programmes.form(ProgrammeForm(0)),
        hr_workshop_form.new(ToPlan(programme, None)),
        hr_workshop_form.change(FOUND),
        hr_workshop_form.cancel(FOUND),
        hr_rosters.comments(Comments(FOUND, FeedbackScore(500, 4.5), ("&" * 1_000,) * 500)),
    ):
        assert of_modal(view) == []


def test_a_calendar_file_is_about_the_same_event_after_a_change() -> None:
    def event(workshop: Workshop) -> dict[str, object]:
        (found,) = Calendar.from_ical(calendar_files.calendar_file("Sculling, part 1", workshop, NOW)).walk("VEVENT")
        return {name: found.decoded(name) for name in ("uid", "sequence", "dtstart", "dtend", "summary")}

    before, after = event(WORKSHOP), event(replace(WORKSHOP, revision=100, starts_at=STARTS + timedelta(hours=1)))
    assert before["uid"] == after["uid"]
    assert (before["sequence"], after["sequence"]) == (99, 100)
    assert (before["dtstart"], after["dtstart"]) == (STARTS, STARTS + timedelta(hours=1))
    assert before["summary"] == "Sculling, part 1"


def test_whose_attendance_is_missing_had_a_seat_and_has_none_any_more() -> None:
    seated = OnRoster(1, "Ada Lovering", None, EnrolmentState.SEAT, NOW)
    states = {EnrolmentState.SEAT: 1}
    page = Roster(TitledWorkshop("Sculling", WORKSHOP), (seated,), {}, {}, states, FeedbackScore(0, None), 0, 1, NOW)
    assert "*Ada Lovering*\nhas a seat" in words(hr_rosters.roster(page))
    over = words(hr_rosters.roster(replace(page, now=WORKSHOP.ends_at)))
    assert "*Ada Lovering*\nhad a seat; attendance missing" in over

"""Whoever could not be told by Slack is shown to HR until a person has told them."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.notices import COMPOSERS
from bot.slack.trouble import Refused
from bot.usecases.messages.telling import UntoldPage, told_by_hr, untold_page
from bot.usecases.training import enrolling, waitlists
from bot.views.hr import untold as hr_untold
from career.applications import Decision
from career.employees import EmploymentStatus
from career.notices import NoticeDrop, NoticeKind
from career.outcomes import DeliveryState
from career.tuition import RequestState
from storage.database import Database
from storage.house.hr_counts import hr_counts
from storage.messages.news import WorkshopMeant
from storage.messages.notices import ToChannel, ToEmployee
from storage.messages.untold import Untold
from storage.tables import AuditRow, EmployeeRow, NoticeRow
from tests.bot.notices.rig import a_courier, notices, one_owed, owed
from tests.bot.nudges.rig import NO_ANSWER, Clock, Mailbox, answers
from tests.bot.usecases.training.training_rig import ENDS, STARTS, people, workshop
from tests.bot.views import slack_says
from tests.couriers import notice_courier
from tests.factories import (
    NOW,
    a_cancellation,
    a_consideration,
    a_programme,
    a_recognition,
    a_tuition_request,
    a_workshop,
    an_application,
    an_employee,
    an_opening,
)

HANA, HUGO = "UHANA", "UHUGO"
WORST = "&<!channel><@U0> " * 20


def _uncertain(database: Database) -> None:
    one_owed(database)
    mail = Mailbox(Clock())
    mail.losses.append(NO_ANSWER)
    mail.lookups.append(Refused("channel_not_found"))
    courier = a_courier(database, mail)
    courier.run_until_idle()
    mail.clock.move(seconds=120)
    courier.run_until_idle()


def _refused(database: Database) -> None:
    one_owed(database)
    mail = Mailbox(Clock())
    mail.faults.append(answers(Refused("user_disabled")))
    a_courier(database, mail).run_until_idle()


def _without_slack(database: Database) -> None:
    one_owed(database)
    with database.begin() as session:
        session.execute(update(EmployeeRow).values(slack_id=None))
    a_courier(database, Mailbox(Clock())).run_until_idle()


CASES = {
    DeliveryState.UNCERTAIN: _uncertain,
    DeliveryState.FAILED: _refused,
    DeliveryState.DROPPED: _without_slack,
}


@pytest.mark.parametrize("state", CASES)
def test_who_could_not_be_told_is_shown_until_a_person_has_told_them(database: Database, state: DeliveryState) -> None:
    CASES[state](database)
    [person] = untold_page(database, 0, 10, NOW).people
    assert (person.state, person.kind) == (state, NoticeKind.APPLICATION_DECIDED)
    with database.read() as session:
        assert hr_counts(session, NOW).untold == 1
    assert told_by_hr(database, HANA, person.notice_id, NOW)
    assert not told_by_hr(database, HUGO, person.notice_id, NOW), "Hana was faster"
    assert untold_page(database, 0, 10, NOW) == UntoldPage((), 0, 0)
    assert [entry.reason for entry in notices(database)] == [NoticeDrop.TOLD_BY_HR]
    with database.read() as session:
        noted = session.execute(select(AuditRow).where(AuditRow.action == "notice.told_by_hr")).scalar_one()
        assert (noted.by, noted.subject, noted.details) == (HANA, "employee:1", {"about": "application.decided"})
    mail = Mailbox(Clock(NOW + timedelta(days=1)))
    a_courier(database, mail).run_until_idle()
    assert mail.taken == [], "what a person has told is not sent by Slack as well"


def test_what_is_on_its_way_or_arrived_is_none_of_hrs_business(database: Database) -> None:
    one_owed(database)
    assert untold_page(database, 0, 10, NOW).total == 0
    with database.read() as session:
        notice = session.scalars(select(NoticeRow.id)).one()
    assert not told_by_hr(database, HANA, notice, NOW)
    a_courier(database, Mailbox(Clock())).run_until_idle()
    assert untold_page(database, 0, 10, NOW).total == 0
    assert not told_by_hr(database, HANA, notice, NOW)


def test_nobody_tells_those_who_left_or_a_channel(database: Database) -> None:
    _without_slack(database)
    owed(database, ToChannel("C0HR"), key="event:2")
    mail = Mailbox(Clock())
    mail.faults.append(answers(Refused("channel_not_found")))
    a_courier(database, mail).run_until_idle()
    with database.begin() as session:
        session.execute(update(EmployeeRow).values(status=EmploymentStatus.LEFT))
    assert untold_page(database, 0, 10, NOW).total == 0


def test_hr_reads_which_workshop_a_message_was_about_as_long_as_that_is_of_use(database: Database) -> None:
    people(database, "UADA", "UBEN")
    there = workshop(database, seats=1)
    for each in ("UADA", "UBEN"):
        enrolling.enrol(database, each, there, NOW)
    with database.begin() as session:
        session.execute(update(EmployeeRow).values(slack_id=None))
    waitlists.tell_who_waited(database, STARTS)
    courier = notice_courier(database, Mailbox(Clock(STARTS)), Clock(STARTS), Clock(STARTS).sleep, COMPOSERS)
    courier.run_until_idle()
    page = untold_page(database, 0, 10, STARTS)
    line = f"Workshop #{there} Sculling, 8 December 2026: they waited, and no seat came free.\nTue 8 Dec 2026, 10:00 (your time)"
    assert line in slack_says.words(hr_untold.untold_list(page, "Europe/Berlin"))
    assert untold_page(database, 0, 10, ENDS).total == 0


def _failed(database: Database, kind: NoticeKind, details: Mapping[str, int]) -> str:
    """Let somebody not be told of this; return what HR reads of it."""
    with database.begin() as session:
        employee = an_employee(session, given_name="Ada", family_name="Lovering")
    owed(database, ToEmployee(employee), key=f"event:{kind}", kind=kind, details=details)
    with database.begin() as session:
        session.execute(update(NoticeRow).where(NoticeRow.kind == kind).values(state=DeliveryState.FAILED))
    page = untold_page(database, 0, 10, NOW)
    return slack_says.words(hr_untold.untold_list(page, "Europe/Berlin"))


def test_hr_reads_what_each_message_was_about(database: Database) -> None:
    with database.begin() as session:
        ada, opening = an_employee(session), an_opening(session, title="Pilot")
        a_cancellation(session, opening, reason="No money.")
        application = an_application(session, opening, ada)
        programme = a_programme(session, title="Sculling")
        abouts = {
            NoticeKind.APPLICATION_DECIDED: {
                "consideration": a_consideration(
                    session, application, decision=Decision.DECLINE, reason="More SQL, please."
                )
            },
            NoticeKind.OPENING_CANCELLED: {"application": application},
            NoticeKind.PROGRAMME_OFFERED: {"programme_id": programme},
            NoticeKind.FUNDING_DECIDED: {
                "request_id": a_tuition_request(session, ada, title="Navigation", state=RequestState.WITHDRAWN)
            },
            NoticeKind.RECOGNITION_RECEIVED: {"recognition_id": a_recognition(session, ada, by_name="Ben Okafor")},
            NoticeKind.NOMINATION_OFFERED: {
                "workshop_id": a_workshop(session, programme, starts_at=STARTS, ends_at=ENDS)
            },
        }
    said = {
        NoticeKind.APPLICATION_DECIDED: "Decision on their application for #1 Pilot: declined.\n“More SQL, please.”",
        NoticeKind.OPENING_CANCELLED: "The opening #1 Pilot, for which they applied, is cancelled.\n“No money.”",
        NoticeKind.PROGRAMME_OFFERED: "What they wanted to learn is offered now: programme #1 Sculling.",
        NoticeKind.FUNDING_DECIDED: "Decision on their request for funding of Navigation: withdrawn.",
        NoticeKind.RECOGNITION_RECEIVED: "Kudos from Ben Okafor.",
        NoticeKind.NOMINATION_OFFERED: "Workshop #1 Sculling, 8 December 2026: HR keeps a seat for them",
    }
    for kind, details in abouts.items():
        assert said[kind] in _failed(database, kind, details), kind


@pytest.mark.parametrize("kind", [NoticeKind.PICKED_TIME, NoticeKind.WORKSHOP_FEEDBACK])
def test_hr_is_not_shown_what_is_the_persons_own(database: Database, kind: NoticeKind) -> None:
    assert "Ada" not in _failed(database, kind, {})
    with database.read() as session:
        assert hr_counts(session, NOW).untold == 0
        notice = session.scalars(select(NoticeRow.id)).one()
    assert not told_by_hr(database, HANA, notice, NOW)


_OTHERS_WORDS = {NoticeKind.WORKSHOP_FEEDBACK, NoticeKind.NOMINATION_ANSWERED}
"""Of those about workshops, what HR does not tell anybody."""


@pytest.mark.parametrize(
    "kind",
    [each for each in NoticeKind if each.split(".")[0] in {"workshop", "nomination"} and each not in _OTHERS_WORDS],
)
def test_every_kind_of_news_about_a_workshop_has_its_words(kind: NoticeKind) -> None:
    meant = WorkshopMeant(12, "Sculling", NOW, "Europe/Berlin")
    page = UntoldPage((Untold(1, "Ada Lovering", kind, DeliveryState.FAILED, NOW, meant),), 0, 1)
    assert "Workshop #12 Sculling, 24 November 2026: " in slack_says.words(hr_untold.untold_list(page, None))


@pytest.mark.parametrize("count", [0, 1, 49, 51, 10_000])
def test_every_page_fits(count: int) -> None:
    last = max(count - 1, 0) // hr_untold.PAGE_SIZE * hr_untold.PAGE_SIZE
    for skip in {0, last}:
        here = range(skip, min(skip + hr_untold.PAGE_SIZE, count))
        meant = WorkshopMeant(12, WORST[:240], NOW, "Europe/Berlin")
        untold = (Untold(n, WORST[:240], NoticeKind.WORKSHOP_SEAT, DeliveryState.FAILED, NOW, meant) for n in here)
        page = UntoldPage(tuple(untold), skip, count)
        for answer in ("", hr_untold.answer_to_told(is_new=True)):
            blocks = hr_untold.untold_list(page, None, answer)
            assert slack_says.of_message(hr_untold.untold_as_text(page), blocks) == []
            assert slack_says.buttons(blocks).count("hr.untold.told") == len(here)

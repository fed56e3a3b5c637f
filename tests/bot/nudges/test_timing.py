"""When a message goes out: in the recipient's hours, within the budget, the nearest deadline first."""

from datetime import UTC, date, datetime

from bot.nudges.engine import tick
from bot.slack.trouble import Refused
from career.outcomes import DeliveryState
from career.targets import OpeningTarget, ProgrammeTarget
from storage.database import Database
from tests.bot.nudges.rig import (
    Clock,
    Mailbox,
    a_courier,
    a_running_nudge,
    answers,
    deliver,
    ledger,
    reasons,
    states,
    waited_for_the_attempt,
)
from tests.factories import NOW, a_programme, an_employee, an_opening

SENT = DeliveryState.SENT


def two_due_to_one_person(database: Database) -> None:
    """Let UADA be due to hear of an opening and of a programme."""
    with database.begin() as session:
        an_employee(session, slack_id="UADA")
        opening, programme = an_opening(session), a_programme(session)
    a_running_nudge(database, OpeningTarget(opening))
    a_running_nudge(database, ProgrammeTarget(programme))
    tick(database, NOW)


def test_two_nudges_reach_for_one_person_at_once_and_one_waits(database: Database) -> None:
    two_due_to_one_person(database)
    mail = Mailbox(Clock())
    other = a_courier(database, mail)

    def meanwhile(_to: str) -> None:
        mail.clock.move(seconds=61)
        other.run_until_idle()

    mail.faults.append(meanwhile)
    a_courier(database, mail).deliver_next()
    assert mail.recipients == ["UADA"]


def test_two_workers_write_to_one_person_in_the_same_instant_and_one_of_them_waits(database: Database) -> None:
    two_due_to_one_person(database)
    mail = Mailbox(Clock())
    other = a_courier(database, mail)
    assert waited_for_the_attempt(
        database, lambda held_up: a_courier(held_up, mail).deliver_next(), other.run_until_idle
    )
    assert mail.recipients == ["UADA"]


def test_a_message_waits_for_the_recipients_own_morning(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, slack_id="UADA", zone="Europe/Berlin")
        opening = an_opening(session)
    a_running_nudge(database, OpeningTarget(opening))
    tick(database, NOW)
    mail = Mailbox(Clock(datetime(2026, 11, 24, 16, 0, tzinfo=UTC)))
    a_courier(database, mail).run_until_idle()
    assert mail.taken == [], "five in the afternoon is after hours"
    assert [entry.due_at for entry in ledger(database)] == [datetime(2026, 11, 25, 8, 0, tzinfo=UTC)]
    mail.clock.now = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
    a_courier(database, mail).run_until_idle()
    assert mail.recipients == ["UADA"]


def test_one_nudge_a_day_and_the_nearest_deadline_goes_first(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, slack_id="UADA")
        openings = [
            an_opening(session, title=title, closes_on=last)
            for title, last in (("Far", date(2026, 12, 20)), ("Never", None), ("Near", date(2026, 11, 27)))
        ]
    for opening in openings:
        a_running_nudge(database, OpeningTarget(opening))
    mail = Mailbox(Clock())
    days: list[tuple[str, int]] = []
    for _hour in range(24 * 8):
        deliver(database, mail)
        days += [(text.split("at ")[1], at.date().day) for _, text, _, at in mail.taken[len(days) :]]
        mail.clock.move(hours=1)
    assert days == [("Near.", 24), ("Far.", 25), ("Never.", 1)], "two in seven days, so the third waits a week"


def test_what_finds_no_free_day_before_its_end_is_dropped(database: Database) -> None:
    with database.begin() as session:
        person = an_employee(session, slack_id="UADA")
        one, other = (
            an_opening(session, closes_on=date(2026, 11, 24)),
            an_opening(session, closes_on=date(2026, 11, 24)),
        )
    a_running_nudge(database, OpeningTarget(one))
    late = a_running_nudge(database, OpeningTarget(other))
    mail = Mailbox(Clock())
    deliver(database, mail)
    mail.clock.move(minutes=2)
    deliver(database, mail)
    assert len(mail.taken) == 1
    found = reasons(database, late)[person]
    assert found is not None
    assert found.value == "expired"


def test_one_that_fails_does_not_use_up_the_budget(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, slack_id="UADA")
        openings = [an_opening(session), an_opening(session)]
    for opening in openings:
        a_running_nudge(database, OpeningTarget(opening))
    mail = Mailbox(Clock())
    mail.faults.append(answers(Refused("msg_too_long")))
    deliver(database, mail)
    mail.clock.move(minutes=2)
    deliver(database, mail)
    assert mail.recipients == ["UADA"]
    assert sorted(states(database).values()) == [SENT]

"""Whatever dies or falls on its way, a message arrives, and once: be it a nudge, or a notice to a person or a channel."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.slack.courier import Idle
from bot.slack.trouble import Refused, TokenRefused, Trouble, Uncertain, Unreached, Wait
from career.outcomes import DeliveryState
from storage.database import Database
from storage.messages.claims import MessageTable
from storage.messages.notices import ToChannel, ToEmployee
from storage.messages.pace import Blocked
from storage.tables import DeliveryRow, NoticeRow
from tests.bot.notices import rig as notices
from tests.bot.nudges import rig as nudges
from tests.bot.nudges.rig import NO_ANSWER, Clock, Crash, Interrupted, Mailbox, answers, dies
from tests.couriers import LoneCourier, Worked
from tests.factories import NOW, an_employee

SENT, FAILED, UNCERTAIN = DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.UNCERTAIN


@dataclass(frozen=True)
class Kind:
    """One kind of message: `let_be_due` lets so many be due at NOW, and returns to whom they go."""

    table: MessageTable
    let_be_due: Callable[[Database, int], list[str]]
    courier: Callable[[Database, Mailbox], LoneCourier]
    recorded: Callable[[Database], list[tuple[DeliveryState, str | None]]]

    def states(self, database: Database) -> list[DeliveryState]:
        return [state for state, _ in self.recorded(database)]


def nudges_due(database: Database, number: int) -> list[str]:
    nudges.many_due(database, number)
    return [f"U{each}" for each in range(number)]


def people_owed(database: Database, number: int) -> list[str]:
    names = [f"U{each}" for each in range(number)]
    for name in names:
        with database.begin() as session:
            person = an_employee(session, slack_id=name)
        notices.owed(database, ToEmployee(person), key=f"event:{name}")
    return names


def channels_owed(database: Database, number: int) -> list[str]:
    names = [f"C{each}" for each in range(number)]
    for name in names:
        notices.owed(database, ToChannel(name), key=f"event:{name}")
    return names


def _recorded_nudges(database: Database) -> list[tuple[DeliveryState, str | None]]:
    return [(entry.state, entry.trouble) for entry in nudges.ledger(database)]


def _recorded_notices(database: Database) -> list[tuple[DeliveryState, str | None]]:
    return [(entry.state, entry.trouble) for entry in notices.notices(database)]


KINDS = {
    "nudge": Kind(DeliveryRow, nudges_due, nudges.a_courier, _recorded_nudges),
    "notice to a person": Kind(NoticeRow, people_owed, notices.a_courier, _recorded_notices),
    "notice to a channel": Kind(NoticeRow, channels_owed, notices.a_courier, _recorded_notices),
}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    return KINDS[request.param]


def test_nothing_more_comes_of_what_was_sent(database: Database, kind: Kind) -> None:
    to = kind.let_be_due(database, 1)
    mail = Mailbox(Clock())
    courier = kind.courier(database, mail)
    courier.run_until_idle()
    mail.clock.move(days=3)
    assert courier.deliver_next() == Idle()
    assert mail.recipients == to


@pytest.mark.parametrize("step", range(1, 9))
def test_a_death_between_any_two_steps_loses_nothing_and_sends_nothing_twice(
    database: Database, kind: Kind, step: int
) -> None:
    to = kind.let_be_due(database, 1)
    mail = Mailbox(Clock())

    def die_at(now: int) -> None:
        if now == step:
            raise Crash

    with pytest.raises(Crash):
        kind.courier(Interrupted(database, die_at), mail).deliver_next()
    for _ in range(3):
        mail.clock.move(seconds=141)
        kind.courier(database, mail).run_until_idle()
    assert (mail.recipients, kind.states(database)) == (to, [SENT])


@pytest.mark.parametrize("was_taken", [False, True])
def test_a_death_on_the_wire_loses_nothing_and_sends_nothing_twice(
    database: Database,
    kind: Kind,
    was_taken: bool,  # noqa: FBT001
) -> None:
    to = kind.let_be_due(database, 1)
    mail = Mailbox(Clock())
    (mail.losses if was_taken else mail.faults).append(dies)
    with pytest.raises(Crash):
        kind.courier(database, mail).deliver_next()
    for _ in ("its lease lapses", "whoever takes over lets it settle"):
        assert mail.looked_for == []
        mail.clock.move(seconds=141)
        kind.courier(database, mail).run_until_idle()
    assert (mail.recipients, kind.states(database)) == (to, [SENT])
    assert len(mail.looked_for) == 1


@pytest.mark.parametrize("was_taken", [False, True])
def test_without_a_clear_answer_slack_is_asked_two_minutes_later(
    database: Database,
    kind: Kind,
    was_taken: bool,  # noqa: FBT001
) -> None:
    to = kind.let_be_due(database, 1)
    mail = Mailbox(Clock())
    (mail.losses if was_taken else mail.faults).append(NO_ANSWER)
    courier = kind.courier(database, mail)
    courier.run_until_idle()
    mail.clock.move(seconds=119)
    courier.run_until_idle()
    assert mail.looked_for == [], "the message may still be on its way into the history"
    mail.clock.move(seconds=1)
    courier.run_until_idle()
    assert len(mail.looked_for) == 1
    assert (mail.recipients, kind.states(database)) == (to, [SENT])


def test_a_history_that_cannot_be_read_makes_it_uncertain_for_good(database: Database, kind: Kind) -> None:
    to = kind.let_be_due(database, 1)
    mail = Mailbox(Clock())
    mail.losses.append(NO_ANSWER)
    mail.lookups.extend(
        [Uncertain("http_503"), Wait("ratelimited", timedelta(seconds=7)), Refused("channel_not_found")]
    )
    courier = kind.courier(database, mail)
    for _ in range(6):
        courier.run_until_idle()
        mail.clock.move(seconds=120)
    assert kind.recorded(database) == [(UNCERTAIN, "channel_not_found")]
    assert mail.recipients == to, "what nobody can tell is never sent again"


@pytest.mark.parametrize(
    "answer",
    [
        Uncertain("http_503"),
        TokenRefused("missing_scope"),
        Wait("ratelimited", timedelta(hours=1)),
        Unreached("unreachable", timedelta(seconds=30)),
    ],
    ids=lambda answer: answer.code,
)
def test_after_a_day_of_asking_slack_in_vain_hr_is_asked(database: Database, kind: Kind, answer: Trouble) -> None:
    to = kind.let_be_due(database, 1)
    mail = Mailbox(Clock())
    mail.losses.append(NO_ANSWER)
    courier = kind.courier(database, mail)
    courier.run_until_idle()
    for waited in (timedelta(minutes=2), timedelta(hours=23)):
        mail.clock.move(seconds=waited.total_seconds())
        mail.lookups.append(answer)
        courier.deliver_next()
        assert kind.recorded(database) == [(DeliveryState.DUE, None)]
    mail.clock.move(hours=2)
    mail.lookups.append(answer)
    courier.run_until_idle()
    mail.clock.move(days=1)
    courier.run_until_idle()
    assert kind.recorded(database) == [(UNCERTAIN, answer.code)]
    assert mail.recipients == to


def test_what_may_not_be_looked_up_waits_for_the_scope_and_holds_up_nobody_else(
    database: Database, kind: Kind, caplog: pytest.LogCaptureFixture
) -> None:
    to = kind.let_be_due(database, 2)
    mail = Mailbox(Clock())
    mail.losses.append(NO_ANSWER)
    mail.lookups.extend([TokenRefused("missing_scope")] * 2)
    courier = kind.courier(database, mail)
    courier.deliver_next()
    mail.clock.move(seconds=121)
    not_yet = kind.table.attempted_at.is_(None)
    with database.begin() as session:
        session.execute(update(kind.table).where(not_yet).values(due_at=mail.clock.now))
    assert courier.deliver_next() == Worked()
    assert "missing_scope" in caplog.text
    assert courier.deliver_next() == Worked()
    assert mail.recipients == to, "the other one is written to meanwhile"
    for _ in range(2):
        mail.clock.move(seconds=60)
        courier.run_until_idle()
    assert (mail.recipients, kind.states(database)) == (to, [SENT, SENT])


def test_a_mistake_of_ours_after_slack_took_the_message_does_not_send_it_again(database: Database, kind: Kind) -> None:
    to = kind.let_be_due(database, 1)
    mail = Mailbox(Clock())

    def falls(_to: str) -> None:
        raise LookupError("unknown encoding: klingon")  # as Python says of a charset that a proxy makes up

    mail.losses.append(falls)
    courier = kind.courier(database, mail)
    courier.run_until_idle()
    for _ in range(2):
        mail.clock.move(minutes=10)
        courier.run_until_idle()
    assert (mail.recipients, kind.states(database)) == (to, [SENT])


def test_what_slack_refuses_for_good_has_failed_with_slacks_code_and_blocks_nobody(
    database: Database, kind: Kind
) -> None:
    to = kind.let_be_due(database, 3)
    mail = Mailbox(Clock())
    mail.faults.append(answers(Refused("user_disabled")))
    kind.courier(database, mail).run_until_idle()
    mail.clock.move(days=1)
    kind.courier(database, mail).run_until_idle()
    assert kind.recorded(database) == [(FAILED, "user_disabled"), (SENT, None), (SENT, None)]
    assert mail.recipients == to[1:]


def test_a_refused_token_stops_everybody_loudly_and_loses_nothing(
    database: Database, kind: Kind, caplog: pytest.LogCaptureFixture
) -> None:
    to = kind.let_be_due(database, 1)
    mail = Mailbox(Clock())
    mail.faults.append(answers(TokenRefused("token_revoked")))
    courier = kind.courier(database, mail)
    courier.deliver_next()
    assert "token_revoked" in caplog.text
    assert isinstance(courier.deliver_next(), Blocked)
    mail.clock.move(seconds=60)
    courier.run_until_idle()
    assert mail.recipients == to


def test_when_slack_says_wait_everybody_waits(database: Database, kind: Kind) -> None:
    to = kind.let_be_due(database, 3)
    mail = Mailbox(Clock())
    mail.faults.append(answers(Wait("ratelimited", timedelta(seconds=30))))
    one, other = kind.courier(database, mail), kind.courier(database, mail)
    one.deliver_next()
    assert other.deliver_next() == Blocked(NOW + timedelta(seconds=30))
    assert one.deliver_next() == Blocked(NOW + timedelta(seconds=30))
    other.run_until_idle()
    assert sorted(mail.recipients) == to
    assert all(at >= NOW + timedelta(seconds=30) for _, _, _, at in mail.taken)


def test_a_worker_that_was_overtaken_sends_nothing(database: Database, kind: Kind) -> None:
    to = kind.let_be_due(database, 1)
    mail = Mailbox(Clock())

    def stand_still(step: int) -> None:
        if step == 3:  # it has claimed, and goes on two minutes after somebody else took over
            mail.clock.move(seconds=121)
            kind.courier(database, mail).run_until_idle()

    kind.courier(Interrupted(database, stand_still), mail).deliver_next()
    assert mail.recipients == to


@pytest.mark.parametrize("seconds", [21, 121])
def test_a_worker_that_stood_still_before_the_wire_sends_nothing(database: Database, kind: Kind, seconds: int) -> None:
    to = kind.let_be_due(database, 1)
    mail = Mailbox(Clock())

    def stand_still(step: int) -> None:
        if step == 6:  # the attempt is written down
            mail.clock.move(seconds=seconds)

    kind.courier(Interrupted(database, stand_still), mail).deliver_next()
    assert mail.taken == [], "others may soon count on it that nothing is posted any more"
    kind.courier(database, mail).run_until_idle()
    assert (mail.recipients, mail.looked_for) == (to, []), "it knows that it was not sent"

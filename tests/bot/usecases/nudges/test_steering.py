from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.nudges.engine import tick
from bot.usecases.house.latest import Latest
from bot.usecases.nudges import nudge_drafts, previewing, quiet, steering
from bot.usecases.nudges.steering import (
    CannotMove,
    Field,
    HasEnded,
    NeedsPreview,
    NoSuchNudge,
    RewrittenSince,
    Saved,
    Started,
    Unsound,
)
from career.cadences import Cadence, Once, Weekly
from career.criteria import EVERYONE, Criterion, Every, Fact, FactName, Relation, Where
from career.employees import EmploymentStatus
from career.localtime import Weekday
from career.nudges import NudgeStatus, Reach, Refused
from career.openings import OpeningStatus
from career.outcomes import LeftOut
from career.rule_json import rule_to_json
from career.targets import (
    NoActivity,
    OpeningTarget,
    ProgrammeTarget,
    SuitingOpenings,
    Target,
    UnmetInterest,
    WorkshopTarget,
)
from storage.database import Database
from storage.house.holidays import add_holiday
from storage.nudges.records import nudge_by_id
from storage.tables import AuditRow, OpeningRow
from tests.bot.nudges.rig import (
    ALL,
    BEFORE,
    EVERY_TUESDAY,
    HR,
    Clock,
    Mailbox,
    a_running_nudge,
    deliver,
    states,
    text_about,
)
from tests.factories import (
    NOW,
    a_programme,
    a_slack_account,
    a_workshop,
    an_application,
    an_employee,
    an_opening,
    let_the_draw_fall,
)

PYTHON = Where(Fact(FactName.SKILL, "Python"), Relation.IS, bound=True)
RATED = Where(Fact(FactName.LAST_RATING), Relation.AT_LEAST, 4)


def a_draft(database: Database, opening: int, **changed: Any) -> int:
    saved = steering.save_new(database, HR, text_about(OpeningTarget(opening), **changed), BEFORE)
    assert isinstance(saved, Saved)
    return saved.nudge_id


def look(database: Database, nudge_id: int, now: datetime = BEFORE) -> previewing.Preview:
    shown = previewing.preview(database, HR, nudge_id, now)
    assert isinstance(shown, previewing.Preview)
    return shown


def an_open_job(database: Database, **fields: Any) -> int:
    with database.begin() as session:
        return an_opening(session, **fields)


def test_nothing_starts_that_was_not_previewed(database: Database) -> None:
    nudge_id = a_draft(database, an_open_job(database))
    assert steering.start(database, HR, nudge_id, BEFORE) == NeedsPreview(nudge_id)
    look(database, nudge_id)
    assert steering.start(database, HR, nudge_id, BEFORE) == Started(nudge_id, datetime(2026, 11, 24, 11, tzinfo=UTC))


def test_of_two_who_rewrite_a_nudge_at_once_one_wins_and_the_other_is_told(database: Database) -> None:
    opening = an_open_job(database)
    nudge_id, target = a_draft(database, opening), OpeningTarget(opening)
    opened = nudge_drafts.draft_of(database, nudge_id)
    assert isinstance(opened, nudge_drafts.NudgeDraft)
    mine, yours = text_about(target, words="Mine."), text_about(target, words="Yours.")
    assert isinstance(steering.save_changed(database, HR, nudge_id, mine, BEFORE, opened.seen), Saved)
    late = steering.save_changed(database, "U0HR000002", nudge_id, yours, BEFORE, opened.seen)
    assert isinstance(late, RewrittenSince)
    again = steering.save_changed(database, HR, nudge_id, mine, BEFORE, opened.seen)
    assert isinstance(again, Saved), "the same form sent twice is no contradiction"
    with database.read() as session:
        nudge = nudge_by_id(session, nudge_id)
    assert nudge is not None
    assert nudge.text == mine


@pytest.mark.parametrize(
    "change",
    [
        {"words": "Other words."},
        {"extra": PYTHON},
        {"cadence": Once(date(2026, 11, 25), time(11))},
        {"reach": Reach(2, 7, 0.0)},
        {"reach": Reach(1, 7, 0.2)},
    ],
)
def test_an_edit_of_a_running_nudge_pauses_it_until_it_is_previewed_again(
    database: Database, change: dict[str, Any]
) -> None:
    target = OpeningTarget(an_open_job(database))
    nudge_id = a_running_nudge(database, target)
    saved = steering.save_changed(database, HR, nudge_id, text_about(target, **change), BEFORE)
    assert saved == Saved(nudge_id, NudgeStatus.PAUSED, needs_preview=True, was_paused=True, version=2)
    assert steering.start(database, HR, nudge_id, BEFORE) == NeedsPreview(nudge_id)
    look(database, nudge_id)
    assert isinstance(steering.start(database, HR, nudge_id, BEFORE), Started)


def test_a_new_title_changes_nothing_that_anybody_gets(database: Database) -> None:
    target = OpeningTarget(an_open_job(database))
    nudge_id = a_running_nudge(database, target)
    saved = steering.save_changed(database, HR, nudge_id, text_about(target, title="Better"), BEFORE)
    assert saved == Saved(nudge_id, NudgeStatus.RUNNING, needs_preview=False)


def test_a_requirement_changed_after_the_preview_asks_for_another(database: Database) -> None:
    nudge_id = a_draft(database, an_open_job(database))
    look(database, nudge_id)
    with database.begin() as session:
        session.execute(update(OpeningRow).values(requirements=rule_to_json(PYTHON)))
    assert steering.start(database, HR, nudge_id, BEFORE) == NeedsPreview(nudge_id)


def test_a_nudge_needs_an_open_opening_and_a_day_to_come(database: Database) -> None:
    opening = an_open_job(database, status=OpeningStatus.DRAFT)
    nudge_id = a_draft(database, opening)
    told = f"Opening {opening} is not open; open it first with `/hr opening open {opening}`."
    assert look(database, nudge_id).obstacles == (told,)
    assert steering.start(database, HR, nudge_id, BEFORE) == Refused(told)
    with database.begin() as session:
        session.execute(update(OpeningRow).values(status=OpeningStatus.OPEN))
    late = NOW + timedelta(days=2)
    assert isinstance(steering.start(database, HR, nudge_id, late), Refused)
    with database.begin() as session:
        session.execute(update(OpeningRow).values(closes_on=date(2026, 11, 20)))
    assert steering.start(database, HR, nudge_id, BEFORE) == Refused(
        f"The last day of opening {opening} has passed; give it a later one with `/hr opening edit {opening}`."
    )


def test_what_is_wrong_with_a_draft_is_said_field_by_field_and_nothing_is_stored(database: Database) -> None:
    an_open_job(database)
    text = text_about(
        OpeningTarget(99),
        title=" ",
        words="Hello {name}, until {deadline}",
        cadence=Once(date(2026, 11, 20), time(9)),
    )
    answer = steering.save_new(database, HR, text, NOW)
    assert isinstance(answer, Unsound)
    assert set(answer.problems) == {Field.TITLE, Field.TARGET, Field.WORDS, Field.WHEN}
    with database.read() as session:
        assert nudge_by_id(session, 1) is None


def test_a_deadline_is_only_named_where_there_is_one(database: Database) -> None:
    opening, dated = an_open_job(database), an_open_job(database, closes_on=date(2026, 12, 24))
    words = "Until {deadline}."
    assert isinstance(steering.save_new(database, HR, text_about(OpeningTarget(opening), words=words), NOW), Unsound)
    assert isinstance(steering.save_new(database, HR, text_about(OpeningTarget(dated), words=words), BEFORE), Saved)


def test_the_same_form_delivered_twice_makes_one_nudge(database: Database) -> None:
    text = text_about(OpeningTarget(an_open_job(database)))
    first = steering.save_new(database, HR, text, BEFORE, request="V123")
    assert steering.save_new(database, HR, text, BEFORE, request="V123") == first
    with database.read() as session:
        assert nudge_by_id(session, 2) is None


def test_a_nudge_that_started_stays_about_what_it_is_about(database: Database) -> None:
    opening, other = an_open_job(database), an_open_job(database)
    nudge_id = a_running_nudge(database, OpeningTarget(opening))
    answer = steering.save_changed(database, HR, nudge_id, text_about(OpeningTarget(other)), BEFORE)
    assert isinstance(answer, Unsound)
    assert set(answer.problems) == {Field.TARGET}


def test_an_ended_nudge_stays_ended(database: Database) -> None:
    target = OpeningTarget(an_open_job(database))
    nudge_id = a_running_nudge(database, target)
    assert isinstance(steering.end(database, HR, nudge_id, BEFORE), steering.Halted)
    for answer in (
        *(move(database, HR, nudge_id, BEFORE) for move in (steering.start, steering.pause, steering.end)),
        steering.save_changed(database, HR, nudge_id, text_about(target), BEFORE),
        previewing.preview(database, HR, nudge_id, BEFORE),
        nudge_drafts.draft_of(database, nudge_id),
    ):
        assert answer == HasEnded(nudge_id, None)


def test_of_a_nudge_that_paused_by_a_rewrite_or_by_itself_one_is_told_why_it_stands_so(database: Database) -> None:
    with database.begin() as session:
        an_employee(session)
        a_slack_account(session, HR)
    target = OpeningTarget(an_open_job(database))
    rewritten, emptied = a_running_nudge(database, target), a_running_nudge(database, target)
    steering.save_changed(database, HR, rewritten, text_about(target, words="Something else"), BEFORE)
    steering.save_changed(database, HR, rewritten, text_about(target, words="And again"), NOW)
    refused = steering.pause(database, "U0COLLEAGUE", rewritten, NOW)
    assert isinstance(refused, CannotMove)
    assert refused.latest == Latest("Hana Novak", "nudge.paused", BEFORE, "it was rewritten")
    with database.begin() as session:
        rule = rule_to_json(PYTHON)
        session.execute(update(OpeningRow).where(OpeningRow.id == target.opening_id).values(requirements=rule))
    tick(database, NOW)
    refused = steering.pause(database, HR, emptied, NOW)
    assert isinstance(refused, CannotMove)
    assert refused.latest == Latest("Coxswain", "nudge.paused", NOW, "changed since it was previewed")


def test_a_number_that_is_no_nudge_is_answered(database: Database) -> None:
    assert steering.start(database, HR, 7, NOW) == NoSuchNudge(7)
    assert steering.pause(database, HR, 7, NOW) == NoSuchNudge(7)
    assert steering.end(database, HR, 7, NOW) == NoSuchNudge(7)
    assert previewing.preview(database, HR, 7, NOW) == NoSuchNudge(7)
    text = text_about(OpeningTarget(an_open_job(database)))
    assert steering.save_changed(database, HR, 7, text, NOW) == NoSuchNudge(7)


def test_the_preview_counts_who_gets_it_and_who_is_left_out_for_what(database: Database) -> None:
    with database.begin() as session:
        opening = an_opening(session, requirements=PYTHON)
        gets = [an_employee(session, skills=("Python",)) for _ in range(4)]
        acted = an_employee(session, skills=("Python",))
        an_application(session, opening, acted)
        an_employee(session, skills=("Python",), status=EmploymentStatus.LEAVE)
        an_employee(session, skills=("Python",), status=EmploymentStatus.LEFT)
        an_employee(session, skills=("Python",), slack_id=None, zone=None)
        an_employee(session, skills=("SQL",))
        for number in range(5):
            an_employee(session, skills=("Python",), slack_id=f"UQ{number}")
    for number in range(5):
        quiet.stop(database, f"UQ{number}", None, BEFORE)
    shown = look(database, a_draft(database, opening))
    assert (shown.will_get, shown.held_out) == (4, 0)
    assert shown.left_out == (
        LeftOut("asked for quiet", 5),
        LeftOut("has already applied, asked or enrolled", 1),
        LeftOut("is not linked to a Slack account", 1),
        LeftOut("is on leave", 1),
    )
    assert shown.audience_in_words == "Python"
    steering.start(database, HR, shown.nudge.id, BEFORE)
    tick(database, NOW)
    assert [person for person, state in states(database).items() if state.value == "due"] == gets


@pytest.mark.parametrize(
    ("target", "extra", "words"),
    [
        (SuitingOpenings(), EVERYONE, "whoever an open opening suits"),
        (NoActivity(30), EVERYONE, "whoever has done nothing here for 30 days"),
        (NoActivity(30), PYTHON, "whoever has done nothing here for 30 days; Python"),
        (
            UnmetInterest(),
            EVERYONE,
            "whoever asked for a training that has a date to come, and has no place in it",
        ),
    ],
)
def test_the_preview_does_not_call_everyone_whom_only_some_things_are_for(
    sqlite_database: Database, target: Target, extra: Criterion, words: str
) -> None:
    saved = steering.save_new(sqlite_database, HR, text_about(target, extra=extra, words="Hello."), BEFORE)
    assert isinstance(saved, Saved)
    assert look(sqlite_database, saved.nudge_id).audience_in_words == words


def test_fewer_than_five_who_asked_for_quiet_are_never_counted_alone(database: Database) -> None:
    with database.begin() as session:
        opening = an_opening(session)
        an_employee(session, slack_id="UQ")
        an_employee(session)
    quiet.stop(database, "UQ", None, BEFORE)
    shown = look(database, a_draft(database, opening))
    assert (shown.will_get, shown.left_out) == (1, (LeftOut("other reasons", None),))


def test_the_samples_are_the_messages_as_they_would_be_read_without_a_rating(database: Database) -> None:
    with database.begin() as session:
        opening = an_opening(session, requirements=Every((PYTHON, RATED)))
        for number in range(7):
            an_employee(session, skills=("Python",), rating=5, given_name=f"Ada{number}", family_name="Rower")
    shown = look(database, a_draft(database, opening, words="Hi {first_name}: {opening}, as {why}."))
    assert (len(shown.samples), shown.will_get) == (5, 7)
    for sample in shown.samples:
        first_name = sample.name.removesuffix(" Rower")
        assert sample.letter.text == f"Hi {first_name}: Data Analyst, as you know Python."
        assert "rating" not in sample.letter.text + sample.letter.why
        assert "review" not in sample.letter.text + sample.letter.why


def test_the_held_out_are_counted_and_not_among_the_samples(database: Database) -> None:
    with database.begin() as session:
        opening = an_opening(session)
        for lot in range(100, 9_000, 150):
            an_employee(session, lot=lot)
    nudge_id = a_draft(database, opening, reach=Reach(2, 7, 0.5), cadence=EVERY_TUESDAY)
    with database.begin() as session:
        let_the_draw_fall(session, nudge_id)
    shown = look(database, nudge_id)
    assert (shown.will_get, shown.held_out) == (27, 33)
    steering.start(database, HR, nudge_id, BEFORE)
    tick(database, NOW)
    assert [state.value for state in states(database).values()].count("held_out") == shown.held_out
    assert look(database, nudge_id, NOW).held_out == shown.held_out, "they are held out again, and not done with it"


def test_the_preview_says_when_the_first_one_goes_out(database: Database) -> None:
    with database.begin() as session:
        opening = an_opening(session)
        an_employee(session, zone="Europe/Berlin")
        an_employee(session, zone="America/New_York")
    nudge_id = a_draft(database, opening, cadence=Once(date(2026, 11, 27), time(20)))
    assert look(database, nudge_id).first_at == datetime(2026, 11, 30, 8, tzinfo=UTC), "Monday at nine in Berlin"


def test_the_preview_counts_the_company_s_days_off_when_it_says_so(database: Database) -> None:
    with database.begin() as session:
        opening = an_opening(session)
        an_employee(session, zone="Europe/Berlin")
        for day in (date(2026, 12, 25), date(2026, 12, 28)):
            add_holiday(session, day, "Closed", "")
    nudge_id = a_draft(database, opening, cadence=Once(date(2026, 12, 25), time(10)))
    after_them = datetime(2026, 12, 29, 8, tzinfo=UTC)
    assert look(database, nudge_id).first_at == after_them
    assert steering.start(database, HR, nudge_id, BEFORE) == Started(nudge_id, after_them)


ON_A_SATURDAY = Weekly(frozenset({Weekday.SATURDAY}), time(10), date(2026, 11, 28), date(2026, 11, 28))


@pytest.mark.parametrize(
    ("cadence", "closes_on", "last"),
    [
        (ON_A_SATURDAY, None, "28 November 2026"),
        (Once(date(2026, 12, 1), time(10)), date(2026, 11, 30), "30 November 2026"),
        (Once(date(2026, 11, 30), time(20)), date(2026, 11, 30), "30 November 2026"),
    ],
)
def test_what_could_only_go_out_after_its_last_day_is_told_before_the_start_and_starts_nothing(
    database: Database, cadence: Cadence, closes_on: date | None, last: str
) -> None:
    with database.begin() as session:
        opening = an_opening(session, closes_on=closes_on)
        an_employee(session)
    nudge_id = a_draft(database, opening, cadence=cadence)
    shown = look(database, nudge_id)
    told = f"Nothing of it could go out by its last day, {last}. Choose an earlier day, or a later last day."
    assert (shown.obstacles, shown.first_at) == ((told,), None)
    assert steering.start(database, HR, nudge_id, BEFORE) == Refused(told)


def test_a_nudge_about_a_workshop_that_has_begun_does_not_speak_of_an_opening(database: Database) -> None:
    with database.begin() as session:
        workshop = a_workshop(session, a_programme(session), starts_at=NOW)
        an_employee(session)
    saved = steering.save_new(database, HR, text_about(WorkshopTarget(workshop)), BEFORE)
    assert isinstance(saved, Saved)
    assert look(database, saved.nudge_id, NOW).obstacles[0] == "This workshop has begun."


def test_who_had_it_lately_is_counted_against_the_next_occasion_and_not_against_today(database: Database) -> None:
    with database.begin() as session:
        opening = an_opening(session)
        an_employee(session)
    nudge_id = a_running_nudge(database, OpeningTarget(opening), cadence=EVERY_TUESDAY, reach=Reach(3, 7, 0.0))
    deliver(database, Mailbox(Clock()))
    assert look(database, nudge_id, NOW + timedelta(days=3)).will_get == 1
    steering.save_changed(
        database,
        HR,
        nudge_id,
        text_about(OpeningTarget(opening), cadence=EVERY_TUESDAY, reach=Reach(3, 14, 0.0)),
        NOW,
    )
    shown = look(database, nudge_id, NOW + timedelta(days=3))
    assert (shown.will_get, shown.left_out) == (0, (LeftOut("had this nudge only lately", 1),))


def test_the_preview_writes_nothing_but_what_was_seen(database: Database) -> None:
    nudge_id = a_draft(database, an_open_job(database))
    with database.read() as session:
        before = nudge_by_id(session, nudge_id)
    look(database, nudge_id)
    with database.read() as session:
        after = nudge_by_id(session, nudge_id)
        actions = session.scalars(select(AuditRow.action).where(AuditRow.subject == f"nudge:{nudge_id}")).all()
    assert before is not None
    assert after is not None
    assert after == replace(before, previewed_fingerprint=after.previewed_fingerprint)
    assert after.previewed_fingerprint is not None
    assert actions == ["nudge.written", "nudge.previewed"]


def test_a_training_nudge_is_about_training_that_is_offered(database: Database) -> None:
    with database.begin() as session:
        programme, withdrawn = a_programme(session), a_programme(session, is_offered=False)
        an_employee(session)
    saved = steering.save_new(database, HR, text_about(ProgrammeTarget(withdrawn)), BEFORE)
    assert isinstance(saved, Saved)
    assert look(database, saved.nudge_id).obstacles == ("This training is not offered now.",)
    a_running_nudge(database, ProgrammeTarget(programme), reach=ALL)

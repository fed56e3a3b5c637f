"""What HR's form of a nudge starts with and offers, and HR's list of nudges, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from bot.usecases.nudges import nudge_drafts, nudge_list, previewing, steering
from bot.usecases.nudges.answering import places_of_copy
from bot.usecases.nudges.nudge_drafts import KnownTarget, NotInTheForm, NudgeDraft
from bot.usecases.nudges.steering import HasEnded, NeedsPreview, NoSuchNudge, Saved, Started
from career.cadences import Once
from career.criteria import Criterion, Fact, FactName, Relation, Some, Where
from career.nudges import NudgeStatus
from career.openings import OpeningStatus
from career.outcomes import DeliveryState, Response
from career.requirements import Requirements
from career.targets import OpeningTarget, ProgrammeTarget
from storage.database import Database
from storage.nudges.answers import Place
from storage.tables import DeliveryRow, OpeningRow
from tests.bot.nudges.rig import (
    AT_ELEVEN,
    BEFORE,
    EVERY_TUESDAY,
    HR,
    Clock,
    Mailbox,
    a_running_nudge,
    deliver,
    text_about,
)
from tests.factories import NOW, a_delivery, a_nudge, a_programme, an_employee, an_opening

NOBODY: Criterion = Some((Where(Fact(FactName.LEVEL), Relation.IS, 3),))
"""A rule that no form can say."""


def _an_opening(database: Database, **fields: Any) -> OpeningTarget:
    with database.begin() as session:
        return OpeningTarget(an_opening(session, **fields))


def _saved(database: Database, target: OpeningTarget, **changed: Any) -> int:
    saved = steering.save_new(database, HR, text_about(target, **changed), BEFORE)
    assert isinstance(saved, Saved)
    return saved.nudge_id


def test_a_new_nudge_is_proposed_for_ten_on_the_next_working_day(sqlite_database: Database) -> None:
    friday = datetime(2026, 11, 27, 10, tzinfo=UTC)
    assert nudge_drafts.new_draft(sqlite_database, HR, friday).cadence == Once(date(2026, 11, 30), time(10))


def test_a_nudge_comes_back_as_the_form_that_made_it(database: Database) -> None:
    target = _an_opening(database)
    extra = Requirements(skills_all=("SQL",), level_at_least=3, months_in_role=12)
    number = _saved(database, target, extra=extra.rule())
    draft = nudge_drafts.draft_of(database, number)
    known = KnownTarget(target, "Data Analyst", is_open=True)
    text = text_about(target)
    seen = text_about(target, extra=extra.rule()).mark
    assert draft == NudgeDraft(AT_ELEVEN, number, text.title, known, text.words, extra, text.reach, seen)


def test_a_rule_that_no_form_can_say_is_not_bent_into_one(sqlite_database: Database) -> None:
    number = _saved(sqlite_database, _an_opening(sqlite_database), extra=NOBODY)
    assert nudge_drafts.draft_of(sqlite_database, number) == NotInTheForm(number)


def test_an_ended_nudge_is_not_changed_any_more(sqlite_database: Database) -> None:
    number = _saved(sqlite_database, _an_opening(sqlite_database))
    steering.end(sqlite_database, HR, number, BEFORE)
    assert nudge_drafts.draft_of(sqlite_database, number) == HasEnded(number, None)
    assert nudge_drafts.draft_of(sqlite_database, 99) == NoSuchNudge(99)


def test_a_new_nudge_is_written_from_an_old_one_from_the_next_working_day_on(database: Database) -> None:
    target = _an_opening(database)
    extra = Requirements(skills_all=("SQL",), level_at_least=3)
    number = _saved(database, target, extra=extra.rule(), cadence=EVERY_TUESDAY)
    steering.end(database, HR, number, BEFORE)
    friday = datetime(2027, 1, 8, 10, tzinfo=UTC)
    draft = nudge_drafts.draft_from(database, HR, number, friday)
    assert isinstance(draft, NudgeDraft)
    assert (draft.nudge_id, draft.seen, draft.written_from) == (0, "", number)
    assert (draft.words, draft.extra, draft.about) == (
        text_about(target).words,
        extra,
        KnownTarget(target, "Data Analyst", is_open=True),
    )
    assert draft.cadence == replace(EVERY_TUESDAY, starts_on=date(2027, 1, 11), ends_on=None)


def test_what_is_closed_by_now_is_chosen_anew(sqlite_database: Database) -> None:
    target = _an_opening(sqlite_database, status=OpeningStatus.CLOSED)
    draft = nudge_drafts.draft_from(sqlite_database, HR, _saved(sqlite_database, target), BEFORE)
    assert isinstance(draft, NudgeDraft)
    assert draft.about is None
    assert nudge_drafts.draft_from(sqlite_database, HR, 99, BEFORE) == NoSuchNudge(99)


def test_who_fits_meets_what_the_opening_and_what_the_form_asks_for(database: Database) -> None:
    target = _an_opening(database, requirements=Requirements(skills_all=("SQL",)).rule())
    with database.begin() as session:
        an_employee(session, skills=("SQL",), level=5)
        an_employee(session, skills=("SQL",), level=1)
        an_employee(session, level=5)
    assert nudge_drafts.how_many_fit(database, target, Requirements(), NOW) == 2
    assert nudge_drafts.how_many_fit(database, target, Requirements(level_at_least=3), NOW) == 1
    assert nudge_drafts.how_many_fit(database, None, Requirements(), NOW) is None


def test_openings_that_are_open_or_drafts_and_offered_programmes_can_be_what_a_nudge_is_about(
    database: Database,
) -> None:
    target = _an_opening(database, title="Boat Builder")
    draft = _an_opening(database, title="Boat Painter", status=OpeningStatus.DRAFT)
    _an_opening(database, title="Boat Keeper", status=OpeningStatus.CLOSED)
    with database.begin() as session:
        programme = ProgrammeTarget(a_programme(session, title="Boat Handling"))
        a_programme(session, title="Boat Naming", is_offered=False)
    menu = nudge_drafts.targets_like(database, "boat", 100, NOW)
    assert [(each.target, each.is_open) for each in menu.openings] == [(draft, False), (target, True)]
    assert [each.target for each in menu.programmes] == [programme]


def test_the_list_counts_what_became_of_each_nudge(database: Database) -> None:
    target = _an_opening(database)
    with database.begin() as session:
        an_employee(session, given_name="Ada", family_name="Lovering")
        an_employee(session, given_name="Ben", family_name="Okafor")
    ended, running = _saved(database, target), a_running_nudge(database, target)
    steering.end(database, HR, ended, BEFORE)
    draft = _saved(database, target)
    mail = Mailbox(Clock())
    deliver(database, mail)
    with database.begin() as session:
        row = session.get_one(DeliveryRow, 1)
        row.state = DeliveryState.UNCERTAIN
    page = nudge_list.nudge_page(database, 0, 10)
    assert [(each.id, each.status) for each in page.nudges] == [
        (running, NudgeStatus.RUNNING),
        (draft, NudgeStatus.DRAFT),
        (ended, NudgeStatus.ENDED),
    ]
    assert page.nudges[0].counts == {DeliveryState.SENT: 1, DeliveryState.UNCERTAIN: 1}
    assert (page.nudges[0].hold_out, page.nudges[0].acted, page.nudges[0].quiet) == (0.0, 0, None)
    assert page.nudges[0].is_previewed
    assert not page.nudges[1].is_previewed
    assert [each.id for each in nudge_list.nudge_page(database, 2, 2).nudges] == [ended]
    assert nudge_list.nudge_page(database, 40, 2).skip == 0
    assert page.nudges[0].is_open
    with database.begin() as session:
        session.get_one(OpeningRow, target.opening_id).status = OpeningStatus.CLOSED
    assert not nudge_list.nudge_page(database, 0, 10).nudges[0].is_open


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        ((Response.NOT_NOW,) * 5, 5),
        ((Response.NOT_NOW,) * 4, None),
        ((*(Response.NOT_NOW,) * 6, *(Response.NOT_FOR_ME,) * 3), None),
        ((*(Response.NOT_NOW,) * 6, *(Response.NOT_FOR_ME,) * 3, *(Response.STOPPED,) * 2), 11),
        ((*(Response.NOT_NOW,) * 6, *(Response.STOPPED,) * 5), 11),
    ],
)
def test_the_sum_of_those_who_asked_for_quiet_gives_no_few_of_them_away(
    sqlite_database: Database, answers: tuple[Response, ...], shown: int | None
) -> None:
    with sqlite_database.begin() as session:
        nudge = a_nudge(session, OpeningTarget(an_opening(session)))
        for answer in answers:
            a_delivery(session, nudge, an_employee(session), response=answer)
    (listed,) = nudge_list.nudge_page(sqlite_database, 0, 1).nudges
    assert listed.quiet == shown


def test_a_copy_is_found_by_its_own_recipient_alone(database: Database) -> None:
    target = _an_opening(database)
    with database.begin() as session:
        an_employee(session, slack_id="U0ADA")
        an_employee(session, slack_id="U0BEN", zone="America/New_York")
    a_running_nudge(database, target)
    mail = Mailbox(Clock())
    deliver(database, mail)
    (token,) = [str(token) for to, _, token, _ in mail.taken if to == "U0ADA"]
    assert places_of_copy(database, "U0ADA", token) == (Place("DU0ADA", "1.000000"),)
    assert places_of_copy(database, "U0BEN", token) == ()
    assert places_of_copy(database, "U0HR", token) == ()
    assert places_of_copy(database, "U0ADA", "no token") == ()


def test_a_start_asked_for_in_an_older_preview_is_not_one_of_what_stands_now(database: Database) -> None:
    target = _an_opening(database)
    number = _saved(database, target)
    seen = previewing.preview(database, HR, number, BEFORE)
    assert isinstance(seen, previewing.Preview)
    older = seen.nudge.fingerprint(seen.target)
    steering.save_changed(database, "U0COLLEAGUE", number, text_about(target, words="Other words."), BEFORE)
    previewing.preview(database, "U0COLLEAGUE", number, BEFORE)
    assert steering.start(database, HR, number, BEFORE, seen=older) == NeedsPreview(number)
    assert isinstance(steering.start(database, "U0COLLEAGUE", number, BEFORE), Started)

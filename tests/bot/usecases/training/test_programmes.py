from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import pytest
from sqlalchemy import delete

from bot.usecases.training import demand, enrolling, interests, likeness, programmes
from bot.usecases.training import looking as training
from bot.usecases.training.looking import NoSuchProgramme
from bot.usecases.training.programmes import (
    ChangedMeanwhile,
    Counted,
    GroupGone,
    NotSaved,
    SaveAnswer,
    Saved,
    SavedBefore,
    TitleTaken,
    Wrong,
)
from bot.views.hr import demand as hr_demand
from career.notices import NoticeKind
from storage.database import Database
from storage.tables import InterestRow
from storage.training.demand import grant_wishes, interested_ids, still_wished, wishes
from storage.training.offers import programmes_titled
from storage.training.programmes import ProgrammeText, WrittenProgramme
from tests.bot.usecases.training.training_rig import notices, people
from tests.bot.views import slack_says
from tests.factories import NOW, a_programme, a_workshop, an_employee, an_interest

HR = "UHR"
TEXT = ProgrammeText("Sculling", "Two oars.", None, ("Rowing",), qualifies_for_tuition_assistance=True, is_offered=True)


def add(database: Database, text: ProgrammeText = TEXT, request: str = "V1", group: str = "") -> SaveAnswer:
    return programmes.add(database, HR, text, request, NOW, group)


def test_a_programme_stands_as_it_was_written(database: Database) -> None:
    answer = add(database)
    assert isinstance(answer, Saved)
    assert programmes.written(database, answer.programme_id) == WrittenProgramme(answer.programme_id, TEXT, 0)
    assert add(database) == SavedBefore(answer.programme_id)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (replace(TEXT, title=" "), Wrong.NO_TITLE),
        (replace(TEXT, title="x" * 151), Wrong.TITLE_TOO_LONG),
        (replace(TEXT, description=""), Wrong.NO_DESCRIPTION),
        (replace(TEXT, description="x" * 2_501), Wrong.DESCRIPTION_TOO_LONG),
        (replace(TEXT, provider="x" * 151), Wrong.PROVIDER_TOO_LONG),
        (replace(TEXT, skills=tuple(map(str, range(26)))), Wrong.TOO_MANY_SKILLS),
        (replace(TEXT, skills=("x" * 121,)), Wrong.SKILL_TOO_LONG),
    ],
)
def test_what_is_wrong_is_said_beside_it(sqlite_database: Database, text: ProgrammeText, wrong: Wrong) -> None:
    assert add(sqlite_database, text) == NotSaved(frozenset({wrong}))


def test_a_title_is_given_once_and_the_form_can_be_sent_again_with_another(database: Database) -> None:
    first = add(database)
    assert isinstance(first, Saved)
    assert add(database, replace(TEXT, title="SCULLING"), "V2") == TitleTaken(first.programme_id)
    assert isinstance(add(database, replace(TEXT, title="Sweeping"), "V2"), Saved)


def test_of_two_who_change_it_at_once_the_second_is_told(database: Database) -> None:
    first = add(database)
    assert isinstance(first, Saved)
    number = first.programme_id
    changed = replace(TEXT, skills=("Rowing", "Patience"), provider="The club")
    assert isinstance(programmes.change(database, HR, number, 0, changed, NOW), Saved)
    answer = programmes.change(database, "UHUGO", number, 0, TEXT, NOW)
    assert isinstance(answer, ChangedMeanwhile)
    assert set(answer.programme.text.skills) == {"Rowing", "Patience"}


def test_whoever_asked_is_told_once_when_it_is_offered(database: Database) -> None:
    ids = people(database, "UADA", "UBEN")
    hidden = replace(TEXT, is_offered=False)
    first = add(database, hidden)
    assert isinstance(first, Saved)
    interests.want_programme(database, "UADA", first.programme_id, NOW)
    for revision, text in enumerate((TEXT, hidden, TEXT)):
        programmes.change(database, HR, first.programme_id, revision, text, NOW)
    (told,) = notices(database, NoticeKind.PROGRAMME_OFFERED)
    assert told.employee_id == ids["UADA"]


def test_a_group_of_wishes_becomes_interest_in_the_programme_made_of_it(database: Database) -> None:
    ids = people(database, "UADA", "UBEN", "UCHI")
    for name, words in (("UADA", "Python"), ("UADA", "pyhton"), ("UBEN", "PYTHON "), ("UCHI", "knitting")):
        interests.want_words(database, name, words, NOW)
    made = add(database, replace(TEXT, title="Python for everybody"), group="pyhton")
    assert isinstance(made, Saved)
    assert made.told == 2
    assert {each.employee_id for each in notices(database, NoticeKind.PROGRAMME_OFFERED)} == {ids["UADA"], ids["UBEN"]}
    seen = demand.demand(database, 0, 10)
    assert [(each.programme_id, each.words, each.people) for each in seen.wanted] == [
        (made.programme_id, "Python for everybody", 2),
        (None, "knitting", 1),
    ]
    assert add(database, replace(TEXT, title="Python again"), "V2", "pyhton") == GroupGone()


def test_what_most_want_stands_first_and_people_count_once(database: Database) -> None:
    people(database)
    for name, words in (("UADA", "Knitting"), ("UADA", "knittting"), ("UBEN", "chess"), ("UCHI", "Chess")):
        interests.want_words(database, name, words, NOW)
    seen = demand.demand(database, 0, 10)
    assert [(each.words.casefold(), each.people) for each in seen.wanted] == [("chess", 2), ("knitting", 1)]
    group = demand.wishers(database, HR, "knittting", 0, 10)
    assert [person.words for person in group.people] == ["Knitting", "knittting"]


def test_wishes_for_what_is_offered_already_count_for_it_and_only_who_is_new_to_it_is_told(database: Database) -> None:
    ids = people(database, "UADA", "UBEN", "UCHI")
    made = add(database, replace(TEXT, title="Python, gently"))
    assert isinstance(made, Saved)
    number = made.programme_id
    interests.want_programme(database, "UADA", number, NOW)
    for name, wished in (("UADA", "Snake coding"), ("UBEN", "snake codng"), ("UCHI", "knitting")):
        interests.want_words(database, name, wished, NOW)
    answer = programmes.count_wishes(database, HR, number, "Snake coding", NOW)
    assert answer == Counted(number, "Python, gently", 1, is_offered=True)
    (told,) = notices(database, NoticeKind.PROGRAMME_OFFERED)
    assert told.employee_id == ids["UBEN"]
    seen = demand.demand(database, 0, 10)
    assert [(each.words, each.people) for each in seen.wanted] == [("Python, gently", 2), ("knitting", 1)]
    assert programmes.count_wishes(database, "UHUGO", number, "Snake coding", NOW) == GroupGone()
    assert programmes.count_wishes(database, HR, 404, "knitting", NOW) == NoSuchProgramme(404)


def test_wishes_for_what_is_not_offered_now_are_told_once_it_is(database: Database) -> None:
    people(database, "UADA")
    made = add(database, replace(TEXT, is_offered=False))
    assert isinstance(made, Saved)
    interests.want_words(database, "UADA", "Rowing in pairs", NOW)
    answer = programmes.count_wishes(database, HR, made.programme_id, "Rowing in pairs", NOW)
    assert answer == Counted(made.programme_id, "Sculling", 1, is_offered=False)
    assert notices(database, NoticeKind.PROGRAMME_OFFERED) == []
    assert isinstance(programmes.change(database, HR, made.programme_id, 0, TEXT, NOW), Saved)
    assert len(notices(database, NoticeKind.PROGRAMME_OFFERED)) == 1


def test_what_people_still_wait_for_stands_before_what_they_have_a_seat_in(database: Database) -> None:
    people(database)
    with database.begin() as session:
        served, missed = a_programme(session, title="Sculling"), a_programme(session, title="Knots")
        there = a_workshop(session, served, seats=3)
        a_workshop(session, missed, seats=3)
    for name, programme in (("UADA", served), ("UBEN", served), ("UCHI", served), ("UADA", missed), ("UBEN", missed)):
        interests.want_programme(database, name, programme, NOW)
    for name in ("UADA", "UBEN"):
        enrolling.enrol(database, name, there, NOW)
    seen = demand.demand(database, 0, 10)
    assert [(each.words, each.people, each.served) for each in seen.wanted] == [("Knots", 2, 0), ("Sculling", 3, 2)]
    assert "3 people interested, 2 have a seat" in slack_says.words(hr_demand.demand(seen))


def test_a_wish_taken_back_while_a_programme_is_made_of_its_group_is_no_interest(database: Database) -> None:
    ids = people(database, "UADA", "UBEN")
    for name in ids:
        interests.want_words(database, name, "Knitting", NOW)
    with database.read() as session:
        seen = wishes(session)
    mine = interests.my_interests(database, "UADA", 0, 20)
    assert isinstance(mine, interests.MyInterests)
    interests.remove(database, "UADA", mine.page.entries[0].id)
    with database.begin() as session:
        programme = a_programme(session, title="Knitting for all")
        grant_wishes(session, programme, seen)
        assert interested_ids(session, programme) == [ids["UBEN"]]


def want(database: Database, words: str, *names: str) -> None:
    for name in names:
        assert isinstance(interests.want_words(database, name, words, NOW), interests.Wished)


def test_while_wishes_are_looked_through_others_write_and_what_they_did_counts(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    people(sqlite_database, "UADA", "UBEN", "UCHI")
    with sqlite_database.begin() as session:
        sculling = a_programme(session, title="Sculling")
    meanwhile: list[Callable[[], object]] = []

    def groups_of(texts: Iterable[str]) -> Mapping[str, str]:
        found = likeness.groups_of(texts)
        if meanwhile:
            meanwhile.pop()()
        return found

    monkeypatch.setattr(demand, "groups_of", groups_of)
    want(sqlite_database, "oars for one", "UADA", "UBEN")
    meanwhile.append(lambda: want(sqlite_database, "oars for one", "UCHI"))
    assert programmes.count_wishes(sqlite_database, HR, sculling, "oars for one", NOW) == Counted(
        sculling, "Sculling", 2, is_offered=True
    )
    meanwhile.append(lambda: programmes.count_wishes(sqlite_database, "UHUGO", sculling, "oars for one", NOW))
    assert add(sqlite_database, replace(TEXT, title="Oars"), group="oars for one") == GroupGone()
    with sqlite_database.read() as session:
        assert len(interested_ids(session, sculling)) == 3
        assert programmes_titled(session, "Oars") == ()


def test_a_wish_that_has_the_number_of_one_that_was_taken_back_is_not_taken_for_it(database: Database) -> None:
    ids = people(database, "UADA", "UBEN")
    want(database, "Knitting", "UADA")
    with database.read() as session:
        seen = wishes(session)
    with database.begin() as session:
        session.execute(delete(InterestRow))
        an_interest(session, ids["UBEN"], None, "Chess", id=seen[0].interest_id)
        assert still_wished(session, seen) == []
        assert still_wished(session, wishes(session)) == wishes(session)


def test_a_search_with_a_slip_finds_what_was_meant(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, slack_id="UADA")
        a_programme(session, title="Sculling for beginners", skills=("Rowing",))
        a_programme(session, title="Bookkeeping")
    for words in ("scullling", "rowng beginers", "sculling"):
        found = training.offers(database, "UADA", words, 0, 8, NOW)
        assert [each.programme.title for each in found.page.entries] == ["Sculling for beginners"]
    assert training.offers(database, "UADA", "chess", 0, 8, NOW).page.entries == ()

"""Thanking a colleague, an award from HR, and who is recognised consistently, as Slack sees it."""

from datetime import date

from sqlalchemy import func, select

from bot.views.ids import Block, Modal
from career.employees import EmploymentStatus
from career.recognition import RecognitionKind
from storage.tables import EmployeeRow, RecognitionRow
from tests.factories import an_employee
from tests.scenarios.nudging import modal
from tests.scenarios.waiting import home_with, reply
from tests.scenarios.world import GENERAL, HR_CHANNEL, World, slack_id


def kept(world: World) -> int:
    with world.database.read() as session:
        return session.execute(select(func.count()).select_from(RecognitionRow)).scalar_one()


def test_thanks_reach_the_person_the_channel_and_their_hub(world: World) -> None:
    told = world.ada.command("/kudos @ben for showing me & @chi the <new> pumps", GENERAL)
    assert "Your thanks for *Ben Okafor* are on the way." in told.words
    assert f"everybody in <#{GENERAL}> reads it" in told.words
    news = world.ben.wait_for_message("*Ada Lovering* thanks you:")
    assert "for showing me &amp; @Chiara Rossi the &lt;new&gt; pumps" in str(news.blocks)
    shared = world.chi.wait_for_message("*Ada Lovering* thanks *Ben Okafor*:", GENERAL)
    assert "@Chiara Rossi" in shared.words
    assert "Thanks from *Ada Lovering* on 24 November 2026" in reply(world.ben, "/career").words
    world.ben.open_home()
    home_with(world.ben, "Thanks from *Ada Lovering*")
    assert "Thanks from" not in reply(world.ada, "/career").words


def test_nothing_in_the_words_calls_or_links(world: World) -> None:
    world.ada.command("/kudos @ben *thanks* <!channel> <https://evil.example|click> &lt;@U0CHI00000&gt;")
    news = world.ben.wait_for_message("thanks you:")
    texts = str(news.blocks)
    for mark in ("<!channel>", "<https:", "<@"):
        assert mark not in texts
    assert "&lt;!channel&gt;" in texts
    assert "&amp;lt;@Chiara Rossi&amp;gt;" in texts


def test_what_is_missing_is_asked_for_in_a_form(world: World) -> None:
    assert world.ada.command("/kudos").words == ""
    form = modal(world, Modal.KUDOS, "ada")
    wrong = world.ada.submit(form, {Block.KUDOS_TO: slack_id("ada"), Block.KUDOS_WORDS: "all I do"})
    assert "You cannot thank yourself" in wrong.errors[Block.KUDOS_TO]
    assert world.ada.submit(form, {Block.KUDOS_TO: slack_id("chi"), Block.KUDOS_WORDS: "the charts"}).ok
    modal(world, "are on the way", "ada")
    world.chi.wait_for_message("thanks you:")

    assert world.ada.command("/kudos @ben").words == ""
    form = modal(world, Modal.KUDOS, "ada")
    assert form.field(Block.KUDOS_TO).element["initial_user"] == slack_id("ben")
    world.ada.close()
    assert world.ada.command("/kudos for the charts").words == ""
    form = modal(world, Modal.KUDOS, "ada")
    assert form.field(Block.KUDOS_WORDS).element["initial_value"] == "for the charts"


def test_who_cannot_be_thanked_is_said_kindly(world: World) -> None:
    assert "You cannot thank yourself" in world.ada.command("/kudos @ada for everything").words
    assert "*Gus Guest* is a guest here" in world.ada.command("/kudos @gus for coming").words
    assert "*Noa Newcomer* is not in the HR system yet" in world.ada.command("/kudos @noa for coming").words
    assert "could not find you in the HR system" in world.noa.command("/kudos @ada for the tour").words
    with world.database.begin() as session:
        session.get_one(EmployeeRow, world.employees["ben"]).status = EmploymentStatus.LEFT
    assert "*Ben Okafor* has left the company" in world.ada.command("/kudos @ben for the years").words
    assert kept(world) == 0


def test_a_guest_whom_hr_knows_is_a_colleague(world: World) -> None:
    with world.database.begin() as session:
        an_employee(session, given_name="Gus", family_name="Guest", slack_id=slack_id("gus"))
    assert "Your thanks for *Gus Guest* are on the way" in world.ada.command("/kudos @gus for coming").words


def test_five_a_day_are_passed_on_and_the_next_is_kept_for_tomorrow(world: World) -> None:
    for number in range(5):
        assert "on the way" in world.ada.command(f"/kudos @ben for thing {number}").words
    assert "Please keep this one for tomorrow" in world.ada.command("/kudos @ben for thing 6").words
    assert "on the way" in world.chi.command("/kudos @ben for thing 7").words
    assert kept(world) == 6
    world.clock.move(days=1)
    assert "on the way" in world.ada.command("/kudos @ben for thing 8").words


def test_the_help_of_kudos_is_one_line(world: World) -> None:
    assert "Thank a colleague" in world.ada.command("/kudos help").words


def test_hr_gives_an_award_once_however_often_it_is_sent(world: World) -> None:
    for _ in range(2):
        assert "Your award for *Ben Okafor* is on the way" in world.hr("/hr award @ben for the safest year")
    news = world.ben.wait_for_message("*Hana Novak* gives you an award:")
    assert "for the safest year" in news.words
    assert kept(world) == 1
    assert "Award from *Hana Novak*" in reply(world.ben, "/career").words
    assert "You cannot thank yourself" in world.hr("/hr award @hana for herself")
    assert "This is for HR" in world.ada.command("/hr award @ben for fun", GENERAL).words


def test_an_award_without_words_opens_a_form(world: World) -> None:
    assert world.hr("/hr award @ben") == ""
    form = modal(world, Modal.HR_AWARD)
    assert "nobody else is told" in form.words
    assert world.hana.submit(form, {Block.KUDOS_WORDS: "the safest year"}).ok
    modal(world, "on the way")


def test_the_report_names_who_is_recognised_in_most_quarters(world: World) -> None:
    def thank(name: str, kind: RecognitionKind, *days: date) -> None:
        with world.database.begin() as session:
            for day in days:
                row = RecognitionRow(employee_id=world.employees[name], kind=kind, by_name="Chi", words="it")
                row.given_on, row.created_at = day, world.clock()
                session.add(row)

    thank("ada", RecognitionKind.KUDOS, date(2026, 1, 1), date(2026, 4, 1), date(2026, 11, 2), date(2026, 11, 3))
    thank("ada", RecognitionKind.AWARD, date(2026, 9, 30))
    thank("ben", RecognitionKind.KUDOS, *(date(2026, 11, day) for day in range(1, 20)))
    report = world.hr("/hr recognition")
    assert "1 person with recognition in at least 3 of the last 4 quarters" in report
    assert "4 of 4 quarters: 4 kudos and 1 award" in report
    assert "Ben Okafor" not in report
    assert "Ben Okafor" in world.hr("/hr recognition 1 of 4")
    assert "in this quarter" in world.hr("/hr recognition 1 of 1")
    assert "/hr recognition 3 of 4" in world.hr("/hr recognition lots")
    assert "This is for HR" in world.gus.command("/hr recognition", HR_CHANNEL).words

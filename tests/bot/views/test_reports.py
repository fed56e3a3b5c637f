"""A report reads well, fits Slack, and its picture can be drawn of anything and by several at once."""

import struct
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.usecases.nudges.reporting import (
    AllNudges,
    Compared,
    Comparison,
    Costs,
    Funnel,
    Needed,
    NobodyHeldOut,
    NothingSent,
    NudgeReport,
    OneArmOnly,
    TooEarly,
)
from bot.usecases.nudges.steering import NoSuchNudge
from bot.views import report_words, reports
from bot.views.report_picture import alt_text, picture
from career.arms import Arm, Stratum
from career.nudges import NudgeStatus
from career.outcomes import LeftOut, Response
from measuring.effect import compare
from tests.bot.views import slack_says

ON_A_PHONE = 38
"""Letters of one width that stand in a line on a narrow phone."""

FUNNEL = Funnel(1_000, 100, 900, 884, 2, 4, 1, 97, (LeftOut("other reasons", 9),))
COSTS = Costs(23, None, ((Response.NOT_NOW, 31), (Response.NOT_FOR_ME, None)))


def compared(nudged: Arm, held_out: Arm, needed: Needed | None = None) -> Compared:
    effect = compare([Stratum(nudged, held_out)])
    assert effect is not None
    return Compared(effect, needed)


UNSURE = compared(Arm(900, 97), Arm(100, 8), Needed(9_876, 36_543))
COMPARISONS: tuple[Comparison, ...] = (
    UNSURE,
    compared(Arm(900, 200), Arm(900, 100)),
    compared(Arm(900, 100), Arm(900, 200)),
    compared(Arm(4, 0), Arm(1, 0), Needed(None, None)),
    compared(Arm(4, 4), Arm(1, 1), Needed(None, 12)),
    NobodyHeldOut(),
    TooEarly(datetime(2026, 12, 9, 9, tzinfo=UTC)),
    OneArmOnly(),
)


def a_report(**fields: Any) -> NudgeReport:
    values: dict[str, Any] = {
        "id": 3,
        "title": "Come <aboard> & see",
        "about": "Data *Analyst*",
        "status": NudgeStatus.RUNNING,
        "funnel": FUNNEL,
        "comparison": UNSURE,
        "costs": COSTS,
    }
    return NudgeReport(**values | fields)


def words_of(report: NudgeReport | AllNudges) -> str:
    return slack_says.words(reports.report_blocks(report, "Europe/Berlin"))


@pytest.mark.parametrize("comparison", COMPARISONS, ids=report_words.verdict)
def test_slack_takes_every_report(comparison: Comparison) -> None:
    one = a_report(comparison=comparison)
    everything = AllNudges((one,) * 60, FUNNEL, comparison)
    for report in (one, everything):
        assert slack_says.of_message(reports.report_as_text(report), reports.report_blocks(report, None)) == []


@pytest.mark.parametrize("answer", [NothingSent(), *(NothingSent(3, status) for status in NudgeStatus), NoSuchNudge(9)])
def test_slack_takes_every_answer_that_is_no_report(answer: NothingSent | NoSuchNudge) -> None:
    text = reports.report_as_text(answer)
    assert slack_says.of_message(text, reports.report_blocks(answer, None)) == []
    assert "/hr" in text or "ended" in text


def test_what_hr_wrote_is_shown_as_it_was_written() -> None:
    told = words_of(a_report())
    assert "Nudge #3 Come <aboard> & see" in told, "a headline is plain text"
    assert "Come &lt;aboard&gt; &amp; see" in reports.picture_comment(a_report(), "UHR")
    assert "Come &lt;aboard&gt;" in words_of(AllNudges((a_report(),), FUNNEL, UNSURE))


def test_an_inconclusive_report_says_so_first_and_how_many_it_takes() -> None:
    told = words_of(a_report())
    assert "*Inconclusive so far.* Chance alone may explain it." in told
    assert "*+2.8 points*.\nThe real difference most likely lies between −4.5 and +7.2 points (95 % interval)." in told  # noqa: RUF001  a minus is a minus
    assert "It takes about *9,900* people to be sure of a difference this large, or about *37,000* of the 1.4" in told
    assert "So far: 1,000." in told


def test_a_conclusive_report_names_the_direction_and_asks_for_nobody_more() -> None:
    better, worse = (words_of(a_report(comparison=each)) for each in COMPARISONS[1:3])
    assert "*It made a difference.*" in better
    assert "*Fewer acted than without it.*" in worse
    assert "to be sure" not in better + worse


def test_what_so_few_did_in_private_is_told_as_few_and_stays_out_of_the_csv() -> None:
    told = words_of(a_report())
    assert "Stopped nudges within 14 days: *23* of those drawn to get it, *fewer than 5* of those held out." in told
    assert "“Not now” *31*, “Not for me” *fewer than 5*" in told
    nobody_held_out = words_of(a_report(funnel=replace(FUNNEL, held_out=0)))
    assert "Stopped nudges within 14 days: *23* of those drawn to get it.\n" in nobody_held_out
    hidden = a_report(funnel=replace(FUNNEL, reached=None, left_out=(LeftOut("other reasons", None),)))
    assert "all but a few" in words_of(hidden)
    assert "other reasons: a few" in words_of(hidden)
    head, row = (line.split(",") for line in reports.report_csv(hidden).decode("utf-8-sig").splitlines())
    assert row[head.index("got it")] == ""
    assert row[-4:] == ["23", "", "31", ""]


def test_the_table_fits_a_phone() -> None:
    millions = replace(FUNNEL, drawn=1_234_567, held_out=123_456, meant=1_111_111, reached=None, waiting=111_111)
    table = words_of(a_report(funnel=millions)).split("```")[1]
    assert max(map(len, table.splitlines())) <= ON_A_PHONE
    assert len({len(line) for line in table.strip().splitlines()}) == 1, "the numbers stand below each other"


def test_a_title_that_would_run_in_a_spreadsheet_does_not() -> None:
    assert b"'=cmd" in reports.report_csv(a_report(title="=cmd|' /C calc'!A0"))


def test_the_list_is_short_and_the_csv_has_every_nudge() -> None:
    everything = AllNudges(tuple(a_report(id=number) for number in range(60, 0, -1)), FUNNEL, UNSURE)
    told = words_of(everything)
    assert "#60 " in told
    assert "#50 " not in told
    assert "50 older nudges, in the CSV file" in told
    assert "Of twenty single comparisons" in told
    assert len(reports.report_csv(everything).splitlines()) == 61


def test_the_words_of_a_picture_say_what_it_shows() -> None:
    told = alt_text("Nudge #3", FUNNEL, UNSURE)
    assert told.startswith(
        "Funnel of Nudge #3: in the draw 1,000, drawn to get it 900, got it 884, acted in 14 days 97."
    )
    assert "Inconclusive so far. 10.8 % of those drawn to get it acted, 8.0 % of those held out" in told
    assert len(alt_text("long " * 400, FUNNEL, UNSURE)) <= 1_000


def _size(drawn: bytes) -> tuple[int, int]:
    assert drawn.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", drawn[16:24])
    return width, height


@pytest.mark.parametrize("comparison", COMPARISONS, ids=report_words.verdict)
def test_the_picture_is_upright_light_and_sharp(comparison: Comparison) -> None:
    drawn = picture("Nudge #3 Come aboard", "about Data Analyst", FUNNEL, comparison)
    width, height = _size(drawn)
    assert width == 1_080
    assert width < height <= 1_350
    assert len(drawn) < 150_000


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(title=st.text(max_size=200), most=st.integers(0, 10**7))
def test_a_picture_can_be_drawn_of_anything(title: str, most: int) -> None:
    nothing_reached = Funnel(most, 0, most, None if most else 0, 0, 0, 0, 0, ())
    assert _size(picture(f"{title} $x^{{$ 数 \U0001f6a3", title, nothing_reached, COMPARISONS[3]))


def test_pictures_drawn_at_the_same_time_come_out_alike() -> None:
    def draw(number: int) -> bytes:
        return picture(f"Nudge #{number % 2}", "", FUNNEL, COMPARISONS[number % 2])

    with ThreadPoolExecutor(4) as threads:
        drawn = list(threads.map(draw, range(8)))
    assert len(set(drawn[0::2])) == len(set(drawn[1::2])) == 1
    assert drawn[0] != drawn[1]


def test_nothing_is_loaded_for_pictures_or_statistics_before_a_report_is_asked_for() -> None:
    asks = "import sys, bot.handlers; print([name for name in ('matplotlib', 'scipy', 'numpy') if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"

"""HR's reports: the table, the verdict on the effect, and what the nudge cost, for one nudge or for all."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from slack_sdk.models.blocks import Block

from bot.usecases.nudges.reporting import AllNudges, Compared, NothingSent, NudgeReport, ReportAnswer
from bot.usecases.nudges.steering import NoSuchNudge
from bot.views import report_picture, report_words
from bot.views.blocks import actions, button, context, header, section
from bot.views.csv_cells import Cell, as_csv
from bot.views.dates import counted
from bot.views.hr.nudge_preview import name_of
from bot.views.hr.nudges import STATUS_WORDS
from bot.views.ids import Action
from bot.views.text import escaped
from bot.views.values import NudgeChoice
from measuring.effect import Effect

MOST_LISTED = 10
"""Nudges listed under the report on all; the CSV has every one."""

WHICH = "Which report? Type `/hr report` for all nudges, or `/hr report nudge 3` for one."

_HOW = (
    "In the draw: everybody it suited when it was due. Chance holds some of them out, who get nothing. "
    f"Acted: applied, asked for it or enrolled within {report_words.DAYS} days, whether or not it reached them. "
    "Interval: the hybrid score method of R. G. Newcombe (1998)."
)

Shown = NudgeReport | AllNudges
"""A report that has something to show."""


def report_as_text(answer: ReportAnswer) -> str:
    """Return what a notification or a screen reader gets of a report, and the whole of it where there is nothing yet."""
    match answer:
        case NudgeReport() | AllNudges():
            return f"{escaped(title_of(answer))}: {report_words.verdict(answer.comparison)}."
        case NothingSent():
            return report_words.nothing_sent(answer)
        case NoSuchNudge(number):
            return f"There is no nudge number {number}. See all of them with `/hr nudges`."
        case _:
            assert_never(answer)


def report_blocks(answer: ReportAnswer, zone: str | None) -> list[Block]:
    """Return the report as a message; `zone` is that of whoever reads it."""
    match answer:
        case NudgeReport():
            return [*_top(answer, zone), *_rest_of_one(answer), *_foot(answer)]
        case AllNudges():
            return [*_top(answer, zone), *_rest_of_all(answer), *_foot(answer)]
        case NothingSent() | NoSuchNudge():
            return [section(report_as_text(answer))]
        case _:
            assert_never(answer)


def title_of(report: Shown) -> str:
    """Return what the report is called, as HR wrote it."""
    return "All nudges" if isinstance(report, AllNudges) else f"Nudge #{report.id} {report.title}"


def subtitle_of(report: Shown) -> str:
    """Return the line below the title."""
    if isinstance(report, AllNudges):
        return f"{counted(len(report.nudges), 'nudge')} so far; one person counts once for each"
    return f"about {report.about}" if report.about else ""


def report_picture_of(report: Shown) -> tuple[bytes, str]:
    """Return the report's picture, a PNG, and what it shows in words."""
    title, subtitle = title_of(report), subtitle_of(report)
    drawn = report_picture.picture(title, subtitle, report.funnel, report.comparison)
    return drawn, report_picture.alt_text(title, report.funnel, report.comparison)


def picture_comment(report: Shown, by: str) -> str:
    """Return what stands above the picture; `by` is the Slack id of whoever asked for it."""
    return f"*{escaped(title_of(report))}*: {report_words.verdict(report.comparison)} (<@{by}> asked)"


def csv_comment(report: Shown, by: str) -> str:
    """Return what stands above the CSV file."""
    return f"The numbers behind *{escaped(title_of(report))}* (<@{by}> asked)"


def file_name(report: Shown, ending: str) -> str:
    """Return a name under which the report's file is found again."""
    which = "all-nudges" if isinstance(report, AllNudges) else f"nudge-{report.id}"
    return f"report-{which}.{ending}"


def report_csv(report: Shown) -> bytes:
    """Return one line for each nudge; what fewer than five did in private stays empty."""
    nudges = report.nudges if isinstance(report, AllNudges) else (report,)
    return as_csv([name for name, _ in _columns(nudges[0])], ([cell for _, cell in _columns(each)] for each in nudges))


def _top(report: Shown, zone: str | None) -> list[Block]:
    funnel, comparison = report.funnel, report.comparison
    found = f"*{report_words.verdict(comparison)}.* {report_words.explanation(comparison, zone)}"
    table = _table([*report_words.funnel_lines(funnel), *report_words.other_lines(funnel)])
    return [header(title_of(report)), context(escaped(_below(report))), section(table), section(found)]


def _below(report: Shown) -> str:
    subtitle = subtitle_of(report)
    if isinstance(report, AllNudges):
        return subtitle
    return " · ".join(words for words in (STATUS_WORDS[report.status], subtitle) if words)


def _rest_of_one(report: NudgeReport) -> Iterator[Block]:
    if report.funnel.left_out:
        lines = [
            f"• {line.words}: {'a few' if line.people is None else f'*{line.people:,}*'}"
            for line in report.funnel.left_out
        ]
        yield section("*Drawn to get it, but not reached*\n" + "\n".join(lines))
    yield section(report_words.cost_words(report.costs, report.funnel.held_out))


def _rest_of_all(report: AllNudges) -> Iterator[Block]:
    listed = report.nudges[:MOST_LISTED]
    yield section("\n".join(_line(nudge) for nudge in listed))
    more = len(report.nudges) - len(listed)
    if more:
        yield context(f"… and {counted(more, 'older nudge')}, in the CSV file.")
    compared = sum(isinstance(nudge.comparison, Compared) for nudge in report.nudges)
    if compared > 1:
        yield context(
            "Of twenty single comparisons about one shows a difference that is only chance: "
            "trust the one on all nudges together first."
        )


def _line(nudge: NudgeReport) -> str:
    got_it = report_words.funnel_lines(nudge.funnel)[2][1]
    parts = [f"{got_it} got it", f"{nudge.funnel.acted:,} acted", report_words.in_a_line(nudge.comparison)]
    return f"*{name_of(nudge.id, nudge.title)}*\n{' · '.join(parts)}"


def _foot(report: Shown) -> Iterator[Block]:
    yield context(_HOW)
    which = 0 if isinstance(report, AllNudges) else report.id
    yield actions(button("Numbers as CSV", Action.HR_REPORT_CSV, NudgeChoice(which)))


def _table(lines: Iterable[tuple[str, str]]) -> str:
    """Return a table in letters of one width, narrow enough for a phone."""
    rows = list(lines)
    first, second = (max(len(row[column]) for row in rows) for column in (0, 1))
    return "```\n" + "\n".join(f"{label:<{first}}  {number:>{second}}" for label, number in rows) + "\n```"


def _columns(nudge: NudgeReport) -> list[tuple[str, Cell]]:
    funnel, costs = nudge.funnel, nudge.costs
    return [
        ("nudge", nudge.id),
        ("title", nudge.title),
        ("about", nudge.about),
        ("status", nudge.status.value),
        ("in the draw", funnel.drawn),
        ("held out", funnel.held_out),
        ("drawn to get it", funnel.meant),
        ("got it", funnel.reached),
        ("waiting", funnel.waiting),
        ("refused by slack", funnel.refused),
        ("uncertain", funnel.uncertain),
        (f"acted within {report_words.DAYS} days so far", funnel.acted),
        *_effect_columns(nudge.comparison.effect if isinstance(nudge.comparison, Compared) else None),
        ("verdict", report_words.verdict(nudge.comparison)),
        ("stopped nudges", costs.stopped),
        ("stopped nudges, held out", costs.stopped_held_out),
        *((f"answered {answer.value.replace('_', ' ')}", people) for answer, people in costs.answers),
    ]


def _effect_columns(effect: Effect | None) -> list[tuple[str, Cell]]:
    names = ("compared, drawn to get it", "of them acted", "compared, held out", "of these acted")
    shares = ("difference in points", "95 % interval from", "95 % interval to")
    if effect is None:
        return [(name, None) for name in (*names, *shares)]
    counts = (effect.nudged.people, effect.nudged.acted, effect.held_out.people, effect.held_out.acted)
    points = (effect.difference, effect.interval.low, effect.interval.high)
    return [
        *zip(names, counts, strict=True),
        *((name, round(100 * x, 2)) for name, x in zip(shares, points, strict=True)),
    ]

"""The funnel of a nudge and its hold-out comparison as a picture for a phone: upright, few words, large.

The colours are told apart by people with any kind of colour vision (M. Okabe and K. Ito, "Color Universal Design", 2002),
and nothing is said by colour alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from bot.usecases.nudges.reporting import Compared, Comparison, Funnel
from bot.views import report_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_INK, _QUIET, _FAINT, _TRACK = "#1d1d1f", "#5c5f66", "#d9dce1", "#f1f3f5"
_BLUE, _ORANGE = "#0072b2", "#d55e00"

_WIDTH, _HEIGHT, _HEIGHT_WITHOUT_ARMS = 6.0, 7.5, 6.3
"""Inches: upright, so that a phone shows it whole."""

_DOTS_PER_INCH = 180
_LEFT, _RIGHT = 0.07, 0.93
_TITLE_WIDTH, _WORDS_WIDTH = 34, 50
"""Letters in a line."""


@dataclass(frozen=True, slots=True)
class Step:
    """One bar of the funnel: how long it is in people, and what stands on it."""

    label: str
    people: int
    shown: str


def picture(title: str, subtitle: str, funnel: Funnel, comparison: Comparison) -> bytes:
    """Return the picture as a PNG."""
    # Imported here: drawing takes half a second and 40 MB to load, and only a report pays for it.
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    height = _HEIGHT if isinstance(comparison, Compared) else _HEIGHT_WITHOUT_ARMS
    # A figure of its own, without pyplot, which keeps them all in one place for one thread.
    figure = Figure(figsize=(_WIDTH, height), dpi=_DOTS_PER_INCH, facecolor="white")
    canvas = FigureCanvasAgg(figure)
    sheet = _Sheet(figure, height)
    _head(sheet, title, subtitle)
    _funnel(sheet.axes(1.25, 3.15), _steps(funnel))
    _comparison(sheet, comparison)
    file = BytesIO()
    canvas.print_figure(file, format="png")
    return file.getvalue()


def alt_text(title: str, funnel: Funnel, comparison: Comparison) -> str:
    """Return what the picture shows, for whoever cannot see it; Slack takes 1,000 characters."""
    steps = ", ".join(f"{label.lower()} {number}" for label, number in report_words.funnel_lines(funnel))
    told = f"Funnel of {title}: {steps}. {report_words.verdict(comparison)}."
    if isinstance(comparison, Compared):
        effect = comparison.effect
        told += (
            f" {report_words.percent(effect.nudged_share)} of those drawn to get it acted, "
            f"{report_words.percent(effect.held_out_share)} of those held out; the difference is "
            f"{report_words.points(effect.difference)}, 95 % interval {report_words.interval(effect.interval)}."
        )
    return told[:1_000]


def _steps(funnel: Funnel) -> tuple[Step, ...]:
    lengths = (funnel.drawn, funnel.meant, funnel.meant if funnel.reached is None else funnel.reached, funnel.acted)
    lines = report_words.funnel_lines(funnel)
    return tuple(Step(label, length, shown) for (label, shown), length in zip(lines, lengths, strict=True))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The page, measured in inches from its top."""

    figure: "Figure"
    height: float

    def write(self, at: float, words: str, *, size: int, **look: Any) -> None:  # noqa: ANN401  matplotlib's
        # parse_math: between two dollar signs matplotlib would see a formula.
        looks: dict[str, Any] = {"color": _INK, "va": "top", "linespacing": 1.3, "parse_math": False} | look
        self.figure.text(_LEFT, 1 - at / self.height, words, fontsize=size, **looks)

    def axes(self, at: float, tall: float) -> "Axes":
        place = (_LEFT, 1 - (at + tall) / self.height, _RIGHT - _LEFT, tall / self.height)
        return self.figure.add_axes(place)

    def rule(self, at: float) -> None:
        from matplotlib.lines import Line2D  # noqa: PLC0415  as above

        height = 1 - at / self.height
        self.figure.add_artist(Line2D([_LEFT, _RIGHT], [height, height], color=_FAINT, linewidth=1))


def _head(sheet: _Sheet, title: str, subtitle: str) -> None:
    lines = _wrapped(title, _TITLE_WIDTH, 2)
    sheet.write(0.33, "\n".join(lines), size=19, weight="bold")
    if subtitle and len(lines) == 1:
        sheet.write(0.74, _wrapped(subtitle, _WORDS_WIDTH, 1)[0], size=13, color=_QUIET)


def _funnel(axes: "Axes", steps: Sequence[Step]) -> None:
    most = max(1, *(step.people for step in steps))
    axes.set_axis_off()
    axes.set_xlim(0, most)
    axes.set_ylim(len(steps) - 0.8, -0.55)
    for place, step in enumerate(steps):
        axes.barh(place, most, height=0.34, color=_TRACK)
        axes.barh(place, step.people, height=0.34, color=_ORANGE if place == len(steps) - 1 else _BLUE)
        label: dict[str, Any] = {"y": place - 0.24, "va": "bottom", "fontsize": 15, "color": _INK, "parse_math": False}
        axes.text(x=0, s=step.label, ha="left", **label)
        axes.text(x=most, s=step.shown, ha="right", **label | {"fontweight": "bold"})


def _comparison(sheet: _Sheet, comparison: Comparison) -> None:
    sheet.rule(4.6)
    sheet.write(4.78, report_words.verdict(comparison), size=17, weight="bold")
    if isinstance(comparison, Compared):
        effect = comparison.effect
        told = f"{report_words.points(effect.difference)}, 95 % interval {report_words.interval(effect.interval)}"
        lines = [told, report_words.needed_at_a_glance(comparison)]
        sheet.write(5.16, "\n".join(line for line in lines if line), size=13, color=_QUIET)
        _arms(sheet.axes(5.75, 1.35), comparison)
    else:
        words = report_words.explanation(comparison, None)
        sheet.write(5.22, "\n".join(_wrapped(words, _WORDS_WIDTH, 3)), size=13, color=_QUIET)


def _arms(axes: "Axes", compared: Compared) -> None:
    """Draw each arm's share as a point, its interval as a line through it."""
    effect = compared.effect
    arms = (
        (report_words.NUDGED, effect.nudged_share, effect.nudged_interval, _ORANGE, "o"),
        (report_words.HELD_OUT, effect.held_out_share, effect.held_out_interval, _BLUE, "s"),
    )
    highest = min(max(found.high for _, _, found, _, _ in arms) * 1.05, 1.0)
    axes.set_xlim(0, highest)
    axes.set_ylim(1.4, -0.75)
    # Above the lines that mark the scale, which would run through the letters.
    label: dict[str, Any] = {
        "fontsize": 13,
        "color": _INK,
        "va": "bottom",
        "bbox": {"facecolor": "white", "lw": 0, "pad": 1},
    }
    for place, (name, share, found, colour, mark) in enumerate(arms):
        axes.plot(
            [found.low, found.high], [place, place], color=colour, linewidth=7, alpha=0.35, solid_capstyle="round"
        )
        axes.plot([share], [place], mark, color=colour, markersize=13, clip_on=False)
        axes.text(0, place - 0.26, name, ha="left", **label)
        shown = f"{report_words.percent(share)} acted"
        axes.text(highest, place - 0.26, shown, ha="right", **label, fontweight="bold")
    axes.xaxis.set_major_formatter(lambda value, _place: f"{100 * value:.3g} %")
    axes.locator_params(axis="x", nbins=5)
    axes.tick_params(axis="x", colors=_QUIET, labelsize=12, length=0, pad=6)
    axes.grid(axis="x", color=_FAINT, linewidth=1)
    axes.set_axisbelow(True)
    axes.get_yaxis().set_visible(False)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _wrapped(words: str, width: int, most: int) -> list[str]:
    """Return `words` in at most so many lines; what the picture's font cannot write becomes a box."""
    return wrap(_writable(words), width, max_lines=most, placeholder=" …") or [""]


def _writable(words: str) -> str:
    from matplotlib.font_manager import FontProperties, findfont, get_font  # noqa: PLC0415  as above

    fonts = [get_font(findfont(FontProperties(weight=weight))) for weight in ("normal", "bold")]

    def shown(letter: str) -> str:
        if letter.isspace():
            return " "
        return letter if all(font.get_char_index(ord(letter)) for font in fonts) else "▯"

    return "".join(shown(letter) for letter in words)

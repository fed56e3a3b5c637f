"""What HR wrote in a nudge before: every version, what changed with it, and how many people got it."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, DividerBlock
from slack_sdk.models.views import View

from bot.usecases.nudges.nudge_list import Versions
from bot.views import modals
from bot.views.blocks import context, section
from bot.views.dates import counted, your_time
from bot.views.hr.nudge_preview import name_of
from bot.views.hr.nudge_when import when_in_words
from bot.views.text import fitted
from career.criteria import EVERYONE
from career.reasons import in_words
from storage.nudges.nudge_versions import Version

TITLE = "Versions"

MOST_SHOWN = 24
"""Versions in the modal: at four blocks each, with a head and a foot, within its 100 blocks."""

_LONGEST_WORDS = 2_800
_LONGEST_RULE = 1_000


def versions_modal(found: Versions, zone: str | None) -> View:
    """Return the versions, the newest first; `zone` is that of whoever looks."""
    shown = found.versions[:MOST_SHOWN]
    blocks: list[Block] = [
        section(f"*{name_of(found.nudge_id, found.title)}* · {counted(len(found.versions), 'version')}"),
        context("Nobody who had one version is sent the next for that alone, and who is held out stays so."),
    ]
    for version, before in zip(shown, [*found.versions[1:], None], strict=False):
        blocks += [DividerBlock(), *_version(version, before, zone)]
    if len(shown) < len(found.versions):
        blocks.append(context(f"… and {counted(len(found.versions) - len(shown), 'older version')}."))
    return modals.done(TITLE, blocks)


def _version(version: Version, before: Version | None, zone: str | None) -> list[Block]:
    head = f"*Version {version.number}* · <@{version.by}>, {your_time(version.at, zone)} · {version.sent:,} sent"
    if before is not None:
        head += f"\nChanged: {', '.join(_changes(version, before)) or 'nothing that goes out'}."
    who = "whoever it suits" if version.extra == EVERYONE else f"of them, {in_words(version.extra)}"
    reach = version.reach
    often = f"at most {counted(reach.times_per_person, 'time')} each"
    if reach.times_per_person > 1:
        often += f", {counted(reach.days_between, 'day')} apart"
    small = f"{when_in_words(version.cadence)} · {often} · {reach.hold_out:.0%} held out · {fitted(who, _LONGEST_RULE)}"
    return [section(head), section(fitted(version.words, _LONGEST_WORDS)), context(small)]


def _changes(version: Version, before: Version) -> Sequence[str]:
    pairs = {
        "the words": (version.words, before.words),
        "who gets it": (version.extra, before.extra),
        "when": (version.cadence, before.cadence),
        "how often, or the hold-out": (version.reach, before.reach),
    }
    return [name for name, (now, then) in pairs.items() if now != then]

"""A nudge as HR sees it before it starts: how many get it, who is left out and why, and how it reads (promise 5)."""

from slack_sdk.models.blocks import Block, ButtonElement, ConfirmObject, DividerBlock, MarkdownTextObject
from slack_sdk.models.views import View

from bot.usecases.nudges.previewing import Preview, Sample
from bot.usecases.nudges.steering import Saved
from bot.views import modals, nudges
from bot.views.blocks import actions, button, context, section
from bot.views.dates import counted, your_time
from bot.views.ids import Action
from bot.views.text import escaped, fitted
from bot.views.values import NudgeChoice, SeenNudge
from career.nudges import MOVES, NudgeVerb
from career.outcomes import LeftOut
from career.targets import name_for_hr

TITLE = "Preview"

_LONGEST_AUDIENCE = 2_500
_MOST_BLOCKS_OF_SAMPLE = 14
"""Five samples at this size, with a headline and a line between them, leave room within a modal's 100 blocks."""


def preview_modal(preview: Preview, zone: str | None) -> View:
    """Return the preview; `zone` is that of whoever looks at it."""
    nudge = preview.nudge
    blocks: list[Block] = [
        section(
            f"*{name_of(nudge.id, nudge.text.title)}*\nabout *{escaped(name_for_hr(nudge.text.target, preview.target.title))}*"
        ),
        section(_counts(preview, zone)),
        context(f"Whom it suits: {fitted(preview.audience_in_words, _LONGEST_AUDIENCE)}"),
    ]
    if preview.left_out:
        blocks.append(section("*Left out*\n" + "\n".join(_left_out(line) for line in preview.left_out)))
    blocks += [section(f":warning: {escaped(sentence)}") for sentence in preview.obstacles]
    blocks.append(actions(*_buttons(preview, zone)))
    if preview.samples:
        blocks.append(section(_how_it_reads(len(preview.samples), preview.will_get)))
    for sample in preview.samples:
        blocks += [DividerBlock(), *_sample(sample)]
    return modals.done(TITLE, blocks)


def saved_modal(saved: Saved, title: str) -> View:
    """Return what HR reads once the form is stored, with the next step."""
    name = f"*{escaped(title)}*"
    choice = NudgeChoice(saved.nudge_id)
    if not saved.needs_preview:
        told = f"{name} is saved as nudge #{saved.nudge_id}. What goes out has not changed, so all stays as it was."
        return modals.done("Saved", [section(told)])
    told = f"{name} is saved as nudge #{saved.nudge_id}. Nothing goes out yet: look at the preview next."
    if saved.was_paused:
        told = (
            f"{name} is saved as version {saved.version}. Nudge #{saved.nudge_id} was running and is paused now, as it "
            "sends something else: look at the preview next, then start it again. Nobody who had it gets it anew for that."
        )
    buttons = [
        button("Preview", Action.HR_NUDGE_PREVIEW, choice, "primary"),
        button("Change it", Action.HR_NUDGE_EDIT, choice),
    ]
    return modals.done("Saved", [section(told), actions(*buttons)])


def name_of(nudge_id: int, title: str) -> str:
    """Return what HR calls a nudge, escaped."""
    return f"#{nudge_id} {escaped(title)}"


def _counts(preview: Preview, zone: str | None) -> str:
    lines = [_who_gets(preview)]
    if preview.held_out:
        lines.append(f"*{preview.held_out:,}* held out by the random draw, to see whether it makes a difference")
    if preview.first_at is not None and not preview.obstacles:
        at = your_time(preview.first_at, zone)
        goes_out = f"Goes out from *{at}* on, in each one's own working hours."
        lines.append(goes_out if preview.will_get else f"Whoever fits by then gets it from *{at}* on.")
    return "\n".join(lines)


def _who_gets(preview: Preview) -> str:
    people = preview.will_get
    if people == 0:
        return "*Nobody* gets it as things stand"
    gets = "would get" if preview.obstacles else "gets" if people == 1 else "get"
    return f"*{counted(people, 'person', 'people')}* {gets} it"


def _how_it_reads(samples: int, people: int) -> str:
    if samples < people:
        return f"*How it reads* for {samples} of them:"
    return "*How it reads:*" if people == 1 else "*How it reads* for each of them:"


def _left_out(line: LeftOut) -> str:
    return f"• {line.words}: {'a few' if line.people is None else f'*{line.people:,}*'}"


def _buttons(preview: Preview, zone: str | None) -> list[ButtonElement]:
    nudge = preview.nudge
    found = [button("Change it", Action.HR_NUDGE_EDIT, NudgeChoice(nudge.id))]
    if preview.obstacles or (nudge.status, NudgeVerb.START) not in MOVES:
        return found
    start = button(
        "Start", Action.HR_NUDGE_START, SeenNudge(nudge.id, nudge.fingerprint(preview.target)), style="primary"
    )
    start.confirm = ConfirmObject(
        title="Start this nudge?",
        text=MarkdownTextObject(text=_what_a_start_does(preview, zone)),
        confirm="Start",
        deny="Not yet",
    )
    return [start, *found]


def _what_a_start_does(preview: Preview, zone: str | None) -> str:
    who = _who_gets(preview)
    if preview.first_at is None:
        return f"{who}."
    at = your_time(preview.first_at, zone)
    return f"{who}, from {at} on." if preview.will_get else f"{who}. Whoever fits by then gets it from {at} on."


def _sample(sample: Sample) -> list[Block]:
    shown = nudges.sample(sample.letter)
    if len(shown) > _MOST_BLOCKS_OF_SAMPLE:
        shown = [*shown[: _MOST_BLOCKS_OF_SAMPLE - 1], context("… and so on: this is a very long message.")]
    return [context(f"To *{escaped(sample.name)}*"), *shown]

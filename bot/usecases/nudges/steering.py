"""HR writes a nudge and switches it on, pauses it, ends it. Nothing goes out that HR has not previewed (promise 5)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum, auto
from random import SystemRandom
from typing import assert_never

from sqlalchemy.orm import Session

from bot.usecases.house.latest import Latest, latest
from bot.usecases.nudges.schedules import first_delivery, is_over_everywhere
from career.cadences import has_ended, next_moment
from career.criteria import flat
from career.holdout import fresh_salt
from career.nudges import NudgeStatus, NudgeVerb, Refused, move
from career.placeholders import Placeholder
from career.targets import NoActivity, OpeningTarget, ProgrammeTarget, SuitingOpenings, UnmetInterest, WorkshopTarget
from career.words import check_words, placeholders
from storage.database import Database
from storage.house.audit import note
from storage.house.settings import house_settings
from storage.nudges.days_off import last_day
from storage.nudges.nudge_versions import add_first_version, add_next_version, is_changed, rewrite_version
from storage.nudges.records import (
    Nudge,
    NudgeText,
    add_nudge,
    change_text,
    nudge_by_id,
    nudge_to_change,
    owes,
    set_ended,
    set_paused,
    set_running,
)
from storage.nudges.targets import About, about
from storage.people.zones import zones_in_use
from storage.requests import made_by, note_made

LONGEST_TITLE = 150


class Field(Enum):
    """A part of the form in which HR writes a nudge."""

    TITLE = auto()
    TARGET = auto()
    WORDS = auto()
    WHEN = auto()


@dataclass(frozen=True, slots=True)
class Saved:
    """The nudge is stored; `was_paused` tells that it ran, and now waits for a new preview and a new start.

    `version` counts how often what goes out has changed since it first ran.
    """

    nudge_id: int
    status: NudgeStatus
    needs_preview: bool
    was_paused: bool = False
    version: int = 1


@dataclass(frozen=True, slots=True)
class Unsound:
    """Nothing is stored: what is wrong, one sentence or more for each field."""

    problems: Mapping[Field, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class NoSuchNudge:
    """No nudge has this number."""

    number: int


@dataclass(frozen=True, slots=True)
class NeedsPreview:
    """Nothing starts before HR has seen a preview of exactly this nudge."""

    nudge_id: int


@dataclass(frozen=True, slots=True)
class Started:
    """The nudge runs; the first copy goes out at `first_at`, None where only what it owed from before is left."""

    nudge_id: int
    first_at: datetime | None


@dataclass(frozen=True, slots=True)
class Halted:
    """The nudge is paused or has ended."""

    nudge_id: int
    status: NudgeStatus


@dataclass(frozen=True, slots=True)
class CannotMove:
    """Nothing moved: `why` says how the nudge stands, and `latest` how it came to stand there, where that is known."""

    why: Refused
    latest: Latest | None


@dataclass(frozen=True, slots=True)
class HasEnded:
    """The nudge stays as it is for good; `latest` says who ended it and when, where that is known."""

    nudge_id: int
    latest: Latest | None


@dataclass(frozen=True, slots=True)
class RewrittenSince:
    """Nothing is stored: the nudge reads differently from what the form began with; `by` rewrote it, where known."""

    nudge_id: int
    by: str | None


SaveAnswer = Saved | Unsound | NoSuchNudge | HasEnded | RewrittenSince
StartAnswer = Started | NeedsPreview | NoSuchNudge | CannotMove | HasEnded | Refused
HaltAnswer = Halted | NoSuchNudge | CannotMove | HasEnded


def save_new(database: Database, by: str, text: NudgeText, now: datetime, request: str = "") -> SaveAnswer:
    """Store a draft; `request` is Slack's id of the form, which makes one nudge at the most."""
    with database.begin() as session:
        problems = _problems(session, text, now)
        if problems:
            return Unsound(problems)
        if request and (made := made_by(session, request, now)) is not None:
            return Saved(int(made.removeprefix("nudge:")), NudgeStatus.DRAFT, needs_preview=True)
        nudge_id = add_nudge(session, text, fresh_salt(SystemRandom()), by, now)
        add_first_version(session, nudge_id, text, by, now)
        if request:
            note_made(session, request, f"nudge:{nudge_id}")
        note(session, by, "nudge.written", f"nudge:{nudge_id}", now, about=text.target.key)
        return Saved(nudge_id, NudgeStatus.DRAFT, needs_preview=True)


def save_changed(
    database: Database, by: str, nudge_id: int, text: NudgeText, now: datetime, seen: str = ""
) -> SaveAnswer:
    """Rewrite a nudge; if it has run and what it sends has changed, that is a new version.

    Nothing goes out of that until it is previewed and started anew. Who had the nudge is not sent it again, and who is
    held out stays so: both hang on the nudge, not on the version. `seen` is the mark of the text that the form began
    with: of two who rewrite it at once one wins, and the other is told. Empty where no form was shown.
    """
    with database.begin() as session:
        target = about(session, text.target, hold=True)
        before = _as_seen(session, nudge_id, text, seen)
        if not isinstance(before, Nudge):
            return before
        if flat(text.extra) == flat(before.text.extra):
            text = replace(text, extra=before.text.extra)  # the same audience, put together otherwise
        problems = _problems(session, text, now)
        if before.status is not NudgeStatus.DRAFT and text.target != before.text.target:
            problems[Field.TARGET] = ("What a nudge is about stays once it has started; write a new one.",)
        if problems or target is None:
            return Unsound(problems)
        change_text(session, nudge_id, text, now)
        version = _new_version(session, before, text, by, now)
        after = nudge_by_id(session, nudge_id)
        needs_preview = after is None or not after.is_previewed(target)
        must_pause = needs_preview and before.status is NudgeStatus.RUNNING
        if must_pause:
            set_paused(session, nudge_id, now)
            note(session, by, "nudge.paused", f"nudge:{nudge_id}", now, why="it was rewritten")
        how = {"about": text.target.key, "paused": must_pause, "version": version}
        note(session, by, "nudge.rewritten", f"nudge:{nudge_id}", now, **how)
        status = NudgeStatus.PAUSED if must_pause else before.status
        return Saved(nudge_id, status, needs_preview, must_pause, version)


def _as_seen(
    session: Session, nudge_id: int, text: NudgeText, seen: str
) -> Nudge | NoSuchNudge | HasEnded | RewrittenSince:
    """Return the nudge, held, if it may be rewritten as `text` by whoever has `seen` it; or why it may not."""
    found = nudge_to_change(session, nudge_id)
    if found is None:
        return NoSuchNudge(nudge_id)
    if found.status is NudgeStatus.ENDED:
        return ended(session, nudge_id)
    if seen not in {"", found.text.mark} and found.text != text:
        rewritten = latest(session, f"nudge:{nudge_id}", "nudge.rewritten")
        return RewrittenSince(nudge_id, None if rewritten is None else rewritten.by_name)
    return found


def start(database: Database, by: str, nudge_id: int, now: datetime, seen: str = "") -> StartAnswer:
    """Switch a nudge on, as it was previewed; `seen` is the fingerprint of the preview in which this was asked for.

    A colleague may have rewritten and previewed it since: then whoever looks at the older preview is shown the new one
    first. Empty where it was asked for elsewhere.
    """
    with database.begin() as session:
        found = _to_move(session, nudge_id, NudgeVerb.START)
        if not isinstance(found, tuple):
            return found
        nudge, target, _ = found
        zones, terms = zones_in_use(session), house_settings(session).sending
        first_at = first_delivery(session, nudge, target, now, terms)
        standing_against = obstacles(session, nudge, target, first_at, now)
        if standing_against:
            return Refused(" ".join(standing_against))
        if not nudge.is_previewed(target) or seen not in {"", nudge.fingerprint(target)}:
            return NeedsPreview(nudge_id)
        set_running(session, nudge_id, next_moment(nudge.text.cadence, now, zones, terms.fallback_zone), now)
        note(session, by, "nudge.started", f"nudge:{nudge_id}", now)
        return Started(nudge_id, first_at)


def pause(database: Database, by: str, nudge_id: int, now: datetime) -> HaltAnswer:
    """Let nothing of a nudge go out; what it owes waits until it is started again."""
    with database.begin() as session:
        found = _to_move(session, nudge_id, NudgeVerb.PAUSE)
        if not isinstance(found, tuple):
            return found
        set_paused(session, nudge_id, now)
        note(session, by, "nudge.paused", f"nudge:{nudge_id}", now)
        return Halted(nudge_id, NudgeStatus.PAUSED)


def end(database: Database, by: str, nudge_id: int, now: datetime) -> HaltAnswer:
    """End a nudge for good."""
    with database.begin() as session:
        found = _to_move(session, nudge_id, NudgeVerb.END)
        if not isinstance(found, tuple):
            return found
        set_ended(session, nudge_id, now)
        note(session, by, "nudge.ended", f"nudge:{nudge_id}", now)
        return Halted(nudge_id, NudgeStatus.ENDED)


def ended(session: Session, nudge_id: int) -> HasEnded:
    """Return that a nudge has ended, with who ended it."""
    return HasEnded(nudge_id, latest(session, f"nudge:{nudge_id}", "nudge.ended"))


def obstacles(
    session: Session, nudge: Nudge, target: About, first_at: datetime | None, now: datetime
) -> tuple[str, ...]:
    """Return what stands against a start of the nudge, besides that it must be previewed; one sentence each.

    `first_at` is its first delivery (`bot.usecases.nudges.schedules`).
    """
    terms = house_settings(session).sending
    zones = zones_in_use(session)
    found = []
    if not target.is_open:
        found.append(_not_open(nudge.text))
    elif is_over_everywhere(target, now, zones, terms):
        found.append(_is_over(nudge.text))
    if owes(session, nudge.id):
        return tuple(found)
    if has_ended(nudge.text.cadence, now, zones, terms.fallback_zone):
        found.append(_PASSED)
    elif not found and first_at is None:
        found.append(_too_late(last_day(nudge, target)))
    return tuple(found)


def _new_version(session: Session, before: Nudge, text: NudgeText, by: str, now: datetime) -> int:
    """Record what HR wrote: of a nudge that never ran in place of what stood there, else as a new version; return which."""
    if not is_changed(before.text, text):
        return before.version
    if before.status is NudgeStatus.DRAFT:
        rewrite_version(session, before.id, before.version, text, by, now)
        return before.version
    return add_next_version(session, before.id, before.version, text, by, now)


_PASSED = "Its hour has passed everywhere; choose a later day."


_BROUGHT_BY = {
    NudgeStatus.RUNNING: "nudge.started",
    NudgeStatus.PAUSED: "nudge.paused",
}
"""What the audit calls that which brings a nudge to where it stands."""


def _to_move(
    session: Session, nudge_id: int, verb: NudgeVerb
) -> tuple[Nudge, About, NudgeStatus] | NoSuchNudge | CannotMove | HasEnded:
    """Return a nudge, held together with its target in the order in which everybody holds them, and its next status."""
    nudge = nudge_by_id(session, nudge_id)
    target = None if nudge is None else about(session, nudge.text.target, hold=True)
    nudge = nudge_to_change(session, nudge_id)
    if nudge is None or target is None:
        return NoSuchNudge(nudge_id)
    if nudge.status is NudgeStatus.ENDED:
        return ended(session, nudge_id)
    after = move(nudge.status, verb)
    if not isinstance(after, Refused):
        return nudge, target, after
    brought_by = _BROUGHT_BY.get(nudge.status)
    return CannotMove(after, None if brought_by is None else latest(session, f"nudge:{nudge_id}", brought_by))


def _problems(session: Session, text: NudgeText, now: datetime) -> dict[Field, tuple[str, ...]]:
    target = about(session, text.target)
    words = list(check_words(text.words, text.target))
    if target is not None and target.deadline is None and Placeholder.DEADLINE in placeholders(text.words):
        words.append("There is no last day to name, so {deadline} would say nothing; take it out.")
    passed = has_ended(text.cadence, now, zones_in_use(session), house_settings(session).sending.fallback_zone)
    problems = {
        Field.TITLE: _title_problems(text.title),
        Field.TARGET: () if target is not None else ("There is no such opening or training; choose another.",),
        Field.WORDS: tuple(words),
        Field.WHEN: (_PASSED,) if passed else (),
    }
    return {field: sentences for field, sentences in problems.items() if sentences}


def _title_problems(title: str) -> tuple[str, ...]:
    if not title.strip():
        return ("Give the nudge a title; only HR sees it.",)
    if len(title) > LONGEST_TITLE:
        return (f"Shorten the title to {LONGEST_TITLE} characters; it is {len(title)} now.",)
    return ()


def _too_late(last: date | None) -> str:
    by = "in time" if last is None else f"by its last day, {last.day} {last:%B %Y}"
    return f"Nothing of it could go out {by}. Choose an earlier day, or a later last day."


def _is_over(text: NudgeText) -> str:
    if isinstance(text.target, OpeningTarget):
        number = text.target.opening_id
        return f"The last day of opening {number} has passed; give it a later one with `/hr opening edit {number}`."
    return "This workshop has begun."


def _not_open(text: NudgeText) -> str:
    match text.target:
        case OpeningTarget(opening_id):
            return f"Opening {opening_id} is not open; open it first with `/hr opening open {opening_id}`."
        case ProgrammeTarget() | WorkshopTarget():
            return "This training is not offered now."
        case SuitingOpenings():
            return "No opening is open; open one first."
        case UnmetInterest() | NoActivity():
            return "There is nothing to act on now."
        case _:
            assert_never(text.target)

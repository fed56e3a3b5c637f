"""HR says what is taught: programmes written, changed and listed. Who asked for one hears when it is offered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from sqlalchemy.orm import Session

from bot.usecases.training.demand import group_of
from bot.usecases.training.looking import NoSuchProgramme
from career.codes import code_of
from career.notices import NoticeKind
from career.training import LONGEST_DESCRIPTION, LONGEST_PROVIDER, LONGEST_TITLE, MOST_SKILLS, Programme
from storage.database import Database
from storage.house.audit import note
from storage.messages.notices import Notice, ToEmployee, owe_all
from storage.people.known_skills import LONGEST_SKILL
from storage.requests import made_before, made_by, note_made
from storage.training.demand import LoggedWish, grant_wishes, interested_ids, still_wished
from storage.training.offers import programmes_titled
from storage.training.programmes import (
    ListedProgramme,
    ProgrammeText,
    WrittenProgramme,
    add_programme,
    change_programme,
    how_many_programmes,
    programme_as_written,
    programme_page,
    programme_titled,
)
from storage.turns import take_turns


class Wrong(Enum):
    """What keeps a programme from being saved."""

    NO_TITLE = auto()
    TITLE_TOO_LONG = auto()
    NO_DESCRIPTION = auto()
    DESCRIPTION_TOO_LONG = auto()
    PROVIDER_TOO_LONG = auto()
    TOO_MANY_SKILLS = auto()
    SKILL_TOO_LONG = auto()


@dataclass(frozen=True, slots=True)
class Saved:
    """The programme stands as written; `told` people who asked for it are told that it is offered."""

    programme_id: int
    text: ProgrammeText
    is_new: bool
    told: int


@dataclass(frozen=True, slots=True)
class SavedBefore:
    """The same form was sent before and made this programme."""

    programme_id: int


@dataclass(frozen=True, slots=True)
class NotSaved:
    """The form needs another look."""

    wrong: frozenset[Wrong]


@dataclass(frozen=True, slots=True)
class TitleTaken:
    """Nothing was saved: this programme has the title already."""

    programme_id: int


@dataclass(frozen=True, slots=True)
class ChangedMeanwhile:
    """Nothing was saved: somebody else changed the programme after the form was opened; it stands as here."""

    programme: WrittenProgramme


@dataclass(frozen=True, slots=True)
class GroupGone:
    """Nothing was saved: nobody waits with these wishes any more, because somebody made a programme of them."""


SaveAnswer = Saved | SavedBefore | NotSaved | TitleTaken | ChangedMeanwhile | GroupGone | NoSuchProgramme


@dataclass(frozen=True, slots=True)
class Counted:
    """So many people's wishes are interest in this programme now; they are told of it if it `is_offered`."""

    programme_id: int
    title: str
    people: int
    is_offered: bool


CountAnswer = Counted | GroupGone | NoSuchProgramme


@dataclass(frozen=True, slots=True)
class ProgrammePage:
    """A page of HR's list of programmes."""

    programmes: tuple[ListedProgramme, ...]
    skip: int
    total: int


def refusal(database: Database, text: ProgrammeText, request: str) -> NotSaved | TitleTaken | None:
    """Say what keeps `add` from adding a programme; None where nothing does now, or where this form made it before."""
    wrong = _wrong(text)
    if wrong:
        return NotSaved(wrong)
    with database.read() as session:
        taken = programme_titled(session, text.title)
        return None if taken is None or made_before(session, _form(request)) else TitleTaken(taken)


def add(database: Database, by: str, text: ProgrammeText, request: str, now: datetime, group: str = "") -> SaveAnswer:
    """Add a programme; `request` is Slack's id of the form, which makes one at the most.

    `group` is the code of one of the wishes it is made of, or empty: then all that are alike become interest in it, but for
    those that come while it is added.
    """
    wrong = _wrong(text)
    if wrong:
        return NotSaved(wrong)
    alike = _wishes_like(database, group)
    with database.begin() as session:
        take_turns(session, _PROGRAMMES)
        key = _form(request)
        made = made_by(session, key, now)
        if made:
            return SavedBefore(int(made.removeprefix("programme:")))
        wishes = still_wished(session, alike)
        if group and not wishes:
            return GroupGone()
        taken = programme_titled(session, text.title)
        if taken is not None:
            return TitleTaken(taken)
        programme_id = add_programme(session, text, now)
        note_made(session, key, f"programme:{programme_id}")
        grant_wishes(session, programme_id, wishes)
        told = _tell_those_who_asked(session, programme_id, now) if text.is_offered else 0
        note(session, by, "programme.added", f"programme:{programme_id}", now, title=text.title)
        return Saved(programme_id, text, is_new=True, told=told)


def count_wishes(database: Database, by: str, programme_id: int, group: str, now: datetime) -> CountAnswer:
    """Let wishes in free words, all that are alike to `group`, be interest in a programme that there is already.

    Those that come meanwhile stay wishes.
    """
    alike = _wishes_like(database, group)
    with database.begin() as session:
        take_turns(session, _PROGRAMMES)
        programme = programme_as_written(session, programme_id, hold=True)
        if programme is None:
            return NoSuchProgramme(programme_id)
        wishes = still_wished(session, alike)
        if not wishes:
            return GroupGone()
        new = grant_wishes(session, programme_id, wishes)
        if programme.text.is_offered:
            _tell_that_it_is_offered(session, programme_id, new, now)
        note(session, by, "programme.wishes_counted", f"programme:{programme_id}", now, people=len(new))
        return Counted(programme_id, programme.text.title, len(new), programme.text.is_offered)


def to_choose(database: Database, words: str, most: int) -> tuple[Programme, ...]:
    """Return up to `most` programmes, offered or not, whose titles hold each of `words`: what a menu offers."""
    with database.read() as session:
        return programmes_titled(session, words)[:most]


def change(database: Database, by: str, programme_id: int, seen: int, text: ProgrammeText, now: datetime) -> SaveAnswer:
    """Change a programme; `seen` is its revision when the form was opened: of two who change it at once the first wins."""
    wrong = _wrong(text)
    if wrong:
        return NotSaved(wrong)
    with database.begin() as session:
        take_turns(session, _PROGRAMMES)
        programme = programme_as_written(session, programme_id, hold=True)
        if programme is None:
            return NoSuchProgramme(programme_id)
        if programme.revision != seen:
            return ChangedMeanwhile(programme)
        taken = programme_titled(session, text.title)
        if taken not in {None, programme_id}:
            return TitleTaken(taken or 0)
        change_programme(session, programme, text)
        is_newly_offered = text.is_offered and not programme.text.is_offered
        told = _tell_those_who_asked(session, programme_id, now) if is_newly_offered else 0
        note(session, by, "programme.changed", f"programme:{programme_id}", now, title=text.title)
        return Saved(programme_id, text, is_new=False, told=told)


def written(database: Database, programme_id: int) -> WrittenProgramme | NoSuchProgramme:
    """Return a programme as HR wrote it, to be changed."""
    with database.read() as session:
        return programme_as_written(session, programme_id) or NoSuchProgramme(programme_id)


def listed(database: Database, skip: int, most: int, now: datetime) -> ProgrammePage:
    """Return a page of every programme; the first one where `skip` is past the end."""
    with database.read() as session:
        total = how_many_programmes(session)
        start = skip if 0 <= skip < total else 0
        return ProgrammePage(tuple(programme_page(session, start, most, now)), start, total)


_PROGRAMMES = "programmes"
"""What is taken in turns, so that no two are given one title and no wish is granted twice."""


def _form(request: str) -> str:
    return f"programme.new:{request}"


def _wishes_like(database: Database, group: str) -> Sequence[LoggedWish]:
    """Return the wishes of a group, found among all that there are where no other transaction waits for it."""
    if not group:
        return ()
    with database.read() as session:
        return group_of(session, group).wishes


def _tell_those_who_asked(session: Session, programme_id: int, now: datetime) -> int:
    """Have everybody who is interested told that the programme is offered now, once in all; return how many."""
    asked = interested_ids(session, programme_id)
    _tell_that_it_is_offered(session, programme_id, asked, now)
    return len(asked)


def _tell_that_it_is_offered(session: Session, programme_id: int, asked: Sequence[int], now: datetime) -> None:
    kind, details = NoticeKind.PROGRAMME_OFFERED, {"programme_id": programme_id}
    key = f"programme.offered:{programme_id}"
    owe_all(session, [Notice(kind, f"{key}:{each}", ToEmployee(each), details, now) for each in asked], now)


def _wrong(text: ProgrammeText) -> frozenset[Wrong]:
    checks = {
        Wrong.NO_TITLE: not code_of(text.title),
        Wrong.TITLE_TOO_LONG: max(len(text.title), len(code_of(text.title))) > LONGEST_TITLE,
        Wrong.NO_DESCRIPTION: not text.description,
        Wrong.DESCRIPTION_TOO_LONG: len(text.description) > LONGEST_DESCRIPTION,
        Wrong.PROVIDER_TOO_LONG: len(text.provider or "") > LONGEST_PROVIDER,
        Wrong.TOO_MANY_SKILLS: len(text.skills) > MOST_SKILLS,
        Wrong.SKILL_TOO_LONG: any(max(len(each), len(code_of(each))) > LONGEST_SKILL for each in text.skills),
    }
    return frozenset(wrong for wrong, is_so in checks.items() if is_so)

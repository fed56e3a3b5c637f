"""HR looks through its nudges: what runs, what waits, what arrived."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.usecases.nudges.nudge_standing import ACTS
from bot.usecases.nudges.steering import NoSuchNudge
from career.cadences import Cadence
from career.nudges import NudgeStatus
from career.outcomes import FEWEST_SHOWN, DeliveryState, Response
from career.targets import name_for_hr
from storage.database import Database
from storage.nudges.nudge_lists import how_many_nudges, nudges_listed, response_counts
from storage.nudges.nudge_versions import Version, versions_of
from storage.nudges.records import delivery_counts, nudge_by_id
from storage.nudges.targets import about

_QUIET = (Response.NOT_NOW, Response.NOT_FOR_ME, Response.STOPPED)


@dataclass(frozen=True, slots=True)
class ListedNudge:
    """One nudge in the list: how many people have a copy in which state, and how many answered it.

    `hold_out` is the share that gets no message, and `quiet` how many people asked for quiet by it: None where they, or
    those of one answer, are so few that each of them could be guessed (promise 6).
    """

    id: int
    title: str
    status: NudgeStatus
    about: str
    cadence: Cadence
    is_previewed: bool
    counts: Mapping[DeliveryState, int]
    hold_out: float = 0.0
    acted: int = 0
    picked_time: int = 0
    quiet: int | None = None
    version: int = 1
    is_open: bool = True
    """Whether people can act on what it is about; where not, nothing of it goes out."""


@dataclass(frozen=True, slots=True)
class NudgePage:
    """A page of the list."""

    nudges: tuple[ListedNudge, ...]
    skip: int
    total: int


@dataclass(frozen=True, slots=True)
class Versions:
    """What HR wrote in one nudge, the newest version first."""

    nudge_id: int
    title: str
    versions: tuple[Version, ...]


def versions(database: Database, nudge_id: int) -> Versions | NoSuchNudge:
    """Return every version of a nudge."""
    with database.read() as session:
        nudge = nudge_by_id(session, nudge_id)
        if nudge is None:
            return NoSuchNudge(nudge_id)
        return Versions(nudge_id, nudge.text.title, versions_of(session, nudge_id))


def nudge_page(database: Database, skip: int, most: int) -> NudgePage:
    """Return a page of every nudge there is, running ones first; the first page where `skip` is past the end."""
    with database.read() as session:
        total = how_many_nudges(session)
        start = skip if 0 <= skip < total else 0
        ids = nudges_listed(session, start, most)
        counts, answers = delivery_counts(session, ids), response_counts(session, ids)
        found = []
        for nudge in (nudge_by_id(session, nudge_id) for nudge_id in ids):
            target = None if nudge is None else about(session, nudge.text.target)
            if nudge is not None and target is not None:
                found.append(
                    ListedNudge(
                        id=nudge.id,
                        title=nudge.text.title,
                        status=nudge.status,
                        about=name_for_hr(nudge.text.target, target.title),
                        cadence=nudge.text.cadence,
                        is_previewed=nudge.is_previewed(target),
                        counts=counts[nudge.id],
                        hold_out=nudge.text.reach.hold_out,
                        acted=sum(answers[nudge.id].get(each, 0) for each in ACTS),
                        picked_time=answers[nudge.id].get(Response.PICKED_TIME, 0),
                        quiet=_as_may_be_told([answers[nudge.id].get(each, 0) for each in _QUIET]),
                        version=nudge.version,
                        is_open=target.is_open,
                    )
                )
        return NudgePage(tuple(found), start, total)


def _as_may_be_told(parts: Sequence[int]) -> int | None:
    """Return how many these are together, unless fewer than five could be told from it.

    The report gives each of them from five on: what it leaves out must not be the rest of a sum either.
    """
    together, hidden = sum(parts), sum(part for part in parts if part < FEWEST_SHOWN)
    return None if together < FEWEST_SHOWN or 0 < hidden < FEWEST_SHOWN else together

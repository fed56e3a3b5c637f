"""HR looks through its nudges: what runs, what waits, what arrived."""

from collections.abc import Mapping
from dataclasses import dataclass

from career.nudges import NudgeStatus
from career.outcomes import DeliveryState
from storage.database import Database
from storage.nudge_lists import how_many_nudges, nudges_listed, uncertain_recipients
from storage.nudges import delivery_counts, nudge_by_id
from storage.targets import about


@dataclass(frozen=True, slots=True)
class ListedNudge:
    """One nudge in the list: how many of its deliveries are in which state, and whom it may or may not have reached."""

    id: int
    title: str
    status: NudgeStatus
    about: str
    is_previewed: bool
    counts: Mapping[DeliveryState, int]
    uncertain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NudgePage:
    """A page of the list."""

    nudges: tuple[ListedNudge, ...]
    skip: int
    total: int


def nudge_page(database: Database, skip: int, most: int) -> NudgePage:
    """Return a page of every nudge there is, running ones first; the first page where `skip` is past the end."""
    with database.read() as session:
        total = how_many_nudges(session)
        start = skip if 0 <= skip < total else 0
        ids = nudges_listed(session, start, most)
        counts, uncertain = delivery_counts(session, ids), uncertain_recipients(session, ids)
        found = []
        for nudge in (nudge_by_id(session, nudge_id) for nudge_id in ids):
            target = None if nudge is None else about(session, nudge.text.target)
            if nudge is not None and target is not None:
                found.append(
                    ListedNudge(
                        id=nudge.id,
                        title=nudge.text.title,
                        status=nudge.status,
                        about=target.title,
                        is_previewed=nudge.is_previewed(target),
                        counts=counts[nudge.id],
                        uncertain=uncertain.get(nudge.id, ()),
                    )
                )
        return NudgePage(tuple(found), start, total)

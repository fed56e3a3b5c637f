"""The skills that anybody has, or any training teaches: each stands once, under its code."""

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.batches import batches
from storage.statements import insert_or_leave
from storage.tables import SkillRow

LONGEST_SKILL = 120
"""Characters of a skill's name, and of its code."""


def skill_ids(session: Session, codes: Collection[str]) -> Mapping[str, int]:
    """Return the ids of those of these skills that there are, by code."""
    found: dict[str, int] = {}
    for batch in batches(sorted(codes)):
        query = select(SkillRow.code, SkillRow.id).where(SkillRow.code.in_(batch))
        found.update((code, skill_id) for code, skill_id in session.execute(query))
    return found


def add_skills(session: Session, names: Mapping[str, str]) -> None:
    """Add skills by code; one that somebody else added in the meantime stays as it is."""
    if names:
        rows = [{"code": code, "name": names[code]} for code in sorted(names)]
        session.connection().execute(insert_or_leave(session, SkillRow), rows)

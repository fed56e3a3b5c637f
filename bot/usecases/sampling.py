"""Filling an empty database with the sample company: openings, programmes and workshops, as HR would have made them."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert
from sqlalchemy.orm import Session

from bot.usecases.nudges.steering import Saved, save_new
from career.cadences import Weekly
from career.codes import code_of
from career.criteria import EVERYONE
from career.localtime import Weekday
from career.nudges import Reach
from career.openings import OpeningStatus
from career.requirements import Requirements
from career.targets import OpeningTarget, ProgrammeTarget, Target
from storage.database import Database
from storage.nudges.records import NudgeText
from storage.openings.postings import OpeningText, add_opening
from storage.people.known_skills import add_skills, skill_ids
from storage.tables import ProgrammeRow, ProgrammeSkillRow, WorkshopRow

_SATURDAY = 5


def post_sample_openings(database: Database, file: Path, by: str, now: datetime) -> dict[str, int]:
    """Post the openings in `file`; return their numbers by title."""
    with database.begin() as session:
        return {entry["title"]: _post(session, entry, by, now) for entry in json.loads(file.read_text("utf-8"))}


def offer_sample_programmes(database: Database, file: Path, now: datetime) -> dict[str, int]:
    """Offer the programmes in `file` with their workshops, counted from today; return their numbers by title."""
    with database.begin() as session:
        return {entry["title"]: _offer(session, entry, now) for entry in json.loads(file.read_text("utf-8"))}


def write_sample_nudges(
    database: Database, file: Path, openings: Mapping[str, int], programmes: Mapping[str, int], by: str, now: datetime
) -> None:
    """Save the nudges in `file` as drafts: HR previews and starts them.

    Raises:
        ValueError: one of them is unsound.
    """
    for entry in json.loads(file.read_text("utf-8")):
        about = entry["about"]
        target: Target = (
            OpeningTarget(openings[about["opening"]])
            if "opening" in about
            else ProgrammeTarget(programmes[about["programme"]])
        )
        saved = save_new(database, by, _nudge(entry, target, now.date()), now)
        if not isinstance(saved, Saved):
            raise ValueError(f"The sample nudge {entry['title']!r} is unsound: {saved}")  # noqa: TRY004  a value is


def _nudge(entry: Mapping[str, Any], target: Target, today: date) -> NudgeText:
    return NudgeText(
        title=entry["title"],
        target=target,
        words=entry["words"],
        extra=EVERYONE,
        cadence=Weekly(
            weekdays=frozenset(Weekday[name.upper()] for name in entry["weekdays"]),
            hour=time.fromisoformat(entry["at"]),
            starts_on=today,
            ends_on=today + timedelta(days=entry["ends_in_days"]),
        ),
        reach=Reach(entry["times_per_person"], entry["days_apart"], entry["hold_out_percent"] / 100),
    )


def _post(session: Session, entry: Mapping[str, Any], by: str, now: datetime) -> int:
    days = entry["closes_in_days"]
    text = OpeningText(
        title=entry["title"],
        description=entry["description"],
        department=entry["department"],
        location=entry["location"],
        closes_on=None if days is None else now.date() + timedelta(days=days),
    )
    rule = _requirements(entry["requirements"]).rule()
    return add_opening(session, text, rule, OpeningStatus(entry["status"]), by, now)


def _requirements(form: Mapping[str, Any]) -> Requirements:
    some = form["skills_some"] or {"of": (), "at_least": 1}
    return Requirements(
        skills_all=tuple(form["skills_all"]),
        skills_some=tuple(some["of"]),
        some_count=some["at_least"],
        level_at_least=form["level_at_least"],
        months_in_role=form["months_in_role_at_least"],
        months_of_service=form["months_of_service_at_least"],
        departments=tuple(form["departments"]),
        locations=tuple(form["locations"]),
        job_families=tuple(form["job_families"]),
        job_titles=tuple(form["job_titles"]),
        last_rating_at_least=form["last_rating_at_least"],
    )


def _offer(session: Session, entry: Mapping[str, Any], now: datetime) -> int:
    programme_id = session.scalars(
        insert(ProgrammeRow)
        .values(
            title=entry["title"],
            title_code=code_of(entry["title"]),
            description=entry["description"],
            provider=entry["provider"],
            qualifies_for_tuition_assistance=entry["qualifies_for_tuition_assistance"],
            is_offered=True,
            created_at=now,
        )
        .returning(ProgrammeRow.id)
    ).one()
    taught = {code_of(name): name for name in entry["skills"]}
    add_skills(session, taught)
    for skill_id in skill_ids(session, taught).values():
        session.execute(insert(ProgrammeSkillRow).values(programme_id=programme_id, skill_id=skill_id))
    for workshop in entry["workshops"]:
        session.execute(insert(WorkshopRow).values(programme_id=programme_id, **_workshop(workshop, now)))
    return programme_id


def _workshop(entry: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    day = _workday(now.date() + timedelta(days=entry["starts_in_days"]))
    starts = datetime.combine(day, time.fromisoformat(entry["at"]), ZoneInfo(entry["zone"]))
    return {
        "starts_at": starts,
        "ends_at": starts + timedelta(minutes=entry["minutes"]),
        "zone": entry["zone"],
        "venue": entry["venue"],
        "seats": entry["seats"],
    }


def _workday(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() >= _SATURDAY else day

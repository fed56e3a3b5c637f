"""One of everything that somebody can own, and everything that can be sent about it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bot.usecases.nudges.nudge_standing import Said
from bot.usecases.nudges.picking import pick
from bot.views import values
from bot.views.ids import Block
from career.applications import Stage
from career.employees import SkillSource
from career.targets import OpeningTarget
from career.training import EnrolmentState
from career.tuition import RequestState
from storage.database import Database
from storage.tables import (
    EmployeeSkillRow,
    EnrolmentRow,
    NominationRow,
    Row,
    TuitionRequestRow,
)
from tests.bot.handlers.switchboard import HR_CHANNEL
from tests.factories import (
    NOW,
    a_consideration,
    a_programme,
    a_sent_nudge,
    a_skill,
    a_workshop,
    an_application,
    an_employee,
    an_interest,
    an_opening,
)
from tests.written import DERIVED

OWNER, STRANGER, NOBODY = "U0OWNER", "U0STRANGER", "U0NOBODY"
OWNERS_WORDS = "zebulon"
"""Stands in everything that the owner or HR wrote about the owner, and in the owner's name; in lower case."""


@dataclass(frozen=True, slots=True)
class Things:
    """What belongs to the owner: each field's name with the values that name a thing of the owner's."""

    owner: int
    by_field: Mapping[str, tuple[Any, ...]]


def things_in(database: Database) -> Things:
    """Give the owner one of everything, and return what of it can be named."""
    secret = f"{OWNERS_WORDS} wrote this"
    with database.begin() as session:
        owner = an_employee(session, slack_id=OWNER, given_name="Zebulon", number="Z1", skills=("SQL",))
        an_employee(session, slack_id=STRANGER, skills=("Python",))
        opening = an_opening(session)
        application = an_application(session, opening, owner, note=secret, stage=Stage.IN_REVIEW)
        a_consideration(session, application, reason=secret)
        programme = a_programme(session, title="Rowing")
        seat, offered = (a_workshop(session, programme, seats=9) for _ in range(2))
        past = a_workshop(session, programme, seats=9, starts_at=NOW - timedelta(days=2))
        states = {seat: EnrolmentState.SEAT, offered: EnrolmentState.OFFERED, past: EnrolmentState.ATTENDED}
        enrolments = [
            EnrolmentRow(workshop_id=workshop, employee_id=owner, state=state, asked_at=NOW)
            for workshop, state in states.items()
        ]
        session.add_all(enrolments)
        session.flush()
        session.add(
            NominationRow(
                enrolment_id=enrolments[1].id,
                by_slack_id="UHR",
                by_name="Hana Novak",
                channel_id=HR_CHANNEL,
                at=NOW,
                answer_by=NOW + timedelta(days=3),
            )
        )
        wish = an_interest(session, owner, None, secret)
        wanted = an_interest(session, owner, programme)
        request = TuitionRequestRow(
            employee_id=owner,
            programme_id=programme,
            title=secret,
            provider=secret,
            cost_parts=10_000,
            cost_currency="EUR",
            starts_on=NOW.date() + timedelta(days=30),
            why=secret,
            state=RequestState.WAITING,
            asked_at=NOW,
        )
        session.add(request)
        skill = a_skill(session, "Cobol")
        session.add(EmployeeSkillRow(employee_id=owner, skill_id=skill, source=SkillSource.DECLARED))
        tokens = [str(a_sent_nudge(session, owner, OpeningTarget(opening), recipient=OWNER)) for _ in range(2)]
        session.flush()
        by_field = {
            "application_id": (application,),
            "opening_id": (opening,),
            "programme_id": (programme,),
            "workshop_id": (seat, offered, past),
            "enrolment_id": tuple(each.id for each in enrolments),
            "employee_id": (owner,),
            "number": ("Z1",),
            "slack_id": (OWNER,),
            "linked_to": (OWNER,),
            "interest_id": (wish, wanted),
            "instead_of": (wish,),
            "request_id": (request.id,),
            "delivery": tuple(tokens),
            "delivery_id": (1, 2),
            "notice_id": (1, 2),
            "nudge_id": (1, 2),
            "skill": ("Cobol",),
            "answer": tuple(Said),
            "words": ("Rowing",),
            "group": ("rowing",),
            "part": ("openings",),
            "stage": ("in_review",),
            "seen": ("seat",),
            "submitted_at": (NOW.isoformat(),),
            "fingerprint": ("x",),
            "file_id": ("F1",),
            "sha256": ("x",),
            "date_order": ("",),
            "day": ("2026-12-24",),
            "location_code": ("",),
            **dict.fromkeys(("skip", "revision", "written_from"), (0,)),
            **dict.fromkeys(("at_least", "of", "count"), (1,)),
        }
    assert pick(database, OWNER, tokens[1], NOW + timedelta(days=2), NOW) is not None
    return Things(owner, by_field)


def values_of(kind: type[Any], things: Things) -> Iterator[str]:
    """Yield values of a kind, filled with what is the owner's, in all that it can name."""
    names = [field.name for field in fields(kind)]
    unknown = set(names) - set(things.by_field)
    assert not unknown, f"say in `things` what {unknown} of {kind.__name__} is of the owner's"
    for turn in range(max((len(things.by_field[name]) for name in names), default=1)):
        chosen = {name: things.by_field[name][turn % len(things.by_field[name])] for name in names}
        yield values.encoded(kind(**chosen))


def any_state() -> dict[str, Any]:
    """Return what a form could hold, in every input that there is."""
    filled = {
        "value": "4",
        "selected_option": {"value": "4"},
        "selected_options": [{"value": "Cobol"}],
        "selected_date": "2026-12-24",
        "selected_time": "10:00",
        "selected_date_time": int((NOW + timedelta(days=1)).timestamp()),
        "selected_user": NOBODY,
    }
    return {block.value: {block.value: filled} for block in Block}


def rows_of(database: Database) -> dict[tuple[str, tuple[Any, ...]], dict[str, Any]]:
    """Return every row of every table by its key, as it was written."""
    found = {}
    with database.read() as session:
        for table in Row.metadata.sorted_tables:
            for row in session.execute(select(table)).mappings():
                key = tuple(row[column] for column in table.primary_key.columns)
                found[table.name, key] = {str(name): value for name, value in row.items() if name not in DERIVED}
    return found

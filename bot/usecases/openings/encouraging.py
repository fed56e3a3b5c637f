"""What to say to somebody who has opened the form to apply. Nothing here keeps anybody from applying (promise 1)."""

from datetime import datetime

from bot.usecases.openings.browsing import local_day
from bot.usecases.people.speaker import employee_of
from career.criteria import facts_in
from career.employees import Employee
from career.encouragement import Encouragement, encouragement
from storage.database import Database
from storage.openings.records import opening_by_id
from storage.rules.facts import facts_of


def encourage(database: Database, slack_id: str, opening_id: int, now: datetime) -> Encouragement:
    """Return what this person brings to an opening and what would be good to tell; nothing where they are unknown."""
    with database.read() as session:
        employee = employee_of(session, slack_id)
        opening = opening_by_id(session, opening_id)
        if not isinstance(employee, Employee) or opening is None:
            return Encouragement((), ())
        facts = facts_of(session, employee.id, facts_in(opening.requirements))
        return encouragement(opening.requirements, facts, local_day(employee.zone, now))

"""The whole app and an owner of one of everything in it, who is of HR as well, for walks through all listeners."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.config import Settings
from bot.handlers.desk import Desk
from bot.usecases.people.directory import refresh_hr_members, refresh_people
from career.applications import Stage
from career.employees import EmploymentStatus
from career.training import EnrolmentState
from storage.database import Database
from storage.people.directory import SlackPerson
from storage.tables import EnrolmentRow
from tests.bot.handlers.switchboard import HR_CHANNEL, Heard, Switchboard
from tests.bot.handlers.things import OWNER, Things, any_state, rows_of, things_in, values_of
from tests.factories import NOW, a_programme, a_workshop, an_application, an_employee, an_interest, an_opening

Rows = Mapping[Any, Any]


@dataclass(slots=True)
class House:
    """All of it; `made` has the numbers of what is there, by what it is for. The clock stands still until it is moved."""

    database: Database
    things: Things
    made: Mapping[str, int]
    app: Switchboard
    clock: list[datetime]

    def rows(self) -> Rows:
        """Return all that is stored but which requests were handled: that this is remembered is no change."""
        return {key: row for key, row in rows_of(self.database).items() if key[0] != "handled_requests"}

    def presses(self, read_as: list[type[Any]]) -> Iterator[tuple[Heard, dict[str, Any]]]:
        """Yield every press of a button as the owner can make it, each listener with all that it reads."""
        state = any_state()
        for heard in list(self.app.heard):
            if heard.kind != "action":
                continue
            known: set[type[Any]] = set()
            carried = ["{}"]
            while carried:
                for value in carried:
                    read_as.clear()
                    yield from ((heard, payload) for payload in heard.payloads(OWNER, value, state))
                new = set(read_as) - known
                known |= new
                carried = [value for kind in new for value in values_of(kind, self.things)]


def furnished(database: Database) -> House:
    """Return it over an empty database."""
    things = things_in(database)
    member = SlackPerson(OWNER, "Zebulon Owner", None, None, is_active=True, is_guest=False, is_bot=False)
    gone = replace(member, slack_id="U0GONE", is_active=False)
    refresh_people(database, [member, gone], NOW)
    refresh_hr_members(database, [OWNER], NOW)
    with database.begin() as session:
        stranger = an_employee(session)
        an_employee(session, number="L1", status=EmploymentStatus.LEFT, slack_id="U0GONE")
        fillable, programme = an_opening(session), a_programme(session)
        an_interest(session, stranger, None, "knots")
        held = a_workshop(session, programme, starts_at=NOW - timedelta(days=1), status="held")
        made = {
            "untried": an_opening(session),
            "fillable": fillable,
            "accepted": an_application(session, fillable, stranger, stage=Stage.ACCEPTED),
            "waiting": an_application(session, an_opening(session), stranger),
            "programme": programme,
            "planned": a_workshop(session, programme),
            "held": held,
        }
        came = EnrolmentRow(workshop_id=held, employee_id=things.owner, state=EnrolmentState.COMPLETED, asked_at=NOW)
        session.add(came)
    environ = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "HR_CHANNEL": HR_CHANNEL}
    clock = [NOW]
    desk = Desk(database, lambda: clock[0], Settings.from_env(environ))
    return House(database, things, made, Switchboard(desk), clock)

"""What is asked of every message at the moment it arrives, of the people, the ledger and the test's own memory."""

from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from career.applications import Stage
from career.employees import EmploymentStatus
from career.notices import NoticeKind
from career.targets import OpeningTarget, ProgrammeTarget, SuitingOpenings, Target, WorkshopTarget, target_from_json
from career.training import EnrolmentState, WorkshopStatus
from storage.tables import (
    ApplicationRow,
    DeliveryRow,
    EmployeeRow,
    EnrolmentRow,
    InterestRow,
    LeaveRow,
    NominationRow,
    NoticeRow,
    NudgeRow,
    OpeningRow,
    WorkshopRow,
)
from tests.promises.company import PEOPLE, RATING, Company, secret
from tests.promises.mail import Message

_OPENS, _CLOSES, _SATURDAY = time(9), time(17), 5
MOST_IN_A_WEEK = 2


@dataclass
class Witness:
    """Looks at each message as it arrives."""

    company: Company

    def __call__(self, message: Message) -> None:
        self._keeps_private_things(message)
        with self.company.database.read() as session:
            copy = session.execute(
                select(DeliveryRow.employee_id, NudgeRow.id, NudgeRow.target)
                .join(NudgeRow, NudgeRow.id == DeliveryRow.nudge_id)
                .where(DeliveryRow.token == message.token)
            ).one_or_none()
            if copy is None:
                notice = session.scalars(select(NoticeRow).where(NoticeRow.token == message.token)).one()
                self._is_still_true(session, message, notice)
                return
            person = session.get_one(EmployeeRow, copy.employee_id)
            target = target_from_json(copy.target)
            self._is_welcome(session, message, person, target)
            self._is_what_hr_wrote(message, copy.id)
            self._comes_in_working_hours(message, person)
        self.company.memory.copies[message.to].append(str(message.token))

    def _keeps_private_things(self, message: Message) -> None:
        """Promise 6: neither a rating, nor that one speaks for somebody, nor anybody else's own words."""
        assert str(RATING) not in message.shown
        assert "last review" not in message.shown
        for who in PEOPLE:
            assert who == message.to or secret(who) not in message.shown, f"{message.to} reads words of {who}"

    def _is_welcome(
        self, session: Session, message: Message, person: EmployeeRow, target: Target, *, was_asked_for: bool = False
    ) -> None:
        """Promise 4: the person is here, has not asked for quiet, and has not done it already.

        Whoever gave up a place may have asked to be reminded since.
        """
        now = message.at
        assert person.slack_id == message.to
        assert person.status is EmploymentStatus.ACTIVE, f"{message.to} is {person.status}"
        today = now.astimezone(ZoneInfo(person.zone or "UTC")).date()
        leave = (LeaveRow.employee_id == person.id, LeaveRow.first_day <= today, LeaveRow.last_day >= today)
        assert session.scalar(select(LeaveRow.id).where(*leave)) is None, f"{message.to} is on leave"
        assert not self.company.memory.wants_quiet(message.to, target, now), f"{message.to} wants quiet"
        assert not _has_acted(session, person.id, target, left_counts=not was_asked_for), (
            f"{message.to} has acted on {target}"
        )
        if isinstance(target, SuitingOpenings):
            done = select(OpeningRow.title).join(ApplicationRow, ApplicationRow.opening_id == OpeningRow.id)
            mine = (ApplicationRow.employee_id == person.id, ApplicationRow.stage != Stage.WITHDRAWN)
            assert not [title for title in session.scalars(done.where(*mine)) if title in message.shown]
            assert not [
                opening.title
                for opening in session.scalars(select(OpeningRow))
                if opening.title in message.shown
                and self.company.memory.wants_quiet(message.to, OpeningTarget(opening.id), now)
            ]

    def _is_what_hr_wrote(self, message: Message, nudge_id: int) -> None:
        """Promise 5: the very draft that HR looked at and switched on."""
        written = self.company.memory.nudges[nudge_id]
        assert written.live == written.seen == written.draft, written
        assert f"draft {written.draft} of" in message.shown

    def _comes_in_working_hours(self, message: Message, person: EmployeeRow) -> None:
        """Promise 4: from Monday to Friday, from nine to five, one a day and two in seven days at the most."""
        clock = ZoneInfo(person.zone or "UTC")
        here = message.at.astimezone(clock)
        assert here.weekday() < _SATURDAY, here
        assert _OPENS <= here.time() < _CLOSES, here
        before = self.company.memory.heard[message.to]
        assert here.date() not in {at.astimezone(clock).date() for at in before}, "two on one day"
        assert len([at for at in before if at > message.at - timedelta(days=7)]) < MOST_IN_A_WEEK
        before.append(message.at)

    def _is_still_true(self, session: Session, message: Message, notice: NoticeRow) -> None:
        if notice.employee_id is None:
            assert message.to == notice.channel_id
            return
        person = session.get_one(EmployeeRow, notice.employee_id)
        assert person.slack_id == message.to
        assert person.status is not EmploymentStatus.LEFT, f"{message.to} has left"
        match notice.kind:
            case NoticeKind.PICKED_TIME:
                query = select(NudgeRow.target).join(DeliveryRow, DeliveryRow.nudge_id == NudgeRow.id)
                token = UUID(notice.details["delivery"])
                target = target_from_json(session.scalars(query.where(DeliveryRow.token == token)).one())
                self._is_welcome(session, message, person, target, was_asked_for=True)
            case NoticeKind.WORKSHOP_REMINDER | NoticeKind.WORKSHOP_SEAT:
                enrolment = session.get_one(EnrolmentRow, notice.details["enrolment_id"])
                workshop = session.get_one(WorkshopRow, notice.details["workshop_id"])
                assert enrolment.state is EnrolmentState.SEAT
                assert workshop.status is WorkshopStatus.PLANNED
                assert workshop.starts_at > message.at
            case NoticeKind.NOMINATION_OFFERED:
                answer = select(NominationRow.answer).where(
                    NominationRow.enrolment_id == notice.details["enrolment_id"]
                )
                assert None in session.scalars(answer).all()
            case _:
                pass


def _has_acted(session: Session, employee_id: int, target: Target, *, left_counts: bool) -> bool:
    """Whether somebody has done what a nudge about `target` is for; also, if `left_counts`, when they gave that up."""
    match target:
        case OpeningTarget(opening_id):
            mine = (ApplicationRow.employee_id == employee_id, ApplicationRow.opening_id == opening_id)
            found: Any = select(ApplicationRow.id).where(*mine, ApplicationRow.stage != Stage.WITHDRAWN)
        case ProgrammeTarget(programme_id):
            asked = (InterestRow.employee_id == employee_id, InterestRow.programme_id == programme_id)
            found = select(InterestRow.id).where(*asked)
        case WorkshopTarget(workshop_id):
            own = (EnrolmentRow.employee_id == employee_id, EnrolmentRow.workshop_id == workshop_id)
            has_place = () if left_counts else (EnrolmentRow.state != EnrolmentState.LEFT,)
            found = select(EnrolmentRow.id).where(*own, *has_place)
        case _:
            return False
    return session.scalar(found.limit(1)) is not None

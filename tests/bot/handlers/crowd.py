"""A company with so many of everything that anybody has a list of, each with texts as long and as hostile as they may be."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import cycle
from typing import Any
from uuid import uuid4

from sqlalchemy import String, Text, insert, select
from sqlalchemy.orm import Session

from career.applications import Decision, Stage
from career.cadences import Once, cadence_to_json
from career.criteria import EVERYONE
from career.employees import EmploymentStatus, SkillSource
from career.notices import NoticeKind
from career.nudges import NudgeStatus, Reach, reach_to_json
from career.openings import OpeningStatus
from career.outcomes import DeliveryState
from career.recognition import RecognitionKind
from career.rule_json import rule_to_json
from career.targets import SuitingOpenings, target_to_json
from career.training import EnrolmentState
from career.tuition import RequestState
from storage.tables import (
    ApplicationRow,
    AuditRow,
    CompletionRow,
    ConsiderationRow,
    DeliveryRow,
    EmployeeRow,
    EmployeeSkillRow,
    EnrolmentRow,
    FeedbackRow,
    HolidayRow,
    InterestRow,
    LeaveRow,
    NominationRow,
    NoticeRow,
    NudgeRow,
    OpeningRow,
    ProgrammeRow,
    RecognitionRow,
    ReviewRow,
    Row,
    SkillRow,
    TuitionPolicyRow,
    TuitionRequestRow,
    WorkshopRow,
)
from tests.factories import NOW, an_employee

HANA, HANAS_NUMBER = "U0HANA", "H1"
"""She is of HR, and has so many of everything herself that an employee has a list of."""

AHEAD, PAST = 1, 2
"""A workshop in which so many are, and one in which so many were."""

SQUEEZED = "Vesseltrafficservicesoperator" * 6
HOSTILE = (
    "<!channel> & *Vessel* _traffic_ `services` <@U0ADA00000> <https://evil.example|click> ",
    "\N{FAMILY}\N{FLAG IN HOLE}\N{ROWBOAT}\N{EMOJI MODIFIER FITZPATRICK TYPE-5} & < > ",
    "\N{RIGHT-TO-LEFT OVERRIDE}\N{ARABIC LETTER SEEN}\N{ARABIC LETTER LAM}\N{ARABIC LETTER ALEF}\N{ARABIC LETTER MEEM} <!here> ",
    SQUEEZED,
    "&" * 90,
)
"""What people might write: pings, links and formats, emoji in parts, letters from right to left, 150 without a space."""

_LONGEST = 3_000
_SHORT = 30
_AT_THE_ENDS = 100
_MOST_SKILLS = 200


def fill(session: Session, many: int) -> None:
    """Have so many of everything."""
    hana = an_employee(session, slack_id=HANA, number=HANAS_NUMBER, given_name="Hana", full_name_key="hana novak")
    if not many:
        return
    _put(session, EmployeeRow, (_employee(number) for number in range(many)))
    people = session.scalars(select(EmployeeRow.id).where(EmployeeRow.id != hana)).all()
    for table, rows in _everything(many, hana, people):
        _put(session, table, rows)


def _everything(many: int, hana: int, people: Any) -> Iterator[tuple[type[Row], Iterator[dict[str, Any]]]]:
    days = [date(2000, 1, 3) + timedelta(days=day) for day in range(many)]
    numbers = range(1, many + 1)
    decided = {"by_slack_id": "UHR", "by_name": "", "decision": Decision.REVIEW, "reason": "", "at": NOW}
    # Of skills nobody has thousands, and SQLite counts each person's anew whenever one is added.
    skills = range(1, min(many, _MOST_SKILLS) + 1)
    yield SkillRow, ({"id": each, "name": "", "code": f"skill {each}"} for each in skills)
    yield EmployeeSkillRow, ({"employee_id": hana, "skill_id": each, "source": SkillSource.DECLARED} for each in skills)
    yield OpeningRow, (_opening(each) for each in numbers)
    yield ProgrammeRow, (_programme(each) for each in numbers)
    yield WorkshopRow, (_workshop(each) for each in range(1, max(many, PAST) + 1))
    yield NudgeRow, (_nudge(each) for each in numbers)
    yield ApplicationRow, ({**_applied(1, each), "note": ""} for each in people)
    if many > 1:
        yield ApplicationRow, ({**_applied(2, each), "stage": Stage.WITHDRAWN} for each in people[::2])
        accepted = {"stage": Stage.ACCEPTED, "considered_at": NOW}
        yield ApplicationRow, ({**_applied(2, each), **accepted} for each in people[1::2])
    # Half of the openings suit her and she has not applied for them yet.
    own = [{**_applied(each, hana), "stage": Stage.IN_REVIEW, "considered_at": NOW} for each in range(1, many + 1, 2)]
    yield ApplicationRow, iter(own)
    yield ConsiderationRow, ({"application_id": each, **decided} for each in numbers)
    yield EnrolmentRow, (_enrolled(AHEAD, each, EnrolmentState.SEAT) for each in people[::2])
    yield EnrolmentRow, (_enrolled(AHEAD, each, EnrolmentState.WAITLIST) for each in people[1::2])
    yield EnrolmentRow, (_enrolled(PAST, each, EnrolmentState.SEAT) for each in people)
    yield EnrolmentRow, (_enrolled(each, hana, EnrolmentState.OFFERED) for each in numbers if each != PAST)
    yield NominationRow, (_nominated(each) for each in numbers)
    yield FeedbackRow, ({"workshop_id": PAST, "employee_id": each, **_FEEDBACK} for each in people)
    yield InterestRow, (_interested(each, 1) for each in people)
    yield InterestRow, (_wished(each, "knots") for each in people)
    yield InterestRow, (_wished(hana, f"{each} {HOSTILE[each % len(HOSTILE)]}"[:200]) for each in numbers)
    yield TuitionPolicyRow, iter([{"cap_parts": 10**9, "currency": "EUR", "set_by": "UHR", "at": NOW}])
    yield TuitionRequestRow, (_request(each) for each in [*people, *[hana] * many])
    yield CompletionRow, (_completed(hana, day) for day in days)
    yield ReviewRow, ({"employee_id": hana, "reviewed_on": day, "rating": 3, "rating_label": ""} for day in days)
    yield LeaveRow, ({"employee_id": hana, "first_day": day, "last_day": day} for day in days)
    yield (
        HolidayRow,
        ({"day": NOW.date() + timedelta(days=each), "location_code": "hamburg", "name": ""} for each in numbers),
    )
    yield RecognitionRow, (_thanked(hana) for _ in numbers)
    # In every quarter, so that they are among those who are thanked again and again.
    quarters = [NOW.date() - timedelta(days=92 * each) for each in range(3)]
    yield RecognitionRow, ({**_thanked(each), "given_on": day} for each in people for day in quarters)
    yield DeliveryRow, (_uncertain(each) for each in people)
    yield NoticeRow, (_untold(each) for each in people)
    audited = {"at": NOW, "by": "UHR", "action": "file.imported", "subject": "import:1"}
    yield AuditRow, ({**audited, "details": {"title": HOSTILE[each % len(HOSTILE)] * 9}} for each in numbers)


def _put(session: Session, table: type[Row], rows: Iterator[Mapping[str, Any]]) -> None:
    """Add rows; where one holds an empty text, that is something hostile.

    In the first and the last of them, which stand on the pages that are looked at, it is as long as it can be kept.
    """
    lengths = {
        column.name: column.type.length or _LONGEST
        for column in table.__table__.columns
        if isinstance(column.type, String | Text)
    }
    texts = cycle(HOSTILE)

    def filled(row: Mapping[str, Any], *, is_long: bool) -> dict[str, Any]:
        return {
            name: _repeated(next(texts), lengths[name] if is_long else _SHORT) if value == "" else value
            for name, value in row.items()
        }

    everything = list(rows)
    ends = {*range(_AT_THE_ENDS), *range(len(everything) - _AT_THE_ENDS, len(everything))}
    if everything:
        session.execute(insert(table), [filled(row, is_long=at in ends) for at, row in enumerate(everything)])


def _repeated(text: str, most: int) -> str:
    return (text * (1 + most // len(text)))[:most]


_STAMPS: Mapping[str, Any] = {"created_at": NOW, "updated_at": NOW}
_FEEDBACK: Mapping[str, Any] = {"rating": 4, "comment": "", "given_at": NOW}


def _employee(number: int) -> dict[str, Any]:
    names = {"given_name": "Ada", "family_name": "", "full_name_key": f"ada rower{number}"}
    texts = dict.fromkeys(("job_title", "department", "location", "job_family"), "")
    return {
        "number": f"{number:06}",
        "status": EmploymentStatus.ACTIVE,
        "lot": number + 1,
        "zone": "Europe/Berlin",
        **names,
        **texts,
        **_STAMPS,
    }


def _opening(number: int) -> dict[str, Any]:
    texts = {"title": "", "title_code": f"t{number}", "description": "", "department": "", "location": ""}
    status = {"status": OpeningStatus.OPEN, "requirements": rule_to_json(EVERYONE), "created_by": HANA}
    return {"id": number, "closes_on": NOW.date() + timedelta(days=30), **texts, **status, **_STAMPS}


def _programme(number: int) -> dict[str, Any]:
    texts = {"title": "", "title_code": f"p{number}", "description": "", "provider": ""}
    return {
        "id": number,
        "qualifies_for_tuition_assistance": True,
        "is_offered": True,
        "created_at": NOW,
        **texts,
    }


def _workshop(number: int) -> dict[str, Any]:
    starts_at = NOW - timedelta(days=1) if number == PAST else NOW + timedelta(days=number)
    ends_at = starts_at + timedelta(hours=2)
    place = {"zone": "America/Argentina/ComodRivadavia", "venue": "", "seats": 500}
    return {"id": number, "programme_id": 1, "starts_at": starts_at, "ends_at": ends_at, **place}


def _nudge(number: int) -> dict[str, Any]:
    target = SuitingOpenings()
    about = {"target": target_to_json(target), "topic": target.topic, "target_key": target.key}
    rule = {"audience": rule_to_json(EVERYONE), "cadence": cadence_to_json(Once(NOW.date(), time(11)))}
    salt = {"salt_multiplier": 1, "salt_offset": 0, "reach": reach_to_json(Reach()), "created_by": "UHR"}
    return {"id": number, "title": "", "words": "", "status": NudgeStatus.ENDED, **about, **rule, **salt, **_STAMPS}


def _applied(opening: int, employee: int) -> dict[str, Any]:
    now = {"stage": Stage.SUBMITTED, "submitted_at": NOW, "considered_at": None}
    return {"opening_id": opening, "employee_id": employee, "note": "", **now}


def _enrolled(workshop: int, employee: int, state: EnrolmentState) -> dict[str, Any]:
    return {"workshop_id": workshop, "employee_id": employee, "state": state, "asked_at": NOW}


def _nominated(enrolment: int) -> dict[str, Any]:
    when = {"at": NOW, "answer_by": NOW + timedelta(days=3)}
    return {"enrolment_id": enrolment, "by_slack_id": "UHR", "by_name": "", "channel_id": "C1", **when}


def _interested(employee: int, programme: int) -> dict[str, Any]:
    return {
        "employee_id": employee,
        "programme_id": programme,
        "words": "",
        "about": f"programme:{programme}",
        "logged_at": NOW,
    }


def _wished(employee: int, words: str) -> dict[str, Any]:
    return {
        "employee_id": employee,
        "programme_id": None,
        "words": words,
        "about": f"words:{words}"[:250],
        "logged_at": NOW,
    }


def _request(employee: int) -> dict[str, Any]:
    texts = {"title": "", "provider": "", "why": ""}
    cost = {"cost_parts": 10**15 - 1, "cost_currency": "EUR", "starts_on": NOW.date() + timedelta(days=9)}
    return {"employee_id": employee, "state": RequestState.WAITING, "asked_at": NOW, **texts, **cost}


def _completed(employee: int, day: date) -> dict[str, Any]:
    return {"employee_id": employee, "title": "", "title_code": "x", "completed_on": day, "created_at": NOW}


def _thanked(employee: int) -> dict[str, Any]:
    by = {"by_slack_id": "UKIND", "by_name": "", "words": ""}
    return {
        "employee_id": employee,
        "kind": RecognitionKind.KUDOS,
        "given_on": NOW.date(),
        "created_at": NOW,
        **by,
    }


def _uncertain(employee: int) -> dict[str, Any]:
    state = {"state": DeliveryState.UNCERTAIN, "trouble": "", "claims": 1, "due_at": NOW, "attempted_at": NOW}
    return {
        "token": uuid4(),
        "nudge_id": 1,
        "occasion": "x",
        "employee_id": employee,
        "created_at": NOW,
        **state,
    }


def _untold(employee: int) -> dict[str, Any]:
    news = {"kind": NoticeKind.OPENING_CANCELLED, "details": {"application": 1}, "state": DeliveryState.FAILED}
    when: dict[str, datetime] = {"due_at": NOW, "created_at": NOW}
    return {"token": uuid4(), "key": f"n{employee}", "employee_id": employee, "claims": 1, **news, **when}

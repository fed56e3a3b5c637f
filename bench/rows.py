"""Rows of those who are measured with: whatever a benchmark is not about is the same in all of them."""

from datetime import datetime
from typing import Any

from career.cadences import Cadence, cadence_to_json
from career.codes import code_of
from career.criteria import EVERYONE, Criterion
from career.employees import EmploymentStatus, SlackMatch
from career.nudges import NudgeStatus, Reach, reach_to_json
from career.openings import OpeningStatus
from career.rule_json import rule_to_json
from career.targets import Target, target_to_json

HR = "U0BENCHHR1"
"""The Slack account that wrote everything."""


def an_employee(number: int, slack_id: str, now: datetime) -> dict[str, Any]:
    """Return somebody who works in Berlin and is in Slack; `number` is their lot as well."""
    return {
        "number": f"{number:06}",
        "given_name": "Ada",
        "family_name": f"Rower{number}",
        "full_name_key": f"ada rower{number}",
        "status": EmploymentStatus.ACTIVE,
        "lot": number,
        "slack_id": slack_id,
        "slack_match": SlackMatch.EMAIL,
        "zone": "Europe/Berlin",
        "is_slack_active": True,
        "created_at": now,
        "updated_at": now,
    }


def an_opening(title: str, now: datetime, requirements: Criterion = EVERYONE) -> dict[str, Any]:
    """Return an opening that is open."""
    return {
        "title": title,
        "title_code": code_of(title),
        "description": "Help us see what the numbers say.",
        "status": OpeningStatus.OPEN,
        "requirements": rule_to_json(requirements),
        "created_by": HR,
        "created_at": now,
        "updated_at": now,
    }


def a_nudge(title: str, target: Target, cadence: Cadence, now: datetime, **fields: Any) -> dict[str, Any]:  # noqa: ANN401  columns of a nudge
    """Return a nudge that is over, unless `fields` say otherwise."""
    values = {
        "title": title,
        "target": target_to_json(target),
        "topic": target.topic,
        "target_key": target.key,
        "words": "Hello {first_name}",
        "audience": rule_to_json(EVERYONE),
        "cadence": cadence_to_json(cadence),
        "reach": reach_to_json(Reach()),
        "status": NudgeStatus.ENDED,
        "salt_multiplier": 1,
        "salt_offset": 0,
        "created_by": HR,
        "created_at": now,
        "updated_at": now,
    }
    return values | fields

"""Everything that is stored about somebody, as one file.

It is JSON with plain words for keys, one fact to a line: Slack shows such a file in the conversation itself, so that
it can be read on a telephone without any program, and every program can read it. A format for reading alone, such as
HTML, would have to be downloaded first and is of no use to a program.
"""

import json
from collections.abc import Mapping
from datetime import date, time
from enum import Enum
from typing import Any

from bot.usecases.people.my_data import MyData
from storage.people.own_data import StoredTable

FILE_NAME = "my-data.json"
FILE_TITLE = "Everything stored about you"
WORDS = "Here is everything that is stored about you, in one file. Only you get it."
ON_ITS_WAY = "Your file is on its way to your direct messages with me."
COULD_NOT_SEND = "I could not send your file just now. Please try `/career data` again in a minute."

_ABOUT = (
    "Everything that Coxswain stores about you. What HR wrote down or imported is in it as well as what you said and did "
    "yourself. Days and hours are in UTC. An empty list means that nothing of the kind is stored. A code is the same words "
    "as they are compared; a lot is a number drawn by chance, by which some people are left out of a nudge to see whether "
    "it makes a difference; a glance is a short form of what stands beside it. "
    "If something is wrong, tell HR with /career portfolio."
)

_TITLES = {
    "employees": "you in the HR system",
    "employee_skills": "your skills",
    "completions": "training you completed",
    "reviews": "your reviews",
    "recognitions": "recognition you got",
    "leaves": "days you are away",
    "interests": "what you would like to learn",
    "applications": "your applications",
    "application_events": "steps of your applications",
    "considerations": "decisions on your applications",
    "placements": "openings you filled",
    "enrolments": "your places in workshops",
    "enrolment_events": "steps of your places in workshops",
    "nominations": "places HR offered you",
    "feedback": "what you said about workshops",
    "tuition_requests": "funding you asked for",
    "quiets": "nudges you do not want",
    "own_hours": "hours in which nudges may come",
    "deliveries": "nudges sent to you",
    "picked_times": "reminders you asked for",
    "draws": "draws that decide who gets a nudge",
    "notices": "messages sent to you",
    "erasures": "that your data was erased",
}
"""Plain words for the tables, in the order in which one reads on; one that has none here comes last, by its own name."""

_ORDER = {name: number for number, name in enumerate(_TITLES)}


def data_file(mine: MyData) -> bytes:
    """Return the file."""
    content: dict[str, Any] = {"about this file": _ABOUT, "made on": mine.now.isoformat()}
    for table in sorted(mine.tables, key=lambda each: _ORDER.get(each.name, len(_ORDER))):
        content[_title(table)] = [_entry(row) for row in table.rows]
    return json.dumps(content, ensure_ascii=False, indent=2, default=_written).encode()


def _title(table: StoredTable) -> str:
    return _TITLES.get(table.name, table.name.replace("_", " "))


def _entry(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name.removesuffix("_id").replace("_", " "): value for name, value in row.items()}


def _written(value: object) -> str:
    match value:
        case Enum():
            return str(value.value)
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)

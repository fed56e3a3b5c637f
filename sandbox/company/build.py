"""Make the sample company from the O*NET 29.2 tables: `python -m sandbox.company.build FOLDER_WITH_THE_TABLES`.

Written by hand and only read here: who works here (`cast.csv`), what they do (`jobs.csv`), which of O*NET's
technologies the firm uses and what people call them (`tools.csv`), and the words of `openings.json`, `programmes.json`
and `nudges.json`. Made here, the same on every run: `employees.csv`, `skills.csv` and `workspace.json`.

O*NET gives each job its level (the Job Zone), its skills (the Technology Skills) and its neighbours (the Related
Occupations). An opening that O*NET or the staff would not recognise is refused.
"""

import csv
import hashlib
import json
import sys
from base64 import b32encode
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from sandbox.company import FOLDER
from sandbox.company.cast import SEED, Circumstance, Job, Person, read_cast, read_jobs, superior_of
from sandbox.company.draws import Post, draw_post, draw_skills, number_employees
from sandbox.company.onet import Occupation, read_occupations, read_tools

ZONE_OF_OFFICE: Final = {
    "Hamburg": "Europe/Berlin",
    "Lisbon": "Europe/Lisbon",
    "Mombasa": "Africa/Nairobi",
    "Kochi": "Asia/Kolkata",
    "Yokohama": "Asia/Tokyo",
    "Adelaide": "Australia/Adelaide",
    "Valparaíso": "America/Santiago",
    "Halifax": "America/Halifax",
}

WORDS_FOR_RATING: Final = {
    5: "Outstanding",
    4: "Exceeds",
    3: "Fully Meets",
    2: "Needs Improvement",
    1: "Below Expectations",
}


def build(tables: Path, into: Path) -> None:
    """Write the made files into a folder.

    Raises:
        ValueError: a hand-written opening names what neither O*NET nor the staff has; nothing is written then.
        FileNotFoundError: an O*NET table is missing.
    """
    onet = read_occupations(tables, read_tools(FOLDER / "tools.csv"))
    jobs = read_jobs()
    cast = read_cast()
    staff = [person for person in cast if Circumstance.SLACK_ONLY not in person.circumstances]
    check_openings(json.loads((FOLDER / "openings.json").read_text(encoding="utf-8")), onet, jobs)

    posts = {person: draw_post(person) for person in staff}
    numbers = number_employees(posts)
    by_last_name = sorted(staff, key=lambda person: (person.last_name.casefold(), person.first_name, person.email))
    employees = [_employee(person, posts[person], numbers, jobs, onet) for person in by_last_name]
    skills = [
        {"EmpID": numbers[person], "Skill": tool, "Level": level or ""}
        for person in sorted(staff, key=numbers.__getitem__)
        for tool, level in draw_skills(person, jobs[person.position], jobs.values(), onet).items()
    ]
    _write_table(into / "employees.csv", employees)
    _write_table(into / "skills.csv", skills)
    text = json.dumps(workspace(cast), ensure_ascii=False, indent=1)
    (into / "workspace.json").write_text(text + "\n", encoding="utf-8")


def check_openings(
    openings: Iterable[Mapping[str, Any]], onet: Mapping[str, Occupation], jobs: Mapping[str, Job]
) -> None:
    """Refuse an opening whose occupation, level or skills are not O*NET's, or that is nobody's natural next step.

    Raises:
        ValueError: names the opening and what is wrong with it.
    """
    for opening in openings:
        title, code, requirements = opening["title"], opening["occupation"], opening["requirements"]
        if code not in onet:
            raise ValueError(f"{title}: O*NET has no occupation {code}.")
        if opening["level"] != onet[code].zone:
            raise ValueError(f"{title}: O*NET puts {onet[code].title} in Job Zone {onet[code].zone}.")
        some = requirements["skills_some"]
        strangers = {*requirements["skills_all"], *(some["of"] if some else ())} - {
            tool.said_as for tool in onet[code].tools
        }
        if strangers:
            raise ValueError(f"{title}: O*NET does not list {sorted(strangers)} for {onet[code].title}.")
        if not any(job.occupation == code or code in onet[job.occupation].related for job in jobs.values()):
            raise ValueError(f"{title}: related to no occupation in the firm.")


def _employee(
    person: Person, post: Post, numbers: Mapping[Person, str], jobs: Mapping[str, Job], onet: Mapping[str, Occupation]
) -> dict[str, str]:
    job = jobs[person.position]
    superior = superior_of(person, jobs, numbers)
    status = "Active"
    if Circumstance.LEAVE in person.circumstances:
        status = "Leave of Absence"
    if post.left:
        status = "Voluntarily Terminated"
    email = "" if Circumstance.NO_EMAIL in person.circumstances else person.email
    return {
        "EmpID": numbers[person],
        "First Name": person.first_name,
        "Last Name": person.last_name,
        "Work Email": email.upper() if Circumstance.CAPITALS in person.circumstances else email,
        "Position": job.position,
        "Department": job.department,
        "Location": person.location,
        "Job Family": job.job_family,
        "Level": str(onet[job.occupation].zone),
        "Hire Date": post.hired.isoformat(),
        "Role Start Date": post.in_role_since.isoformat(),
        "Employment Status": status,
        "Termination Date": post.left.isoformat() if post.left else "",
        "ManagerID": numbers[superior] if superior else "",
        "PerfScoreID": str(post.rating) if post.rating else "",
        "PerformanceScore": WORDS_FOR_RATING[post.rating] if post.rating else "",
        "LastPerformanceReview_Date": post.reviewed.isoformat() if post.reviewed else "",
    }


def workspace(cast: Sequence[Person]) -> dict[str, Any]:
    """The firm's Slack: everyone who has an account, and three channels."""
    members = [person for person in cast if Circumstance.NO_SLACK not in person.circumstances]
    present = [person for person in members if Circumstance.SLACK_CLOSED not in person.circumstances]
    colleagues = [person for person in present if Circumstance.GUEST not in person.circumstances]
    steering = [person for person in present if Circumstance.HR in person.circumstances]
    return {
        "team": {"id": slack_id("T", "team"), "name": "Harbour & Field", "domain": "harbourfield"},
        "users": [_user(person) for person in members],
        "channels": [
            _channel("general", present, is_private=False),
            _channel("hr-admin", steering, is_private=True),
            _channel("kudos", colleagues, is_private=False),
        ],
    }


def _user(person: Person) -> dict[str, str | bool]:
    return {
        "id": slack_id("U", person.email),
        "name": person.email.partition("@")[0],
        "real_name": f"{person.first_name} {person.last_name}",
        "display_name": person.first_name,
        "email": person.email,
        "tz": ZONE_OF_OFFICE[person.location],
        "title": person.position,
        "is_bot": False,
        "is_restricted": Circumstance.GUEST in person.circumstances,
        "deleted": Circumstance.SLACK_CLOSED in person.circumstances,
    }


def _channel(name: str, inside: Iterable[Person], *, is_private: bool) -> dict[str, Any]:
    return {
        "id": slack_id("C", name),
        "name": name,
        "is_private": is_private,
        "members": [slack_id("U", person.email) for person in inside],
        "bot": True,
    }


def slack_id(kind: str, of: str) -> str:
    """An id as Slack's look: a letter for the kind, then ten capitals or digits, always the same for the same thing."""
    return kind + b32encode(hashlib.sha256(f"{SEED}/{kind}/{of}".encode()).digest()).decode()[:10]


def _write_table(file: Path, rows: Sequence[Mapping[str, object]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


if __name__ == "__main__":
    build(Path(sys.argv[1]), FOLDER)

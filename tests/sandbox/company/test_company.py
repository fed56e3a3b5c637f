"""The sample company is the first thing anyone sees: it has to be whole, believable and lively.

Who suits an opening is counted here from the files alone, not by the product's own rules, so that each checks the other.
"""

import csv
import json
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sandbox.company import FOLDER

NEVER_ASKED = (
    "birth",
    "age",
    "sex",
    "gender",
    "race",
    "ethnic",
    "religion",
    "marital",
    "disab",
    "citizen",
    "salary",
    "pay",
)
TODAY = date(2026, 11, 22)
YEARS_ON = (TODAY, date(2027, 11, 22), date(2029, 11, 22))


@dataclass(frozen=True)
class Facts:
    """One active employee as an opening asks about them."""

    row: dict[str, str]
    skills: frozenset[str]


def table(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def document(name: str) -> Any:  # JSON
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def full_name(row: dict[str, str]) -> str:
    return f"{row['First Name']} {row['Last Name']}"


def is_active(row: dict[str, str]) -> bool:
    return row["Employment Status"] == "Active"


def active_staff() -> list[Facts]:
    skills = table("skills.csv")
    return [
        Facts(row, frozenset(skill["Skill"] for skill in skills if skill["EmpID"] == row["EmpID"]))
        for row in table("employees.csv")
        if is_active(row)
    ]


def whole_months(since: str, until: date) -> int:
    start = date.fromisoformat(since)
    return (until.year - start.year) * 12 + until.month - start.month - (until.day < start.day)


def ahead(zone: str, month: int) -> timedelta:
    """How far the clocks of a zone are ahead of UTC in the middle of a month."""
    offset = datetime(2027, month, 15, tzinfo=ZoneInfo(zone)).utcoffset()
    assert offset is not None
    return offset


def suits(person: Facts, wanted: dict[str, Any], today: date) -> bool:
    row = person.row
    least = {
        "level_at_least": int(row["Level"]),
        "months_in_role_at_least": whole_months(row["Role Start Date"], today),
        "months_of_service_at_least": whole_months(row["Hire Date"], today),
        "last_rating_at_least": int(row["PerfScoreID"] or 0),
    }
    among = {
        "departments": row["Department"],
        "locations": row["Location"],
        "job_families": row["Job Family"],
        "job_titles": row["Position"],
    }
    some = wanted["skills_some"]
    return (
        person.skills.issuperset(wanted["skills_all"])
        and (some is None or len(person.skills.intersection(some["of"])) >= some["at_least"])
        and all(wanted[name] is None or has >= wanted[name] for name, has in least.items())
        and all(not wanted[name] or has in wanted[name] for name, has in among.items())
    )


def suited(today: date) -> dict[str, list[str]]:
    """The employee numbers of those who suit each open opening."""
    return {
        opening["title"]: [who.row["EmpID"] for who in active_staff() if suits(who, opening["requirements"], today)]
        for opening in document("openings.json")
        if opening["status"] == "open"
    }


@pytest.mark.parametrize("today", YEARS_ON)
def test_each_open_opening_suits_some_people_and_never_everyone_also_in_later_years(today: date) -> None:
    wrong = {title: len(people) for title, people in suited(today).items() if not 2 <= len(people) <= 12}
    assert not wrong


@pytest.mark.parametrize("today", YEARS_ON)
def test_a_few_people_suit_no_opening(today: date) -> None:
    found = {number for people in suited(today).values() for number in people}
    assert sum(who.row["EmpID"] not in found for who in active_staff()) >= 3


def test_some_people_suit_more_than_one_opening() -> None:
    times = Counter(number for people in suited(TODAY).values() for number in people)
    assert max(times.values()) >= 3


def test_every_opening_is_somebody_elses_next_step_and_not_only_the_same_job_again() -> None:
    rows = {row["EmpID"]: row for row in table("employees.csv")}
    for opening in document("openings.json"):
        if opening["status"] == "open":
            places = {
                (rows[number]["Position"], rows[number]["Location"]) for number in suited(TODAY)[opening["title"]]
            }
            assert len(places) >= 2, opening["title"]


def test_openings_ask_only_for_what_the_staff_file_knows() -> None:
    rows = table("employees.csv")
    taught = {skill["Skill"] for skill in table("skills.csv")}
    columns = {
        "departments": "Department",
        "locations": "Location",
        "job_families": "Job Family",
        "job_titles": "Position",
    }
    for opening in document("openings.json"):
        wanted = opening["requirements"]
        for name, column in columns.items():
            assert {row[column] for row in rows}.issuperset(wanted[name]), opening["title"]
        some = wanted["skills_some"] or {"at_least": 0, "of": []}
        assert some["at_least"] <= len(some["of"])
        assert taught.issuperset([*wanted["skills_all"], *some["of"]]), opening["title"]
        assert opening["department"] in {row["Department"] for row in rows}
        assert opening["location"] in {row["Location"] for row in rows}


def test_twelve_openings_one_a_draft_ask_between_them_for_everything_that_can_be_asked() -> None:
    openings = document("openings.json")
    assert Counter(opening["status"] for opening in openings) == {"open": 11, "draft": 1}
    assert len({opening["title"] for opening in openings}) == 12
    used = {
        name
        for opening in openings
        if opening["status"] == "open"
        for name, value in opening["requirements"].items()
        if value
    }
    assert used == set(openings[0]["requirements"])
    assert any(opening["closes_in_days"] is None for opening in openings)


def test_the_staff_file_keeps_numbers_whole_and_every_manager_is_in_it() -> None:
    rows = table("employees.csv")
    places = {row["EmpID"]: place for place, row in enumerate(rows)}
    assert 55 <= len(places) == len(rows) <= 65
    assert all(len(number) == 5 and number.startswith("0") for number in places)
    managed = [row for row in rows if row["ManagerID"]]
    assert len(managed) == len(rows) - 1
    assert all(is_active(rows[places[row["ManagerID"]]]) and row["ManagerID"] != row["EmpID"] for row in managed)
    assert any(places[row["ManagerID"]] > places[row["EmpID"]] for row in managed)
    assert any(places[row["ManagerID"]] < places[row["EmpID"]] for row in managed)


def test_the_staff_file_tells_a_history_that_can_have_happened() -> None:
    words: dict[str, set[str]] = {}
    for row in table("employees.csv"):
        hired, in_role = (date.fromisoformat(row[name]) for name in ("Hire Date", "Role Start Date"))
        assert hired <= in_role < TODAY
        assert bool(row["Termination Date"]) == ("Terminated" in row["Employment Status"])
        assert bool(row["PerfScoreID"]) == bool(row["LastPerformanceReview_Date"])
        if row["PerfScoreID"]:
            last = date.fromisoformat(row["Termination Date"]) if row["Termination Date"] else TODAY
            assert hired < date.fromisoformat(row["LastPerformanceReview_Date"]) < last
        words.setdefault(row["PerfScoreID"], set()).add(row["PerformanceScore"])
        assert 1 <= int(row["Level"]) <= 5
    assert all(len(meanings) == 1 for meanings in words.values())
    assert set(words) <= {"", "1", "2", "3", "4", "5"}


def test_the_staff_file_has_leavers_one_person_on_leave_and_nothing_that_no_rule_may_use() -> None:
    rows = table("employees.csv")
    assert Counter(row["Employment Status"] for row in rows) == {
        "Active": 58,
        "Voluntarily Terminated": 3,
        "Leave of Absence": 1,
    }
    words = {word for column in rows[0] for word in column.casefold().replace("_", " ").split()}
    assert not [word for word in words if word.startswith(NEVER_ASKED)]


def test_everyone_has_five_to_nine_skills_of_level_one_to_five_or_unsaid() -> None:
    skills = table("skills.csv")
    numbers = {row["EmpID"] for row in table("employees.csv")}
    each = Counter(row["EmpID"] for row in skills)
    assert set(each) == numbers
    assert set(each.values()) <= set(range(5, 10))
    assert len({(row["EmpID"], row["Skill"]) for row in skills}) == len(skills)
    assert {row["Level"] for row in skills} <= {"", "1", "2", "3", "4", "5"}
    assert any(not row["Level"] for row in skills)


def test_slack_and_the_staff_file_match_as_far_as_the_sample_means_them_to() -> None:
    rows = table("employees.csv")
    users = document("workspace.json")["users"]
    emails = {user["email"] for user in users}
    names = Counter(user["real_name"] for user in users)
    by_email = [row for row in rows if row["Work Email"].casefold() in emails]
    without = [row for row in rows if not row["Work Email"]]
    assert any(row["Work Email"] not in emails for row in by_email), "one address differs by case only"
    assert [full_name(row) for row in without if names[full_name(row)] == 2] == ["Maria Silva"] * 2
    assert sum(names[full_name(row)] == 1 for row in without) == 4
    missing = [row for row in rows if row not in by_email and not names[full_name(row)]]
    assert sorted(full_name(row) for row in missing if is_active(row)) == ["Kofi Amponsah-Reid", "Lamin Jobarteh"]
    assert len(missing) == 3, "and one who left"


def test_in_slack_there_are_two_people_who_are_not_staff_one_guest_and_one_closed_account() -> None:
    users = document("workspace.json")["users"]
    staff = {full_name(row): row for row in table("employees.csv")}
    strangers = [user for user in users if user["real_name"] not in staff]
    assert sorted(user["real_name"] for user in strangers if not user["is_restricted"]) == [
        "Corinna Ashgrove",
        "Tenzin Wangmo",
    ]
    assert [user["real_name"] for user in users if user["is_restricted"]] == ["Emeka Lindqvist"]
    [closed] = [user for user in users if user["deleted"]]
    assert not is_active(staff[closed["real_name"]])


def test_the_hr_channel_is_private_and_holds_three_of_hr_and_a_guest() -> None:
    workspace = document("workspace.json")
    users = {user["id"]: user for user in workspace["users"]}
    channels = {channel["name"]: channel for channel in workspace["channels"]}
    departments = {full_name(row): row["Department"] for row in table("employees.csv")}
    inside = [users[member] for member in channels["hr-admin"]["members"]]
    assert [departments[user["real_name"]] for user in inside if not user["is_restricted"]] == ["People"] * 3
    assert sum(user["is_restricted"] for user in inside) == 1
    assert {name: channel["is_private"] for name, channel in channels.items()} == {
        "general": False,
        "hr-admin": True,
        "kudos": False,
    }
    assert set(channels["general"]["members"]) == {user["id"] for user in users.values() if not user["deleted"]}
    assert all(channel["bot"] for channel in channels.values())


def test_slack_ids_look_like_slacks_and_everybody_has_their_own_and_a_made_up_address() -> None:
    workspace = document("workspace.json")
    users = workspace["users"]
    ids = [workspace["team"]["id"], *(entry["id"] for kind in ("users", "channels") for entry in workspace[kind])]
    assert len(set(ids)) == len(ids)
    assert all(len(each) == 11 and each[0] in "TUC" and each.isalnum() and each.isupper() for each in ids)
    assert len({user["name"] for user in users}) == len({user["email"] for user in users}) == len(users)
    assert all(user["email"].endswith("@harbourfield.example") and user["email"].isascii() for user in users)


def test_the_offices_are_in_eight_zones_one_of_half_hours_and_some_with_opposite_summers() -> None:
    zones = {user["tz"] for user in document("workspace.json")["users"]}
    assert len(zones) == 8
    gained = [ahead(zone, 7) - ahead(zone, 1) for zone in zones]
    hour = timedelta(hours=1)
    assert set(gained) == {hour, -hour, timedelta(0)}, "northern summers, southern summers, and none"
    assert ahead("Asia/Kolkata", 1) % hour == timedelta(minutes=30)


def test_programmes_have_workshops_that_can_be_held_some_online_and_one_with_very_few_seats() -> None:
    programmes = document("programmes.json")
    assert len({programme["title"] for programme in programmes}) == 10
    workshops = [workshop for programme in programmes for workshop in programme["workshops"]]
    for workshop in workshops:
        ZoneInfo(workshop["zone"])
        time.fromisoformat(workshop["at"])
        assert workshop["starts_in_days"] > 0
        assert 15 <= workshop["minutes"] <= 480
        assert workshop["seats"] > 0
    assert min(workshop["seats"] for workshop in workshops) == 2
    assert any(workshop["venue"] == "Online" for workshop in workshops)
    assert {programme["qualifies_for_tuition_assistance"] for programme in programmes} == {True, False}


def test_most_programmes_teach_what_an_opening_asks_for() -> None:
    asked: set[str] = set()
    for opening in document("openings.json"):
        some = opening["requirements"]["skills_some"] or {"of": []}
        asked.update(opening["requirements"]["skills_all"], some["of"])
    assert sum(bool(asked.intersection(programme["skills"])) for programme in document("programmes.json")) >= 6


def test_each_nudge_is_about_something_that_exists_and_uses_only_placeholders_that_fit_it() -> None:
    titles = {
        "opening": {opening["title"] for opening in document("openings.json") if opening["status"] == "open"},
        "programme": {programme["title"] for programme in document("programmes.json") if programme["workshops"]},
    }
    for nudge in document("nudges.json"):
        [(kind, title)] = nudge["about"].items()
        assert title in titles[kind]
        target = {"opening": title, "deadline": "Friday"} if kind == "opening" else {"training": title}
        known = {"first_name": "Ada", "why": "You know SQL."} | target
        said = nudge["words"].format_map(known)
        assert all(value in said for value in ("Ada", *target.values()))
        assert len(said) < 3000, "Slack's limit for one section"
        assert 1 <= nudge["times_per_person"] <= 3
        assert nudge["days_apart"] >= 7


def test_onet_is_credited_in_the_words_it_asks_for() -> None:
    page = (FOLDER / "CREDITS.md").read_text(encoding="utf-8")
    credits_ = " ".join(page.replace("[", "").replace("\\*", "*").split())
    assert "This product includes information from the O*NET 29.2 Database" in credits_
    for words in (
        "by the U.S. Department of Labor, Employment and Training Administration (USDOL/ETA).",
        "Used under the CC BY 4.0",
        "O*NET® is a trademark of USDOL/ETA.",
        "modified",
    ):
        assert words in credits_

"""What HR holds about an applicant, beside the requirements: for HR's eyes alone."""

from datetime import date

from slack_sdk.models.blocks import Block

from bot.views.blocks import context, section
from bot.views.dates import counted, day
from bot.views.text import fitted
from career.employees import SkillSource
from storage.openings.applicants import Applicant, Review, Skill

_MOST_SKILLS = 40
_MOST_COMPLETIONS = 10
_LONGEST_LIST = 2_000
_LONGEST_TITLE = 200

_SAID_BY = {SkillSource.IMPORTED: "", SkillSource.DECLARED: "says so themself", SkillSource.TRAINED: "by training here"}


def held(applicant: Applicant, today: date) -> list[Block]:
    """Return the skills, completed trainings, recognition, time in the role and last review of an applicant."""
    return [
        section(f"*Skills*\n{_skills(applicant.skills)}"),
        section(f"*Completed training*\n{_completions(applicant.completions)}"),
        section("*In short*\n" + "\n".join(_facts(applicant, today))),
        context(f"Last review: {_review(applicant.last_review)}. Only HR sees it; it goes into no message."),
    ]


def time_since(then: date, today: date) -> str:
    """Return how long ago a day was, in whole years and months, such as ``2 years and 8 months``."""
    months = (today.year - then.year) * 12 + today.month - then.month - (today.day < then.day)
    years, rest = divmod(max(months, 0), 12)
    parts = [counted(years, "year")] * bool(years) + [counted(rest, "month")] * bool(rest)
    return " and ".join(parts) or "less than a month"


def _skills(skills: tuple[Skill, ...]) -> str:
    if not skills:
        return "None on record."
    named = [_skill(each) for each in skills[:_MOST_SKILLS]]
    more = len(skills) - len(named)
    return fitted(", ".join(named), _LONGEST_LIST) + (f" and {more:,} more" if more else "")


def _skill(skill: Skill) -> str:
    level = "" if skill.level is None else f"level {skill.level}"
    notes = ", ".join(note for note in (level, _SAID_BY[skill.source]) if note)
    return f"{skill.name} ({notes})" if notes else skill.name


def _completions(completions: tuple[tuple[str, date], ...]) -> str:
    if not completions:
        return "None on record."
    lines = [f"• {fitted(title, _LONGEST_TITLE)}, {day(when)}" for title, when in completions[:_MOST_COMPLETIONS]]
    if len(completions) > _MOST_COMPLETIONS:
        lines.append(f"… and {len(completions) - _MOST_COMPLETIONS:,} more")
    return "\n".join(lines)


def _facts(applicant: Applicant, today: date) -> list[str]:
    thanked = f"{applicant.recognitions:,} times" if applicant.recognitions > 1 else "once"
    return [
        f"• In the current role {_since(applicant.in_role_since, today)}",
        f"• With the company {_since(applicant.hired_on, today)}",
        f"• Level {'unknown' if applicant.level is None else applicant.level}",
        f"• Recognised {thanked if applicant.recognitions else 'not yet'} within a year",
    ]


def _since(then: date | None, today: date) -> str:
    return "since an unknown day" if then is None else f"since {day(then)} ({time_since(then, today)})"


def _review(review: Review | None) -> str:
    if review is None:
        return "none on record"
    said = " · ".join(str(part) for part in (review.rating, review.label) if part is not None) or "no rating"
    when = "" if review.reviewed_on is None else f", {day(review.reviewed_on)}"
    return fitted(said, _LONGEST_TITLE) + when

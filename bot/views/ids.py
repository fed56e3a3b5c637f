"""The names by which Slack's clicks and submissions find their way home, each defined once and matched whole."""

from enum import StrEnum


class Command(StrEnum):
    """Slash commands."""

    OPENINGS = "/openings"
    APPLY = "/apply"
    TRAINING = "/training"
    INTEREST = "/interest"
    CAREER = "/career"
    HR = "/hr"


class Action(StrEnum):
    """Buttons and menus: `action_id`."""

    APPLY = "opening.apply"
    OPENING_VIEW = "opening.view"
    OPENING_NOT_FOR_ME = "opening.not_for_me"
    OPENINGS_BACK = "openings.back"
    OPENINGS_MORE = "openings.more"

    TRAINING_BACK = "training.back"
    TRAINING_MORE = "training.more"
    TRAINING_VIEW = "training.view"
    TRAINING_INTERESTED = "training.interested"
    WORKSHOP_ENROL = "workshop.enrol"
    WORKSHOP_LEAVE = "workshop.leave"
    INTEREST_WORDS = "interest.words"
    INTEREST_REMOVE = "interest.remove"
    INTERESTS_BACK = "interests.back"
    INTERESTS_MORE = "interests.more"
    APPLICATION_VIEW = "application.view"
    APPLICATION_WITHDRAW = "application.withdraw"

    NUDGE_NOT_NOW = "nudge.not_now"
    NUDGE_NOT_FOR_ME = "nudge.not_for_me"
    NUDGE_STOP = "nudge.stop"
    NUDGE_STOP_ALL = "nudge.stop_all"

    # The hub's own, in `/career` and on the Home tab alike: after them the hub is shown anew where it stands.
    HUB_BACK = "hub.back"
    HUB_MORE = "hub.more"
    HUB_LEAVE = "hub.leave"
    HUB_REMOVE_INTEREST = "hub.remove_interest"
    HUB_PAUSE = "hub.pause"
    HUB_RESUME = "hub.resume"
    HUB_STOP = "hub.stop"
    HUB_START = "hub.start"

    # HR's begin with "hr.": nobody else gets through to them (bot/handlers/hr_only.py).
    HR_OPENING_NEW = "hr.opening.new"
    HR_OPENING_VIEW = "hr.opening.view"
    HR_OPENING_OPEN = "hr.opening.open"
    HR_OPENING_CLOSE = "hr.opening.close"
    HR_OPENING_FILL = "hr.opening.fill"
    HR_OPENINGS = "hr.openings"
    HR_OPENINGS_BACK = "hr.openings.back"
    HR_OPENINGS_MORE = "hr.openings.more"
    HR_APPLICATIONS = "hr.applications"
    HR_APPLICATIONS_BACK = "hr.applications.back"
    HR_APPLICATIONS_MORE = "hr.applications.more"
    HR_APPLICATION = "hr.application"
    HR_UNMATCHED = "hr.unmatched"
    HR_UNMATCHED_BACK = "hr.unmatched.back"
    HR_UNMATCHED_MORE = "hr.unmatched.more"
    HR_MATCHES_CONFIRM = "hr.matches.confirm"
    HR_NUDGES = "hr.nudges"
    HR_NUDGES_BACK = "hr.nudges.back"
    HR_NUDGES_MORE = "hr.nudges.more"
    HR_NUDGE_NEW = "hr.nudge.new"
    HR_NUDGE_EDIT = "hr.nudge.edit"
    HR_NUDGE_PREVIEW = "hr.nudge.preview"
    HR_NUDGE_START = "hr.nudge.start"
    HR_NUDGE_PAUSE = "hr.nudge.pause"
    HR_NUDGE_END = "hr.nudge.end"


class Modal(StrEnum):
    """Modals: `callback_id`."""

    LOADING = "loading"
    APPLY = "apply"
    DONE = "done"

    HR_OPENING = "hr.opening"
    HR_CONSIDER = "hr.consider"
    HR_NUDGE = "hr.nudge"


class Block(StrEnum):
    """Input blocks: `block_id`; the element in it carries the same text as its `action_id`."""

    NOTE = "note"

    NUDGE_BUTTONS = "nudge.buttons"
    """The row of buttons under a nudge, which goes when one of them has been pressed."""
    NUDGE_ANSWER = "nudge.answer"
    """The line that then says what happened."""

    HR_TITLE = "hr.title"
    HR_DESCRIPTION = "hr.description"
    HR_DEPARTMENT = "hr.department"
    HR_LOCATION = "hr.location"
    HR_LAST_DAY = "hr.last_day"
    HR_START = "hr.start"
    HR_SKILLS_ALL = "hr.skills_all"
    HR_SKILLS_SOME = "hr.skills_some"
    HR_SOME_COUNT = "hr.some_count"
    HR_LEVEL = "hr.level"
    HR_MONTHS_IN_ROLE = "hr.months_in_role"
    HR_MONTHS_OF_SERVICE = "hr.months_of_service"
    HR_DEPARTMENTS = "hr.departments"
    HR_LOCATIONS = "hr.locations"
    HR_JOB_FAMILIES = "hr.job_families"
    HR_JOB_TITLES = "hr.job_titles"
    HR_LAST_RATING = "hr.last_rating"
    HR_DECISION = "hr.decision"
    HR_REASON = "hr.reason"
    HR_NUDGE_ABOUT = "hr.nudge_about"
    HR_NUDGE_WORDS = "hr.nudge_words"
    HR_NUDGE_RHYTHM = "hr.nudge_rhythm"
    HR_NUDGE_DAY = "hr.nudge_day"
    HR_NUDGE_WEEKDAYS = "hr.nudge_weekdays"
    HR_NUDGE_FROM = "hr.nudge_from"
    HR_NUDGE_UNTIL = "hr.nudge_until"
    HR_NUDGE_HOUR = "hr.nudge_hour"
    HR_NUDGE_TIMES = "hr.nudge_times"
    HR_NUDGE_DAYS_BETWEEN = "hr.nudge_days_between"
    HR_NUDGE_HOLD_OUT = "hr.nudge_hold_out"

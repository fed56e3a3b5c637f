"""Every listener of the app, by topic."""

from slack_bolt import App

from bot.handlers import (
    apply,
    career,
    errors,
    home,
    hr,
    hr_applications,
    hr_membership,
    hr_nudges,
    hr_openings,
    hr_people,
    interest,
    nudge_answers,
    openings,
    training,
)
from bot.handlers.desk import Desk

_TOPICS = (
    apply,
    career,
    home,
    hr,
    hr_applications,
    hr_membership,
    hr_nudges,
    hr_openings,
    hr_people,
    interest,
    nudge_answers,
    openings,
    training,
)


def register(app: App, desk: Desk) -> None:
    """Give `app` every listener; importing a topic alone changes nothing."""
    errors.register(app)
    for topic in _TOPICS:
        topic.register(app, desk)

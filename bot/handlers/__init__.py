"""Every listener of the app, by topic; those of HR have a room of their own."""

from slack_bolt import App

from bot.handlers import (
    apply,
    calendar_files,
    career,
    errors,
    feedback,
    funding,
    held_facts,
    home,
    interest,
    kudos,
    nominations,
    nudge_answers,
    openings,
    own_hours,
    picking,
    portfolio,
    skills,
    training,
)
from bot.handlers.desk import Desk
from bot.handlers.hr import command as hr

_TOPICS = (
    apply,
    calendar_files,
    career,
    feedback,
    funding,
    held_facts,
    home,
    hr,
    interest,
    kudos,
    nominations,
    nudge_answers,
    openings,
    own_hours,
    picking,
    portfolio,
    skills,
    training,
)


def register(app: App, desk: Desk) -> None:
    """Give `app` every listener; importing a topic alone changes nothing."""
    errors.register(app)
    for topic in _TOPICS:
        topic.register(app, desk)

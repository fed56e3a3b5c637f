"""Complete settings, some of which a test sets otherwise."""

from bot.config import Settings


def settings_with(**written: str) -> Settings:
    """Return complete settings with these written otherwise."""
    complete = {"SLACK_BOT_TOKEN": "xoxb-1-a", "SLACK_APP_TOKEN": "xapp-1-a", "HR_CHANNEL": "C0HR"}
    return Settings.from_env(complete | written)

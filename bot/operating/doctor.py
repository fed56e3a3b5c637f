"""The doctor: looks at everything that must be right before the first day, and says how to mend what is not."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from bot.config import Settings, SettingsError, database_url
from bot.operating import machine_checks, slack_checks
from bot.operating.findings import Finding
from bot.slack.clients import reading_client


def examine(environ: Mapping[str, str], now: datetime) -> Iterator[Finding]:
    """Look at everything, one finding after the other, also where an earlier one is bad.

    `environ` holds the settings as they are written; `now` is this machine's aware time.
    """
    try:
        settings = Settings.from_env(environ)
    except SettingsError as error:
        yield Finding("settings", str(error), "Set it in .env or the environment (see .env.example).")
        settings = None
    else:
        yield Finding("settings", "complete")
    try:
        yield from machine_checks.database(database_url(environ))
    except SettingsError as error:
        yield Finding("database", str(error), "Correct DATABASE_URL.")
    yield machine_checks.time_zones()
    if settings is not None:
        yield from _slack(settings, now)


def _slack(settings: Settings, now: datetime) -> Iterator[Finding]:
    client = reading_client(settings.bot_token, settings.slack_api_url)
    yield from slack_checks.bot_token(client, now)
    if settings.app_token is not None:
        yield slack_checks.app_token(client, settings.app_token)
    yield slack_checks.hr_channel(client, settings.hr_channel)
    if settings.kudos_channel is not None:
        yield slack_checks.kudos_channel(client, settings.kudos_channel)

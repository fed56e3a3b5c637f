"""The settings, read once from the environment or `.env`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.logs import LogFormat

SLACK_API = "https://slack.com/api/"
_DEFAULT_DATABASE = "sqlite:///var/coxswain.sqlite3"
_DEFAULT_PORT = 3000


class SettingsError(Exception):
    """A setting is unset or malformed; the text is one line saying which and what it should be."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between one installation and another; secrets stay out of its `repr`."""

    bot_token: str
    app_token: str | None
    signing_secret: str | None
    slack_api_url: str
    hr_channel: str
    kudos_channel: str | None
    database_url: str
    port: int
    clock_file: str | None
    metrics_port: int | None = None
    log_format: LogFormat = LogFormat.TEXT
    web_processes: int = 1

    def __repr__(self) -> str:
        return f"Settings(hr_channel={self.hr_channel!r}, slack_api_url={self.slack_api_url!r})"

    @property
    def is_socket_mode(self) -> bool:
        """Whether Slack is reached by a socket that we open, rather than Slack reaching us over HTTP."""
        return self.app_token is not None

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """Return the settings in `environ`.

        Raises:
            SettingsError: one of them is unset or malformed.
        """
        read = _Environment(environ)
        app_token = read.optional("SLACK_APP_TOKEN", r"xapp-[\w-]+", "an app-level token that begins with xapp-")
        secret = read.optional("SLACK_SIGNING_SECRET", r"[0-9a-zA-Z]{16,}", "the signing secret of the app, 32 letters")
        if app_token is None and secret is None:
            raise SettingsError(
                "SLACK_APP_TOKEN is not set: give the app-level token that begins with xapp- (Socket Mode), "
                "or SLACK_SIGNING_SECRET for HTTP mode."
            )
        api_url = read.optional("SLACK_API_URL", r"https?://\S+", "an address that begins with http") or SLACK_API
        clock_file = environ.get("CLOCK_FILE", "").strip() or None
        if clock_file and api_url == SLACK_API:
            raise SettingsError("CLOCK_FILE is set: it is for trying things out with a local Slack only; unset it.")
        return cls(
            bot_token=read.required("SLACK_BOT_TOKEN", r"xoxb-[\w-]+", "the bot's token that begins with xoxb-"),
            app_token=app_token,
            signing_secret=secret,
            slack_api_url=api_url if api_url.endswith("/") else f"{api_url}/",
            hr_channel=read.required(
                "HR_CHANNEL", r"[CG][A-Z0-9]{2,}", "the id of the private HR channel, such as C0123456789"
            ),
            kudos_channel=read.optional("KUDOS_CHANNEL", r"[CG][A-Z0-9]{2,}", "a channel's id such as C0123456789"),
            database_url=database_url(environ),
            port=read.port("PORT") or _DEFAULT_PORT,
            clock_file=clock_file,
            metrics_port=read.port("METRICS_PORT"),
            log_format=LogFormat(read.optional("LOG_FORMAT", "text|json", "text or json") or LogFormat.TEXT),
            web_processes=int(read.optional("WEB_PROCESSES", r"[1-9]|10", "how many processes answer, 1 to 10") or 1),
        )


def database_url(environ: Mapping[str, str]) -> str:
    """Return DATABASE_URL, or the default SQLite file.

    Raises:
        SettingsError: it is no address of a SQLite file or a PostgreSQL database.
    """
    written = environ.get("DATABASE_URL", "").strip() or _DEFAULT_DATABASE
    try:
        url = make_url(written)
    except ArgumentError as error:
        raise SettingsError(_DATABASE_MEANING) from error
    is_file = url.drivername == "sqlite" and url.database not in {None, "", ":memory:"}
    if not is_file and url.drivername != "postgresql+psycopg":
        raise SettingsError(_DATABASE_MEANING)
    return written


_DATABASE_MEANING = (
    "DATABASE_URL should be sqlite:///path/to/file or postgresql+psycopg://user:password@host/name; "
    "leave it out for a SQLite file in var/."
)


@dataclass(frozen=True, slots=True)
class _Environment:
    environ: Mapping[str, str]

    def optional(self, name: str, pattern: str, meaning: str) -> str | None:
        value = self.environ.get(name, "").strip()
        if value and not re.fullmatch(pattern, value):
            raise SettingsError(f"{name} is malformed: it should be {meaning}.")
        return value or None

    def required(self, name: str, pattern: str, meaning: str) -> str:
        value = self.optional(name, pattern, meaning)
        if value is None:
            raise SettingsError(f"{name} is not set: it should be {meaning}.")
        return value

    def port(self, name: str) -> int | None:
        written = self.environ.get(name, "").strip()
        if not written:
            return None
        if not re.fullmatch(r"\d{1,5}", written) or not 0 < int(written) < 2**16:
            raise SettingsError(f"{name} is malformed: it should be a number from 1 to 65535.")
        return int(written)

import pytest

from bot.config import Settings, SettingsError

GOOD = {
    "SLACK_BOT_TOKEN": "xoxb-1-a",
    "SLACK_APP_TOKEN": "xapp-1-a",
    "HR_CHANNEL": "C0123456789",
}


def test_three_settings_are_enough() -> None:
    settings = Settings.from_env(GOOD)
    assert settings.is_socket_mode
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.database_url.startswith("sqlite:///")
    assert settings.port == 3000
    assert settings.kudos_channel is None


def test_a_signing_secret_without_an_app_token_means_http() -> None:
    settings = Settings.from_env(GOOD | {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": "a" * 32, "PORT": "8080"})
    assert not settings.is_socket_mode
    assert settings.port == 8080


@pytest.mark.parametrize(
    ("changed", "names", "says"),
    [
        ({"SLACK_BOT_TOKEN": ""}, "SLACK_BOT_TOKEN is not set", "begins with xoxb-"),
        ({"SLACK_BOT_TOKEN": "xoxp-1"}, "SLACK_BOT_TOKEN is malformed", "begins with xoxb-"),
        ({"SLACK_APP_TOKEN": ""}, "SLACK_APP_TOKEN is not set", "SLACK_SIGNING_SECRET for HTTP mode"),
        ({"SLACK_APP_TOKEN": "secret"}, "SLACK_APP_TOKEN is malformed", "begins with xapp-"),
        ({"SLACK_SIGNING_SECRET": "short"}, "SLACK_SIGNING_SECRET is malformed", "signing secret"),
        ({"SLACK_API_URL": "slack.com"}, "SLACK_API_URL is malformed", "begins with http"),
        ({"HR_CHANNEL": ""}, "HR_CHANNEL is not set", "such as C0123456789"),
        ({"HR_CHANNEL": "#hr"}, "HR_CHANNEL is malformed", "such as C0123456789"),
        ({"KUDOS_CHANNEL": "kudos"}, "KUDOS_CHANNEL is malformed", "such as C0123456789"),
        ({"PORT": "many"}, "PORT is malformed", "1 to 65535"),
        ({"PORT": "70000"}, "PORT is malformed", "1 to 65535"),
        ({"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL should be", "postgresql+psycopg://"),
        ({"DATABASE_URL": "sqlite://"}, "DATABASE_URL should be", "sqlite:///path/to/file"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL should be", "leave it out"),
        ({"CLOCK_FILE": "/tmp/clock"}, "CLOCK_FILE is set", "unset it"),  # noqa: S108  nothing is written there
    ],
)
def test_an_unset_or_malformed_setting_is_one_line_that_says_which_and_what_it_should_be(
    changed: dict[str, str], names: str, says: str
) -> None:
    with pytest.raises(SettingsError) as told:
        Settings.from_env(GOOD | changed)
    line = str(told.value)
    assert names in line
    assert says in line
    assert "\n" not in line


def test_no_secret_stands_in_what_is_printed_of_the_settings() -> None:
    shown = repr(Settings.from_env(GOOD | {"DATABASE_URL": "postgresql+psycopg://u:hunter2@h/d"}))
    assert not any(secret in shown for secret in ("xoxb-1-a", "xapp-1-a", "hunter2"))

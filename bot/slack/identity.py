"""Who we are at Slack, asked once at the start, so that no command waits for Slack before it is acknowledged."""

from collections.abc import Callable

from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient


def authorization(client: WebClient) -> Callable[[], AuthorizeResult]:
    """Ask Slack whose token this is, and return what answers Bolt's question for every request from then on.

    Raises:
        slack_sdk.errors.SlackApiError: Slack does not accept the token.
    """
    found = client.auth_test()
    result = AuthorizeResult(
        enterprise_id=found.get("enterprise_id"),
        team_id=found["team_id"],
        bot_user_id=found["user_id"],
        bot_id=found.get("bot_id"),
        bot_token=client.token,
    )

    def authorize() -> AuthorizeResult:
        return result

    return authorize

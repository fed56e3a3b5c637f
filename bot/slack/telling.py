"""A word to one person, sent once and relied on for nothing: what it says also stands where they can look it up."""

from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.mail import posting_client


def tell(client: WebClient, slack_id: str, text: str) -> bool:
    """Send `text` to a person as a direct message; return whether Slack took it.

    It is not tried again: after a lost answer a second try could say it twice.
    """
    try:
        posting_client(client.token or "", client.base_url).chat_postMessage(
            channel=slack_id, text=text, unfurl_links=False, unfurl_media=False
        )
    except (SlackApiError, OSError, HTTPException):
        return False
    return True

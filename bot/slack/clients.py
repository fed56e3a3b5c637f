"""The clients by which Slack's Web API is asked, one for each meaning that asking the same again may have."""

from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import (
    ConnectionErrorRetryHandler,
    RateLimitErrorRetryHandler,
    ServerErrorRetryHandler,
)

from bot.slack.last_look import LastLookClient

TIMEOUT = 10
"""Seconds after which a call to Slack counts as lost."""

_READING_TIMEOUT = 30
"""The same for a page of what is read, which nobody waits for."""


def access_of(client: WebClient) -> tuple[str, str]:
    """Return the token and the base address of a client that a listener was given, for one that asks otherwise."""
    return client.token or "", client.base_url


def posting_client(token: str, base_url: str) -> LastLookClient:
    """Return a client for messages in the ledgers: it asks nothing again, for the ledger knows what it must do next.

    slack_sdk's own retry after a broken connection can post twice (slackapi/python-slack-sdk#1013).
    """
    return LastLookClient(token, base_url=base_url, timeout=TIMEOUT, retry_handlers=[])


def answering_client(token: str, base_url: str) -> WebClient:
    """Return a client for what is said outside of the ledgers: it asks again after a 429, once Retry-After is over.

    A 429 says that nothing was done. After a lost answer it asks no more than `posting_client` does.
    """
    waiting = RateLimitErrorRetryHandler(max_retry_count=3)
    return WebClient(token, base_url=base_url, timeout=TIMEOUT, retry_handlers=[waiting])


def reading_client(token: str, base_url: str) -> WebClient:
    """Return a client that asks again after a 429 (once Retry-After is over), a 5xx and a cut connection.

    It is for what is the same however often it is asked: reading, and replacing a message's words by the same words.
    """
    waiting = RateLimitErrorRetryHandler(max_retry_count=5)
    again = (ServerErrorRetryHandler(max_retry_count=2), ConnectionErrorRetryHandler(max_retry_count=2))
    return WebClient(token, base_url=base_url, timeout=_READING_TIMEOUT, retry_handlers=[waiting, *again])


def showing_client(base_url: str) -> WebClient:
    """Return a client that Bolt hands to listeners, with the token of each request: for modals and the Home tab.

    It asks again after a 429 and, once, after a cut connection: the same view shown twice looks the same, and Slack
    refuses a trigger that has opened a modal already (`exchanged_trigger_id`). It is without a token, for with one Bolt
    would ask Slack about it before a listener runs.
    """
    again = (ConnectionErrorRetryHandler(max_retry_count=1), RateLimitErrorRetryHandler(max_retry_count=2))
    return WebClient(base_url=base_url, timeout=TIMEOUT, retry_handlers=[*again])


def connecting_client(base_url: str) -> WebClient:
    """Return a client that asks for the address of a connection in Socket Mode, again after a cut connection.

    An address that nobody connects to lapses by itself. After a 429 Slack's own client waits and asks again.
    """
    return WebClient(
        base_url=base_url, timeout=TIMEOUT, retry_handlers=[ConnectionErrorRetryHandler(max_retry_count=1)]
    )

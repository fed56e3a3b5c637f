"""Files on their way to a conversation: the pictures and tables that HR asks for.

Slack's external upload: ask where to, send the bytes there, then share them (docs.slack.dev, working with files).
"""

from dataclasses import dataclass
from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.slack.clients import access_of, answering_client
from bot.slack.trouble import Trouble, Uncertain, trouble_in, trouble_on_the_way

_LONGEST_ALT_TEXT = 1_000
"""Characters (docs.slack.dev, files.getUploadURLExternal, alt_txt)."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file: its name with the ending, its title, its bytes; a picture also says in words what it shows."""

    name: str
    title: str
    content: bytes
    alt_text: str | None = None


def share(client: WebClient, channel: str, upload: Upload, comment: str, below: str | None = None) -> Trouble | None:
    """Put the file into a conversation (its id) under a `comment` in escaped mrkdwn; return what went wrong.

    `below` is the time stamp of a message into whose thread it goes. It is not tried again after a lost answer: a second
    try could show it twice.
    """
    answering = answering_client(*access_of(client))
    alt_text = None if upload.alt_text is None else upload.alt_text[:_LONGEST_ALT_TEXT]
    try:
        answering.files_upload_v2(
            channel=channel,
            filename=upload.name,
            title=upload.title,
            content=upload.content,
            alt_txt=alt_text,
            initial_comment=comment,
            thread_ts=below,
        )
    except SlackApiError as error:
        return trouble_in(error)
    except SlackRequestError:
        return Uncertain("upload_refused")
    except (OSError, HTTPException) as error:
        return trouble_on_the_way(error)
    return None

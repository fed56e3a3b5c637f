"""Files for one person, in their direct messages."""

from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.trouble import Trouble, trouble_in, trouble_on_the_way
from bot.slack.uploads import Upload, share


def send_file(client: WebClient, slack_id: str, upload: Upload, words: str) -> Trouble | None:
    """Send a file to a person's direct messages, with `words` (escaped mrkdwn) above it; return what went wrong.

    A file is shared in a conversation by its id, never by a person's, so that one is looked up first.
    """
    try:
        opened = client.conversations_open(users=[slack_id])
    except SlackApiError as error:
        return trouble_in(error)
    except (OSError, HTTPException) as error:
        return trouble_on_the_way(error)
    return share(client, str(opened["channel"]["id"]), upload, words)

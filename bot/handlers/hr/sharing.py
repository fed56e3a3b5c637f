"""Files that HR asked for, on their way into the HR channel."""

from slack_bolt import Respond
from slack_sdk import WebClient

from bot.handlers.desk import Desk
from bot.handlers.replies import tell
from bot.slack.uploads import Upload, share
from bot.views import problems


def share_with_hr(desk: Desk, client: WebClient, respond: Respond, upload: Upload, comment: str) -> None:
    """Put a file into the HR channel under a `comment` (escaped mrkdwn); tell whoever asked if Slack does not take it."""
    trouble = share(client, desk.settings.hr_channel, upload, comment)
    if trouble is not None:
        tell(respond, problems.could_not_share(trouble.code))

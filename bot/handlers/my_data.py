"""`/career data`: one file with everything stored about whoever asks, into their direct messages and nowhere else."""

from slack_bolt import Respond
from slack_sdk import WebClient

from bot.handlers.desk import Desk
from bot.handlers.replies import tell
from bot.slack.files import send_file
from bot.slack.uploads import Upload
from bot.usecases.people.my_data import MyData, my_data
from bot.views import my_data as views
from bot.views import problems


def send_my_data(desk: Desk, client: WebClient, respond: Respond, slack_id: str) -> None:
    """Send this person's file to their direct messages, and tell them where they asked that it is coming."""
    mine = my_data(desk.database, slack_id, desk.now())
    if not isinstance(mine, MyData):
        tell(respond, problems.no_employee(mine))
        return
    upload = Upload(views.FILE_NAME, views.FILE_TITLE, views.data_file(mine))
    trouble = send_file(client, slack_id, upload, views.WORDS)
    tell(respond, views.ON_ITS_WAY if trouble is None else views.COULD_NOT_SEND)

"""What people write and drop into conversations."""

from sandbox.channels import Channel
from sandbox.interactions.commands import with_mentions
from sandbox.interactions.events import tell_of_message
from sandbox.messages import Message
from sandbox.methods.files import share
from sandbox.payloads import escaped
from sandbox.people import User
from sandbox.refusals import RefusedError
from sandbox.slack import Slack
from sandbox.workspace import BOT_USER_ID


def say(slack: Slack, person: User, channel: Channel, typed: str) -> Message:
    """Somebody writes a message; the app hears of it where it is a member.

    Raises:
        RefusedError: the person is not in the conversation, or the app takes no messages.
    """
    _refuse_outsider(slack, person, channel)
    message = slack.messages.add(channel, person, with_mentions(slack, escaped(typed), named=False))
    tell_of_message(slack, channel, message)
    return message


def upload(slack: Slack, person: User, channel: Channel, filename: str, content: bytes, typed: str) -> Message:
    """Somebody drops a file: the app hears ``file_shared`` and the message.

    Raises:
        RefusedError: the person is not in the conversation, or the app takes no messages.
    """
    _refuse_outsider(slack, person, channel)
    described = share(slack, slack.files.keep(filename, content, person.id), channel.id)
    message = slack.messages.add(
        channel, person, with_mentions(slack, escaped(typed), named=False), files=[described], subtype="file_share"
    )
    tell_of_message(slack, channel, message)
    return message


def _refuse_outsider(slack: Slack, person: User, channel: Channel) -> None:
    if person.id not in channel.members:
        raise RefusedError("not_in_channel", detail="Only members write there.")
    if channel.is_im and BOT_USER_ID in channel.members and not slack.workspace.manifest.messages_tab:
        raise RefusedError("messages_tab_disabled", detail="Sending messages to this app has been turned off.")

"""Slash commands: https://docs.slack.dev/interactivity/implementing-slash-commands."""

import re

from sandbox.channels import Channel
from sandbox.interactions.answers import say_answer
from sandbox.interactions.delivery import VERIFICATION_TOKEN, deliver, refusal_in
from sandbox.line import Acknowledged, Interaction, Unacknowledged
from sandbox.payloads import Payload, escaped
from sandbox.people import User
from sandbox.slack import Slack
from sandbox.workspace import APP_ID


async def run_command(slack: Slack, person: User, channel: Channel, typed: str) -> Payload:
    """Somebody types a command: ``{"ok", "ack_ms", "reply"}``, or ``error`` and what Slack shows instead."""
    name, _, text = typed.strip().partition(" ")
    command = slack.workspace.manifest.commands.get(name)
    if command is None:
        slack.slackbot_says(channel, person.id, f"{escaped(name)} is not a valid command.")
        return {"ok": False, "error": "invalid_command", "ack_ms": 0.0, "reply": None}
    text = escaped(text.strip())
    payload: Payload = {
        "token": VERIFICATION_TOKEN,
        "team_id": slack.team_id,
        "team_domain": slack.workspace.team.domain,
        "channel_id": channel.id,
        "channel_name": channel.name_in_command,
        "user_id": person.id,
        "user_name": person.name,
        "command": name,
        "text": with_mentions(slack, text, named=True) if command.should_escape else text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": slack.response_url(channel.id, person.id),
        "trigger_id": slack.triggers.issue(person.id),
    }
    outcome, breaches = await deliver(
        slack, Interaction("slash_commands", payload, takes_answer=True), "slash_commands"
    )
    match outcome:
        case Unacknowledged(error, seconds):
            return _failed(slack, person, channel, name, error) | {"ack_ms": seconds * 1000}
        case Acknowledged(answer, seconds):
            refusal = refusal_in(breaches)
            if refusal is not None:
                return _failed(slack, person, channel, name, refusal) | {"ack_ms": seconds * 1000}
            reply = say_answer(slack, channel, person.id, answer) if answer else None
            return {"ok": True, "ack_ms": seconds * 1000, "reply": reply and reply.as_seen()}


def with_mentions(slack: Slack, text: str, *, named: bool) -> str:
    """The text with ``@name`` and ``#channel`` in Slack's own form.

    Commands carry the names too (``<@U024BE7LH|bob>``), messages do not (``<@U024BE7LH>``).
    """
    people = {user.name: user for user in slack.workspace.users.values()}
    channels = {channel.name: channel for channel in slack.workspace.channels.values() if not channel.is_im}

    def person(found: re.Match[str]) -> str:
        user = people.get(found[1]) or slack.workspace.users.get(found[1])
        return f"<@{user.id}{f'|{user.name}' if named else ''}>" if user else found[0]

    def conversation(found: re.Match[str]) -> str:
        channel = channels.get(found[1]) or slack.workspace.channels.get(found[1])
        return f"<#{channel.id}{f'|{channel.name}' if named else ''}>" if channel else found[0]

    return re.sub(r"#([\w-]+)", conversation, re.sub(r"@([\w.-]*\w)", person, text))


def _failed(slack: Slack, person: User, channel: Channel, name: str, error: str) -> Payload:
    slack.slackbot_says(channel, person.id, f'{name} failed with the error "{error}"')
    return {"ok": False, "error": error, "reply": None}

"""The methods about the app and the workspace themselves."""

from sandbox.interactions.events import emit
from sandbox.methods.asked import Asked
from sandbox.payloads import Payload
from sandbox.refusals import RefusedError
from sandbox.workspace import APP_ID, BOT_ID, BOT_USER_ID


def api_test(asked: Asked) -> Payload:
    """Say back what was said; fail with ``error`` on request."""
    if asked.text("error"):
        raise RefusedError(asked.text("error"), args=dict(asked.arguments))
    return {"args": dict(asked.arguments)}


def auth_test(asked: Asked) -> Payload:
    """Whose token this is."""
    workspace = asked.slack.workspace
    return {
        "url": f"{asked.slack.address}/",
        "team": workspace.team.name,
        "user": workspace.bot.name,
        "team_id": workspace.team.id,
        "user_id": BOT_USER_ID,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def open_connection(asked: Asked) -> Payload:
    """A new address for one Socket Mode connection."""
    slack = asked.slack
    if slack.line is not slack.sockets:
        raise RefusedError("socket_mode_not_enabled", detail="This app takes its events over HTTP.")
    host = slack.address.removeprefix("http://")
    return {"url": f"ws://{host}/link/?ticket={slack.sockets.issue_ticket()}&app_id={APP_ID}"}


def team_info(asked: Asked) -> Payload:
    """The workspace."""
    team = asked.slack.workspace.team
    return {"team": {"id": team.id, "name": team.name, "domain": team.domain, "email_domain": "", "icon": {}}}


def bots_info(asked: Asked) -> Payload:
    """The app's own bot."""
    if asked.text("bot", BOT_ID) != BOT_ID:
        raise RefusedError("bot_not_found", detail="The only bot is the app's own.")
    bot = asked.slack.workspace.bot
    described = {
        "id": BOT_ID,
        "deleted": False,
        "name": bot.real_name,
        "app_id": APP_ID,
        "user_id": BOT_USER_ID,
        "icons": {},
    }
    return {"bot": described}


def add_reaction(asked: Asked) -> Payload:
    """Put an emoji under a message."""
    slack = asked.slack
    channel = asked.channel("channel", "")
    message = slack.messages.find(channel.id, asked.text("timestamp"))
    name = asked.text("name").strip(":")
    standing = next((reaction for reaction in message.reactions if reaction["name"] == name), None)
    if standing is not None and BOT_USER_ID in standing["users"]:
        raise RefusedError("already_reacted", detail="The bot has put this emoji there before.")
    message.reactions.append({"name": name, "users": [BOT_USER_ID], "count": 1})
    slack.messages.show(message, channel)
    item = {"type": "message", "channel": channel.id, "ts": message.ts}
    event = {
        "type": "reaction_added",
        "user": BOT_USER_ID,
        "reaction": name,
        "item_user": message.author.id,
        "item": item,
    }
    emit(slack, event | {"event_ts": slack.clock.stamp()})
    return {}

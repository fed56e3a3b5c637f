"""users.*: https://docs.slack.dev/reference/methods?family=users."""

from sandbox.methods.asked import Asked
from sandbox.payloads import Payload
from sandbox.people import User
from sandbox.refusals import RefusedError


def info(asked: Asked) -> Payload:
    """One account."""
    user = asked.slack.workspace.users.get(asked.text("user"))
    if user is None:
        raise RefusedError("user_not_found", detail=f"There is no user {asked.text('user')}.")
    return {"user": _describe(asked, user)}


def list_all(asked: Asked) -> Payload:
    """Every account, deactivated ones, guests and bots included."""
    page, metadata = asked.page(list(asked.slack.workspace.users.values()))
    cache_ts = int(asked.slack.clock.now().timestamp())
    return {"members": [_describe(asked, user) for user in page], "cache_ts": cache_ts, "response_metadata": metadata}


def look_up_by_email(asked: Asked) -> Payload:
    """The active account with this e-mail address, capitals aside."""
    wanted = asked.text("email").casefold()
    for user in asked.slack.workspace.users.values():
        if user.email.casefold() == wanted and not user.deleted:
            return {"user": _describe(asked, user)}
    raise RefusedError("users_not_found", detail="Nobody has this e-mail address.")


def _describe(asked: Asked, user: User) -> Payload:
    slack = asked.slack
    with_email = "users:read.email" in slack.workspace.manifest.scopes
    return user.describe(slack.team_id, slack.clock.now(), with_email=with_email)

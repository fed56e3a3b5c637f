"""views.*: https://docs.slack.dev/reference/methods?family=views."""

from sandbox.methods.asked import Asked
from sandbox.payloads import Payload
from sandbox.refusals import RefusedError
from sandbox.views import View


def open_modal(asked: Asked) -> Payload:
    """Show a modal to the person whose trigger this is."""
    user_id = asked.slack.triggers.redeem(asked.text("trigger_id"))
    return _shown(asked, asked.slack.views.open(user_id, asked.structure("view")))


def push(asked: Asked) -> Payload:
    """Show a modal over the one the person is in."""
    user_id = asked.slack.triggers.redeem(asked.text("trigger_id"), in_modal=True)
    return _shown(asked, asked.slack.views.push(user_id, asked.structure("view")))


def update(asked: Asked) -> Payload:
    """Change an open view; with ``hash`` only if nobody changed it since."""
    view = asked.slack.views.find(asked.text("view_id") or None, asked.text("external_id") or None)
    _replace(asked, view)
    return _shown(asked, view)


def publish(asked: Asked) -> Payload:
    """Set a person's Home tab."""
    user_id = asked.text("user_id")
    workspace = asked.slack.workspace
    if user_id not in workspace.users:
        raise RefusedError("user_not_found", detail=f"There is no user {user_id}.")
    if not workspace.manifest.home_tab:
        raise RefusedError("not_enabled", detail="The manifest does not switch the Home tab on.")
    home = asked.slack.views.home(user_id)
    if home is None:
        return _shown(asked, asked.slack.views.publish(user_id, asked.structure("view")))
    _replace(asked, home)
    return _shown(asked, home)


def _replace(asked: Asked, view: View) -> None:
    try:
        asked.slack.views.replace(view, asked.structure("view"), asked.text("hash") or None)
    except RefusedError as conflict:
        asked.remarks.warn("view.hash", conflict.detail)
        raise


def _shown(asked: Asked, view: View) -> Payload:
    return {"view": view.describe(asked.slack.team_id)}

"""Lists of HR's that open anew below what was pressed, and whose pages turn where they stand."""

from collections.abc import Callable
from typing import Any

from slack_bolt import BoltContext, Respond

from bot.handlers.errors import acknowledge
from bot.handlers.hr.door import HrOnly
from bot.handlers.hr.orders import Reply
from bot.views.ids import Action

Show = Callable[[str, str | None], Reply]
"""Makes a page of who looks at it (a Slack id) and what the button carried."""


def listen_to_list(hr: HrOnly, opens: Action, turns: tuple[Action, Action], show: Show) -> None:
    """Listen to the button that opens a list, and to the two that turn its pages."""

    def open_list(action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
        page = show(str(context.user_id), action.get("value"))
        respond(text=page.text, blocks=page.blocks, response_type="ephemeral", replace_original=False)

    def turn_page(action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
        page = show(str(context.user_id), action.get("value"))
        respond(text=page.text, blocks=page.blocks, response_type="ephemeral", replace_original=True)

    hr.action(opens, acknowledge, open_list)
    for turn in turns:
        hr.action(turn, acknowledge, turn_page)

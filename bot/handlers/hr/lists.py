"""Lists of HR's that open anew below what was pressed, and whose pages turn where they stand."""

from collections.abc import Callable
from typing import Any

from slack_bolt import BoltContext, Respond

from bot.handlers.errors import acknowledge
from bot.handlers.hr.door import HrOnly
from bot.handlers.hr.orders import Reply
from bot.views.ids import Action
from bot.views.values import Page, decoded

Show = Callable[[str, str | None], Reply]
"""Makes a page of who looks at it (a Slack id) and what the button carried."""

ShowPage = Callable[[str, int], Reply]
"""Makes a page of who looks at it (a Slack id) and how many entries come before it."""


def listen_to_pages(hr: HrOnly, opens: Action, turns: tuple[Action, ...], show: ShowPage) -> None:
    """Listen to the button that opens a list on its first page, and to those that turn its pages."""
    _listen(hr, opens, lambda by, _carried: show(by, 0), show_below)
    listen_to_turns(hr, turns, lambda by, carried: show(by, decoded(Page, carried).skip))


def listen_to_list(hr: HrOnly, opens: Action, turns: tuple[Action, ...], show: Show) -> None:
    """Listen to the buttons that open a list and turn its pages, where all of them carry which list it is."""
    _listen(hr, opens, show, show_below)
    listen_to_turns(hr, turns, show)


def listen_to_turns(hr: HrOnly, turns: tuple[Action, ...], show: Show) -> None:
    """Listen to the buttons that turn the pages of a list."""
    for turn in turns:
        _listen(hr, turn, show, show_in_place)


def show_below(respond: Respond, page: Reply) -> None:
    """Show it below what was pressed."""
    respond(text=page.text, blocks=page.blocks, response_type="ephemeral", replace_original=False)


def show_in_place(respond: Respond, page: Reply) -> None:
    """Show it in place of the list that was pressed in."""
    respond(text=page.text, blocks=page.blocks, response_type="ephemeral", replace_original=True)


def _listen(hr: HrOnly, action: Action, show: Show, how: Callable[[Respond, Reply], None]) -> None:
    def answer(action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
        how(respond, show(str(context.user_id), action.get("value")))

    hr.action(action, acknowledge, answer)

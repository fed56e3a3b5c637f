"""`/career skills`: the modal in which somebody declares skills and takes them back."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.handlers.desk import Desk
from bot.handlers.errors import acknowledge, afterwards
from bot.handlers.home import publishing
from bot.handlers.submitted import all_chosen
from bot.handlers.told import tell_later, told
from bot.handlers.words import unescaped
from bot.slack.modals import turn_into
from bot.usecases.people import skills
from bot.usecases.people.skills import NoSkill, TooManySkills
from bot.views import skills as views
from bot.views.choices import MOST_OPTIONS
from bot.views.ids import Action, Block, Modal
from bot.views.values import OwnSkill, decoded


def register(app: App, desk: Desk) -> None:
    """Listen to the button, to the menu, and to what is done in the modal."""
    listen = _Listeners(desk)
    anew = afterwards(publishing(desk))
    app.action(Action.SKILLS)(ack=acknowledge, lazy=[afterwards(listen.open_modal)])
    app.options(Block.SKILLS_ADD)(listen.offer)
    for turn in (Action.SKILLS_BACK, Action.SKILLS_MORE):
        app.action(turn)(ack=acknowledge, lazy=[afterwards(listen.turn_page)])
    app.action(Action.SKILL_REMOVE)(ack=listen.remove, lazy=[afterwards(listen.show_anew), anew])
    app.view(Modal.SKILLS)(ack=listen.add, lazy=[anew])


def open_skills(desk: Desk, client: WebClient, body: dict[str, Any], slack_id: str) -> None:
    """Open this person's skills, or turn the modal that was pressed in into them."""
    turn_into(client, body, views.TITLE, lambda: _view(desk, slack_id, 0))


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def open_modal(self, client: WebClient, body: dict[str, Any], context: BoltContext) -> None:
        open_skills(self.desk, client, body, str(context.user_id))

    def offer(self, ack: Ack, payload: dict[str, Any]) -> None:
        typed = unescaped(str(payload.get("value") or "")).strip()
        ack(options=views.options_for(typed, skills.offered(self.desk.database, typed, MOST_OPTIONS)))

    def add(self, ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
        chosen = all_chosen(view, Block.SKILLS_ADD)
        answer = skills.add_skills(self.desk.database, str(context.user_id), chosen, self.desk.now())
        sentence = views.answer_to_add(answer)
        match answer:
            case NoSkill() | TooManySkills():
                ack(response_action="errors", errors={Block.SKILLS_ADD: sentence})
            case _:
                ack(response_action="update", view=views.after_adding(sentence))

    def remove(self, ack: Ack, action: dict[str, Any], context: BoltContext) -> None:
        choice = decoded(OwnSkill, action.get("value"))
        answer = skills.remove_skill(self.desk.database, str(context.user_id), choice.skill, self.desk.now())
        tell_later(context, ack, views.answer_to_remove(answer))

    def show_anew(self, client: WebClient, body: dict[str, Any], action: dict[str, Any], context: BoltContext) -> None:
        skip = decoded(OwnSkill, action.get("value")).skip
        shown = _view(self.desk, str(context.user_id), skip, told(context))
        client.views_update(view_id=body["view"]["id"], view=shown)

    def turn_page(self, client: WebClient, body: dict[str, Any], action: dict[str, Any], context: BoltContext) -> None:
        skip = decoded(OwnSkill, action.get("value")).skip
        client.views_update(view_id=body["view"]["id"], view=_view(self.desk, str(context.user_id), skip))


def _view(desk: Desk, slack_id: str, skip: int, notice: str = "") -> View:
    mine = skills.my_skills(desk.database, slack_id, skip, views.PAGE_SIZE, views.MOST_OTHERS)
    return views.skills_modal(mine, notice)

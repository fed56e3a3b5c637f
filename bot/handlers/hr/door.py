"""The one door to everything that HR does: who comes through is asked anew at every command, press and form.

Every listener of HR's is registered here and nowhere else. Buttons can be copied, `private_metadata` forged and old forms
sent again; whose account did it comes from Slack itself, and only that is trusted.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.handlers.desk import Desk
from bot.handlers.errors import acknowledge, afterwards
from bot.handlers.replies import reply
from bot.usecases.people.directory import CannotTell, No, Yes, is_hr
from bot.views import problems
from bot.views.ids import Action, Block, Command, Modal

_REFUSAL = "hr.refusal"
"""Where the door leaves, in Bolt's context, why somebody was not let in."""

Register = Callable[..., Callable[..., Any]]


@dataclass(frozen=True, slots=True)
class HrOnly:
    """Registers listeners for members of the HR channel alone; anybody else is told kindly, and nothing happens.

    The door is a middleware that, for anybody else, does not let the listener run; Bolt then goes on to the next one that
    matches, which is the refusal registered beside it.
    """

    app: App
    desk: Desk

    def command(self, command: Command, ack: Callable[..., None], *lazy: Callable[..., None]) -> None:
        """Listen to a slash command, in the HR channel only."""
        self._listen(self.app.command, command, self.let_into_the_channel, ack, lazy)

    def action(
        self,
        action: Action | Block,
        ack: Callable[..., None],
        *lazy: Callable[..., None],
        inside: Modal | None = None,
    ) -> None:
        """Listen to a button, or to an input that tells of changes; `inside` narrows it to one modal."""
        matchers = [] if inside is None else [_is_inside(inside)]
        self._listen(self.app.block_action, action, self.let_in, ack, lazy, matchers)

    def view(self, modal: Modal, ack: Callable[..., None], *lazy: Callable[..., None]) -> None:
        """Listen to a form that is sent."""
        self._listen(self.app.view_submission, modal, self.let_in, ack, lazy)

    def options(self, block: Block, ack: Callable[..., None]) -> None:
        """Listen to a menu that asks what it shall offer."""
        self._listen(self.app.block_suggestion, block, self.let_in, ack, ())

    def event(self, name: str, ack: Callable[..., None], *lazy: Callable[..., None]) -> None:
        """Listen to what somebody did in the HR channel without a command, such as dropping a file; not to what we did."""
        guarded = [afterwards(listener) for listener in lazy]
        in_the_channel = [self._is_in_the_channel]
        self.app.event(name, matchers=in_the_channel, middleware=[self.let_in])(ack, *guarded)
        self.app.event(name, matchers=in_the_channel)(ack=acknowledge, lazy=[afterwards(self.tell_in_the_channel)])
        self.app.event(name)(acknowledge)

    def tell_in_the_channel(self, client: WebClient, context: BoltContext) -> None:
        """Tell somebody in the HR channel who may not act for HR, as guests may not, that this is HR's."""
        client.chat_postEphemeral(
            channel=self.desk.settings.hr_channel,
            user=str(context.user_id),
            text=context.get(_REFUSAL, problems.NOT_HR),
        )

    def _is_in_the_channel(self, context: BoltContext) -> bool:
        return context.channel_id == self.desk.settings.hr_channel and context.user_id != context.bot_user_id

    def let_in(self, context: BoltContext, next_: Callable[[], None]) -> None:
        """Let members of the HR channel through."""
        refusal = self._refusal(str(context.user_id))
        if refusal is None:
            next_()
        else:
            context[_REFUSAL] = refusal

    def let_into_the_channel(self, context: BoltContext, next_: Callable[[], None]) -> None:
        """Let members of the HR channel through who stand in it."""
        channel = self.desk.settings.hr_channel
        refusal = self._refusal(str(context.user_id))
        if refusal is None and context.channel_id != channel:
            refusal = problems.not_here(channel)
        if refusal is None:
            next_()
        else:
            context[_REFUSAL] = refusal

    def refuse(self, ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        """Tell, in the acknowledgement where it can hold words, that this is HR's."""
        sentence = context.get(_REFUSAL, problems.NOT_HR)
        match body.get("type"):
            case "view_submission":
                ack(response_action="update", view=problems.modal(sentence))
            case "block_suggestion":
                ack(options=[])
            case None if "command" in body:
                reply(ack, sentence)
            case _:
                ack()

    def tell(self, client: WebClient, body: dict[str, Any], context: BoltContext) -> None:
        """Tell whoever pressed a button, whose acknowledgement holds no words, that this is HR's."""
        sentence = context.get(_REFUSAL, problems.NOT_HR)
        if body.get("type") != "block_actions":
            return
        if context.response_url and context.respond:
            context.respond(text=sentence, response_type="ephemeral", replace_original=False)
        else:
            client.views_push(trigger_id=body["trigger_id"], view=problems.modal(sentence))

    def _listen(
        self,
        register: Register,
        what: str,
        door: Callable[..., None],
        ack: Callable[..., None],
        lazy: Sequence[Callable[..., None]],
        matchers: Sequence[Callable[..., bool]] = (),
    ) -> None:
        guarded = [afterwards(listener) for listener in lazy]
        register(what, matchers=matchers, middleware=[door])(ack, *guarded)
        register(what, matchers=matchers)(self.refuse, afterwards(self.tell))

    def _refusal(self, slack_id: str) -> str | None:
        with self.desk.database.read() as session:
            answer = is_hr(session, slack_id, self.desk.now())
        match answer:
            case Yes():
                return None
            case No():
                return problems.NOT_HR
            case CannotTell():
                return problems.CANNOT_TELL_HR
            case _:
                assert_never(answer)


def _is_inside(modal: Modal) -> Callable[..., bool]:
    def is_inside(body: dict[str, Any]) -> bool:
        return bool((body.get("view") or {}).get("callback_id") == modal)

    return is_inside

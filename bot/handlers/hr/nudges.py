"""`/hr nudges`, `/hr nudge preview`, `start`, `pause` and `end`: HR's list of nudges and their life."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, assert_never

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.handlers.desk import Desk
from bot.handlers.errors import acknowledge
from bot.handlers.hr import nudge_form
from bot.handlers.hr.door import HrOnly
from bot.handlers.hr.lists import listen_to_pages, show_below, show_in_place
from bot.handlers.hr.orders import Opens, Order, Reply
from bot.handlers.words import Numbered, named
from bot.slack.modals import turn_into
from bot.usecases.nudges import nudge_list, previewing, steering
from bot.usecases.nudges.nudge_list import Versions
from bot.usecases.nudges.previewing import Preview
from bot.usecases.nudges.steering import HaltAnswer, Halted, HasEnded, NoSuchNudge, StartAnswer, Started
from bot.usecases.people.speaker import zone_of
from bot.views import modals, problems
from bot.views.hr import nudge_form as form_views
from bot.views.hr import nudge_preview as hr_nudge_preview
from bot.views.hr import nudge_versions as hr_nudge_versions
from bot.views.hr import nudges as hr_nudges
from bot.views.ids import Action
from bot.views.values import NudgeChoice, SeenNudge, decoded
from career.nudges import NudgeVerb

_MOVED = "hr.nudge.moved"
"""Where a listener leaves, in Bolt's context, what its lazy half should tell: the nudge, the answer, the page."""

_DOES = {
    NudgeVerb.START: "switch on what you previewed",
    NudgeVerb.PAUSE: "let nothing of it go out for now",
    NudgeVerb.END: "end it for good",
}


def register(app: App, desk: Desk) -> None:
    """Listen to the buttons of the list and of the preview, and to the form."""
    listen = _Listeners(desk)
    hr = HrOnly(app, desk)
    turns = (Action.HR_NUDGES_BACK, Action.HR_NUDGES_MORE, Action.HR_NUDGES_REFRESH)
    listen_to_pages(hr, Action.HR_NUDGES, turns, lambda _by, skip: _list(desk, skip))
    hr.action(Action.HR_NUDGE_PREVIEW, acknowledge, listen.open_preview)
    hr.action(Action.HR_NUDGE_VERSIONS, acknowledge, listen.open_versions)
    hr.action(Action.HR_NUDGE_START, listen.start, listen.tell)
    hr.action(Action.HR_NUDGE_PAUSE, listen.moving(NudgeVerb.PAUSE), listen.tell)
    hr.action(Action.HR_NUDGE_END, listen.moving(NudgeVerb.END), listen.tell)
    nudge_form.register(app, desk)


def orders(desk: Desk) -> tuple[Order, ...]:
    """Return what HR can type about nudges."""

    def show_list(_by: str, _rest: str) -> Reply:
        return _list(desk, 0)

    def new(_by: str, _rest: str) -> Opens:
        return Opens(form_views.TITLE, 0)

    def fill_form(by: str, number: int) -> View:
        return nudge_form.form(desk, by, number)

    def fill_preview(by: str, number: int) -> View:
        return _preview(desk, by, number)

    def fill_versions(by: str, number: int) -> View:
        return _versions(desk, by, number)

    see, edit = _opens("preview", hr_nudge_preview.TITLE), _opens("edit", form_views.TITLE)
    versions = _opens("versions", hr_nudge_versions.TITLE)
    return (
        Order("nudge new", "nudge new", "write a message to those whom something suits", new, fill_form),
        Order("nudge edit", "nudge edit N", "change one", edit, fill_form),
        Order("nudge preview", "nudge preview N", "who gets it, who does not and why, how it reads", see, fill_preview),
        *(_moves(desk, verb) for verb in NudgeVerb),
        Order(
            "nudge versions",
            "nudge versions N",
            "what you wrote in it before, and who got what",
            versions,
            fill_versions,
        ),
        Order("nudges", "nudges", "every nudge, running ones first", show_list),
    )


def _opens(verb: str, title: str) -> Callable[[str, str], Reply | Opens]:
    """Return what answers an order that opens a modal about the nudge of a number."""

    def answer(_by: str, rest: str) -> Reply | Opens:
        match named(rest):
            case Numbered(number, _):
                return Opens(title, number)
            case _:
                return Reply(hr_nudges.which_number(verb))

    return answer


def _moves(desk: Desk, verb: NudgeVerb) -> Order:
    """Return the order that does `verb` with the nudge of a number."""

    def answer(by: str, rest: str) -> Reply:
        match named(rest):
            case Numbered(number, _):
                moved, zone = _move(desk, by, verb, number), zone_of(desk.database, by)
                return Reply(hr_nudges.move_as_text(number, moved, zone), hr_nudges.move_blocks(number, moved, zone))
            case _:
                return Reply(hr_nudges.which_number(verb))

    return Order(f"nudge {verb}", f"nudge {verb} N", _DOES[verb], answer)


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def open_preview(
        self, client: WebClient, body: dict[str, Any], action: dict[str, Any], context: BoltContext
    ) -> None:
        number, by = decoded(NudgeChoice, action.get("value")).nudge_id, str(context.user_id)
        turn_into(client, body, hr_nudge_preview.TITLE, lambda: _preview(self.desk, by, number))

    def open_versions(
        self, client: WebClient, body: dict[str, Any], action: dict[str, Any], context: BoltContext
    ) -> None:
        number, by = decoded(NudgeChoice, action.get("value")).nudge_id, str(context.user_id)
        turn_into(client, body, hr_nudge_versions.TITLE, lambda: _versions(self.desk, by, number))

    def start(self, ack: Ack, action: dict[str, Any], context: BoltContext) -> None:
        seen = decoded(SeenNudge, action.get("value"))
        answer = steering.start(
            self.desk.database, str(context.user_id), seen.nudge_id, self.desk.now(), seen=seen.fingerprint
        )
        context[_MOVED] = (seen.nudge_id, answer, seen.skip)
        ack()

    def moving(self, verb: NudgeVerb) -> Callable[..., None]:
        """Return the listener that does `verb` with the nudge of its button."""

        def move(ack: Ack, action: dict[str, Any], context: BoltContext) -> None:
            choice = decoded(NudgeChoice, action.get("value"))
            answer = _move(self.desk, str(context.user_id), verb, choice.nudge_id)
            context[_MOVED] = (choice.nudge_id, answer, choice.skip)
            ack()

        return move

    def tell(self, client: WebClient, body: dict[str, Any], context: BoltContext, respond: Respond) -> None:
        if context.get(_MOVED) is None:
            return
        number, answer, skip = context[_MOVED]
        zone = zone_of(self.desk.database, str(context.user_id))
        told, blocks = hr_nudges.move_as_text(number, answer, zone), hr_nudges.move_blocks(number, answer, zone)
        if body.get("view"):
            client.views_update(view_id=body["view"]["id"], view=modals.done(form_views.TITLE, blocks))
        elif isinstance(answer, Started | Halted):
            show_in_place(respond, _list(self.desk, skip, told))
        else:
            show_below(respond, Reply(told, blocks))


def _list(desk: Desk, skip: int, told: str = "") -> Reply:
    page = nudge_list.nudge_page(desk.database, skip, hr_nudges.PAGE_SIZE)
    return Reply(told or hr_nudges.list_as_text(page), hr_nudges.nudge_list(page, told))


def _preview(desk: Desk, by: str, number: int) -> View:
    zone = zone_of(desk.database, by)
    match previewing.preview(desk.database, by, number, desk.now()):
        case Preview() as seen:
            return hr_nudge_preview.preview_modal(seen, zone)
        case NoSuchNudge() | HasEnded() as refused:
            return modals.done(hr_nudge_preview.TITLE, hr_nudges.move_blocks(number, refused, zone))
        case unknown:
            assert_never(unknown)


def _versions(desk: Desk, by: str, number: int) -> View:
    zone = zone_of(desk.database, by)
    match nudge_list.versions(desk.database, number):
        case Versions() as found:
            return hr_nudge_versions.versions_modal(found, zone)
        case NoSuchNudge() as missing:
            return problems.modal(hr_nudges.move_as_text(number, missing, zone))


def _move(desk: Desk, by: str, verb: NudgeVerb, number: int) -> StartAnswer | HaltAnswer:
    match verb:
        case NudgeVerb.START:
            return steering.start(desk.database, by, number, desk.now())
        case NudgeVerb.PAUSE:
            return steering.pause(desk.database, by, number, desk.now())
        case NudgeVerb.END:
            return steering.end(desk.database, by, number, desk.now())
        case _:
            assert_never(verb)

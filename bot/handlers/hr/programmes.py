"""`/hr programmes`, `/hr programme new` and `edit N`: what is taught."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.handlers.desk import Desk
from bot.handlers.errors import acknowledge
from bot.handlers.hr.door import HrOnly
from bot.handlers.hr.lists import listen_to_pages
from bot.handlers.hr.orders import Opens, Order, Reply
from bot.handlers.submitted import all_chosen, chosen, typed
from bot.handlers.words import Numbered, named
from bot.slack.modals import fill_once_shown, name_while_worked_on, open_and_fill, turn_into
from bot.usecases.suggesting import suggestions
from bot.usecases.training import programmes
from bot.usecases.training.looking import NoSuchProgramme
from bot.views import problems
from bot.views.choices import LONGEST_VALUE, MOST_OPTIONS, option
from bot.views.hr import programmes as hr_programmes
from bot.views.ids import Action, Block, Modal
from bot.views.values import OutOfDateError, Page, ProgrammeForm, decoded
from career.criteria import FactName
from career.training import LONGEST_TITLE
from storage.people.known_skills import LONGEST_SKILL
from storage.training.programmes import ProgrammeText

_IS_FINE = "hr.programme.is_fine"
"""Where the acknowledging half leaves, in Bolt's context, that a programme can be made of wishes as it is written."""


def register(app: App, desk: Desk) -> None:
    """Listen to the list, the buttons that open the form, and the form."""
    listen = _Listeners(desk)
    hr = HrOnly(app, desk)
    turns = (Action.HR_PROGRAMMES_BACK, Action.HR_PROGRAMMES_MORE)
    listen_to_pages(hr, Action.HR_PROGRAMMES, turns, lambda _by, skip: _list(desk, skip))
    hr.action(Action.HR_PROGRAMME_NEW, acknowledge, listen.open_new)
    hr.action(Action.HR_PROGRAMME_EDIT, acknowledge, listen.open_known)
    hr.action(Action.HR_PROGRAMME_FROM_WISHES, acknowledge, listen.open_from_wishes)
    hr.options(Block.HR_TEACHES, listen.offer_skills)
    hr.view(Modal.HR_PROGRAMME, listen.save, listen.add_from_wishes)


def orders(desk: Desk) -> tuple[Order, ...]:
    """Return what HR can type about programmes."""

    def edit(_by: str, rest: str) -> Reply | Opens:
        match named(rest):
            case Numbered(number, _):
                return Opens(hr_programmes.EDIT_TITLE, number)
            case _:
                return Reply(hr_programmes.which_number("programme edit"))

    return (
        Order("programmes", "programmes", "what is taught", lambda _by, _rest: _list(desk, 0)),
        Order(
            "programme new",
            "programme new",
            "add what is taught",
            lambda _by, _rest: Opens(hr_programmes.NEW_TITLE),
            lambda _by, _carried: hr_programmes.form(ProgrammeForm(0)),
        ),
        Order("programme edit", "programme edit N", "change it", edit, lambda _by, number: _known(desk, number)),
    )


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def open_new(self, client: WebClient, body: dict[str, Any]) -> None:
        open_and_fill(client, body, hr_programmes.NEW_TITLE, lambda: hr_programmes.form(ProgrammeForm(0)))

    def open_known(self, client: WebClient, body: dict[str, Any], action: dict[str, Any]) -> None:
        number = decoded(ProgrammeForm, action.get("value")).programme_id
        turn_into(client, body, hr_programmes.EDIT_TITLE, lambda: _known(self.desk, number))

    def open_from_wishes(self, client: WebClient, body: dict[str, Any], action: dict[str, Any]) -> None:
        words = decoded(Page, action.get("value")).words
        title = words[:1].upper() + words[1:LONGEST_TITLE]
        proposed = ProgrammeText(title, title, None, (), qualifies_for_tuition_assistance=False, is_offered=True)
        carries = ProgrammeForm(0, group=words)
        open_and_fill(client, body, hr_programmes.NEW_TITLE, lambda: hr_programmes.form(carries, proposed))

    def offer_skills(self, ack: Ack, payload: dict[str, Any]) -> None:
        words = " ".join(str(payload.get("value") or "").split())[:LONGEST_SKILL]
        known = suggestions(self.desk.database, FactName.SKILL, words, longest=LONGEST_VALUE, most=MOST_OPTIONS)
        is_known = words.casefold() in {text.casefold() for text in known}
        new = [option(words, words)] if words and not is_known else []
        ack(options=[*new, *(option(text, text) for text in known)][:MOST_OPTIONS])

    def save(self, ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
        carried = decoded(ProgrammeForm, view.get("private_metadata"))
        database, by, text, now = self.desk.database, str(context.user_id), _text_in(view), self.desk.now()
        answer: programmes.SaveAnswer | None
        if carried.programme_id:
            answer = programmes.change(database, by, carried.programme_id, carried.revision, text, now)
        elif carried.group:
            answer = programmes.refusal(database, text, str(view["id"]))
        else:
            answer = programmes.add(database, by, text, str(view["id"]), now)
        match answer:
            case None:
                context[_IS_FINE] = True
                ack(response_action="update", view=hr_programmes.adding(name_while_worked_on(view)))
            case programmes.NotSaved(wrong):
                ack(response_action="errors", errors=hr_programmes.errors(wrong))
            case programmes.TitleTaken():
                ack(response_action="errors", errors=hr_programmes.title_taken(answer))
            case _:
                ack(response_action="update", view=hr_programmes.saved(answer))

    def add_from_wishes(self, client: WebClient, body: dict[str, Any], context: BoltContext) -> None:
        """Add a programme that is made of wishes, when nobody waits for it to be found out which these are."""
        if context.get(_IS_FINE) is None:
            return
        view, database, now = body["view"], self.desk.database, self.desk.now()
        group, text = decoded(ProgrammeForm, view.get("private_metadata")).group, _text_in(view)
        by, request = str(context.user_id), str(view["id"])
        fill_once_shown(
            client,
            name_while_worked_on(view),
            lambda: hr_programmes.saved(programmes.add(database, by, text, request, now, group)),
        )


def _known(desk: Desk, number: int) -> View:
    match programmes.written(desk.database, number):
        case NoSuchProgramme() as missing:
            return problems.modal(hr_programmes.no_such(missing))
        case programme:
            return hr_programmes.form(ProgrammeForm(number, programme.revision), programme.text)


def _list(desk: Desk, skip: int) -> Reply:
    page = programmes.listed(desk.database, skip, hr_programmes.PAGE_SIZE, desk.now())
    return Reply(hr_programmes.list_as_text(page), hr_programmes.programme_list(page))


def _text_in(view: Mapping[str, Any]) -> ProgrammeText:
    return ProgrammeText(
        title=" ".join(typed(view, Block.HR_TITLE).split()),
        description=typed(view, Block.HR_DESCRIPTION),
        provider=typed(view, Block.HR_PROVIDER) or None,
        skills=all_chosen(view, Block.HR_TEACHES),
        qualifies_for_tuition_assistance=_is_yes(view, Block.HR_QUALIFIES),
        is_offered=_is_yes(view, Block.HR_OFFERED),
    )


def _is_yes(view: Mapping[str, Any], block: Block) -> bool:
    answer = chosen(view, block)
    if answer not in {hr_programmes.YES, hr_programmes.NO}:
        raise OutOfDateError("neither yes nor no")
    return answer == hr_programmes.YES

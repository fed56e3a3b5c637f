"""HR's list of requests for funding, one in full with the form to decide, and what a decision says."""

from typing import assert_never

from slack_sdk.models.blocks import Block as SlackBlock
from slack_sdk.models.blocks import PlainTextInputElement, RadioButtonsElement
from slack_sdk.models.views import View

from bot.usecases.deciding import NoName, ReasonTooLong, ReasonTooShort
from bot.usecases.funding.granting import (
    DecideAnswer,
    Decided,
    NoCap,
    NoSuchRequest,
    NotASum,
    OneRequest,
    OtherCurrency,
    Overtaken,
    OverTheCap,
    Waiting,
)
from bot.views import modals
from bot.views.blocks import actions, button, context, header, section
from bot.views.choices import option
from bot.views.dates import counted, days_since, your_time
from bot.views.deciding import no_name, no_reason
from bot.views.funding import STATE_WORDS, days, decision_line, facts
from bot.views.hr.decisions import left_mark
from bot.views.ids import Action, Block, Modal
from bot.views.inputs import labelled
from bot.views.money import in_words, not_an_amount, to_type
from bot.views.paging import Place, searched
from bot.views.text import escaped, fitted
from bot.views.values import Nothing, RequestChoice
from career.tuition import LONGEST_REASON, Balance, FundingDecision, RequestState
from storage.funding.tuition import Request

TITLE = "Funding request"
PAGE_SIZE = 15
"""Requests on one page: one section each, of a length that a phone shows two of."""

_LONGEST_NAME = 200
_LONGEST_WHY_IN_A_LIST = 300
_LONGEST_WHY = 2_500
_LONGEST_SUM = 40


def request_list(waiting: Waiting) -> list[SlackBlock]:
    """Return one page of the requests that wait, oldest first."""
    policy = actions(button("What HR pays for", Action.HR_FUNDING_POLICY, Nothing()))
    if not waiting.requests:
        return [section(list_as_text(waiting)), policy]
    blocks: list[SlackBlock] = [header(list_as_text(waiting))]
    if not waiting.has_policy:
        blocks.append(context("Nothing can be approved before a yearly cap is set: `/hr funding policy`"))
    for request in waiting.requests:
        decide = button("Decide", Action.HR_FUNDING_REQUEST, RequestChoice(request.id), "primary")
        blocks.append(section(_line(request, waiting), decide))
    place = Place(waiting.skip, PAGE_SIZE, waiting.total)
    return [*blocks, *place.foot(Action.HR_FUNDING_BACK, Action.HR_FUNDING_MORE, searched("")), policy]


def list_as_text(waiting: Waiting) -> str:
    """Return what a notification or a screen reader gets of the list."""
    if not waiting.total:
        return "No request for funding waits for you."
    return f"{counted(waiting.total, 'request')} for funding"


def decide_form(one: OneRequest, zone: str | None) -> View:
    """Return one request in full, with the form to decide on it while it waits; instants are in the reader's `zone`."""
    request, wanted = one.request, one.request.wanted
    kind = "It is on the list of what qualifies." if request.qualifies else "It is not on the list of what qualifies."
    blocks: list[SlackBlock] = [
        section(f"*{_who(request)}* asks for *{escaped(wanted.title)}*\n{facts(wanted)}\n{kind}"),
        section(f"*Why*\n{fitted(wanted.why, _LONGEST_WHY)}"),
        section(f"*Left of the yearly cap*\n{balance_for_hr(one.balance)}"),
    ]
    if request.state is not RequestState.WAITING:
        return modals.done(TITLE, [*blocks, section(_standing(request, zone))])
    return modals.form(Modal.HR_FUNDING, TITLE, "Decide", [*blocks, *_inputs(one)], RequestChoice(request.id))


def balance_for_hr(balance: Balance) -> str:
    """Return what one person may still be granted in a year, in words to HR."""
    if balance.cap is None or balance.left is None:
        return "No cap is set yet: `/hr funding policy`"
    line = f"{in_words(balance.left)} of {in_words(balance.cap)} in {balance.year}"
    if balance.elsewhere:
        sums = " and ".join(in_words(each) for each in balance.elsewhere)
        line += f"; {sums} approved before the currency changed do not count against it"
    return line


def errors(answer: DecideAnswer) -> dict[str, str] | None:
    """Return the sentence for the input that needs another look; None where the form has nothing to put right."""
    match answer:
        case NotASum() | OtherCurrency() | OverTheCap():
            return {Block.HR_FUNDING_SUM.value: answer_as_text(answer, None)}
        case ReasonTooShort() | ReasonTooLong():
            return {Block.HR_REASON.value: answer_as_text(answer, None)}
        case _:
            return None


def answer_as_text(answer: DecideAnswer, zone: str | None) -> str:  # noqa: PLR0911  one sentence for each answer
    """Return what whoever decided reads."""
    match answer:
        case Decided(request, balance):
            return _recorded(request, balance)
        case Overtaken(request):
            return f"Nothing of yours was recorded. {_standing(request, zone)}"
        case NoCap():
            return "Nothing can be approved before a yearly cap is set. Please set it with `/hr funding policy`."
        case OverTheCap() | OtherCurrency() | NotASum():
            return _wrong_sum(answer)
        case ReasonTooShort() | ReasonTooLong():
            return no_reason(answer, "The employee will read it.")
        case NoName():
            return no_name("A decision")
        case NoSuchRequest():
            return "That request is not there any more. See who waits with `/hr funding`."
        case _:
            assert_never(answer)


def given_back(request: Request) -> str:
    """Return what the HR channel reads when a grant is given back."""
    granted = request.verdict.granted if request.verdict else None
    freed = f" {in_words(granted)} are free again." if granted else ""
    return (
        f"{_who(request)} has withdrawn the approved request for *{escaped(request.wanted.title)}* "
        f"({days(request.wanted)}).{freed} If it is paid already, please take care of it."
    )


def _wrong_sum(answer: OverTheCap | OtherCurrency | NotASum) -> str:
    match answer:
        case OverTheCap(balance):
            left = balance.left
            most = "Nothing" if left is None or not left.parts else f"At most {in_words(left)}"
            return f"{most} can still be approved for this person in {balance.year}."
        case OtherCurrency(cap):
            return f"The yearly cap is in {cap.currency}. Please say how much to approve in {cap.currency}."
        case NotASum(why):
            return not_an_amount(why)
        case _:
            assert_never(answer)


def _line(request: Request, waiting: Waiting) -> str:
    mark = "on the list of what qualifies" if request.qualifies else "not on the list"
    left = f"; left: {balance_for_hr(waiting.balances[request.id])}" if waiting.has_policy else ""
    return "\n".join(
        [
            f"*{_who(request)}* · {escaped(request.wanted.title)} ({mark})",
            facts(request.wanted),
            fitted(" ".join(request.wanted.why.split()), _LONGEST_WHY_IN_A_LIST),
            f"Waiting {days_since(request.asked_at, waiting.now)}{left}",
        ]
    )


def _who(request: Request) -> str:
    return f"{fitted(request.name, _LONGEST_NAME)}{left_mark(has_left=request.has_left)}"


def _standing(request: Request, zone: str | None) -> str:
    if request.verdict is None or request.state is RequestState.WITHDRAWN:
        return f"This request is {STATE_WORDS[request.state]}."
    when = your_time(request.verdict.at, zone)
    return f"This request is {STATE_WORDS[request.state]}, {when}. {decision_line(request.wanted, request.verdict)}"


def _recorded(request: Request, balance: Balance) -> str:
    granted = request.verdict.granted if request.verdict else None
    name = f"*{_who(request)}*"
    told = "Nobody is told, as they have left." if request.has_left else "They get a message with your reason."
    if granted is None:
        return f"Declined, for {name}. {told}"
    return f"Approved: {in_words(granted)} for {name}. {told} Left: {balance_for_hr(balance)}."


def _inputs(one: OneRequest) -> list[SlackBlock]:
    most = one.balance.most_of(one.request.wanted.cost)
    choices = [
        option("Approve", FundingDecision.APPROVE),
        option("Decline", FundingDecision.DECLINE),
    ]
    code = "" if one.balance.cap is None else f", in {one.balance.cap.currency}"
    return [
        labelled(Block.HR_DECISION, "Your decision", RadioButtonsElement(action_id=Block.HR_DECISION, options=choices)),
        labelled(
            Block.HR_FUNDING_SUM,
            f"How much to approve{code}",
            PlainTextInputElement(
                action_id=Block.HR_FUNDING_SUM,
                max_length=_LONGEST_SUM,
                initial_value=None if most is None else to_type(most),
            ),
            "You may approve less than was asked. It does not matter when you decline.",
            is_optional=True,
        ),
        labelled(
            Block.HR_REASON,
            "Why",
            PlainTextInputElement(action_id=Block.HR_REASON, multiline=True, max_length=LONGEST_REASON),
            "The employee reads this, word for word, with your name.",
        ),
    ]

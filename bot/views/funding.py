"""Funding as an employee sees it: what is left, what qualifies, what they asked for and what became of it."""

from typing import assert_never

from slack_sdk.models.blocks import Block, ButtonElement, ConfirmObject, DividerBlock
from slack_sdk.models.views import View

from bot.usecases.funding.asking import (
    CannotWithdraw,
    NoSuchRequest,
    WithdrawAnswer,
    Withdrawn,
    can_withdraw,
)
from bot.usecases.funding.my_funding import Funding, Qualifying
from bot.usecases.people.speaker import HasLeft, NoEmployee, NotLinked
from bot.views import modals, problems
from bot.views.blocks import actions, button, context, header, section
from bot.views.dates import counted, day
from bot.views.hr.decisions import quoted
from bot.views.ids import Action
from bot.views.money import in_words
from bot.views.paging import Place, searched
from bot.views.text import escaped, fitted
from bot.views.values import FundingFor, Nothing, RequestChoice
from career.money import Money
from career.tuition import Balance, RequestState, Wanted
from storage.funding.tuition import Request, Verdict

TITLE = "Your funding"
PAGE_SIZE = 10
"""Requests on one page: at three blocks each, with a head and a foot, within the 50 blocks of a message."""

QUALIFYING_PAGE_SIZE = 20
_LONGEST_LINE = 400

STATE_WORDS = {
    RequestState.WAITING: "waits for HR",
    RequestState.APPROVED: "approved",
    RequestState.DECLINED: "declined",
    RequestState.WITHDRAWN: "withdrawn",
}


def funding_page(funding: Funding | NoEmployee, notice: str = "") -> list[Block]:
    """Return what is left and one page of requests; `notice` (escaped mrkdwn) tells what an action did."""
    if not isinstance(funding, Funding):
        return [section(problems.no_employee(funding))]
    blocks: list[Block] = [
        header(TITLE),
        *([section(notice)] if notice else []),
        section(balance_line(funding.balance)),
    ]
    blocks.append(
        actions(
            button("Ask for funding", Action.FUNDING_ASK, FundingFor(), "primary"),
            button(f"What qualifies ({funding.qualifying:,})", Action.QUALIFYING, Nothing()),
        )
    )
    if not funding.requests:
        blocks.append(context("You have not asked for anything yet. You may ask for any training, from anyone."))
    for request in funding.requests:
        blocks += [DividerBlock(), section(_request(request), _withdraw(request, funding))]
    place = Place(funding.skip, PAGE_SIZE, funding.total)
    return [*blocks, *place.foot(Action.FUNDING_BACK, Action.FUNDING_MORE, searched(""))]


def as_text(funding: Funding | NoEmployee) -> str:
    """Return what a notification or a screen reader gets of it."""
    if not isinstance(funding, Funding):
        return problems.no_employee(funding)
    made = (
        f"You have made {counted(funding.total, 'request')}."
        if funding.total
        else "You have not asked for anything yet."
    )
    return f"{balance_line(funding.balance)} {made}"


def as_modal(blocks: list[Block]) -> View:
    """Return the same in a modal, for where there is no message."""
    return modals.done(TITLE, blocks)


def qualifying_page(found: Qualifying) -> list[Block]:
    """Return a page of the programmes that qualify, each with its button."""
    if not found.programmes:
        return [section(qualifying_as_text(found))]
    blocks: list[Block] = [header(f"{counted(found.total, 'programme')} that HR pays for")]
    for each in found.programmes:
        by = f"\n{fitted(each.provider, _LONGEST_LINE)}" if each.provider else ""
        ask = button("Ask for funding", Action.FUNDING_ASK, FundingFor(each.id))
        blocks.append(section(f"*{escaped(each.title)}* · #{each.id}{by}", ask))
    place = Place(found.skip, QUALIFYING_PAGE_SIZE, found.total)
    foot = place.foot(Action.QUALIFYING_BACK, Action.QUALIFYING_MORE, searched(""))
    return [*blocks, *foot, context("You may ask for something else as well; HR then decides case by case.")]


def qualifying_as_text(found: Qualifying) -> str:
    """Return what a notification or a screen reader gets of the list."""
    if found.total:
        return f"{counted(found.total, 'programme')} that HR pays for."
    return "HR has not named what it pays for yet. You may ask for any training all the same: `/career funding`."


def balance_line(balance: Balance) -> str:
    """Return what one person may still be granted in a year, in words to them."""
    if balance.cap is None or balance.left is None:
        return "HR has not set a yearly amount yet. You may ask all the same; HR decides case by case."
    if balance.left == balance.cap:
        line = f"All of your *{in_words(balance.cap)}* is left for training that starts in {balance.year}."
    else:
        line = f"*{in_words(balance.left)}* of your {in_words(balance.cap)} is left for training that starts in {balance.year}."
    if balance.elsewhere:
        line += f" {_sums(balance.elsewhere)} approved before HR changed the currency stay approved beside it."
    return line


def days(wanted: Wanted) -> str:
    """Return from when to when a training is."""
    if wanted.ends_on is None or wanted.ends_on == wanted.starts_on:
        return day(wanted.starts_on)
    return f"{day(wanted.starts_on)} to {day(wanted.ends_on)}"


def facts(wanted: Wanted) -> str:
    """Return what a training costs, who gives it, and when, in one line."""
    provider = [fitted(wanted.provider, _LONGEST_LINE)] if wanted.provider else []
    return " · ".join([in_words(wanted.cost), *provider, days(wanted)])


def decision_line(wanted: Wanted, verdict: Verdict) -> str:
    """Return what was decided, by whom and why; `verdict` is what became of the request for `wanted`."""
    who = f"*{escaped(verdict.by_name)}*"
    if verdict.granted is None:
        said = f"{who} declined it"
    elif verdict.granted == wanted.cost:
        said = f"{who} approved {in_words(verdict.granted)}"
    else:
        said = f"{who} approved {in_words(verdict.granted)} of {in_words(wanted.cost)}"
    return f"{said} and wrote:\n{quoted(verdict.reason)}"


def answer_to_withdraw(answer: WithdrawAnswer) -> str:
    """Return what whoever took a request back reads."""
    match answer:
        case Withdrawn(title, freed):
            if freed is None:
                return f"Your request for *{escaped(title)}* is withdrawn. You can ask again any time."
            return (
                f"Your request for *{escaped(title)}* is withdrawn, and {in_words(freed)} is yours to ask for again. "
                "HR is told, in case it has paid already."
            )
        case CannotWithdraw(request):
            state = STATE_WORDS[request.state]
            return f"Your request for *{escaped(request.wanted.title)}* is {state}, so there is nothing to take back."
        case NoSuchRequest():
            return "That request is not there any more. See yours with `/career funding`."
        case NotLinked() | HasLeft():
            return problems.no_employee(answer)
        case _:
            assert_never(answer)


def _request(request: Request) -> str:
    words = [f"*{escaped(request.wanted.title)}* · {STATE_WORDS[request.state]}", facts(request.wanted)]
    if request.verdict is not None:
        words.append(decision_line(request.wanted, request.verdict))
    return "\n".join(words)


def _withdraw(request: Request, funding: Funding) -> ButtonElement | None:
    if not can_withdraw(request, funding.today):
        return None
    press = button("Withdraw", Action.FUNDING_WITHDRAW, RequestChoice(request.id, funding.skip))
    press.confirm = ConfirmObject(
        title="Withdraw this request?",
        text="You can ask again any time.",
        confirm="Withdraw",
        deny="Keep it",
    )
    return press


def _sums(sums: tuple[Money, ...]) -> str:
    return " and ".join(in_words(each) for each in sums)

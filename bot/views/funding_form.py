"""The form in which an employee asks for funding, and what comes of it."""

from slack_sdk.models.blocks import Block as SlackBlock
from slack_sdk.models.blocks import DatePickerElement, PlainTextInputElement
from slack_sdk.models.views import View

from bot.usecases.funding.asking import Asked, Asking, NotAsked, Wrong
from bot.views import modals
from bot.views.blocks import context, section
from bot.views.funding import balance_line, facts
from bot.views.ids import Block, Modal
from bot.views.inputs import labelled
from bot.views.money import in_words, not_an_amount
from bot.views.text import escaped
from bot.views.values import FundingFor
from career.tuition import LONGEST_PROVIDER, LONGEST_TITLE, LONGEST_WHY, Balance

TITLE = "Ask for funding"
_LONGEST_COST = 40


def ask_form(asking: Asking) -> View:
    """Return the form, for one programme or for something that HR does not offer."""
    programme = asking.programme
    blocks: list[SlackBlock] = []
    if programme is None:
        blocks.append(
            _words(Block.FUNDING_TITLE, "What would you like to do?", LONGEST_TITLE, "A course, a degree, an exam")
        )
    else:
        blocks.append(section(f"*{escaped(programme.title)}*"))
    provider = (programme.provider or "") if programme else ""
    blocks += [
        _words(Block.FUNDING_PROVIDER, "Who gives it?", LONGEST_PROVIDER, given=provider, is_optional=True),
        labelled(
            Block.FUNDING_COST, "What does it cost?", _input(Block.FUNDING_COST, _LONGEST_COST), _cost_hint(asking)
        ),
        labelled(Block.FUNDING_STARTS, "When does it start?", DatePickerElement(action_id=Block.FUNDING_STARTS)),
        labelled(
            Block.FUNDING_ENDS, "When does it end?", DatePickerElement(action_id=Block.FUNDING_ENDS), is_optional=True
        ),
        labelled(
            Block.FUNDING_WHY,
            "How will it help you in your work?",
            _input(Block.FUNDING_WHY, LONGEST_WHY, lines=True),
            "HR reads this, and nobody else.",
        ),
        context(_meaning(asking)),
    ]
    return modals.form(Modal.FUNDING, TITLE, "Ask", blocks, FundingFor(programme.id if programme else 0))


def asked(answer: Asked) -> View:
    """Return what whoever asked reads: that it waits, and what the cap means for it."""
    wanted = answer.request.wanted
    follows = (
        "An HR member decides, and you get a message with the reason."
        if answer.is_new
        else "That request stands as it was. To change it, withdraw it with `/career funding` and ask again."
    )
    already = "" if answer.is_new else " already"
    told = f"You have asked{already} for *{escaped(wanted.title)}* ({facts(wanted)}). {follows}"
    return modals.done(
        TITLE, [section(told), context(_beside_the_cap(answer)), context("See it any time with `/career funding`.")]
    )


def errors(answer: NotAsked) -> dict[str, str]:
    """Return a sentence for each input that needs another look, by its block's id."""
    found = {block.value: sentence for block, sentence in (_ERRORS[each] for each in answer.wrong)}
    if answer.cost is not None:
        found[Block.FUNDING_COST.value] = not_an_amount(answer.cost)
    return found


_ERRORS = {
    Wrong.NO_TITLE: (Block.FUNDING_TITLE, "Please say what you would like to do."),
    Wrong.TITLE_TOO_LONG: (Block.FUNDING_TITLE, f"Please keep it within {LONGEST_TITLE} characters."),
    Wrong.PROVIDER_TOO_LONG: (Block.FUNDING_PROVIDER, f"Please keep it within {LONGEST_PROVIDER} characters."),
    Wrong.NO_START: (Block.FUNDING_STARTS, "Please choose the day on which it starts."),
    Wrong.START_TOO_FAR: (
        Block.FUNDING_STARTS,
        "Please choose a day between one year ago and three years ahead.",
    ),
    Wrong.ENDS_BEFORE_IT_STARTS: (Block.FUNDING_ENDS, "It cannot end before it starts."),
    Wrong.NO_WHY: (Block.FUNDING_WHY, "Please say in a few words how it helps."),
    Wrong.WHY_TOO_LONG: (Block.FUNDING_WHY, f"Please keep it within {LONGEST_WHY:,} characters."),
}


def _meaning(asking: Asking) -> str:
    lines = [balance_line(asking.balance)]
    if asking.balance.cap is not None:
        lines.append(
            "The year in which it starts is the one that counts. You may ask for more: HR can approve what is left."
        )
        if asking.programme is None:
            lines.append("It need not be on the list of what qualifies: HR then decides case by case.")
        elif not asking.programme.qualifies_for_tuition_assistance:
            lines.append("This programme is not on the list of what qualifies. You may ask; HR decides case by case.")
    return " ".join(lines)


def _cost_hint(asking: Asking) -> str:
    cap = asking.balance.cap
    if cap is None:
        return "With the currency, such as 1200 EUR."
    return f"In {cap.currency}, or with another currency, such as 1200 {'USD' if cap.currency != 'USD' else 'EUR'}."


def _beside_the_cap(answer: Asked) -> str:
    balance, cost = answer.balance, answer.request.wanted.cost
    if _is_beyond(balance, answer):
        left = balance.left
        if left is not None and left.currency == cost.currency:
            return f"{in_words(left)} is left for you in {balance.year}: that is the most that HR can approve of it."
        return f"{balance_line(balance)} HR decides how much of {in_words(cost)} that covers."
    return balance_line(balance)


def _is_beyond(balance: Balance, answer: Asked) -> bool:
    return balance.cap is not None and not balance.covers(answer.request.wanted.cost)


def _words(
    block: Block,
    label: str,
    most: int,
    hint: str | None = None,
    *,
    given: str = "",
    is_optional: bool = False,
) -> SlackBlock:
    return labelled(block, label, _input(block, most, given=given), hint, is_optional=is_optional)


def _input(block: Block, most: int, *, given: str = "", lines: bool = False) -> PlainTextInputElement:
    return PlainTextInputElement(action_id=block, max_length=most, multiline=lines, initial_value=given or None)

"""The form in which HR says what it pays for, and what comes of it."""

from collections.abc import Sequence
from typing import assert_never

from slack_sdk.models.blocks import Block as SlackBlock
from slack_sdk.models.blocks import (
    ExternalDataMultiSelectElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
)
from slack_sdk.models.views import View

from bot.usecases.funding.funding_policy import BothWays, CapOvertaken, NotSet, Policy, PolicySet
from bot.views import modals
from bot.views.blocks import context, section
from bot.views.choices import option
from bot.views.dates import counted
from bot.views.ids import Block, Modal
from bot.views.inputs import labelled
from bot.views.money import in_words, not_an_amount, to_type
from bot.views.text import escaped
from bot.views.values import PolicyForm
from storage.funding.tuition_policy import Titled

TITLE = "What HR pays for"
MOST_SHOWN = 10
_LONGEST_CAP = 40


def policy_form(policy: Policy) -> View:
    """Return the form, filled in with the policy as it is."""
    cap = policy.cap
    given = None if cap is None else f"{to_type(cap)} {cap.currency}"
    blocks: list[SlackBlock] = [
        labelled(
            Block.HR_FUNDING_CAP,
            "Yearly cap for each person",
            PlainTextInputElement(action_id=Block.HR_FUNDING_CAP, max_length=_LONGEST_CAP, initial_value=given),
            "With the currency, such as 1500 EUR. A training counts for the calendar year in which it starts.",
        ),
        context("What was approved stays approved, whatever you change here. In another currency it counts by itself."),
        section(_list(policy)),
        _menu(Block.HR_FUNDING_ADD, "Programmes that qualify from now on"),
        _menu(Block.HR_FUNDING_REMOVE, "Programmes that do not qualify any more"),
        context("People may ask for other things as well; then you decide case by case."),
    ]
    return modals.form(Modal.HR_FUNDING_POLICY, TITLE, "Save", blocks, PolicyForm(policy.seen))


def programme_options(programmes: Sequence[Titled]) -> list[Option]:
    """Return what a menu of programmes offers."""
    return [option(f"#{each.id} {each.title}", str(each.id)) for each in programmes]


def errors(answer: NotSet | BothWays) -> dict[str, str]:
    """Return the sentence for the input that needs another look."""
    match answer:
        case NotSet(why):
            return {Block.HR_FUNDING_CAP.value: not_an_amount(why)}
        case BothWays(count):
            both = f"{counted(count, 'programme')} {'is' if count == 1 else 'are'} in both lists. Please choose one."
            return {Block.HR_FUNDING_REMOVE.value: both}
        case _:
            assert_never(answer)


def overtaken(answer: CapOvertaken) -> View:
    """Return what HR reads who would have undone what somebody else has just set."""
    who = "Somebody else" if answer.by is None else escaped(answer.by)
    told = f"Nothing was changed: {who} set the yearly cap to *{in_words(answer.cap)}* before you."
    return modals.done(TITLE, [section(told), context("Look at it again with `/hr funding policy`.")])


def saved(answer: PolicySet) -> View:
    """Return what HR reads after the form was sent."""
    changed = "stays" if answer.before == answer.cap else "is"
    lines = [f"The yearly cap {changed} *{in_words(answer.cap)}* for each person."]
    if answer.elsewhere:
        lines.append(
            f"{counted(answer.elsewhere, 'person', 'people')} {'has' if answer.elsewhere == 1 else 'have'} approvals of "
            f"this year in another currency. They stay, and do not count against the cap in {answer.cap.currency}."
        )
    lines.append(
        f"{counted(answer.total, 'programme')} {'qualifies' if answer.total == 1 else 'qualify'}{_moves(answer)}."
    )
    return modals.done(TITLE, [section("\n".join(lines)), context("See who waits with `/hr funding`.")])


def _moves(answer: PolicySet) -> str:
    moves = [f"{count:,} {what}" for count, what in ((answer.added, "added"), (answer.removed, "taken out")) if count]
    return f" ({', '.join(moves)})" if moves else ""


def _list(policy: Policy) -> str:
    if not policy.total:
        return "*No programme qualifies yet.*"
    titles = [f"• #{each.id} {escaped(each.title)}" for each in policy.some[:MOST_SHOWN]]
    more = policy.total - len(titles)
    rest = [f"… and {more:,} more; everybody sees them all with `/career funding`"] if more else []
    return "\n".join([f"*{counted(policy.total, 'programme')} that qualify*", *titles, *rest])


def _menu(block: Block, label: str) -> InputBlock:
    menu = ExternalDataMultiSelectElement(
        action_id=block, placeholder=PlainTextObject(text="Type to search"), min_query_length=0
    )
    return labelled(block, label, menu, is_optional=True)

"""Messages of which Slack never said whether they arrived, for HR to say so."""

from typing import assert_never

from slack_sdk.models.blocks import Block, ConfirmObject

from bot.usecases.nudges.settling import AlreadySettled, NothingToSettle, SettleAnswer, Settled, UncertainPage
from bot.views.blocks import actions, button, context, header, section
from bot.views.dates import counted, your_time
from bot.views.hr.nudge_preview import name_of
from bot.views.ids import Action
from bot.views.paging import Place, searched
from bot.views.text import escaped
from bot.views.values import UncertainChoice
from storage.nudges.uncertain import UncertainDelivery

PAGE_SIZE = 20
"""Messages on one page: at two blocks each, with a head and a foot, within the 50 blocks of a message."""

NONE = "Every message is accounted for; there is nothing to settle."


def uncertain_list(page: UncertainPage, zone: str | None, told: str = "") -> list[Block]:
    """Return one page; `told` stands above it, and `zone` is that of whoever looks."""
    blocks: list[Block] = [section(told)] if told else []
    if not page.deliveries:
        return [*blocks, section(NONE)]
    blocks += [
        header(list_as_text(page)),
        context(
            f"Slack never said whether {'this' if page.total == 1 else 'these'} arrived. "
            "Please ask the person, or look with them, and press which it is."
        ),
    ]
    for delivery in page.deliveries:
        blocks += _entry(delivery, page.skip, zone)
    place = Place(page.skip, PAGE_SIZE, page.total)
    return [*blocks, *place.foot(Action.HR_UNCERTAIN_BACK, Action.HR_UNCERTAIN_MORE, searched(""))]


def list_as_text(page: UncertainPage) -> str:
    """Return what a notification or a screen reader gets of the list."""
    return counted(page.total, "uncertain message") if page.total else NONE


def answer(given: SettleAnswer, zone: str | None) -> str:
    """Return what a member of HR reads who settled one."""
    match given:
        case Settled(nudge_id, name, True):
            return f"Recorded: nudge #{nudge_id} reached *{escaped(name)}*."
        case Settled(nudge_id, name, _):
            return (
                f"Recorded: nudge #{nudge_id} did not reach *{escaped(name)}*. It is sent once more in their next delivery "
                "hours, unless they have acted on it or asked for quiet meanwhile."
            )
        case AlreadySettled(by):
            how = "it arrived" if by.arrived else "it did not arrive, and it is sent once more"
            return f"<@{by.by}> settled it already, {your_time(by.at, zone)}: {how}. Nothing was changed by you."
        case NothingToSettle():
            return "Nothing to do: this message is accounted for already."
        case _:
            assert_never(given)


def _entry(delivery: UncertainDelivery, skip: int, zone: str | None) -> list[Block]:
    account = "" if delivery.recipient is None else f" (<@{delivery.recipient}>)"
    lines = [f"*{escaped(delivery.name)}*{account}", name_of(delivery.nudge_id, delivery.nudge_title)]
    if delivery.attempted_at is not None:
        lines[-1] += f", {your_time(delivery.attempted_at, zone)}"
    choice = UncertainChoice(delivery.id, skip)
    lost = button("It did not arrive", Action.HR_DELIVERY_LOST, choice)
    lost.confirm = ConfirmObject(
        title="Send it again?",
        text="If it did arrive, this person gets it twice. It is sent once more, and only if it still makes sense.",
        confirm="It did not arrive",
        deny="Not sure",
    )
    return [section("\n".join(lines)), actions(button("It arrived", Action.HR_DELIVERY_ARRIVED, choice), lost)]

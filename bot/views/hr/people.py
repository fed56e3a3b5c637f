"""Employees without a Slack account: whom their names propose, and what came of linking them."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import assert_never

from slack_sdk.models.blocks import Block

from bot.usecases.people.matching import (
    LinkAnswer,
    LinkMade,
    LinkRefused,
    LinkUnsure,
    Proposal,
    SharedName,
    Unlinked,
    Unmatched,
    WithoutAccount,
)
from bot.views.blocks import actions, button, context, header, section
from bot.views.dates import counted
from bot.views.ids import Action
from bot.views.paging import Place, searched
from bot.views.text import escaped
from bot.views.values import LinkChoice, ShownMatches

PAGE_SIZE = 40
"""People on one page, in sections of five: what one still reads, well within the 50 blocks of a message."""

_A_SECTION = 5
_MOST_TOLD = 12
"""Numbers or accounts told of one name that several bear."""

_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class _Group:
    title: str
    lines: Sequence[str]


def unmatched_list(found: Unmatched, skip: int) -> list[Block]:
    """Return one page of everybody without a Slack account: proposed matches first, then what only HR can say."""
    groups = [
        _Group("*Same name in Slack.* Are these right?", [_proposed(each) for each in found.proposals]),
        _Group(
            "*Several people of that name.* Say who is who with `/hr link`.", [_shared(each) for each in found.shared]
        ),
        _Group("*Nobody of that name in Slack.*", [_without(each) for each in found.without_account]),
        _Group(
            "*You took a wrong match away.* Link the right one with `/hr link`.",
            [_without(each) for each in found.apart],
        ),
    ]
    total = sum(len(group.lines) for group in groups)
    if not total:
        return [section(unmatched_as_text(found))]
    start = skip if 0 <= skip < total else 0
    blocks: list[Block] = [header(unmatched_as_text(found)), *_page(groups, start)]
    if found.proposals:
        count = len(found.proposals)
        label = "Confirm this match" if count == 1 else f"Confirm these {count:,} matches"
        shown = ShownMatches(count, fingerprint(found.proposals))
        blocks.append(actions(button(label, Action.HR_MATCHES_CONFIRM, shown, "primary")))
    place = Place(start, PAGE_SIZE, total)
    turning = place.buttons(Action.HR_UNMATCHED_BACK, Action.HR_UNMATCHED_MORE, searched(""))
    if turning:
        blocks.append(actions(*turning))
    blocks.append(context(f"{place.words}. Link one person yourself: {_HOW}"))
    return blocks


def unmatched_as_text(found: Unmatched) -> str:
    """Return what a notification or a screen reader gets of the list."""
    if not found.people:
        return "Everybody has a Slack account. Nothing to do."
    return f"{counted(found.people, 'employee')} without a Slack account"


def fingerprint(proposals: Sequence[Proposal]) -> str:
    """Return what tells one set of proposed matches from another, so that HR confirms only those it was shown."""
    pairs = sorted(f"{each.employee_number}\t{each.slack_id}" for each in proposals)
    return sha256("\n".join(pairs).encode()).hexdigest()


def confirmed(linked: int, changed: int) -> str:
    """Return what HR reads after confirming: how many were linked, how many had stopped being true."""
    told = f"Linked {counted(linked, 'employee')} to their Slack accounts."
    if changed:
        return (
            f"{told} {counted(changed, 'match', 'matches')} had changed and stayed as they were: see `/hr unmatched`."
        )
    return told


LIST_CHANGED = (
    "The matches have changed since you saw them, so nothing was linked. Here they are now; please look again."
)

_HOW = "`/hr link 00123 @person`"

HOW_TO_LINK = f"Please type the employee number and then the person, such as {_HOW}."


HOW_TO_UNLINK = (
    "Please type the employee number, such as `/hr unlink 00123`, or the person, such as `/hr unlink @person`."
)


def unlink_answer(answer: Unlinked | LinkRefused) -> str:
    """Return what HR reads after `/hr unlink`."""
    match answer:
        case Unlinked(number, name, slack_id):
            return (
                f"{_who(name, number)} is not linked to <@{slack_id}> any more; neither e-mail nor name will link them again. "
                f"Link the right account: `/hr link {escaped(number)} @person`"
            )
        case LinkRefused(sentence):
            return escaped(sentence)
        case _:
            assert_never(answer)


def link_answer(answer: LinkAnswer) -> str:
    """Return what HR reads after `/hr link`."""
    match answer:
        case LinkMade(number, name, slack_id):
            return f"{_who(name, number)} is linked to <@{slack_id}> now. Wrong? Take it back: `/hr unlink {escaped(number)}`"
        case LinkUnsure(number, name, slack_id, ""):
            return (
                f"Nothing is linked yet: {_who(name, number)} and <@{slack_id}> have different names. "
                "Whoever is linked sees that person's career as their own."
            )
        case LinkUnsure(number, name, slack_id, instead_of):
            return (
                f"Nothing is changed yet: {_who(name, number)} is linked to <@{instead_of}>. "
                f"Do you want <@{slack_id}> instead? Whoever is linked sees that person's career as their own."
            )
        case LinkRefused(sentence):
            return escaped(sentence)
        case _:
            assert_never(answer)


def link_blocks(answer: LinkAnswer) -> list[Block]:
    """Return the same, with what to press where HR is asked."""
    told = section(link_answer(answer))
    if not isinstance(answer, LinkUnsure):
        return [told]
    label = "Link the other account" if answer.instead_of else "They are the same person"
    choice = LinkChoice(answer.employee_number, answer.slack_id, answer.instead_of)
    return [told, actions(button(label, Action.HR_LINK_MEANT, choice))]


def _page(groups: Sequence[_Group], start: int) -> list[Block]:
    blocks: list[Block] = []
    before = 0
    for group in groups:
        lines = group.lines[max(0, start - before) : max(0, start + PAGE_SIZE - before)]
        before += len(group.lines)
        if lines:
            blocks.append(section(f"{group.title} ({len(group.lines):,})"))
        blocks += [section("\n".join(lines[at : at + _A_SECTION])) for at in range(0, len(lines), _A_SECTION)]
    return blocks


def _proposed(proposal: Proposal) -> str:
    return f"• {_who(proposal.employee_name, proposal.employee_number)} is <@{proposal.slack_id}>"


def _shared(name: SharedName) -> str:
    numbers = _some([escaped(number) for number in name.employee_numbers])
    accounts = _some([f"<@{slack_id}>" for slack_id in name.slack_ids])
    return f"• {_name(name.name)}: employees {numbers}; accounts {accounts}"


def _without(person: WithoutAccount) -> str:
    return f"• {_who(person.employee_name, person.employee_number)}"


def _some(shown: Sequence[str]) -> str:
    more = f" and {len(shown) - _MOST_TOLD:,} more" if len(shown) > _MOST_TOLD else ""
    return ", ".join(shown[:_MOST_TOLD]) + more


def _who(name: str, number: str) -> str:
    return f"{_name(name)} ({escaped(number)})"


def _name(name: str) -> str:
    return escaped(name[:_LONGEST_NAME])

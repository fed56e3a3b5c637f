"""Turning the pages of a list, alike wherever there is one."""

from collections.abc import Callable
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, ButtonElement

from bot.views.blocks import actions, button, context
from bot.views.ids import Action
from bot.views.values import Page, Value


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands in its list: `skip` entries come before it, it holds up to `size` of `total`."""

    skip: int
    size: int
    total: int

    @property
    def words(self) -> str:
        """Say it, such as ``9 to 16 of 1,000``."""
        return f"{self.range} of {self.total:,}"

    @property
    def range(self) -> str:
        """Say it without the total, such as ``9 to 16``; of one entry alone its number."""
        first, last = self.skip + 1, min(self.skip + self.size, self.total)
        return f"{first:,}" if first == last else f"{first:,} to {last:,}"

    def buttons(self, back: Action, more: Action, carries: Callable[[int], Value]) -> list[ButtonElement]:
        """Return the buttons that lead on from here; `carries` makes what they bring back from the entries to skip."""
        turning = []
        if self.skip > 0:
            turning.append(button("Back", back, carries(max(0, self.skip - self.size))))
        if self.skip + self.size < self.total:
            turning.append(button("More", more, carries(self.skip + self.size)))
        return turning

    def foot(self, back: Action, more: Action, carries: Callable[[int], Value]) -> list[Block]:
        """Return where we are and the buttons; nothing where the list has one page only."""
        turning = self.buttons(back, more, carries)
        return [context(self.words), actions(*turning)] if turning else []


def searched(words: str) -> Callable[[int], Value]:
    """Return what the buttons of a list bring back that was searched by `words`; empty where it was not."""
    return lambda skip: Page(words, skip)

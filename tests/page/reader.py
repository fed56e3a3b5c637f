"""Somebody at the page: finds things by the words and roles that a person or a screen reader finds them by."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.page.chromium import PATIENCE


@dataclass(frozen=True, slots=True)
class Reader:
    """One browser page, looking at Slack as one person, who waits for so many milliseconds."""

    page: Page
    patience: float = PATIENCE

    def go_to(self, conversation: str) -> None:
        """Open a conversation, or Home, from the sidebar; a narrow screen shows that only when it is asked to."""
        conversations = self.page.get_by_role("navigation", name="Conversations")
        show = self.page.get_by_role("button", name="Show conversations")
        expect(conversations.or_(show).first, "No conversations are there.").to_be_visible(timeout=self.patience)
        if show.is_visible():
            show.click()
        name = re.compile(rf"^{re.escape(conversation)}(, \d+ unread)?$")
        found = conversations.get_by_role("link", name=name).first
        expect(found, f"“{conversation}” is not among the conversations.").to_be_visible(timeout=self.patience)
        found.click()
        # What is typed before the page has turned is said in the conversation before.
        current = self.page.locator(".sidebar [aria-current=page]")
        expect(current, f"“{conversation}” has not opened.").to_contain_text(conversation, timeout=self.patience)

    @property
    def composer(self) -> Locator:
        """Where this person writes."""
        return self.page.get_by_label(re.compile("^Message "))

    def write(self, text: str) -> None:
        """Type a message or a command, and send it."""
        self.composer.fill(text)
        self.composer.press("Enter")

    def message(self, words: str) -> Locator:
        """Return the newest message that holds these words, once it is there."""
        found = self.page.get_by_role("article").filter(has_text=words).last
        expect(found, f"A message with “{words}” has not come.").to_be_visible(timeout=self.patience)
        return found

    def modal(self, words: str) -> Locator:
        """Return the modal on top, once it holds these words."""
        found = self.page.get_by_role("dialog").last
        expect(found, f"A modal with “{words}” has not opened.").to_contain_text(words, timeout=self.patience)
        return found

    def no_modal(self) -> None:
        """Wait until no modal is open."""
        expect(self.page.get_by_role("dialog")).to_have_count(0)

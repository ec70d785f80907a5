"""The chat page as people use it: by what is written on it."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from playwright.sync_api import Locator, Page, expect

from tests.browser.look import Language
from tests.browser.phrases import PHRASES
from tests.browser.visit import PATIENCE_MS, Visit

expect.set_options(timeout=PATIENCE_MS)


class ChatPage:
    """One tab in which a visitor chats.

    Attributes:
        page: the tab.
        words: what is written on it.
    """

    def __init__(self, page: Page, language: Language = "en") -> None:
        self.page = page
        self.words = PHRASES[language]

    @property
    def log(self) -> Locator:
        """What was said."""
        return self.page.get_by_role("log")

    @property
    def composer(self) -> Locator:
        return self.page.get_by_role("textbox", name=self.words.write)

    @property
    def banner(self) -> Locator:
        """What is said of a lost connection."""
        return self.page.get_by_text(self.words.reconnecting)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def open(self, address: str) -> None:
        """Goes there, and waits until one can write."""
        self.page.goto(address)
        self.is_ready()

    def is_ready(self) -> None:
        """Waits until one can write, and what is written can be sent."""
        self.composer.fill("?")
        expect(self.button(self.words.send)).to_be_enabled()
        self.composer.fill("")

    def says(self, text: str) -> None:
        """The visitor writes it and sends it."""
        self.composer.fill(text)
        self.composer.press("Enter")

    def bubble(self, text: str) -> Locator:
        """The message that says so, with what became of it."""
        return self.log.locator(".item").filter(
            has=self.page.get_by_text(text, exact=True)
        )

    def shows(self, text: str) -> None:
        """Waits until that is said, once."""
        expect(self.bubble(text)).to_have_count(1)
        expect(self.bubble(text)).to_be_visible()

    def ends(self, by: str) -> None:
        """Ends what that button ends, and confirms it."""
        self.button(by).click()
        self.button(self.words.end_yes).click()

    def all_that_look(self, pattern: str) -> list[str]:
        """All places of what is said that match, in order."""
        return re.findall(pattern, self.log.inner_text())


def chat_address(http: str, channel: str = "web", **query: str) -> str:
    """A link to a channel's page; `query` as in the README, `clientData` and so on."""
    asked = f"?{urlencode(query)}" if query else ""
    return f"{http}/chat/{channel}{asked}"


def enter_chat(visit: Visit, address: str, language: Language = "en") -> ChatPage:
    """Opens that link in the first tab."""
    chat = ChatPage(visit.page, language)
    chat.open(address)
    return chat

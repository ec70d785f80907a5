"""An agent's conversation: what is written, at length, and beside the visitor."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, expect

from gateway.client.blocking import BlockingConversation, blocking_agent
from tests.browser.accessibility import breaches
from tests.browser.look import DESKTOP, Look
from tests.browser.shop import Shop
from tests.browser.test_stream import GIVES_PICTURE, PICTURE
from tests.browser.visit import Visit
from tests.browser.workbench import Workbench, hired, visitor

pytestmark = [pytest.mark.unmeasured]

Enter = Callable[[Look], Visit]
NAME = "c-visitor"
LONG = 30
"""Messages of `LINES` each: many windows full, and soon said."""
LINES = 20
MOST_DRAWN = 12
"""Bubbles: those that a window shows, and some beside them."""


class Talk:
    """A visitor's conversation on an agent's page.

    Attributes:
        page: the agent's.
        visitor: the other side.
    """

    def __init__(self, page: Page, visitor: BlockingConversation) -> None:
        self.page = page
        self.visitor = visitor

    @property
    def composer(self) -> Locator:
        return self.page.locator(".composer textarea")

    @property
    def stream(self) -> Locator:
        return self.page.get_by_role("log")

    def bubble(self, text: str) -> Locator:
        return self.stream.locator(".bubble").filter(has_text=text)

    def says(self, text: str) -> None:
        """The agent writes it, and it is on the server's disk."""
        self.composer.fill(text)
        self.composer.press("Enter")
        expect(self.bubble(text).get_by_role("img")).not_to_have_text("…")

    def top(self) -> float:
        """How far the stream is scrolled."""
        return float(self.stream.evaluate("box => box.scrollTop"))

    def texts(self) -> list[str]:
        """What the visitor has been told, and himself said."""
        return [each.text for each in self.visitor.history()]


@contextmanager
def talking(shop: Shop, enter: Enter) -> Generator[Talk]:
    """An agent who serves a visitor, and looks at him."""
    desk = Workbench(enter(DESKTOP).page, shop.server)
    desk.enter(hired(shop.server, "Con"))
    desk.turns("On duty: take sessions")
    with visitor(shop.server, NAME, "presale") as talk:
        talk.send("hello")
        expect(desk.row(NAME)).to_have_attribute("aria-current", "true")
        yield Talk(desk.page, talk)


@pytest.mark.covers("W1", "W4")
def test_what_is_written_goes_out_once_is_receipted_and_can_be_taken_back(
    shop: Shop, enter: Enter
) -> None:
    with talking(shop, enter) as talk:
        talk.composer.fill("one")
        talk.composer.press("Shift+Enter")
        talk.composer.press_sequentially("two")
        talk.composer.press("Enter")
        expect(talk.composer).to_have_value("")
        expect(talk.bubble("two").get_by_label("Delivered")).to_be_visible()
        talk.visitor.read()
        expect(talk.bubble("two").get_by_label("Read")).to_be_visible()
        assert talk.texts().count("one\ntwo") == 1
        talk.bubble("two").hover()
        talk.bubble("two").get_by_role("button", name="Take back").click()
        expect(talk.stream).to_contain_text("You took a message back.")
        talk.visitor.typing()
        expect(talk.page.locator(".typists")).to_contain_text("is typing")
        # What is not sent yet outlives a reload of the page.
        talk.composer.fill("a draft")
        talk.page.reload()
        Workbench(talk.page, shop.server).row(NAME).click()
        expect(talk.composer).to_have_value("a draft")
        assert breaches(talk.page) == []


@pytest.mark.covers("W1")
def test_of_a_long_conversation_a_part_is_drawn_and_what_is_read_stays(
    shop: Shop, enter: Enter
) -> None:
    with talking(shop, enter) as talk:
        for number in range(1, LONG + 1):
            talk.visitor.post(f"<{number}>" + "\nword" * (LINES + number % 3))
        expect(talk.bubble(f"<{LONG}>")).to_be_in_viewport()
        assert talk.stream.locator(".bubble").count() < MOST_DRAWN
        talk.stream.press("Home")
        expect(talk.bubble("hello")).to_be_in_viewport()
        top = talk.top()
        talk.visitor.send("what is new")
        to_end = talk.page.get_by_role("button", name="To the newest message")
        expect(to_end).to_contain_text("1 new message")
        assert talk.top() == top
        assert talk.bubble("what is new").count() == 0
        to_end.click()
        expect(talk.bubble("what is new")).to_be_in_viewport()
        expect(to_end).to_have_count(0)
        talk.stream.evaluate(f"box => box.scrollTop = {top}")
        expect(talk.bubble("hello")).to_be_in_viewport()
        talk.says("my own leads to the end")
        expect(talk.bubble("my own leads")).to_be_in_viewport()


@pytest.mark.covers("W1", "S11")
def test_what_is_said_aside_is_marked_and_never_reaches_the_visitor(
    shop: Shop, enter: Enter
) -> None:
    with talking(shop, enter) as talk:
        talk.composer.evaluate(GIVES_PICTURE, [PICTURE, "paste"])
        expect(talk.stream.locator(".card-image img")).to_be_visible()
        server = shop.server
        ticket = server.ticket("supervisor", "xiaoli")
        with blocking_agent(server.gateway, ticket=ticket, http=server.http) as lili:
            lili.watch(talk.visitor.id, how="whisper")
            rooms = talk.page.get_by_role("navigation", name="Rooms of this session")
            rooms.get_by_role("button", name="Aside").click()
            note = talk.page.get_by_text("The visitor does not see what is said here.")
            expect(note).to_be_visible()
            talk.says("between us")
            rooms.get_by_role("button", name="Visitor").click()
            expect(note).to_have_count(0)
            talk.says("to you")
            expect(talk.bubble("between us")).to_have_count(0)
            assert "between us" not in talk.texts()
            assert talk.texts()[-1] == "to you"

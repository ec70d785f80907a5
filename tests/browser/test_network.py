"""Nothing that is said is lost or doubled, whatever the network does (V8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from typing import Final

import pytest
from playwright.sync_api import expect

from gateway.client.blocking import BlockingConversation
from tests.browser.chat_page import ChatPage, chat_address, enter_chat
from tests.browser.seat import Seat, seat
from tests.browser.shop import Shop
from tests.browser.visit import UNREACHABLE, Visit

pytestmark = [pytest.mark.unmeasured, pytest.mark.covers("V8")]
SAID: Final = r"\b[va]\d\d\b"
"""What tests say, by the visitor and the agent, is numbered."""

Enter = Callable[[], Visit]


class Talk:
    """A visitor and an agent who count as they talk."""

    def __init__(
        self, visit: Visit, chat: ChatPage, agent: Seat, theirs: BlockingConversation
    ) -> None:
        self.visit = visit
        self.chat = chat
        self.theirs = theirs
        self._agent = agent
        self._said = 1
        self._answered = 0

    def visitor_says(self, count: int = 1) -> None:
        for _ in range(count):
            self._said += 1
            self.chat.says(f"v{self._said:02}")

    def agent_says(self, count: int = 1) -> None:
        for _ in range(count):
            self._answered += 1
            self.theirs.send(f"a{self._answered:02}")

    def is_whole(self) -> None:
        """All of it came to both sides, in order, once."""
        asked = [f"v{number:02}" for number in range(1, self._said + 1)]
        answered = [f"a{number:02}" for number in range(1, self._answered + 1)]
        self._agent.hears(asked[-1])
        for text in (asked + answered)[-1:] + asked[-1:]:
            self.chat.shows(text)
        shown = self.chat.all_that_look(SAID)
        told = [each.text for each in self.theirs.history(limit=100)]
        assert [each for each in told if each in shown] == shown
        for side in (shown, told):
            assert [each for each in side if each.startswith("v")] == asked
            assert [each for each in side if each.startswith("a")] == answered


@contextmanager
def talk(shop: Shop, enter: Enter) -> Iterator[Talk]:
    visit = enter()
    visit.forgive(UNREACHABLE)
    with seat(shop.server, "xiaoming") as agent:
        chat = enter_chat(visit, chat_address(shop.server.http, group="presale"))
        chat.says("v01")
        theirs = agent.serves("v01")
        yield Talk(visit, chat, agent, theirs)
        theirs.close()


def test_what_is_said_over_a_cut_goes_out_when_it_is_over(
    shop: Shop, enter: Enter
) -> None:
    with talk(shop, enter) as both:
        shop.network.cut()
        both.visitor_says(3)
        both.agent_says(2)
        expect(both.chat.banner).to_be_visible()
        shop.network.mend()
        both.is_whole()
        expect(both.chat.banner).not_to_be_visible()


def test_what_is_said_into_a_black_hole_comes_out_of_it(
    shop: Shop, enter: Enter
) -> None:
    with talk(shop, enter) as both:
        shop.network.swallow()
        both.visitor_says(3)
        both.agent_says(2)
        shop.network.mend()
        both.is_whole()


def test_what_a_slow_network_carries_keeps_its_order(shop: Shop, enter: Enter) -> None:
    with talk(shop, enter) as both:
        shop.network.slow(0.2)
        both.visitor_says(5)
        both.agent_says(5)
        both.is_whole()


def test_what_was_not_sent_survives_a_reload(shop: Shop, enter: Enter) -> None:
    with talk(shop, enter) as both:
        shop.network.cut()
        both.visitor_says(2)
        expect(both.chat.bubble("v03")).to_be_visible()
        both.chat.page.reload()
        shop.network.mend()
        both.is_whole()


def test_a_service_that_is_killed_goes_on_where_it_was(
    shop: Shop, enter: Enter
) -> None:
    with talk(shop, enter) as both:
        both.visitor_says(2)
        shop.server.kill()
        both.visitor_says(2)
        shop.server.start()
        both.agent_says(1)
        both.is_whole()


@pytest.mark.parametrize("seed", range(2))
def test_a_network_that_comes_and_goes(shop: Shop, enter: Enter, seed: int) -> None:
    random = Random(seed)
    faults = (shop.network.cut, shop.network.swallow, shop.network.mend)
    with talk(shop, enter) as both:
        for _ in range(12):
            random.choice(faults)()
            both.visitor_says(random.randrange(3))
            both.agent_says(random.randrange(3))
        shop.network.mend()
        both.visitor_says()
        both.is_whole()

"""The states in which a visitor finds the chat page, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from playwright.sync_api import expect

from gateway.wire.bodies import MarkdownBody, OrderBody, OrderField, ProductBody
from tests.browser.chat_page import ChatPage, chat_address, enter_chat
from tests.browser.look import Language, Look
from tests.browser.seat import seat
from tests.browser.shop import Shop
from tests.browser.visit import UNREACHABLE, Visit

Enter = Callable[[Look], Visit]

AGENT: Final = "xiaoming"
QUESTIONS: Final[dict[Language, str]] = {
    "en": "How do I return an item?",
    "zh-CN": "怎么退货",
}
GREETINGS: Final[dict[Language, str]] = {
    "en": "Hello, my parcel is late",
    "zh-CN": "您好，我的包裹还没到",
}
ADVICE: Final[dict[Language, str]] = {
    "en": "**Two ways** to find it:\n\n1. by its number\n2. by your `e-mail`",
    "zh-CN": "**两种方法**可以查询：\n\n1. 按单号\n2. 按`邮箱`",
}


def states(shop: Shop, enter: Enter, look: Look) -> Iterator[tuple[str, ChatPage]]:
    """Each with its name; the page stays so until the next is asked for.

    Args:
        shop: the demonstration's; nobody is at work there.
        enter: opens windows of people who do not know each other.
        look: of their browsers.
    """
    first, second = enter(look), enter(look)
    for window in (first, second):
        window.forgive(UNREACHABLE)
    yield from _with_the_robot(shop, first, look)
    yield from _with_a_person(shop, second, look)


def _with_the_robot(
    shop: Shop, visit: Visit, look: Look
) -> Iterator[tuple[str, ChatPage]]:
    chat = enter_chat(visit, chat_address(shop.server.http), look.language)
    chat.says(QUESTIONS[look.language])
    expect(chat.log.locator(".item")).to_have_count(3)
    yield "robot", chat
    chat.button(chat.words.ask_human).click()
    expect(chat.button(chat.words.ask_human)).not_to_be_visible()
    yield "queued", chat


def _with_a_person(
    shop: Shop, visit: Visit, look: Look
) -> Iterator[tuple[str, ChatPage]]:
    address = chat_address(shop.server.http, group="presale")
    with seat(shop.server, AGENT) as agent:
        # Who waited for somebody: a place is needed for the next.
        agent.serves(QUESTIONS[look.language]).close()
        chat = enter_chat(visit, address, look.language)
        chat.says(GREETINGS[look.language])
        theirs = agent.serves(GREETINGS[look.language])
        theirs.send(MarkdownBody(ADVICE[look.language]))
        expect(chat.log.locator("strong")).to_be_visible()
        expect(chat.bubble(GREETINGS[look.language])).to_contain_text(chat.words.read)
        theirs.typing()
        expect(chat.log).to_contain_text(chat.words.types)
        yield "person", chat
        theirs.typing(is_typing=False)
        field = OrderField("No.", "2026-11-22-0007")
        theirs.send(OrderBody("Blue tea pot", desc="1.2 l", fields=(field,)))
        theirs.send(ProductBody("Tea cup", url="https://shop.example/cup", desc="¥ 38"))
        chat.shows("Tea cup")
        yield "cards", chat
        chat.button(chat.words.menu).click()
        yield "settings", chat
        chat.button(chat.words.menu).click()
        shop.network.cut()
        expect(chat.banner).to_be_visible()
        yield "offline", chat
        shop.network.mend()
        expect(chat.banner).not_to_be_visible()
        theirs.close()
        expect(chat.button(chat.words.start_anew)).to_be_visible()
        yield "ended", chat

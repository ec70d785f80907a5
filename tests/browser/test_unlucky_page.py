"""What a visitor is told whose browser keeps nothing, or lacks a part of the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pytest
from playwright.sync_api import expect

from tests.browser.chat_page import chat_address, enter_chat
from tests.browser.shop import Shop
from tests.browser.visit import UNREACHABLE, Visit

pytestmark = pytest.mark.unmeasured
NO_STORE: Final = 'Object.defineProperty(window, "indexedDB", { value: undefined })'
PART: Final = "**/assets/emoji_picker*"

Enter = Callable[[], Visit]


@pytest.mark.covers("V8")
def test_a_message_that_is_only_in_this_page_says_so_until_it_is_sent(
    shop: Shop, enter: Enter
) -> None:
    visit = enter()
    visit.forgive(UNREACHABLE)
    visit.context.add_init_script(NO_STORE)
    chat = enter_chat(visit, chat_address(shop.server.http))
    shop.network.cut()
    chat.says("Are you there?")
    bubble = chat.bubble("Are you there?")
    expect(bubble.get_by_text("Only in this page")).to_be_visible()
    shop.network.mend()
    expect(bubble.get_by_text("Only in this page")).to_have_count(0)
    expect(bubble).to_contain_text("✓")


@pytest.mark.covers("V1")
def test_a_page_of_which_a_part_is_gone_can_be_loaded_again(
    shop: Shop, enter: Enter
) -> None:
    """As after an upgrade of the service, which has the new page's parts alone."""
    visit = enter()
    visit.forgive("404")
    chat = enter_chat(visit, chat_address(shop.server.http))
    chat.page.route(PART, lambda route: route.fulfill(status=404))
    chat.button("Emoji").click()
    expect(chat.page.get_by_text("Part of this page could not")).to_be_visible()
    chat.page.unroute(PART)
    chat.button("Load again").click()
    chat.is_ready()
    chat.button("Emoji").click()
    expect(chat.button("🤔")).to_be_visible()

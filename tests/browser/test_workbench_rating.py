"""A visitor is invited to rate, and the session is noted and ended."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import breaches
from tests.browser.chat_page import chat_address, enter_chat
from tests.browser.look import DESKTOP
from tests.browser.shop import Shop
from tests.browser.visit import Visit
from tests.browser.workbench import at_work, hired

pytestmark = [pytest.mark.unmeasured]

Enter = Callable[..., Visit]


@pytest.mark.covers("S8", "V5", "W4")
def test_a_visitor_rates_and_the_session_is_noted_and_ended(
    shop: Shop, enter: Enter
) -> None:
    ann = at_work(enter(DESKTOP).page, shop.server, hired(shop.server, "Ann"))
    link = chat_address(shop.server.http, group="presale", nickname="Olga")
    chat = enter_chat(enter(), link)
    chat.says("The kettle leaks")
    ann.serves("Olga")
    ann.shows("The kettle leaks")
    ann.says("Please send it back")
    chat.shows("Please send it back")
    expect(ann.stream.get_by_text("Read", exact=True)).to_be_visible()
    ann.page.keyboard.press("Alt+r")
    rating = chat.log.get_by_role("group", name="Please rate this service.")
    rating.get_by_role("radio").last.press("Space")
    rating.get_by_role("button", name="Solved", exact=True).click()
    rating.get_by_role("button", name="Send").click()
    expect(ann.stream).to_contain_text("★★★★★")
    ann.page.keyboard.press("Alt+e")
    assert breaches(ann.page) == []
    tag = ann.dialog.get_by_label("Tags")
    tag.fill("kettle")
    tag.press("Enter")
    ann.dialog.get_by_label("Solved", exact=True).check()
    ann.dialog.get_by_label("Remark").fill("the third this week")
    ann.dialog.get_by_label("Follow up").fill("send a new one")
    ann.button("End session").click()
    expect(chat.page.get_by_text("was ended by our staff")).to_be_visible()

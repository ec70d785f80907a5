"""Where nobody can serve the page takes a message, to be answered later (V7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import breaches
from tests.browser.chat_page import ChatPage, chat_address
from tests.browser.shop import Shop, running_shop
from tests.browser.visit import Visit

pytestmark = [pytest.mark.unmeasured, pytest.mark.covers("V7")]
DAYS: Final = "monday tuesday wednesday thursday friday saturday sunday"
CLOSED: Final = "is_on = true\n[week]\n" + "".join(
    f"{day} = []\n" for day in DAYS.split()
)
CHANNEL: Final = '[[channel]]\nid = "web"\ngroup = "presale"\n'


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """It never opens."""
    with running_shop(tmp_path / "data", CHANNEL, settings={}) as running:
        hours = tmp_path / "closed.toml"
        hours.write_text(CLOSED)
        running.server.operate("settings", "hours", str(hours))
        yield running


def test_a_message_is_left_with_how_to_be_reached(
    shop: Shop, enter: Callable[[], Visit]
) -> None:
    page = enter().page
    page.goto(chat_address(shop.server.http))
    form = page.get_by_role("form", name="Nobody can answer right now.")
    form.get_by_label("Your message").fill("Do you repair tea pots?")
    form.get_by_label("Telephone or e-mail").fill("li@example.com")
    assert breaches(page) == []
    form.get_by_role("button", name="Leave message").click()
    expect(page.get_by_text("Thank you. We have your message")).to_be_visible()
    ChatPage(page).shows("Do you repair tea pots?")
    page.get_by_role("button", name="Leave another message").click()
    expect(form.get_by_label("Telephone or e-mail")).to_have_value("li@example.com")

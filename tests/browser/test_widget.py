"""The chat in somebody else's page, by one script tag."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import breaches
from tests.browser.hostile import HOSTILE
from tests.browser.look import DESKTOP, Look
from tests.browser.seat import seat
from tests.browser.shop import Shop, running_shop
from tests.browser.site import Site
from tests.browser.visit import Visit

pytestmark = pytest.mark.unmeasured
EDGE_PX = 20
"""Between the launcher and the window's edge."""


class Garden(NamedTuple):
    """A flower shop's page, which has our tag in it, and the service behind it."""

    origin: str
    shop: Shop


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Garden]:
    made = Site()
    channel = (
        '[[channel]]\nid = "web"\nname = "Flower shop"\ngroup = "presale"\n'
        f'origins = ["{made.origin}"]\n'
    )
    data = tmp_path_factory.mktemp("shop") / "data"
    with running_shop(data, channel, settings={}) as shop:
        html = (
            "<!doctype html><html lang=en><title>Flowers</title><main>"
            "<h1>Flowers</h1></main>"
            f"<script src={shop.server.http}/widget.js data-channel=web data-color=#fc0"
            " data-position=left async></script>"
        )
        with made.showing(html):
            yield Garden(made.origin, shop)


@pytest.mark.covers("V1", "M5")
def test_a_launcher_looks_as_its_tag_says(
    garden: Garden, enter: Callable[[], Visit]
) -> None:
    page = enter().page
    page.goto(garden.origin)
    button = page.get_by_role("button")
    expect(button).to_have_css("background-color", "rgb(255, 204, 0)")
    expect(button).to_have_css("color", "rgb(0, 0, 0)")
    box = button.bounding_box()
    assert box is not None
    assert box["x"] == EDGE_PX


@pytest.mark.covers("V1")
def test_an_open_chat_can_be_read_inside_and_out(
    garden: Garden, enter: Callable[[], Visit]
) -> None:
    page = enter().page
    page.goto(garden.origin)
    page.get_by_role("button").click()
    expect(page.frame_locator("iframe").get_by_role("log")).to_be_visible()
    assert breaches(page) == []
    (frame,) = page.main_frame.child_frames
    assert breaches(frame) == []


@pytest.mark.covers("V2", "P5")
def test_what_comes_while_it_is_shut_is_shown_beside_the_launcher(
    garden: Garden, enter: Callable[[Look], Visit]
) -> None:
    page = enter(DESKTOP).page
    page.goto(garden.origin)
    launcher, chat = page.get_by_role("button"), page.frame_locator("iframe")
    launcher.click()
    chat.get_by_role("textbox").fill("Are they fresh?")
    chat.get_by_role("button", name="Send", exact=True).click()
    with seat(garden.shop.server, "xiaoming") as agent:
        theirs = agent.serves("Are they fresh?")
        launcher.click()
        theirs.send(HOSTILE[1])
        preview = page.get_by_text(f"小明: {HOSTILE[1]}")
        expect(preview).to_be_visible()
        assert breaches(page) == []
        preview.click()
        expect(preview).to_have_count(0)
        expect(chat.get_by_role("log")).to_contain_text(HOSTILE[1])
        theirs.close()

"""The chat in somebody else's page, by one script tag."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import breaches
from tests.browser.shop import running_shop
from tests.browser.site import Site
from tests.browser.visit import Visit

pytestmark = pytest.mark.unmeasured


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a flower shop's page, which has our tag in it."""
    made = Site()
    channel = (
        '[[channel]]\nid = "web"\nname = "Flower shop"\ngroup = "presale"\n'
        f'origins = ["{made.origin}"]\n'
    )
    with running_shop(tmp_path_factory.mktemp("shop") / "data", channel) as shop:
        html = (
            "<!doctype html><html lang=en><title>Flowers</title><main>"
            "<h1>Flowers</h1></main>"
            f"<script src={shop.server.http}/widget.js data-channel=web async></script>"
        )
        with made.showing(html):
            yield made.origin


@pytest.mark.covers("V1")
def test_a_launcher_opens_the_chat(site: str, enter: Callable[[], Visit]) -> None:
    visit = enter()
    visit.page.goto(site)
    visit.page.get_by_role("button").click()
    frame = visit.page.frame_locator("iframe")
    expect(frame.locator("#chat")).to_be_attached()
    assert breaches(visit.page) == []

"""How long it takes until one can write and send: `pytest -s` prints it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat_page import chat_address
from tests.browser.shop import Shop
from tests.browser.visit import Visit

pytestmark = pytest.mark.unmeasured
WATCH: Final = """
    window.seen = {};
    new MutationObserver(() => {
        const field = document.querySelector("textarea");
        if (field && !seen.write) {
            seen.write = performance.now();
            field.value = "?";
            field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        }
        if (document.querySelector(".send:enabled")) seen.send ??= performance.now();
    }).observe(document, { subtree: true, childList: true, attributes: true });
"""
"""Notes when there is a field to write in, and when what is written can be sent; in ms
since the navigation began."""
LOADED: Final = """
    performance.getEntries()
        .filter((each) => each.startTime < seen.send && each.encodedBodySize)
        .reduce((sum, each) => sum + each.encodedBodySize, 0)
"""
"""Bytes of bodies until then."""


@dataclass(frozen=True)
class Place:
    """Where somebody opens the page.

    Attributes:
        name: of it.
        slower: so many times than this machine.
        bytes_per_second: of the network, down; 0 = without a bound.
        latency_ms: of each request.
    """

    name: str
    slower: int = 1
    bytes_per_second: int = 0
    latency_ms: int = 0


PLACES: Final = (
    Place("this machine"),
    # As Lighthouse has its "slow 4G": 1.6 Mbit/s, 150 ms.
    Place("a phone, four times slower, at 1.6 Mbit/s", 4, 200_000, 150),
)


def move_to(page: Page, place: Place) -> None:
    """From now on the page is loaded there."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": place.slower})
    if place.bytes_per_second:
        session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": place.latency_ms,
                "downloadThroughput": place.bytes_per_second,
                "uploadThroughput": place.bytes_per_second // 2,
            },
        )


@pytest.mark.covers("V1")
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_time_until_one_can_write(
    shop: Shop, enter: Callable[[], Visit], place: Place
) -> None:
    page = enter().page
    page.add_init_script(WATCH)
    move_to(page, place)
    page.goto(chat_address(shop.server.http))
    expect(page.locator(".send")).to_be_enabled()
    write, send = page.evaluate("[seen.write, seen.send]")
    loaded = page.evaluate(LOADED)
    print(  # noqa: T201 - to be looked at
        f"{place.name}: to write {write:.0f} ms, to send {send:.0f} ms, "
        f"{loaded / 1024:.1f} KiB"
    )
    assert 0 < write <= send
    # What is seen later comes by itself.
    page.wait_for_function("document.getElementById('later').sheet !== null")

"""The live dashboard in a browser: what happens at the desk is seen without loading."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import breaches
from tests.browser.administration import at_page
from tests.browser.look import DESKTOP, PHONE, Look
from tests.browser.seat import seat
from tests.browser.shop import Shop
from tests.browser.visit import UNREACHABLE, Visit
from tests.browser.workbench import visitor

pytestmark = [pytest.mark.unmeasured, pytest.mark.covers("M6")]

Enter = Callable[[Look], Visit]


def opened(shop: Shop, window: Visit, who: str = "Ada", role: str = "admin") -> Page:
    """Somebody has signed in, and opens it."""
    return at_page(shop, window, "/admin/dashboard", who, role)


def tile(page: Page, name: str) -> Locator:
    return page.locator(f'[data-tile="{name}"] strong')


def test_who_waits_is_seen_and_who_is_answered_is_seen_to_be(
    shop: Shop, enter: Enter
) -> None:
    page = opened(shop, enter(DESKTOP))
    expect(tile(page, "waiting")).to_have_text("0")
    page.evaluate("window.isStill = true")
    with visitor(shop.server, "dash-one", "presale"):
        expect(tile(page, "waiting")).to_have_text("1")
        line = page.locator('[data-group="presale"]')
        expect(line.locator("td").first).to_have_text("1")
        expect(page.locator('[data-tile="waiting"] small')).to_have_text(
            re.compile(r"longest wait 0:\d\d")
        )
        with seat(shop.server, "xiaoming"):
            expect(tile(page, "waiting")).to_have_text("0")
            expect(tile(page, "serving")).to_have_text("1")
            expect(tile(page, "answered")).not_to_have_text("0")
            load = page.locator('[data-agent="xiaoming"] meter')
            expect(load).to_have_js_property("value", 1)
    expect(tile(page, "serving")).to_have_text("0")
    assert page.evaluate("window.isStill")
    assert breaches(page) == []


def test_a_group_is_chosen_and_agents_are_found(shop: Shop, enter: Enter) -> None:
    page = opened(shop, enter(DESKTOP))
    page.locator('[data-group="presale"] button').click()
    expect(page).to_have_url(re.compile("#presale$"))
    page.get_by_label("Find an agent").fill("no such agent")
    expect(page.get_by_text("No agent fits.")).to_be_visible()
    page.get_by_label("Find an agent").fill("xiaom")
    expect(page.locator("[data-agent]")).to_have_count(1)
    page.locator('[data-group="presale"] a').click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page).to_have_url(re.compile("/admin/records.*group=presale"))
    page.go_back()
    pressed = page.locator('[data-group="presale"] button[aria-pressed="true"]')
    expect(pressed).to_be_visible()


def test_a_lost_connection_is_told_and_comes_back(shop: Shop, enter: Enter) -> None:
    window = enter(DESKTOP)
    window.forgive(UNREACHABLE)
    page = opened(shop, window)
    expect(tile(page, "waiting")).to_be_visible()
    shop.network.cut()
    expect(page.get_by_text("The connection is lost")).to_be_visible()
    shop.network.mend()
    expect(page.get_by_text("The connection is lost")).to_have_count(0)


def test_a_supervisor_on_a_phone_in_the_dark(shop: Shop, enter: Enter) -> None:
    """He sees his groups, and is not there to serve by that."""
    window = enter(replace(PHONE, theme="dark", language="zh-CN"))
    page = opened(shop, window, "Sue", "supervisor")
    expect(tile(page, "waiting")).to_be_visible()
    row = page.locator("[data-agent]").filter(has_text="Sue")
    expect(row.locator(".mark").first).to_have_text("离线")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE.width
    assert breaches(page) == []

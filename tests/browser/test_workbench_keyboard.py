"""One whole service by the keyboard alone, as the README walks through it (W4)."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.look import DESKTOP, Look
from tests.browser.shop import Shop
from tests.browser.visit import Visit
from tests.browser.workbench import Workbench, at_work, hired, visitor

pytestmark = [pytest.mark.unmeasured]

Enter = Callable[[Look], Visit]
FAR = 60
"""Presses of Tab from one end of the page to the other, and some more."""


def reach(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """Presses that key until the focus is there, once there is such a place."""
    expect(wanted).to_be_visible()
    for _ in range(FAR):
        if wanted.evaluate_all("all => all.includes(document.activeElement)"):
            return
        page.keyboard.press(key)
    pytest.fail(f"{key} never comes to {wanted}")


@pytest.mark.covers("W1", "W2", "W4", "W7")
def test_a_service_without_a_mouse(shop: Shop, enter: Enter) -> None:
    server = shop.server
    account = hired(server, "Kit")
    desk = Workbench(enter(DESKTOP).page, server)
    page, keys = desk.page, desk.page.keyboard
    desk.open()
    expect(page.locator("[name=login]")).to_be_focused()
    keys.type(account.login)
    keys.press("Tab")
    keys.type(account.password)
    keys.press("Enter")
    expect(desk.status).to_be_visible()
    keys.press("F6")
    reach(page, desk.button("Go on duty"))
    keys.press("Enter")
    with (
        visitor(server, "k-one", "presale") as one,
        visitor(server, "k-two", "aftersale") as two,
    ):
        one.send("I look for a shirt")
        two.send("Mine has a hole")
        expect(desk.offers).to_contain_text("k-two")
        keys.press("Alt+a")
        expect(desk.row("k-two")).to_have_attribute("aria-current", "true")
        expect(desk.composer).to_be_focused()
        keys.type("I am sorry.")
        keys.press("Shift+Enter")
        keys.type("We send another")
        keys.press("Enter")
        expect(desk.stream).to_contain_text("We send another")
        keys.press("Alt+w")
        expect(desk.row("k-one")).to_have_attribute("aria-current", "true")
        expect(desk.composer).to_be_focused()
        keys.type("#hyy")
        expect(page.locator(".quick-picker li")).to_have_count(1)
        keys.press("Enter")
        expect(desk.composer).not_to_have_value("#hyy")
        keys.press("Enter")
        expect(desk.composer).to_have_value("")
        keys.press("Alt+n")
        keys.type("shirt,")
        reach(page, desk.dialog.get_by_label("Remark"))
        keys.type("wants blue")
        reach(page, desk.button("Save"))
        keys.press("Enter")
        expect(desk.dialog).to_be_hidden()
        other = at_work(enter(DESKTOP).page, server, hired(server, "Ben"))
        held: list[Route] = []

        def hold(route: Route) -> None:
            held.append(route)

        page.route("**/api/staff/groups", hold)
        keys.press("Alt+t")
        expect(desk.dialog.get_by_role("combobox")).to_be_focused()
        # Whoever knows to whom does not wait for the list.
        keys.type("Ben")
        expect(desk.dialog.get_by_text("Loading …")).to_be_visible()
        for each in held:
            each.continue_()
        page.unroute("**/api/staff/groups")
        expect(desk.dialog.get_by_role("option", selected=True)).to_contain_text("Ben")
        keys.press("Enter")
        expect(desk.dialog).to_be_hidden()
        other.page.keyboard.press("Alt+j")
        expect(other.stream).to_contain_text("I look for a shirt")
        keys.press("Alt+j")
        expect(desk.row("k-two")).to_have_attribute("aria-current", "true")
        keys.press("Alt+r")
        expect(desk.stream).to_contain_text(re.compile("rate|评价"))
        keys.press("Alt+e")
        expect(desk.dialog).to_be_visible()
        reach(page, desk.button("End session"))
        keys.press("Enter")
        expect(desk.sessions.get_by_role("heading", name="Ended 2")).to_be_visible()
    reach(page, desk.status, "Shift+Tab")
    keys.press("Enter")
    reach(page, desk.button("Off duty"), "ArrowDown")
    keys.press("Enter")
    expect(desk.status).to_have_accessible_name("My status: Off duty")
    reach(page, desk.button("Kit"))
    keys.press("Enter")
    reach(page, desk.button("Sign out"))
    keys.press("Enter")
    expect(page.get_by_text("You have signed out.")).to_be_visible()

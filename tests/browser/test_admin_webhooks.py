"""Webhooks and keys in a browser: what is told once is shown, and then no more."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import breaches
from tests.browser.look import DESKTOP, PHONE, Look
from tests.browser.shop import Shop
from tests.browser.test_admin_dashboard import opened
from tests.browser.visit import Visit
from tests.browser.workbench import visitor

pytestmark = [pytest.mark.unmeasured, pytest.mark.covers("M11")]

Enter = Callable[[Look], Visit]


def test_a_webhook_is_added_and_what_it_was_told_is_seen(
    shop: Shop, enter: Enter
) -> None:
    window = enter(DESKTOP)
    window.forgive("422")
    page = opened(shop, window)
    page.get_by_role("link", name="Webhooks").first.click()
    page.get_by_role("button", name="Add a webhook").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("URL").fill("ftp://shop.example/in")
    dialog.get_by_role("button", name="Add").click()
    expect(dialog.get_by_role("alert")).to_contain_text("cannot be told")
    dialog.get_by_label("URL").fill("https://shop.invalid/in")
    assert breaches(page) == []
    dialog.get_by_role("button", name="Add").click()
    expect(dialog.locator("[data-value=secret]")).to_have_text(re.compile("^whsec_"))
    dialog.get_by_role("button", name="Close").click()
    with visitor(shop.server, "hook-one", "presale"):
        pass
    page.get_by_role("link", name="https://shop.invalid/in").click()
    row = page.get_by_role("row").filter(has_text="session.opened")
    while not row.count():
        page.reload()
    expect(row.first).to_contain_text("Waiting")
    assert breaches(page) == []
    row.first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Attempts")
    page.goto(f"{shop.server.http}/admin/webhooks")
    page.get_by_text("Actions").last.click()
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_role("dialog")).to_contain_text("cannot be undone")
    page.get_by_role("button", name="Go ahead").click()
    expect(page.get_by_text("There is none.")).to_be_visible()


def test_a_key_is_made_and_taken_back_on_a_telephone(shop: Shop, enter: Enter) -> None:
    page = opened(shop, enter(PHONE))
    page.goto(f"{shop.server.http}/admin/keys")
    page.get_by_role("button", name="Make a key").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("What it is for").fill("nightly report")
    dialog.get_by_label("read reports").check()
    assert breaches(page) == []
    dialog.get_by_role("button", name="Add").click()
    expect(dialog.locator("[data-value=text]")).to_have_text(re.compile("^tdk_"))
    dialog.get_by_role("button", name="Close").click()
    row = page.get_by_role("row").filter(has_text="nightly report")
    expect(row).to_contain_text("read reports")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE.width
    assert breaches(page) == []
    row.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Go ahead").click()
    expect(row).to_be_hidden()

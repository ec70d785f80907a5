"""The page of data that is kept: somebody erases a visitor, and sees that he did."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.administration import at_page
from tests.browser.look import DESKTOP, Look
from tests.browser.shop import Shop
from tests.browser.visit import Visit
from tests.browser.workbench import visitor

pytestmark = [pytest.mark.unmeasured, pytest.mark.covers("P8")]


def test_a_visitor_is_erased_and_the_page_says_so(
    shop: Shop, enter: Callable[[Look], Visit]
) -> None:
    page = at_page(shop, enter(DESKTOP), "/admin/upkeep")
    with visitor(shop.server, "upkeep-one", "presale") as talk:
        talk.send("my number is 138")
    rows = page.get_by_role("region", name="Erased visitors").get_by_role("row")
    count = max(1, rows.count())  # the headings
    page.get_by_role("button", name="Erase a visitor").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Id of the visitor").fill("upkeep-one")
    dialog.get_by_role("button", name="Erase for good").click()
    expect(dialog).to_be_hidden()
    expect(rows).to_have_count(count + 1)
    page.goto(f"{shop.server.http}/admin/records?visitor=upkeep-one")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("tbody a")).to_have_count(0)

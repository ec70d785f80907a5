"""Who administers adds members, who come in by links, and writes down customers."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import breaches
from tests.browser.look import DESKTOP, Look
from tests.browser.shop import Shop
from tests.browser.visit import PATIENCE_MS, Visit
from tests.browser.workbench import PASSWORD, hired, visitor

expect.set_options(timeout=PATIENCE_MS)
Enter = Callable[[Look], Visit]


def administering(page: Page, shop: Shop, path: str) -> None:
    """Opens a page as an admin."""
    account = hired(shop.server, "Amt", "--role", "admin", "--groups")
    name, _, value = account.cookie.partition("=")
    cookie = {"name": name, "value": value, "url": shop.server.http}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    page.goto(f"{shop.server.http}/admin/{path}")


@pytest.mark.covers("M1")
def test_who_is_added_comes_in_by_a_link(shop: Shop, enter: Enter) -> None:
    page = enter(DESKTOP).page
    administering(page, shop, "members")
    page.get_by_role("button", name="Add a member").click()
    form = page.get_by_role("dialog", name="Add a member")
    form.get_by_label("E-mail").fill("link@people.example")
    form.get_by_label("Name", exact=True).fill("Link")
    form.get_by_label("售前咨询").check()
    form.get_by_role("button", name="Add").click()
    told = page.get_by_role("dialog", name=re.compile("^Invitation"))
    link = told.locator('[data-value="link"]')
    expect(link).to_contain_text("/admin/welcome#")
    assert not breaches(page)
    other = enter(DESKTOP).page
    other.goto(link.inner_text())
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_role("button", name="Choose it and sign in").click()
    mine = other.get_by_role("button", name=re.compile("^My status:"))
    expect(mine).to_be_visible()
    told.get_by_role("button", name="Close").click()
    row = page.get_by_role("row").filter(has_text="link@people.example")
    expect(row).to_contain_text("Active")
    expect(row).to_contain_text("售前咨询")


@pytest.mark.covers("M1")
def test_a_table_of_members_is_looked_at_and_imported(shop: Shop, enter: Enter) -> None:
    page = enter(DESKTOP).page
    administering(page, shop, "members/import")
    table = "email,name,groups\ntab1@people.example,Tab One,presale\ntab2,Two,\n"
    page.get_by_label("The table").fill(table)
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("cell", name="Wrong", exact=True)).to_have_count(1)
    importing = page.get_by_role("button", name="Add and invite them")
    expect(importing).to_be_hidden()
    page.get_by_label("The table").fill(table.replace("tab2,", "tab2@people.example,"))
    page.get_by_role("button", name="Look at it").click()
    importing.click()
    done = page.get_by_role("cell", name="Added", exact=True)
    expect(done).to_have_count(2)
    assert not breaches(page)
    page.get_by_role("main").get_by_role("link", name="Invitations").click()
    letters = page.get_by_text(re.compile("/admin/welcome#"))
    expect(letters.first).to_be_visible()
    assert not breaches(page)


@pytest.mark.covers("M12", "P8")
def test_a_customer_is_found_written_down_blocked_and_erased(
    shop: Shop, enter: Enter
) -> None:
    with visitor(shop.server, "people-carl", "presale", "Carl People") as client:
        client.send("hello")
    page = enter(DESKTOP).page
    administering(page, shop, "customers")
    page.get_by_label("Name").fill("carl")
    link = page.get_by_role("link", name="Carl People")
    for _ in range(100):
        page.get_by_role("button", name="Search").click()
        if link.count():
            break
    assert not breaches(page)
    link.click()
    profile = page.locator("#profile")
    profile.get_by_label("Telephone").fill("13800001234")
    profile.get_by_label("Tags").fill("regular")
    profile.get_by_label("VIP level").select_option("3")
    profile.get_by_role("button", name="Add a field").click()
    profile.get_by_label("Name", exact=True).last.fill("size")
    profile.get_by_label("Value").fill("M")
    profile.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("VIP 3")
    expect(profile.get_by_label("Value")).to_have_value("M")
    page.get_by_label("Another note").fill("likes tea")
    page.locator("#notes").get_by_role("button", name="Add").click()
    expect(page.locator("#notes").get_by_text("likes tea")).to_be_visible()
    expect(page.locator("#notes").get_by_text("Amt")).to_be_visible()
    assert not breaches(page)
    page.get_by_role("button", name="Block").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Reason").fill("a test")
    dialog.get_by_role("button", name="Block").click()
    expect(page.get_by_text(re.compile("Blocked by Amt"))).to_be_visible()
    page.get_by_role("button", name="Unblock").click()
    page.get_by_role("button", name="Go ahead").click()
    expect(page.get_by_role("button", name="Block", exact=True)).to_be_visible()
    expect(page.locator("#history").get_by_role("link").first).to_be_visible()
    with page.expect_download() as given:
        page.get_by_role("link", name="Export all of it").click()
    with zipfile.ZipFile(given.value.path()) as archive:
        assert b"likes tea" in archive.read("customer.json")
    page.get_by_role("button", name="Erase for good").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("nobody can bring them back")
    assert not breaches(page)
    dialog.get_by_role("button", name="Erase for good").click()
    page.wait_for_url("**/admin/customers")
    expect(page.get_by_role("link", name="Carl People")).to_have_count(0)

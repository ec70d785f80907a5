"""Groups, channels, settings, texts and hours are set on pages; visitors feel it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import breaches
from tests.browser.administration import at_page
from tests.browser.chat_page import chat_address, enter_chat
from tests.browser.look import DESKTOP, PHONE, Look
from tests.browser.shop import Shop
from tests.browser.visit import Visit

pytestmark = [
    pytest.mark.unmeasured,
    pytest.mark.covers("M2", "M3", "M4", "M5"),
]
Enter = Callable[[Look], Visit]
NAME = "desk-of-rules"
RULE = f"rule={NAME}"


def dialog(page: Page, opener: str) -> Locator:
    page.get_by_role("button", name=opener, exact=True).click()
    found = page.locator("dialog[open]")
    expect(found).to_be_visible()
    return found


def sent(found: Locator) -> None:
    """The form of a dialog is sent, and was taken."""
    found.locator("button.primary").click()
    expect(found).to_be_hidden()


def saved(page: Page, form: Locator) -> None:
    form.get_by_role("button", name="Save").click()
    expect(page.locator("#toast")).not_to_be_empty()


def founded(page: Page, http: str) -> None:
    """A rule, a group that goes by it, and a channel that leads there."""
    page.goto(f"{http}/admin/settings")
    rule = dialog(page, "+ Add a rule")
    rule.locator("[name=name]").fill(NAME)
    rule.locator("button.primary").click()
    page.wait_for_url(re.compile(RULE))
    page.goto(f"{http}/admin/groups")
    group = dialog(page, "Add a skill group")
    group.locator("[name=name]").fill(NAME)
    sent(group)
    row = page.locator(f"#group-{NAME}")
    expect(row.get_by_text("Nobody serves here")).to_be_visible()
    row.get_by_text("Actions").click()
    edit = dialog(page, "Edit")
    edit.locator("[name=rule]").select_option(NAME)
    sent(edit)
    expect(row.get_by_role("link", name=NAME)).to_be_visible()
    page.goto(f"{http}/admin/channels")
    channel = dialog(page, "Add a channel")
    channel.locator("[name=id]").fill(NAME)
    channel.locator("[name=name]").fill("Our Rules")
    channel.locator("[name=group]").select_option(NAME)
    channel.locator("[name=entry]").select_option("group")
    channel.locator("[name=color]").fill("#aa2255")
    channel.locator("button.primary").click()
    page.wait_for_url(re.compile(f"/admin/channels/{NAME}"))


def test_what_is_set_is_felt_by_who_waits_and_who_comes(
    shop: Shop, enter: Enter
) -> None:
    http = shop.server.http
    page = at_page(shop, enter(DESKTOP), "/admin/groups")
    founded(page, http)
    expect(page.locator('[data-value="link"]')).to_have_text(chat_address(http, NAME))
    expect(page.locator('[data-value="code"]')).to_contain_text('data-color="#aa2255"')
    page.get_by_text("Preview", exact=True).click()
    preview = page.frame_locator('iframe[title="Preview"]')
    expect(preview.get_by_role("heading", name="Our Rules")).to_be_visible()

    # A text and a limit are felt by who waits already.
    waiting = enter_chat(enter(DESKTOP), chat_address(http, NAME))
    waiting.says("anybody there?")
    colour = waiting.bubble("anybody there?").locator(".item-body")
    expect(colour).to_have_css("background-color", "rgb(170, 34, 85)")
    page.goto(f"{http}/admin/settings/prompts?{RULE}")
    text = page.locator("#prompt-failure-en")
    text.locator("textarea").fill("Nobody of ")
    text.get_by_role("button", name="${GroupName}").click()
    preview_text = text.locator("[data-preview]")
    expect(preview_text).to_have_text("Nobody of Sales")
    saved(page, text)
    page.goto(f"{http}/admin/settings?{RULE}")
    page.get_by_label("Filter").fill("how long anybody")
    expect(page.locator("[data-found]:visible")).to_have_count(1)
    limit = page.locator("#setting-max_wait_seconds")
    limit.locator("input").fill("0.1")
    saved(page, limit)
    expect(limit.get_by_text("Changed")).to_be_visible()
    expect(waiting.log.get_by_text(f"Nobody of {NAME}")).to_be_visible()
    limit.get_by_role("button", name="Back to default").click()
    expect(limit.locator("input")).to_have_value("0")

    # Closed, who comes reads so.
    page.goto(f"{http}/admin/hours?{RULE}")
    closed = page.locator("#prompt-off_hours-en")
    closed.locator("textarea").fill("Closed for ever.")
    saved(page, closed)
    hours = page.locator('form[hx-put*="/hours"]')
    hours.locator("[name=is_on]").check()
    removers = hours.locator(".day-row [data-removes]")
    for _ in range(7):
        removers.first.click()
    saved(page, hours)
    expect(page.locator("#hours-state")).to_contain_text("It is closed now")
    late = enter(DESKTOP).page
    late.goto(chat_address(http, NAME))
    told = late.get_by_role("log").get_by_text("Closed for ever.")
    expect(told).to_be_visible()

    # All of it is told, and taken back.
    page.goto(f"{http}/admin/settings/history")
    newest = page.locator("main section").first
    expect(newest.get_by_text("is_on")).to_be_visible()
    newest.get_by_role("button", name="Take it back").click()
    page.locator("dialog[open] button.primary").click()
    expect(page.locator("#toast")).to_have_text("Put back")
    page.goto(f"{http}/admin/hours?{RULE}")
    expect(page.locator("#hours-state")).to_contain_text("always open")


def test_what_is_refused_is_said_at_the_setting(shop: Shop, enter: Enter) -> None:
    window = enter(DESKTOP)
    window.forgive("422")
    page = at_page(shop, window, "/admin/settings")
    row = page.locator("#setting-robot_direct")
    row.locator("input").fill("7")
    row.get_by_role("button", name="Save").click()
    expect(row.get_by_role("alert")).to_contain_text("range: 0 … 1")


@pytest.mark.parametrize(
    "path", ["settings/prompts", "settings/history", "channels/web"]
)
@pytest.mark.parametrize(
    "look", [DESKTOP, replace(PHONE, language="zh-CN", theme="dark")], ids=str
)
def test_pages_behind_the_menu_can_be_read_and_fit(
    shop: Shop, enter: Enter, look: Look, path: str
) -> None:
    page = at_page(shop, enter(look), f"/admin/{path}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert breaches(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= look.width

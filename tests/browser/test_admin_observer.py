"""The observer's page: somebody crashes an actor, and sees that nothing was lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import breaches
from tests.browser.administration import at_page
from tests.browser.look import DESKTOP, PHONE, Look
from tests.browser.shop import Shop
from tests.browser.visit import UNREACHABLE, Visit
from tests.browser.workbench import visitor

pytestmark = [pytest.mark.unmeasured, pytest.mark.covers("M10")]

Enter = Callable[[Look], Visit]


def opened(shop: Shop, window: Visit) -> Page:
    return at_page(shop, window, "/admin/observer")


def board(page: Page, path: str) -> Locator:
    return page.locator("#board tbody tr").filter(has_text=path)


def agree(page: Page) -> None:
    page.get_by_role("dialog").get_by_role("button", name="Go ahead").click()


def test_a_session_crashes_before_everybodys_eyes_and_nothing_is_lost(
    shop: Shop, enter: Enter
) -> None:
    page = opened(shop, enter(DESKTOP))
    with visitor(shop.server, "obs-one", "presale") as talk:
        talk.send("before")
        page.get_by_role("link", name="sessions", exact=True).click()
        page.locator("#search").fill(talk.id)
        page.get_by_role("button", name="Search").click()
        path = f"/desk/sessions/{talk.id}"
        page.get_by_role("button", name=f"Crash: {path}").click()
        agree(page)
        row = board(page, path)
        expect(row.locator(".mark.good")).to_have_count(4)
        expect(row).to_have_text(re.compile(r"\d+ ms"))
        expect(row).to_have_text(re.compile(r"[1-9]\d* sessions"))
        talk.send("after")
        page.get_by_role("link", name=path.rpartition("/")[2]).first.click()
        expect(page.locator(".facts")).to_contain_text("4 more forgiven")
        page.get_by_text("Trace").first.click()
        expect(page.locator("pre").first).to_contain_text("InducedCrash")


def test_a_process_is_killed_and_another_one_serves(shop: Shop, enter: Enter) -> None:
    page = opened(shop, enter(DESKTOP))
    page.get_by_role("button", name="Kill process: /hashing").click()
    agree(page)
    expect(board(page, "/hashing")).to_contain_text("kill")
    expect(board(page, "/hashing")).to_have_text(re.compile(r"\d+ ms"))


def test_the_page_lives_and_rests_when_it_is_told_to(shop: Shop, enter: Enter) -> None:
    window = enter(DESKTOP)
    page = opened(shop, window)
    page.evaluate("document.getElementById('live').dataset.seen = '1'")
    seen = page.locator("#live[data-seen]")
    expect(seen).to_have_count(0)  # it was fetched again
    page.get_by_label("Pause").check()
    page.evaluate("document.getElementById('live').dataset.seen = '1'")
    page.get_by_role("button", name="Restart: /projector").click()
    agree(page)  # what is done shows at once, also while nothing else is fetched
    expect(board(page, "/projector")).to_have_count(1)
    expect(page.get_by_label("Pause")).to_be_checked()
    # The page asks again and again, also while nobody answers.
    window.forgive(f"{UNREACHABLE}|htmx:(sendError|afterRequest)|^undefined$")
    page.get_by_label("Pause").uncheck()
    page.get_by_role("button", name="Crash: /http").click()
    agree(page)
    expect(board(page, "/http")).to_have_text(re.compile(r"\d+ ms"))


@pytest.mark.covers("M9")
def test_what_was_done_is_in_the_audit_log_whose_chain_is_whole(
    shop: Shop, enter: Enter
) -> None:
    page = opened(shop, enter(DESKTOP))
    page.get_by_role("button", name="Restart: /courier").click()
    agree(page)
    expect(board(page, "/courier")).to_have_count(1)
    page.get_by_role("link", name="Audit log").click()
    page.locator("[name=act]").select_option("restarting_part")
    page.locator("[name=who]").fill("ada")
    page.get_by_role("button", name="Search").click()
    first = page.locator("tbody tr").first
    expect(first).to_contain_text("/courier")
    expect(first).to_contain_text("part restarted")
    page.get_by_role("link", name="Verify the chain").click()
    expect(page.get_by_role("status").first).to_contain_text("rows are whole")
    assert breaches(page) == []


@pytest.mark.parametrize(
    "look",
    [DESKTOP, replace(DESKTOP, theme="dark"), replace(PHONE, language="zh-CN")],
    ids=lambda look: look.name,
)
def test_everybody_can_use_it(shop: Shop, enter: Enter, look: Look) -> None:
    page = opened(shop, enter(look))
    for path in ("observer?region=/desk/groups&part=/store", "audit"):
        page.goto(f"{shop.server.http}/admin/{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert breaches(page) == []
        overflow = "document.documentElement.scrollWidth > innerWidth"
        assert page.evaluate(overflow) is False

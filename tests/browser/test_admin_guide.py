"""A newcomer follows the guide from the first link to a visitor whom he serves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.accessibility import breaches
from tests.browser.look import Look
from tests.browser.shop import Shop, running_shop
from tests.browser.visit import PATIENCE_MS, Visit
from tests.browser.workbench import ON_DUTY, PASSWORD

pytestmark = pytest.mark.covers("M1", "M5")
expect.set_options(timeout=PATIENCE_MS)
ENGLISH = Look(width=1280, height=800)


@pytest.fixture
def new_shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """Nobody has administered it yet."""
    with running_shop(tmp_path_factory.mktemp("shop") / "data") as running:
        yield running


def framed(page: Page, title: str) -> FrameLocator:
    return page.frame_locator(f'iframe[title="{title}"]')


def founded(page: Page, shop: Shop) -> None:
    """Follows the link that the service printed, and fills in its form."""
    page.goto(shop.server.founding)
    page.get_by_label("Name").fill("Boss")
    page.get_by_label("E-mail").fill("boss@shop.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create it and begin").click()


def set_up(page: Page) -> None:
    """Takes the guide's steps until a person can serve."""
    name = page.locator("#step-name")
    name.get_by_label("Name").fill("Shop of Boss")
    name.get_by_role("button", name="Save").click()
    expect(page.locator("#step-name .mark.good")).to_be_visible()
    preview = framed(page, "Preview")
    expect(preview.get_by_text("Shop of Boss").first).to_be_visible()
    code = page.locator('[data-value="embed"]')
    expect(code).to_contain_text('/widget.js" data-channel="web"')

    group = page.locator("#step-group")
    group.get_by_label("Name of another group").fill("VIP")
    group.get_by_role("button", name="Add").click()
    expect(page.locator("#step-group").get_by_text(re.compile("VIP"))).to_be_visible()

    page.locator("#serve-myself").get_by_role("button").click()
    ready = page.get_by_role("status").filter(has_text="All is ready")
    expect(ready).to_be_visible()


def test_from_the_first_link_to_a_visitor_who_is_served(
    new_shop: Shop, enter: Callable[[Look], Visit]
) -> None:
    boss = enter(ENGLISH)
    page = boss.page
    boss.forgive("ERR_ABORTED")
    founded(page, new_shop)
    assert "#" not in page.url, "the link stays in no history"
    expect(page.get_by_role("heading", name="First steps")).to_be_visible()
    lacks = page.get_by_role("status").filter(has_text="Before a person can serve")
    expect(lacks.get_by_text("Nobody in the group has ever signed in")).to_be_visible()
    assert not breaches(page)

    set_up(page)
    page.get_by_role("link", name="Open chat and workbench").click()
    bench, chat = framed(page, "Workbench"), framed(page, "Chat page")
    bench.get_by_role("button", name=re.compile("^My status:")).click()
    bench.get_by_role("button", name=ON_DUTY["en"], exact=True).click()
    expect(
        bench.get_by_role("button", name=re.compile("^My status: On duty"))
    ).to_be_visible()
    # The preview of the guide has begun with the robot already.
    chat.get_by_role("button", name="Talk to a person").click()
    reply = bench.get_by_role("region", name="Conversation").locator("textarea")
    expect(reply).to_be_visible()
    assert chat.locator("body").evaluate("document.hasFocus()"), "one writes here"
    box = chat.get_by_role("textbox")
    box.fill("Is anybody there?")
    box.press("Enter")
    sessions = bench.get_by_role("navigation", name="Sessions")
    sessions.get_by_role("button", name=re.compile("Is anybody there")).click()
    reply.fill("Yes, I am.")
    reply.press("Enter")
    expect(chat.get_by_role("log").get_by_text("Yes, I am.")).to_be_visible()


def test_the_guide_is_put_away_and_an_invited_agent_comes_in(
    new_shop: Shop, enter: Callable[[Look], Visit]
) -> None:
    boss, agent = enter(ENGLISH), enter(ENGLISH)
    page = boss.page
    founded(page, new_shop)
    page.get_by_text("Invite an agent").first.click()
    form = page.locator("#invite")
    form.get_by_label("Name").fill("Ann")
    form.get_by_label("E-mail").fill("ann@shop.example")
    form.get_by_role("button", name="Invite an agent").click()
    link = page.locator('#invited [data-value="link"]')
    expect(link).to_contain_text("/admin/welcome#")
    address = link.inner_text()
    expect(page.get_by_role("img", name="The link as a QR code").last).to_be_visible()
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_text(re.compile("Invited, not in yet: .*Ann"))).to_be_visible()

    agent.page.goto(address)
    agent.page.get_by_label("Password").fill(PASSWORD)
    assert not breaches(agent.page)
    agent.page.get_by_role("button", name="Choose it and sign in").click()
    mine = agent.page.get_by_role("button", name=re.compile("^My status:"))
    expect(mine).to_be_visible()

    page.get_by_role("button", name="Put the guide away").click()
    expect(
        page.get_by_role("button", name="Show the guide first again")
    ).to_be_visible()
    page.goto(f"{new_shop.server.http}/admin")
    expect(page.get_by_role("heading", name="First steps")).to_be_hidden()
    boss.forgive("410")
    founded(page, new_shop)
    expect(page.get_by_role("alert")).to_contain_text("The link was used")

"""An agent answers by quick replies and by what is known, in the workbench (A4, A5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, expect

from gateway.client.blocking import blocking_visitor
from tests.browser.look import Look
from tests.browser.shop import Shop
from tests.browser.visit import Visit
from tests.system.test_staff import PASSWORD, members, post

pytestmark = [pytest.mark.unmeasured, pytest.mark.covers("A4", "A5")]
LOGIN = "replies@example.com"
DESKTOP = Look(width=1400, height=900, language="zh-CN")


def hired(shop: Shop) -> dict[str, str]:
    """A supervisor's cookie, once he has a password of his own."""
    words = ("add", LOGIN, "Rep", "--role", "supervisor", "--groups", "presale")
    first = str(members(shop.server, *words, "--capacity", "3")["password"])
    _, cookie = post(shop.server, "sign-in", login=LOGIN, password=first)
    _, cookie = post(shop.server, "password", cookie, old=first, new=PASSWORD)
    name, _, value = cookie.partition("=")
    return {"name": name, "value": value, "url": shop.server.http}


@contextmanager
def asking(shop: Shop, text: str) -> Generator[None]:
    """A visitor who asks an agent before the sale, and goes with the body."""
    ticket = shop.server.ticket("visitor", "replies-visitor")
    with blocking_visitor(shop.server.gateway, ticket=ticket) as visitor:
        conversation = visitor.open("presale")
        conversation.send(text)
        yield
        visitor.end_service(conversation.id)


def chosen(page: Page, typed: str) -> Locator:
    """The composer, once the quick reply that fits was taken."""
    field = page.locator(".composer textarea")
    field.fill(typed)
    expect(page.locator(".quick-picker li")).to_have_count(1)
    field.press("Enter")
    return field


def test_an_agent_answers_by_quick_replies_and_knowledge(
    shop: Shop, enter: Callable[[Look], Visit]
) -> None:
    window = enter(DESKTOP)
    window.context.add_cookies([hired(shop)])  # type: ignore[list-item]
    page = window.page
    page.goto(f"{shop.server.http}/workbench")
    page.get_by_role("button", name="上线接待").click()
    with asking(shop, "运费怎么算？"):
        page.locator(".sessions").get_by_text("运费怎么算").click()
        field = page.locator(".composer textarea")
        page.locator(".suggestion").first.wait_for()
        field.press("Alt+1")
        expect(field).to_have_value(re.compile("包邮"))
        expect(chosen(page, "#hyy")).to_have_value(re.compile("replies-visitor"))
        field.press("Enter")
        page.locator(".stream").get_by_text("我是Rep").wait_for()
        page.get_by_role("tab", name="话术").click()
        write_own(page)
        chosen(page, "/我的").press("Enter")
        page.locator(".stream").get_by_text("自己写的").wait_for()
        page.get_by_role("tab", name="知识库").click()
        page.get_by_role("searchbox").fill("退款多久到账")
        page.get_by_role("button", name=re.compile("发送: .*退款多久")).click()
        page.locator(".stream").get_by_text("原路退回").wait_for()


def write_own(page: Page) -> None:
    """In the tab of quick replies."""
    page.get_by_role("button", name="添加常用语").click()
    page.get_by_label("标题").fill("我的回复")
    page.get_by_label("内容").fill("自己写的")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("button", name="编辑: 我的回复").wait_for()

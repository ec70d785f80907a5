"""An agent answers by quick replies and by what is known, in the workbench (A4, A5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import breaches
from tests.browser.look import DESKTOP, PHONE, Look
from tests.browser.shop import Shop
from tests.browser.visit import Visit
from tests.browser.workbench import Workbench, hired, visitor

pytestmark = [pytest.mark.unmeasured]
Enter = Callable[[Look], Visit]
NAME = "r-visitor"


@contextmanager
def asked(shop: Shop, enter: Enter, look: Look = DESKTOP) -> Generator[Workbench]:
    """A supervisor's desk: a visitor has asked something, and nobody answered yet."""
    desk = Workbench(enter(look).page, shop.server)
    desk.enter(hired(shop.server, "Rep", "--role", "supervisor"))
    desk.turns("On duty: take sessions")
    with visitor(shop.server, NAME, "presale") as talk:
        talk.send("运费怎么算？")
        expect(composer(desk.page)).to_be_visible()
        yield desk


def composer(page: Page) -> Locator:
    return page.locator(".composer textarea")


def takes(page: Page, typed: str) -> None:
    """Takes the one quick reply that fits."""
    composer(page).fill(typed)
    expect(page.locator(".quick-picker li")).to_have_count(1)
    composer(page).press("Enter")


def said(page: Page, text: str) -> None:
    """Waits until it stands in the conversation."""
    page.locator(".stream").get_by_text(text).wait_for()


def write_own(page: Page) -> None:
    page.get_by_role("button", name="Add a quick reply").click()
    page.get_by_label("Title").fill("我的回复")
    page.get_by_label("Text", exact=True).fill("自己写的")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Edit: 我的回复").wait_for()


@pytest.mark.covers("A4", "A5")
def test_an_agent_answers_by_quick_replies_and_knowledge(
    shop: Shop, enter: Enter
) -> None:
    with asked(shop, enter) as desk:
        page = desk.page
        page.locator(".suggestion").first.wait_for()
        composer(page).press("Alt+1")
        expect(composer(page)).to_have_value(re.compile("包邮"))
        composer(page).fill("#")
        page.locator(".quick-picker li").first.wait_for()
        assert breaches(page) == []
        takes(page, "#hyy")
        expect(composer(page)).to_have_value(re.compile(f"{NAME}.*Rep"))
        composer(page).press("Enter")
        said(page, "我是Rep")
        page.get_by_role("tab", name="Answers").click()
        write_own(page)
        takes(page, "/我的")
        composer(page).press("Enter")
        said(page, "自己写的")
        page.get_by_role("tab", name="Knowledge").click()
        page.get_by_role("searchbox").fill("退款多久到账")
        page.get_by_role("button", name=re.compile("Send: .*退款多久")).click()
        said(page, "原路退回")


@pytest.mark.covers("A5", "R11")
def test_replies_go_through_a_file_and_a_contribution_is_decided(
    shop: Shop, enter: Enter, tmp_path: Path
) -> None:
    with asked(shop, enter) as desk:
        page = desk.page
        page.get_by_role("tab", name="Answers").click()
        file = tmp_path / "replies.csv"
        file.write_text("内容,title\n一,导入一\n二,导入二\n")
        page.locator(".replies input[type=file]").set_input_files(file)
        expect(page.get_by_text("2 of 2 are in.")).to_be_visible()
        with page.expect_download() as downloading:
            page.get_by_role("button", name="Export CSV").click()
        kept = Path(downloading.value.path()).read_text("utf-8-sig")
        assert ",导入一,一\n" in kept
        page.get_by_role("tab", name="Suggested").click()
        page.get_by_role("button", name="Contribute an answer").click()
        expect(page.get_by_label("Question, as visitors ask it")).to_have_value(
            "运费怎么算？"
        )
        page.get_by_label("Question, as visitors ask it").fill("能送到国外吗")
        page.get_by_label("Answer", exact=True).fill("暂时不能。")
        page.get_by_role("button", name="Contribute an answer").click()
        row = page.get_by_role("listitem").filter(has_text="能送到国外吗")
        row.get_by_role("textbox").fill("已有")
        assert breaches(page) == []
        row.get_by_role("button", name="Reject").click()
        expect(row).to_contain_text("rejected")
        expect(row).to_contain_text("已有")


@pytest.mark.covers("A5")
def test_on_a_phone_the_panel_makes_way_for_what_it_wrote(
    shop: Shop, enter: Enter
) -> None:
    with asked(shop, enter, PHONE) as desk:
        page = desk.page
        page.get_by_role("button", name="About the visitor").click()
        page.get_by_role("tab", name="Answers").click()
        page.get_by_role("button", name="Write: 退款时效").click()
        expect(composer(page)).to_have_value(re.compile("3 个工作日"))
        expect(page.get_by_role("tab", name="Answers")).to_be_hidden()

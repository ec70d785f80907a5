"""The robot's pages in a browser: each one's main job, to the visitor and back."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import breaches
from tests.browser.administration import at_page
from tests.browser.chat_page import chat_address, enter_chat
from tests.browser.look import DESKTOP, PHONE, Look
from tests.browser.shop import Shop
from tests.browser.visit import Visit

pytestmark = [pytest.mark.unmeasured]
Enter = Callable[[Look], Visit]
QUESTION = "Do you engrave pocket watches?"
ANSWER = "Yes, up to twelve letters."
SHEET = b"question,answer\nCan I pay with seashells?,No.\n,Nobody asked.\n"


def publish(page: Page, http: str) -> None:
    """Publishes the draft, and waits until it answers."""
    page.goto(f"{http}/admin/robot")
    page.get_by_label("Note").fill("a browser's test")
    page.get_by_role("button", name="Publish the draft").click()
    page.get_by_role("button", name="Go ahead").click()
    expect(page.get_by_text("there is nothing to publish")).to_be_visible()
    first = page.get_by_role("row").nth(1)
    expect(first).to_contain_text("In force")


@pytest.mark.covers("R2", "R8")
def test_an_entry_is_written_tried_published_and_answers(
    shop: Shop, enter: Enter
) -> None:
    page, http = at_page(shop, enter(DESKTOP), "/admin/knowledge"), shop.server.http
    page.get_by_role("link", name="Add an entry").click()
    page.get_by_label("Question", exact=False).first.fill(QUESTION)
    page.get_by_label("Similar questions").fill("engraving\nletters on a watch")
    page.get_by_label("Kind").select_option("markdown")
    page.get_by_label("Words").fill(ANSWER.replace("Yes", "**Yes**"))
    page.get_by_role("button", name="Another answer").click()
    assert breaches(page) == []
    page.get_by_role("button", name="Remove this answer").last.click()
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_label("Search").fill("engrave")
    page.get_by_label("Search").press("Enter")
    expect(page.get_by_role("link", name=QUESTION)).to_be_visible()
    page.goto(f"{http}/admin/trial")
    page.get_by_label("What the visitor writes").fill("can you engrave my watch")
    page.get_by_role("button", name="Ask").click()
    expect(page.locator("#answer")).to_have_text(ANSWER)
    expect(page.locator("#answer strong")).to_have_text("Yes")
    assert breaches(page) == []
    publish(page, http)
    assert breaches(page) == []
    chat = enter_chat(enter(DESKTOP), chat_address(http))
    chat.says(QUESTION)
    chat.shows(ANSWER)


@pytest.mark.covers("R9")
def test_the_welcome_card_has_its_questions_in_order(shop: Shop, enter: Enter) -> None:
    page = at_page(shop, enter(DESKTOP), "/admin/knowledge")
    for box in page.get_by_role("checkbox").all()[:2]:
        box.check()
    asked = [link.inner_text() for link in page.locator("tbody a").all()[:2]]
    page.get_by_label("The ticked ones").select_option("welcome")
    page.get_by_role("button", name="Do it").click()
    page.get_by_role("button", name="Go ahead").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    page.get_by_role("link", name="Welcome card").click()
    rows = page.locator("ol li")
    before = rows.count()
    expect(rows.last).to_contain_text(asked[1])
    rows.last.get_by_role("button", name="Up").click()
    expect(rows.last).to_contain_text(asked[0])
    assert breaches(page) == []
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    page.reload()
    expect(rows.last).to_contain_text(asked[0])
    expect(rows).to_have_count(before)


@pytest.mark.covers("R3")
def test_a_sheet_with_a_fault_is_mended_and_imported(
    shop: Shop, enter: Enter, tmp_path: Path
) -> None:
    page = at_page(shop, enter(PHONE), "/admin/knowledge/import")
    bring(page, "shells.csv", SHEET)
    first = page.locator("article").first
    expect(first).to_contain_text("Would add 1")
    expect(first).to_contain_text("with faults 1")
    assert breaches(page) == []
    first.get_by_role("button", name="Import into the draft").click()
    expect(first).to_contain_text("Imported into the draft")
    with page.expect_download() as given:
        first.get_by_role("link", name="File of the faults").click()
    errors = tmp_path / "errors.csv"
    given.value.save_as(errors)
    mended = errors.read_bytes().replace(b",Nobody", b"Do you pay in kind?,Nobody")
    bring(page, "mended.csv", mended)
    again = page.locator("article").first
    expect(again).to_contain_text("Would add 1")
    expect(again).to_contain_text("with faults 0")
    again.get_by_role("button", name="Import into the draft").click()
    expect(again).to_contain_text("Added 1")


def bring(page: Page, name: str, data: bytes) -> None:
    file = {"name": name, "mimeType": "text/csv", "buffer": data}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("heading", name=re.compile(name))).to_be_visible()


@pytest.mark.covers("R11")
def test_what_was_asked_in_vain_becomes_an_entry(shop: Shop, enter: Enter) -> None:
    asked = "Xylophone tuning for hedgehogs"
    http = shop.server.http
    chat = enter_chat(enter(DESKTOP), chat_address(http))
    chat.says(asked)
    expect(chat.log.locator(".item")).not_to_have_count(1)
    page = at_page(shop, enter(DESKTOP), "/admin/unanswered")
    group = page.locator("article").filter(has_text=asked)
    while not group.count():  # until the records have it
        page.reload()
    group.get_by_role("button", name="Add to an entry").click()
    teach = page.get_by_role("dialog")
    words = teach.get_by_role("searchbox", name="Look for an entry")
    expect(words).to_have_value(asked)
    words.fill("发票")
    expect(teach.get_by_role("radio").first).to_be_visible()
    assert breaches(page) == []
    teach.get_by_role("button", name="Cancel").click()
    group.get_by_role("button", name="Make it an entry").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Answer").fill("Not before spring.")
    assert breaches(page) == []
    dialog.get_by_role("button", name="Save").click()
    expect(group).to_have_count(0)
    page.goto(f"{http}/admin/knowledge?text=hedgehogs")
    expect(page.get_by_role("link", name=asked)).to_be_visible()

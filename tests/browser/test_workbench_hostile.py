"""What others write is text, wherever the workbench shows it: never a script (P5)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat_page import chat_address, enter_chat
from tests.browser.hostile import HOSTILE, IMAGE, bodies
from tests.browser.look import DESKTOP
from tests.browser.seat import seat
from tests.browser.shop import Shop
from tests.browser.visit import Visit
from tests.browser.workbench import at_work, hired

pytestmark = [pytest.mark.unmeasured, pytest.mark.covers("P5", "W1")]

Enter = Callable[..., Visit]
DANGEROUS: Final = """() => {
  const harmless = ["http:", "https:", "blob:"];
  const elements = document.querySelectorAll(
    "#workbench :is(script, iframe, object, embed, style, link, base, meta, math), "
    + "#workbench :is([onerror], [onload], [onfocus], [ontoggle], [onmouseover])");
  const links = [...document.links].map((each) => each.protocol);
  return [
    ...links.filter((each) => !harmless.includes(each)),
    ...[...elements].map((each) => each.outerHTML),
  ];
}"""
"""Links out of the web, and what no workbench needs."""


def is_harmless(page: Page) -> None:
    assert page.evaluate(DANGEROUS) == []


def test_nothing_that_is_told_of_a_session_runs(shop: Shop, enter: Enter) -> None:
    said = dict.fromkeys(("clientData", "channelName", "peerSource", "remark"), IMAGE)
    link = chat_address(shop.server.http, group="presale", nickname=IMAGE, **said)
    guest = enter()
    guest.forgive("status of 415")
    chat = enter_chat(guest, link)
    chat.says(HOSTILE[0])
    with seat(shop.server, "xiaoming") as first:
        theirs = first.serves(HOSTILE[0])
        for body in bodies():
            theirs.send(body)
        desk = at_work(
            enter(DESKTOP).page,
            shop.server,
            hired(shop.server, "Eva", "--nickname", HOSTILE[2]),
        )
        first.agent.transfer(theirs.id, group="aftersale", note=IMAGE)
        expect(desk.offers).to_contain_text(f"hands over {IMAGE}")
        is_harmless(desk.page)
        desk.page.keyboard.press("Alt+a")
    desk.serves(IMAGE)
    panel = desk.page.get_by_role("complementary")
    named = {"name": f"{IMAGE}.txt".replace("/", ""), "mimeType": "", "buffer": b"x"}
    chat.page.locator("input[type=file]").set_input_files(named)  # type: ignore[arg-type]
    expect(desk.stream.get_by_text(re.compile("onerror.*txt")).last).to_be_visible()
    chat.composer.press_sequentially(HOSTILE[1])
    is_harmless(desk.page)
    desk.stream.focus()
    for _ in range(12):
        desk.page.keyboard.press("PageUp")
        is_harmless(desk.page)
    expect(desk.stream.get_by_text(HOSTILE[0], exact=True).first).to_be_visible()
    for tab in ("Session", "History", "Routing", "Customer"):
        panel.get_by_role("tab", name=tab).click()
        is_harmless(desk.page)
    note = panel.get_by_label("A note for everybody who serves this customer")
    note.fill(IMAGE)
    desk.button("Add note").click()
    expect(panel.get_by_role("listitem").filter(has_text=IMAGE)).to_be_visible()
    desk.page.keyboard.press("Alt+e")
    desk.page.keyboard.type(HOSTILE[1])
    desk.page.keyboard.press("Enter")
    desk.dialog.get_by_label("Remark").fill(IMAGE)
    desk.dialog.get_by_label("Follow up").fill(HOSTILE[2])
    is_harmless(desk.page)
    desk.dialog.get_by_role("button", name="End session").click()
    expect(desk.sessions.get_by_role("heading", name="Ended 1")).to_be_visible()
    desk.button("Lists").click()
    desk.button("To follow up").click()
    expect(desk.dialog).to_contain_text(HOSTILE[2])
    is_harmless(desk.page)
    desk.page.keyboard.press("Escape")
    desk.button("Records").click()
    row = desk.page.locator(".record").filter(has_text=IMAGE).first
    row.click()
    expect(desk.page.locator(".record-said")).to_contain_text(HOSTILE[5])
    is_harmless(desk.page)

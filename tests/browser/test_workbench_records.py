"""What was, the own figures and the own profile, in the workbench."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pyotp
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.accessibility import breaches
from tests.browser.look import DESKTOP, PHONE, Look
from tests.browser.shop import Shop
from tests.browser.visit import Visit
from tests.browser.workbench import PASSWORD, Workbench, hired, visitor

pytestmark = [pytest.mark.unmeasured]

Enter = Callable[[Look], Visit]


def served(desk: Workbench, shop: Shop, name: str, text: str) -> None:
    """Somebody has said that, and his session is over and recorded."""
    desk.turns("On duty: take sessions")
    with visitor(shop.server, name, "presale") as talk:
        talk.send(text)
        # Its row, or where there is one pane, the session itself.
        seen = desk.page.get_by_text(text).filter(visible=True)
        expect(seen.first).to_be_visible()
    desk.has_recorded(name)
    desk.turns("Off duty")


@pytest.mark.covers("W5", "W6")
def test_what_was_said_is_found_again(shop: Shop, enter: Enter) -> None:
    desk = Workbench(enter(DESKTOP).page, shop.server)
    page = desk.page
    desk.enter(hired(shop.server, "Rex"))
    served(desk, shop, "r-one", "Where is parcel 4711? The parcel!")
    desk.button("Records").click()
    page.get_by_label("Words that were said").fill("PARCEL 4711")
    desk.button("Search").click()
    row = page.locator(".record")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("r-one")
    row.click()
    expect(page.locator(".record-said mark")).to_have_text(["parcel", "4711", "parcel"])
    page.get_by_label("Find in this session").fill("where")
    expect(page.locator(".record-said mark")).to_have_text(["Where"])
    assert breaches(page) == []
    with page.expect_download() as told:
        page.get_by_role("link", name="Export").first.click()
    table = Path(told.value.path()).read_text(encoding="utf-8-sig")
    assert [line.count("r-one") > 0 for line in table.splitlines()] == [False, True]
    page.get_by_label("Words that were said").fill("no such words")
    desk.button("Search").click()
    expect(page.get_by_text("No session fits.")).to_be_visible()
    desk.button("My figures").click()
    cells = page.get_by_role("row", name=re.compile("^Sessions served")).locator("td")
    expect(cells).to_have_text(["1", "1"])
    assert breaches(page) == []


@pytest.mark.covers("W5", "W7")
def test_on_a_phone_the_list_and_the_session_take_turns(
    shop: Shop, enter: Enter
) -> None:
    desk = Workbench(enter(PHONE).page, shop.server)
    page = desk.page
    desk.enter(hired(shop.server, "Rex"))
    served(desk, shop, "r-two", "Is it waterproof?")
    desk.button("Rex").click()
    desk.button("Records").click()
    row = page.locator(".record").filter(has_text="r-two")
    row.click()
    expect(page.locator(".record-said")).to_contain_text("Is it waterproof?")
    expect(row).to_be_hidden()
    assert breaches(page) == []
    page.go_back()
    expect(row).to_be_visible()
    assert breaches(page) == []
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE.width


@pytest.mark.covers("W10")
def test_a_member_edits_the_own_profile(shop: Shop, enter: Enter) -> None:
    window = enter(DESKTOP)
    window.forgive("403")
    desk, page = Workbench(window.page, shop.server), window.page
    desk.enter(hired(shop.server, "Pia"))
    desk.button("My profile").click()
    page.get_by_label("Nickname").fill("Pia from presale")
    desk.button("Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(desk.button("Pia from presale")).to_be_visible()
    picture = {"name": "me.png", "mimeType": "image/png", "buffer": large_picture()}
    page.locator("input[type=file]").set_input_files(picture)  # type: ignore[arg-type]
    shown = page.locator("img.face")
    expect(shown).to_have_js_property("naturalWidth", 128)
    desk.button("Remove").click()
    expect(shown).to_be_hidden()
    assert breaches(page) == []
    page.get_by_text("Change the password").first.click()
    page.get_by_label("Password until now").fill("wrong-1")
    for name in ("New password", "New password again"):
        page.get_by_label(name, exact=True).fill(PASSWORD + "2")
    desk.button("Change the password").click()
    expect(page.get_by_role("alert").filter(has_text="wrong")).to_be_visible()
    page.get_by_label("Password until now").fill(PASSWORD)
    desk.button("Change the password").click()
    expect(page.get_by_text("Changed. You go on working here.")).to_be_visible()
    page.reload()
    expect(desk.status).to_be_visible()


@pytest.mark.covers("W10", "P5")
def test_a_second_factor_is_scanned(shop: Shop, enter: Enter) -> None:
    desk = Workbench(enter(replace(DESKTOP, theme="dark")).page, shop.server)
    page = desk.page
    desk.enter(hired(shop.server, "Quin"))
    desk.button("My profile").click()
    page.get_by_text("Second factor: off").click()
    desk.button("Add a second factor").click()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    desk.button("Begin").click()
    code = page.get_by_role("img", name="QR code")
    box = code.bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (200, 200)
    assert breaches(page) == []
    key = page.locator(".secret code").inner_text().replace(" ", "")
    page.locator("[name=code]").fill(pyotp.TOTP(key).now())
    desk.button("Confirm").click()
    expect(page.get_by_role("heading", name="Keep your recovery")).to_be_visible()


def large_picture() -> bytes:
    """More bytes than the service takes of a picture."""
    found = BytesIO()
    Image.effect_noise((600, 400), 90).save(found, "PNG")
    assert found.tell() > 64 * 1024
    return found.getvalue()

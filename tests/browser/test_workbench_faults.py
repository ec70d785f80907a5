"""The workbench when nobody answers, and when its service dies or is replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import pytest
from playwright.sync_api import expect

from tests.browser.chat_page import chat_address, enter_chat
from tests.browser.look import DESKTOP
from tests.browser.shop import DEMONSTRATION, Shop, running_shop
from tests.browser.visit import UNREACHABLE, Visit
from tests.browser.workbench import Workbench, at_work, hired, visitor

pytestmark = [pytest.mark.unmeasured]

Enter = Callable[..., Visit]
HURRIED: Final = {
    **DEMONSTRATION,
    "TRIODESK_DEMO_KNOWLEDGE": "false",
    "TRIODESK_SERVICE_ACCEPT_SECONDS": "5",
}
"""An offer waits no longer than a test."""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    data = tmp_path_factory.mktemp("faults") / "data"
    with running_shop(data, settings=HURRIED) as running:
        yield running


@pytest.fixture
def ann(shop: Shop, enter: Enter) -> Workbench:
    visit = enter(DESKTOP)
    visit.forgive(UNREACHABLE)
    return at_work(visit.page, shop.server, hired(shop.server, "Ann"))


@pytest.mark.covers("Q7", "W2")
def test_an_offer_that_nobody_answers_goes_to_the_next(
    shop: Shop, enter: Enter, ann: Workbench
) -> None:
    with visitor(shop.server, "f-one", "aftersale") as talk:
        talk.send("anybody?")
        expect(ann.offers).to_contain_text("f-one")
        ben = at_work(enter(DESKTOP).page, shop.server, hired(shop.server, "Ben"))
        expect(ben.offers).to_contain_text("f-one")
        ben.page.keyboard.press("Alt+a")
        ben.serves("f-one")
        expect(ann.offers).to_be_hidden()


@pytest.mark.covers("V8", "W2")
def test_what_is_written_while_the_service_is_dead_comes_once(
    shop: Shop, enter: Enter, ann: Workbench
) -> None:
    guest = enter()
    guest.forgive(UNREACHABLE)
    link = chat_address(shop.server.http, group="presale", nickname="f-two")
    chat = enter_chat(guest, link)
    chat.says("v1")
    ann.serves("f-two")
    ann.says("a1")
    chat.shows("a1")
    shop.server.kill()
    expect(ann.page.get_by_text("The connection is gone.")).to_be_visible()
    ann.says("a2")
    chat.says("v2")
    ann.composer.fill("half a wo")
    shop.server.start()
    for text in ("v1", "a1", "a2", "v2"):
        ann.shows(text)
        chat.shows(text)
    expect(ann.page.get_by_text("The connection is gone.")).to_be_hidden()
    expect(ann.composer).to_have_value("half a wo")
    # As a new version is brought in: it ends in peace, and another goes on.
    assert shop.server.stop() == 0
    expect(ann.page.get_by_text("The connection is gone.")).to_be_visible()
    ann.composer.fill("a3")
    ann.composer.press("Enter")
    shop.server.start()
    chat.shows("a3")
    ann.shows("a3")
    chat.says("v3")
    ann.shows("v3")
    said = chat.all_that_look(r"\b[va]\d\b")
    assert sorted(said) == ["a1", "a2", "a3", "v1", "v2", "v3"]
    chat.ends(chat.words.end_service)

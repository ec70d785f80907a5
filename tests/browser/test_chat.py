"""A visitor of the demonstration talks to its robot and to a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import breaches
from tests.browser.chat_page import ChatPage, chat_address, enter_chat
from tests.browser.look import PHONE, Look
from tests.browser.seat import seat
from tests.browser.shop import Shop
from tests.browser.visit import Visit

pytestmark = pytest.mark.unmeasured
QUESTION: Final = "How long does delivery take?"
ANSWER: Final = "Orders before 4 pm leave the same day; delivery takes 2 to 4 days."

Enter = Callable[..., Visit]


@pytest.fixture
def address(shop: Shop) -> str:
    return chat_address(shop.server.http)


@pytest.mark.covers("V1", "V2", "V4", "R5", "S3")
def test_the_robot_then_a_person_and_a_reload(
    shop: Shop, enter: Enter, address: str
) -> None:
    chat = enter_chat(enter(), address)
    chat.says(QUESTION)
    chat.shows(ANSWER)
    helped = chat.log.get_by_role("button", name="This helped").last
    helped.click()
    expect(helped).to_have_attribute("aria-pressed", "true")
    assert breaches(chat.page) == []
    with seat(shop.server, "xiaoming") as agent:
        chat.button(chat.words.ask_human).click()
        theirs = agent.serves(QUESTION)
        theirs.send("Hello, how can I help?")
        chat.shows("Hello, how can I help?")
        theirs.typing()
        expect(chat.log).to_contain_text(chat.words.types)
        theirs.typing(is_typing=False)
        expect(chat.log).not_to_contain_text(chat.words.types)
        chat.says("My parcel is late")
        agent.hears("My parcel is late")
        theirs.read()
        expect(chat.bubble("My parcel is late")).to_contain_text(chat.words.read)
        before = chat.log.inner_text()
        chat.page.reload()
        chat.is_ready()
        chat.shows("My parcel is late")
        chat.shows(ANSWER)
        assert chat.log.inner_text() == before
        assert breaches(chat.page) == []
        chat.ends(chat.words.end_service)
        expect(chat.button(chat.words.ask_human)).to_be_visible()


@pytest.mark.covers("S3")
def test_an_end_and_a_new_beginning(enter: Enter, address: str) -> None:
    chat = enter_chat(enter(), address)
    chat.says(QUESTION)
    chat.shows(ANSWER)
    chat.ends(chat.words.end)
    expect(chat.page.get_by_text(chat.words.ended)).to_be_visible()
    assert breaches(chat.page) == []
    chat.button(chat.words.start_anew).click()
    chat.is_ready()
    chat.says("When do you ship?")
    expect(chat.bubble(ANSWER)).to_have_count(2)


@pytest.mark.covers("V8")
def test_two_tabs_are_one_visitor(enter: Enter, address: str) -> None:
    visit = enter()
    one = enter_chat(visit, address)
    other = ChatPage(visit.tab())
    other.open(address)
    one.says(QUESTION)
    for tab in (one, other):
        tab.shows(QUESTION)
        tab.shows(ANSWER)
    other.says("Thanks")
    one.shows("Thanks")


@pytest.mark.covers("V1")
def test_what_a_link_says_of_the_visit_comes_to_the_agent(
    shop: Shop, enter: Enter
) -> None:
    said = {"clientData": "cart-7", "peerSource": "mail", "remark": "gold"}
    link = chat_address(shop.server.http, nickname="Bob", group="presale", **said)
    with seat(shop.server, "xiaoming") as agent:
        chat = enter_chat(enter(), link)
        chat.says("Hello from a letter")
        theirs = agent.serves("Hello from a letter")
        shown = agent.sees(theirs.id)
        assert (shown.nickname, shown.group) == ("Bob", "presale")
        source = shown.source
        assert source is not None
        told = (source.client_data, source.peer_source, source.remark)
        assert told == tuple(said.values())
        theirs.close()


def test_in_chinese_and_in_the_dark(enter: Enter, address: str) -> None:
    visit = enter(Look("zh-CN", "dark", is_phone=True, width=360, height=640))
    chat = enter_chat(visit, address, "zh-CN")
    chat.says("怎么退货")
    expect(chat.button(chat.words.ask_human)).to_be_visible()
    root = chat.page.locator("html")
    expect(root).to_have_attribute("lang", "zh-CN")
    expect(root).to_have_attribute("data-theme", "dark")
    assert breaches(chat.page) == []


@pytest.mark.covers("V1")
def test_the_service_speaks_the_language_that_was_chosen_from_the_next_session_on(
    enter: Enter, shop: Shop
) -> None:
    chat = enter_chat(enter(), chat_address(shop.server.http, group="presale"))
    expect(chat.log).to_contain_text("One moment, please.")
    chat.button(chat.words.menu).click()
    chat.page.get_by_label("Language").select_option("zh-CN")
    again = ChatPage(chat.page, "zh-CN")
    again.ends("退出排队")
    again.button(again.words.start_anew).click()
    expect(again.log).to_contain_text("正在为您")
    again.ends("退出排队")


def test_what_was_chosen_of_the_looks_is_kept(enter: Enter, address: str) -> None:
    visit = enter()
    chat = enter_chat(visit, address)
    chat.button(chat.words.menu).click()
    chat.page.get_by_label("Appearance").select_option("dark")
    chat.page.get_by_label("Language").select_option("zh-CN")
    root = chat.page.locator("html")
    expect(root).to_have_attribute("data-theme", "dark")
    chat.page.reload()
    ChatPage(chat.page, "zh-CN").is_ready()
    expect(root).to_have_attribute("lang", "zh-CN")
    expect(root).to_have_attribute("data-theme", "dark")


@pytest.mark.parametrize("look", [PHONE, Look()])
def test_a_page_is_never_wider_than_the_screen(
    enter: Enter, address: str, look: Look
) -> None:
    chat = enter_chat(enter(look), address)
    chat.says("x" * 400)
    chat.shows("x" * 400)
    wide = chat.page.evaluate("document.documentElement.scrollWidth")
    assert wide == look.width


def test_enter_sends_but_not_what_is_still_being_composed(
    enter: Enter, address: str
) -> None:
    chat = enter_chat(enter(), address)
    chat.composer.fill("ni")
    chat.composer.evaluate(
        "box => box.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'Enter', isComposing: true, bubbles: true}))"
    )
    chat.composer.press("Shift+Enter")
    chat.page.keyboard.type("hao")
    expect(chat.composer).to_have_value("ni\nhao")
    chat.composer.press("Enter")
    expect(chat.composer).to_have_value("")
    chat.shows("ni hao")


def test_what_comes_does_not_move_the_focus(
    shop: Shop, enter: Enter, address: str
) -> None:
    chat = enter_chat(enter(), f"{address}?group=presale")
    with seat(shop.server, "xiaoming") as agent:
        chat.says("Are you there?")
        theirs = agent.serves("Are you there?")
        chat.button(chat.words.menu).focus()
        theirs.send("Yes, I am")
        chat.shows("Yes, I am")
        expect(chat.button(chat.words.menu)).to_be_focused()
        said = chat.page.get_by_role("status").filter(has_text="Yes, I am")
        expect(said).to_have_count(1)
        theirs.close()

"""Cards in a browser: what a flow asks, what an agent sends, files, a rating."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from typing import Final

import pytest
from playwright.sync_api import FilePayload, Locator, expect

from gateway.wire.bodies import (
    MarkdownBody,
    OrderBody,
    OrderField,
    ProductBody,
)
from tests.actors.flow.cases import FULL
from tests.browser.accessibility import breaches
from tests.browser.chat_page import ChatPage, chat_address, enter_chat
from tests.browser.hostile import HOSTILE, HOSTILE_MARKDOWN
from tests.browser.seat import seat
from tests.browser.shop import Shop, running_shop
from tests.browser.visit import Visit

pytestmark = pytest.mark.unmeasured
CHANNEL: Final = (
    '[[channel]]\nid = "web"\ngroup = "presale"\nentry = "flow"\nflow = "full"\n'
)

Enter = Callable[..., Visit]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A service whose visitors are asked by the flow of the tests first."""
    data = tmp_path_factory.mktemp("cards") / "data"
    with running_shop(data, CHANNEL, FULL, settings={}) as running:
        yield running


@pytest.fixture
def chat(shop: Shop, enter: Enter) -> ChatPage:
    return enter_chat(enter(), chat_address(shop.server.http))


def card(chat: ChatPage, title: str) -> Locator:
    return chat.log.get_by_role("group", name=title, exact=True)


def crc(data: bytes) -> bytes:
    return struct.pack(">I", zlib.crc32(data))


def png(width: int, height: int) -> bytes:
    """A picture of one colour, as a file."""
    rows = (b"\0" + b"\x20\x80\x80" * width) * height
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + name + data + crc(name + data)
        for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def answer_the_flow(chat: ChatPage) -> None:
    """Goes by the menu and the form to a person, with keys alone."""
    menu = card(chat, "What about?")
    menu.get_by_role("button", name="Before sales").press("Enter")
    form = card(chat, "Tell us.")
    form.get_by_label("Name").press("Enter")
    expect(form.get_by_label("Name")).to_be_focused()
    expect(form).to_contain_text("Please fill this in.")
    assert breaches(chat.page) == []
    form.get_by_label("Name").fill("Li")
    form.get_by_role("radio", name="No").press("Space")
    form.get_by_label("Name").press("Enter")
    expect(form.get_by_role("definition").first).to_have_text("Li")
    expect(menu.get_by_role("button", name="Before sales")).to_have_attribute(
        "aria-pressed", "true"
    )


@pytest.mark.covers("V2", "V3", "V5")
def test_asked_served_and_rated(shop: Shop, chat: ChatPage) -> None:
    with seat(shop.server, "xiaoming") as agent:
        answer_the_flow(chat)
        chat.says("Is it blue?")
        theirs = agent.serves("Is it blue?")
        theirs.send(ProductBody("Blue shirt", "https://shop.example/blue", "Cotton"))
        theirs.send(OrderBody("Order 7", fields=(OrderField("State", "Sent"),)))
        theirs.send(
            MarkdownBody("# Wash\n\n- at **30** °C\n- [more](https://a.example)")
        )
        product = chat.log.get_by_role("link", name="Blue shirt Cotton")
        expect(product).to_have_attribute("href", "https://shop.example/blue")
        expect(product).to_have_attribute("rel", "noopener noreferrer nofollow")
        expect(card(chat, "Order").get_by_role("definition")).to_have_text("Sent")
        row = chat.log.get_by_role("listitem").filter(has_text="at 30 °C")
        expect(row).to_be_visible()
        for text in HOSTILE_MARKDOWN:
            theirs.send(MarkdownBody(text))
        theirs.send("That was all")
        chat.shows("That was all")
        for link in chat.log.get_by_role("link").all():
            assert (link.get_attribute("href") or "").startswith("http")
        theirs.invite_rating()
        rating = card(chat, "Please rate this service.")
        rating.get_by_role("radio").last.press("Space")
        rating.get_by_role("button", name="Solved", exact=True).click()
        rating.get_by_role("textbox").fill("Quick & kind")
        assert breaches(chat.page) == []
        rating.get_by_role("button", name="Send").click()
        expect(rating).to_contain_text("★★★★★")
        expect(rating).to_contain_text("Quick & kind")
        expect(chat.log).to_contain_text("Thank you for your rating.")


@pytest.mark.covers("V2", "P5")
def test_files_go_up_and_come_down(shop: Shop, enter: Enter) -> None:
    visit = enter()
    visit.forgive("status of 415")
    chat = enter_chat(visit, chat_address(shop.server.http))
    files: list[FilePayload] = [
        {"name": "blue.png", "mimeType": "image/png", "buffer": png(300, 600)},
        {"name": HOSTILE[1].replace("/", ""), "mimeType": "", "buffer": b"x"},
        {"name": "note.txt", "mimeType": "", "buffer": b"It is torn."},
    ]
    with seat(shop.server, "xiaoming") as agent:
        answer_the_flow(chat)
        chat.says("Look")
        theirs = agent.serves("Look")
        chat.page.locator("input[type=file]").set_input_files(files)
        picture = chat.log.get_by_role("button", name="Show picture blue.png large")
        expect(picture.get_by_role("img")).to_have_js_property("naturalHeight", 600)
        # Whoever sends something is at the end; who then looks at a picture leaves it.
        note = chat.log.get_by_role("button", name="Download note.txt, 11 B")
        expect(note).to_be_in_viewport()
        picture.press("Enter")
        large = chat.page.get_by_role("dialog", name="blue.png")
        expect(large.get_by_role("img")).to_be_visible()
        assert breaches(chat.page) == []
        chat.page.keyboard.press("Escape")
        expect(large).to_be_hidden()
        with chat.page.expect_download() as download:
            note.click()
        assert download.value.path().read_bytes() == b"It is torn."
        tray = chat.page.get_by_role("list", name="Files on their way")
        expect(tray).to_contain_text("Files of this kind cannot be sent.")
        tray.get_by_role("button", name="Cancel").click()
        expect(tray).to_be_hidden()
        kinds = [each.body.__struct_config__.tag for each in theirs.history()]
        assert kinds[-2:] == ["image", "file"]


@pytest.mark.covers("V7")
def test_a_message_is_left(chat: ChatPage) -> None:
    menu = card(chat, "What about?")
    menu.get_by_role("button", name="LATER").click()
    letter = chat.page.get_by_role("form")
    letter.get_by_label("Your message").fill("Please call me")
    letter.get_by_label("Telephone or e-mail").fill("li@shop.example")
    assert breaches(chat.page) == []
    letter.get_by_role("button", name="Leave message").click()
    chat.shows("Please call me")
    expect(chat.page.get_by_text("Thank you. We have your message")).to_be_visible()

"""What a visitor sees of a long talk, and what he has written and not sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from gateway.client.blocking import BlockingConversation
from tests.browser.chat_page import ChatPage, chat_address, enter_chat
from tests.browser.look import PHONE, Look
from tests.browser.seat import Seat, seat
from tests.browser.shop import Shop
from tests.browser.visit import Visit

pytestmark = pytest.mark.unmeasured
LONG = 25
"""Messages: more than a window has room for."""
PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFElEQVR4nGP8z8DAwMDAxMDAwMDAAAANHQEDasKb"
    "6QAAAABJRU5ErkJggg=="
)
"""A PNG of 2 × 2 pixels, in base64."""
COUNTS_TONES = """window.tones = 0;
window.OscillatorNode = class extends OscillatorNode {
    start(...when) { window.tones += 1; super.start(...when); }
};"""
GIVES_PICTURE = """(box, [base64, how]) => {
    const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], `${how}.png`, { type: "image/png" }));
    const way = { bubbles: true, cancelable: true };
    box.dispatchEvent(how === "paste"
        ? new ClipboardEvent("paste", { clipboardData: data, ...way })
        : new DragEvent("drop", { dataTransfer: data, ...way }));
}"""

Enter = Callable[..., Visit]


@pytest.fixture
def address(shop: Shop) -> str:
    return chat_address(shop.server.http, group="presale")


@pytest.fixture
def agent(shop: Shop) -> Iterator[Seat]:
    with seat(shop.server, "xiaoming") as free:
        yield free


def talk(chat: ChatPage, agent: Seat, word: str) -> BlockingConversation:
    """Brings the visitor to an agent, who then says a lot."""
    chat.says(word)
    theirs = agent.serves(word)
    for number in range(1, LONG + 1):
        theirs.send(f"{word} {number}")
    chat.shows(f"{word} {LONG}")
    return theirs


def is_in_sight(chat: ChatPage, text: str) -> bool:
    inside: bool = chat.bubble(text).evaluate(
        "each => { const box = each.getBoundingClientRect();"
        " const log = each.closest('[role=log]').getBoundingClientRect();"
        " return box.top >= log.top && box.bottom <= log.bottom }"
    )
    return inside


@pytest.mark.covers("V2")
def test_who_reads_above_is_told_what_is_new_and_stays_there(
    agent: Seat, enter: Enter, address: str
) -> None:
    chat = enter_chat(enter(), address)
    theirs = talk(chat, agent, "line")
    assert is_in_sight(chat, f"line {LONG}")
    chat.log.evaluate("log => { log.scrollTop = 0 }")
    expect(chat.button("To the newest message")).to_be_visible()
    theirs.send("one more")
    theirs.send("and another")
    expect(chat.page.get_by_text("2 new messages")).to_be_visible()
    expect(chat.page).to_have_title("(2) Customer service")
    assert is_in_sight(chat, "line 1")
    chat.button("To the newest message").click()
    expect(chat.button("To the newest message")).to_have_count(0)
    expect(chat.page).to_have_title("Customer service")
    assert is_in_sight(chat, "and another")
    expect(chat.log.get_by_text("New", exact=True)).to_be_visible()
    theirs.close()


@pytest.mark.covers("V2")
def test_what_came_while_nobody_looked_is_marked(
    agent: Seat, enter: Enter, address: str
) -> None:
    visit = enter()
    chat = enter_chat(visit, address)
    chat.says("Please tell me")
    theirs = agent.serves("Please tell me")
    chat.shows("Please tell me")
    chat.page.close()
    theirs.send("here it is")
    again = ChatPage(visit.tab())
    again.open(address)
    again.shows("here it is")
    expect(again.log.get_by_text("New", exact=True)).to_be_visible()
    theirs.close()


@pytest.mark.covers("V2")
def test_an_earlier_session_can_be_looked_at_again(
    agent: Seat, enter: Enter, address: str
) -> None:
    visit = enter()
    chat = enter_chat(visit, address)
    talk(chat, agent, "old").close()
    chat.button(chat.words.start_anew).click()
    chat.is_ready()
    chat.says("something new")
    chat.shows("something new")
    chat.page.reload()
    chat.is_ready()
    chat.shows("something new")
    expect(chat.bubble("old 1")).to_have_count(0)
    chat.button("Show earlier messages").click()
    expect(chat.bubble("old 1")).to_have_count(1)
    expect(chat.log.get_by_text("New conversation")).to_be_visible()
    assert is_in_sight(chat, f"old {LONG}")
    agent.serves("something new").close()


@pytest.mark.covers("V8")
def test_what_is_written_and_not_sent_is_there_after_a_reload(
    enter: Enter, address: str
) -> None:
    chat = enter_chat(enter(), address)
    chat.composer.fill("I am not sure yet")
    chat.button("Emoji").click()
    chat.button("🤔").click()
    chat.page.reload()
    expect(chat.composer).to_have_value("I am not sure yet🤔")


@pytest.mark.covers("V2")
@pytest.mark.parametrize("how", ["paste", "drop"])
def test_a_picture_is_sent(agent: Seat, enter: Enter, address: str, how: str) -> None:
    chat = enter_chat(enter(), address)
    chat.says(f"a picture by {how}")
    theirs = agent.serves(f"a picture by {how}")
    chat.composer.evaluate(GIVES_PICTURE, [PICTURE, how])
    expect(chat.button(f"Show picture {how}.png large")).to_be_visible()
    theirs.close()


@pytest.mark.covers("V8")
def test_what_came_too_late_says_so_and_is_sent_in_a_new_session(
    shop: Shop, agent: Seat, enter: Enter, address: str
) -> None:
    visit = enter()
    visit.forgive("WebSocket connection to .* failed|ERR_")
    chat = enter_chat(visit, address)
    chat.says("Are you open?")
    theirs = agent.serves("Are you open?")
    shop.network.cut()
    chat.says("Wait, one more thing")
    expect(chat.bubble("Wait, one more thing")).to_contain_text("Sending")
    theirs.close()
    shop.network.mend()
    failed = chat.bubble("Wait, one more thing")
    expect(failed).to_contain_text("Not sent: The conversation had ended.")
    failed.get_by_role("button", name="Try again").click()
    expect(failed).not_to_contain_text("Not sent")
    chat.shows("Wait, one more thing")
    again = agent.serves("Wait, one more thing")
    assert again.id != theirs.id
    again.close()


@pytest.mark.covers("V2")
def test_what_others_write_is_heard_by_who_wants_to(
    agent: Seat, enter: Enter, address: str
) -> None:
    visit = enter()
    visit.context.add_init_script(COUNTS_TONES)
    chat = enter_chat(visit, address)
    chat.says("Can you hear me?")
    theirs = agent.serves("Can you hear me?")
    theirs.send("quiet")
    chat.shows("quiet")
    assert chat.page.evaluate("window.tones") == 0
    chat.button(chat.words.menu).click()
    chat.page.get_by_label("Sound").check()
    theirs.send("loud")
    chat.shows("loud")
    assert chat.page.evaluate("window.tones") == 1
    theirs.close()


@pytest.mark.covers("V2")
def test_a_finger_shows_what_can_be_done_before_it_does_it(
    shop: Shop, enter: Callable[[Look], Visit]
) -> None:
    chat = enter_chat(enter(PHONE), chat_address(shop.server.http, group="gone"))
    chat.says("hello")
    recall = chat.bubble("hello").get_by_role("button", name=chat.words.recall)
    expect(recall).to_have_count(1)
    where = recall.bounding_box()
    assert where is not None
    chat.page.touchscreen.tap(where["x"] + 5, where["y"] + 5)
    expect(recall).to_have_count(1)
    recall.tap()
    expect(chat.log.get_by_text("You took a message back")).to_be_visible()

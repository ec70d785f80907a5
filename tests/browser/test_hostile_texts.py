"""What others write is text, wherever the page shows it: never a script (P5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import pytest
from playwright.sync_api import Error, expect

from actors.cards.wording import Wording
from actors.flow.definition import Field, Flow, Form, Menu, Say, ToGroup, Variable, Way
from gateway.client import attached_body
from tests.browser.chat_page import ChatPage, chat_address, enter_chat
from tests.browser.hostile import HOSTILE, IMAGE, bodies
from tests.browser.seat import seat
from tests.browser.shop import Shop, running_shop
from tests.browser.visit import Visit

pytestmark = [pytest.mark.unmeasured, pytest.mark.covers("P5")]
BREAKOUT: Final = "</script><script>window.__xss=1</script>"
CHANNELS: Final = f"""
[[channel]]
id = "web"
name = "{BREAKOUT}"
group = "presale"
groups = ["*"]

[[channel]]
id = "asking"
group = "presale"
entry = "flow"
flow = "hostile"
"""
DANGEROUS: Final = """() => {
  const links = [...document.links].map((each) => each.getAttribute("href"));
  const elements = document.querySelectorAll(
    "#chat :is(script, iframe, object, embed, style, link, base, meta, math), "
    + "#chat :is([onerror], [onload], [onfocus], [ontoggle], [onmouseover], [srcdoc])");
  return [
    ...links.filter((href) => !/^https?:/.test(href)),
    ...[...elements].map((each) => each.outerHTML),
  ];
}"""
"""Links out of the web, and what no chat needs."""

Enter = Callable[[], Visit]


def words(text: str) -> Wording:
    return Wording(text, text)


FLOW: Final = Flow(
    id="hostile",
    version=1,
    start="say",
    otherwise="group",
    variables=(Variable(name="name"),),
    nodes=(
        Say(id="say", text=words(HOSTILE[6]), next="menu"),
        Menu(
            id="menu",
            title=words(HOSTILE[0]),
            options=(
                Way(id="a", text=words(HOSTILE[1]), next="form", desc=words(IMAGE)),
                Way(id="b", text=words(HOSTILE[2]), next="form"),
            ),
        ),
        Form(
            id="form",
            title=words(HOSTILE[5]),
            fields=(Field(variable="name", label=words(HOSTILE[13])),),
            next="group",
        ),
        ToGroup(id="group"),
    ),
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    data = tmp_path_factory.mktemp("shop") / "data"
    with running_shop(data, CHANNELS, FLOW, settings={}) as running:
        yield running


def is_harmless(chat: ChatPage) -> None:
    assert chat.page.evaluate(DANGEROUS) == []


def test_what_an_agent_sends(shop: Shop, enter: Enter) -> None:
    chat = enter_chat(enter(), chat_address(shop.server.http))
    chat.says("Show me all")
    with seat(shop.server, "xiaoming") as agent:
        theirs = agent.serves("Show me all")
        for body in bodies():
            theirs.send(body)
        for name in (IMAGE, HOSTILE[13]):
            told = theirs.upload(b"%PDF-1.4", name=f"{name.replace('/', '')}.pdf")
            theirs.send(attached_body(told))
        theirs.send("That was all")
        chat.shows("That was all")
        for text in HOSTILE:
            expect(chat.log.get_by_text(text, exact=True).first).to_be_attached()
        is_harmless(chat)
        theirs.close()


def test_how_an_agent_is_called(shop: Shop, enter: Enter) -> None:
    named = ("eve@shop.example", "Eve", "--nickname", IMAGE)
    served = ("--groups", "presale", "--capacity", "1")
    member = shop.server.operate("members", "add", *named, *served)["member"]
    assert isinstance(member, dict)
    chat = enter_chat(enter(), chat_address(shop.server.http))
    chat.says("Who are you?")
    with seat(shop.server, str(member["id"]), IMAGE) as agent:
        theirs = agent.serves("Who are you?")
        theirs.send("Guess")
        chat.shows("Guess")
        expect(chat.log.get_by_role("group", name=IMAGE)).to_be_visible()
        expect(chat.page.locator("header")).to_contain_text(f"{IMAGE} is with you")
        theirs.typing()
        expect(chat.log).to_contain_text(f"{IMAGE} is typing")
        is_harmless(chat)
        theirs.close()


def test_what_the_visitor_writes_comes_back_as_it_was(shop: Shop, enter: Enter) -> None:
    chat = enter_chat(enter(), chat_address(shop.server.http))
    for text in HOSTILE[:6]:
        chat.says(text)
        chat.shows(text)
        expect(chat.bubble(text)).to_contain_text(chat.words.sent)
    chat.page.reload()
    chat.is_ready()
    chat.shows(HOSTILE[5])
    is_harmless(chat)


@pytest.mark.parametrize("text", [BREAKOUT, IMAGE, HOSTILE[14]])
def test_what_a_link_says_and_how_the_channel_is_called(
    shop: Shop, enter: Enter, text: str
) -> None:
    names = ("clientData", "channelName", "peerSource", "remark", "nickname")
    said = dict.fromkeys(names, text[:40])
    chat = enter_chat(enter(), chat_address(shop.server.http, **said))
    expect(chat.page.get_by_role("heading", name=BREAKOUT)).to_be_visible()
    assert chat.page.title() == BREAKOUT
    is_harmless(chat)


def test_what_a_flow_asks(shop: Shop, enter: Enter) -> None:
    chat = enter_chat(enter(), chat_address(shop.server.http, "asking"))
    chat.shows(HOSTILE[6])
    chat.page.get_by_role("group", name=HOSTILE[0]).get_by_role("button").first.click()
    box = chat.page.get_by_label(HOSTILE[13])
    box.fill(IMAGE)
    box.press("Enter")
    expect(chat.log.get_by_role("definition")).to_have_text(IMAGE)
    is_harmless(chat)


def test_no_script_of_the_page_makes_markup_of_a_text(shop: Shop, enter: Enter) -> None:
    """Trusted Types: the browser refuses what a mistake of ours would do."""
    visit = enter()
    visit.forgive("TrustedHTML")
    chat = enter_chat(visit, chat_address(shop.server.http))
    with pytest.raises(Error, match="TrustedHTML"):
        chat.page.evaluate("document.body.innerHTML = '<b>x</b>'")

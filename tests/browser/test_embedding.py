"""The chat in a shop's page: the demonstration's, which is of another site."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import FrameLocator, Locator, Page, expect

from gateway.identity import identity_secret
from tests.browser.look import DESKTOP, PHONE, Look
from tests.browser.seat import Seat, seat
from tests.browser.shop import Shop, running_shop
from tests.browser.visit import Visit
from tests.proofs.service import free_port
from tests.system.service import ROOT

pytestmark = pytest.mark.unmeasured
COVERED = "document.documentElement.style.overflow"


class Storefront:
    """The demonstration's shop: let in as `localhost`, and by no other name."""

    def __init__(self, shop: Shop, port: int) -> None:
        self.shop = shop
        self.page = f"http://localhost:{port}/shop"
        self.foreign = f"http://127.0.0.1:{port}/shop"
        key = (shop.server.data / "ticket.key").read_bytes()
        bind, service = f"127.0.0.1:{port}", shop.server.http
        secret = identity_secret(key, "web")
        module = [sys.executable, "-m", "admin.demo_business_server", "--bind", bind]
        self._process = subprocess.Popen(
            [*module, "--service", service, "--channel-secret", secret],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline()

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Storefront]:
    port = free_port()
    channel = (
        '[[channel]]\nid = "web"\nname = "Corner shop"\ngroup = "presale"\n'
        f'origins = ["http://localhost:{port}"]\n'
    )
    with running_shop(tmp_path_factory.mktemp("shop") / "data", channel) as shop:
        opened = Storefront(shop, port)
        yield opened
        opened.close()


def launcher(page: Page) -> Locator:
    return page.locator("triodesk-widget").get_by_role("button")


def chat_in(page: Page) -> FrameLocator:
    return page.frame_locator("triodesk-widget iframe")


def says(page: Page, text: str) -> None:
    chat_in(page).get_by_role("textbox").fill(text)
    chat_in(page).get_by_role("button", name="Send", exact=True).click()


def greeted(page: Page, agent: Seat, text: str) -> str:
    """The visitor opens the chat and says that to the agent; the session."""
    launcher(page).click()
    says(page, text)
    return agent.hears(text).session


@pytest.mark.covers("V1")
def test_what_the_tag_says_of_the_visit_reaches_the_agent(
    store: Storefront, enter: Callable[[], Visit]
) -> None:
    page = enter().page
    page.goto(store.page)
    with seat(store.shop.server, "xiaoming") as agent:
        session = greeted(page, agent, "is it of clay?")
        source = agent.sees(session).source
        assert source is not None
        assert source.client_data == "item=teapot"
        assert source.channel_name == "demo shop"
        assert source.peer_source == "item page"
        assert source.remark == "looks at the teapot"
        theirs = agent.agent.session(session)
        theirs.send("Of Yixing clay")
        expect(chat_in(page).get_by_role("log")).to_contain_text("Of Yixing clay")
        theirs.close()


@pytest.mark.covers("V1", "V2")
def test_what_comes_while_it_is_shut_is_counted_on_the_next_page_too(
    store: Storefront, enter: Callable[[Look], Visit]
) -> None:
    page = enter(DESKTOP).page
    page.goto(store.page)
    expect(page.locator("triodesk-widget iframe")).to_have_count(0)
    with seat(store.shop.server, "xiaoming") as agent:
        theirs = agent.agent.session(greeted(page, agent, "one moment"))
        chat_in(page).get_by_role("button", name="Close", exact=True).click()
        expect(launcher(page)).to_be_focused()
        expect(launcher(page)).to_have_attribute("aria-expanded", "false")
        theirs.send("first")
        expect(launcher(page)).to_have_accessible_name("Open chat, 1 unread message")
        expect(page.locator("#unread")).to_have_text("(1)")
        page.reload()
        theirs.send("second")
        expect(launcher(page)).to_have_accessible_name("Open chat, 2 unread messages")
        page.locator("#ask").click()
        expect(launcher(page)).to_have_accessible_name("Close chat")
        expect(page.locator("#unread")).to_have_text("")
        expect(chat_in(page).get_by_role("log")).to_contain_text("second")
        theirs.close()


@pytest.mark.covers("V1")
def test_a_chat_that_nobody_looks_at_begins_no_session(
    store: Storefront, enter: Callable[[Look], Visit]
) -> None:
    """Its last one ended while there was no page to hear of it."""
    page = enter(DESKTOP).page
    page.goto(store.page)
    with seat(store.shop.server, "xiaoming") as agent:
        theirs = agent.agent.session(greeted(page, agent, "see you"))
        launcher(page).click()
        page.goto("about:blank")
        theirs.close()
        page.goto(store.page)
        expect(chat_in(page).locator("main")).to_contain_text("Start a new")
        expect(chat_in(page).locator("[role=log]")).to_contain_text("see you")
        agent.agent.session(greeted(page, agent, "me again")).close()


@pytest.mark.covers("P5")
def test_a_page_of_a_foreign_origin_shows_no_chat(
    store: Storefront, enter: Callable[[], Visit]
) -> None:
    visit = enter()
    visit.forgive("frame-ancestors")
    visit.page.goto(store.foreign)
    with visit.page.expect_console_message(
        lambda message: "frame-ancestors" in message.text
    ):
        launcher(visit.page).click()
    expect(chat_in(visit.page).get_by_role("log")).to_have_count(0)


@pytest.mark.covers("V1")
def test_a_phone_shows_the_chat_alone(
    store: Storefront, enter: Callable[[Look], Visit]
) -> None:
    page = enter(PHONE).page
    page.goto(store.page)
    with seat(store.shop.server, "xiaoming") as agent:
        agent.agent.session(greeted(page, agent, "on the way")).close()
    box = page.locator("triodesk-widget iframe").bounding_box()
    assert box is not None
    assert list(box.values()) == [0, 0, PHONE.width, PHONE.height]
    assert page.evaluate(COVERED) == "hidden"
    expect(launcher(page)).to_be_hidden()
    chat_in(page).get_by_role("button", name="Close", exact=True).press("Escape")
    expect(launcher(page)).to_be_visible()
    assert page.evaluate(COVERED) == ""


@pytest.mark.covers("V1")
def test_a_second_tag_adds_nothing(
    store: Storefront, enter: Callable[[], Visit]
) -> None:
    page = enter().page
    page.goto(store.page)
    expect(launcher(page)).to_be_visible()
    page.add_script_tag(url=f"{store.shop.server.http}/widget.js")
    assert page.locator("triodesk-widget").count() == 1


@pytest.mark.covers("P5")
def test_a_customer_whom_the_shop_knows_is_known_to_the_agent(
    store: Storefront, enter: Callable[[], Visit]
) -> None:
    page = enter().page
    page.goto(f"{store.page}?customer=wang")
    with seat(store.shop.server, "xiaoming") as agent:
        session = greeted(page, agent, "it is me")
        assert agent.sees(session).visitor == "user-wang"
        agent.agent.session(session).close()

"""A network that is slow or breaks while the page itself is loaded, gets its ticket and
sends a file: HTTP goes through the fault proxy here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.chat_page import ChatPage, chat_address, enter_chat
from tests.browser.fault_proxy import HOST, BlockingFaultProxy, blocking_fault_proxy
from tests.browser.seat import seat
from tests.browser.shop import running_shop
from tests.browser.visit import PATIENCE_MS, UNREACHABLE, Visit
from tests.system.service import Server

pytestmark = [pytest.mark.unmeasured, pytest.mark.covers("V2", "V8")]
TOKENS: Final = "/v1/visitor-tokens"
UPLOAD: Final = b"torn\n" * 400_000
"""2 MB: more than what machines keep of it on its way."""
LOOK_MS: Final = 20

Enter = Callable[[], Visit]


@dataclass(frozen=True)
class Town:
    """A shop, whose pages come over a network that breaks.

    Attributes:
        server: the shop's.
        http: the network between browsers and its HTTP.
    """

    server: Server
    http: BlockingFaultProxy

    @property
    def address(self) -> str:
        return chat_address(f"http://{HOST}:{self.http.port}")


@pytest.fixture(scope="module")
def whole_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    data = tmp_path_factory.mktemp("town") / "data"
    with blocking_fault_proxy() as http:
        channel = (
            '[[channel]]\nid = "web"\ngroup = "presale"\n'
            f'origins = ["http://{HOST}:{http.port}"]\n'
        )
        with running_shop(data, channel, settings={}) as running:
            http.lead_to(running.server.http)
            yield Town(running.server, http)


@pytest.fixture
def town(whole_town: Town) -> Iterator[Town]:
    yield whole_town
    whole_town.http.mend()


def test_a_slow_network_brings_the_whole_page(town: Town, enter: Enter) -> None:
    town.http.slow(0.1)
    with seat(town.server, "xiaoming") as agent:
        chat = enter_chat(enter(), town.address)
        chat.says("s01")
        agent.serves("s01").close()
        chat.shows("s01")
        expect(chat.button("More")).to_be_visible()


@pytest.mark.parametrize("is_heard", [False, True])
def test_a_ticket_that_is_cut_off_is_asked_for_again(
    town: Town,
    enter: Enter,
    is_heard: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """Before the service heard of it, and after: then its answer is what gets lost."""
    visit = enter()
    visit.forgive(UNREACHABLE)
    asked: list[Request] = []

    def take(request: Request) -> None:
        if request.url.endswith(TOKENS):
            asked.append(request)

    visit.page.on("request", take)
    town.http.slow(0.3)
    visit.page.goto(town.address, wait_until="commit")
    until(visit.page, lambda: bool(asked))
    before = town.http.passed
    if is_heard:
        until(visit.page, lambda: town.http.passed > before)
    town.http.cut()
    until(visit.page, lambda: len(asked) > 1)
    town.http.mend()
    text = f"t{is_heard}"
    chat = ChatPage(visit.page)
    chat.is_ready()
    with seat(town.server, "xiaoming") as agent:
        chat.says(text)
        theirs = agent.serves(text)
        chat.shows(text)
        said = [each.text for each in theirs.history() if each.role == "visitor"]
        assert said == [text]
        theirs.close()


@pytest.mark.parametrize("is_slow", [True, False])
def test_a_file_that_is_cut_off_in_the_middle_becomes_one_message(
    town: Town,
    enter: Enter,
    is_slow: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    visit = enter()
    visit.forgive(UNREACHABLE)
    failed: list[Request] = []

    def take(request: Request) -> None:
        failed.append(request)

    visit.page.on("requestfailed", take)
    text = f"file, slow: {is_slow}"
    with seat(town.server, "xiaoming") as agent:
        chat = enter_chat(visit, town.address)
        chat.says(text)
        theirs = agent.serves(text)
        before = town.http.passed
        town.http.slow(0.02)
        chat.page.locator("input[type=file]").set_input_files(
            {"name": "torn.txt", "mimeType": "text/plain", "buffer": UPLOAD}
        )
        until(visit.page, lambda: town.http.passed - before > len(UPLOAD) // 4)
        if not is_slow:
            town.http.cut()
            until(visit.page, lambda: bool(failed))
        town.http.mend()
        note = chat.log.get_by_role("button", name="Download torn.txt")
        expect(note).to_have_count(1)
        with chat.page.expect_download() as download:
            note.click()
        assert download.value.path().read_bytes() == UPLOAD
        chat.says("whole?")
        agent.hears("whole?")
        kinds = [each.body.__struct_config__.tag for each in theirs.history()]
        assert kinds.count("file") == 1
        theirs.close()


def until(page: Page, is_so: Callable[[], bool]) -> None:
    """Looks again and again, while the page goes on."""
    for _ in range(PATIENCE_MS // LOOK_MS):
        if is_so():
            return
        page.wait_for_timeout(LOOK_MS)
    raise AssertionError("expected it within the patience of tests")

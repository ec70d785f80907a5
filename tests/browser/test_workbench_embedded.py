"""The workbench in a business system's page, of another site than the service (W8)."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.browser.look import DESKTOP, Look
from tests.browser.shop import Shop
from tests.browser.site import Site
from tests.browser.visit import PATIENCE_MS, Visit
from tests.browser.workbench import LID_SECONDS, add, visitor
from tests.proofs.service import free_port
from tests.system.service import ROOT, Server

pytestmark = [pytest.mark.unmeasured, pytest.mark.covers("W8")]

Enter = Callable[[Look], Visit]
CRM = """<!doctype html><title>CRM</title><h1>Customers</h1>
<div id="desk" class="gone" style="width: 1200px; height: 700px"></div>
<script>
  const told = [];
  function enter(url, place) {
    const script = document.createElement("script");
    script.setAttribute("crossorigin", "anonymous");
    if (place) script.dataset.renderDomId = place;
    script.dataset.global = "tccc";
    script.dataset.language = "en";
    script.src = url;
    const isFirst = !window.tccc;
    script.addEventListener("load", () => {
      if (!isFirst) return;
      for (const name of Object.values(tccc.events))
        tccc.on(name, (detail) => told.push([name, detail]));
    });
    document.body.append(script);
  }
</script>"""


@lru_cache
def key(server: Server) -> str:
    """A key of the business system's server."""
    return str(server.operate("keys", "add", "crm")["text"])


def mint(server: Server, member: str) -> str:
    """A URL for that member, as the business system's server gets it."""
    headers = {
        "Content-Type": "application/json",
        "Authorization": f"Bearer {key(server)}",
    }
    url = f"{server.http}/api/v1/agent-logins"
    request = Request(url, json.dumps({"member": member}).encode(), headers)
    with urlopen(request, timeout=LID_SECONDS) as answer:
        return str(json.load(answer)["url"])


@contextmanager
def business_system(server: Server) -> Generator[str]:
    """The demonstration's, which gets logins by itself: the address of its page."""
    port = free_port()
    process = subprocess.Popen(
        (
            *(sys.executable, "-m", "admin.demo_business_server"),
            *("--bind", f"127.0.0.1:{port}"),
            *("--service", server.http, "--key", key(server)),
        ),
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline(), "expected it to say where it is"
        yield f"http://localhost:{port}/crm"
    finally:
        process.kill()
        process.communicate()


class Crm:
    """The page of a business system, and what it was told."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def desk(self) -> FrameLocator:
        return self.page.frame_locator("iframe")

    def enter(self, url: str, place: str = "desk") -> None:
        self.page.evaluate("([url, place]) => enter(url, place)", [url, place])

    def told(self, name: str, count: int = 1) -> dict[str, object]:
        """What was told with the last of so many events of a name."""
        found = f"told.filter(([name]) => name === {name!r})"
        self.page.wait_for_function(f"{found}.length >= {count}", timeout=PATIENCE_MS)
        rows = self.page.evaluate(found)
        assert len(rows) == count, rows
        detail: dict[str, object] = rows[-1][1]
        return detail

    def calls(self, call: str) -> dict[str, object]:
        """What a call was answered."""
        answer: dict[str, object] = self.page.evaluate(f"tccc.{call}")
        return answer


def test_a_page_of_another_site_has_the_agent_work(shop: Shop, enter: Enter) -> None:
    visit = enter(DESKTOP)
    visit.forgive("401")
    server, crm = shop.server, Crm(visit.page)
    site = Site()
    first, second = (add(server, name, "--capacity", "3") for name in ("Ebba", "Egon"))
    url = mint(server, first.login)
    with site.showing(CRM):
        crm.page.goto(site.origin)
        crm.enter(url)
        assert crm.told("ready") == {}
        assert crm.page.evaluate("tccc.Agent.getStatus()") == "offline"
        box = crm.page.locator("iframe").bounding_box()
        assert box is not None
        assert (box["width"], box["height"]) == (1200, 700)
        _hides_what_is_its_own(crm)
        answer = crm.calls('Agent.setStatus({status: "rest", restReason: "lunch"})')
        assert answer == {"status": "success"}
        assert crm.told("statusChanged", 2) == {"status": "rest"}
        refused = crm.calls('Agent.setStatus({status: "arrange"})')
        assert refused["status"] == "error"
        crm.calls("Agent.online()")
        assert crm.told("statusChanged", 3) == {"status": "free"}
        _serve(crm, server)
        _saves(crm)
        # The login is spent: who comes with it again is nobody, and hears so.
        crm.enter(url)
        assert crm.told("tokenExpired")["message"]
        expect(crm.desk.get_by_role("alert")).to_contain_text("not signed in")
        # Another member's login changes the account.
        crm.enter(mint(server, second.id))
        crm.told("ready", 2)
        expect(crm.desk.get_by_role("button", name="Egon").first).to_be_visible()


def _hides_what_is_its_own(crm: Crm) -> None:
    """The page's element has a class that this script once took for its own."""
    element, frame = crm.page.locator("#desk"), crm.page.locator("iframe")
    for call, is_shown in (("hide", False), ("showWorkbench", True)):
        crm.calls(f"UI.{call}()")
        expect(frame).to_be_visible(visible=is_shown)
        expect(element).to_be_visible()
        expect(element).to_have_class("gone")


def test_an_agent_works_in_the_demonstrations_business_system(
    shop: Shop, enter: Enter
) -> None:
    page, server = enter(DESKTOP).page, shop.server
    happened = page.get_by_role("listitem")
    with business_system(server) as address:
        page.goto(f"{address}?agent={add(server, 'Erna').login}")
        expect(happened.filter(has_text="ready")).to_be_visible()
        page.get_by_role("button", name="On duty").click()
        expect(happened.filter(has_text='{"status":"free"}')).to_be_visible()
        with visitor(server, "zhao", "aftersale") as talk:
            page.get_by_role("button", name="Accept").click()
            expect(happened.filter(has_text="userAccessed")).to_contain_text(talk.id)
            talk.send("is it red?")
            said = page.frame_locator("iframe").get_by_text("is it red?")
            expect(said.last).to_be_visible()
        ended = happened.filter(has_text="sessionEnded")
        expect(ended).to_contain_text('"closeBy":"client"')


def _serve(crm: Crm, server: Server) -> None:
    with visitor(server, "wang", "aftersale") as talk:
        rung = crm.told("callIn")
        session = str(rung["sessionId"])
        assert session == talk.id
        assert (rung["type"], rung["nickname"]) == ("im", "wang")
        no = crm.calls('Chat.accept({sessionId: "nobody"})')
        assert "nobody" in str(no["errorMsg"])
        accepted = crm.calls(f"Chat.accept({{sessionId: {session!r}}})")
        assert accepted == {"status": "success"}
        assert crm.told("userAccessed") == {"sessionId": session}
        talk.send("is it blue?")
        expect(crm.desk.get_by_text("is it blue?").last).to_be_visible()
        ended = crm.calls(f"Chat.end({{sessionId: {session!r}}})")
        assert ended == {"status": "success"}
        gone = crm.told("sessionEnded")
        assert gone == {"sessionId": session, "closeBy": "seat"}


def _saves(crm: Crm) -> None:
    """Files come by the frame's token: it has no cookie."""
    crm.desk.get_by_text("Records", exact=True).click()
    with crm.page.expect_download(timeout=PATIENCE_MS) as saved:
        crm.desk.locator("a.records-export").first.click()
    assert saved.value.suggested_filename == "records.csv"
    assert "," in Path(saved.value.path()).read_text("utf-8")


@pytest.mark.covers("W9")
def test_a_colleague_takes_over_and_another_place_ends_this_one(
    shop: Shop, enter: Enter
) -> None:
    visit = enter(DESKTOP)
    visit.forgive("401")
    server, site = shop.server, Site()
    one, other = (add(server, name) for name in ("Eino", "Edda"))
    with site.showing(CRM):
        here, there = (
            Crm(page) for page in (visit.page, visit.page.context.new_page())
        )
        for crm, member in ((here, one), (there, other)):
            crm.page.goto(site.origin)
            crm.enter(mint(server, member.login))
            crm.told("ready")
        here.calls("Agent.online()")
        here.told("statusChanged", 2)
        with visitor(server, "qian", "aftersale") as talk:
            here.told("callIn")
            of = f"sessionId: {talk.id!r}"
            here.calls(f"Chat.accept({{{of}}})")
            here.told("userAccessed")
            there.calls("Agent.online()")
            there.told("statusChanged", 2)
            no = here.calls(f"Chat.transfer({{{of}}})")
            assert "userId" in str(no["errorMsg"])
            handed = here.calls(f"Chat.transfer({{{of}, userId: {other.id!r}}})")
            assert handed == {"status": "success"}
            assert there.told("callIn")["sessionId"] == talk.id
            there.calls(f"Chat.accept({{{of}}})")
            there.told("userAccessed")
            assert here.told("transfer") == {"sessionId": talk.id}
        assert there.told("sessionEnded")["closeBy"] == "client"
        # The first agent's other place: the one that he had is told.
        there.enter(mint(server, one.login))
        there.told("ready", 2)
        assert here.told("tokenExpired")["message"]


def _ring(crm: Crm, server: Server, button: Locator) -> None:
    """The button tells that it rings, until he leaves it to others."""
    rings = re.compile("rings")
    crm.calls("Agent.online()")
    crm.told("statusChanged", 2)
    with visitor(server, "li", "aftersale"):
        crm.told("callIn")
        expect(button).to_have_class(rings)
        crm.desk.get_by_role("button", name="Decline").click()
        expect(button).not_to_have_class(rings)
        crm.calls("Agent.offline()")
        # In between he was busy: what rings holds a slot.
        assert crm.told("statusChanged", 5) == {"status": "offline"}


def test_without_an_element_it_floats(shop: Shop, enter: Enter) -> None:
    visit = enter(DESKTOP)
    crm, site = Crm(visit.page), Site()
    member = add(shop.server, "Elin")
    with site.showing(CRM):
        crm.page.goto(site.origin)
        crm.enter(mint(shop.server, member.login), "")
        crm.told("ready")
        button = crm.page.get_by_role("button", name="Workbench")
        frame = crm.page.locator("iframe")
        expect(frame).to_be_hidden()
        button.click()
        expect(frame).to_be_visible()
        box = frame.bounding_box()
        assert box is not None
        assert box["width"] >= 760
        assert box["height"] >= 480
        for call, is_shown in (
            ("hideWorkbench", False),
            ("showWorkbench", True),
            ("hide", False),
            ("show", True),
        ):
            crm.calls(f"UI.{call}()")
            expect(frame).to_be_visible(visible=is_shown)
        crm.calls("UI.hidefloatButton()")
        expect(button).to_be_hidden()
        crm.calls("UI.showfloatButton()")
        expect(button).to_be_visible()
        _ring(crm, shop.server, button)

"""The workbench as agents use it: by what is written on it, and by the keyboard."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, cast
from urllib.request import Request, urlopen

import pyotp
from playwright.sync_api import Locator, Page, expect

from admin.data_directory import DataDirectory
from gateway.client.blocking import BlockingConversation, blocking_visitor
from gateway.tickets import Ticket, TicketOffice
from tests.browser.look import Language
from tests.browser.seat import NEVER_MS
from tests.browser.visit import PATIENCE_MS
from tests.system.service import Server

expect.set_options(timeout=PATIENCE_MS)

PASSWORD = "eigenes-Passwort-1"
LID_SECONDS = 120.0

_IS_RECORDED = """async visitor => {
  const path = `/api/staff/records?visitor=${visitor}&is_open=false`;
  for (let tries = 0; tries < 100; tries += 1) {
    const { cards } = await (await fetch(path)).json();
    if (cards.length > 0) return true;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  return false;
}"""
"""Records come a moment after what they tell of; `wait_for_function` would take the
promise of such a question for its answer."""


@dataclass(frozen=True)
class Account:
    """A member of staff.

    Attributes:
        login: the e-mail address.
        password: what he signs in with.
        name: as others read it.
        id: as the service knows him.
        cookie: of his sign-in, good until he signs in again; "": he has not.
    """

    login: str
    password: str
    name: str
    id: str
    cookie: str = ""


def add(server: Server, name: str, *options: str) -> Account:
    """A new member, who has his first password; `options` as of `members add`."""
    login = f"{name.lower()}@bench.example"
    words = ("add", login, name, "--groups", "presale", "aftersale", *options)
    told = server.operate("members", *words)
    member = cast("dict[str, object]", told["member"])
    return Account(login, str(told["password"]), name, str(member["id"]))


@lru_cache
def hired(server: Server, name: str, *options: str) -> Account:
    """A member with a password of his own: new when he is first asked for."""
    account, _ = _settled(add(server, name, "--capacity", "5", *options), server)
    return account


def with_factor(server: Server, name: str) -> tuple[Account, str]:
    """A new member with a second factor, and its secret."""
    account, cookie = _settled(add(server, name), server)
    _, told = _post(server, "factor", cookie, password=PASSWORD)
    secret = str(told["secret"])
    # The code of now is left for who signs in: each counts once.
    totp = pyotp.TOTP(secret)
    code = totp.at(int(time.time()) - totp.interval)
    _post(server, "factor/confirm", cookie, code=code)
    return account, secret


def _settled(first: Account, server: Server) -> tuple[Account, str]:
    """Who has chosen a password, and his cookie."""
    cookie, _ = _post(server, "sign-in", login=first.login, password=first.password)
    cookie, _ = _post(server, "password", cookie, old=first.password, new=PASSWORD)
    return replace(first, password=PASSWORD, cookie=cookie), cookie


def _post(
    server: Server, path: str, cookie: str = "", **body: str
) -> tuple[str, dict[str, object]]:
    """Asks below `/api/staff`; gives the cookie, and the answer."""
    headers = {
        "Content-Type": "application/json",
        "X-Triodesk-Request": "1",
        "Cookie": cookie,
    }
    url = f"{server.http}/api/staff/{path}"
    request = Request(url, json.dumps(body).encode(), headers)
    with urlopen(request, timeout=LID_SECONDS) as answer:
        kept = answer.headers.get("Set-Cookie", cookie).partition(";")[0]
        return kept, json.load(answer)


@contextmanager
def visitor(
    server: Server,
    name: str,
    group: str,
    nickname: str = "",
    language: Language = "zh-CN",
) -> Generator[BlockingConversation]:
    """Somebody who asks for that group; his session is over when the body is."""
    office = TicketOffice(DataDirectory(server.data).existing_secret())
    called = nickname or name
    ticket = office.mint(Ticket("visitor", name, called, NEVER_MS, channel="web"))
    with blocking_visitor(
        server.gateway, ticket=ticket, http=server.http, language=language
    ) as client:
        talk = client.open(group)
        try:
            yield talk
        finally:
            talk.close()


class Workbench:
    """One tab in which an agent works.

    Attributes:
        page: the tab.
    """

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        self._http = server.http

    @property
    def sessions(self) -> Locator:
        """The left pane."""
        return self.page.get_by_role("navigation", name=re.compile("Sessions|会话列表"))

    @property
    def offers(self) -> Locator:
        return self.page.get_by_role("alert", name=re.compile("Ringing|振铃"))

    @property
    def status(self) -> Locator:
        """The button that says what the agent does."""
        return self.page.get_by_role(
            "button", name=re.compile("^(My status|我的状态):")
        )

    @property
    def talk(self) -> Locator:
        """The middle pane, with what can be done there."""
        return self.page.get_by_role("region", name=re.compile("^(Conversation|会话)$"))

    @property
    def stream(self) -> Locator:
        """What was said in the room that is looked at."""
        return self.page.get_by_role("log")

    @property
    def composer(self) -> Locator:
        return self.talk.locator("textarea")

    @property
    def dialog(self) -> Locator:
        """The one that is open."""
        return self.page.get_by_role("dialog")

    def row(self, name: str) -> Locator:
        """The visitor's row in the left pane."""
        return self.sessions.get_by_role("button").filter(has_text=name)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def open(self) -> None:
        """Opens the page."""
        self.page.goto(f"{self._http}/workbench")

    def sign_in(self, account: Account) -> None:
        """Opens the page and signs in."""
        self.open()
        self.page.locator("[name=login]").fill(account.login)
        self.page.locator("[name=password]").fill(account.password)
        self.page.keyboard.press("Enter")

    def enter(self, account: Account) -> None:
        """Signs in, and waits until the server has told what he does."""
        self.sign_in(account)
        expect(self.status).to_be_visible()

    def come(self, account: Account) -> None:
        """Opens the page as who has signed in already, and waits likewise."""
        name, _, value = account.cookie.partition("=")
        cookie = {"name": name, "value": value, "url": self._http}
        self.page.context.add_cookies([cookie])  # type: ignore[list-item]
        self.open()
        expect(self.status).to_be_visible()

    def serves(self, name: str) -> None:
        """Waits until the visitor's session is there, and looks at it."""
        self.row(name).click()
        expect(self.talk.get_by_role("heading")).to_have_text(name)

    def has_recorded(self, visitor: str) -> None:
        """Waits until a session of the visitor's is over and in the records."""
        is_there = self.page.evaluate(_IS_RECORDED, visitor)
        assert is_there, f"nothing that has ended is recorded of {visitor}"

    def says(self, text: str) -> None:
        """Writes it in the room that is looked at, and sends it."""
        self.composer.fill(text)
        self.composer.press("Enter")

    def shows(self, text: str) -> None:
        """Waits until that is said in the room that is looked at, once."""
        said = self.stream.get_by_text(text, exact=True)
        expect(said).to_have_count(1)
        expect(said).to_be_visible()

    def does(self, act: str) -> None:
        """Presses one of the acts below the conversation."""
        acts = self.talk.get_by_role("toolbar")
        acts.get_by_role("button", name=act, exact=True).click()

    def chooses(self, name: str, submit: str, note: str = "") -> None:
        """Chooses somebody in the dialog that is open, and goes through with it."""
        self.dialog.get_by_role("combobox").fill(name)
        self.dialog.get_by_role("option", name=re.compile(name)).click()
        if note:
            self.dialog.get_by_label("Note").fill(note)
        self.dialog.get_by_role("button", name=submit, exact=True).click()
        expect(self.dialog).to_be_hidden()

    def turns(self, choice: str) -> None:
        """Chooses what to do, as the status menu offers it."""
        self.status.click()
        self.button(choice).click()
        status = re.split("[:：]", choice)[0]
        expect(self.status).to_have_accessible_name(re.compile(f": {status}"))


ON_DUTY: Final[dict[Language, str]] = {
    "en": "On duty: take sessions",
    "zh-CN": "在线：接待访客",
}


def at_work(
    page: Page, server: Server, account: Account, language: Language = "en"
) -> Workbench:
    """Somebody who takes sessions in that tab."""
    desk = Workbench(page, server)
    desk.come(account)
    desk.turns(ON_DUTY[language])
    return desk

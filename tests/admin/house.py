"""Administration over HTTP: all its routes and pages, and a service behind them."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from quart import Blueprint

from actors.accounts.accounts import FirstPassword
from actors.accounts.members import MemberDraft
from actors.accounts.messages import ByOperator, ByToken, SignedIn
from actors.accounts.permissions import OPERATOR, Principal, Role
from actors.api_keys.key import KeyDraft, Scope
from actors.api_keys.office import KeyMade
from actors.assignment.messages import DefineGroup
from actors.ids import GroupId
from admin.api.contract import PREFIX
from admin.api.door import ApiDoor
from admin.api.routes import api_routes
from admin.pages.frame import Frame
from admin.pages.front import front
from admin.pages.routes import page_routes
from admin.staff_door import COOKIE, StaffDoor
from admin.staff_invitations import staff_invitations
from gateway.web.assets import Asset, Assets, Manifest
from runtime.addresses import Proxies
from runtime.http_contract import GUARD_HEADER, JSON_TYPE
from runtime.observe import Events
from tests.admin.operator.operated import Operated, operated
from tests.runtime.site import Site, ask, served, unchunked

Json = dict[str, object]
HOME = "10.0.0.1"
PASSWORD = "eigenes-Passwort-1"
GATEWAY = "ws://chat.example/v1"
ACT = re.compile(r'hx-(post|put|patch|delete)="([^"]+)"')
_SCRIPT = Asset(b"let a = 1;", b"zipped", "text/javascript; charset=utf-8", "tag")
BUILT = Assets(
    {"look.js": _SCRIPT, "assets/panel-1.js": _SCRIPT},
    Manifest(
        names={
            "look.js": "look.js",
            "panel.js": "assets/panel-1.js",
            "panel.css": "assets/panel-2.css",
            "sign_in.js": "assets/sign_in-3.js",
            "sign_in.css": "assets/sign_in-4.css",
        }
    ),
)


@dataclass
class Told:
    """An answer: its status, head in lower case, and body."""

    status: int
    head: str
    body: bytes

    @property
    def json(self) -> Json:
        return cast("Json", json.loads(self.body))

    @property
    def code(self) -> object:
        return self.json["code"]

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def acts(self) -> set[tuple[str, str]]:
        """The routes of a page's forms and buttons: methods and addresses."""
        found = ACT.findall(self.text)
        return {(method.upper(), path.partition("?")[0]) for method, path in found}


@dataclass
class Caller:
    """Somebody who asks: a member by his cookie, a program by its key, or nobody."""

    site: Site
    headers: tuple[tuple[str, str], ...] = ()
    member: str = ""

    async def ask(
        self, method: str, path: str, body: object = None, **headers: str
    ) -> Told:
        """Asks a route below `/api/v1`."""
        sent = [*self.headers, (GUARD_HEADER, "1"), *headers.items()]
        data = b""
        if body is not None:
            data = json.dumps(body).encode()
            sent.append(("Content-Type", JSON_TYPE))
        told = await ask(self.site.at, f"{PREFIX}/{path}", method, data, tuple(sent))
        return _whole(*told)

    async def get(self, path: str) -> Told:
        return await self.ask("GET", path)

    async def post(self, path: str, body: object = None, **headers: str) -> Told:
        return await self.ask("POST", path, body, **headers)

    async def bring(self, path: str, data: bytes) -> Told:
        """Sends a file to a route below `/api/v1`."""
        kind = ("Content-Type", "application/octet-stream")
        headers = (*self.headers, (GUARD_HEADER, "1"), kind)
        told = await ask(self.site.at, f"{PREFIX}/{path}", "POST", data, headers)
        return Told(*told)

    async def page(self, path: str, *headers: tuple[str, str]) -> Told:
        """Opens a page below `/admin`."""
        told = await ask(self.site.at, f"/admin{path}", headers=self.headers + headers)
        return Told(*told)


def _whole(status: int, head: str, body: bytes) -> Told:
    is_chunked = "transfer-encoding: chunked" in head
    return Told(status, head, unchunked(body) if is_chunked else body)


@dataclass
class House:
    """A service, and its HTTP."""

    service: Operated
    site: Site
    count: list[int] = field(default_factory=lambda: [0])

    @property
    def nobody(self) -> Caller:
        return Caller(self.site)

    async def define(self, *groups: str) -> None:
        for group in groups:
            there = self.service.desk.directory.group(GroupId(group))
            await there.ask(DefineGroup(group.title()))

    async def hire(self, name: str, role: Role, *groups: str) -> Caller:
        """Somebody new who is signed in with a password of his own."""
        accounts, by = self.service.accounts, ByOperator()
        given = tuple(map(GroupId, groups))
        draft = MemberDraft(f"{name}@example.com", name.title(), role, groups=given)
        first = await accounts.add_member(by, f"hire {name}", draft)
        assert isinstance(first, FirstPassword), first
        entered = await accounts.sign_in(first.member.email, first.password, "", HOME)
        assert isinstance(entered, SignedIn), entered
        token = ByToken(entered.token, HOME)
        changed = await accounts.change_password(token, first.password, PASSWORD)
        assert isinstance(changed, SignedIn), changed
        cookie = ("Cookie", f"{COOKIE}={changed.token}")
        return Caller(self.site, (cookie,), first.member.id)

    async def program(self, *scopes: Scope) -> Caller:
        """A program with a new key."""
        self.count[0] += 1
        draft = KeyDraft("a program", scopes)
        owner = Principal(OPERATOR, None)
        made = await self.service.keys.add(owner, draft, f"key {self.count[0]}")
        assert isinstance(made, KeyMade), made
        return Caller(self.site, (("Authorization", f"Bearer {made.text}"),))


@asynccontextmanager
async def house(path: Path) -> AsyncIterator[House]:
    async with operated(path / "o.sock") as service:
        door = StaffDoor(service.accounts, Proxies(()), behind_tls=False)
        async with served(tuple(routes(service, door)), Events()) as site:
            yield House(service, site)


def routes(service: Operated, door: StaffDoor) -> Iterator[Blueprint]:
    offices = service.offices
    yield staff_invitations(door, offices.invitations, lambda: 30.0)
    yield from api_routes(ApiDoor(door, offices.keys), offices)
    frame = Frame(door, BUILT, lambda _: GATEWAY)
    yield front(frame, BUILT, offices.rules.rules)
    yield from page_routes(frame, offices)

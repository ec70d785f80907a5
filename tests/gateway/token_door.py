"""The route of visitors' tokens on a real loopback socket, and a clock to turn."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random

import msgspec
from quart import Blueprint

from actors.channels.core import USUAL_CHANNEL, Channel, Channels
from gateway.door import Headers
from gateway.visitor_office import VisitorOffice
from gateway.visitor_tokens import VisitorDoor, VisitorRefused, visitor_tokens
from gateway.wire.terms import VISITOR_TOKENS_PATH
from runtime.config import Bind
from runtime.http_app import make_app
from runtime.http_contract import Problem
from runtime.observe import Events
from tests.gateway.business import KEY, NOW_MS
from tests.runtime.site import Site, ask, served

SHOP = "https://shop.example"
CLUB = "https://club.example"
CHANNELS = Channels(
    (
        USUAL_CHANNEL,
        Channel(id="shop", key="k1", name="店铺", group="g", origins=(SHOP,)),
        Channel(id="club", group="g", origins=(CLUB,), needs_identity=True),
    )
)
JSON = ("Content-Type", "application/json")
URL = "wss://chat.example/v1"


@dataclass
class Door:
    """The route, and what it depends on."""

    now: float = 0.0
    url: str = URL
    address: str = "192.0.2.1"
    channels: Channels = CHANNELS
    told: list[VisitorRefused] = field(default_factory=list)

    def client(self, _peer: str, _headers: Headers) -> str:
        return self.address

    def routes(self, events: Events) -> Blueprint:
        office = VisitorOffice(KEY, Random(1), lambda: NOW_MS + round(self.now * 1000))
        events.subscribe(VisitorRefused, self.told.append)
        return visitor_tokens(
            VisitorDoor(
                lambda: self.channels,
                office,
                lambda _: self.url,
                self.client,
                lambda: self.now,
                events,
            )
        )


class IndoorDoor(Door):
    """Asked within this process: for questions that are many."""

    def __init__(
        self, events: Events, client: Callable[[str, Headers], str] | None = None
    ) -> None:
        super().__init__()
        self._name_of = client
        self._browser = make_app([self.routes(events)], events).test_client()

    def client(self, peer: str, headers: Headers) -> str:
        named = self._name_of
        return self.address if named is None else named("127.0.0.1", headers)

    async def status(self, channel: str, forwarded_for: str = "") -> int:
        headers = {"X-Forwarded-For": forwarded_for} if forwarded_for else {}
        answer = await self._browser.post(
            VISITOR_TOKENS_PATH, json={"channel": channel}, headers=headers
        )
        return answer.status_code


@dataclass
class ServedDoor(Door):
    """Asked through sockets, as pages do."""

    sites: list[Site] = field(default_factory=list)

    @property
    def at(self) -> Bind:
        return self.sites[0].at

    @property
    def http(self) -> str:
        return f"http://{self.at}"

    async def post(
        self, body: object, *, origin: str = "", kind: tuple[str, str] = JSON
    ) -> tuple[int, str, bytes]:
        headers = (kind, ("Origin", origin)) if origin else (kind,)
        data = body if isinstance(body, bytes) else msgspec.json.encode(body)
        return await ask(self.at, VISITOR_TOKENS_PATH, "POST", data, headers)

    async def code(self, body: object, *, origin: str = "") -> tuple[int, str]:
        status, _, answer = await self.post(body, origin=origin)
        return status, msgspec.json.decode(answer, type=Problem).code


@asynccontextmanager
async def door(events: Events) -> AsyncIterator[ServedDoor]:
    opened = ServedDoor()
    async with served([opened.routes(events)], events) as site:
        opened.sites.append(site)
        yield opened

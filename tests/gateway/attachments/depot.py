"""The routes on a real loopback socket, with real files and images behind them.

The sessions are those of `sessions`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

import msgspec
import trio

from gateway.attachments.answers import PATH, Link, Uploaded
from gateway.attachments.doorkeeper import Doorkeeper
from gateway.attachments.service import Attachments
from gateway.attachments.settings import AttachmentSettings
from gateway.attachments.shelf import Find
from gateway.tickets import Ticket, TicketOffice
from gateway.wire.terms import Role
from runtime.addresses import Proxies
from runtime.config import Bind
from runtime.http_contract import Problem
from runtime.observe import Events
from runtime.port import PortDied
from tests.gateway.attachments.sessions import Sessions
from tests.runtime.site import ask, served

NOW_MS = 1_700_000_000_000
SECRET = b"a secret of the tests alone"
TICKETS = TicketOffice(SECRET)
START_SECONDS = 120


def bearer(role: Role, who: str) -> tuple[str, str]:
    ticket = TICKETS.mint(Ticket(role, who, "", NOW_MS + 1_000))
    return ("Authorization", f"Bearer {ticket}")


V = bearer("visitor", "v")
A = bearer("agent", "a")
STRANGER = bearer("visitor", "x")


@dataclass
class Depot:
    """What is served, and how to ask it."""

    at: Bind
    parts: Attachments
    sessions: Sessions
    root: Path
    events: Events
    now_ms: list[int] = field(default_factory=lambda: [NOW_MS])

    async def post(
        self,
        data: bytes,
        content_type: str = "image/png",
        who: tuple[str, str] = V,
        **query: object,
    ) -> tuple[int, bytes]:
        wish = {"session": "s1", "upload": "u1", "kind": "image", "name": "x"} | query
        headers = (who, ("Content-Type", content_type))
        path = f"{PATH}?{urlencode(wish)}"
        status, _, body = await ask(self.at, path, "POST", data, headers)
        return status, body

    async def upload(
        self, data: bytes, content_type: str = "image/png", **query: object
    ) -> Uploaded:
        status, body = await self.post(data, content_type, **query)  # type: ignore[arg-type]
        assert status == HTTPStatus.OK, body
        return msgspec.json.decode(body, type=Uploaded)

    async def refusal(
        self, data: bytes, content_type: str = "image/png", **query: object
    ) -> tuple[int, str]:
        status, body = await self.post(data, content_type, **query)  # type: ignore[arg-type]
        return status, code(body)

    async def link(self, attachment: str, who: tuple[str, str] = V) -> str:
        status, _, body = await ask(
            self.at, f"{PATH}/{attachment}/link", headers=(who,)
        )
        assert status == HTTPStatus.OK, body
        return msgspec.json.decode(body, type=Link).path

    async def get(self, path: str, *headers: tuple[str, str]) -> tuple[int, str, bytes]:
        return await ask(self.at, path, headers=headers)

    async def drafts(self) -> list[Path]:
        """Once what was told the shelf before is done."""
        await self.parts.files.ask(Find("0" * 32))
        return list((self.root / "drafts").iterdir())


def code(body: bytes) -> str:
    return msgspec.json.decode(body, type=Problem).code


@asynccontextmanager
async def depot(
    root: Path, settings: AttachmentSettings | None = None
) -> AsyncIterator[Depot]:
    events = Events()
    sessions = Sessions()
    now_ms = [NOW_MS]

    def wall_ms() -> int:
        return now_ms[0]

    async with trio.open_nursery() as nursery:
        with trio.fail_after(START_SECONDS):
            await nursery.start(sessions.run, events, wall_ms)
            door = Doorkeeper(sessions.desk, TICKETS, wall_ms, Proxies())
            settings = settings or AttachmentSettings()
            parts = Attachments(settings, door, SECRET, root, events)
            for port in (parts.files, parts.images):
                await nursery.start(_running, port.run)
        async with served([parts.blueprint()], events) as site:
            yield Depot(site.at, parts, sessions, root, events, now_ms)
        nursery.cancel_scope.cancel()


async def _running(
    run: Callable[[Callable[[], None]], Awaitable[None]],
    *,
    task_status: trio.TaskStatus[None],
) -> None:
    """One life after the other, as a supervisor would have it."""
    started: Callable[[], None] = task_status.started
    while True:
        with suppress(PortDied):
            await run(started)
        started = _again


def _again() -> None:
    """Nobody waits for the later lives."""

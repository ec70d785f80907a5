"""Members' pictures over HTTP."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import trio

from admin.portraits import portraits
from admin.staff import PREFIX
from admin.staff_door import COOKIE, StaffDoor
from gateway.attachments.images import Drawing, DrawPortrait
from gateway.attachments.portraits import draw_portrait
from runtime.addresses import Proxies
from runtime.errors import Unavailable
from runtime.http_contract import GUARD_HEADER
from runtime.http_server import HttpServerComplained
from runtime.observe import Events
from tests.actors.accounts.office import Office, office
from tests.gateway.attachments.pictures import still
from tests.runtime.site import Site, ask, served

pytestmark = pytest.mark.covers("W10")

PNG = ("Content-Type", "image/png")


class InProcess:
    """Draws here, not in a fork: the images are ours."""

    def __init__(self) -> None:
        self.failures: list[Exception] = []

    async def ask(self, request: DrawPortrait) -> Drawing:
        await trio.lowlevel.checkpoint()
        if self.failures:
            raise self.failures.pop()
        return draw_portrait(request)


class Visit:
    """Somebody signed in."""

    def __init__(self, one: Office, site: Site, draws: InProcess) -> None:
        self.office = one
        self.site = site
        self.draws = draws
        self.token = ""
        self.member = ""

    async def hire(self, name: str) -> None:
        by = await self.office.hired(name)
        self.token, self.member = by.token, await self.office.member_id(by)

    async def post(
        self, path: str, body: bytes = b"", *headers: tuple[str, str]
    ) -> tuple[int, str]:
        sent = (*headers, (GUARD_HEADER, "1"), ("Cookie", f"{COOKIE}={self.token}"))
        at = f"{PREFIX}/{path}"
        status, _, answer = await ask(self.site.at, at, "POST", body, sent)
        return status, json.loads(answer)["code"] if answer else ""

    async def get(
        self, member: str, *headers: tuple[str, str]
    ) -> tuple[int, str, bytes]:
        sent = (*headers, ("Cookie", f"{COOKIE}={self.token}"))
        at = f"{PREFIX}/portraits/{member}"
        return await ask(self.site.at, at, headers=sent)


@asynccontextmanager
async def visit(path: Path) -> AsyncIterator[Visit]:
    async with office(path / "records.db") as one:
        door = StaffDoor(one.accounts, Proxies(()), behind_tls=False)
        draws = InProcess()
        blueprint = portraits(door, one.records, draws)
        async with served((blueprint,), Events()) as site:
            yield Visit(one, site, draws)
        assert not any(isinstance(each, HttpServerComplained) for each in site.told)


async def test_a_member_has_a_picture_that_colleagues_see(tmp_path: Path) -> None:
    async with visit(tmp_path) as here:
        await here.hire("ann")
        ann = here.member
        assert (await here.get(ann))[0] == 204
        assert await here.post("portrait", still("PNG"), PNG) == (204, "")
        await here.hire("bob")
        status, head, image = await here.get(ann)
        assert (status, image[:4], image[8:12]) == (200, b"RIFF", b"WEBP")
        assert "content-type: image/webp" in head
        assert "sandbox" in head
        (tag,) = (row for row in head.splitlines() if row.startswith("etag: "))
        known = ("If-None-Match", tag.removeprefix("etag: "))
        assert (await here.get(ann, known))[0] == 304
        assert (await here.get(here.member))[0] == 204
        assert await here.post("portrait/remove") == (204, "")
        assert (await here.get(ann))[0] == 200  # it was another's
        here.token = ""
        assert (await here.get(ann))[0] == 401


async def test_what_is_no_picture_is_refused(tmp_path: Path) -> None:
    async with visit(tmp_path) as here:
        assert await here.post("portrait", b"x", PNG) == (401, "not_signed_in")
        await here.hire("ann")
        assert await here.post("portrait", b"x", PNG) == (422, "bad_image")
        svg = ("Content-Type", "image/svg+xml")
        assert await here.post("portrait", b"<svg/>", svg) == (415, "no_image")
        assert (await here.post("portrait", bytes(70_000), PNG))[0] == 413
        for member in ("m" * 65, "%00", "%0a"):
            assert (await here.get(member))[0] == 204, member


async def test_what_cannot_be_done_now_may_be_asked_again(tmp_path: Path) -> None:
    async with visit(tmp_path) as here:
        await here.hire("ann")
        here.draws.failures.append(Unavailable("away"))
        picture = still("PNG")
        assert await here.post("portrait", picture, PNG) == (503, "unavailable")
        here.office.records.failures.append(Unavailable("away"))
        assert await here.post("portrait/remove") == (503, "unavailable")

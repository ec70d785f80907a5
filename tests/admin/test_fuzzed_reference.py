"""Whatever is sent to the routes of the published reference: none fails (M11)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path

import pytest

from actors.accounts.permissions import Role
from admin.openapi import document
from admin.reference import routes_of
from admin.staff_door import COOKIE, StaffDoor
from runtime.addresses import Proxies
from runtime.http_app import make_app
from runtime.http_contract import GUARD_HEADER
from runtime.observe import Events
from tests.admin.fuzzing import Drawn, drawn
from tests.admin.house import House, house, routes
from tests.runtime.site import ask

pytestmark = [pytest.mark.covers("M11", "P5"), pytest.mark.unmeasured]
ENDS_PROCESSES = "/api/v1/observer/experiments"
MIN_REQUESTS = 200
MIN_DONE = 50


async def known(here: House) -> dict[str, str]:
    """Something that there is, by the names of the routes' variables."""
    await here.define("g", "h")
    session = await here.service.open_session()
    bob = await here.hire("bob", Role.SUPERVISOR, "g")
    return {
        "member": bob.member,
        "session": session,
        "group": "h",
        "rule": "default",
        "channel": "web",
        "moment": "success",
        "language": "en",
        "name": "accept_seconds",
        "event": "1",
    }


async def published(path: Path) -> Mapping[str, object]:
    async with house(path) as here:
        door = StaffDoor(here.service.accounts, Proxies(()), behind_tls=False)
        app = make_app(tuple(routes(here.service, door)), Events())
        asked = (each for each in routes_of(app) if _is_fuzzed(each.path))
        return document(asked, "0", COOKIE)


async def test_no_request_makes_a_route_fail(tmp_path: Path) -> None:
    (tmp_path / "read").mkdir()
    # Drawn while no service waits: that takes some seconds of the processor.
    requests = tuple(drawn(await published(tmp_path / "read")))
    async with house(tmp_path) as here:
        ada = await here.hire("ada", Role.ADMIN)
        there = await known(here)
        statuses = [await _status(here, each, there, ada.headers) for each in requests]
    assert len(statuses) >= MIN_REQUESTS
    assert sum(status < HTTPStatus.MULTIPLE_CHOICES for status in statuses) >= MIN_DONE


async def _status(
    here: House,
    request: Drawn,
    there: Mapping[str, str],
    shown: tuple[tuple[str, str], ...],
) -> int:
    typed = (("Content-Type", "application/json"),) if request.has_body else ()
    headers = (*shown, (GUARD_HEADER, "1"), *typed)
    sent = (request.target(there), request.method, request.data)
    status, _, body = await ask(here.site.at, *sent, headers)
    assert status != HTTPStatus.INTERNAL_SERVER_ERROR, (sent, here.site.told[-1])
    if status >= HTTPStatus.BAD_REQUEST:
        assert json.loads(body)["code"], sent
    return status


def _is_fuzzed(path: str) -> bool:
    return path.startswith("/api/") and path != ENDS_PROCESSES

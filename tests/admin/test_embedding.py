"""The workbench in a business system, over HTTP (W8, M11)."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from actors.accounts.permissions import OPERATOR, Principal, Role
from actors.api_keys.key import KeyDraft, Scope
from actors.api_keys.login_desk import LoginDesk
from actors.api_keys.office import KeyMade, KeyOffice
from actors.api_keys.records import KeyRule
from admin.embedding import (
    ENTRY_PATH,
    ENTRY_RATION,
    LOGIN_RATION,
    LOGINS_PATH,
    embedding,
)
from admin.key_problems import STATUSES
from admin.staff import PREFIX, staff
from admin.staff_door import StaffDoor
from runtime.addresses import Proxies, parse_networks
from runtime.http_contract import GUARD_HEADER
from runtime.observe import Events
from tests.actors.accounts.office import Office, good, office
from tests.runtime.flood import asked_until_refused
from tests.runtime.site import Site, ask, served

pytestmark = pytest.mark.covers("W8", "M11")
JSON = ("Content-Type", "application/json")
GUARD = (GUARD_HEADER, "1")
Answer = tuple[int, dict[str, object]]


class Business:
    """A business system with a key, and the frame in its page."""

    def __init__(self, site: Site, one: Office, key: str) -> None:
        self.site = site
        self.office = one
        self.key = key

    async def mint(self, member: str, key: str = "") -> Answer:
        shown = ("Authorization", f"Bearer {key or self.key}")
        return await self._ask("POST", LOGINS_PATH, {"member": member}, shown)

    async def enter(self, url: object, *headers: tuple[str, str]) -> Answer:
        token = str(url).partition("?token=")[2]
        return await self._ask("POST", ENTRY_PATH, {"token": token}, GUARD, *headers)

    async def staff(self, method: str, path: str, token: object, **body: str) -> Answer:
        shown = ("Authorization", f"Bearer {token}")
        return await self._ask(method, f"{PREFIX}/{path}", body, GUARD, shown)

    async def _ask(
        self, method: str, path: str, body: object, *headers: tuple[str, str]
    ) -> Answer:
        sent = b"" if method == "GET" else json.dumps(body).encode()
        status, _, told = await ask(self.site.at, path, method, sent, (JSON, *headers))
        return status, json.loads(told)


def minted(who: Principal, nickname: str, *, is_observer: bool) -> tuple[str, int]:
    return who.who, 5


@asynccontextmanager
async def business_at(path: Path) -> AsyncIterator[Business]:
    async with office(path / "records.db") as one:
        records, now_ms = one.records, one.node.wall_ms
        keys = KeyOffice(records, one.accounts, b"secret", now_ms)
        logins = LoginDesk(records, one.accounts, one.node.random, now_ms)
        draft = KeyDraft("crm", (Scope.AGENT_LOGIN,))
        made = await keys.add(Principal(OPERATOR, None), draft, "o")
        door = StaffDoor(one.accounts, Proxies(parse_networks("")), behind_tls=False)
        routes = (
            embedding(door, keys, logins, lambda: 30.0),
            staff(door, minted, lambda: 30.0),
        )
        async with served(routes, Events()) as site:
            yield Business(site, one, good(made, KeyMade).text)


@pytest.fixture
async def business(tmp_path: Path) -> AsyncIterator[Business]:
    async with business_at(tmp_path) as one:
        yield one


def test_every_rule_has_a_status() -> None:
    assert set(STATUSES) == set(KeyRule)


async def test_a_server_asks_and_its_page_enters_once(business: Business) -> None:
    member = (await business.office.add("ann")).member.id
    status, login = await business.mint("ann@example.com")
    assert status == 200
    url = str(login["url"])
    assert url.startswith("http://t/workbench/sdk.js?token=")
    status, entered = await business.enter(url)
    assert status == 200
    me = entered["me"]
    assert isinstance(me, dict)
    assert (me["stage"], me["member"]["id"]) == ("full", member)
    assert me["grace_seconds"] == 30.0
    status, ticket = await business.staff("POST", "ticket", entered["token"])
    assert (status, ticket["ticket"]) == (200, member)
    status, refused = await business.enter(url)
    assert (status, refused["code"]) == (401, "login_spent")
    # Another login for him, by which the first place is signed out (W9).
    await business.enter((await business.mint(member))[1]["url"])
    status, refused = await business.staff("GET", "me", entered["token"])
    assert (status, refused["code"]) == (401, "not_signed_in")


async def test_what_a_password_guards_stays_with_who_knows_it(
    business: Business,
) -> None:
    await business.office.add("ann")
    _, entered = await business.enter((await business.mint("ann"))[1]["url"])
    body = {"old": "x", "new": "y"}
    told = await business.staff("POST", "password", entered["token"], **body)
    assert (told[0], told[1]["code"]) == (403, "embedded")


@pytest.mark.parametrize(
    ("member", "status", "code"),
    [("bo", 404, "no_such_member"), ("root", 403, "forbidden"), ("", 400, None)],
)
async def test_who_cannot_serve_has_no_url(
    business: Business, member: str, status: int, code: str | None
) -> None:
    await business.office.add("root", Role.ADMIN)
    answered, told = await business.mint(member)
    assert (answered, told["code"]) == (status, code or "bad_request")


async def test_without_a_good_key_nothing_is_told(business: Business) -> None:
    for key in ("x", "tdk_0123456789_" + "A" * 43):
        status, told = await business.mint("ann", key)
        assert (status, told["code"]) == (401, "unknown_key")


async def test_no_other_page_spends_a_login(business: Business) -> None:
    await business.office.add("ann")
    url = (await business.mint("ann"))[1]["url"]
    foreign = ("Sec-Fetch-Site", "cross-site")
    status, told = await business.enter(url, foreign)
    assert (status, told["code"]) == (403, "foreign_request")
    assert (await business.enter(url))[0] == 200


@pytest.mark.covers("P5")
async def test_one_address_is_held_to_a_rate(business: Business) -> None:
    async def minted() -> object:
        return (await business.mint("ann", "x"))[1]["code"]

    async def entered() -> object:
        return (await business.enter("?token=x"))[1]["code"]

    await asked_until_refused(minted, LOGIN_RATION)
    await asked_until_refused(entered, ENTRY_RATION)

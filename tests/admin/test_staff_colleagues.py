"""What somebody of the desk is told of groups and colleagues over HTTP."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from actors.accounts.messages import ByToken, SuspendMember
from actors.accounts.permissions import Role
from actors.figures import GroupFigure
from actors.rules.rulebook import Rules
from actors.rules.settings import ServiceSettings
from admin.staff import PREFIX
from admin.staff_colleagues import staff_colleagues
from admin.staff_door import COOKIE, StaffDoor
from runtime.addresses import Proxies, parse_networks
from runtime.observe import Events
from tests.actors.accounts.office import OPERATOR, Office, office
from tests.runtime.site import Site, ask, served

GROUPS = (
    GroupFigure("presale", "Before you buy", 2, 5),
    GroupFigure("support", "Help", 1, 0),
)


class House:
    """A desk's routes, and the accounts behind them."""

    def __init__(self, site: Site, one: Office) -> None:
        self.office = one
        self._site = site

    async def get(self, path: str, by: ByToken | None) -> tuple[int, dict[str, object]]:
        cookie = (("Cookie", f"{COOKIE}={by.token}"),) if by else ()
        status, _, answer = await ask(
            self._site.at, f"{PREFIX}/{path}", "GET", b"", cookie
        )
        return status, json.loads(answer)


@asynccontextmanager
async def open_house(path: Path) -> AsyncIterator[House]:
    async with office(path / "records.db") as one:
        door = StaffDoor(one.accounts, Proxies(parse_networks("")), behind_tls=False)
        rules = Rules(ServiceSettings(tags="refund parcel", needs_tags=True))
        routes = staff_colleagues(door, lambda: GROUPS, rules)
        async with served((routes,), Events()) as site:
            yield House(site, one)


@pytest.mark.covers("Q10", "S8")
async def test_who_serves_is_told_where_a_session_can_go(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        assert (await house.get("groups", None))[0] == 401
        await house.office.define("support")
        ann = await house.office.hired("ann", groups=("support",))
        status, body = await house.get("groups", ann)
        rows = body["groups"]
        assert status == 200
        assert isinstance(rows, list)
        assert [(row["group"], row["name"], row["waiting"]) for row in rows] == [
            ("presale", "Before you buy", 5),
            ("support", "Help", 0),
        ]
        assert [row["is_own"] for row in rows] == [False, True]
        assert rows[0]["tags"] == ["refund", "parcel"]
        assert rows[0]["needs_tags"] is True


async def test_who_only_administers_is_told_nothing_of_it(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        bob = await house.office.hired("bob", Role.ADMIN)
        for path in ("groups", "colleagues"):
            status, body = await house.get(path, bob)
            assert (status, body["code"]) == (403, "forbidden")


@pytest.mark.covers("W4")
async def test_colleagues_are_those_who_serve_now(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        ann = await house.office.hired("ann")
        await house.office.hired("bob", Role.ADMIN)
        gone = await house.office.member_id(await house.office.hired("eve"))
        suspend = SuspendMember(gone)
        await house.office.accounts.administer(OPERATOR, "o-suspend", suspend)
        status, body = await house.get("colleagues", ann)
        assert (status, body["next"]) == (200, 0)
        rows = body["colleagues"]
        assert isinstance(rows, list)
        (row,) = rows
        assert row == {
            "agent": await house.office.member_id(ann),
            "name": "Ann",
            "email": "ann@example.com",
            "staff_number": "ann",
        }
        status, body = await house.get("colleagues?skip=3", ann)
        assert (status, body["colleagues"]) == (200, [])

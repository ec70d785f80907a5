"""Skill groups and channels, over HTTP (M2, M5)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import pytest

from actors.accounts.permissions import Role
from tests.admin.house import Caller, House, Json, house

pytestmark = pytest.mark.covers("M2", "M5", "M11")
SHOP = {"id": "shop", "group": "sales", "name": "Shop"}


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as one:
        yield one


async def group(caller: Caller, named: str) -> Json:
    listed = cast("list[Json]", (await caller.get("groups")).json["groups"])
    return next(each for each in listed if each["group"] == named)


async def test_a_group_is_added_changed_and_staffed(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    added = (await ada.post("groups", {"name": "Sales"})).json
    assert added == {"id": "sales", "version": 1}
    assert (await ada.post("groups", {"name": "Sales"})).code == "id_conflict"
    await here.define("old")
    taken = await ada.post("groups", {"id": "old", "name": "Old"})
    assert (taken.status, taken.code) == (409, "id_conflict")
    edit = {"name": "Verkauf", "strategy": "round_robin"}
    assert (await ada.ask("PATCH", "groups/sales", edit)).status == 200
    shown = await group(ada, "sales")
    assert (shown["name"], shown["strategy"]) == ("Verkauf", "round_robin")
    bob = await here.hire("bob", Role.AGENT, "old")
    path = "groups/sales/members"
    assert (await ada.ask("PUT", path, {"members": [bob.member]})).status == 204
    found = (await ada.get("members?text=bob")).json
    assert cast("list[Json]", found["members"])[0]["groups"] == ["old", "sales"]
    nobody = await ada.ask("PUT", path, {"members": [bob.member, "m0"]})
    assert (nobody.status, nobody.code) == (404, "not_found")
    assert (await ada.ask("PUT", path, {"members": []})).status == 204
    found = (await ada.get("members?text=bob")).json
    assert cast("list[Json]", found["members"])[0]["groups"] == ["old"]


async def test_who_waits_in_a_deleted_group_goes_on_to_its_heir(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    await ada.post("groups", {"name": "heir"})
    await here.service.open_session("v", "g")
    await here.service.until_waiting("g", 1)
    assert (await group(ada, "g"))["waiting"] == 1
    nowhere = await ada.post("groups/g/deletion", {"to": "g"})
    assert (nowhere.status, nowhere.code) == (422, "bad_value")
    unknown = await ada.post("groups/g/deletion", {"to": "none"})
    assert (unknown.status, unknown.code) == (422, "no_such_group")
    assert (await ada.post("groups/g/deletion", {"to": "heir"})).status == 200
    await here.service.until_waiting("heir", 1)
    assert (await group(ada, "g"))["heir"] == "heir"
    again = await ada.post("groups/g/deletion", {"to": "heir"})
    assert (again.status, again.code) == (404, "not_found")
    back = await ada.post("groups", {"id": "g", "name": "Again"})
    assert back.status == 200
    assert (await group(ada, "g"))["heir"] == ""


async def test_a_channel_is_added_changed_and_dropped(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    early = await ada.post("channels", SHOP)
    assert (early.status, early.code) == (422, "no_such_group")
    await ada.post("groups", {"name": "Sales"})
    assert (await ada.post("channels", SHOP)).json == {"id": "shop", "version": 2}
    assert (await ada.post("channels", SHOP)).code == "id_conflict"
    listed = cast("list[Json]", (await ada.get("channels")).json["channels"])
    assert [(each["key"], each["is_configured"]) for each in listed] == [
        ("web", True),
        ("shop", False),
    ]
    changed = await ada.ask("PUT", "channels/shop", {**SHOP, "key": "s"})
    assert changed.json == {"version": 3}
    assert here.service.desk.rules.channels.with_key("s") is not None
    secret = (await ada.get("channels/shop/secret")).json
    assert secret == {"identity_secret": "secret of shop"}
    assert (await ada.ask("DELETE", "channels/shop")).status == 200
    assert here.service.desk.rules.channels.with_key("s") is None


async def test_a_channel_of_the_configuration_can_be_put_back(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    await here.define("presale")
    web = {"id": "web", "group": "presale", "name": "Help"}
    assert (await ada.ask("PUT", "channels/web", web)).status == 200
    assert here.service.desk.rules.channels.with_key("web").name == "Help"  # type: ignore[union-attr]
    assert (await ada.post("channels/web/resetting")).status == 200
    assert here.service.desk.rules.channels.with_key("web").name == ""  # type: ignore[union-attr]
    last = await ada.ask("DELETE", "channels/web")
    assert (last.status, last.code) == (422, "bad_value")


@pytest.mark.parametrize(
    ("channel", "status", "code"),
    [
        ({"id": "other"}, 422, "bad_value"),
        ({"entry": "flow", "flow": "none"}, 422, "bad_value"),
        ({"entry": "choice"}, 422, "bad_value"),
        ({"origins": ["ftp://x"]}, 400, "bad_request"),
        ({"key": "a b"}, 400, "bad_request"),
        ({"group": ""}, 400, "bad_request"),
    ],
)
async def test_a_channel_that_leads_nowhere_is_refused(
    here: House, channel: Json, status: int, code: str
) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    await here.define("presale")
    web = {"id": "web", "group": "presale"}
    told = await ada.ask("PUT", "channels/web", {**web, **channel})
    assert (told.status, told.code) == (status, code)
    assert here.service.desk.rules.book.version == 0


async def test_secrets_are_told_to_who_may_edit(here: House) -> None:
    await here.define("g")
    eve = await here.hire("eve", Role.SUPERVISOR, "g")
    assert (await eve.get("channels")).status == 200
    assert (await eve.get("channels/web/secret")).code == "forbidden"
    ada = await here.hire("ada", Role.ADMIN)
    assert (await ada.get("channels/none/secret")).status == 404

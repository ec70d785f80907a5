"""The observer over HTTP, by people and by programs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import pytest
import trio

from actors.accounts.permissions import Role
from actors.api_keys.key import Scope
from tests.admin.house import Caller, House, Json, house

pytestmark = pytest.mark.covers("M10", "M11")
LID_SECONDS = 120
CRASH = {"deed": "crash", "path": "/desk/groups/g"}


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as one:
        yield one


def rows(told: Json) -> list[Json]:
    return cast("list[Json]", told["rows"])


async def test_an_admin_sees_the_tree_and_crashes_a_group(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    await here.define("g", "h")
    tree = (await ada.get("observer/tree")).json
    parts = cast("list[dict[str, Json]]", tree["parts"])
    assert [part["cell"]["path"] for part in parts][:2] == ["/", "/desk"]
    groups = (await ada.get("observer/entities?region=/desk/groups&search=g")).json
    assert groups["found"] == 1
    begun = (await ada.post("observer/experiments", CRASH)).json
    assert (begun["deed"], begun["entity"], begun["number"]) == ("crash", "group/g", 1)
    await until_back(ada)
    part = (await ada.get("observer/part?path=/desk/groups/g")).json
    assert part["restarts_left"] == 4
    incidents = rows((await ada.get("observer/incidents?limit=5")).json)
    assert incidents[0]["kind"] == "crashed"
    assert incidents == part["incidents"]


async def until_back(who: Caller) -> None:
    with trio.fail_after(LID_SECONDS):
        while True:
            (row,) = rows((await who.get("observer/experiments")).json)
            if row["recovery_ms"] is not None:
                return
            await trio.sleep(0.05)


async def test_refusals_have_codes(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    for path, status, code in (
        ("/nowhere", 404, "no_such_part"),
        ("/", 409, "is_root"),
        ("/desk/sessions/s", 404, "no_such_part"),
    ):
        told = await ada.post("observer/experiments", {"deed": "restart", "path": path})
        assert (told.status, told.code) == (status, code)
    told = await ada.post("observer/experiments", {"deed": "kill", "path": "/desk"})
    assert (told.status, told.code) == (409, "no_process")
    told = await ada.get("observer/entities?region=/desk")
    assert (told.status, told.code) == (404, "no_such_part")
    told = await ada.get("observer/part?path=/nowhere")
    assert (told.status, told.code) == (404, "no_such_part")
    told = await ada.post("observer/experiments", {"deed": "burn", "path": "/desk"})
    assert (told.status, told.code) == (400, "bad_request")


async def test_who_may_look_and_who_may_intervene(here: House) -> None:
    await here.define("g")
    cleo = await here.hire("cleo", Role.SUPERVISOR, "g")
    assert (await cleo.get("observer/tree")).code == "forbidden"
    assert (await cleo.post("observer/experiments", CRASH)).code == "forbidden"
    monitor = await here.program(Scope.OBSERVE)
    assert (await monitor.get("observer/tree")).status == 200
    assert (await monitor.post("observer/experiments", CRASH)).code == "wrong_scope"
    operator = await here.program(Scope.INTERVENE)
    assert (await operator.post("observer/experiments", CRASH)).status == 200

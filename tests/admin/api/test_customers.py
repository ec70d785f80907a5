"""Customers over HTTP, and on their pages."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast
from urllib.parse import quote

import pytest
import trio

from actors.accounts.audit import Act
from actors.accounts.permissions import Role
from actors.api_keys.key import Scope
from tests.admin.house import Caller, House, house
from tests.admin.operator.test_erasure import KEY, log, send_picture

pytestmark = pytest.mark.covers("M12", "M11")
ENGLISH = ("Accept-Language", "en")
LINK = re.compile(r'href="/admin(/customers/[^"]+)"')


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as one:
        await one.service.open_session("anna", nickname="Anna")
        await one.service.until_recorded()
        yield one


async def profile(who: Caller) -> dict[str, object]:
    customer = (await who.get("customers/anna")).json["customer"]
    assert isinstance(customer, dict)
    return customer


async def test_a_customer_is_found_and_written_down(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    edit = {
        "nickname": "Frau A",
        "phone": "13800001234",
        "tags": ["vip", "old"],
        "level": 5,
        "fields": [{"name": "size", "value": "M"}, {"name": "", "value": "x"}],
    }
    told = await ada.ask("PATCH", "customers/anna", edit)
    assert told.status == 200, told
    assert (await ada.post("customers/anna/notes", {"text": "likes tea"})).status == 204
    known = await profile(ada)
    assert (known["level"], known["tags"]) == (5, ["vip", "old"])
    assert known["profile"] == ["Frau A", "13800001234", "", "", [["size", "M"]]]
    await here.service.until_recorded()
    for query in ("name=frau", "tag=vip", "level=5", "visitor=anna"):
        found = (await ada.get(f"customers?{query}")).json["cards"]
        assert isinstance(found, list)
        assert [each["visitor"] for each in found] == ["anna"], query
    assert (await ada.get("customers?tag=other")).json["cards"] == []
    refused = await ada.ask("PATCH", "customers/anna", {"phone": "call me"})
    assert (refused.status, refused.code) == (422, "bad_value")
    assert (await ada.get("customers/nobody")).code == "not_found"


async def test_who_is_blocked_is_told_apart_until_he_is_not(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    assert (await ada.post("customers/anna/block", {"reason": "spam"})).status == 204
    assert (await profile(ada))["block"]
    await here.service.until_recorded()
    blocked = "customers?is_blocked=true"
    assert len((await ada.get(blocked)).json["cards"]) == 1  # type: ignore[arg-type]
    shown = await ada.page("/customers/anna", ENGLISH)
    assert "Blocked by Ada" in shown.text
    assert (await ada.ask("DELETE", "customers/anna/block")).status == 204
    assert (await profile(ada))["block"] is None


@pytest.mark.covers("P8")
async def test_all_that_is_held_of_a_customer_is_taken_along(here: House) -> None:
    ada, sam = await here.hire("ada", Role.ADMIN), await here.hire("s", Role.SUPERVISOR)
    session = await here.service.open_session("anna")
    await send_picture(here.service, "anna", session)
    here.service.files[KEY] = b"a picture"
    assert (await sam.get("customers/anna/held.zip")).code == "forbidden"
    assert (await ada.get("customers/nobody/held.zip")).code == "not_found"
    assert Act.EXPORTING_CUSTOMER not in {each.act for each in await log(here.service)}
    told = await ada.get("customers/anna/held.zip")
    assert "content-type: application/zip" in told.head
    with zipfile.ZipFile(io.BytesIO(told.body)) as archive:
        assert archive.testzip() is None
        assert archive.read(f"files/{KEY}") == b"a picture"
        assert b"SessionOpened" in archive.read(f"sessions/{session}.jsonl")
        assert json.loads(archive.read("customer.json"))["recorded"]["sessions"] == 1
    (row,) = [x for x in await log(here.service) if x.act is Act.EXPORTING_CUSTOMER]
    assert (row.who, "anna" in row.subject) == (ada.member, False)


@pytest.mark.covers("P8")
async def test_how_far_an_erasure_is_can_be_seen(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    reached, go_on = trio.Event(), trio.Event()

    async def held_up(key: str) -> None:
        reached.set()
        await go_on.wait()

    session = await here.service.open_session("bert")
    await send_picture(here.service, "bert", session)
    await here.service.until_recorded()
    before = await ada.page("/customers/bert", ENGLISH)
    assert "Export all of it" in before.text
    assert ("POST", "/api/v1/upkeep/erasures") in before.acts
    here.service.removing = held_up
    async with trio.open_nursery() as nursery:
        nursery.start_soon(ada.post, "upkeep/erasures", {"visitor": "bert"})
        await reached.wait()
        shown = await ada.page("/customers/bert", ENGLISH)
        assert "0 of 1 sessions are done" in shown.text
        assert "sessions done 0" in (await ada.page("/upkeep", ENGLISH)).text
        go_on.set()
    assert (await ada.page("/customers/bert", ENGLISH)).status == 404
    assert "sessions done" not in (await ada.page("/upkeep", ENGLISH)).text


async def test_contacts_are_masked_from_who_may_not_see_them(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    await ada.ask("PATCH", "customers/anna", {"phone": "13800001234"})
    await here.service.until_recorded()
    reader = await here.program(Scope.READ_CUSTOMERS)
    assert "13800001234" not in (await reader.get("customers")).text
    assert "138****1234" in (await reader.get("customers/anna")).text
    assert "13800001234" in (await ada.get("customers")).text


async def test_nobody_gets_further_than_he_may(here: House) -> None:
    ann = await here.hire("ann", Role.AGENT)
    assert (await ann.get("customers")).code == "forbidden"
    assert (await ann.get("customers/anna")).code == "forbidden"
    assert (await ann.post("customers/anna/notes", {"text": "x"})).code == "forbidden"
    clerk = await here.program(Scope.READ_CUSTOMERS, Scope.NOTE_CUSTOMERS)
    ranked = await clerk.ask("PATCH", "customers/anna", {"level": 9})
    assert (ranked.status, ranked.code) == (403, "forbidden")


async def test_the_pages_lead_from_the_list_to_one(here: House) -> None:
    eve = await here.hire("eve", Role.SUPERVISOR, "g")
    listed = await eve.page("/customers?name=anna", ENGLISH)
    assert 'href="/admin/customers/anna"' in listed.text
    assert "No customer fits" in (await eve.page("/customers?tag=x", ENGLISH)).text
    one = await eve.page("/customers/anna", ENGLISH)
    assert ("PATCH", "/api/v1/customers/anna") in one.acts
    assert 'href="/admin/records/' in one.text
    assert (await eve.page("/customers/nobody", ENGLISH)).status == 404


async def test_a_businesss_own_id_may_have_strokes(here: House) -> None:
    visitor = "id:https://idp.example/u?a=1&b#c"
    ada = await here.hire("ada", Role.ADMIN)
    await here.service.open_session(visitor, nickname="Seven")
    await here.service.until_recorded()
    (link,) = LINK.findall((await ada.page("/customers?name=seven", ENGLISH)).text)
    shown = await ada.page(link)
    assert "Seven" in shown.text
    assert ("PATCH", f"/api/v1{link}") in shown.acts
    path = f"customers/{quote(visitor, safe='')}"
    assert (await ada.ask("PATCH", path, {"nickname": "VII"})).status == 200
    assert (await ada.post(f"{path}/notes", {"text": "x"})).status == 204
    assert (await ada.post(f"{path}/block", {"reason": "spam"})).status == 204
    assert (await ada.ask("DELETE", f"{path}/block")).status == 204
    known = (await ada.get(path)).json["customer"]
    assert isinstance(known, dict)
    assert known["visitor"] == visitor
    assert len(cast("list[object]", known["notes"])) == 1


async def test_an_id_that_is_nobodys_is_no_customers(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    for nobody in ("%00", "x" * 300):
        assert (await ada.get(f"customers/{nobody}")).code == "not_found"
        assert (await ada.get(f"customers/{nobody}/held.zip")).code == "not_found"
        assert (await ada.page(f"/customers/{nobody}")).status == 404
        for method, address, body in (
            ("PATCH", "", {"nickname": "x"}),
            ("POST", "/notes", {"text": "x"}),
            ("POST", "/block", {}),
            ("DELETE", "/block", None),
        ):
            told = await ada.ask(method, f"customers/{nobody}{address}", body)
            assert told.code == "not_found", (method, address)

"""Customers over HTTP, and on their pages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from actors.accounts.permissions import Role
from actors.api_keys.key import Scope
from tests.admin.house import Caller, House, house

pytestmark = pytest.mark.covers("M12", "M11")
ENGLISH = ("Accept-Language", "en")


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

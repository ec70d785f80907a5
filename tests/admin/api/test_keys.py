"""Keys of other programs administered over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from actors.accounts.permissions import Role
from actors.api_keys.key import Scope
from runtime.ration import Ration
from tests.admin.house import Caller, House, house

pytestmark = pytest.mark.covers("M11")
DRAFT = {"name": "crm", "scopes": ["read_members"], "days": 30}


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as one:
        yield one


async def test_a_key_is_made_used_and_taken_back(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    made = (await ada.post("keys", DRAFT)).json
    key, text = made["key"], str(made["text"])
    assert isinstance(key, dict)
    program = Caller(here.site, (("Authorization", f"Bearer {text}"),))
    assert (await program.get("members")).status == 200
    listed = await ada.get("keys")
    assert text not in listed.text
    keys = listed.json["keys"]
    assert isinstance(keys, list)
    assert [each["id"] for each in keys] == [key["id"]]
    assert keys[0]["created_by"] == ada.member
    assert keys[0]["used_ms"] > 0
    assert "<td>Ada</td>" in (await ada.page("/keys")).text
    assert (await ada.ask("DELETE", f"keys/{key['id']}")).status == 204
    assert (await program.get("members")).code == "unknown_key"
    gone = await ada.ask("DELETE", f"keys/{key['id']}")
    assert (gone.status, gone.code) == (404, "no_such_key")


async def test_the_same_act_makes_one_key(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    named = {"Idempotency-Key": "once"}
    first = await ada.post("keys", DRAFT, **named)
    assert await ada.post("keys", DRAFT, **named) == first


@pytest.mark.covers("P5")
async def test_who_tries_keys_has_few_of_them_looked_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("admin.api.door.KEY_RATION", Ration(0.001, 2.0))
    async with house(tmp_path) as here:
        made_up = ("Authorization", f"Bearer tdk_{'0' * 10}_{'A' * 43}")
        tried = [await Caller(here.site, (made_up,)).get("members") for _ in range(3)]
        codes = [each.code for each in tried]
        assert codes == ["unknown_key", "unknown_key", "too_many"]
        assert "retry-after: 1000" in tried[-1].head.lower()


@pytest.mark.covers("P5")
async def test_nobody_makes_a_key_that_may_what_he_may_not(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    told = await ada.post("keys", {"name": "x", "scopes": ["edit_admins"]})
    assert (told.status, told.code) == (403, "not_allowed")
    bob = await here.hire("bob", Role.SUPERVISOR)
    assert (await bob.get("keys")).status == 403
    program = await here.program(*(each for each in Scope))
    assert (await program.post("keys", DRAFT)).code == "wrong_scope"

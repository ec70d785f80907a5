"""Members administered over HTTP, by people and by programs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from actors.accounts.permissions import Role
from actors.api_keys.key import Scope
from tests.admin.house import House, house

pytestmark = pytest.mark.covers("M1", "M11")
BOB = {"email": "bob@example.com", "name": "Bob"}


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as one:
        yield one


async def test_an_admin_adds_changes_suspends_and_deletes(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    await here.define("g")
    added = (await ada.post("members", {**BOB, "groups": ["g"]})).json
    member = added["member"]
    assert isinstance(member, dict)
    assert added["password"]
    path = f"members/{member['id']}"
    changed = await ada.ask("PATCH", path, {"capacity": 3})
    assert changed.json["capacity"] == 3
    assert (await ada.post(f"{path}/suspension")).json["is_suspended"] is True
    assert (await ada.ask("DELETE", f"{path}/suspension")).json["is_suspended"] is False
    assert (await ada.post(f"{path}/unlocking")).status == 200
    again = (await ada.post(f"{path}/first-password", {})).json
    assert again["password"] != added["password"]
    found = (await ada.get("members?text=bob")).json
    assert (found["total"], len(found["members"])) == (1, 1)  # type: ignore[arg-type]
    assert (await ada.ask("DELETE", path)).status == 204
    assert (await ada.get("members?text=bob")).json["total"] == 0


async def test_a_repeat_of_the_same_act_is_done_once(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    named = {"Idempotency-Key": "act 1"}
    first = await ada.post("members", BOB, **named)
    again = await ada.post("members", BOB, **named)
    assert (again.status, again.body) == (first.status, first.body)
    assert (await ada.post("members", BOB)).code == "email_taken"
    bad = await ada.post("members", BOB, **{"Idempotency-Key": "x" * 129})
    assert (bad.status, bad.code) == (400, "bad_operation")


async def test_what_the_body_must_be_is_said(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    told = await ada.post("members", {**BOB, "capacity": 0})
    assert (told.status, told.code) == (400, "bad_request")
    assert "capacity" in str(told.json["detail"])
    assert (await ada.get("members?limit=0")).code == "bad_request"


async def test_a_program_may_what_its_key_says(here: House) -> None:
    reader = await here.program(Scope.READ_MEMBERS)
    assert (await reader.get("members")).status == 200
    refused = await reader.post("members", BOB)
    assert (refused.status, refused.code) == (403, "wrong_scope")
    clerk = await here.program(Scope.READ_MEMBERS, Scope.EDIT_MEMBERS)
    clerk.headers = clerk.headers[:1]
    assert (await clerk.post("members", BOB)).status == 200
    admin = await clerk.post(
        "members", {**BOB, "email": "c@x.example", "role": "admin"}
    )
    assert (admin.status, admin.code) == (403, "forbidden")


async def test_nobody_comes_in_without_saying_who_he_is(here: House) -> None:
    assert (await here.nobody.get("members")).code == "not_signed_in"
    unknown = here.nobody
    unknown.headers = (("Authorization", f"Bearer tdk_{'0' * 10}_{'A' * 43}"),)
    told = await unknown.get("members")
    assert (told.status, told.code) == (401, "unknown_key")
    ann = await here.hire("ann", Role.AGENT)
    assert (await ann.get("members")).code == "forbidden"
    assert (await ann.post("members", BOB)).code == "forbidden"

"""Chit-chat that came with the product, over HTTP and on its page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import pytest

from actors.accounts.permissions import Role
from actors.robot.chitchat.english import ENGLISH_PRESETS
from tests.admin.house import Caller, House, Json, house

pytestmark = pytest.mark.covers("R4", "M11")


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as one:
        yield one


async def test_one_is_switched_off_brought_back_and_made_ones_own(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)

    async def state() -> object:
        told = (await ada.get("knowledge/chitchat")).json["presets"]
        rows = {each["id"]: each["state"] for each in cast("list[Json]", told)}
        return rows["thanks"]

    assert await state() == "preset"
    assert await act(ada, "off") == 200
    assert await state() == "off"
    assert await act(ada, "on") == 200
    assert await state() == "preset"
    assert await act(ada, "edit") == 200
    assert await state() == "own"
    own = (await ada.get("knowledge/entries?base=chitchat&category=thanks")).json
    assert own["total"] == 2
    page = await ada.page("/chitchat", ("Accept-Language", "en"))
    assert "category=thanks" in page.text
    (name,) = (x.name for x in ENGLISH_PRESETS if x.category.value == "thanks")
    assert f"<td>{name} <small>thanks" in page.text
    assert (await ada.post("knowledge/chitchat/none", {"act": "off"})).status == 404


async def act(who: Caller, act: str) -> int:
    return (await who.post("knowledge/chitchat/thanks", {"act": act})).status

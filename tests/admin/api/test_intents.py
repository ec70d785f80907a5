"""Intents over HTTP and on their page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import pytest

from actors.accounts.permissions import Role
from tests.admin.house import House, Json, house

pytestmark = pytest.mark.covers("R12", "M11")
CANCEL = {"name": "Cancel", "utterances": ["please cancel my order"], "priority": 2}
ENGLISH = ("Accept-Language", "en")


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as one:
        yield one


async def test_an_intent_is_added_changed_tried_and_deleted(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    added = await ada.post("robot/intents", {**CANCEL, "id": "cancel"})
    assert added.status == 200, added.text
    again = await ada.post("robot/intents", {**CANCEL, "id": "cancel"})
    assert again.code == "id_conflict"
    words = {**CANCEL, "words": ["stop it"]}
    assert (await ada.ask("PUT", "robot/intents/cancel", words)).status == 200
    (card,) = cast("list[Json]", (await ada.get("robot/intents")).json["intents"])
    assert (card["id"], card["words"], card["priority"]) == ("cancel", ["stop it"], 2)
    tried = (await ada.post("robot/intents/trials", {"text": "stop it"})).json
    assert tried["meant"] is True
    assert cast("list[Json]", tried["intents"])[0]["by"] == "stop it"
    page = await ada.page("/intents?text=stop+it", ENGLISH)
    assert "Recognised as <strong>Cancel</strong>" in page.text
    bad = await ada.ask("PUT", "robot/intents/cancel", {**CANCEL, "priority": 10})
    assert (bad.status, bad.code) == (422, "bad_value")
    assert (await ada.ask("DELETE", "robot/intents/cancel")).status == 200
    assert (await ada.ask("DELETE", "robot/intents/cancel")).code == "not_found"


async def test_those_of_a_shop_are_taken_over_once(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    assert (await ada.post("robot/intents/presets", {})).status == 200
    cards = cast("list[Json]", (await ada.get("robot/intents")).json["intents"])
    assert len(cards) >= 20
    assert (await ada.post("robot/intents/presets", {})).code == "not_found"
    shown = (await ada.page("/intents", ENGLISH)).text
    assert "<td>time of delivery <small>" in shown
    assert 'value="送达时间"' in shown, "it is edited as it is kept"


async def test_who_supervises_reads(here: House) -> None:
    eve = await here.hire("eve", Role.SUPERVISOR)
    assert (await eve.get("robot/intents")).status == 200
    assert (await eve.post("robot/intents/presets", {})).code == "forbidden"

"""The robot tried out, published and rolled back over HTTP and on its pages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import pytest

from actors.accounts.permissions import Role
from tests.admin.house import Caller, House, Json, house

pytestmark = pytest.mark.covers("R8", "M11")
ENGLISH = ("Accept-Language", "en")


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as one:
        yield one


async def write(who: Caller, question: str) -> None:
    answers = [{"kind": "text", "body": f"About {question}"}]
    body = {"question": question, "answers": answers}
    told = await who.post("knowledge/entries", body)
    assert told.status == 200, told.text


async def test_the_draft_is_published_compared_and_rolled_back(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    assert "nothing was published" in (await ada.page("/robot", ENGLISH)).text.lower()
    await write(ada, "Where is my parcel?")
    page = await ada.page("/robot", ENGLISH)
    assert "1 added, 0 changed, 0 removed" in page.text
    first = await ada.post("robot/publications", {"note": "the first"})
    assert first.json["version"] == 1
    again = await ada.post("robot/publications", {})
    assert (again.status, again.code) == (409, "nothing_new")
    await write(ada, "Can I return it?")
    assert (await ada.post("robot/publications", {})).json["version"] == 2
    diff = (await ada.get("robot/diff?old=1&new=2")).json
    assert (diff["added"], diff["changed"], diff["removed"]) == (1, 0, 0)
    back = await ada.post("robot/rollbacks", {"version": 1})
    assert back.json["version"] == 3
    missing = await ada.post("robot/rollbacks", {"version": 9})
    assert (missing.status, missing.code) == (404, "no_such_version")
    versions = (await ada.get("robot/versions")).json["versions"]
    assert [each["source"] for each in versions] == [1, 0, 0]  # type: ignore[attr-defined]
    page = await ada.page("/robot", ENGLISH)
    assert "brought back version 1" in page.text
    shown = await ada.page("/robot/diff?old=1&new=2", ENGLISH)
    assert "Can I return it?" in shown.text
    older = (await ada.get("robot/versions?before=2")).json["versions"]
    assert [each["version"] for each in older] == [1]  # type: ignore[attr-defined]
    assert (await ada.get("robot")).json["version"] == 0  # none is built in this house


async def test_who_supervises_writes_and_does_not_publish(here: House) -> None:
    eve = await here.hire("eve", Role.SUPERVISOR)
    await write(eve, "Where is my parcel?")
    assert (await eve.post("robot/publications", {})).code == "forbidden"
    assert ("POST", "/api/v1/robot/publications") not in (await eve.page("/robot")).acts


async def test_the_draft_is_asked_and_each_candidate_explained(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    await write(ada, "Where is my parcel?")
    body = {"texts": ["where is the parcel", "zzz"], "language": "en"}
    trials = cast("list[Json]", (await ada.post("robot/trials", body)).json["trials"])
    near, far = (cast("dict[str, list[object]]", each) for each in trials)
    assert near["reply"][:1] == ["direct"]
    assert "shared" in str(near["entries"][0])
    assert far["reply"][:1] == ["unknown"]
    page = await ada.page("/trial?text=where+is+the+parcel&language=en", ENGLISH)
    assert "About Where is my parcel?" in page.text
    assert "a direct answer" in page.text
    assert 'data-island="markdown"' not in page.text
    nothing = await ada.page("/trial?text=zzz", ENGLISH)
    assert "Make it an entry" in nothing.text
    assert (await ada.page("/trial", ENGLISH)).status == 200
    unborn = await ada.page("/trial?text=a&of=version", ENGLISH)
    assert unborn.status == 503

"""Files of flows over HTTP, and drawn on their page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import msgspec
import pytest
from msgspec.structs import replace

from actors.accounts.permissions import Role
from actors.flow.definition import Say
from tests.actors.flow.cases import FULL, words
from tests.admin.house import House, Json, house

pytestmark = pytest.mark.covers("R10", "M11")
ENGLISH = ("Accept-Language", "en")


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as one:
        yield one


async def test_files_are_drawn_with_what_is_wrong_at_each_node(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    assert "No flow yet" in (await ada.page("/flows", ENGLISH)).text
    flows = here.service.path.with_name("flows")
    flows.mkdir()
    (flows / "a.json").write_bytes(msgspec.json.encode(FULL))
    lost = Say(id="lost", text=words("Hm"), next="nowhere")
    faulty = replace(FULL, id="faulty", nodes=(*FULL.nodes, lost))
    (flows / "b.json").write_bytes(msgspec.json.encode(faulty))
    (flows / "c.json").write_text("{")
    files = cast("list[Json]", (await ada.get("flows")).json["files"])
    assert [bool(each["faults"]) for each in files] == [False, True, False]
    assert files[2]["problem"]
    drawn = await ada.page("/flows?file=a.json", ENGLISH)
    assert drawn.text.count("<rect") == len(FULL.nodes)
    assert "Not in force before a restart" in drawn.text
    wrong = await ada.page("/flows?file=b.json", ENGLISH)
    assert 'class="node faulty"' in wrong.text
    assert "it leads to &#39;nowhere&#39;, which is not there" in wrong.text
    assert "Cannot be read" in (await ada.page("/flows?file=c.json", ENGLISH)).text

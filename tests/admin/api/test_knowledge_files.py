"""Files of knowledge over HTTP, and the process that reads and writes them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import pytest
import trio

from actors.accounts.permissions import Principal, Role
from runtime.errors import Unavailable
from tests.admin.house import Caller, House, Json, house

pytestmark = pytest.mark.covers("R3", "M11")
SHEET = b"question,answer,category\nWhere is it?,Here.,Delivery\n,Nobody asked.,\n"
ENGLISH = ("Accept-Language", "en")


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as one:
        yield one


async def over(who: Caller, job: object) -> Json:
    """The job once nothing happens to it by itself."""
    while True:
        told = (await who.get(f"knowledge/files/{job}")).json
        if told["state"] in {"done", "failed"}:
            return told
        await trio.lowlevel.checkpoint()


def counts(job: Json) -> dict[str, int]:
    figures = cast("dict[str, int]", job["figures"])
    return {name: figures[name] for name in ("added", "changed", "same", "faulty")}


async def test_a_file_is_looked_at_imported_mended_and_imported_again(
    here: House,
) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    brought = (await ada.bring("knowledge/files/faq.csv", SHEET)).json
    looked = await over(ada, brought["id"])
    expected = {"added": 1, "changed": 0, "same": 0, "faulty": 1}
    assert (looked["is_preview"], counts(looked)) == (True, expected)
    assert (await ada.get("knowledge/entries")).json["total"] == 0
    page = await ada.page("/knowledge/import", ENGLISH)
    assert "Would add 1, change 0" in page.text
    assert ("POST", f"/api/v1/knowledge/files/{brought['id']}/import") in page.acts
    started = await ada.post(f"knowledge/files/{brought['id']}/import")
    assert started.json["is_preview"] is False
    done = await over(ada, brought["id"])
    assert counts(done) == expected
    assert (await ada.get("knowledge/entries")).json["total"] == 1
    errors = await ada.get(f"knowledge/files/{brought['id']}/errors")
    assert "Nobody asked." in errors.text
    mended = errors.body.replace(b",Nobody asked.", b"Who?,Nobody asked.")
    again = (await ada.bring("knowledge/files/mended.csv", mended)).json
    assert counts(await over(ada, again["id"]))["faulty"] == 0
    await ada.post(f"knowledge/files/{again['id']}/import")
    assert counts(await over(ada, again["id"]))["added"] == 1
    listed = (await ada.get("knowledge/files")).json["jobs"]
    assert [each["name"] for each in cast("list[Json]", listed)] == [
        "mended.csv",
        "faq.csv",
    ]


async def test_what_is_exported_is_the_same_when_it_is_brought(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    answers = [{"kind": "text", "body": "Here."}]
    await ada.post("knowledge/entries", {"question": "Where?", "answers": answers})
    taken = await ada.get("knowledge/sheets/export.xlsx")
    assert taken.body[:2] == b"PK"
    assert "attachment; filename=knowledge.xlsx" in taken.head
    brought = (await ada.bring("knowledge/files/knowledge.xlsx", taken.body)).json
    assert counts(await over(ada, brought["id"]))["same"] == 1
    template = await ada.get("knowledge/sheets/template.csv")
    assert "question" in template.text
    missing = await ada.get("knowledge/sheets/export.csv?version=7")
    assert (missing.status, missing.code) == (422, "bad_file")


async def test_what_is_no_sheet_is_told(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    wrong = await ada.bring("knowledge/files/faq.pdf", b"%PDF")
    assert (wrong.status, wrong.code) == (422, "bad_file")
    brought = (await ada.bring("knowledge/files/faq.xlsx", b"no workbook")).json
    failed = await over(ada, brought["id"])
    assert failed["state"] == "failed"
    assert failed["problem"]
    assert (await ada.get(f"knowledge/files/{brought['id']}/errors")).status == 404
    assert (await ada.get("knowledge/files/none")).status == 404
    assert (await ada.post("knowledge/files/none/import")).status == 404


async def test_files_under_way_count_before_they_are_there(
    here: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("admin.knowledge_files.MAX_JOBS", 1)
    files, who = here.service.offices.files, Principal("m1", Role.ADMIN)
    has_begun, goes_on = trio.Event(), trio.Event()

    async def slowly() -> AsyncIterator[bytes]:
        has_begun.set()
        await goes_on.wait()
        yield SHEET

    async with trio.open_nursery() as nursery:
        nursery.start_soon(files.bring, who, "slow.csv", slowly(), "en")
        await has_begun.wait()
        with pytest.raises(Unavailable, match="try again"):
            await files.bring(who, "fast.csv", slowly(), "en")
        goes_on.set()
    assert [each.name for each in files.jobs()] == ["slow.csv"]


async def test_files_that_nobody_waits_for_make_room(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    first = (await ada.bring("knowledge/files/0.csv", b"question,answer\n")).json
    await over(ada, first["id"])
    sheets = here.service.path.with_name("sheets")
    for number in range(1, 11):
        brought = await ada.bring(f"knowledge/files/{number}.csv", SHEET)
        assert brought.status == 200
    assert (await ada.get(f"knowledge/files/{first['id']}")).status == 404
    assert not (sheets / f"{first['id']}.csv").exists()
    full = await ada.bring("knowledge/files/11.csv", SHEET)
    assert full.status in {200, 503}  # as soon as one is over there is room

"""What is kept, and what is erased, over HTTP and on its page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import trio
from msgspec.structs import replace

from actors.accounts.audit import Act
from actors.accounts.messages import ByOperator
from actors.accounts.permissions import Role
from actors.accounts.records import AuditPage
from admin.data_directory import DataDirectory, LastBackup
from tests.admin.house import House, house
from tests.admin.operator.operated import SETTINGS
from tests.admin.operator.test_erasure import journal_of
from tests.admin.operator.test_records import talk

LID_SECONDS = 120
ENGLISH = ("Accept-Language", "en")
pytestmark = pytest.mark.covers("P8", "P6")


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as one:
        yield one


async def test_a_visitor_is_erased_by_who_may(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    await talk(here.service, "ann", "我的电话 138")
    sam = await here.hire("sam", Role.SUPERVISOR)
    assert (await sam.post("upkeep/erasures", {"visitor": "ann"})).status == 403
    assert b"138" in journal_of(here.service)
    told = await ada.post("upkeep/erasures", {"visitor": "ann"})
    assert (told.status, told.json) == (200, {"sessions": 1, "files": 0})
    assert b"138" not in journal_of(here.service)
    state = (await ada.get("upkeep")).json
    erasures = state["erasures"]
    assert isinstance(erasures, list)
    assert [each["sessions"] for each in erasures] == [1]
    page = await here.service.accounts.audit(ByOperator(), 0, 20, is_backwards=True)
    assert isinstance(page, AuditPage)
    acts = {each.entry.act: each.entry.who for each in page.rows}
    assert acts[Act.ERASING_CUSTOMER] == ada.member


async def test_who_is_to_be_erased_is_to_be_said(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    for body in ({}, {"visitor": ""}, {"visitor": "a", "all": True}):
        assert (await ada.post("upkeep/erasures", body)).status == 400


async def test_what_is_due_is_shown_and_let_go(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    service = here.service
    await talk(service, "ann", "我的电话 138")
    service.keeping, service.days_later = replace(SETTINGS, keep_texts_days=7), 8
    page = await ada.page("/upkeep", ENGLISH)
    assert "what was said and sent" in page.text
    assert "Nobody was erased yet" in page.text
    assert (await ada.post("upkeep/sweeps", {})).status == 204
    with trio.fail_after(LID_SECONDS):
        while b"138" in journal_of(service):
            await trio.lowlevel.checkpoint()


async def test_the_last_backup_is_told(here: House, tmp_path: Path) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    assert "No backup was made" in (await ada.page("/upkeep", ENGLISH)).text
    place = DataDirectory(here.service.path.parent)
    place.write_last_backup(LastBackup(str(tmp_path / "monday"), 5_000, 2_500_000))
    page = await ada.page("/upkeep", ENGLISH)
    assert "2.5 MB" in page.text
    assert str(tmp_path / "monday") in page.text

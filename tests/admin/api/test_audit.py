"""The audit log over HTTP, and on its page."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest

from actors.accounts.permissions import Role
from actors.api_keys.key import Scope
from tests.admin.house import Caller, House, Json, house

pytestmark = pytest.mark.covers("M9", "M11")
ENGLISH = ("Accept-Language", "en")


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as one:
        yield one


async def acts(who: Caller, query: str = "") -> list[object]:
    told = (await who.get(f"audit?{query}")).json
    return [row["entry"]["act"] for row in cast("list[dict[str, Json]]", told["rows"])]


async def test_rows_are_found_and_paged(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    bob = await here.hire("bob", Role.AGENT)
    assert (await acts(ada))[0] == "password_changed"
    assert await acts(ada, f"who={bob.member}") == ["password_changed", "signed_in"]
    assert len(await acts(ada, f"who={bob.member},{ada.member}")) == 4
    assert await acts(ada, "act=member_added&limit=1") == ["member_added"]
    assert set(await acts(ada, f"subject={bob.member}")) == {
        "member_added",
        "password_changed",
        "signed_in",
    }
    assert await acts(ada, "until_ms=1") == []
    page = (await ada.get("audit?limit=2")).json
    following = await acts(ada, f"before={page['next']}")
    assert len(following) == len(await acts(ada)) - 2
    assert (await ada.get("audit?act=burned")).code == "bad_request"


async def test_every_row_of_a_page_says_where_from(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    await here.define("g")
    setting = "rules/default/settings/prompt_seconds"
    for method, path, body in (
        ("PUT", setting, {"value": 30}),
        ("POST", "rule-versions/1/undoing", None),
        ("POST", "robot/intents/presets", {"language": "en"}),
        ("PATCH", "customers/anna", {"nickname": "Anna"}),
        ("POST", "webhooks", {"url": "https://hooks.example.com/"}),
        ("POST", "upkeep/erasures", {"visitor": "anna"}),
    ):
        told = await ada.ask(method, path, body)
        assert told.status in {200, 204}, (path, told)
        (row,) = cast("list[dict[str, Json]]", (await newest(ada))["rows"])
        assert row["entry"]["who"] == ada.member, path
        assert row["entry"]["address"], path


async def newest(who: Caller) -> Json:
    return (await who.get("audit?limit=1")).json


async def test_the_chain_is_verified_and_a_change_is_found(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    told = (await ada.get("audit/verification")).json
    assert told["broken"] == 0
    page = await ada.page("/audit?verify=true", ENGLISH)
    assert f"All {told['rows']} rows are whole" in page.text
    file = here.service.path.with_name("records.db")
    with closing(sqlite3.connect(file)) as database:
        database.execute("UPDATE audit SET who = 'x' WHERE number = 2")
        database.commit()
    assert (await ada.get("audit/verification")).json["broken"] == 2
    page = await ada.page("/audit?verify=true", ENGLISH)
    assert "broken from row 2 on" in page.text


async def test_a_table_has_what_was_asked_for(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    told = await ada.get("audit.csv?act=member_added&zone=Asia/Shanghai")
    rows = list(csv.reader(io.StringIO(told.body.decode("utf-8-sig"))))
    assert rows[0][:4] == ["number", "time", "who", "act"]
    assert [row[3] for row in rows[1:]] == ["member_added"]
    assert (await ada.get("audit.csv?zone=Nowhere")).code == "bad_zone"


async def test_the_page_names_people_and_acts(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    await here.define("g")
    await ada.post("observer/experiments", {"deed": "restart", "path": "/desk"})
    shown = await ada.page("/audit?who=ada", ENGLISH)
    assert "part restarted" in shown.text
    assert "<td>Ada</td>" in shown.text
    assert "member added" not in shown.text.partition("<tbody>")[2]
    assert f"who=ada%2C{ada.member}" in shown.text
    chinese = await ada.page("/audit?act=restarting_part", ("Accept-Language", "zh"))
    assert "重启部件" in chinese.text.partition("<tbody>")[2]
    none = await ada.page("/audit?until=1999-01-01&subject=nobody", ENGLISH)
    assert "No row fits" in none.text


async def test_who_may_read_it(here: House) -> None:
    await here.define("g")
    cleo = await here.hire("cleo", Role.SUPERVISOR, "g")
    assert (await cleo.get("audit")).code == "forbidden"
    assert (await cleo.page("/audit")).status == 403
    reader = await here.program(Scope.READ_AUDIT)
    assert (await reader.get("audit")).status == 200
    monitor = await here.program(Scope.OBSERVE)
    assert (await monitor.get("audit.csv")).code == "wrong_scope"

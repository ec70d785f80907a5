"""Records and reports over HTTP, for programs and administration."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import openpyxl
import pytest

from actors.accounts.permissions import Role
from actors.api_keys.key import Scope
from admin.sheet import to_workbook, workbook_child
from runtime.errors import Unavailable
from tests.admin.house import House, Json, house

pytestmark = pytest.mark.covers("M8", "M11")
DAY_MS = 24 * 3_600_000


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as one:
        for visitor, nickname in (("v1", "ann"), ("v2", "bob"), ("v3", "=1+1")):
            await one.service.open_session(visitor, nickname=nickname)
        await one.service.until_recorded()
        yield one


def today(here: House) -> str:
    now_ms = here.service.node.wall_ms()
    return f"from_ms={now_ms - DAY_MS}&until_ms={now_ms + DAY_MS}"


def cards(page: Json) -> list[str]:
    found = cast("list[dict[str, Json]]", page["cards"])
    return [str(each["row"]["nickname"]) for each in found]


async def test_sessions_are_found_shown_and_drawn_by_chance(here: House) -> None:
    reader = await here.program(Scope.READ_RECORDS)
    page = (await reader.get("sessions?limit=2")).json
    assert cards(page) == ["=1+1", "bob"]
    rest = (await reader.get(f"sessions?before={page['next']}")).json
    assert cards(rest) == ["ann"]
    drawn = (await reader.get("sessions/sample?count=2&is_open=true")).json
    assert len(set(cards(drawn))) == 2
    (ann,) = cast("list[dict[str, Json]]", rest["cards"])
    shown = (await reader.get(f"sessions/{ann['row']['session']}")).json
    assert cast("Json", shown["row"])["nickname"] == "ann"
    assert (await reader.get("sessions/none")).code == "no_such_session"
    assert (await reader.get("sessions?stars=9")).code == "bad_request"


async def test_whose_records_somebody_sees_is_said_by_his_role(here: House) -> None:
    await here.define("h")
    other = await here.hire("sue", Role.SUPERVISOR, "h")
    assert cards((await other.get("sessions")).json) == []
    own = await here.hire("sam", Role.SUPERVISOR, "g")
    assert len(cards((await own.get("sessions")).json)) == 3
    assert (await own.get(f"reports?{today(here)}")).json["rows"] == []


async def test_a_table_holds_no_formula_in_either_format(here: House) -> None:
    reader = await here.program(Scope.READ_RECORDS)
    told = await reader.get("sessions.csv?zone=Asia/Shanghai")
    rows = list(csv.reader(io.StringIO(told.body.decode("utf-8-sig"))))
    assert len(rows) == 4, rows
    assert "'=1+1" in rows[1]
    workbook = await reader.get("sessions.xlsx")
    assert "attachment; filename=sessions.xlsx" in workbook.head
    sheet = openpyxl.load_workbook(io.BytesIO(workbook.body)).active
    assert sheet is not None
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert len(values) == 4
    assert "'=1+1" in values[1]
    assert isinstance(values[1][rows[0].index("messages")], int)
    assert (await reader.get("sessions.csv?zone=Nowhere")).code == "bad_zone"


@pytest.mark.covers("M7")
async def test_reports_are_figures_and_tables(here: House) -> None:
    reader = await here.program(Scope.READ_REPORTS)
    made = (await reader.get(f"reports?by=group&{today(here)}")).json
    (row,) = cast("list[Json]", made["rows"])
    assert row["key"] == "g"
    assert cast("Json", made["total"])["sessions"] == 3
    told = await reader.get(f"reports.csv?by=group&prompt_seconds=30&{today(here)}")
    rows = list(csv.reader(io.StringIO(told.body.decode("utf-8-sig"))))
    assert rows[0][:2] == ["group", "sessions"]
    assert "in 30 s" in rows[0]
    assert [each[1] for each in rows[1:]] == ["3", "3"]
    workbook = await reader.get(f"reports.xlsx?by=group&{today(here)}")
    sheet = openpyxl.load_workbook(io.BytesIO(workbook.body)).active
    assert sheet is not None
    assert sheet["B2"].value == 3
    assert (await reader.get("reports?from_ms=5&until_ms=1")).code == "bad_span"
    assert (await reader.get(f"reports?by=mood&{today(here)}")).code == "bad_request"
    assert (await reader.get("sessions")).code == "wrong_scope"


async def test_nobody_waits_for_too_many_workbooks() -> None:
    for _ in range(to_workbook.MAX_AT_ONCE):
        to_workbook._making.acquire_on_behalf_of_nowait(object())
    try:
        with pytest.raises(Unavailable, match="try again"):
            await to_workbook.workbook_of(b"a,b\r\n")
    finally:
        for each in list(to_workbook._making.statistics().borrowers):
            to_workbook._making.release_on_behalf_of(each)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("12", 12),
        ("-3.5", -3.5),
        ("0.25", 0.25),
        ("", None),
        ("007", "007"),
        ("1234567890123456", "1234567890123456"),
        ("'=1", "'=1"),
        ("１２", "１２"),
        ("a\vb", "a�b"),
    ],
)
def test_what_is_a_number_can_be_reckoned_with(cell: str, value: object) -> None:
    assert workbook_child.value_of(cell) == value

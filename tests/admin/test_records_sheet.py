"""Sessions as a table."""

from __future__ import annotations

import csv
import io
from zoneinfo import ZoneInfo

import pytest

from actors.records.messages import SessionCard
from actors.records.rows import SessionRow
from admin.records_sheet import RecordsSheet
from gateway.console.phrases import CHINESE, ENGLISH, Words

SHANGHAI = ZoneInfo("Asia/Shanghai")


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode())))


@pytest.mark.covers("W5")
def test_a_session_is_a_row_under_its_headings() -> None:
    sheet = RecordsSheet(Words(ENGLISH), SHANGHAI)
    row = SessionRow(
        *(1, "s1", 1_700_000_000_000),
        visitor="v",
        nickname="=cmd()",
        agent="a",
        agent_name="Ann",
        ending="normal",
        wait_ms=1_250,
        stars=5,
        remark='a "b", c\nd',
    )
    assert sheet.head().startswith(b"\xef\xbb\xbf")
    (names,), (cells,) = read(sheet.head()[3:]), read(sheet.rows([SessionCard(row)]))
    told = dict(zip(names, cells, strict=True))
    assert told["opened"] == "2023-11-15 06:13:20"
    assert (told["closed"], told["wait (s)"], told["stars"]) == ("", "1.2", "5")
    assert (told["visitor"], told["agent"]) == ("'=cmd()", "Ann")
    assert (told["outcome"], told["remark"]) == ("normal", 'a "b", c\nd')


def test_who_asked_for_too_many_is_told() -> None:
    assert "7" in read(RecordsSheet(Words(CHINESE), SHANGHAI).cut(7))[0][0]

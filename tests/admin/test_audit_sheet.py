"""The audit log as a table."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from actors.accounts.audit import Act, AuditEntry, AuditRow
from admin import audit_sheet

ZONE = ZoneInfo("Asia/Shanghai")


def test_a_row_is_a_line_that_no_spreadsheet_reckons_with() -> None:
    entry = AuditEntry(1_700_000_000_000, "m-1", Act.SIGNED_IN, "m-1", "::1", "=1+1")
    line = audit_sheet.rows([AuditRow(7, entry, "", "abc")], ZONE).decode()
    expected = "7,2023-11-15 06:13:20,m-1,signed_in,m-1,::1,'=1+1,abc\r\n"
    assert line == expected
    assert audit_sheet.head().decode("utf-8-sig").startswith("number,time,who,act,")
    assert "only 5 rows" in audit_sheet.cut(5).decode()

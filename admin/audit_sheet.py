"""PURE: rows of the audit log as a table that spreadsheets open (M9).

Source: RFC 4180; see `admin.sheet` for the mark at the begin, and for cells. Columns
have the names of the API: the log is kept for other programs, too.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo
from typing import Final

from actors.accounts.audit import AuditRow
from admin.records_sheet import beginning, clock_text, lines
from admin.sheet.cell import escaped

COLUMNS: Final = (
    "number",
    "time",
    "who",
    "act",
    "subject",
    "address",
    "detail",
    "hash",
)


def head() -> bytes:
    """What the file begins with."""
    return beginning(COLUMNS)


def rows(found: Iterable[AuditRow], zone: tzinfo) -> bytes:
    """A line for each row."""
    return lines([escaped(cell) for cell in _cells(row, zone)] for row in found)


def cut(most: int) -> bytes:
    """What the file ends with when there are more."""
    return lines([["", "", "", "", "", "", f"only {most} rows: ask for less"]])


def _cells(row: AuditRow, zone: tzinfo) -> tuple[str, ...]:
    entry = row.entry
    return (
        str(row.number),
        clock_text(entry.at_ms, zone),
        entry.who,
        entry.act.value,
        entry.subject,
        entry.address,
        entry.detail,
        row.hash,
    )

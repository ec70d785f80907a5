"""Makes a workbook of a table: `python -m admin.sheet.to_workbook < table.csv`.

A process of its own, since a thousand rows take a tenth of a second of one core: nobody
is kept waiting for it (see `workbook_of`).
"""

from __future__ import annotations

import csv
import io
import re
import sys
from typing import Final

import trio
from openpyxl import Workbook

from runtime.errors import Unavailable

MAX_TABLE_BYTES: Final = 16 << 20
"""Of a table as CSV; 10,000 sessions take 3 MB."""
MAX_AT_ONCE: Final = 2
"""Workbooks that are made at one time: each takes a core and up to 200 MB."""
SECONDS: Final = 60.0
"""For one of them; 10,000 sessions take three on an idle core."""
XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_NUMBER: Final = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,9})?", re.ASCII)
"""Codes and telephone numbers begin with 0, and ids have more digits."""

_making = trio.CapacityLimiter(MAX_AT_ONCE)


async def workbook_of(table: bytes) -> bytes:
    """A workbook (XLSX) with the rows of a table (CSV, UTF-8 with its mark).

    Raises:
        Unavailable: too many are being made, it took too long, or its process died.
    """
    if len(table) > MAX_TABLE_BYTES:
        raise Unavailable(f"the table has {len(table)} bytes: ask for less of it")
    try:
        _making.acquire_nowait()
    except trio.WouldBlock:
        raise Unavailable(
            f"{MAX_AT_ONCE} workbooks are being made: try again"
        ) from None
    try:
        with trio.fail_after(SECONDS):
            done = await trio.run_process(
                [sys.executable, "-m", __spec__.name],
                stdin=table,
                capture_stdout=True,
                check=False,
            )
    except trio.TooSlowError:
        raise Unavailable(f"the workbook took more than {SECONDS:.0f} s") from None
    finally:
        _making.release()
    if done.returncode:
        raise Unavailable("the process that makes workbooks died")
    return bytes(done.stdout)


def main() -> None:
    """Reads a table from standard input, writes the workbook to standard output."""
    text = io.TextIOWrapper(sys.stdin.buffer, "utf-8-sig", newline="")
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for row in csv.reader(text):
        sheet.append([value_of(cell) for cell in row])
    book.save(sys.stdout.buffer)


def value_of(cell: str) -> str | int | float | None:
    """PURE: a cell's value: a number is one that can be reckoned with."""
    if not _NUMBER.fullmatch(cell):
        return cell or None
    return float(cell) if "." in cell else int(cell)


if __name__ == "__main__":
    main()

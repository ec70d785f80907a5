"""Tables as workbooks, made in a process of their own: `admin.sheet.workbook_child`."""

from __future__ import annotations

import sys
from typing import Final

import trio

from runtime.errors import Unavailable

MAX_TABLE_BYTES: Final = 16 << 20
"""Of a table as CSV; 10,000 sessions take 3 MB."""
MAX_AT_ONCE: Final = 2
"""Workbooks that are made at one time: each takes a core and up to 200 MB."""
SECONDS: Final = 60.0
"""For one of them; 10,000 sessions take three on an idle core."""
XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_CHILD: Final = "admin.sheet.workbook_child"

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
                [sys.executable, "-m", _CHILD],
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

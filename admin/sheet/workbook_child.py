"""Makes a workbook of a table: `python -m admin.sheet.workbook_child < table.csv`.

A process of its own, since a thousand rows take a tenth of a second of one core: nobody
is kept waiting for it.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from typing import Final

from openpyxl import Workbook

from admin.sheet.cell import in_workbook

_NUMBER: Final = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,9})?", re.ASCII)
"""Codes and telephone numbers begin with 0, and ids have more digits."""


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
        return in_workbook(cell) or None
    return float(cell) if "." in cell else int(cell)


if __name__ == "__main__":
    main()

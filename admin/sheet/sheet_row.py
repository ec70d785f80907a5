"""PURE: a row of a file as it is read: its number, and a text per cell."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final, NamedTuple

MAX_FILE_BYTES: Final = 256 << 20
"""Of a file that is read: 100,000 rows of 1 KB are 100 MB of CSV."""
MAX_ROWS: Final = 200_000
"""Below the headings: twice the largest base that the robot is measured with."""
MAX_COLUMNS: Final = 100
"""Of a row: a third of them is used; what stands to the right is not looked at."""


class SheetRow(NamedTuple):
    """Cells of one row, without the empty ones behind the last that says something.

    `number`: as a spreadsheet counts, headings included.
    """

    number: int
    cells: tuple[str, ...]


def sheet_row(number: int, cells: Iterable[str]) -> SheetRow:
    """A row of these cells."""
    kept = list(islice(cells, MAX_COLUMNS))
    while kept and not kept[-1]:
        kept.pop()
    return SheetRow(number, tuple(kept))

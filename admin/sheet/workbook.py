"""XLSX, read and written row by row: a workbook is never in memory as a whole.

A workbook is a ZIP archive of XML. What it unpacks to is bounded before it is opened,
and Python's `zipfile` unpacks no more of a part than the archive says. XML that
declares entities is refused: openpyxl reads with defusedxml.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from admin.sheet.cell import in_workbook, text_of
from admin.sheet.sheet_row import MAX_COLUMNS, SheetRow, sheet_row
from runtime.errors import UsageError

MAX_UNPACKED_BYTES: Final = 1 << 30
"""Of all parts: 200,000 rows of 5 KB; they pass through, one after the other."""
MAX_KEPT_BYTES: Final = 128 << 20
"""Of parts that are read as a whole: texts that cells share, styles."""
MAX_PARTS: Final = 1_000
"""Of the archive: a workbook with one sheet has a dozen."""
_SHEETS: Final = "xl/worksheets/"
_DAMAGED: Final = (BadZipFile, SyntaxError, KeyError, ValueError)
"""What reading raises of an archive, of XML, of parts that name each other wrongly."""
_WIDTH: Final = 24
"""Of a column, in characters."""


@contextmanager
def reading_workbook(path: Path) -> Iterator[Iterator[SheetRow]]:
    """The rows of its first sheet, one by one; a formula is what it came to.

    Raises:
        UsageError: it is no workbook, or unpacks to too much; also while rows are read.
        OSError: it cannot be read.
    """
    _check_archive(path)
    try:
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except (InvalidFileException, *_DAMAGED) as error:
        raise UsageError(f"expected a workbook (XLSX): {error}") from error
    try:
        yield _rows(book)
    finally:
        book.close()


def _check_archive(path: Path) -> None:
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
    except BadZipFile as error:
        raise UsageError(f"expected a workbook (XLSX): {error}") from error
    whole = sum(part.file_size for part in parts)
    kept = sum(
        part.file_size for part in parts if not part.filename.startswith(_SHEETS)
    )
    for what, size, most in (
        ("parts", len(parts), MAX_PARTS),
        ("bytes, unpacked", whole, MAX_UNPACKED_BYTES),
        ("bytes of shared texts and styles", kept, MAX_KEPT_BYTES),
    ):
        if size > most:
            raise UsageError(f"expected at most {most} {what}, got {size}")


def _rows(book: Workbook) -> Iterator[SheetRow]:
    if not book.worksheets:
        raise UsageError("expected a sheet with rows, got a workbook without one")
    sheet = book.worksheets[0]
    assert isinstance(sheet, ReadOnlyWorksheet), "it was opened so"  # noqa: S101
    sheet.reset_dimensions()  # some programs write wrong ones
    rows = sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True)
    try:
        for number, values in enumerate(rows, 1):
            yield sheet_row(number, map(text_of, values))
    except _DAMAGED as error:
        raise UsageError(f"the workbook is damaged: {error}") from error


@contextmanager
def writing_workbook(path: Path) -> Iterator[Callable[[tuple[str, ...]], None]]:
    """Writes rows into the one sheet of a file; its cells are escaped already.

    The first row is the headings: bold, and in sight when one scrolls.

    Raises:
        OSError: it cannot be written.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("knowledge")
    sheet.freeze_panes = "A2"
    sheet.sheet_format.defaultColWidth = _WIDTH
    bold, wrapped = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    is_first = True

    def cell(text: str) -> Cell:
        made = WriteOnlyCell(sheet, in_workbook(text))
        if is_first:
            made.font = bold
        made.alignment = wrapped
        return made

    def write(row: tuple[str, ...]) -> None:
        nonlocal is_first
        sheet.append([cell(text) if text else None for text in row])
        is_first = False

    try:
        yield write
    finally:
        book.save(path)
        book.close()

"""CSV: read as spreadsheets save it, written as they open it.

Read as UTF-8, with or without a mark at its begin, else as GB18030, which spreadsheets
in Chinese write. Written as UTF-8 with a mark: without it Excel guesses wrongly.

Source: RFC 4180.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TextIO

from admin.sheet.sheet_row import SheetRow, sheet_row
from runtime.errors import UsageError

_ENCODINGS: Final = ("utf-8-sig", "gb18030")
_CHUNK_BYTES: Final = 1 << 20
_SEPARATORS: Final = (",", ";", "\t")
"""The second where a comma is the decimal mark, the third where cells are pasted."""
_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@contextmanager
def reading_commas(path: Path) -> Iterator[Iterator[SheetRow]]:
    """The rows of a file, one by one; memory does not grow with them.

    Raises:
        UsageError: its bytes are no text, or no table; also while rows are read.
        OSError: it cannot be read.
    """
    with path.open(encoding=_encoding_of(path), newline="") as file:
        first = file.readline()
        separator = max(_SEPARATORS, key=first.count)
        file.seek(0)
        yield _rows(file, separator)


def _rows(file: TextIO, separator: str) -> Iterator[SheetRow]:
    reader = csv.reader(file, delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield sheet_row(number, cells)
    except csv.Error as error:
        raise UsageError(f"row {number + 1}: {error}") from error


def _encoding_of(path: Path) -> str:
    """The first that fits all of it."""
    with path.open("rb") as file:
        if file.read(2) in _WIDE:
            raise UsageError("expected UTF-8 or GB18030, got UTF-16: save it as UTF-8")
    for encoding in _ENCODINGS:
        if _fits(path, encoding):
            return encoding
    raise UsageError("expected text in UTF-8 or GB18030, got neither")


def _fits(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


@contextmanager
def writing_commas(path: Path) -> Iterator[Callable[[tuple[str, ...]], None]]:
    """Writes rows into a file; its cells are escaped already.

    Raises:
        OSError: it cannot be written.
    """
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)

        def write(row: tuple[str, ...]) -> None:
            writer.writerow(row)

        yield write

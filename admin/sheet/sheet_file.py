"""Files of rows, whichever of the two kinds they are; the name says which."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Final

from admin.sheet.comma_file import reading_commas, writing_commas
from admin.sheet.sheet_row import MAX_FILE_BYTES, MAX_ROWS, SheetRow
from admin.sheet.workbook import reading_workbook, writing_workbook
from runtime.errors import UsageError

Row = tuple[str, ...]
Write = Callable[[Row], None]
_Reading = AbstractContextManager[Iterator[SheetRow]]
_Writing = AbstractContextManager[Write]
_READERS: Final[dict[str, Callable[[Path], _Reading]]] = {
    ".csv": reading_commas,
    ".xlsx": reading_workbook,
}
_WRITERS: Final[dict[str, Callable[[Path], _Writing]]] = {
    ".csv": writing_commas,
    ".xlsx": writing_workbook,
}


@contextmanager
def reading_sheet(path: Path) -> Iterator[Iterator[SheetRow]]:
    """The rows of a file that say something, one by one.

    Raises:
        UsageError: it cannot be read, is no table or too large; also while rows are
            read.
    """
    reading = _READERS[_kind_of(path)]
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            text = f"expected a file of at most {MAX_FILE_BYTES} bytes, got {size}"
            raise UsageError(text)
        with reading(path) as rows:
            yield _bounded(rows)
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error


def _bounded(rows: Iterable[SheetRow]) -> Iterator[SheetRow]:
    for count, row in enumerate(row for row in rows if any(row.cells)):
        if count > MAX_ROWS:  # the first is the headings
            raise UsageError(f"expected at most {MAX_ROWS} rows: take several files")
        yield row


@contextmanager
def writing_sheet(path: Path) -> Iterator[Write]:
    """Writes a file; it is there once all rows are, in place of what was there.

    Raises:
        UsageError: it cannot be written.
    """
    kind = _kind_of(path)
    beside = path.with_name(f".{path.stem}-{secrets.token_hex(4)}{kind}")
    try:
        with _WRITERS[kind](beside) as write:
            yield write
        beside.replace(path)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from error
    finally:
        beside.unlink(missing_ok=True)


def check_target(path: Path, source: Path) -> None:
    """What is found while a source is read can be written here: asked beforehand.

    Raises:
        UsageError: it cannot, or the source would be lost.
    """
    _kind_of(path)
    if not path.parent.is_dir():
        raise UsageError(f"cannot write {path}: there is no such directory")
    if path.resolve() == source.resolve():
        raise UsageError(f"expected another file than the one that is read, got {path}")


def digest_of(path: Path) -> str:
    """What tells a file from every other, whatever it is called.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, hashlib.blake2b).hexdigest()
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error


def _kind_of(path: Path) -> str:
    kind = path.suffix.lower()
    if kind not in _READERS:
        raise UsageError(f"expected a name in .csv or .xlsx, got {path.name!r}")
    return kind

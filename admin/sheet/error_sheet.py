"""The rows of a file that were not imported, in one that can be: once it is mended."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from admin.sheet.cell import escaped, unescaped
from admin.sheet.phrases import Heading
from admin.sheet.sheet_file import Write, writing_sheet
from admin.sheet.sheet_row import SheetRow
from gateway.console.phrases import Words

_BETWEEN: Final = "\n"


class ErrorSheet:
    """A file with the same columns and one more, which says what is wrong.

    It is made with its first row, and there once it is closed. Without a path nothing
    is written.

    Raises:
        UsageError: it cannot be written.
    """

    def __init__(self, path: Path | None, words: Words) -> None:
        self._path = path
        self._words = words
        self._stack = ExitStack()
        self._headings: tuple[str, ...] = ()
        self._kept: tuple[int, ...] = ()
        self._write: Write | None = None

    def head(self, headings: tuple[str, ...]) -> None:
        """These are the columns; one with faults of an earlier time is left out."""
        own = {title.casefold() for title in Heading.FAULT.value}
        self._kept = tuple(
            place
            for place, each in enumerate(headings)
            if each.strip().casefold() not in own
        )
        self._headings = headings

    def add(self, row: SheetRow, faults: tuple[str, ...]) -> None:
        """One more row, and what is wrong with it."""
        if self._path is None:
            return
        if self._write is None:
            self._write = self._stack.enter_context(writing_sheet(self._path))
            self._write((*self._cells(self._headings), self._words(Heading.FAULT)))
        self._write((*self._cells(row.cells), escaped(_BETWEEN.join(faults))))

    def _cells(self, cells: tuple[str, ...]) -> tuple[str, ...]:
        """What somebody else wrote is no formula in our file either."""
        return tuple(
            escaped(unescaped(cells[place])) if place < len(cells) else ""
            for place in self._kept
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.__exit__(kind, error, trace)

"""A terminal small enough to be obviously right: what a person would see.

It knows what the screen uses: line feeds, wrapping, cursor up, erasing, autowrap, saved
cursors, styles (ignored), and wide characters (two cells).
"""

from __future__ import annotations

import re

from wcwidth import wcwidth

_TOKEN = re.compile(r"\x1b\[([?0-9;]*)([A-Za-z])|\x1b([78])|(.)", re.DOTALL)


class ModelTerminal:
    def __init__(self, columns: int, rows: int) -> None:
        self.columns = columns
        self.rows = rows
        self.scrolled: list[str] = []
        self._cells = [[" "] * columns for _ in range(rows)]
        self._row = 0
        self._column = 0
        self._saved = (0, 0)
        self._wraps = True

    def write(self, text: str) -> None:
        for found in _TOKEN.finditer(text):
            parameters, final, cursor, character = found.groups()
            if final is not None:
                self._control(parameters, final)
            elif cursor == "7":
                self._saved = (self._row, self._column)
            elif cursor == "8":
                self._row, self._column = self._saved
            elif character == "\r":
                self._column = 0
            elif character == "\n":
                self._feed()
            else:
                self._put(character)

    @property
    def seen(self) -> list[str]:
        """All rows down to the last one that is not empty."""
        rows = [*self.scrolled, *map(_text, self._cells)]
        while rows and not rows[-1]:
            rows.pop()
        return rows

    @property
    def cursor_column(self) -> int:
        return self._column

    @property
    def cursor_line(self) -> str:
        return _text(self._cells[self._row])

    def _control(self, parameters: str, final: str) -> None:
        match final, parameters:
            case "A", _:
                self._row = max(0, self._row - int(parameters or "1"))
            case "J", "":
                self._cells[self._row][self._column :] = [" "] * (
                    self.columns - self._column
                )
                for row in self._cells[self._row + 1 :]:
                    row[:] = [" "] * self.columns
            case "J", "2":
                self._cells = [[" "] * self.columns for _ in range(self.rows)]
            case "K", "":
                row = self._cells[self._row]
                row[self._column :] = [" "] * (self.columns - self._column)
            case "H", "":
                self._row = self._column = 0
            case (("h" | "l"), "?1049"):  # the other screen, and back to a blank one
                self._cells = [[" "] * self.columns for _ in range(self.rows)]
                self._row = self._column = 0
            case (("h" | "l"), "?7"):
                self._wraps = final == "h"
            case ("m", _) | (("h" | "l"), "?2004" | "?25"):
                pass
            case _:
                raise AssertionError((parameters, final))

    def _feed(self) -> None:
        self._row += 1
        if self._row == self.rows:
            self.scrolled.append(_text(self._cells.pop(0)))
            self._cells.append([" "] * self.columns)
            self._row -= 1

    def _put(self, character: str) -> None:
        width = max(0, wcwidth(character))
        if self._column + width > self.columns:
            if not self._wraps:
                return
            self._column = 0
            self._feed()
        if width:
            self._cells[self._row][self._column] = character
        if width == 2:
            self._cells[self._row][self._column + 1] = ""
        self._column += width


def _text(cells: list[str]) -> str:
    return "".join(cells).rstrip()

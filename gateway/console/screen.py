"""PURE: a transcript that scrolls, and the live rows kept at its end.

The live rows are the panel and, last, the input line with the cursor. They are erased
before the transcript grows and drawn again below it, in one write, so that neither
tears the other. They never wrap: autowrap is off while they are drawn, whatever width
the terminal gives a character. Source: ECMA-48; xterm's ctlseqs (DECAWM, DECSC).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Final

import msgspec

from gateway.console.editor import Editor, view
from gateway.console.styled import (
    Line,
    columns_of,
    cut,
    cut_line,
    for_terminal,
)
from gateway.console.wrapping import wrapped

MAX_REMEMBERED: Final = 200
"""Lines of the transcript that a redraw can show: more than fit on a screen."""

_ERASE_BELOW: Final = "\x1b[J"
_ERASE_ALL: Final = "\x1b[H\x1b[2J"
_NO_WRAP: Final = "\x1b[?7l"
_WRAP: Final = "\x1b[?7h"
_SAVE_CURSOR: Final = "\x1b7"
_RESTORE_CURSOR: Final = "\x1b8"


class Live(msgspec.Struct, frozen=True):
    """The rows at the end: the panel, and the line being typed behind its prompt."""

    panel: tuple[Line, ...] = ()
    prompt: str = ""
    editor: Editor = Editor()


class Screen:
    """What is on the terminal, as far as it must be known to change it."""

    def __init__(self, columns: int, rows: int, *, has_colour: bool) -> None:
        self._columns = columns
        self._rows = rows
        self._has_colour = has_colour
        self._height = 0
        self._remembered: deque[Line] = deque(maxlen=MAX_REMEMBERED)

    def update(self, lines: Sequence[Line], live: Live) -> str:
        """What to write so that lines join the transcript and the live rows are new."""
        self._remembered.extend(lines)
        return self._erase_live() + self._transcript(lines) + self._draw(live)

    def redraw(self, columns: int, rows: int, live: Live) -> str:
        """What to write for a terminal that has a new size, or was scribbled on."""
        self._columns, self._rows = columns, rows
        room = rows - len(self._panel(live)) - 1
        shown: deque[Line] = deque()
        for line in reversed(self._remembered):
            room -= self._rows_of(line)
            if room < 0:
                break
            shown.appendleft(line)
        return _ERASE_ALL + self._transcript(shown) + self._draw(live)

    def leave(self) -> str:
        """What to write before the terminal is given back."""
        erased = self._erase_live()
        self._height = 0
        return erased

    def _erase_live(self) -> str:
        up = f"\x1b[{self._height - 1}A" if self._height > 1 else ""
        return f"\r{up}{_ERASE_BELOW}"

    def _transcript(self, lines: Sequence[Line]) -> str:
        return "".join(
            for_terminal(wrapped(line, self._columns), has_colour=self._has_colour)
            + "\r\n"
            for line in lines
        )

    def _draw(self, live: Live) -> str:
        panel = self._panel(live)
        self._height = len(panel) + 1
        rows = "".join(
            for_terminal(cut_line(line, self._columns), has_colour=self._has_colour)
            + "\r\n"
            for line in panel
        )
        prompt = cut(live.prompt, self._columns // 2)
        before, after = view(live.editor, self._columns - columns_of(prompt))
        typed = f"{prompt}{before}{_SAVE_CURSOR}{after}{_RESTORE_CURSOR}"
        return f"{_NO_WRAP}{rows}{typed}{_WRAP}"

    def _panel(self, live: Live) -> tuple[Line, ...]:
        """The panel as far as it fits: its end matters most."""
        room = max(0, self._rows - 2)
        return live.panel[-room:] if room else ()

    def _rows_of(self, line: Line) -> int:
        text = for_terminal(wrapped(line, self._columns), has_colour=False)
        widths = [columns_of(row) for row in text.split("\r\n")]
        return sum(1 + max(0, width - 1) // max(1, self._columns) for width in widths)

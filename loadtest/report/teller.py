"""Tells people how far a load test is, while it runs."""

from __future__ import annotations

from typing import Final, TextIO

import msgspec

from gateway.console.phrases import Words
from loadtest.outcome import Played, Progress
from loadtest.report.line import ended_lines, running_line

_CLEAR_ROW: Final = "\r\x1b[K"


class Told(msgspec.Struct, frozen=True):
    """How far a run is.

    Attributes:
        number, of: which scenario this is, from 1.
        progress: None at its beginning.
        played: at its end.
    """

    name: str
    number: int
    of: int
    progress: Progress | None = None
    played: Played | None = None


class Teller:
    """Shows how far a run is.

    Args:
        out: where to; a bar moves there if it is a terminal.
        words: of the reader's language.
    """

    def __init__(self, out: TextIO, words: Words) -> None:
        self._out = out
        self._words = words
        self._moves = out.isatty()

    def __call__(self, told: Told) -> None:
        """Shows where it is now."""
        if told.played is not None:
            lines = ended_lines(told.played, told.number, told.of, self._words)
            clear = _CLEAR_ROW if self._moves else ""
            self._write(clear + "\n".join(lines) + "\n")
        elif self._moves:
            line = running_line(
                told.name, told.number, told.of, told.progress, self._words
            )
            self._write(_CLEAR_ROW + line)

    def _write(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()

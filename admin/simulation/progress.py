"""How far a simulation has come: a bar on standard error, on a terminal alone."""

from __future__ import annotations

from typing import Final, Self, TextIO

_WIDTH: Final = 30
"""Columns of the bar."""


class ProgressBar:
    """One line that is written over; as a context, it is gone at the end.

    Args:
        stream: standard error; nothing is written to what is no terminal.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._is_seen = stream.isatty()

    def show(self, share: float) -> None:
        """That share is done, 0 … 1."""
        done = round(_WIDTH * share)
        self._write(f"{'█' * done}{'░' * (_WIDTH - done)} {share:4.0%}")

    def __enter__(self) -> Self:
        self.show(0)
        return self

    def __exit__(self, *_: object) -> None:
        self._write("")

    def _write(self, text: str) -> None:
        if self._is_seen:
            self._stream.write(f"\r\x1b[K{text}")
            self._stream.flush()

"""Programs and files at both ends: a line is a message, and one event is one line."""

from __future__ import annotations

from collections.abc import Sequence

from gateway.client_core.events import ClientEvent
from gateway.console.console import MAX_UNWRITTEN, Ended, Entered, Input
from gateway.console.json_lines import Posted, json_line, json_notice
from gateway.console.line_queue import LineQueue
from gateway.console.standard_streams import (
    STANDARD_INPUT,
    STANDARD_OUTPUT,
    LineReader,
    TextWriter,
)
from gateway.console.styled import Line, for_pipe


class PipeConsole:
    """A `Console` on standard input and output.

    Args:
        as_json: events in full, as JSON; otherwise the lines a person would see.
    """

    is_interactive = False
    is_composing = False

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._reader = LineReader(STANDARD_INPUT)
        self._writer = TextWriter(STANDARD_OUTPUT)
        self._lines: LineQueue[str] = LineQueue(MAX_UNWRITTEN)

    def tell(self, event: ClientEvent | Posted, lines: Sequence[Line]) -> None:
        """Writes the event, or its lines."""
        if self._as_json:
            self._lines.put([json_line(event)])
        else:
            self._lines.put(map(for_pipe, lines))

    def notice(self, lines: Sequence[Line]) -> None:
        """Writes the lines."""
        self._lines.put(map(json_notice if self._as_json else for_pipe, lines))

    def show(self, panel: Sequence[Line], prompt: str) -> None:
        """There are no live rows."""

    async def next_input(self) -> Input:
        """The next line of standard input."""
        line = await self._reader.read_line()
        return Ended() if line is None else Entered(line)

    async def wait_room(self) -> None:
        """Waits for the reader of standard output."""
        await self._lines.wait_room()

    async def write(self) -> None:
        """Writes until nobody reads."""
        try:
            while True:
                await self._lines.wait()
                await self.finish()
        except OSError:
            return

    async def finish(self) -> None:
        """Writes what is left.

        Raises:
            OSError: nobody reads it.
        """
        await self._writer.write("".join(f"{line}\n" for line in self._lines.take()))

"""Programs and files at both ends: a line is a message, and one event is one line."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

import trio

from gateway.client_core.events import ClientEvent
from gateway.console.console import (
    MAX_UNWRITTEN,
    SIGNAL_EXIT,
    Ended,
    Entered,
    Input,
)
from gateway.console.json_lines import Posted, json_line, json_notice
from gateway.console.line_queue import LineQueue
from gateway.console.standard_streams import (
    STANDARD_INPUT,
    STANDARD_OUTPUT,
    LineReader,
    TextWriter,
)
from gateway.console.styled import Line, for_pipe

_ENDS: Final = (signal.SIGINT, signal.SIGTERM)


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

    async def write(self) -> int:
        """Writes until nobody reads, or the process is to end."""
        code = 0
        async with trio.open_nursery() as nursery:

            async def write() -> None:
                with suppress(OSError):  # nobody reads any more
                    while True:
                        await self._lines.wait()
                        await self.finish()
                nursery.cancel_scope.cancel()

            nursery.start_soon(write)
            with trio.open_signal_receiver(*_ENDS) as signals:
                code = SIGNAL_EXIT + await anext(signals)
            nursery.cancel_scope.cancel()
        return code

    async def finish(self) -> None:
        """Writes what is left.

        Raises:
            OSError: nobody reads it.
        """
        await self._writer.write("".join(f"{line}\n" for line in self._lines.take()))

"""A person at a terminal: a transcript that scrolls, and a line that stays."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager

import trio
from msgspec.structs import replace

from gateway.client_core.events import ClientEvent
from gateway.console.console import (
    MAX_UNWRITTEN,
    SIGNAL_EXIT,
    Edited,
    Ended,
    Entered,
    Input,
    Switched,
)
from gateway.console.editor import Editor, enter, erase, press
from gateway.console.json_lines import Posted
from gateway.console.keys import Key, KeyDecoder, Press
from gateway.console.line_queue import LineQueue
from gateway.console.screen import Live, Screen
from gateway.console.styled import Line
from gateway.console.terminal import (
    Terminal,
    TerminalGone,
    open_terminal,
    watch_signals,
)


class TtyConsole:
    """A `Console` on a terminal; made by `open_tty_console`."""

    is_interactive = True

    def __init__(self, terminal: Terminal, *, has_colour: bool) -> None:
        size = terminal.size
        self._terminal = terminal
        self._screen = Screen(size.columns, size.lines, has_colour=has_colour)
        self._live = Live()
        self._lines: LineQueue[Line] = LineQueue(MAX_UNWRITTEN)
        self._decoder = KeyDecoder()
        self._presses: deque[Press] = deque()
        self._has_to_redraw = False
        self._has_ended = trio.Event()
        self._exit_code = 0

    @property
    def is_composing(self) -> bool:
        """See `Console`, as for all of these."""
        return bool(self._live.editor.text)

    def tell(self, event: ClientEvent | Posted, lines: Sequence[Line]) -> None:
        """Adds the lines to the transcript."""
        del event
        self._lines.put(lines)

    def notice(self, lines: Sequence[Line]) -> None:
        """Adds the lines to the transcript."""
        self._lines.put(lines)

    def show(self, panel: Sequence[Line], prompt: str) -> None:
        """Draws them with the next write."""
        self._live = replace(self._live, panel=tuple(panel), prompt=prompt)
        self._lines.put(())

    async def wait_room(self) -> None:
        """Waits for the terminal."""
        await self._lines.wait_room()

    async def next_input(self) -> Input:
        """Waits until a key means something to the talk."""
        while True:
            while self._presses:
                given = self._take(self._presses.popleft())
                self._lines.put(())
                if given is not None:
                    return given
            try:
                self._presses.extend(self._decoder.feed(await self._terminal.read()))
            except TerminalGone:
                self._has_ended.set()
                await trio.sleep_forever()

    def _take(self, key: Press) -> Input | None:
        editor = self._live.editor
        match key:
            case Key.ENTER:
                edited, text = enter(editor)
                self._edit(edited)
                return Entered(text)
            case Key.INTERRUPT if editor.text:
                self._edit(erase(editor))
            case Key.END_OF_INPUT if editor.text:
                self._edit(press(editor, Key.DELETE))
            case Key.INTERRUPT | Key.END_OF_INPUT:
                return Ended()
            case Key.TAB:
                return Switched()
            case Key.REDRAW:
                self.redraw()
            case _:
                self._edit(press(editor, key))
        is_new = self._live.editor.text != editor.text
        return Edited(self._live.editor.text) if is_new else None

    def _edit(self, editor: Editor) -> None:
        self._live = replace(self._live, editor=editor)

    def redraw(self) -> None:
        """Draws all of the screen with the next write."""
        self._has_to_redraw = True
        self._lines.put(())

    async def write(self) -> int:
        """Writes until the terminal is gone or the process is to end."""
        async with trio.open_nursery() as nursery:
            nursery.start_soon(self._write)
            await self._has_ended.wait()
            nursery.cancel_scope.cancel()
        return self._exit_code

    async def _write(self) -> None:
        while True:
            await self._lines.wait()
            lines = self._lines.take()
            text = self._screen.update(lines, self._live)
            if self._has_to_redraw:
                self._has_to_redraw = False
                size = self._terminal.size
                text = self._screen.redraw(size.columns, size.lines, self._live)
            try:
                await self._terminal.write(text)
            except TerminalGone:
                self._has_ended.set()
                return

    async def watch(self) -> None:
        """Follows signals until cancelled."""

        def end(number: int) -> None:
            self._exit_code = SIGNAL_EXIT + number
            self._has_ended.set()

        await watch_signals(self._terminal, self._screen.leave, self.redraw, end)

    def leave(self) -> None:
        """Writes what was not written yet and takes the live rows away."""
        lines = self._lines.take()
        self._terminal.write_now(self._screen.update(lines, Live()))
        self._terminal.write_now(self._screen.leave())


@asynccontextmanager
async def open_tty_console(*, has_colour: bool) -> AsyncGenerator[TtyConsole]:
    """A console on this process's terminal, which is given back afterwards.

    Raises:
        UsageError: the terminal cannot be opened.
    """
    async with open_terminal() as terminal, trio.open_nursery() as nursery:
        console = TtyConsole(terminal, has_colour=has_colour)
        nursery.start_soon(console.watch)
        try:
            yield console
        finally:
            console.leave()
            nursery.cancel_scope.cancel()

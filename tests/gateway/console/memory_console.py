"""A console without a device: a test enters and looks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import trio

from gateway.client_core.events import ClientEvent
from gateway.console.console import Edited, Input
from gateway.console.json_lines import Posted
from gateway.console.styled import Line, for_pipe


class MemoryConsole:
    """A `Console`; `is_interactive` decides how it is left."""

    def __init__(self, *, is_interactive: bool) -> None:
        self.is_interactive = is_interactive
        self.is_composing = False
        self.lines: list[str] = []
        self.panel: list[str] = []
        self._news = trio.Event()
        self._to_enter, self._entered = trio.open_memory_channel[Input](20)
        self.gone = trio.Event()

    def enter(self, *given: Input) -> None:
        for each in given:
            self.is_composing = isinstance(each, Edited) and bool(each.text)
            self._to_enter.send_nowait(each)

    async def see(self, is_there: Callable[[list[str]], bool]) -> None:
        """Waits for something on the transcript and panel together."""
        while not is_there([*self.lines, *self.panel]):
            self._news = trio.Event()
            await self._news.wait()

    def tell(self, event: ClientEvent | Posted, lines: Sequence[Line]) -> None:
        self.notice(lines)

    def notice(self, lines: Sequence[Line]) -> None:
        self.lines += map(for_pipe, lines)
        self._news.set()

    def show(self, panel: Sequence[Line], prompt: str) -> None:
        self.panel = [*map(for_pipe, panel), prompt]
        self._news.set()

    async def next_input(self) -> Input:
        return await self._entered.receive()

    async def wait_room(self) -> None:
        await trio.lowlevel.checkpoint()

    async def write(self) -> int:
        await self.gone.wait()
        return 7

"""`triodesk top`: the supervision tree of the running service, live or once."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

import msgspec
import trio

from admin.operator.asking import OperatorLine, connect
from admin.operator.frames import MAX_ROWS, Look, Problem, Tree
from admin.operator.top_model import TopModel
from admin.operator.top_view import TopView
from gateway.console.console import SIGNAL_EXIT
from gateway.console.keys import KeyDecoder
from gateway.console.phrases import Words
from gateway.console.styled import for_pipe, for_terminal
from gateway.console.surroundings import Surroundings
from gateway.console.terminal import (
    Terminal,
    TerminalGone,
    open_terminal,
    watch_signals,
)
from runtime.errors import Unavailable
from runtime.survey import SortKey

LOOK_SECONDS: Final = 1.0
"""Between two looks of the live view."""
_ENTER: Final = "\x1b[?1049h\x1b[?25l\x1b[?7l"
"""The other screen, no cursor, no wrapping. Source: xterm's ctlseqs."""
_LEAVE: Final = "\x1b[?7h\x1b[?25h\x1b[?1049l"
_TO_TOP: Final = "\x1b[H"
_ERASE_REST_OF_ROW: Final = "\x1b[K"
_ERASE_BELOW: Final = "\x1b[J"


class Wish(msgspec.Struct, frozen=True):
    """What is to be shown, and how.

    Attributes:
        sort: which entities come first.
        limit: how many of each region, where they are not as many as fit.
        once: one look as plain text, also on a terminal.
        as_json: one look as one JSON object.
    """

    sort: SortKey
    limit: int
    once: bool
    as_json: bool


async def top(path: Path, wish: Wish, surroundings: Surroundings) -> int:
    """Shows the tree of the service whose socket this is; returns the exit code.

    Raises:
        NoService: nobody answers there.
        Unavailable: it does not answer in time, or has too many operators.
        UsageError: the socket or the terminal cannot be used.
    """
    words = Words(surroundings.language)
    is_live = surroundings.is_terminal and not (wish.once or wish.as_json)
    limit = MAX_ROWS if is_live else wish.limit
    async with connect(path) as line:
        tree = await _look(line, Look(wish.sort, limit))
    if is_live:
        model = TopModel(words, wish.sort)
        model.looked(tree)
        return await _live(path, model, has_colour=surroundings.has_colour)
    if wish.as_json:
        text = msgspec.json.encode(tree).decode()
    else:
        text = "\n".join(for_pipe(each).rstrip() for each in TopView(words).shown(tree))
    sys.stdout.write(text + "\n")
    return 0


async def _look(line: OperatorLine, look: Look) -> Tree:
    answer = await line.ask(look)
    if isinstance(answer, Tree):
        return answer
    text = answer.text if isinstance(answer, Problem) else "it answered something else"
    raise Unavailable(f"the service shows no tree: {text}")


async def _live(path: Path, model: TopModel, *, has_colour: bool) -> int:
    async with open_terminal() as terminal, trio.open_nursery() as nursery:
        live = _Live(terminal, model, has_colour=has_colour)
        try:
            nursery.start_soon(live.watch)
            nursery.start_soon(live.draw)
            nursery.start_soon(live.read)
            nursery.start_soon(live.look, path)
            await live.has_ended.wait()
            nursery.cancel_scope.cancel()
        finally:
            terminal.write_now(_LEAVE)
    return live.exit_code


class _Live:
    """The live view on a terminal."""

    def __init__(
        self, terminal: Terminal, model: TopModel, *, has_colour: bool
    ) -> None:
        self.has_ended = trio.Event()
        self.exit_code = 0
        self._terminal = terminal
        self._model = model
        self._has_colour = has_colour
        self._prefix = _ENTER
        self._has_news = trio.Event()
        self._wants_look = trio.Event()

    async def watch(self) -> None:
        """Follows signals until cancelled."""

        def end(number: int) -> None:
            self.exit_code = SIGNAL_EXIT + number
            self.has_ended.set()

        await watch_signals(self._terminal, self._wipe, self._redraw, end)

    def _wipe(self) -> str:
        self._prefix = _ENTER
        return _LEAVE

    def _redraw(self) -> None:
        self._has_news.set()

    async def draw(self) -> None:
        """Draws what has changed until cancelled, or nobody sees it."""
        await self._until_gone(self._draw)

    async def _draw(self) -> None:
        size = self._terminal.size
        rows = self._model.rows(size.columns, size.lines)
        text = "\r\n".join(
            for_terminal(row, has_colour=self._has_colour) + _ERASE_REST_OF_ROW
            for row in rows
        )
        prefix, self._prefix = self._prefix, ""
        await self._terminal.write(f"{prefix}{_TO_TOP}{text}{_ERASE_BELOW}")
        await self._has_news.wait()
        self._has_news = trio.Event()

    async def read(self) -> None:
        """Does what keys say until cancelled."""
        decoder = KeyDecoder()

        async def read() -> None:
            for key in decoder.feed(await self._terminal.read()):
                if self._model.press(key):
                    self._wants_look.set()
            if self._model.has_ended:
                self.has_ended.set()

        await self._until_gone(read)

    async def _until_gone(self, step: Callable[[], Awaitable[None]]) -> None:
        """Repeats a step until cancelled, or the terminal is gone."""
        try:
            while True:
                await step()
        except TerminalGone:
            self.has_ended.set()

    async def look(self, path: Path) -> None:
        """Looks every second until cancelled; comes back to a service that restarts."""
        while True:
            try:
                async with connect(path) as line:
                    await self._look_on(line)
            except Unavailable:
                self._model.lost()
                self._redraw()
                await trio.sleep(LOOK_SECONDS)

    async def _look_on(self, line: OperatorLine) -> None:
        while True:
            with trio.move_on_after(LOOK_SECONDS):
                await self._wants_look.wait()
            self._wants_look = trio.Event()
            self._model.looked(await _look(line, Look(self._model.sort, MAX_ROWS)))
            self._redraw()

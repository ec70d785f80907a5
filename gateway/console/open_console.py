"""Chooses the console that fits the surroundings, and ends it in order."""

from __future__ import annotations

import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

from gateway.console.console import Console
from gateway.console.pipe_console import PipeConsole
from gateway.console.surroundings import Surroundings
from gateway.console.talk import Farewell
from gateway.console.tty_console import open_tty_console


@asynccontextmanager
async def open_console(
    surroundings: Surroundings, *, as_json: bool
) -> AsyncGenerator[Console]:
    """A console; afterwards all has been written, and the terminal given back.

    Raises:
        UsageError: the terminal cannot be opened.
    """
    if surroundings.is_terminal and not as_json:
        async with open_tty_console(has_colour=surroundings.has_colour) as console:
            yield console
        return
    pipes = PipeConsole(as_json=as_json)
    yield pipes
    with suppress(OSError):  # who has left reads no more
        await pipes.finish()


def say_farewell(farewell: Farewell) -> int:
    """Tells why it ended, if it was not the user's wish; returns the exit code."""
    if farewell.reason:
        sys.stderr.write(f"triodesk: {farewell.reason}\n")
    return farewell.code

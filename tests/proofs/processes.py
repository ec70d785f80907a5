"""Looks at processes that are not our children, through /proc."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Final

import trio

GONE_SECONDS: Final = 60.0
"""A store whose server is gone finishes its commit and a checkpoint, then ends."""


def children(process: int) -> tuple[int, ...]:
    """The processes that a process has started and that are there."""
    try:
        found = Path(f"/proc/{process}/task/{process}/children").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ()
    return tuple(map(int, found.split()))


def command_line(process: int) -> str:
    """A process's arguments; "" when there is none."""
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


async def wait_gone(process: int) -> None:
    """Waits for the end of a process, whoever reaps it.

    Raises:
        trio.TooSlowError: it does not end.
    """
    try:
        ended = os.pidfd_open(process)
    except ProcessLookupError:
        return
    try:
        with trio.fail_after(GONE_SECONDS):
            await trio.lowlevel.wait_readable(ended)
    finally:
        os.close(ended)


def send(process: int, what: signal.Signals) -> None:
    """Sends a signal to a process that may have ended."""
    try:
        os.kill(process, what)
    except ProcessLookupError:
        return

"""Has files of knowledge read and written, in a process that lives no longer (R3)."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from typing import Final

import trio

from admin.sheet.sheet_wire import (
    ENCODER,
    SAID,
    SheetAnswer,
    Sheeted,
    SheetEnded,
    SheetSaid,
    SheetWant,
    SheetWork,
)
from runtime.errors import Unavailable
from runtime.port import PACKAGE_ROOT
from runtime.port_frames import FrameBuffer, Kind, frame

Answering = Callable[[SheetWant], Awaitable[SheetAnswer]]
"""Answers what the process asks; may raise `Unavailable`."""
Heard = Callable[[Sheeted], None]
"""Is told now and then how far it is."""

_MODULE: Final = "admin.sheet.sheet_child"
_DIED: Final = "the process that reads and writes files died"


async def have_done(work: SheetWork, answer: Answering, heard: Heard) -> SheetEnded:
    """How it ended.

    Raises:
        Unavailable: the process died, or nobody can answer what it asks.
    """
    command = [sys.executable, "-P", "-m", _MODULE]
    pipe = subprocess.PIPE
    paths = (str(PACKAGE_ROOT), os.environ.get("PYTHONPATH", ""))
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}
    process = await trio.lowlevel.open_process(
        command, stdin=pipe, stdout=pipe, env=environment
    )
    try:
        return await _converse(process, work, answer, heard)
    finally:
        process.kill()
        with trio.CancelScope(shield=True):
            await process.wait()


async def _converse(
    process: trio.Process, work: SheetWork, answer: Answering, heard: Heard
) -> SheetEnded:
    source, target = process.stdout, process.stdin
    assert source is not None  # noqa: S101 - both are pipes
    assert target is not None  # noqa: S101
    buffer = FrameBuffer()
    try:
        await target.send_all(frame(Kind.REQUEST, ENCODER.encode(work)))
        async for data in source:
            buffer.feed(bytes(data))
            while (received := buffer.next_frame()) is not None:
                said: SheetSaid = SAID.decode(received[1])
                if isinstance(said, SheetEnded):
                    return said
                if isinstance(said, Sheeted):
                    heard(said)
                    continue
                told = ENCODER.encode(await answer(said))
                await target.send_all(frame(Kind.ANSWER, told))
    except trio.BrokenResourceError:
        pass
    raise Unavailable(_DIED)

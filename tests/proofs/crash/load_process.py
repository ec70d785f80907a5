"""The load's process as the proof holds it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import msgspec
import trio

from tests.proofs.crash.load_plan import LoadPlan, Word
from tests.proofs.service import ROOT

COMMAND: Final = (sys.executable, "-m", "tests.proofs.crash.load")
ANSWER_SECONDS: Final = 60.0
"""The clients' own requests expire after 30 s."""


class LoadFailed(Exception):
    """A client ended: it was sent away, or refused what it must be given."""


class LoadProcess:
    """Orders to the load, one at a time."""

    def __init__(self, process: trio.Process) -> None:
        self._process = process

    def check(self) -> None:
        """Raises `LoadFailed` when the load has ended."""
        if self._process.poll() is not None:
            raise LoadFailed(f"the load ended with {self._process.returncode}")

    async def order(self, word: Word) -> None:
        """Says a word and waits until it is done.

        Raises:
            LoadFailed: the load has ended.
            trio.TooSlowError: it is not done in time.
        """
        await self._say(word.value.encode())
        assert self._process.stdout is not None
        with trio.fail_after(ANSWER_SECONDS):
            if not await self._process.stdout.receive_some():
                raise LoadFailed("the load ended")

    async def _say(self, line: bytes) -> None:
        assert self._process.stdin is not None
        try:
            await self._process.stdin.send_all(line + b"\n")
        except trio.BrokenResourceError:
            raise LoadFailed("the load ended") from None


@asynccontextmanager
async def running_load(plan: LoadPlan) -> AsyncIterator[LoadProcess]:
    """Runs the load while the body runs; kills it afterwards."""
    process = await trio.lowlevel.open_process(
        COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        start_new_session=True,
    )
    try:
        load = LoadProcess(process)
        await load._say(msgspec.json.encode(plan))
        yield load
    finally:
        process.kill()
        with trio.CancelScope(shield=True):
            await process.wait()

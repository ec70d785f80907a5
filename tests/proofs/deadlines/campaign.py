"""One run: two blows of deadlines, a kill in the second, a restart, and the audit."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Final

import msgspec
import trio

from loadtest.audit.auditor import Auditor
from loadtest.audit.tables import read_tables
from tests.proofs.deadlines.house import Said
from tests.proofs.deadlines.rings import Ring, Rings
from tests.proofs.deadlines.tally import (
    PATIENCE_MS,
    Tally,
    before_turn,
    quantile,
)
from tests.proofs.processes import children, send, wait_gone
from tests.proofs.service import ROOT

HOUSE: Final = (sys.executable, "-m", "tests.proofs.deadlines.house")
FIRST_SECONDS: Final = 1_800.0
"""A lid on making twice as many agents as sessions, and on two blows."""
AGAIN_SECONDS: Final = 300.0
"""A lid on moving on after the restart."""
POLL_SECONDS: Final = 0.5
LOOK_SECONDS: Final = 10.0
"""For a look at the journal while the store writes."""
MAX_EXAMPLES: Final = 10
FIRST, SECOND, LAST = range(3)
"""Numbers of a session's offers; the last is the one that rings on."""
_MOVED: Final = """
SELECT COUNT(*) FROM heads
WHERE kind = 'session' AND state = 'offered' AND due_ms > ?"""
_STARTED: Final = "SELECT ended_ms, started_ms FROM outages ORDER BY id DESC LIMIT 1"


class CampaignFailed(Exception):
    """The house ended by itself, or did not get ready."""


class Campaign:
    """One run in one directory.

    Args:
        directory: for the data; empty.
        sessions: how many are due at once.
    """

    def __init__(self, directory: Path, sessions: int) -> None:
        self.tally = Tally()
        self._sessions = sessions
        self._data = directory / "data"
        self._journal = self._data / "journal.db"
        self._ledgers = directory / "ledgers"
        self._ledgers.mkdir()

    async def run(self) -> None:
        """Runs it; `tally` tells the rest. Whatever was started has ended then."""
        began = trio.current_time()
        try:
            with trio.fail_after(FIRST_SECONDS):
                first = await self._until_killed()
            with trio.fail_after(AGAIN_SECONDS):
                again = await self._once_more()
            self._judge(first, again)
        except (CampaignFailed, trio.TooSlowError) as error:
            self.tally.broken = (f"{type(error).__name__} {error}",)
        self.tally.seconds = round(trio.current_time() - began, 1)

    async def _until_killed(self) -> Said:
        async with self._house("first") as house:
            said = await _hear(house)
            stores = children(house.pid)
            try:
                status = await house.wait()
            finally:
                for store in stores:
                    send(store, signal.SIGCONT)
            if status != -signal.SIGKILL:
                raise CampaignFailed(f"the house ended with {status}")
            for store in stores:
                await wait_gone(store)
            return said

    async def _once_more(self) -> Said:
        """The same data; returns when all have moved on."""
        last_due = max(ring.due_ms for ring in self._rings().blow(SECOND))
        async with self._house("again") as house:
            while self._count(last_due) < self._sessions:
                if house.poll() is not None:
                    raise CampaignFailed(f"the house ended with {house.returncode}")
                await trio.sleep(POLL_SECONDS)
            assert house.stdin is not None
            await house.stdin.aclose()
            said = await _hear(house)
            await house.wait()
            return said

    @asynccontextmanager
    async def _house(self, part: str) -> AsyncIterator[trio.Process]:
        process = await trio.lowlevel.open_process(
            [*HOUSE, str(self._data), str(self._sessions), part],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            process.kill()
            with trio.CancelScope(shield=True):
                await process.wait()

    def _rings(self) -> Rings:
        return Rings(read_tables(self._journal, 0).events)

    def _count(self, after_ms: int) -> int:
        """Sessions that ring until later than all that were due in the blows."""
        with self._look() as journal:
            ((count,),) = journal.execute(_MOVED, (after_ms,))
            return int(count)

    def _look(self) -> closing[sqlite3.Connection]:
        file = f"file:{self._journal}?mode=ro"
        return closing(sqlite3.connect(file, uri=True, timeout=LOOK_SECONDS))

    # --- the verdict

    def _judge(self, first: Said, again: Said) -> None:
        rings, tally = self._rings(), self.tally
        tally.sessions = len(rings.of)
        self._judge_first(rings.blow(FIRST), rings.blow(SECOND), first)
        self._judge_second(rings.blow(SECOND), rings.blow(LAST), again)
        otherwise = [
            *rings.wrong,
            *(f"an offer at {one.agent} lapsed again" for one in rings.blow(LAST)
              if one.lapsed_ms),
        ]  # fmt: skip
        auditor = Auditor(self._journal, self._ledgers)
        auditor.examine()
        tally.lost = self._sessions - len(rings.blow(LAST))
        tally.fired_otherwise = len(otherwise)
        tally.inconsistent = auditor.findings.counts.total()
        tally.bound_in_vain = auditor.history.lines.excused_count
        examples = (*otherwise, *auditor.findings.examples)
        tally.broken = examples[:MAX_EXAMPLES]

    def _judge_first(
        self, blow: Sequence[Ring], moved: Sequence[Ring], said: Said
    ) -> None:
        tally = self.tally
        dues = [ring.due_ms for ring in blow]
        late = [ring.lapsed_ms[0] - ring.due_ms for ring in blow if ring.lapsed_ms]
        until = [to.at_ms - ring.due_ms for ring, to in zip(blow, moved, strict=True)]
        tally.window = max(dues) - min(dues)
        tally.late_p50, tally.moved_p50 = quantile(late, 0.5), quantile(until, 0.5)
        tally.late_p99, tally.moved_p99 = quantile(late, 0.99), quantile(until, 0.99)
        tally.late_max, tally.moved_max = max(late), max(until)
        waits = _ms(said)
        tally.canary, tally.canary_max = len(waits), max(waits, default=0)
        tally.canary_p99 = quantile(waits, 0.99)
        tally.disturbed += tally.canary_max > PATIENCE_MS

    def _judge_second(
        self, blow: Sequence[Ring], moved: Sequence[Ring], said: Said
    ) -> None:
        """Those that the kill left were due when the process died."""
        tally = self.tally
        with self._look() as journal:
            ((ended_ms, started_ms),) = journal.execute(_STARTED)
        left = [
            ring.lapsed_ms[0]
            for ring in blow
            if ring.due_ms <= ended_ms and ring.lapsed_ms[:1] >= [started_ms]
        ]
        tally.overdue_at_kill = len(left)
        tally.spread_after_restart = max(left, default=0) - min(left, default=0)
        tally.unpaced = before_turn(left, started_ms)
        tally.moved_after_restart = max(ring.at_ms for ring in moved) - started_ms
        waits = _ms(said)
        tally.canary_after_restart = len(waits)
        tally.canary_max_after_restart = max(waits, default=0)
        tally.disturbed += tally.canary_max_after_restart > PATIENCE_MS


def _ms(said: Said) -> list[int]:
    return [round(wait * 1_000) for wait in said.waits]


async def _hear(house: trio.Process) -> Said:
    """The next line.

    Raises:
        CampaignFailed: the house ended before.
    """
    assert house.stdout is not None
    line = b""
    while not line.endswith(b"\n"):
        some = await house.stdout.receive_some()
        if not some:
            raise CampaignFailed("the house ended before it was through")
        line += some
    return msgspec.json.decode(line, type=Said)

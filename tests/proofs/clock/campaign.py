"""One run: the clock is set under a running service, and between its lives."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Final

import trio

from tests.proofs.clock.machine import NOTICED_SECONDS, Machine
from tests.proofs.clock.tally import Tally
from tests.proofs.crash import campaign
from tests.proofs.crash.campaign import PromiseBroken
from tests.proofs.crash.load_plan import Word
from tests.proofs.crash.load_process import LoadProcess
from tests.proofs.crash.plan import Extent

HOUR: Final = 3_600
RUNNING: Final = (HOUR, 2, -HOUR, -2, 0)
"""Where the clock is set, in seconds, while the service runs."""
BETWEEN: Final = (HOUR, 0, -HOUR, 40, 0)
"""The same between two lives: an hour forward and back, twice, and small steps."""
ACKED: Final = 100
"""Messages that are acknowledged after each step."""
MAX_DRIFT_MS: Final = 2_000
"""The journal's times lack what was before the first commit and after the last."""
NEAR_SECONDS: Final = 30
ACCEPT_SECONDS: Final = "4"
"""Offers ring so long: those that nobody answers ring on over a restart."""
UNANSWERED_SECONDS: Final = 0.3
"""Who answers an offer does so at once: this one will not be answered."""
RINGING_SECONDS: Final = 60.0
"""A lid on waiting for one."""
_SPAN: Final = "SELECT at_ms FROM events WHERE position = ?"
_LAST: Final = "SELECT MAX(position) FROM events"
_STARTED: Final = "SELECT started_ms FROM outages ORDER BY id DESC LIMIT 1"


class ClockCampaign(campaign.Campaign):
    """The load of the crash proof; instead of kills, steps of the clock.

    Args:
        directory: for the data, the ledgers, the log and the clock; empty.
        rounds: how often all steps are taken.
        seed: of the load.
    """

    def __init__(self, directory: Path, rounds: int, seed: int) -> None:
        self._machine = Machine(directory / "clock")
        settings = {
            **campaign.SETTINGS,
            **self._machine.environment(),
            "TRIODESK_SERVICE_ACCEPT_SECONDS": ACCEPT_SECONDS,
        }
        super().__init__(directory, Extent(kills=0), seed, settings=settings)
        self._rounds = rounds
        self.found = Tally(seed)

    async def run(self) -> None:
        """Runs it; `found` tells the rest."""
        await super().run()
        self.found.take(self.tally)

    async def _under_load(self, load: LoadProcess) -> None:
        for number in range(self._rounds):
            for seconds in RUNNING:
                await self._set_running(load, seconds)
            for turn, seconds in enumerate(BETWEEN):
                is_kill = (number + turn) % 2 == 0
                await self._set_between(load, seconds, is_kill=is_kill)
        await self._rest(load, Word.PAUSE)
        await self._rest(load, Word.FINISH)

    async def _set_running(self, load: LoadProcess, seconds: int) -> None:
        """People talk on; the journal's times go with the monotonic clock."""
        self._doing = f"{seconds:+d} s, running"
        self._say(self._doing)
        first, began = self._last_position(), trio.current_time()
        self._machine.set_clock(seconds)
        await trio.sleep(NOTICED_SECONDS)
        await self._wait_acked(load, ACKED)
        took_ms = (trio.current_time() - began) * 1_000
        drift_ms = abs(self._span_ms(first) - round(took_ms))
        self.found.drift_ms = max(self.found.drift_ms, drift_ms)
        if drift_ms > MAX_DRIFT_MS:
            raise PromiseBroken(f"the journal's times are off by {drift_ms} ms")
        self._auditor.examine()
        self._check(self._auditor.findings)
        self.found.steps_running += 1

    async def _set_between(
        self, load: LoadProcess, seconds: int, *, is_kill: bool
    ) -> None:
        """A life ends with offers that ring; in the next all of them end in time."""
        self._doing = f"{seconds:+d} s, {'killed' if is_kill else 'stopped'}"
        self._say(self._doing)
        await self._wait_unanswered()
        if is_kill:
            await self._service.kill_all()
            self.found.steps_killed += 1
        else:
            await self._service.stop()
            self.found.steps_stopped += 1
        self._auditor.examine()
        self.found.rang_over += bool(self._ringing())
        self._machine.set_clock(seconds)
        await self._service.start()
        off = self._started_ms() / 1_000 - time.time() - seconds
        self.found.noticed += abs(off) < NEAR_SECONDS
        await self._wait_acked(load, ACKED)
        await self._rest(load, Word.PAUSE)
        await load.order(Word.RESUME)

    async def _wait_unanswered(self) -> None:
        """Waits for an offer that nobody will answer.

        Raises:
            trio.TooSlowError: there is none.
        """
        with trio.fail_after(RINGING_SECONDS):
            while True:
                self._auditor.examine()
                before = self._ringing()
                await trio.sleep(UNANSWERED_SECONDS)
                self._auditor.examine()
                if before & self._ringing():
                    return

    def _ringing(self) -> set[str]:
        lives = self._auditor.history.sessions.values()
        return {one.ringing.offer for one in lives if one.ringing is not None}

    # --- the journal's times

    def _last_position(self) -> int:
        return self._read(_LAST)

    def _span_ms(self, first: int) -> int:
        """From one event to the last, by what the service wrote down."""
        return self._read(_SPAN, self._read(_LAST)) - self._read(_SPAN, first)

    def _started_ms(self) -> int:
        return self._read(_STARTED)

    def _read(self, query: str, *given: int) -> int:
        file = f"file:{self._data / 'journal.db'}?mode=ro"
        with closing(sqlite3.connect(file, uri=True)) as journal:
            ((value,),) = journal.execute(query, given)
            return int(value)

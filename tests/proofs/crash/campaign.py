"""One run of the proof: load, kills, audits, and what came of it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Final

import trio

from loadtest.audit.auditor import Auditor
from loadtest.audit.broken import Broken
from loadtest.audit.tables import Place
from loadtest.findings import Findings
from tests.proofs.crash.killer import Killer
from tests.proofs.crash.load_plan import Word
from tests.proofs.crash.load_process import LoadFailed, LoadProcess, running_load
from tests.proofs.crash.plan import Extent, Kill, kills
from tests.proofs.crash.seeding import plan_load, seed_desk
from tests.proofs.crash.tally import Tally
from tests.proofs.server_log import count_crashes
from tests.proofs.service import Service, ServiceFailed, free_port

POLL_SECONDS: Final = 0.03
STALL_SECONDS: Final = 90.0
"""Without the confirmations between two kills in this time the service hangs."""
MAX_DELAY_SECONDS: Final = 0.25
"""A kill comes at a random moment after enough was acknowledged."""
REST_EVERY: Final = 20
"""Kills between two times at which the load rests and more can be audited."""
REST_SECONDS: Final = 0.5
"""Nothing was committed or shown for so long: the service has come to rest."""
REST_WITHIN_SECONDS: Final = 180.0
PROGRESS_SECONDS: Final = 5.0
_FRAMES_PER_SECOND: Final = "100000"
"""No client of the load is to be throttled."""
SETTINGS: Final = {
    "TRIODESK_GATEWAY_VISITOR_FRAMES_PER_SECOND": _FRAMES_PER_SECOND,
    "TRIODESK_GATEWAY_AGENT_FRAMES_PER_SECOND": _FRAMES_PER_SECOND,
    "TRIODESK_GATEWAY_VISITOR_OPENS_PER_SECOND": _FRAMES_PER_SECOND,
    "TRIODESK_SERVICE_ACCEPT_SECONDS": "1",
    "TRIODESK_SERVICE_BACKOFF_SECONDS": "0.2",
    "TRIODESK_SERVICE_TRANSFER_SECONDS": "3",
    "TRIODESK_SERVICE_AGEING_SECONDS": "0",
}
"""Offers lapse soon, and ring again at a sole agent before the load counts as at rest;
order is by class, priority and ticket alone."""


class PromiseBroken(Exception):
    """The auditor found something: there is no use in going on."""


class Campaign:
    """One run in one directory.

    Args:
        directory: for the data, the ledgers and the log; empty.
        extent: how many kills, and what happens between them.
        seed: of the order and the moments of the kills.
        database: URL of an empty PostgreSQL database; "": files in the directory.
        settings: environment of the service.
    """

    def __init__(
        self,
        directory: Path,
        extent: Extent,
        seed: int,
        database: str = "",
        settings: Mapping[str, str] = SETTINGS,
    ) -> None:
        self._data = directory / "data"
        self._ledgers = directory / "ledgers"
        self._ledgers.mkdir()
        self._extent = extent
        self._seed = seed
        self._random = Random(seed)
        self._database = database
        self._journal: Place = database or self._data / "journal.db"
        self._auditor = Auditor(self._journal, self._ledgers)
        log = directory / "server.log"
        settings = {**settings, "TRIODESK_DATABASE_URL": database}
        self._service = Service(self._data, log, free_port(), settings)
        self.tally = Tally(seed=seed)
        self._least_acked: list[int] = []
        self._said_at = trio.current_time()
        self._doing = "starting"
        self._is_seeded = False

    async def run(self) -> None:
        """Runs it; `tally` tells the rest. Whatever was started has ended then."""
        began = trio.current_time()
        try:
            await seed_desk(self._data, self._database)
            self._is_seeded = True
            await self._service.start()
            plan = plan_load(self._data, self._service.url, self._ledgers, self._seed)
            async with running_load(plan) as load:
                await self._under_load(load)
            await self._finish()
        except (PromiseBroken, ServiceFailed, LoadFailed, trio.TooSlowError) as error:
            self._stop_early(error)
        finally:
            self._service.clean_up()
            self.tally.seconds = round(trio.current_time() - began, 1)

    async def _under_load(self, load: LoadProcess) -> None:
        killer = Killer(self._service, self._auditor, self.tally, self._random)
        for number, kill in enumerate(kills(self._extent.kills, self._random), start=1):
            acked = await self._wait_acked(load, self._extent.acked_per_kill)
            await trio.sleep(self._random.uniform(0, MAX_DELAY_SECONDS))
            self._doing = f"{number}/{self._extent.kills} {kill.value}"
            self._say(f"{self._doing}, {acked} acknowledged")
            self._least_acked.append(acked)
            await killer.carry_out(kill)
            if kill in (Kill.STORE, Kill.FROZEN_STORE):
                await self._wait_acked(load, 1)  # the new store is open
                self._auditor.examine()
            self._check(self._auditor.findings)
            if number % REST_EVERY == 0:
                await self._rest(load, Word.PAUSE)
                await load.order(Word.RESUME)
        await self._wait_acked(load, self._extent.acked_per_kill)
        await self._rest(load, Word.PAUSE)
        await self._rest(load, Word.FINISH)

    async def _wait_acked(self, load: LoadProcess, count: int) -> int:
        """Waits for so many confirmations from here on; returns how many came."""
        ledgers = self._auditor.ledgers
        ledgers.refresh()
        before = ledgers.acked_count
        with trio.move_on_after(STALL_SECONDS):
            while ledgers.acked_count - before < count:
                load.check()
                assert self._service.process.pid
                await trio.sleep(POLL_SECONDS)
                ledgers.refresh()
        acked = ledgers.acked_count - before
        if acked < count:
            text = f"{acked} of {count} messages acknowledged in {STALL_SECONDS:g} s"
            raise ServiceFailed(text)
        return acked

    async def _rest(self, load: LoadProcess, word: Word) -> None:
        """Lets everything come to rest and audits what must hold then.

        While something rings that will lapse there is no rest: an offer that never
        lapses fails the run.
        """
        await load.order(word)
        with trio.fail_after(REST_WITHIN_SECONDS):
            await self._quiet()
            self._auditor.examine()
            while self._auditor.history.ringing_count:
                await self._quiet()
                self._auditor.examine()
        self._auditor.examine_rest()
        self.tally.rests += 1
        self.tally.waiting_at_rest += self._auditor.history.lines.waiting_count
        self._check(self._auditor.findings)

    async def _quiet(self) -> None:
        """Waits until nothing was committed or shown for a while."""
        seen, since = self._auditor.progress(), trio.current_time()
        while trio.current_time() - since < REST_SECONDS:
            await trio.sleep(POLL_SECONDS)
            now = self._auditor.progress()
            if now != seen:
                seen, since = now, trio.current_time()

    async def _finish(self) -> None:
        """Stops the service in order; audits everything once more, from nothing."""
        status = await self._service.stop()
        if status != 0:
            raise ServiceFailed(f"the service stopped with status {status}")
        again = Auditor(self._journal, self._ledgers)
        again.examine_rest()
        self._check(again.findings)
        if again.history.lines.waiting_count or again.history.channels:
            raise PromiseBroken("sessions are open that were closed")

    def _check(self, findings: Findings[Broken]) -> None:
        self._count_up(findings)
        if not findings.is_clean:
            raise PromiseBroken("; ".join(findings.examples))

    def _count_up(self, findings: Findings[Broken]) -> None:
        tally, history = self.tally, self._auditor.history
        clients = self._auditor.ledgers.clients.values()
        tally.operations = sum(
            len(one.texts) + len(one.opened) + len(one.closed) for one in clients
        )
        tally.acked = self._auditor.ledgers.acked_count
        tally.least_acked_between_kills = min(self._least_acked, default=0)
        tally.sessions_closed = history.closed_count
        tally.sessions_reopened = history.reopened_count
        tally.offers_accepted = history.accepted_count
        tally.offers_lapsed = history.lapsed_count
        tally.transfers_taken = history.transferred_count
        tally.assigned_while_others_waited = history.lines.queued_bindings
        tally.overtaken_by_later_offer = history.lines.overtaken_count
        for kind in Broken:
            setattr(tally, kind.value, findings.counts[kind])
        tally.crashes = count_crashes(self._service.log, tally.kills_store_only)

    def _stop_early(self, error: Exception) -> None:
        """Says what went wrong, and audits what is left."""
        text = f"at kill {self._doing}: {type(error).__name__} {error}"
        self._service.clean_up()
        if not isinstance(error, PromiseBroken) and self._is_seeded:
            self._auditor.examine()
            text = "; ".join((text, *self._auditor.findings.examples))
        self._count_up(self._auditor.findings)
        self.tally.broken = (text,)

    def _say(self, text: str) -> None:
        now = trio.current_time()
        if now - self._said_at >= PROGRESS_SECONDS or self.tally.kills == 0:
            self._said_at = now
            between = self.tally.between_commit_and_ack
            sys.stderr.write(f"kill {text}; {between} between commit and ack so far\n")

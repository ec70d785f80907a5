"""Kills the service in each of the ways, and has it serve again."""

from __future__ import annotations

import signal
from random import Random
from typing import Final

import trio

from loadtest.audit.auditor import Auditor
from tests.proofs.crash.plan import Kill
from tests.proofs.crash.polling import until
from tests.proofs.crash.tally import Tally
from tests.proofs.processes import children, send, wait_gone
from tests.proofs.service import Service

STORE_SECONDS: Final = 120.0
"""In which a server must have put a new store in a dead one's place."""
QUIET_SECONDS: Final = 0.03
"""A store whose server is stopped is done when it has written nothing for so long."""
QUIET_LOOKS: Final = 3
TRIES: Final = 30
"""Stops of the server until one falls between a commit and its acknowledgement."""
MAX_FREEZE_SECONDS: Final = 0.2
MAX_OVERLAP_SECONDS: Final = 0.8
"""How long the next server waits for the frozen store's lock, at most about."""
EARLY_SHARE: Final = 0.1
"""Share of the restarts that are killed, too, while they start."""
MAX_EARLY_SECONDS: Final = 1.2


class Killer:
    """Carries out kills.

    Args:
        service: the victim; it serves before and after each kill.
        auditor: says what is committed and not acknowledged.
        tally: counts.
        random: chooses the moments.
    """

    def __init__(
        self, service: Service, auditor: Auditor, tally: Tally, random: Random
    ) -> None:
        self._service = service
        self._auditor = auditor
        self._tally = tally
        self._random = random

    async def carry_out(self, kill: Kill) -> None:
        """Kills, audits what is left where nothing runs, and starts again.

        Raises:
            ServiceFailed: it does not come back.
            trio.TooSlowError: something took too long.
        """
        match kill:
            case Kill.SERVICE:
                await self._service.kill_all()
                await self._start_again()
            case Kill.BETWEEN:
                await self._kill_between()
                await self._start_again()
            case Kill.STORE:
                await self._kill_store()
                self._tally.kills_store_only += 1
            case Kill.PARENT:
                store = self._service.store
                await self._service.kill()
                await wait_gone(store)
                self._tally.kills_parent_only += 1
                await self._start_again()
            case Kill.FROZEN_STORE:
                await self._kill_beside_frozen_store()
                self._tally.kills_parent_only += 1
        self._tally.kills += 1

    async def _start_again(self) -> None:
        self._auditor.examine()
        if self._random.random() < EARLY_SHARE:
            await self._service.spawn()
            await trio.sleep(self._random.uniform(0, MAX_EARLY_SECONDS))
            await self._service.kill()
            self._tally.kills_while_starting += 1
        await self._service.start()

    async def _kill_between(self) -> None:
        for _ in range(TRIES):
            self._service.process.send_signal(signal.SIGSTOP)
            unacknowledged = await self._find_unacknowledged()
            if unacknowledged:
                break
            self._service.process.send_signal(signal.SIGCONT)
            await trio.sleep(self._random.uniform(0.001, 0.05))
        else:
            unacknowledged = set()
        await self._service.kill_all()
        await trio.sleep(QUIET_SECONDS)
        # What was on its way to a client when the server was stopped has arrived now.
        if self._auditor.still_unacknowledged(unacknowledged):
            self._tally.between_commit_and_ack += 1

    async def _find_unacknowledged(self) -> set[tuple[str, str]]:
        """Waits until store and clients are quiet."""
        seen, looks = (-1, -1), 0
        while looks < QUIET_LOOKS:
            await trio.sleep(QUIET_SECONDS)
            now = self._auditor.progress()
            looks = looks + 1 if now == seen else 0
            seen = now
        return self._auditor.unacknowledged()

    async def _kill_store(self) -> None:
        store = self._service.store
        send(store, signal.SIGKILL)
        with trio.fail_after(STORE_SECONDS):
            await until(lambda: self._has_store_beside(store), QUIET_SECONDS)

    def _has_store_beside(self, dead: int) -> bool:
        return bool(set(children(self._service.process.pid)) - {dead})

    async def _kill_beside_frozen_store(self) -> None:
        store = self._service.store
        send(store, signal.SIGSTOP)
        await trio.sleep(self._random.uniform(0, MAX_FREEZE_SECONDS))
        await self._service.kill()
        await self._service.spawn()
        await trio.sleep(self._random.uniform(0, MAX_OVERLAP_SECONDS))
        send(store, signal.SIGCONT)
        await wait_gone(store)
        await self._service.serving()

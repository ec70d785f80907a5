"""Carries experiments out, one after the other, and watches what comes of each.

    mark the journal ─ do it ─ wait until the part serves ─ audit, again for a while

It may be its own victim: its next incarnation goes on with what is on the board.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Final, Never, Protocol

import trio

from admin.observer.audit_wire import (
    AuditAnswer,
    AuditRequest,
    ExamineJournal,
    MarkJournal,
    Verdict,
)
from admin.observer.board import Board
from admin.observer.experiment import Deed, Experiment, Stage
from admin.observer.lookout import Lookout
from runtime.actor import Service
from runtime.cell import Cell
from runtime.errors import Unavailable
from runtime.intervention import crash, is_up, restart, restarts_left
from runtime.introspect import process_of
from runtime.node import Node

ANSWER_FIRST_SECONDS: Final = 0.1
"""Before the deed: whoever asked hears that it will be done."""
LOOK_SECONDS: Final = 0.005
LOOK_SHARE: Final = 0.02
"""Between two looks whether the part is back, at least, and of the time that has
passed: nothing tells that a part serves, and a recovery time need be no more exact."""
RECOVERY_SECONDS: Final = 60.0
"""A part that is not back by then has failed; a store may wait 30 s for a lock."""
AUDIT_SECONDS: Final = 2.0
"""Between two looks of the auditor."""
WATCH_SECONDS: Final = 10.0
"""After the deed what comes is put down to it, unless the next one waits: clients that
lost an answer have asked again by then."""


class Audits(Protocol):
    """Who reads the journal."""

    async def ask(self, request: AuditRequest) -> AuditAnswer:
        """Answers.

        Raises:
            Unavailable: not now.
        """
        ...


class Laboratory(Service[Never]):
    """See the module's text.

    Args:
        board: has the experiments.
        lookout: finds the parts.
        auditor: None: nobody audits.
        node: has the clocks.
    """

    def __init__(
        self, board: Board, lookout: Lookout, auditor: Audits | None, node: Node
    ) -> None:
        self._board = board
        self._lookout = lookout
        self._auditor = auditor
        self._node = node

    async def run(self, started: Callable[[], None]) -> None:
        """Works until cancelled."""
        started()
        while True:
            experiment = await self._board.next_open()
            if experiment.stage is Stage.WAITING:
                await self._begin(experiment)
            if experiment.stage is Stage.STRUCK:
                await self._await_recovery(experiment)
            if experiment.stage is Stage.WATCHED:
                await self._watch(experiment)

    async def _begin(self, experiment: Experiment) -> None:
        await self._mark(experiment)
        await trio.sleep(ANSWER_FIRST_SECONDS)
        cell = self._lookout.find(experiment.path)
        if cell is None:
            _fail(experiment, "it is gone")
            return
        experiment.generation = cell.generation
        experiment.struck_at = self._node.clock()
        experiment.at_ms = self._node.wall_ms()
        experiment.stage = Stage.STRUCK
        try:
            _strike(experiment.deed, cell)
        except Unavailable as error:
            _fail(experiment, str(error))

    async def _mark(self, experiment: Experiment) -> None:
        if self._auditor is None:
            return
        try:
            await self._auditor.ask(MarkJournal(experiment.number))
        except Unavailable as error:
            experiment.text = f"not audited: {error}"

    async def _await_recovery(self, experiment: Experiment) -> None:
        passed = 0.0
        while not self._is_back(experiment):
            if passed > RECOVERY_SECONDS:
                _fail(experiment, f"it was not back within {RECOVERY_SECONDS:g} s")
                return
            await trio.sleep(max(LOOK_SECONDS, LOOK_SHARE * passed))
            passed = self._node.clock() - experiment.struck_at
        experiment.recovery_ms = round(passed * 1_000)
        experiment.stage = Stage.WATCHED

    def _is_back(self, experiment: Experiment) -> bool:
        """Another incarnation serves: of the same cell, or of one in its place.

        An entity that has left memory did so by itself, after it was back.
        """
        cell = self._lookout.find(experiment.path)
        if cell is None:
            return bool(experiment.entity)
        if not is_up(cell):
            return False
        is_other = cell.generation != experiment.generation
        if is_other:
            experiment.restarts_left = restarts_left(cell)
        return is_other

    async def _watch(self, experiment: Experiment) -> None:
        end = experiment.struck_at + WATCH_SECONDS
        while self._auditor is not None and not experiment.text:
            await self._audit(self._auditor, experiment)
            is_awaited = len(self._board.open) > 1
            if is_awaited or self._node.clock() >= end:
                break
            await trio.sleep(AUDIT_SECONDS)
        experiment.stage = Stage.DONE

    async def _audit(self, auditor: Audits, experiment: Experiment) -> None:
        back_ms = experiment.at_ms + (experiment.recovery_ms or 0)
        request = ExamineJournal(
            experiment.number, experiment.at_ms, back_ms, experiment.entity
        )
        try:
            answer = await auditor.ask(request)
        except Unavailable as error:
            experiment.text = f"not audited any more: {error}"
            return
        if isinstance(answer, Verdict):
            experiment.verdict = answer
            experiment.audited_ms = self._node.wall_ms()
        else:
            experiment.text = "not audited: the auditor itself died"


def _strike(deed: Deed, cell: Cell) -> None:
    match deed:
        case Deed.RESTART:
            restart(cell)
        case Deed.CRASH:
            crash(cell)
        case Deed.KILL:
            _kill(cell)


def _kill(cell: Cell) -> None:
    """Our own child, not waited for yet: its id is nobody else's."""
    process = process_of(cell)
    if not process:
        raise Unavailable(f"{cell.path} has no child process now")
    os.kill(process, signal.SIGKILL)


def _fail(experiment: Experiment, text: str) -> None:
    experiment.stage, experiment.text = Stage.FAILED, text

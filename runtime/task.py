"""The tasks of an incarnation: a service's life, or an asynchronous handler.

This is the only code between them and the node's nursery.

Trio cancels siblings when a child raises, so nothing that is the actor's own fault may
get past here; and nothing that is not may be kept.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Never

import trio

from runtime.ask import CURRENT_CELL
from runtime.errors import Restarting
from runtime.exits import ExitReason, Killed, Normal

if TYPE_CHECKING:
    from runtime.actor import Service
    from runtime.ask import Ask
    from runtime.cell import Cell


async def attempt(
    scope: trio.CancelScope,
    work: Coroutine[object, object, object],
    crashed: Callable[[BaseException], object],
) -> tuple[object, Exception | None]:
    """Runs `work` under `scope`: what it returned, or what it crashed with.

    Cancellation from outside passes, and so do KeyboardInterrupt, SystemExit and their
    like with all that came with them: they are not ours to keep. Failures that come
    mixed with a cancellation are told to `crashed` before it passes.
    """
    answer: object = None
    error: Exception | None = None
    try:
        with scope:
            answer = await work
    except BaseExceptionGroup as group:
        cancelled, failures = group.split(trio.Cancelled)
        if failures is not None and not isinstance(failures, ExceptionGroup):
            raise
        error = failures
        if cancelled is not None:
            if error is not None:
                crashed(error)
            raise cancelled from None
    except Exception as failure:  # noqa: BLE001 - the actor loop: let it crash
        error = failure
    return answer, error


async def _attempt_in(
    cell: Cell, scope: trio.CancelScope, work: Coroutine[object, object, object]
) -> tuple[object, Exception | None]:
    """`attempt`, with the scope where `Cell.kill` finds it."""
    cell.scope = scope
    try:
        answer, error = await attempt(scope, work, cell.note_crash)
    finally:
        cell.scope = None
    return answer, cell.failure or error


async def run_handler(
    cell: Cell,
    coroutine: Coroutine[object, object, object],
    ask: Ask | None,
    generation: int,
) -> None:
    """Runs an asynchronous handler to its end."""
    if cell.generation != generation:
        coroutine.close()  # killed before this task began
        _settle_killed(cell, ask)
        return
    CURRENT_CELL.set(cell)
    scope = trio.CancelScope()
    answer, error = await _attempt_in(cell, scope, coroutine)
    if error is not None:
        cell.crash(error, ask)
    elif scope.cancelled_caught:
        _settle_killed(cell, ask)
        cell.exit(Killed())
    else:
        if ask is not None:
            ask.settle(cell.node.timers, answer, None)
        cell.resume()


def _settle_killed(cell: Cell, ask: Ask | None) -> None:
    if ask is not None:
        killed = Restarting(f"{cell.path} was killed")
        ask.settle(cell.node.timers, None, killed)


async def run_service(cell: Cell, service: Service[Never]) -> None:
    """Runs a service until it ends, crashes or is stopped."""
    if cell.actor is not service:
        return  # killed before this task began
    reason: ExitReason = Killed()
    scope = trio.CancelScope()
    if cell.stopping is not None:
        scope.cancel()
    try:
        life = service.run(lambda: cell.parent.child_started(cell))
        _, error = await _attempt_in(cell, scope, life)
        if error is not None:
            reason = cell.note_crash(error)
        elif scope.cancelled_caught:
            reason = cell.stopping or Killed()
        else:
            reason = Normal()
    finally:
        cell.exit(reason)

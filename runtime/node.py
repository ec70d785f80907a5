"""One node: dispatcher, timers, events and the root of the supervision tree.

Nothing here is global: two nodes can live in one process (tests do that).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from random import Random
from typing import TYPE_CHECKING, Final, Never

from runtime.cell import Cell
from runtime.errors import UsageError
from runtime.mailbox import Bound
from runtime.ref import Ref
from runtime.registry import Registry
from runtime.timers import Timers
from runtime.topics import Topics

if TYPE_CHECKING:
    from runtime.actor import Actor
    from runtime.dispatcher import Dispatcher
    from runtime.exits import ExitReason
    from runtime.observe import Events

MAX_SPARE_QUEUES: Final = 1_024
"""Empty queues kept for the next busy actor: an empty deque weighs 760 bytes, so idle
actors hold none, and making one anew costs more than taking one from here."""


class _Nobody:
    """Parent of cells that never live."""

    def child_started(self, cell: Cell) -> None:
        """See `runtime.cell.Parent`."""

    def child_exited(self, cell: Cell, generation: int, reason: ExitReason) -> None:
        """See `runtime.cell.Parent`."""


def _nobody() -> Actor[Never]:
    raise UsageError("a cell that has ended was started")


class Node:
    """What all actors of a node share.

    Args:
        dispatcher: runs the actors (the scheduler seam).
        events: where structured events go.
        clock: seconds, monotonic.
        wall_ms: ms since the epoch; must not step back while the node runs.
        random: the node's only source of chance.

    Attributes:
        committed: how many events of each type durable actors have brought to disk.
    """

    __slots__ = (
        "_spare",
        "_stamp",
        "clock",
        "committed",
        "dispatcher",
        "events",
        "random",
        "registry",
        "root",
        "timers",
        "topics",
        "wall_ms",
    )

    def __init__(
        self,
        dispatcher: Dispatcher,
        events: Events,
        clock: Callable[[], float],
        wall_ms: Callable[[], int],
        random: Random,
    ) -> None:
        self.dispatcher = dispatcher
        self.events = events
        self.clock = clock
        self.wall_ms = wall_ms
        self.random = random
        self.timers = Timers(clock)
        self.topics = Topics()
        self.committed: dict[type, int] = {}
        self.registry = Registry()
        self.root: Cell | None = None
        self._spare: list[deque[object]] = []
        self._stamp = wall_ms() * 1_000

    def stamp(self) -> int:
        """A number that grows with every call, over restarts of the node too.

        They are counted from the wall time of the node's start, in µs: nobody calls it
        a million times per second, so that a later node begins above them.
        """
        self._stamp += 1
        return self._stamp

    def count_committed(self, events: Iterable[object]) -> None:
        """Counts events by type; called when they are on disk."""
        counts = self.committed
        for event in events:
            kind = type(event)
            counts[kind] = counts.get(kind, 0) + 1

    def nowhere(self, path: str) -> Ref[object]:
        """An address at which nobody is: tells are dead letters, asks are refused."""
        cell = Cell(self, path, _nobody, _Nobody(), Bound())
        cell.end()
        return Ref(cell)

    def take_queue(self) -> deque[object]:
        """An empty queue for an actor that gets mail."""
        return self._spare.pop() if self._spare else deque()

    def give_queue(self, queue: deque[object]) -> None:
        """Takes back the empty queue of an actor that became idle."""
        if len(self._spare) < MAX_SPARE_QUEUES:
            self._spare.append(queue)

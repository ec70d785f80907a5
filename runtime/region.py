"""A region: a dynamic supervisor of entities of one kind, found by id.

An entity's cell comes into being with its first message and holds no task; it goes when
the entity finishes. Each entity has its own restart budget: one that spends it is
quarantined (asks are refused, tells wait until it is over) and takes nobody along.
Applied to sessions, OTP's one budget per supervisor lets a few bad ones end all.

Entities that are idle may leave memory (`runtime.passivation`); a message or a deadline
brings them back.

Source: Elixir's DynamicSupervisor; Pekko's and kameo's per-child limits.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Final, Generic, TypeVar

from runtime.actor import HOLD, Actor
from runtime.cell import Cell
from runtime.child import Backoff, Intensity, Restart
from runtime.control import RestartChild
from runtime.errors import Quarantined
from runtime.exits import ExitReason, Normal, Shutdown
from runtime.mailbox import Bound, Delivery
from runtime.observe import Duty, Event
from runtime.passivation import Idleness, Passivation, look_at
from runtime.phase import Phase
from runtime.ref import Address
from runtime.restart import Budget, delay, is_restarted
from runtime.sleepers import Census, Sleepers

M = TypeVar("M", contravariant=True)  # noqa: PLC0105 - short, and used everywhere

_ACCEPTED: Final = Delivery.ACCEPTED

ENTITY_INTENSITY: Final = Intensity(restarts=5, period=60.0)
"""Crashes of one entity: a bad message or two is forgiven, a loop is not."""
QUARANTINE_SECONDS: Final = 60.0
"""How long an entity over its budget is left alone."""
SHUTDOWN_SECONDS: Final = 5.0
"""Time that all entities together have to stop."""
_OVERDUE: Final = "overdue"
_RETRY: Final = "retry/"
_RELEASE: Final = "release/"
_SWEEP: Final = "sweep"


class EntityQuarantined(Event, frozen=True):
    """An entity crashed more often than its budget allows."""

    duty: ClassVar[Duty] = Duty.ERROR

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class _EntityExit:
    cell: Cell
    generation: int
    reason: ExitReason


@dataclass(slots=True)
class Past:
    """What the entities did that are not in memory any more."""

    handled: int = 0
    crashes: int = 0
    busy_seconds: float = 0.0


class EntityRef(Address[M]):
    """The address of an entity by its id, wherever it is; using it wakes the entity."""

    __slots__ = ("_region", "id")

    def __init__(self, region: Region[M], entity_id: str) -> None:
        self._region = region
        self.id = entity_id

    @property
    def cell(self) -> Cell:
        """The entity's cell; it is made when there is none."""
        region = self._region
        return region.cells.get(self.id) or region.cell(self.id)

    def tell(self, message: M) -> Delivery:
        """As every `tell`; written out, since nearly all messages go this way."""
        region = self._region
        cell = region.cells.get(self.id) or region.cell(self.id)
        queue = cell.queue
        if queue is not None and len(queue) < cell.capacity:
            queue.append(message)
            return _ACCEPTED
        return cell.deliver(message)


class Region(Actor[str], Generic[M]):
    """All entities of one kind on this node.

    Args:
        kind: first part of the entities' names (`session/…`).
        start: builds an incarnation of the entity with that id.
        bound: each entity's mailbox.
        on_quarantine: called with the id of an entity over its budget.
        backoff: waits before repeated restarts of one entity.
        passivation: when idle entities leave memory; None = never.

    Attributes:
        cells: of the entities in memory, by id; for the runtime only.
        past: what those did that are gone.
    """

    def __init__(
        self,
        kind: str,
        start: Callable[[str], Actor[M]],
        bound: Bound,
        on_quarantine: Callable[[str], object],
        backoff: Backoff = Backoff(),  # noqa: B008 - frozen
        passivation: Passivation[M] | None = None,
    ) -> None:
        self.past = Past()
        self._kind = kind
        self._start = start
        self._bound = bound
        self._on_quarantine = on_quarantine
        self._backoff = backoff
        self._budgets: dict[str, Budget] = {}
        self._quarantined: set[str] = set()
        self._restarting: set[str] = set()
        self._stopping: ExitReason | None = None
        self._passivation = passivation
        self._idleness = None if passivation is None else Idleness(passivation)
        self.cells: dict[str, Cell] = self._idleness.cells if self._idleness else {}
        self._sleepers: Sleepers
        self._next_sweep = math.inf

    def on_start(self) -> object:
        """Makes the entities of this kind findable by name."""
        node = self.context.node
        self._sleepers = Sleepers(node, self._wake)
        node.registry.register(self._kind, self)
        return None

    def ref(self, entity_id: str) -> EntityRef[M]:
        """The address of an entity, whether it is awake or not."""
        return EntityRef(self, entity_id)

    def cell(self, entity_id: str) -> Cell:
        """The entity's cell, made when there is none; idle until it gets mail."""
        cell = self.cells.get(entity_id)
        if cell is None:
            own = self.context.ref.cell
            path = f"{own.path}/{entity_id}"
            start = partial(self._start, entity_id)
            cell = Cell(own.node, path, start, self, self._bound)
            if self._stopping is not None:
                cell.end()  # nobody is woken any more
                return cell
            self.cells[entity_id] = cell
            if self._idleness is not None:
                self._came(cell, self._idleness)
        return cell

    def children(self) -> Iterator[Cell]:
        """Cells of the entities in memory, for introspection."""
        return iter(self.cells.values())

    def __len__(self) -> int:
        return len(self.cells)

    @property
    def census(self) -> Census:
        """How many entities are where."""
        sleepers = self._sleepers
        return Census(
            kind=self._kind,
            awake=len(self.cells),
            asleep=len(sleepers),
            passivated=sleepers.passivated,
            revived=sleepers.revived,
            quarantined=len(self._quarantined),
        )

    def entity_of(self, cell: Cell) -> str:
        """The name by which an entity of this region is known: `kind/id`."""
        return f"{self._kind}/{self._id_of(cell)}"

    def is_asleep(self, entity_id: str) -> bool:
        """It left memory since the region's start, and has not come back."""
        return entity_id in self._sleepers

    # --- what entities report

    def child_started(self, cell: Cell) -> None:
        """See `runtime.cell.Parent`; it arms its own timers from now on.

        Not when its cell is made: whoever only looks at an address wakes nobody.
        """
        if len(self._sleepers):
            self._sleepers.came_back(self._id_of(cell))

    def child_exited(self, cell: Cell, generation: int, reason: ExitReason) -> None:
        """See `runtime.cell.Parent`."""
        self.context.ref.cell.post(_EntityExit(cell, generation, reason))

    def on_control(self, message: object) -> None:
        """An entity has ended, or is to be restarted."""
        if not isinstance(message, _EntityExit | RestartChild):
            return
        entity_id = self._id_of(message.cell)
        if self.cells.get(entity_id) is not message.cell:
            return
        if isinstance(message, RestartChild):
            self._stop_to_start(entity_id, message.cell)
            return
        is_wanted = entity_id in self._restarting
        self._restarting.discard(entity_id)
        if self._stopping is not None:
            self._forget(entity_id, message.cell)
        elif is_restarted(Restart.TRANSIENT, message.reason):
            self._restart(entity_id, message.cell, message.reason)
        elif message.cell.queue or is_wanted:
            message.cell.start_again()  # mail came while it finished
        else:
            self._forget(entity_id, message.cell)

    def _stop_to_start(self, entity_id: str, cell: Cell) -> None:
        if cell.actor is not None and self._stopping is None:
            self._restarting.add(entity_id)
            cell.stop(Shutdown())

    def restarts_left(self, cell: Cell) -> int:
        """How often an entity may crash now before it is quarantined."""
        budget = self._budgets.get(self._id_of(cell))
        if budget is None:
            return ENTITY_INTENSITY.restarts
        return budget.left(self.context.node.clock())

    def _id_of(self, cell: Cell) -> str:
        """What of a path is below the region's: ids may have slashes of their own."""
        return cell.path[len(self.context.ref.path) + 1 :]

    def _restart(self, entity_id: str, cell: Cell, reason: ExitReason) -> None:
        node = self.context.node
        budget = self._budgets.setdefault(entity_id, Budget(ENTITY_INTENSITY))
        earlier = budget.spend(node.clock())
        if earlier is None:
            cell.refusal = Quarantined(f"{cell.path} is quarantined")
            node.events.emit(EntityQuarantined(cell.path, str(reason)))
            self.context.start_timer(
                _RELEASE + entity_id, QUARANTINE_SECONDS, _RELEASE + entity_id
            )
            self._quarantined.add(entity_id)
            self._on_quarantine(entity_id)
            return
        seconds = delay(self._backoff, earlier, node.random.random())
        if seconds:
            self.context.start_timer(_RETRY + entity_id, seconds, _RETRY + entity_id)
        else:
            cell.start_again()

    def receive(self, message: str) -> object:
        """A timer: a back-off or a quarantine is over, or a stop is overdue."""
        if message == _SWEEP:
            self._sweep()
            return None
        if message == _OVERDUE:
            for cell in tuple(self.cells.values()):
                cell.kill()
            return None
        kind, _, entity_id = message.partition("/")
        waiting = self.cells.get(entity_id)
        if waiting is None or waiting.phase is not Phase.WAITING:
            return None
        if kind + "/" == _RELEASE:
            self._quarantined.discard(entity_id)
            self._budgets.pop(entity_id, None)
            if not waiting.queue:
                self._forget(entity_id, waiting)
                return None
        waiting.start_again()
        return None

    def _forget(self, entity_id: str, cell: Cell) -> None:
        del self.cells[entity_id]
        self._budgets.pop(entity_id, None)
        past = self.past
        past.handled += cell.handled
        past.crashes += cell.crashes
        past.busy_seconds += cell.busy_seconds
        cell.end()
        if self._stopping is not None and not self.cells:
            self.context.exit(self._stopping)

    # --- who leaves memory, and comes back

    def _came(self, cell: Cell, idleness: Idleness) -> None:
        now = self.context.node.clock()
        look_at(cell, now)
        self._sweep_in(0.0 if idleness.is_crowded else idleness.part_seconds, now)

    def _sweep_in(self, seconds: float, now: float) -> None:
        """Makes sure that a sweep comes at the latest then."""
        at = now + seconds
        if at < self._next_sweep:
            self._next_sweep = at
            self.context.start_timer(_SWEEP, seconds, _SWEEP)

    def _sweep(self) -> None:
        self._next_sweep = math.inf
        idleness, now = self._idleness, self.context.node.clock()
        if idleness is None or self._stopping is not None:
            return
        if idleness.sweep(now, self._leave):
            self._sweep_in(0.0, now)
        elif self.cells:
            self._sweep_in(idleness.part_seconds, now)

    def _leave(self, entity_id: str, cell: Cell) -> bool:
        """Lets an entity go if it is idle and nobody waits for its end.

        One that crashed a short while ago stays: its budget must not be forgotten.
        """
        budget = self._budgets.get(entity_id)
        if budget is not None and not budget.is_whole(self.context.node.clock()):
            return False
        if cell.phase is not Phase.IDLE or cell.watchers:
            return False
        if cell.actor is None:  # somebody had its address, and never used it
            self._forget(entity_id, cell)
            return True
        try:
            leave = cell.actor.may_leave()
        except Exception as error:  # noqa: BLE001 - the actor's crash, not the region's
            cell.crash(error, None)
            return False
        if leave is None:
            return False
        cell.exit(Normal())
        self._forget(entity_id, cell)
        if leave.is_stored:
            self._sleepers.put(entity_id, leave.due_ms)
        return True

    def _wake(self, entity_id: str) -> None:
        if self._passivation is not None:
            self.ref(entity_id).tell(self._passivation.wake(entity_id))

    def on_end(self) -> None:
        """Leaves nobody behind when this supervisor itself crashed.

        Who kept an address from before must not wake entities beside the next region.
        """
        self._stopping = self._stopping or Shutdown()
        self._sleepers.forget()
        self.context.node.registry.withdraw(self._kind, self)
        for cell in self.cells.values():
            cell.kill()
            cell.end()

    def on_stop(self, reason: ExitReason) -> object:
        """Stops all entities at once: they do not depend on each other."""
        self._sleepers.forget()
        if not self.cells:
            return None
        self._stopping = reason
        self.context.start_timer(_OVERDUE, SHUTDOWN_SECONDS, _OVERDUE)
        for cell in tuple(self.cells.values()):
            cell.stop(Shutdown())
        return HOLD

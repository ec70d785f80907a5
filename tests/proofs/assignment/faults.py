"""What fails: actors, the process, the store, messages on their way."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import Final

from actors.agent import messages as to_agent
from actors.assignment import messages as to_group
from actors.ids import AgentId
from actors.session import messages as to_session
from runtime.cell import Cell
from runtime.journal import Append
from runtime.journal_local import Fate, always_commit
from runtime.phase import Phase
from tests.actors.world import World
from tests.proofs.assignment import operations as act
from tests.proofs.assignment.store import Store


class InjectedCrashError(Exception):
    """An actor's death at a moment of the proof's choosing."""


class _Poison(str):
    """An id that kills whoever looks it up."""

    __slots__ = ()

    def __hash__(self) -> int:
        raise InjectedCrashError


PROTOCOL: Final[frozenset[type]] = frozenset(
    {
        to_group.SessionWaits,
        to_group.StillWaiting,
        to_group.SessionLeft,
        to_group.AgentNews,
        to_group.Granted,
        to_group.NotGranted,
        to_group.OfferAccepted,
        to_group.OfferDeclined,
        to_agent.Reserve,
        to_agent.NoBid,
        to_agent.GiveBack,
        to_agent.SessionAssignedToYou,
        to_agent.HoldReleased,
        to_agent.SlotFreed,
        to_agent.CallForAgents,
        to_session.OfferSession,
        to_session.AskWaiting,
        to_session.TurnAway,
        to_session.WithdrawOffer,
        to_session.AgentGone,
    }
)
"""What actors tell each other: may come twice, and late, in its sender's order."""

LOSABLE: Final[frozenset[type]] = frozenset(
    {
        to_group.Granted,
        to_group.NotGranted,
        to_group.OfferAccepted,
        to_group.OfferDeclined,
        to_agent.Reserve,
        to_agent.NoBid,
        to_agent.GiveBack,
        to_agent.SessionAssignedToYou,
        to_agent.HoldReleased,
        to_session.OfferSession,
        to_session.AskWaiting,
    }
)
"""What a full mailbox may refuse: a deadline of the protocol makes up for it."""

_POISON: Final[dict[str, object]] = {
    "sessions": to_session.VisitorAttached(_Poison()),
    "agents": to_agent.GiveBack(_Poison()),
    "groups": to_group.NotGranted(AgentId("a"), _Poison()),
}


def _kind(cell: Cell) -> str:
    """The name of its region."""
    return cell.path.split("/")[1]


class Faults:
    """Breaks things in a world.

    Args:
        world: what to break.
        store: its store.
    """

    def __init__(self, world: World, store: Store) -> None:
        self._world = world
        self._store = store
        self._lost_batches = 0
        self._acts: dict[type[act.Operation], Callable[..., bool]] = {
            act.Stall: self._stall,
            act.Crash: self._crash,
            act.CrashOn: self._crash_on,
            act.Poison: self._poison,
            act.Restart: self._restart,
            act.Kill: self._kill,
            act.Trouble: self._trouble,
            act.Duplicate: self._duplicate,
            act.Delay: self._delay,
            act.Lose: self._lose,
        }

    def perform(self, operation: act.Operation) -> bool:
        """Does it; False when there is nothing to break."""
        return self._acts[type(operation)](operation)

    @property
    def troubled_batches(self) -> int:
        """Batches that met with trouble so far, maybe long after it was caused."""
        return self._lost_batches + self._store.refused_batches

    def end_trouble(self) -> None:
        """The store works again."""
        self._world.fate = always_commit
        self._store.full_batches = 0

    # --- actors

    def _entities(self, kind: str) -> list[Cell]:
        prefix = f"/{kind}/"
        return [
            cell
            for cell in self._world.cells()
            if cell.actor is not None and cell.path.startswith(prefix)
        ]

    def _crash(self, operation: act.Crash) -> bool:
        alive = self._entities(operation.kind)
        if not alive:
            return False
        alive[operation.pick % len(alive)].crash(InjectedCrashError(), None)
        return True

    def _busy(self) -> list[Cell]:
        """Who has mail and would handle it next."""
        return [
            cell
            for cell in self._world.cells()
            if cell.actor is not None
            and cell.queue
            and cell.phase is Phase.READY
            and cell.path.count("/") > 1
        ]

    def _crash_on(self, operation: act.CrashOn) -> bool:
        busy = self._busy()
        if not busy:
            return False
        cell = busy[operation.pick % len(busy)]
        assert cell.queue
        cell.crash(InjectedCrashError(), cell.queue.popleft())
        return True

    def _poison(self, operation: act.Poison) -> bool:
        """Of the rulebook there is no message that could be poisoned here."""
        busy = [cell for cell in self._busy() if _kind(cell) in _POISON]
        if not busy:
            return False
        cell = busy[operation.pick % len(busy)]
        assert cell.queue
        poison = _POISON[_kind(cell)]
        cell.queue.insert(min(operation.after, len(cell.queue)), poison)
        return True

    def _restart(self, operation: act.Restart) -> bool:
        for cell in self._world.cells():
            if cell.path == operation.path and cell.actor is not None:
                cell.crash(InjectedCrashError(), None)
                return True
        return False

    # --- process and store

    def _stall(self, operation: act.Stall) -> bool:
        world = self._world
        world.now += operation.seconds
        world.node.timers.fire_due()
        return True

    def _kill(self, operation: act.Kill) -> bool:
        if operation.in_flight:
            self._world.commit_unheard()
        self.end_trouble()
        self._world.die(operation.downtime)
        return True

    def _trouble(self, operation: act.Trouble) -> bool:
        if operation.fate == "full":
            self._store.full_batches = operation.batches
            return True
        left = operation.batches
        wanted = Fate(operation.fate)

        def fate(appends: Sequence[Append]) -> Fate:
            nonlocal left
            if not appends or not left:
                return Fate.COMMIT
            left -= 1
            self._lost_batches += 1
            return wanted

        self._world.fate = fate
        return True

    # --- messages

    def _waiting(self, kinds: frozenset[type]) -> list[tuple[deque[object], int]]:
        return [
            (cell.queue, place)
            for cell in self._world.cells()
            if cell.queue
            for place, message in enumerate(cell.queue)
            if type(message) in kinds
        ]

    def _duplicate(self, operation: act.Duplicate) -> bool:
        """What one sender says keeps its order, also when it is said twice."""
        waiting = self._waiting(PROTOCOL)
        if not waiting:
            return False
        queue, place = waiting[operation.pick % len(waiting)]
        queue.insert(_last_place(queue, place) + 1, queue[place])
        return True

    def _delay(self, operation: act.Delay) -> bool:
        """Past what others sent later: what one sender says keeps its order."""
        waiting = self._waiting(PROTOCOL)
        if not waiting:
            return False
        queue, place = waiting[operation.pick % len(waiting)]
        last = _last_place(queue, place)
        if last == place:
            return False
        message = queue[place]
        del queue[place]
        queue.insert(last, message)
        return True

    def _lose(self, operation: act.Lose) -> bool:
        waiting = self._waiting(LOSABLE)
        if not waiting:
            return False
        queue, place = waiting[operation.pick % len(waiting)]
        del queue[place]
        return True


def _last_place(queue: deque[object], place: int) -> int:
    """How far back a message may go in a mailbox."""
    last = place
    while last + 1 < len(queue) and _are_strangers(queue[place], queue[last + 1]):
        last += 1
    return last


def _are_strangers(one: object, other: object) -> bool:
    """Certainly sent by two."""
    first, second = _sender(one), _sender(other)
    return first is not None and second is not None and first != second


def _sender(message: object) -> tuple[str, object] | None:
    """Who sent a message of the protocol; None: it cannot be told."""
    if type(message) not in PROTOCOL:
        return None
    for role in ("session", "group", "agent"):
        name = getattr(message, role, None)
        if name is not None:
            return role, name
    return None

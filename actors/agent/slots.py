"""PURE: an agent's slots as the actor knows them.

A slot is free, held (promised until a deadline), taken (a session committed its claim)
or in doubt (a hold ran out, or somebody met another's claim): in doubt it counts as
not free until the claims table has been read. Every slot is in one of these states
only, so a promise never takes the sum of the others beyond the capacity. The count here
is the authority for granting; the claims table is the constraint that cannot be broken.

All calls cost a constant or the logarithm of the capacity, but `learn` and
`set_capacity`.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from actors.ids import SessionId


@dataclass(frozen=True, slots=True)
class Hold:
    """A slot that is promised until `until_ms`, wall time."""

    slot: int
    until_ms: int


class Heard(Enum):
    """What the word of an assignment was to who heard it."""

    HELD = "held"
    """It was promised, and is taken now."""
    KNOWN = "known"
    """It had been heard before."""
    DOUBTFUL = "doubtful"
    """Nobody here promised it: the claims table must be read."""


class Slots:
    """One agent's slots; mutable, single-owner.

    `capacity`: slots count from 1 to it. `is_known`: the claims table has been read
    once; nothing is promised before.
    """

    __slots__ = ("_doubts", "_free", "_holds", "_taken", "capacity", "is_known")

    def __init__(self, capacity: int = 0) -> None:
        self._taken: dict[int, SessionId] = {}
        self._holds: dict[str, Hold] = {}
        self._doubts: set[int] = set()
        self._free: list[int] = []
        self.capacity = 0
        self.is_known = False
        self.set_capacity(capacity)

    @property
    def load(self) -> int:
        """Slots that are not free."""
        return len(self._taken) + len(self._holds) + len(self._doubts)

    @property
    def room(self) -> int:
        """How many more can be promised now."""
        if not self.is_known:
            return 0
        room = self.capacity - self.load
        return max(0, room)

    @property
    def is_promising(self) -> bool:
        """True while a slot is held."""
        return bool(self._holds)

    @property
    def served(self) -> int:
        """How many are taken by sessions, ringing offers included."""
        return len(self._taken)

    def sessions(self) -> tuple[SessionId, ...]:
        """Who has one, by slot."""
        return tuple([self._taken[slot] for slot in sorted(self._taken)])

    def has(self, session: SessionId, slot: int) -> bool:
        """True when that session took that slot."""
        return self._taken.get(slot) == session

    def set_capacity(self, capacity: int) -> None:
        """A raise gives room at once; a cut evicts nobody."""
        self.capacity = capacity
        self._count_free()

    def _count_free(self) -> None:
        held = {hold.slot for hold in self._holds.values()}
        used = held | self._doubts | self._taken.keys()
        # Sorted, hence a heap.
        self._free = [slot for slot in range(1, self.capacity + 1) if slot not in used]

    def _give_back(self, slot: int) -> None:
        if slot <= self.capacity:
            heapq.heappush(self._free, slot)

    # --- promises

    def held(self, reservation: str) -> Hold | None:
        """What is promised under this reservation."""
        return self._holds.get(reservation)

    def hold(self, reservation: str, until_ms: int) -> Hold | None:
        """Promises the lowest free slot; None when there is no room.

        A reservation that holds one already keeps it, and its deadline.
        """
        hold = self._holds.get(reservation)
        if hold is None and self.room:
            hold = Hold(heapq.heappop(self._free), until_ms)
            self._holds[reservation] = hold
        return hold

    def release(self, reservation: str) -> bool:
        """The promise falls and its slot is free; False: there was none."""
        hold = self._holds.pop(reservation, None)
        if hold is None:
            return False
        self._give_back(hold.slot)
        return True

    def doubt(self, reservation: str) -> bool:
        """Whether the promise became a claim is unknown; False: there was none."""
        hold = self._holds.pop(reservation, None)
        if hold is None:
            return False
        self._doubts.add(hold.slot)
        return True

    # --- sessions

    def take(self, session: SessionId, slot: int, reservation: str) -> Heard:
        """A session says that it committed its claim."""
        if self._taken.get(slot) == session:
            return Heard.KNOWN
        hold = self._holds.get(reservation)
        if hold is not None and hold.slot == slot:
            del self._holds[reservation]
            self._taken[slot] = session
            return Heard.HELD
        if slot in self._free:
            self._free.remove(slot)
            heapq.heapify(self._free)
            self._doubts.add(slot)
        return Heard.DOUBTFUL

    def free(self, session: SessionId, slot: int) -> bool:
        """A session has let go of its slot; False: it had not that one."""
        if self._taken.get(slot) != session:
            return False
        del self._taken[slot]
        self._give_back(slot)
        return True

    def learn(self, taken: Mapping[int, SessionId]) -> tuple[SessionId, ...]:
        """The claims table replaces what was taken or in doubt; says who is new.

        A hold whose slot the table gives to somebody falls: either that is the
        session it was meant for, or the claim will be refused.
        """
        known = set(self._taken.values())
        self._taken = dict(taken)
        self._doubts.clear()
        self._holds = {
            reservation: hold
            for reservation, hold in self._holds.items()
            if hold.slot not in taken
        }
        self._count_free()
        self.is_known = True
        return tuple(one for one in self.sessions() if one not in known)

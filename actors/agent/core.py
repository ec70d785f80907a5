"""PURE: an agent's slots as the actor knows them, and what the events mean.

A slot is free, held (promised to a group until a deadline), taken (a session committed
its claim) or in doubt (a hold ran out, or a claim met somebody else's): in doubt it
counts as not free until the claims table has been read. The count here is the authority
for granting; the claims table is the constraint that cannot be broken.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from msgspec.structs import replace

from actors.agent.messages import (
    AgentEvent,
    AgentRegistered,
    AgentServed,
    AgentState,
    AgentStatus,
    PresenceChanged,
    StatusChanged,
)
from actors.ids import SessionId


@dataclass(frozen=True, slots=True)
class Hold:
    """A slot that is promised until `until_ms`."""

    slot: int
    until_ms: int


class Slots:
    """One agent's slots; mutable, single-owner."""

    def __init__(self) -> None:
        self._taken: dict[int, SessionId] = {}
        self._holds: dict[str, Hold] = {}
        self._doubts: set[int] = set()
        self.is_known = False

    def hold(self, reservation: str, capacity: int, until_ms: int) -> Hold | None:
        """Promises the lowest free slot; None when there is none, or none is known."""
        slot = self._lowest_free(capacity)
        if slot is None:
            return None
        hold = Hold(slot, until_ms)
        self._holds[reservation] = hold
        return hold

    def has_room(self, capacity: int) -> bool:
        """True when `hold` would promise one."""
        return self._lowest_free(capacity) is not None

    def _lowest_free(self, capacity: int) -> int | None:
        used = {hold.slot for hold in self._holds.values()}
        used |= self._doubts | self._taken.keys()
        if not self.is_known or len(used) >= capacity:
            return None
        return next(slot for slot in range(1, capacity + 1) if slot not in used)

    def take(self, session: SessionId, slot: int, reservation: str) -> None:
        """A session committed its claim; it may come without a hold after a restart."""
        self._holds.pop(reservation, None)
        self._doubts.discard(slot)
        self._taken[slot] = session

    def release(self, reservation: str, *, is_taken: bool) -> bool:
        """A hold falls; True when its slot is in doubt now and must be read."""
        hold = self._holds.pop(reservation, None)
        if hold is None:
            return is_taken
        if is_taken:
            self._doubts.add(hold.slot)
        return is_taken

    def overdue(self, reservation: str) -> bool:
        """A hold ran out unheard of; True when its slot is in doubt now."""
        return self.release(reservation, is_taken=reservation in self._holds)

    def free(self, session: SessionId, slot: int) -> None:
        """A session has let go of its slot."""
        if self._taken.get(slot) == session:
            del self._taken[slot]

    def learn(self, taken: dict[int, SessionId]) -> None:
        """The claims table was read: it replaces what was taken or in doubt."""
        self._taken = taken
        self._doubts.clear()
        self.is_known = True

    def sessions(self) -> tuple[SessionId, ...]:
        """Who is served, by slot."""
        return tuple(self._taken[slot] for slot in sorted(self._taken))


def is_present(state: AgentState) -> bool:
    """True while somebody is connected and the status asks for work."""
    return state.status is AgentStatus.FREE and state.absent_since_ms == 0


def apply(state: AgentState, event: AgentEvent, at_ms: int) -> AgentState:
    """The state after an event."""
    match event:
        case AgentRegistered(nickname, groups, capacity):
            return replace(state, nickname=nickname, groups=groups, capacity=capacity)
        case StatusChanged(status):
            served_ms = state.served_ms
            if status is AgentStatus.FREE and state.status is not status:
                served_ms = at_ms
            return replace(state, status=status, served_ms=served_ms)
        case PresenceChanged(is_there):
            return replace(state, absent_since_ms=0 if is_there else at_ms)
        case AgentServed():
            return replace(state, served_ms=at_ms)
        case _:
            assert_never(event)

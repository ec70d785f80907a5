"""PURE: who waits, who could answer, and what is reserved for whom.

The group's side of the reservation: it asks an agent for a slot only while somebody
waits for it, and binds the head of the queue when the slot is granted, not when it is
requested, so that a refusal breaks no order. A session that is bound is out of line but
keeps its ticket; declined, it stands again where it stood.

Nothing is assigned before the queue has been loaded and the agents have been heard.
"""

from __future__ import annotations

from dataclasses import dataclass

from actors.assignment.keyed_heap import KeyedHeap
from actors.ids import AgentId, SessionId


@dataclass(frozen=True, slots=True)
class Bound:
    """A session that has been offered to the holder of a slot.

    `order` grows with every binding of the group: it is the order in which people were
    served, which the order of the commits need not be.
    """

    session: SessionId
    ticket: int
    agent: AgentId
    order: int


class Line:
    """One group's queue, candidates and reservations; mutable, single-owner.

    Args:
        prefix: of reservation ids; no two incarnations of a group may share one.
        first_order: of its bindings; above all of earlier incarnations.
    """

    def __init__(self, prefix: str, first_order: int) -> None:
        self._prefix = prefix
        self._order = first_order
        self._waiting: KeyedHeap[SessionId] = KeyedHeap()
        self._candidates: KeyedHeap[AgentId] = KeyedHeap()
        self._asked: dict[str, AgentId] = {}
        self._bound: dict[str, Bound] = {}
        self._bound_sessions: dict[SessionId, str] = {}
        self._versions: dict[AgentId, int] = {}
        self._count = 0
        self.is_loaded = False
        self.is_settled = False

    # --- sessions

    def wait(self, session: SessionId, ticket: int) -> None:
        """A session joins at its ticket; one that is there or bound stays."""
        if session not in self._bound_sessions:
            self._waiting.put(session, ticket)

    def still_waits(self, session: SessionId, ticket: int) -> None:
        """A session that was asked says that no offer is on its way to it."""
        reservation = self._bound_sessions.get(session)
        if reservation is not None:
            self._unbind(reservation)
        self._waiting.put(session, ticket)

    def leave(self, session: SessionId) -> None:
        """A session waits no more."""
        self._waiting.discard(session)
        reservation = self._bound_sessions.get(session)
        if reservation is not None:
            self._unbind(reservation)

    def waiting(self) -> tuple[SessionId, ...]:
        """Who is in line, first first; who is bound at this moment is not."""
        return self._waiting.in_order()

    # --- agents

    def available(self, agent: AgentId, version: int, idle_since_ms: int) -> None:
        """An agent could take one more; what is older than the last word is ignored."""
        if self._is_news(agent, version):
            self._candidates.put(agent, idle_since_ms)

    def unavailable(self, agent: AgentId, version: int) -> None:
        """An agent can take nothing."""
        if self._is_news(agent, version):
            self._candidates.discard(agent)

    def _is_news(self, agent: AgentId, version: int) -> bool:
        if version <= self._versions.get(agent, -1):
            return False
        self._versions[agent] = version
        return True

    def candidates(self) -> tuple[AgentId, ...]:
        """Agents who could take a session, longest idle first."""
        return self._candidates.in_order()

    # --- reservations

    def next_request(self) -> tuple[str, AgentId] | None:
        """A reservation to ask for now, or None; call until None.

        As many slots are asked for as sessions wait, the longest idle agent first.
        """
        if not self.is_loaded or not self.is_settled:
            return None
        if len(self._asked) >= len(self._waiting):
            return None
        best = self._candidates.pop()
        if best is None:
            return None
        self._count += 1
        reservation = f"{self._prefix}{self._count}"
        self._asked[reservation] = best[0]
        return reservation, best[0]

    def grant(self, reservation: str) -> Bound | None:
        """Binds the head of the queue; None: nobody waits, or nobody asked for it."""
        agent = self._asked.pop(reservation, None)
        if agent is None:
            return None
        head = self._waiting.pop()
        if head is None:
            return None
        self._order += 1
        bound = Bound(head[0], head[1], agent, self._order)
        self._bound[reservation] = bound
        self._bound_sessions[bound.session] = reservation
        return bound

    def not_granted(self, reservation: str) -> None:
        """The agent had no slot after all."""
        self._asked.pop(reservation, None)

    def accepted(self, session: SessionId, reservation: str) -> None:
        """The session is served, whatever was thought of it."""
        self._unbind(reservation)
        self._waiting.discard(session)

    def declined(self, reservation: str, *, is_waiting: bool) -> None:
        """The session did not take the offer."""
        bound = self._unbind(reservation)
        if bound is not None and is_waiting:
            self._waiting.put(bound.session, bound.ticket)

    def overdue(self, reservation: str) -> SessionId | None:
        """No word in time: forgets a request; names a bound session to be asked."""
        self._asked.pop(reservation, None)
        bound = self._bound.get(reservation)
        return None if bound is None else bound.session

    def _unbind(self, reservation: str) -> Bound | None:
        bound = self._bound.pop(reservation, None)
        if bound is not None:
            del self._bound_sessions[bound.session]
        return bound

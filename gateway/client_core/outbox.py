"""Messages that were given to the client and are not confirmed yet.

Only the store does I/O. A message keeps its client id for ever, so that sending it
again is harmless. Per session they go out in the order they were given. By default one
message of a session is in flight at a time: only then can a temporary refusal not let
a later message overtake.
Everything in flight goes out again after a reconnect, or when no answer came in time.

Messages and requests have places of one count: what is given to a client for a session
leaves in that order.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Protocol

import msgspec

from gateway.wire.bodies import SentBody
from runtime.errors import Unavailable, UsageError

MAX_PENDING: Final = 1_000
"""Messages: what a person types in a day without a connection."""
FLIGHT_SECONDS: Final = 15.0
"""Without an answer for so long a message is sent again; commits take milliseconds."""


class OutboxFull(Unavailable):
    """Too many messages wait for a connection."""


class StoredSend(msgspec.Struct, frozen=True, array_like=True):
    """A message as it was given to the client."""

    session: str
    room: str
    cid: str
    body: SentBody


class OutboxStore(Protocol):
    """Where unconfirmed messages survive the client's process."""

    def load(self) -> Iterable[StoredSend]:
        """The messages that were added and not settled, oldest first."""
        ...

    def add(self, send: StoredSend) -> None:
        """Remembers a message; called before it is sent."""
        ...

    def settle(self, send: StoredSend) -> None:
        """Forgets a message: confirmed, or refused for good."""
        ...


class NoStore:
    """Messages end with the process."""

    def load(self) -> Iterable[StoredSend]:
        """None."""
        return ()

    def add(self, send: StoredSend) -> None:
        """Nothing to do."""

    def settle(self, send: StoredSend) -> None:
        """Nothing to do."""


class Flight(msgspec.Struct):
    """A message on its way; `order` is its place among all that is to leave."""

    send: StoredSend
    order: int
    sent_at: float = 0.0
    attempts: int = 0


class _Line(msgspec.Struct):
    """The messages of one session: those that wait, in order, and those in flight."""

    waiting: deque[Flight]
    blocked_until: float = 0.0
    in_flight: int = 0


class Outbox:
    """Unconfirmed messages, by session and by client id."""

    def __init__(self, store: OutboxStore, per_session: int) -> None:
        """Loads what the store has; `per_session` messages may be in flight at once.

        Raises:
            UsageError: `per_session` is below 1.
        """
        if per_session < 1:
            msg = f"expected at least 1 message in flight, got {per_session}"
            raise UsageError(msg)
        self._store = store
        self._per_session = per_session
        self._orders = 0
        self._lines: dict[str, _Line] = {}
        self._ready: dict[str, None] = {}
        self._pending: dict[tuple[str, str], Flight] = {}
        self._flights: dict[int, Flight] = {}
        for send in store.load():
            self._enqueue(send)

    def __len__(self) -> int:
        return len(self._pending)

    def __iter__(self) -> Iterator[StoredSend]:
        return (flight.send for flight in self._pending.values())

    @property
    def in_flight(self) -> int:
        """Messages sent and not answered."""
        return len(self._flights)

    def add(self, send: StoredSend) -> None:
        """Takes a message.

        Raises:
            OutboxFull: too many wait already.
            UsageError: the client id is in use.
        """
        if len(self._pending) >= MAX_PENDING:
            text = f"{MAX_PENDING} messages wait for a connection"
            raise OutboxFull(text)
        if (send.session, send.cid) in self._pending:
            msg = "expected a new client id"
            raise UsageError(msg)
        self._store.add(send)
        self._enqueue(send)

    def new_order(self) -> int:
        """The next place among all that is to leave."""
        self._orders += 1
        return self._orders

    def oldest(self, session: str) -> int | None:
        """The place of a session's first unconfirmed message; None: there is none."""
        line = self._lines.get(session)
        if line is None:
            return None
        flights = self._flights.values()
        orders = [each.order for each in flights if each.send.session == session]
        if line.waiting:
            orders.append(line.waiting[0].order)
        return min(orders)

    def next_flight(
        self, request: int, now: float, held: Mapping[str, int]
    ) -> Flight | None:
        """The next message that may go out, now in flight under `request`.

        Args:
            request: the number of its frame.
            now: seconds.
            held: by session a place, behind which its messages wait.
        """
        while (session := self._next_ready(held)) is not None:
            line = self._lines[session]
            if self._may_fly(line, now):
                flight = line.waiting.popleft()
                line.in_flight += 1
                flight.sent_at = now
                flight.attempts += 1
                self._flights[request] = flight
                # To the back: sessions take turns.
                del self._ready[session]
                if line.waiting:
                    self._ready[session] = None
                return flight
            del self._ready[session]
        return None

    def flight(self, request: int) -> Flight | None:
        """The message in flight under a request number."""
        return self._flights.get(request)

    def settle(self, session: str, cid: str) -> StoredSend | None:
        """Forgets a message that was confirmed or refused; None if it was not here."""
        flight = self._pending.pop((session, cid), None)
        if flight is None:
            return None
        self._store.settle(flight.send)
        line = self._lines[session]
        request = next((r for r, f in self._flights.items() if f is flight), None)
        if request is not None:
            del self._flights[request]
            line.in_flight -= 1
        else:
            line.waiting.remove(flight)
        if line.waiting:
            self._ready[session] = None
        elif not line.in_flight:
            del self._lines[session]
            self._ready.pop(session, None)
        return flight.send

    def postpone(self, request: int, until: float) -> None:
        """It was refused for now: nothing of its session goes before `until`."""
        flight = self._flights.pop(request)
        line = self._lines[flight.send.session]
        line.in_flight -= 1
        line.blocked_until = until
        self._put_back(line, flight)

    def ground(self) -> None:
        """The connection is gone: what was in flight goes out again, in order."""
        for flight in reversed(self._flights.values()):
            self._put_back(self._lines[flight.send.session], flight)
        self._flights.clear()
        for session, line in self._lines.items():
            line.in_flight = 0
            line.blocked_until = 0.0
            self._ready[session] = None

    @property
    def next_deadline(self) -> float:
        """When `on_time` wants to be called."""
        blocked = (
            line.blocked_until
            for session, line in self._lines.items()
            if line.blocked_until and session not in self._ready
        )
        oldest = next(iter(self._flights.values()), None)
        lost = _NEVER if oldest is None else oldest.sent_at + FLIGHT_SECONDS
        return min(lost, min(blocked, default=_NEVER))

    def on_time(self, now: float) -> None:
        """Frees sessions whose wait is over, and messages whose answer was lost."""
        for session, line in self._lines.items():
            if line.blocked_until and line.blocked_until <= now:
                line.blocked_until = 0.0
                self._ready[session] = None
        for request, flight in list(self._flights.items()):
            if flight.sent_at + FLIGHT_SECONDS > now:
                break  # flights are kept in the order they were sent
            self.postpone(request, now)
            self._lines[flight.send.session].blocked_until = 0.0
            self._ready[flight.send.session] = None

    def _next_ready(self, held: Mapping[str, int]) -> str | None:
        """The session whose turn it is; those that are held keep theirs."""
        for session in self._ready:
            waiting = self._lines[session].waiting
            place = held.get(session)
            if place is None or not waiting or waiting[0].order < place:
                return session
        return None

    def _may_fly(self, line: _Line, now: float) -> bool:
        if not line.waiting or line.in_flight >= self._per_session:
            return False
        return line.blocked_until <= now

    def _enqueue(self, send: StoredSend) -> None:
        flight = Flight(send, self.new_order())
        self._pending[(send.session, send.cid)] = flight
        line = self._lines.get(send.session)
        if line is None:
            line = self._lines[send.session] = _Line(deque())
        line.waiting.append(flight)
        self._ready[send.session] = None

    def _put_back(self, line: _Line, flight: Flight) -> None:
        """Returns a message to its place; all that wait were given after it, or few."""
        place = 0
        while place < len(line.waiting) and line.waiting[place].order < flight.order:
            place += 1
        line.waiting.insert(place, flight)


_NEVER: Final = float("inf")

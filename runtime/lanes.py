"""The two lanes of a cell: how mail comes in, and what happens at the bounds.

The mailbox is a queue that exists only while there is mail; its bound may count
messages or bytes, drop the oldest, or conflate. The control lane (stop, down, exits of
children) overtakes it and is not bounded, since only the runtime writes to it.

`capacity` is the bound of the fast path of `tell` (`runtime.ref`), and 0 whenever
`deliver` must decide.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, cast

from runtime.ask import Ask, SleepingAsk
from runtime.errors import MailboxFull, NoSuchActor
from runtime.mailbox import Bound, DeadLetter, Delivery, Overflow
from runtime.phase import Phase
from runtime.timers import Timer

if TYPE_CHECKING:
    from runtime.cell import Cell
    from runtime.node import Node

ENVELOPES: Final = frozenset({Ask, SleepingAsk, Timer})
"""What stands in a mailbox around a message."""


# Module names are found faster than attributes of an enum's class.
_IDLE, _READY, _ENDED = Phase.IDLE, Phase.READY, Phase.ENDED
_ACCEPTED = Delivery.ACCEPTED


class Lanes:
    """An actor's identity and its mail; `runtime.cell.Cell` handles it."""

    __slots__ = (
        "_bytes",
        "bound",
        "capacity",
        "control",
        "looked",
        "looked_at",
        "node",
        "path",
        "phase",
        "queue",
        "refusal",
        "refused",
    )

    def __init__(self, node: Node, path: str, bound: Bound) -> None:
        self.node = node
        self.path = path
        self.bound = bound
        self.phase = Phase.IDLE
        self.queue: deque[object] | None = None
        self.control: deque[object] | None = None
        self.capacity = bound.messages if bound.is_plain else 0
        self.refusal: Exception | None = None
        self.refused = 0
        self._bytes = 0
        # Set by regions that let idle entities go, see `runtime.passivation`.
        self.looked: int
        self.looked_at: float

    def deliver(self, message: object) -> Delivery:
        """The slow path of `tell`: everything but a busy actor with room."""
        phase = self.phase
        if phase is _ENDED:
            return self.refuse(message, NoSuchActor(f"{self.path} has ended"))
        if self.refusal is not None and isinstance(message, Ask):
            return self.refuse(message, self.refusal)
        queue = self.queue
        if queue is None:
            queue = self.queue = self.node.take_queue()
            if phase is _IDLE and self.bound.is_plain:  # as with most that are told
                queue.append(message)
                self.phase = _READY
                self.node.dispatcher.ready(cast("Cell", self))
                return _ACCEPTED
        verdict = Delivery.ACCEPTED
        if not self.bound.is_plain:
            verdict = self._take(queue, message)
        elif len(queue) >= self.bound.messages:
            verdict = Delivery.REJECTED
        else:
            queue.append(message)
        if verdict is Delivery.REJECTED:
            self.refuse(message, MailboxFull(f"mailbox of {self.path} is full"))
        self.wake()
        return verdict

    def post(self, message: object) -> None:
        """Puts a message on the control lane."""
        if self.phase is Phase.ENDED:
            return
        if self.control is None:
            self.control = deque()
        self.control.append(message)
        self.wake()

    def fire(self, timer: Timer) -> None:
        """A timer of this cell is due; its keys bound how many there can be."""
        queue = self.queue
        if queue is not None:
            queue.append(timer)  # awake, or it will be
        elif self.phase is not Phase.ENDED:
            queue = self.queue = self.node.take_queue()
            queue.append(timer)
            self.wake()

    def put_back(self, messages: Sequence[object]) -> None:
        """Puts messages before those that wait, in their order."""
        if messages:
            if self.queue is None:
                self.queue = self.node.take_queue()
            self.queue.extendleft(reversed(messages))

    def wake(self) -> None:
        """Puts an idle cell into the run queue."""
        if self.phase is _IDLE:
            self.phase = _READY
            self.node.dispatcher.ready(cast("Cell", self))

    def _take(self, queue: deque[object], message: object) -> Delivery:
        """Takes a message under a bound that counts bytes, conflates or drops."""
        bound = self.bound
        size = self._size(message)
        place = self._place_of_older(queue, message)
        if place is not None:
            return self._replace(queue, place, message)
        limit = bound.total_bytes or size
        verdict = Delivery.ACCEPTED
        while len(queue) >= bound.messages or (
            bound.total_bytes and self._bytes + size > limit
        ):
            oldest = next((one for one in queue if not isinstance(one, Timer)), None)
            if bound.overflow is Overflow.REJECT or size > limit or oldest is None:
                return Delivery.REJECTED
            queue.remove(oldest)
            self._bytes -= self._size(oldest)
            self.refuse(oldest, MailboxFull(f"dropped, {self.path} is full"))
            verdict = Delivery.REPLACED
        queue.append(message)
        self._bytes += size
        return verdict

    def _place_of_older(self, queue: deque[object], message: object) -> int | None:
        """Where a message waits that this one replaces; asks want their answers."""
        conflate = self.bound.conflate
        if conflate is None or isinstance(message, Ask):
            return None
        key = conflate(message)
        if key is None:
            return None
        for place, waiting in enumerate(queue):
            if waiting.__class__ not in ENVELOPES and conflate(waiting) == key:
                return place
        return None

    def _replace(self, queue: deque[object], place: int, message: object) -> Delivery:
        older = queue[place]
        more = self._size(message) - self._size(older)
        total = self.bound.total_bytes
        if total and self._bytes + more > total:
            return Delivery.REJECTED
        queue[place] = message
        self._bytes += more
        self.refuse(older, MailboxFull(f"replaced by a newer one for {self.path}"))
        return Delivery.REPLACED

    def _size(self, waiting: object) -> int:
        """Bytes of what waits; timers count as nothing, their keys bound them."""
        size_of = self.bound.size_of
        if size_of is None or isinstance(waiting, Timer):
            return 0
        return size_of(waiting.message if isinstance(waiting, Ask) else waiting)

    def recount(self) -> None:
        """Counts the bytes that wait anew, after a batch was taken out."""
        if self.bound.size_of is not None:
            self._bytes = sum(map(self._size, self.queue or ()))

    def refuse(self, message: object, error: Exception) -> Delivery:
        """Counts and reports a message that nobody will handle; answers an ask."""
        self.refused += 1
        name = type(message).__name__
        if isinstance(message, Ask):
            name = type(message.message).__name__
            message.settle(self.node.timers, None, error)
        self.node.events.emit(DeadLetter(self.path, name, str(error)))
        return Delivery.REJECTED

"""The cell: an actor's identity, its two lanes, and the loop that drains them.

The cell outlives incarnations: mailbox, counters and references stay when the actor is
restarted. An idle cell holds no task and no queue; a message puts it into the
dispatcher's run queue, and `turn` drains a bounded batch. The control lane (stop, down,
exits of children) overtakes the mailbox and is not bounded, since only the runtime
writes to it.

Phases: IDLE (no mail) → READY (in the run queue) → RUNNING → IDLE or READY; HELD while
an asynchronous handler or a commit is under way; WAITING between two incarnations;
ENDED for good. `capacity` is the bound of the fast path of `tell` and 0 whenever the
slow path must decide.
"""

from __future__ import annotations

from collections import deque
from enum import Enum
from time import perf_counter
from types import CoroutineType
from typing import TYPE_CHECKING, ClassVar, Final, Never, Protocol, TypeVar, cast

import trio

from runtime.actor import HOLD, LATER, Actor, Context, Down, Later, Service
from runtime.ask import CURRENT_CELL, Ask, SleepingAsk
from runtime.errors import MailboxFull, NoSuchActor, Restarting
from runtime.exits import Crash, ExitReason, Killed, NoProc, Normal, Shutdown
from runtime.mailbox import Bound, DeadLetter, Delivery, Overflow
from runtime.observe import Duty, Event
from runtime.ref import Ref
from runtime.timers import Timer

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from runtime.node import Node

A = TypeVar("A")

LENT_SECONDS: Final = 0.002
"""Of actors' turns in the tasks of askers, between two slices of the dispatcher."""
LENT_TURNS: Final = 8
"""Asks answered at once between two pauses of a task that asks in a loop."""
TURN_MESSAGES: Final = 64
"""Messages of one actor before others get their turn (Proto.Actor calls it
throughput)."""

_ENVELOPES: Final = frozenset({Ask, SleepingAsk, Timer})
_PAUSES: Final = frozenset({CoroutineType, Later})


class Phase(Enum):
    """What a cell is doing; see the module's text."""

    IDLE = "idle"
    READY = "ready"
    RUNNING = "running"
    HELD = "held"
    WAITING = "waiting"
    ENDED = "ended"


_IDLE, _READY, _RUNNING, _HELD = Phase.IDLE, Phase.READY, Phase.RUNNING, Phase.HELD
_WAITING, _ENDED = Phase.WAITING, Phase.ENDED


class Stop:
    """Control message: end this incarnation in an orderly way."""

    __slots__ = ("reason",)

    def __init__(self, reason: Shutdown) -> None:
        self.reason = reason


class ActorCrashed(Event, frozen=True):
    """An exception ended an incarnation."""

    duty: ClassVar[Duty] = Duty.ERROR

    path: str
    error: str
    message_type: str
    trace: str


class Parent(Protocol):
    """Who is told of starts and ends; both calls return at once."""

    def child_started(self, cell: Cell) -> None:
        """An incarnation is up; for a `Service`, it said so itself."""

    def child_exited(self, cell: Cell, generation: int, reason: ExitReason) -> None:
        """The incarnation `generation` has ended and left nothing behind."""


class Cell:
    """One actor. Everything but `path` and the counters belongs to the runtime."""

    __slots__ = (
        "_bytes",
        "_ends_turns",
        "_failure",
        "_watchers",
        "actor",
        "bound",
        "busy_seconds",
        "capacity",
        "control",
        "crashes",
        "current",
        "finishing",
        "generation",
        "handled",
        "last_exit",
        "node",
        "parent",
        "path",
        "phase",
        "queue",
        "refusal",
        "refused",
        "scope",
        "start",
        "stopping",
        "timers",
        "waiting_on",
    )

    def __init__(
        self,
        node: Node,
        path: str,
        start: Callable[[], Actor[Never]],
        parent: Parent,
        bound: Bound,
    ) -> None:
        self.node = node
        self.path = path
        self.start = start
        self.parent = parent
        self.bound = bound
        self.actor: Actor[object] | None = None
        self.generation = 0
        self.phase = _IDLE
        self.queue: deque[object] | None = None
        self.control: deque[object] | None = None
        self.capacity = bound.messages if bound.is_plain else 0
        self.current: Ask | None = None
        self.timers: dict[str, Timer] | None = None
        self.waiting_on: Cell | None = None
        self.finishing = False
        self.stopping: Shutdown | None = None
        self.refusal: Exception | None = None
        self.scope: trio.CancelScope | None = None
        self.handled = 0
        self.crashes = 0
        self.refused = 0
        self.busy_seconds = 0.0
        self.last_exit: ExitReason | None = None
        self._bytes = 0
        self._ends_turns = False
        self._failure: Exception | None = None
        self._watchers: dict[Cell, int] | None = None

    # --- mail comes in

    def deliver(self, message: object) -> Delivery:
        """The slow path of `tell`: everything but a busy actor with room."""
        if self.phase is _ENDED:
            return self._refuse(message, NoSuchActor(f"{self.path} has ended"))
        if self.refusal is not None and isinstance(message, Ask):
            return self._refuse(message, self.refusal)
        queue = self.queue
        if queue is None:
            queue = self.queue = self.node.take_queue()
        verdict = Delivery.ACCEPTED
        if not self.bound.is_plain:
            verdict = self._take(queue, message)
        elif len(queue) >= self.bound.messages:
            verdict = Delivery.REJECTED
        else:
            queue.append(message)
        if verdict is Delivery.REJECTED:
            self._refuse(message, MailboxFull(f"mailbox of {self.path} is full"))
        self._wake()
        return verdict

    def attend(self, ask: Ask) -> bool:
        """As `deliver`, from a task that asks; True: it may go on without a pause.

        An idle actor has its turn at once, in that task: the wake-ups of the dispatcher
        and of the asker cost more than a plain handler. The dispatcher's next slice
        begins when `LENT_SECONDS` are spent so, and every `LENT_TURNS`-th asker pauses:
        tasks that ask can keep neither each other nor input and output waiting.
        """
        dispatcher = self.node.dispatcher
        actor = self.actor
        if (
            self.phase is not _IDLE
            or actor is None
            or not self.capacity
            or dispatcher.lent_seconds >= LENT_SECONDS
        ):
            self.deliver(ask)
            return False
        before = perf_counter()
        self._turn_for(actor, ask)
        elapsed = perf_counter() - before
        self.busy_seconds += elapsed
        dispatcher.lent_seconds += elapsed
        dispatcher.lent_turns += 1
        return dispatcher.lent_turns % LENT_TURNS != 0

    def post(self, message: object) -> None:
        """Puts a message on the control lane."""
        if self.phase is _ENDED:
            return
        if self.control is None:
            self.control = deque()
        self.control.append(message)
        self._wake()

    def fire(self, timer: Timer) -> None:
        """A timer of this cell is due; its keys bound how many there can be."""
        queue = self.queue
        if queue is not None:
            queue.append(timer)  # awake, or it will be
        elif self.phase is not _ENDED:
            queue = self.queue = self.node.take_queue()
            queue.append(timer)
            self._wake()

    def put_back(self, messages: Sequence[object]) -> None:
        """Puts messages before those that wait, in their order."""
        if messages:
            if self.queue is None:
                self.queue = self.node.take_queue()
            self.queue.extendleft(reversed(messages))

    def _wake(self) -> None:
        if self.phase is _IDLE:
            self.phase = _READY
            self.node.dispatcher.ready(self)

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
            self._refuse(oldest, MailboxFull(f"dropped, {self.path} is full"))
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
            if waiting.__class__ not in _ENVELOPES and conflate(waiting) == key:
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
        self._refuse(older, MailboxFull(f"replaced by a newer one for {self.path}"))
        return Delivery.REPLACED

    def _size(self, waiting: object) -> int:
        """Bytes of what waits; timers count as nothing, their keys bound them."""
        size_of = self.bound.size_of
        if size_of is None or isinstance(waiting, Timer):
            return 0
        return size_of(waiting.message if isinstance(waiting, Ask) else waiting)

    def _recount(self) -> None:
        if self.bound.size_of is not None:
            self._bytes = sum(map(self._size, self.queue or ()))

    def _refuse(self, message: object, error: Exception) -> Delivery:
        self.refused += 1
        name = type(message).__name__
        if isinstance(message, Ask):
            name = type(message.message).__name__
            message.settle(self.node.timers, None, error)
        self.node.events.emit(DeadLetter(self.path, name, str(error)))
        return Delivery.REJECTED

    # --- mail is handled

    def turn(self) -> None:
        """Handles control messages, then a bounded batch; called by the dispatcher."""
        if self.phase is not _READY:
            return  # it crashed while it stood in the run queue
        self.phase = _RUNNING
        if self.control and not self._drain_control():
            return
        actor = self.actor
        if actor is None:
            actor = self._begin()
            if actor is None or self.phase is not _RUNNING:
                return
        if self.queue:
            self._drain(actor, self.queue)
            if self.phase is not _RUNNING:
                return
        self._rest()

    def _turn_for(self, actor: Actor[object], ask: Ask) -> None:
        """A turn for one ask that found the actor idle."""
        self.phase = _RUNNING
        self.handled += 1
        try:
            result = self._answer(actor.receive, ask)
            if result is not None:
                self._pauses(result, ask)
            if self._ends_turns:
                self._end_turn(actor)
        except Exception as error:  # noqa: BLE001 - the actor loop: let it crash
            self.crash(error, ask)
        if self.phase is _RUNNING:
            self._rest()

    def _rest(self) -> None:
        if self.queue or self.control:
            self.phase = _READY
            self.node.dispatcher.ready(self)
        elif self.finishing:
            self.exit(Normal())
        else:
            self.phase = _IDLE
            if self.queue is not None:
                self.node.give_queue(self.queue)
                self.queue = None

    def resume(self) -> None:
        """Goes on after HELD."""
        if self.phase is _HELD:
            self.phase = _RUNNING
            self._rest()

    def _begin(self) -> Actor[object] | None:
        """Starts an incarnation; None when `on_start` raised."""
        try:
            # Who starts it knows the type of its messages; from here on all do.
            actor = cast("Actor[object]", self.start())
            self.actor = actor
            actor.context = Context(self, Ref(self))
            self._ends_turns = type(actor).end_turn is not Actor.end_turn
            begun = actor.on_start()
        except Exception as error:  # noqa: BLE001 - the actor loop: let it crash
            self.crash(error, None)
            return None
        self.refusal = None
        self.capacity = self.bound.messages if self.bound.is_plain else 0
        if isinstance(actor, Service):
            self.phase = _HELD
            self.node.dispatcher.start_task(self._live, actor)
        else:
            if begun is HOLD:
                self.phase = _HELD
            if begun is not LATER:
                self.parent.child_started(self)
        return actor

    def _drain(self, actor: Actor[object], queue: deque[object]) -> None:
        receive = actor.receive
        pop = queue.popleft
        handled = 0
        message: object = None
        try:
            for handled in range(1, min(len(queue), TURN_MESSAGES) + 1):  # noqa: B007
                message = pop()
                if message.__class__ in _ENVELOPES:
                    result = self._open(receive, message)
                else:
                    result = receive(message)
                if (
                    result is not None
                    and result.__class__ in _PAUSES
                    and self._pauses(result, message)
                ):
                    break
            self.handled += handled
            self._recount()
            if self._ends_turns:
                self._end_turn(actor)
        except Exception as error:  # noqa: BLE001 - the actor loop: let it crash
            self.handled += handled
            self.crash(error, message)

    def _end_turn(self, actor: Actor[object]) -> None:
        if self.phase is _RUNNING and actor.end_turn() is HOLD:
            self.phase = _HELD

    def _open(self, receive: Callable[[object], object], envelope: object) -> object:
        """Handles an ask or a timer; returns a pause, or None."""
        if isinstance(envelope, Ask):
            return self._answer(receive, envelope)
        assert isinstance(envelope, Timer)  # noqa: S101 - the table of envelopes
        timers = self.timers
        if timers is None or timers.get(envelope.key) is not envelope:
            return None
        del timers[envelope.key]
        result = receive(envelope.message)
        return result if self.phase is _RUNNING else HOLD

    def _answer(self, receive: Callable[[object], object], ask: Ask) -> object:
        """Handles an ask that is still open; returns a pause, or None."""
        if not ask.is_open:
            return None
        self.current = ask
        result = receive(ask.message)
        self.current = None
        if result.__class__ in _PAUSES:
            return result
        ask.settle(self.node.timers, result, None)
        return None

    def _pauses(self, result: object, message: object) -> bool:
        if result is LATER:
            return False
        if self.phase is not _RUNNING:
            return True  # it ended itself
        self.phase = _HELD
        if result is not HOLD:
            ask = message if isinstance(message, Ask) else None
            self.node.dispatcher.start_task(
                self._finish_coroutine, result, ask, self.generation
            )
        return True

    async def _finish_coroutine(
        self,
        coroutine: Coroutine[object, object, object],
        ask: Ask | None,
        generation: int,
    ) -> None:
        """Runs an asynchronous handler to its end, in a task of its own."""
        if self.generation != generation:
            coroutine.close()  # killed before this task began
            self._settle_killed(ask)
            return
        CURRENT_CELL.set(self)
        scope = trio.CancelScope()
        answer, error = await self._attempt(scope, coroutine)
        if error is not None:
            self.crash(error, ask)
        elif scope.cancelled_caught:
            self._settle_killed(ask)
            self.exit(Killed())
        else:
            if ask is not None:
                ask.settle(self.node.timers, answer, None)
            self.resume()

    def _settle_killed(self, ask: Ask | None) -> None:
        if ask is not None:
            killed = Restarting(f"{self.path} was killed")
            ask.settle(self.node.timers, None, killed)

    async def _live(self, service: Service[Never]) -> None:
        """Runs a service; the only code between it and the node's nursery."""
        if self.actor is not service:
            return  # killed before this task began
        reason: ExitReason = Killed()
        scope = trio.CancelScope()
        if self.stopping is not None:
            scope.cancel()
        try:
            life = service.run(lambda: self.parent.child_started(self))
            _, error = await self._attempt(scope, life)
            if error is not None:
                reason = self._crashed(error)
            elif scope.cancelled_caught:
                reason = self.stopping or Killed()
            else:
                reason = Normal()
        finally:
            self.exit(reason)

    async def _attempt(
        self, scope: trio.CancelScope, work: Coroutine[object, object, object]
    ) -> tuple[object, Exception | None]:
        """Runs an incarnation's task: what it returns, or what it crashed with.

        Cancellation from outside passes, and so do KeyboardInterrupt, SystemExit and
        their like with all that came with them: they are not ours to keep.
        """
        self.scope = scope
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
                    self._crashed(error)
                raise cancelled from None
        except Exception as failure:  # noqa: BLE001 - the actor loop: let it crash
            error = failure
        finally:
            self.scope = None
        return answer, self._failure or error

    # --- the end of an incarnation

    def stop(self, reason: Shutdown) -> None:
        """Asks the incarnation to end; the parent hears of it when it has."""
        self.stopping = reason
        if self.actor is None and self.phase is not _READY:
            self.exit(reason)
        elif not isinstance(self.actor, Service):
            self.post(Stop(reason))
        elif self.scope is not None:  # else its task has not begun and will see
            self.scope.cancel()

    def kill(self) -> None:
        """Ends the incarnation without asking it; a task of it is cancelled first."""
        if self.scope is not None:
            self.scope.cancel()
        elif self.actor is not None:
            self.exit(Killed())

    def end(self) -> None:
        """Removes the cell for good: what waits becomes dead letters."""
        self.phase = _ENDED
        self.capacity = 0
        gone = NoSuchActor(f"{self.path} has ended")
        for message in self.queue or ():
            if not isinstance(message, Timer):
                self._refuse(message, gone)
        self.queue = self.control = None

    def guard(
        self, generation: int, function: Callable[[A], None], argument: A
    ) -> None:
        """Calls back into an incarnation, unless it has ended; raising crashes it."""
        if self.generation != generation or self.actor is None:
            return
        try:
            function(argument)
        except Exception as error:
            if self.phase is _RUNNING:
                raise  # called from within its own handler, which crashes then
            if self.scope is None:
                self.crash(error, None)
            else:  # its task must end before the incarnation can
                self._failure = error
                self.scope.cancel()

    def crash(self, error: Exception, message: object) -> None:
        """Ends the incarnation because of `error`, raised while handling `message`."""
        if isinstance(message, Ask):
            name = type(message.message).__name__
            text = f"{self.path} crashed: {type(error).__name__}"
            message.settle(self.node.timers, None, Restarting(text))
        else:
            inner = message.message if isinstance(message, Timer) else message
            name = type(inner).__name__
            if message is not None:
                self.refused += 1
                self.node.events.emit(DeadLetter(self.path, name, "crashed on it"))
        self.exit(self._crashed(error, name))

    def _crashed(self, error: BaseException, name: str = "") -> Crash:
        self.crashes += 1
        reason = Crash.of(error)
        self.node.events.emit(ActorCrashed(self.path, str(reason), name, reason.trace))
        return reason

    def _drain_control(self) -> bool:
        """Handles the control lane; False when the incarnation ended."""
        control = self.control
        while control:
            message = control.popleft()
            if isinstance(message, Stop):
                return self._stop_now(message.reason)
            actor = self.actor
            if actor is None:
                continue
            try:
                if isinstance(message, Down):
                    actor.on_down(message)
                else:
                    actor.on_control(message)
                if self.phase is not _RUNNING:
                    return False  # it ended itself
            except Exception as error:  # noqa: BLE001 - the actor loop: let it crash
                self.crash(error, message)
                return False
        return True

    def _stop_now(self, reason: Shutdown) -> bool:
        actor = self.actor
        if actor is not None:
            try:
                if actor.on_stop(reason) is HOLD:
                    return True
            except Exception as error:  # noqa: BLE001 - the actor loop: let it crash
                self.crash(error, None)
                return False
        self.exit(reason)
        return False

    def exit(self, reason: ExitReason) -> None:
        """Ends the incarnation at once and tells parent and watchers."""
        generation = self.generation
        self.generation += 1
        self._say_farewell()
        self.actor = None
        self.current = None
        self.waiting_on = None
        self.finishing = False
        self.stopping = None
        self._failure = None
        if self.phase is _ENDED:
            self.end()  # its task outlived the cell
        else:
            self.phase = _WAITING
        self.capacity = 0
        self.refusal = Restarting(f"{self.path} is being restarted")
        self.last_exit = reason
        for timer in (self.timers or {}).values():
            self.node.timers.cancel(timer)
        self.timers = None
        for watcher, watching in (self._watchers or {}).items():
            if watcher.generation == watching:  # else it was another's wish
                watcher.post(Down(self.path, reason))
        self._watchers = None
        self.parent.child_exited(self, generation, reason)

    def _say_farewell(self) -> None:
        if self.actor is not None:
            try:
                self.actor.on_end()
            except Exception as error:  # noqa: BLE001 - it ends already
                self._crashed(error)
        self._recount()

    def start_again(self) -> None:
        """Begins a new incarnation at its next turn; the mailbox is kept."""
        self.phase = _READY
        self.node.dispatcher.ready(self)

    # --- what the actor asks of its cell

    def add_watcher(self, watcher: Cell) -> None:
        """Posts `Down` to `watcher` when the present incarnation ends."""
        if self.phase is _ENDED or self.phase is _WAITING:
            watcher.post(Down(self.path, self.last_exit or NoProc()))
            return
        if self._watchers is None:
            self._watchers = {}
        self._watchers[watcher] = watcher.generation

    def start_timer(self, key: str, seconds: float, message: object) -> None:
        """See `Context.start_timer`."""
        timers = self.timers
        if timers is None:
            timers = self.timers = {}
        old = timers.get(key)
        if old is not None:
            self.node.timers.cancel(old)
        timers[key] = self.node.timers.arm(seconds, self, message, key)

    def cancel_timer(self, key: str) -> None:
        """See `Context.cancel_timer`."""
        timer = self.timers.pop(key, None) if self.timers is not None else None
        if timer is not None:
            self.node.timers.cancel(timer)

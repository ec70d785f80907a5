"""The cell: an actor's identity, and the loop that handles its mail.

The cell outlives incarnations: mailbox, counters and references stay when the actor is
restarted. An idle cell holds no task and no queue; a message puts it into the
dispatcher's run queue, and `turn` drains a bounded batch. What it may do when is in
`runtime.phase`, how mail comes in in `runtime.lanes`.
"""

from __future__ import annotations

from time import perf_counter
from types import CoroutineType
from typing import TYPE_CHECKING, ClassVar, Final, Never, TypeVar, cast

import trio

from runtime.actor import HOLD, LATER, Actor, Context, Later, Service
from runtime.ask import Ask
from runtime.control import Down, Stop
from runtime.errors import NoSuchActor, Restarting
from runtime.exits import Crash, ExitReason, Killed, NoProc, Normal, Shutdown
from runtime.keyed_timers import KeyedTimers
from runtime.lanes import ENVELOPES, Lanes
from runtime.mailbox import Bound, DeadLetter
from runtime.observe import Duty, Event
from runtime.phase import Phase
from runtime.ref import Ref
from runtime.task import run_handler, run_service
from runtime.timers import Timer

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Callable

    from runtime.node import Node
    from runtime.parent import Parent

A = TypeVar("A")

LENT_SECONDS: Final = 0.002
"""Of actors' turns in the tasks of askers, between two slices of the dispatcher."""
LENT_TURNS: Final = 8
"""Asks answered at once between two pauses of a task that asks in a loop."""
TURN_MESSAGES: Final = 64
"""Messages of one actor before others get their turn (Proto.Actor calls it
throughput)."""

_PAUSES: Final = frozenset({CoroutineType, Later})

# Module names are found faster than attributes of an enum's class.
_IDLE, _READY, _RUNNING, _HELD = Phase.IDLE, Phase.READY, Phase.RUNNING, Phase.HELD
_WAITING, _ENDED = Phase.WAITING, Phase.ENDED


class ActorCrashed(Event, frozen=True):
    """An exception ended an incarnation."""

    duty: ClassVar[Duty] = Duty.ERROR

    path: str
    error: str
    message_type: str
    trace: str


class Cell(Lanes):
    """One actor. Everything but `path` and the counters belongs to the runtime."""

    __slots__ = (
        "_ends_turns",
        "actor",
        "busy_seconds",
        "crashes",
        "current",
        "failure",
        "finishing",
        "generation",
        "handled",
        "last_exit",
        "parent",
        "scope",
        "start",
        "stopping",
        "timers",
        "waiting_on",
        "watchers",
    )

    def __init__(
        self,
        node: Node,
        path: str,
        start: Callable[[], Actor[Never]],
        parent: Parent,
        bound: Bound,
    ) -> None:
        super().__init__(node, path, bound)
        self.start = start
        self.parent = parent
        self.actor: Actor[object] | None = None
        self.generation = 0
        self.current: Ask | None = None
        self.timers: KeyedTimers | None = None
        self.waiting_on: Cell | None = None
        self.finishing = False
        self.stopping: Shutdown | None = None
        self.scope: trio.CancelScope | None = None
        self.handled = 0
        self.crashes = 0
        self.busy_seconds = 0.0
        self.last_exit: ExitReason | None = None
        self._ends_turns = False
        self.failure: Exception | None = None
        self.watchers: dict[Cell, int] | None = None

    # --- mail is handled

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
            self.node.dispatcher.start_task(run_service, self, actor)
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
                if message.__class__ in ENVELOPES:
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
            if self.bound.total_bytes:
                self.recount()
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
        if self.timers is None or not self.timers.take(envelope):
            return None
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
                run_handler, self, result, ask, self.generation
            )
        return True

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
                self.refuse(message, gone)
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
                self.failure = error
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
        self.exit(self.note_crash(error, name))

    def note_crash(self, error: BaseException, name: str = "") -> Crash:
        """Counts and reports a crash; ending the incarnation is another matter."""
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
        self.failure = None
        if self.phase is _ENDED:
            self.end()  # its task outlived the cell
        else:
            self.phase = _WAITING
        self.capacity = 0
        # One that has finished comes back for mail; one that crashed may not, or late.
        is_done = isinstance(reason, Normal)
        away = Restarting(f"{self.path} is being restarted")
        self.refusal = None if is_done else away
        self.last_exit = reason
        if self.timers is not None:
            self.timers.clear()
            self.timers = None
        for watcher, watching in (self.watchers or {}).items():
            if watcher.generation == watching:  # else it was another's wish
                watcher.post(Down(self.path, reason))
        self.watchers = None
        self.parent.child_exited(self, generation, reason)

    def _say_farewell(self) -> None:
        if self.actor is not None:
            try:
                self.actor.on_end()
            except Exception as error:  # noqa: BLE001 - it ends already
                self.note_crash(error)
        self.recount()

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
        if self.watchers is None:
            self.watchers = {}
        self.watchers[watcher] = watcher.generation

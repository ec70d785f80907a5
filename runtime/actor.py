"""What one writes: an actor handles one message at a time, and only its cell calls it.

A handler returns the answer to an ask (a tell ignores it), or `LATER` when it keeps the
ask to answer it after other messages, or is `async def`: then nothing else of this
actor runs until it returns. A plain handler costs no task and no wake-up.

An exception in a hook or a handler ends this incarnation; the supervisor decides what
follows. The message that caused it is not handled again; those behind it are, by the
next incarnation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from runtime.keyed_timers import KeyedTimers

if TYPE_CHECKING:
    from runtime.ask import Ask
    from runtime.cell import Cell
    from runtime.control import Down
    from runtime.exits import ExitReason
    from runtime.node import Node
    from runtime.passivation import Leave
    from runtime.ref import Ref

A = TypeVar("A")
M = TypeVar("M", contravariant=True)  # noqa: PLC0105 - short, and used everywhere
N = TypeVar("N", contravariant=True)  # noqa: PLC0105


class Later:
    """Type of `LATER`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "LATER"


LATER: Final = Later()
"""The handler keeps the ask and settles it with `Context.answer`."""

HOLD: Final = Later()
"""Like LATER, and nothing further is handled until `Context.resume`."""


class Context(Generic[M]):
    """An actor's access to the runtime; valid from `on_start` to `on_stop`.

    Attributes:
        node: that the actor lives on.
        ref: the actor's own address.
    """

    __slots__ = ("_cell", "_generation", "node", "ref")

    def __init__(self, cell: Cell, ref: Ref[M]) -> None:
        self._cell = cell
        self._generation = cell.generation
        self.node: Node = cell.node
        self.ref = ref

    @property
    def path(self) -> str:
        """Where the actor stands in the tree, from the root."""
        return self._cell.path

    @property
    def is_current(self) -> bool:
        """False once this incarnation has ended: late call-backs must do nothing."""
        cell = self._cell
        return cell.generation == self._generation and cell.actor is not None

    @property
    def asker(self) -> Ask | None:
        """The ask that is being handled, or None for a tell."""
        return self._cell.current

    def answer(
        self, ask: Ask | None, answer: object, error: Exception | None = None
    ) -> None:
        """Answers an ask that was kept with `LATER`; None and late ones are ignored."""
        if ask is not None:
            ask.settle(self._cell.node.timers, answer, error)

    def start_timer(self, key: str, seconds: float, message: M) -> None:
        """Tells this actor `message` in `seconds`; replaces the timer of that key.

        A replaced or cancelled timer's message is never delivered, even when it waits
        in the mailbox already. Timers end with the incarnation.
        """
        cell = self._cell
        if cell.timers is None:
            cell.timers = KeyedTimers(cell.node.timers, cell)
        cell.timers.start(key, seconds, message)

    def cancel_timer(self, key: str) -> None:
        """Forgets the timer of that key, if there is one."""
        timers = self._cell.timers
        if timers is not None:
            timers.cancel(key)

    @property
    def timer_keys(self) -> tuple[str, ...]:
        """Keys of the timers that run."""
        timers = self._cell.timers
        return () if timers is None else timers.keys()

    def watch(self, ref: Ref[N]) -> None:
        """Calls `on_down` once when the present incarnation behind `ref` ends."""
        ref.cell.add_watcher(self._cell)

    def finish(self, *, when_idle: bool = True) -> None:
        """Ends this actor normally once its mailbox is empty; False takes it back."""
        self._cell.finishing = when_idle

    def put_back(self, messages: Sequence[object]) -> None:
        """Puts messages, or asks, back before the mailbox, for the next incarnation."""
        self._cell.put_back(messages)

    def started(self) -> None:
        """Tells the supervisor that this is up, after `on_start` returned `LATER`."""
        cell = self._cell
        cell.parent.child_started(cell)

    def exit(self, reason: ExitReason) -> None:
        """Ends this incarnation at once; from a timer or the control lane only."""
        if self.is_current:
            self._cell.exit(reason)

    def resume(self) -> None:
        """Goes on with the mailbox after a handler returned `HOLD`."""
        cell = self._cell
        if cell.generation == self._generation and cell.actor is not None:
            cell.resume()

    def guarded(self, function: Callable[[A], None]) -> Callable[[A], None]:
        """Wraps a call-back: it runs only for this incarnation, and crashes only it."""
        return partial(self._cell.guard, self._generation, function)


class Actor(Generic[M]):
    """Base of all actors."""

    context: Context[M]

    def on_start(self) -> object:
        """Runs first in every incarnation; raising counts as a crash.

        Returning `HOLD` keeps the mailbox waiting until `Context.resume`; `LATER`
        makes the supervisor wait for `Context.started` before it starts the next.
        """
        return None

    def receive(self, message: M) -> object:
        """Handles one message and returns the answer.

        Raises:
            Exception: ends the incarnation (let it crash).
        """
        raise NotImplementedError

    def end_turn(self) -> object:
        """Runs when a batch has been drained; `HOLD` keeps the rest waiting."""
        return None

    def may_leave(self) -> Leave | None:
        """Asked when idle: may it leave memory until somebody needs it? None = no.

        Whoever waits for an answer of its own (`Address.request`, a query of the
        journal) must answer None: the answer would find nobody.
        """
        return None

    def on_down(self, down: Down) -> None:
        """Something that was watched has ended."""

    def on_end(self) -> None:
        """Runs last in every incarnation, however it ends; must not raise."""

    def on_stop(self, reason: ExitReason) -> object:
        """Runs when the supervisor stops it; not after a crash or a kill.

        Returning `HOLD` postpones the end until `Context.exit`, within the time that
        the ChildSpec allows.
        """
        del reason
        return None

    def on_control(self, message: object) -> None:
        """Something from the control lane that only supervisors get."""


class Service(Actor[M]):
    """An actor whose life is one coroutine: a listener, a port, a sweeper.

    It takes no messages. Its supervisor goes on to the next child only after
    `started` was called. Ending without an exception counts as a normal exit; it is
    stopped by cancellation.
    """

    async def run(self, started: Callable[[], None]) -> None:
        """The life of the service."""
        raise NotImplementedError

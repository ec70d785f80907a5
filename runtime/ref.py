"""What others hold of an actor: an address that stays valid over restarts.

`Ref` points at a cell; `runtime.region.EntityRef` names an entity and finds, or wakes,
its cell. Both offer the same three calls, so callers need not know where an actor is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar, cast

import trio

from runtime.ask import CURRENT_CELL, Answered, Ask, SleepingAsk, refuse_cycle
from runtime.mailbox import Delivery
from runtime.request import Request as Request  # noqa: PLC0414 - who asks needs both

if TYPE_CHECKING:
    from runtime.cell import Cell

M = TypeVar("M", contravariant=True)  # noqa: PLC0105 - short, and used everywhere
R = TypeVar("R")

ASK_SECONDS = 5.0
"""Deadline of an ask that names none (OTP's `gen_server:call`)."""

_ACCEPTED = Delivery.ACCEPTED


class Address(Generic[M]):
    """The three ways to speak to an actor."""

    __slots__ = ()

    @property
    def cell(self) -> Cell:
        """The cell behind the address; for the runtime only."""
        raise NotImplementedError

    def tell(self, message: M) -> Delivery:
        """Leaves a message; returns at once, never waits, never raises.

        Returns:
            REJECTED when it will not be handled (mailbox full, actor ended); that is
            counted and reported as a dead letter.
        """
        cell = self.cell
        queue = cell.queue
        if queue is not None and len(queue) < cell.capacity:
            queue.append(message)
            return _ACCEPTED
        return cell.deliver(message)

    def request(self, message: M, seconds: float, done: Answered) -> None:
        """Asks without waiting: `done(answer, error)` is called exactly once.

        It may be called before this returns when the mailbox refuses at once.
        """
        cell = self.cell
        ask = Ask(message, done, cell.node.events)
        queue = cell.queue
        if queue is not None and len(queue) < cell.capacity:
            queue.append(ask)
        else:
            cell.deliver(ask)
        if ask.is_open:
            ask.timer = cell.node.timers.arm(seconds, ask)

    async def ask(self, message: Request[R], seconds: float = ASK_SECONDS) -> R:
        """Asks and waits at most `seconds` for the answer.

        Cancelling stops the waiting; whether the actor handles the message is unknown.

        Raises:
            AskTimeout: no answer in time; the outcome is unknown.
            MailboxFull, Restarting, Quarantined: not handled; may be tried again.
            NoSuchActor: the actor has ended.
            AskCycle: the actor waits for the asker already.
        """
        cell = self.cell
        asker = CURRENT_CELL.get()
        if asker is not None:
            refuse_cycle(asker, cell)
            asker.waiting_on = cell
        try:
            envelope = SleepingAsk(message)
            queue = cell.queue
            if queue is not None and len(queue) < cell.capacity:
                queue.append(envelope)
                goes_on = False
            else:
                goes_on = cell.attend(envelope)
            if envelope.is_open:
                await envelope.sleep(cell.node.timers, seconds)
            elif not goes_on:
                await trio.lowlevel.checkpoint()
            return cast("R", envelope.outcome())
        finally:
            if asker is not None:
                asker.waiting_on = None


class Ref(Address[M]):
    """The address of one cell."""

    __slots__ = ("cell",)

    cell: Cell

    def __init__(self, cell: Cell) -> None:
        self.cell = cell

    @property
    def path(self) -> str:
        """Where the actor stands in the tree."""
        return self.cell.path

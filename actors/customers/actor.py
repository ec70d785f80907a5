"""The customer's shell: his journal, and the end of his sessions when he is blocked."""

from __future__ import annotations

from functools import partial
from typing import Final

from actors.customers import core
from actors.customers.closing import Closing
from actors.customers.events import CustomerEvent
from actors.customers.messages import (
    BlockSettled,
    BlockUnsettled,
    CloseSessions,
    CustomerAnswer,
    CustomerCommand,
    CustomerEffect,
    CustomerState,
    EnforceBlock,
    GetCustomer,
)
from actors.desk import Desk
from actors.ids import VisitorId, customer_entity
from runtime.decision import Deadline, Decision
from runtime.durable import Durable
from runtime.entity_codec import EntityCodec
from runtime.journal import IndexRow

CUSTOMER_CODEC: Final[EntityCodec[CustomerState, CustomerEvent]] = EntityCodec(
    CustomerState, CustomerEvent, CustomerAnswer
)

AGAIN_SECONDS: Final = 1.0
"""Before what could not be closed is tried again: the store, or a session, was away."""


class CustomerActor(
    Durable[CustomerCommand, CustomerState, CustomerEvent, CustomerEffect]
):
    """One customer; he leaves memory when nobody asks for him."""

    def __init__(self, visitor: VisitorId, desk: Desk) -> None:
        super().__init__(
            customer_entity(visitor), desk.journal, CUSTOMER_CODEC, desk.outages
        )
        self._visitor = visitor
        self._desk = desk

    def initial(self) -> CustomerState:
        """Nothing was written down."""
        return CustomerState()

    def decide(
        self, state: CustomerState, command: CustomerCommand, now_ms: int
    ) -> core.CustomerDecision:
        """See `core.decide`; only the shell knows the sequence."""
        if isinstance(command, BlockUnsettled):
            again = EnforceBlock(command.since_ms)
            self.context.start_timer("again", AGAIN_SECONDS, again)
            return Decision()
        if isinstance(command, GetCustomer):
            # What is staged stands under the numbers that it will have.
            seq = self.seq + len(self._events)
            return Decision(answer=core.view_of(self._visitor, state, seq, now_ms))
        return core.decide(self._visitor, state, command, now_ms)

    def apply(
        self, state: CustomerState, event: CustomerEvent, at_ms: int
    ) -> CustomerState:
        """See `core.apply`."""
        return core.apply(state, event, at_ms)

    def index_row(self, state: CustomerState) -> IndexRow:
        """See `core.index_row`."""
        return core.index_row(state)

    def deadlines(self, state: CustomerState) -> tuple[Deadline[CustomerCommand], ...]:
        """See `core.deadlines`."""
        return core.deadlines(state)

    def operation_key(self, command: CustomerCommand) -> int | None:
        """See `core.key_of`."""
        return core.key_of(command)

    def is_over(self, state: CustomerState) -> bool:
        """True when nothing is left to do."""
        return not core.deadlines(state)

    def perform(self, effect: CustomerEffect, position: int) -> None:
        """Closes what the visitor has open; nothing here waits."""
        operation = f"block/{effect.since_ms}/{position}"
        done = partial(self._on_closed, effect)
        Closing(self._desk, self._visitor, effect.by, operation, done).start()

    def _on_closed(self, effect: CloseSessions, is_done: bool) -> None:  # noqa: FBT001 - a call-back
        """What could not be closed is tried again; the last round settles it."""
        me = self._desk.directory.customer(self._visitor)
        if not is_done:
            me.tell(BlockUnsettled(effect.since_ms))
        elif effect.is_last:
            me.tell(BlockSettled(effect.since_ms))


def start_customer(visitor: str, desk: Desk) -> CustomerActor:
    """Builds an incarnation of a customer."""
    return CustomerActor(VisitorId(visitor), desk)

"""The part of the agent's shell that does what `slot_office` decides.

It has the timers of holds and auctions, reads the claims, and speaks to groups.
"""

from __future__ import annotations

from typing import Final

from actors.agent.messages import AgentCommand, HoldOverdue, SlotsRead
from actors.agent.slot_office import (
    DropBids,
    DropHold,
    SlotOffice,
    Tell,
    WatchBids,
    WatchHold,
)
from actors.desk import Desk
from actors.ids import AgentId, agent_entity, served_mark, turn_mark
from runtime.actor import Context
from runtime.errors import Unavailable
from runtime.journal import Answer, FindMarks, FoundMarks, Holders, Holdings

_HOLD: Final = "hold/"
_BIDS: Final = "bids"
"""Keys of timers."""


class SlotKeeper:
    """The hands of one agent's office.

    Args:
        agent: whose slots.
        office: decides.
        desk: where the others are.
        context: the actor's.
    """

    def __init__(
        self,
        agent: AgentId,
        office: SlotOffice,
        desk: Desk,
        context: Context[AgentCommand],
    ) -> None:
        self._agent = agent
        self._resource = agent_entity(agent)
        self._office = office
        self._desk = desk
        self._context = context

    def carry_out(self) -> None:
        """Does what the office has decided since this was last called."""
        effects = self._office.take()
        if not effects:
            return
        context, directory = self._context, self._desk.directory
        for effect in effects:
            # Classes are found faster than patterns are matched; frequent ones first.
            if isinstance(effect, Tell):
                directory.group(effect.group).tell(effect.word)
            elif isinstance(effect, WatchHold):
                overdue = HoldOverdue(effect.reservation)
                key = _HOLD + effect.reservation
                context.start_timer(key, effect.seconds, overdue)
            elif isinstance(effect, DropHold):
                context.cancel_timer(_HOLD + effect.reservation)
            elif isinstance(effect, WatchBids):
                context.start_timer(_BIDS, effect.seconds, effect.due)
            elif isinstance(effect, DropBids):
                context.cancel_timer(_BIDS)
            else:
                self._read()

    def _read(self) -> None:
        """Asks for marks and claims; `SlotsRead` follows.

        The claims come last: whatever a session says of a later commit comes after
        `SlotsRead`, and what `SlotsRead` says is no older than the marks.
        """
        keys = (served_mark(self._agent), turn_mark(self._agent))
        journal, guarded = self._desk.journal, self._context.guarded
        journal.query(FindMarks(keys), guarded(self._on_marks))
        journal.query(Holders(self._resource), guarded(self._on_holdings))

    def _on_marks(self, answer: Answer) -> None:
        if not isinstance(answer, FoundMarks):
            raise Unavailable(f"marks of {self._resource} cannot be read: {answer}")
        served_ms, turn_ms = (int(value or 0) for value in answer.values)
        self._office.marked(served_ms, turn_ms)

    def _on_holdings(self, answer: Answer) -> None:
        if not isinstance(answer, Holdings):
            raise Unavailable(f"slots of {self._resource} cannot be read: {answer}")
        self._context.ref.tell(SlotsRead(answer.rows))

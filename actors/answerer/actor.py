"""The purse's shell: what is spent on a model is on disk before it is (R13)."""

from __future__ import annotations

from typing import Final, assert_never

from actors.answerer import core
from actors.answerer.messages import (
    PurseCommand,
    PurseEvent,
    Reserve,
    Settle,
    Spent,
    Verdict,
)
from actors.answerer.settings import Limits
from actors.ids import PURSE
from runtime.durable import Durable
from runtime.entity_codec import EntityCodec
from runtime.journal import IndexRow, Journal
from runtime.mailbox import Bound
from runtime.region import Region

PURSE_MAILBOX: Final = Bound(messages=1_000)
"""More questions than may be with a model at once."""
PURSE_CODEC: Final[EntityCodec[Spent, PurseEvent]] = EntityCodec(
    Spent, PurseEvent, Verdict
)


class PurseActor(Durable[PurseCommand, Spent, PurseEvent, None]):
    """The one purse.

    Args:
        entity: its id.
        journal: where its truth is.
        limits: what may be spent.
    """

    def __init__(self, entity: str, journal: Journal, limits: Limits) -> None:
        super().__init__(f"{PURSE}/{entity}", journal, PURSE_CODEC, outages=())
        self._limits = limits

    def initial(self) -> Spent:
        """Nothing was spent."""
        return Spent()

    def decide(
        self, state: Spent, command: PurseCommand, now_ms: int
    ) -> core.PurseDecision:
        """See `core`."""
        match command:
            case Reserve():
                return core.reserve(state, command, self._limits, now_ms)
            case Settle():
                return core.settle(state, command)
            case _:
                assert_never(command)

    def apply(self, state: Spent, event: PurseEvent, at_ms: int) -> Spent:
        """See `core.apply`."""
        del at_ms
        return core.apply(state, event)

    def index_row(self, state: Spent) -> IndexRow:
        """Nobody waits for it: a question brings it back."""
        del state
        return IndexRow(is_open=False, state="spent")


def purse_region(journal: Journal, limits: Limits) -> Region[PurseCommand]:
    """Where the purse lives; a question brings it back when it ended."""
    return Region(
        PURSE,
        lambda one: PurseActor(one, journal, limits),
        PURSE_MAILBOX,
        lambda _: None,
    )

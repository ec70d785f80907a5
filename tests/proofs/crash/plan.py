"""PURE: which kill comes when, and what a run must have done to prove anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from math import ceil
from random import Random
from typing import Final

ACKED_PER_KILL: Final = 500
"""The least of messages that must be acknowledged between two kills."""
BETWEEN_SHARE: Final = 0.1
"""Share of the kills that must hit between a commit and its acknowledgement."""


class Kill(Enum):
    """Ways to die."""

    SERVICE = "service"
    """The server and its store at once, at a random moment."""
    BETWEEN = "between"
    """The same while the journal holds messages that nobody was told of: the server is
    stopped, the store finishes what it was given, then both are killed."""
    STORE = "store"
    """The store alone; the server goes on with a new one."""
    PARENT = "parent"
    """The server alone; its store must see that, and end by itself."""
    FROZEN_STORE = "frozen store"
    """The server alone while its store is stopped; the store goes on when the next
    server has been started, and commits what the dead one gave it."""


DECK: Final = (
    *(Kill.SERVICE,) * 3,
    *(Kill.BETWEEN,) * 3,
    *(Kill.STORE,) * 2,
    Kill.PARENT,
    Kill.FROZEN_STORE,
)
"""Every ten kills in a row are these, shuffled."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How much a run is to do.

    Attributes:
        kills: of all kinds.
        acked: messages that must be acknowledged on the whole; the time between two
            kills is stretched for it.
    """

    kills: int
    acked: int = 0

    @property
    def acked_per_kill(self) -> int:
        """Messages that must be acknowledged between two kills."""
        return max(ACKED_PER_KILL, ceil(self.acked / self.kills))


def kills(count: int, random: Random) -> Iterator[Kill]:
    """The kills of a run, in order."""
    while count > 0:
        deck = random.sample(DECK, len(DECK))
        yield from deck[:count]
        count -= len(deck)


def least_between(count: int) -> int:
    """How many of `count` kills must have hit between commit and acknowledgement."""
    return ceil(count * BETWEEN_SHARE)

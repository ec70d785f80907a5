"""PURE: what a durable actor's decision is, and what a durable deadline is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

import msgspec

from runtime.journal import Capacity, Claim, Mark, OutboxRow

C = TypeVar("C")
E = TypeVar("E")
F = TypeVar("F")
S = TypeVar("S")


class Decision(msgspec.Struct, Generic[E, F, S], frozen=True):
    """What a command leads to. Without events nothing is written.

    Attributes:
        events: to be appended, in order.
        answer: to the asker, after the commit.
        effects: carried out in order after the commit, values of the actor's own type.
        error: answered instead of `answer`.
        claims, releases, releases_all, capacities, outbox, marks: see `Append`.
        takes_ticket: it begins a wait, and its own position is the place in line; with
            others in the append a line that was left in between would seem kept.
        after: the state after the events, where it was looked at already; None = they
            are still to be applied.
    """

    events: tuple[E, ...] = ()
    answer: object = None
    effects: tuple[F, ...] = ()
    error: Exception | None = None
    claims: tuple[Claim, ...] = ()
    releases: tuple[Claim, ...] = ()
    releases_all: bool = False
    capacities: tuple[Capacity, ...] = ()
    outbox: tuple[OutboxRow, ...] = ()
    marks: tuple[Mark, ...] = ()
    takes_ticket: bool = False
    after: S | None = None

    @property
    def is_solo(self) -> bool:
        """True when it must be appended alone.

        The store may refuse it, or must see what came before it by itself.
        """
        return bool(self.claims or self.capacities or self.takes_ticket)


def written(decisions: Sequence[Decision[E, F, S]]) -> Decision[E, F, S]:
    """What decisions of one append write together; for the append's fields alone."""
    if len(decisions) == 1:
        return decisions[0]  # as with all that is solo
    return Decision(
        claims=tuple(one for each in decisions for one in each.claims),
        releases=tuple(one for each in decisions for one in each.releases),
        releases_all=any(each.releases_all for each in decisions),
        capacities=tuple(one for each in decisions for one in each.capacities),
        outbox=tuple(one for each in decisions for one in each.outbox),
        marks=tuple(one for each in decisions for one in each.marks),
    )


class Deadline(msgspec.Struct, Generic[C], frozen=True):
    """A durable timer: `command` is received at `due_ms`, extended by outages."""

    key: str
    armed_ms: int
    due_ms: int
    command: C
